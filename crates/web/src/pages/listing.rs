//! Which orders a list shows, as its address says it.

use jiff::civil::Date;
use serde::Deserialize;
use store::{ConnectionId, OrderSummary, State as OrderState};

use crate::app::App;
use crate::cause::key_of;
use crate::problem::Problem;

/// Orders on a page.
pub(super) const PAGE: u32 = 50;

/// What the address says.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    state: Option<String>,
    /// The cause that they have in common.
    why: Option<String>,
    /// What is looked for.
    number: Option<String>,
    /// The last order of the page before: its day and id.
    pub(super) before: Option<String>,
    /// How many were dealt with, and how many could not be.
    pub(super) done: Option<u64>,
    pub(super) not_done: Option<u64>,
    /// What a form lacked, and what was chosen in it.
    pub(super) said: Option<String>,
    pub(super) kept: Option<String>,
    /// The reason that was given.
    pub(super) reason: Option<String>,
}

/// Which orders are listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Which {
    All,
    /// Those that need a person, in whatever state.
    Wanted,
    Only(OrderState),
    /// Those of one cause.
    Of(OrderState, String),
    /// Those with this in their number.
    Named(String),
}

impl Which {
    /// As an address says it.
    const WANTED: &str = "attention";

    pub(super) fn parse(asked: &Asked) -> Option<Self> {
        let number = asked.number.as_deref().map(str::trim).unwrap_or_default();
        let number: String = number.chars().take(100).collect();
        if !number.is_empty() {
            return Some(Self::Named(number));
        }
        let why = asked.why.as_deref().filter(|why| !why.is_empty());
        match (asked.state.as_deref().filter(|state| !state.is_empty()), why) {
            (None, None) => Some(Self::All),
            (Some(Self::WANTED), None) => Some(Self::Wanted),
            (Some(state), None) => OrderState::parse(state).map(Self::Only),
            (state, Some(why)) => {
                let is_key = |sign: char| sign.is_ascii_alphanumeric() || "._-".contains(sign);
                let state = OrderState::parse(state?)?;
                why.chars().all(is_key).then(|| Self::Of(state, why.to_owned()))
            }
        }
    }

    /// The one state that they are in, if it is one.
    pub(super) fn state(&self) -> Option<OrderState> {
        match self {
            Self::Only(state) | Self::Of(state, _) => Some(*state),
            Self::All | Self::Wanted | Self::Named(_) => None,
        }
    }

    /// The address of their list, or of what follows on a page of it.
    pub(super) fn address(&self, base: &str, before: Option<&str>) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        match self {
            Self::All => {}
            Self::Wanted => drop(query.append_pair("state", Self::WANTED)),
            Self::Only(state) => drop(query.append_pair("state", state.as_str())),
            Self::Of(state, why) => {
                query.append_pair("state", state.as_str()).append_pair("why", why);
            }
            Self::Named(number) => drop(query.append_pair("number", number)),
        }
        if let Some(place) = before {
            query.append_pair("before", place);
        }
        let query = query.finish();
        if query.is_empty() { base.to_owned() } else { format!("{base}?{query}") }
    }
}

/// A page of them, the newest first.
pub(super) async fn found(
    app: &App,
    connection: &ConnectionId,
    which: &Which,
    before: Option<(Date, i64)>,
) -> Result<Vec<OrderSummary>, Problem> {
    let page = async |state| app.store().orders_page(connection, state, PAGE, before).await;
    let mut found = match which {
        Which::All => return Ok(page(None).await?),
        Which::Only(state) => return Ok(page(Some(*state)).await?),
        Which::Named(number) => {
            return Ok(app.store().orders_named(connection, number, PAGE).await?);
        }
        Which::Of(state, why) => {
            let most = usize::try_from(PAGE).unwrap_or_default();
            return of_cause(app, connection, (*state, why), before, most).await;
        }
        Which::Wanted => page(Some(OrderState::Refused)).await?,
    };
    found.extend(page(Some(OrderState::Changed)).await?);
    found.sort_by_key(|own| std::cmp::Reverse((own.placed_on, own.order_id)));
    found.truncate(usize::try_from(PAGE).unwrap_or_default());
    Ok(found)
}

/// The orders of one cause, the newest first. What tells the cause is read of all orders in that state, a
/// part at a time, until there are enough.
pub(super) async fn of_cause(
    app: &App,
    connection: &ConnectionId,
    (state, why): (OrderState, &str),
    mut before: Option<(Date, i64)>,
    most: usize,
) -> Result<Vec<OrderSummary>, Problem> {
    const PART: u32 = 500;
    let mut found = Vec::new();
    loop {
        let part = app.store().orders_page(connection, Some(state), PART, before).await?;
        before = part.last().map(|own| (own.placed_on, own.order_id));
        let is_last = part.len() < usize::try_from(PART).unwrap_or_default();
        let is_one =
            |own: &OrderSummary| key_of(own.code.as_deref(), own.refusal.as_deref()) == why;
        found.extend(part.into_iter().filter(is_one));
        if is_last || found.len() >= most {
            found.truncate(most);
            return Ok(found);
        }
    }
}

/// A place in a list, as an address says it.
pub(super) fn place(text: &str) -> Option<(Date, i64)> {
    let (date, order) = text.split_once('_')?;
    Some((date.parse().ok()?, order.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_it_was_written() {
        let all = [
            Which::All,
            Which::Wanted,
            Which::Only(OrderState::Booked),
            Which::Of(OrderState::Refused, "unmapped.oss.DE.5.5".to_owned()),
            Which::Named("A&B 100%".to_owned()),
        ];
        for which in all {
            let address = which.address("/o", Some("2026-11-20_7"));
            let query = address.strip_prefix("/o?").unwrap();
            let field = |name: &str| {
                let mut pairs = url::form_urlencoded::parse(query.as_bytes());
                pairs.find(|(own, _)| own == name).map(|(_, text)| text.into_owned())
            };
            assert_eq!(field("before").as_deref(), Some("2026-11-20_7"));
            let asked = Asked {
                state: field("state"),
                why: field("why"),
                number: field("number"),
                ..Asked::default()
            };
            assert_eq!(Which::parse(&asked), Some(which));
        }
        for (state, why) in
            [("none", ""), ("", "currency"), ("refused", "\r\n"), ("attention", "x")]
        {
            let (state, why) = (Some(state.to_owned()), Some(why.to_owned()));
            assert_eq!(Which::parse(&Asked { state, why, ..Asked::default() }), None);
        }
    }
}
