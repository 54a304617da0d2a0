//! Letters to look at.

use bookkeeping::{Language, Money};
use letters::{
    About, Broken, Cause, Letter, Month, News, Orders, Sum, Takeover, To, Trial, Waiting, write,
};

pub(crate) const BASE: &str = "https://books.example";
pub(crate) const UNSUBSCRIBE: &str = "https://books.example/unsubscribe/1/orders/abc";

pub(crate) const BOTH: [Language; 2] = [Language::Nl, Language::En];

pub(crate) fn money(text: &str) -> Money {
    Money::exact(text.parse().unwrap()).unwrap()
}

pub(crate) fn about(shop: &str) -> About<'_> {
    About {
        shop,
        administration: "Fietsen BV",
        page: "https://books.example/c/1",
        account: "https://books.example/account",
    }
}

pub(crate) fn letter(news: &News, shop: &str, language: Language) -> Letter {
    write(news, &about(shop), &To { language, unsubscribe: Some(UNSUBSCRIBE) })
}

pub(crate) fn waiting(number: &str) -> Waiting {
    Waiting {
        number: number.to_owned(),
        total: money("1234.5"),
        currency: "EUR".to_owned(),
        page: format!("{BASE}/c/1/orders/7"),
    }
}

pub(crate) fn cause(text: &str, orders: u64) -> Cause {
    Cause {
        text: text.to_owned(),
        hint: "Choose a rate.".to_owned(),
        explained: format!("{BASE}/manual/needs-you#x"),
        orders,
        first: (1..=orders.min(6)).map(|number| waiting(&format!("W{number}"))).collect(),
        list: format!("{BASE}/c/1/orders?why=x"),
    }
}

pub(crate) fn orders(causes: Vec<Cause>) -> News {
    let waiting = causes.iter().map(|own| own.orders).sum();
    News::Orders(Orders { waiting, causes, list: format!("{BASE}/c/1/orders?state=attention") })
}

fn month(closes: bool) -> News {
    News::Month(Month {
        first: "2026-10-01".parse().unwrap(),
        closes,
        difference: if closes { Money::ZERO } else { money("-12.1") },
        currency: "EUR".to_owned(),
        orders: if closes { Vec::new() } else { vec![waiting("W1"), waiting("W2")] },
        waiting: if closes { 0 } else { 30 },
        closing: format!("{BASE}/c/1/close?period=2026-10"),
    })
}

fn broken() -> Broken {
    Broken { said: "Out.".to_owned(), explained: format!("{BASE}/manual/stands-still#x") }
}

/// One of each kind, and what its subject says in Dutch and in English.
pub(crate) fn every() -> Vec<(News, &'static str, &'static str)> {
    let sums = ["2026-09-01", "2026-10-01"].map(|first| Sum {
        first: first.parse().unwrap(),
        shop: money("1234.5"),
        books: money("-0.05"),
    });
    let takeover = Takeover {
        booked: 498,
        waiting: 2,
        months: sums.into(),
        currency: "EUR".to_owned(),
        closing: format!("{BASE}/c/1/close"),
    };
    let trial = Trial {
        last: "2026-11-30".parse().unwrap(),
        price: money("6"),
        currency: "EUR".to_owned(),
        includes_vat: false,
    };
    vec![
        (orders(vec![cause("no rate", 3)]), "3 bestellingen wachten", "3 orders wait"),
        (orders(vec![cause("no rate", 1)]), "1 bestelling wacht", "1 order waits"),
        (News::Broken(broken()), "is gestopt", "has stopped"),
        (News::Takeover(takeover), "zijn overgenomen", "are in the books"),
        (month(true), "oktober 2026 sluit", "October 2026 closes"),
        (month(false), "oktober 2026 sluit nog niet", "October 2026 does not close yet"),
        (News::Trial(trial), "tot en met 30 november 2026", "until 30 November 2026"),
        (News::Test, "proefbericht", "test letter"),
    ]
}
