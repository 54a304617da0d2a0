//! Who is charged, and by which terms.

use bookkeeping::{Language, Money};

use crate::{Event, Kind};

/// A webshop and the administration that it is booked into: the two together are charged once, whatever
/// the connection between them is called meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscriber {
    /// The connection, while there is one.
    pub connection: Option<String>,
    /// The webshop's id in CCV Shop.
    pub shop_id: i64,
    /// Its name.
    pub shop_name: String,
    /// The administration's id in Moneybird.
    pub administration_id: String,
    /// Its name.
    pub administration_name: String,
}

impl Subscriber {
    /// What it is known by.
    pub(crate) fn key(&self) -> (i64, &str) {
        (self.shop_id, &self.administration_id)
    }
}

/// A subscriber, and what happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// Who.
    pub of: Subscriber,
    /// What, in the order in which it was written down.
    pub events: Vec<Event>,
}

/// What a month costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// For a calendar month, always a whole one.
    pub price: Money,
    /// The code of its currency, such as EUR.
    pub currency: String,
    /// Whether the price includes VAT.
    pub vat: Vat,
}

/// Whether an amount includes VAT. We work no VAT out: who invoices it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Vat {
    /// It comes on top of it, as among businesses.
    #[default]
    Excluded,
    /// It is in it.
    Included,
}

impl Vat {
    const ALL: [Self; 2] = [Self::Excluded, Self::Included];

    /// Its name in files, in the configuration and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Excluded => "excluded",
            Self::Included => "included",
        }
    }

    /// The one of that name.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|own| own.as_str() == word)
    }

    /// As it is said behind an amount.
    pub fn said(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Excluded, Language::Nl) => "exclusief btw",
            (Self::Excluded, Language::En) => "excluding VAT",
            (Self::Included, Language::Nl) => "inclusief btw",
            (Self::Included, Language::En) => "including VAT",
        }
    }
}

impl Terms {
    /// What a month of a kind comes to.
    pub fn amount(&self, kind: Kind) -> Money {
        match kind {
            Kind::Free => Money::ZERO,
            Kind::Charged => self.price,
        }
    }
}
