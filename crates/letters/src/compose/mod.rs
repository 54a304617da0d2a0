//! What each letter says.

mod month;
mod orders;
mod takeover;

use bookkeeping::{Language, said_day};

use crate::letter::About;
use crate::line::short;
use crate::news::{News, Waiting};
use crate::part::{Item, Part};
use crate::said::amount;
use crate::texts::texts;

/// How much of an order's number is shown, in characters.
const NUMBER: usize = 40;

/// The subject and the parts of a letter about `shop`, whose name is on one line.
pub(crate) fn composed(
    news: &News,
    shop: &str,
    about: &About<'_>,
    language: Language,
) -> (String, Vec<Part>) {
    let t = texts(language);
    match news {
        News::Orders(own) => orders::composed(own, shop, language),
        News::Broken(own) => {
            let parts = vec![
                Part::paragraph((t.broken_lead)(shop)),
                Part::paragraph(own.said.as_str()),
                Part::link(t.explained, &own.explained),
                Part::paragraph(t.broken_rest),
                Part::link(t.to_overview, about.page),
            ];
            ((t.broken_subject)(shop), parts)
        }
        News::Takeover(own) => takeover::composed(own, shop, language),
        News::Month(own) => month::composed(own, shop, language),
        News::Trial(own) => {
            let last = said_day(own.last, language);
            let price = amount(own.price, &own.currency, language);
            let vat = if own.includes_vat { t.with_vat } else { t.without_vat };
            let parts = vec![
                Part::paragraph((t.trial_lead)(shop, &last)),
                Part::paragraph((t.trial_then)(&price, vat)),
                Part::link(t.to_overview, about.page),
            ];
            ((t.trial_subject)(shop, &last), parts)
        }
        News::Confirm(own) => {
            let parts = vec![
                Part::paragraph(t.confirm_lead),
                Part::link(t.to_confirm, own.page.as_str()),
                Part::paragraph((t.confirm_rest)(own.days)),
            ];
            (t.confirm_subject.to_owned(), parts)
        }
        News::Test => {
            let parts = vec![Part::paragraph(t.test_lead), Part::link(t.to_pages, about.page)];
            (t.test_subject.to_owned(), parts)
        }
    }
}

/// Orders in a list, with what they come to and their pages.
fn listed(orders: &[Waiting], language: Language) -> Vec<Item> {
    let item = |own: &Waiting| Item {
        text: format!(
            "{}, {}",
            short(&own.number, NUMBER),
            amount(own.total, &short(&own.currency, 3), language)
        ),
        to: Some(own.page.clone()),
    };
    orders.iter().map(item).collect()
}

/// The first orders of so many; the last item says how many more there are.
fn first_of(orders: &[Waiting], all: u64, most: usize, language: Language) -> Part {
    let shown = orders.get(..most).unwrap_or(orders);
    let mut items = listed(shown, language);
    let more = all.saturating_sub(u64::try_from(shown.len()).unwrap_or(u64::MAX));
    if more > 0 {
        items.push(Item { text: (texts(language).more)(more), to: None });
    }
    Part::List(items)
}
