//! Histories in few words.

use billing::{Event, History, Month, Subscriber, Terms, Vat, What};
use bookkeeping::Money;

pub(crate) fn month(text: &str) -> Month {
    text.parse().unwrap()
}

pub(crate) fn money(text: &str) -> Money {
    Money::exact(text.parse().unwrap()).unwrap()
}

pub(crate) fn six_euros() -> Terms {
    Terms { price: money("6.00"), currency: "EUR".to_owned(), vat: Vat::Excluded }
}

/// A history: an instant, and `+` (installed), `-` (removed), `end 2026-04` or `resume`.
pub(crate) fn events(told: &[(&str, &str)]) -> Vec<Event> {
    let what = |word: &str| match word {
        "+" => What::Installed,
        "-" => What::Uninstalled,
        "resume" => What::Resumed,
        end => What::Ended(month(end.strip_prefix("end ").unwrap())),
    };
    told.iter().map(|(at, word)| Event { at: at.parse().unwrap(), what: what(word) }).collect()
}

/// A shop and the last sign of its administration.
pub(crate) fn subscriber(shop_id: i64, administration: &str) -> Subscriber {
    Subscriber {
        connection: None,
        shop_id,
        shop_name: format!("Shop {shop_id}"),
        administration_id: administration.to_owned(),
        administration_name: "Boeken".to_owned(),
    }
}

pub(crate) fn history(shop_id: i64, administration: &str, told: &[(&str, &str)]) -> History {
    History { of: subscriber(shop_id, administration), events: events(told) }
}
