//! A contact to create in Moneybird.

use bookkeeping::Contact;
use moneybird::{ContactName, CountryCode, CustomerId, EmailAddress, Invalid, NewContact};

/// The contact that bookkeeping decided on, in Moneybird's words. An e-mail address that cannot be
/// one is left out: it would make Moneybird refuse the whole contact.
///
/// # Errors
/// If the name is blank or the customer id holds signs that Moneybird's addresses cannot.
pub fn contact(contact: &Contact, with_email: bool) -> Result<NewContact, Invalid> {
    let name = ContactName::new(&contact.company_name, &contact.first_name, &contact.last_name)?;
    let email = if with_email { EmailAddress::new(&contact.email).ok() } else { None };
    Ok(NewContact {
        customer_id: Some(CustomerId::new(&contact.customer_id)?),
        address1: contact.address1.clone(),
        address2: contact.address2.clone(),
        zipcode: contact.postcode.clone(),
        city: contact.city.clone(),
        country: contact.country.and_then(|country| CountryCode::new(country.code()).ok()),
        phone: contact.phone.clone(),
        tax_number: contact.vat_number.clone(),
        chamber_of_commerce: contact.chamber_of_commerce.clone(),
        send_invoices_to_email: email,
        ..NewContact::named(name)
    })
}
