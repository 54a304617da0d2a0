//! What an order waits for in the shop.

use bookkeeping::Language;
use store::{OrderSummary, State};

use crate::fault::say;

/// What an order waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waits {
    /// The status that it is in, if that is none of those that are booked.
    pub status: Option<Standing>,
    /// Whether it is unpaid, and must not be.
    pub unpaid: bool,
}

/// A status that is not enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The order's own number; none while it has none.
    pub own: Option<i64>,
    /// Those that are enough.
    pub enough: Vec<i64>,
}

impl Waits {
    /// What an order in a status, paid or not, waits for.
    pub fn of((status, paid): (Option<i64>, bool), chosen: &bookkeeping::settings::Orders) -> Self {
        let is_enough = status.is_some_and(|status| chosen.statuses.contains(&status));
        let standing = || Standing { own: status, enough: chosen.statuses.clone() };
        Self { status: (!is_enough).then(standing), unpaid: chosen.paid_only && !paid }
    }

    /// As words.
    pub(crate) fn sentence(&self, language: Language) -> Option<String> {
        let mut reasons = Vec::new();
        if let Some(standing) = &self.status {
            let enough: Vec<String> = standing.enough.iter().map(ToString::to_string).collect();
            let enough = enough.join(say(language, " of ", " or ").as_str());
            reasons.push(match (language, standing.own) {
                (Language::Nl, Some(own)) => format!("status {own} ({enough} is genoeg)"),
                (Language::En, Some(own)) => format!("status {own} ({enough} is enough)"),
                (Language::Nl, None) => format!("geen status ({enough} is genoeg)"),
                (Language::En, None) => format!("no status ({enough} is enough)"),
            });
        }
        if self.unpaid {
            reasons.push(say(language, "niet betaald", "unpaid"));
        }
        Some(reasons.join(", ")).filter(|text| !text.is_empty())
    }
}

/// What an order waits for, if it waits.
pub(crate) fn waits(order: &OrderSummary, chosen: &bookkeeping::settings::Orders) -> Option<Waits> {
    (order.state == State::Waiting).then(|| Waits::of((order.shop_status, order.paid), chosen))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use rust_decimal::Decimal;

    use super::*;

    #[test]
    fn a_waiting_order_says_what_it_waits_for() {
        let order = |state, shop_status, paid| OrderSummary {
            connection: "01a207d9-2100-7fff-bfff-000000000001".parse().unwrap(),
            order_id: 1,
            number: "W1".to_owned(),
            state,
            code: None,
            refusal: None,
            why: None,
            placed_on: "2026-11-20".parse().unwrap(),
            total: Decimal::ONE,
            currency: "EUR".to_owned(),
            shop_status,
            paid,
            stage: None,
            reference: None,
            booked_on: None,
            invoice_id: None,
            settle_at: None,
            updated_at: Timestamp::UNIX_EPOCH,
        };
        let chosen = bookkeeping::settings::Orders {
            statuses: vec![6, 7],
            ..bookkeeping::settings::Orders::default()
        };
        for (state, status, paid, why) in [
            (State::Waiting, Some(7), false, Some("unpaid")),
            (State::Waiting, Some(3), true, Some("status 3 (6 or 7 is enough)")),
            (State::Waiting, Some(3), false, Some("status 3 (6 or 7 is enough), unpaid")),
            (State::Waiting, None, true, Some("no status (6 or 7 is enough)")),
            (State::Waiting, Some(7), true, None),
            (State::Booked, Some(3), false, None),
        ] {
            let found = waits(&order(state, status, paid), &chosen);
            let found = found.and_then(|own| own.sentence(Language::En));
            assert_eq!(found.as_deref(), why, "{state} {status:?} {paid}");
        }
    }
}
