//! What an invoice in Moneybird is for, and the address that says so.
//!
//! Not every invoice is an order: the shop's credit invoices are booked, and so are corrections of
//! orders that were edited and the summaries of a day. Each is known by one number, as orders are,
//! and by an address that its invoice carries (`source_url`), so that it can be found again.

use jiff::civil::Date;

/// What an invoice is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// An order, by its id in the shop.
    Order(i64),
    /// A credit invoice, by its own id in the shop.
    Credit(i64),
    /// The correction of an order that was edited after it was booked.
    Correction {
        /// The order's id.
        order: i64,
        /// Its how-manieth, from 1.
        number: i64,
    },
    /// Orders of one day that are booked together.
    Day {
        /// The day that the invoice bears.
        day: Date,
        /// Its how-manieth invoice, from 1.
        number: i64,
    },
}

/// Corrections of one order, and one more.
const CORRECTIONS: i64 = 1_000;

/// Summaries of one day, and one more.
const SUMMARIES: i64 = 10_000;

/// What is not an order has an id below nothing; its last part, in fours, says what it is.
const KINDS: i64 = 4;

impl Subject {
    /// The number by which it is remembered: an order's own id, and below nothing for the others,
    /// whose own ids may be those of orders. None for a number that is out of all proportion.
    pub fn id(self) -> Option<i64> {
        let (own, kind) = match self {
            Self::Order(id) => return (id > 0).then_some(id),
            Self::Credit(id) => (id, 1),
            Self::Correction { order, number } => (joined(order, number, CORRECTIONS)?, 2),
            Self::Day { day, number } => {
                let (year, month) = (i64::from(day.year()), i64::from(day.month()));
                let day = (year * 100 + month) * 100 + i64::from(day.day());
                (joined(day, number, SUMMARIES)?, 3)
            }
        };
        (own > 0).then_some(own)?.checked_mul(KINDS)?.checked_add(kind)?.checked_neg()
    }

    /// What a number stands for.
    pub fn of_id(id: i64) -> Option<Self> {
        if id > 0 {
            return Some(Self::Order(id));
        }
        let own = id.checked_neg()?;
        let (own, kind) = (own / KINDS, own % KINDS);
        let subject = match kind {
            1 => Self::Credit(own),
            2 => Self::Correction { order: own / CORRECTIONS, number: own % CORRECTIONS },
            3 => Self::Day { day: day(own / SUMMARIES)?, number: own % SUMMARIES },
            _ => return None,
        };
        (subject.id() == Some(id)).then_some(subject)
    }

    /// Where it can be read again: an address with the shop's id and its own, which is its identity.
    pub fn address(self, shop_url: &str, shop: i64) -> String {
        let api = format!("{}/api/rest/v1", shop_url.trim_end_matches('/'));
        match self {
            Self::Order(id) => format!("{api}/orders/{id}/?webshop={shop}"),
            Self::Credit(id) => format!("{api}/invoices/{id}/?webshop={shop}"),
            Self::Correction { order, number } => {
                format!("{api}/orders/{order}/?webshop={shop}&correction={number}")
            }
            Self::Day { day, number } => {
                format!("{api}/orders/?webshop={shop}&day={day}&summary={number}")
            }
        }
    }

    /// What an address in Moneybird is for, if it is one of this shop's. The shop's own host may have
    /// changed since, so only the ids count.
    pub fn of_address(address: &str, shop: i64) -> Option<Self> {
        let (path, query) = address.rsplit_once("/?webshop=")?;
        let (_, path) = path.rsplit_once("/api/rest/v1/")?;
        let mut query = query.split('&');
        if query.next()?.parse() != Ok(shop) {
            return None;
        }
        let mut named = |name: &str| query.next()?.strip_prefix(name)?.strip_prefix('=');
        let subject = match path.split_once('/').unwrap_or((path, "")) {
            ("orders", "") => {
                let day = named("day")?.parse().ok()?;
                let number = named("summary")?.parse().ok()?;
                // The orders in it, which say more and decide nothing here.
                if let Some(orders) = query.next() {
                    crate::summary::orders_in(orders.strip_prefix("orders=")?)?;
                }
                Self::Day { day, number }
            }
            ("orders", id) => match query.next() {
                None => Self::Order(id.parse().ok()?),
                Some(further) => {
                    let number = further.strip_prefix("correction=")?.parse().ok()?;
                    Self::Correction { order: id.parse().ok()?, number }
                }
            },
            ("invoices", id) => Self::Credit(id.parse().ok()?),
            _ => return None,
        };
        if query.next().is_some() {
            return None;
        }
        subject.id().map(|_| subject)
    }

    /// The name under which its payment is found again inside the invoice.
    pub fn identifier(self, shop: i64) -> String {
        match self {
            Self::Order(id) => format!("ccv-{shop}-{id}"),
            Self::Credit(id) => format!("ccv-{shop}-c{id}"),
            Self::Correction { order, number } => format!("ccv-{shop}-{order}-k{number}"),
            Self::Day { day, number } => format!("ccv-{shop}-{day}-d{number}"),
        }
    }
}

/// Where an order can be read again: [`Subject::address`] of an order.
pub fn source_url(shop_url: &str, shop: i64, order: i64) -> String {
    Subject::Order(order).address(shop_url, shop)
}

/// The id ([`Subject::id`]) of what an address in Moneybird is for, if it is one of this shop's.
pub fn order_of_source(url: &str, shop: i64) -> Option<i64> {
    Subject::of_address(url, shop)?.id()
}

/// Whether an address in Moneybird is one of ours, of whichever shop.
pub fn is_source(url: &str) -> bool {
    let query = url.rsplit_once("/?webshop=").map(|(_, query)| query);
    let shop = query.and_then(|query| query.split('&').next()?.parse().ok());
    shop.is_some_and(|shop| Subject::of_address(url, shop).is_some())
}

/// Two numbers in one, if the second is one of those that fit.
fn joined(own: i64, number: i64, most: i64) -> Option<i64> {
    (1..most).contains(&number).then_some(())?;
    (own > 0).then_some(own)?.checked_mul(most)?.checked_add(number)
}

fn day(number: i64) -> Option<Date> {
    let part = |number: i64| i8::try_from(number % 100).ok();
    let year = i16::try_from(number / 10_000).ok()?;
    Date::new(year, part(number / 100)?, part(number)?).ok()
}
