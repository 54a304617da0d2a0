//! What is left of orders and invoices when the person in them is forgotten.
//!
//! It is read, compared and added up as before: amounts, percentages and ledger accounts stay, and of the
//! person what decides the VAT. That is the countries, whether the customer is a business, of a VAT number
//! its form, and of an address what says that it lies in a place with VAT rules of its own.

mod words;

use std::collections::BTreeSet;

use crate::edit::Correction;
use crate::invoice::Line;
use crate::{Contact, Credit, Customer, Invoice, Order, Refusal, Row, vat_number};

/// How the customer ids of collective contacts end, who are nobody.
pub(crate) const COLLECTIVE: &str = "-particulieren";

/// Words by which a person is known, such as their name, street and e-mail address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(BTreeSet<String>);

impl Order {
    /// The order without its customer; its texts lose these words as well.
    #[must_use]
    pub fn without_person(&self, words: &Words) -> Self {
        let row = |own: &Row| Row {
            name: words.out_of(&own.name),
            options: own.options.iter().map(|option| words.out_of(option)).collect(),
            ..own.clone()
        };
        Self {
            customer: self.nobody(),
            option_name: words.out_of(&self.option_name),
            extra_costs_description: words.out_of(&self.extra_costs_description),
            coupon_code: words.out_of(&self.coupon_code),
            rows: self.rows.iter().map(row).collect(),
            ..self.clone()
        }
    }

    /// Whether this is an order of which `kept` was kept without its customer. Texts in which they may have
    /// been named are not compared.
    pub fn is_still(&self, kept: &Self) -> bool {
        let own = Self {
            customer: self.nobody(),
            option_name: kept.option_name.clone(),
            extra_costs_description: kept.extra_costs_description.clone(),
            coupon_code: kept.coupon_code.clone(),
            ..self.clone()
        };
        own == *kept
    }

    /// What is kept of the customer. Of a postcode as many signs as it takes, and the city only where they do
    /// not tell.
    fn nobody(&self) -> Customer {
        let own = &self.customer;
        let bare = Customer {
            business: own.business,
            vat_number: vat_number::form(own),
            country: own.country,
            delivery_country: own.delivery_country,
            forgotten: true,
            ..Customer::default()
        };
        let cut = |text: &str, length| text.chars().take(length).collect::<String>();
        let city = |text: &str, told: bool| if told { text.to_owned() } else { String::new() };
        let up_to = |length: usize, told: bool| Customer {
            postcode: cut(&own.postcode, length),
            delivery_postcode: cut(&own.delivery_postcode, length),
            city: city(&own.city, told),
            delivery_city: city(&own.delivery_city, told),
            ..bare.clone()
        };
        let place = self.territory();
        let lies_there = |customer: &Customer| {
            let order = Self { customer: customer.clone(), rows: Vec::new(), ..self.clone() };
            order.territory() == place
        };
        let longest = own.postcode.chars().count().max(own.delivery_postcode.chars().count());
        let mut all = (0..=longest).flat_map(|length| [up_to(length, false), up_to(length, true)]);
        all.find(lies_there).unwrap_or(bare)
    }
}

impl Contact {
    /// Whether the person was forgotten. Moneybird knows them still, by the contact of the invoice.
    pub fn is_forgotten(&self) -> bool {
        self.customer_id.is_empty()
    }

    /// Whether it stands for all consumers together, and so for no person.
    pub fn is_collective(&self) -> bool {
        self.customer_id.ends_with(COLLECTIVE)
    }

    /// Whom it is made out to, as a customer; nobody, if it is collective.
    pub fn person(&self) -> Customer {
        if self.is_collective() {
            return Customer::default();
        }
        let own = self.clone();
        Customer {
            company: own.company_name,
            first_name: own.first_name,
            last_name: own.last_name,
            email: own.email,
            phone: own.phone,
            vat_number: own.vat_number,
            chamber_of_commerce: own.chamber_of_commerce,
            address1: own.address1,
            address2: own.address2,
            postcode: own.postcode,
            city: own.city,
            ..Customer::default()
        }
    }

    /// The contact without the person in it.
    #[must_use]
    pub fn without_person(&self) -> Self {
        if self.is_collective() {
            return self.clone();
        }
        Self::blank(self.country)
    }
}

impl Invoice {
    /// The invoice without whom it is for; its lines lose these words as well.
    #[must_use]
    pub fn without_person(&self, words: &Words) -> Self {
        let line = |own: &Line| Line { description: words.out_of(&own.description), ..own.clone() };
        Self {
            contact: self.contact.without_person(),
            lines: self.lines.iter().map(line).collect(),
            ..self.clone()
        }
    }
}

impl Credit {
    /// The credit invoice without the customer of its order.
    #[must_use]
    pub fn without_person(&self, words: &Words) -> Self {
        Self { part: self.part.without_person(words), ..self.clone() }
    }
}

impl Correction {
    /// The correction without whom it is for.
    #[must_use]
    pub fn without_person(&self) -> Self {
        Self { contact: self.contact.without_person(), ..self.clone() }
    }
}

impl Refusal {
    /// The reason without these words, which others may have repeated in it.
    #[must_use]
    pub fn without(&self, words: &Words) -> Self {
        match self {
            Self::Rejected { what, answer } => {
                Self::Rejected { what: *what, answer: words.out_of(answer) }
            }
            Self::Unreadable { detail } => Self::Unreadable { detail: words.out_of(detail) },
            Self::VatNumberOdd { number } => Self::VatNumberOdd { number: words.out_of(number) },
            Self::EditedUnbookable { why } => {
                Self::EditedUnbookable { why: Box::new(why.without(words)) }
            }
            other => other.clone(),
        }
    }
}
