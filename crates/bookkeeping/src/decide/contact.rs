//! Whom the invoice is made out to.

use sha2::{Digest, Sha256};

use crate::forgotten;
use crate::invoice::VatRow;
use crate::settings::{Consumers, Matching};
use crate::{Contact, Country, Order, Refusal, Settings, VatCase, vat_number};

/// How much is shown of what a customer typed for a VAT number; none is as long.
const LONGEST: usize = 20;

/// The name of the collective contact for consumers.
const COLLECTIVE: &str = "Webshop particulieren";

/// The contact for an order. An intra-Community supply needs the customer's VAT number on it
/// (art. 35a Wet OB 1968), one of another state than `home`, so there it is a contact that we make
/// ourselves and not one found by e-mail.
pub(super) fn contact(
    order: &Order,
    settings: &Settings,
    home: Country,
    vat: &[VatRow],
) -> Result<Contact, Refusal> {
    let customer = &order.customer;
    let intra_community = vat.iter().any(|row| row.case == VatCase::EuBusiness);
    let vat_number = if intra_community {
        let missing = || match vat_number::typed(customer) {
            none if none.is_empty() => Refusal::VatNumberMissing,
            typed => Refusal::VatNumberOdd { number: typed.chars().take(LONGEST).collect() },
        };
        vat_number::of_another_state(customer, home).ok_or_else(missing)?
    } else {
        vat_number::typed(customer)
    };
    let is_business =
        customer.business || !customer.company.trim().is_empty() || !vat_number.is_empty();
    if !is_business && settings.contacts.consumers == Consumers::One {
        return Ok(collective(order.shop));
    }
    let email = customer.email.trim();
    let may_match =
        settings.contacts.matching == Matching::Email && !intra_community && !email.is_empty();
    let named = ![&customer.company, &customer.first_name, &customer.last_name]
        .iter()
        .all(|name| name.trim().is_empty());
    let last_name = match (named, email) {
        (true, _) => customer.last_name.trim().to_owned(),
        // Moneybird wants a name; the address is all that this customer gave.
        (false, "") => format!("Klant van bestelling {}", order.number),
        (false, email) => email.to_owned(),
    };
    Ok(Contact {
        customer_id: if intra_community {
            // A contact made for another order of the same customer may lack the number.
            format!("{}-{vat_number}", customer_id(order))
        } else {
            customer_id(order)
        },
        match_email: may_match.then(|| email.to_owned()),
        company_name: customer.company.trim().to_owned(),
        first_name: customer.first_name.trim().to_owned(),
        last_name,
        address1: customer.address1.trim().to_owned(),
        address2: customer.address2.trim().to_owned(),
        postcode: customer.postcode.trim().to_owned(),
        city: customer.city.trim().to_owned(),
        country: customer.country.or(customer.delivery_country),
        phone: customer.phone.trim().to_owned(),
        email: email.to_owned(),
        vat_number,
        chamber_of_commerce: customer.chamber_of_commerce.trim().to_owned(),
    })
}

/// A customer id that is the same for the same customer for ever: the account's id, for a guest
/// the fingerprint of the e-mail address, and without one the order's own.
fn customer_id(order: &Order) -> String {
    let shop = order.shop;
    let email = order.customer.email.trim().to_lowercase();
    match order.customer.account {
        Some(account) => format!("ccv-{shop}-{account}"),
        None if email.is_empty() => format!("ccv-{shop}-o{}", order.id),
        None => {
            let digest = Sha256::digest(email.as_bytes());
            format!("ccv-{shop}-e{}", hex::encode(&digest[..8]))
        }
    }
}

/// The one contact for consumers who have none of their own.
pub(crate) fn collective(shop: i64) -> Contact {
    Contact {
        customer_id: format!("ccv-{shop}{}", forgotten::COLLECTIVE),
        company_name: COLLECTIVE.to_owned(),
        ..Contact::blank(None)
    }
}
