//! A contact to create.

use serde::Serialize;

use crate::{CountryCode, CustomerId, EmailAddress, Invalid};

/// What a contact is called: a company, a person, or a company with a person in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactName {
    company: String,
    first: String,
    last: String,
}

impl ContactName {
    /// Takes names without the white space around them. Beside a company name, a first and a last
    /// name together make Moneybird create a contact person too (moneybird-api.md §7.1).
    ///
    /// # Errors
    /// If all three are blank: Moneybird wants one of them.
    pub fn new(company: &str, first: &str, last: &str) -> Result<Self, Invalid> {
        let [company, first, last] = [company, first, last].map(|name| name.trim().to_owned());
        if company.is_empty() && first.is_empty() && last.is_empty() {
            return Err(Invalid::new("contact name", "is blank"));
        }
        Ok(Self { company, first, last })
    }

    /// The company's name, or an empty text.
    pub fn company(&self) -> &str {
        &self.company
    }

    /// The person's first name, or an empty text.
    pub fn first(&self) -> &str {
        &self.first
    }

    /// The person's last name, or an empty text.
    pub fn last(&self) -> &str {
        &self.last
    }
}

/// How Moneybird sends a contact the invoices that it makes itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum DeliveryMethod {
    /// By e-mail.
    Email,
    /// On paper.
    Post,
    /// Not at all.
    Manual,
    /// Over Simplerinvoicing.
    Simplerinvoicing,
    /// Over Peppol.
    Peppol,
}

/// A contact to create. Texts that are blank are not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewContact {
    /// What it is called.
    pub name: ContactName,
    /// Our own name for it; without one Moneybird gives the next number.
    pub customer_id: Option<CustomerId>,
    /// Street and number.
    pub address1: String,
    /// A second line of the address.
    pub address2: String,
    /// Postcode.
    pub zipcode: String,
    /// City.
    pub city: String,
    /// Country; without one Moneybird takes the administration's.
    pub country: Option<CountryCode>,
    /// Telephone number.
    pub phone: String,
    /// VAT number; Moneybird checks it later, by itself.
    pub tax_number: String,
    /// Number at the chamber of commerce.
    pub chamber_of_commerce: String,
    /// Where invoices go. A contact's `email` itself cannot be written.
    pub send_invoices_to_email: Option<EmailAddress>,
    /// How invoices go; without one Moneybird takes e-mail.
    pub delivery_method: Option<DeliveryMethod>,
}

impl NewContact {
    /// A contact of which nothing is known but its name.
    pub fn named(name: ContactName) -> Self {
        Self {
            name,
            customer_id: None,
            address1: String::new(),
            address2: String::new(),
            zipcode: String::new(),
            city: String::new(),
            country: None,
            phone: String::new(),
            tax_number: String::new(),
            chamber_of_commerce: String::new(),
            send_invoices_to_email: None,
            delivery_method: None,
        }
    }

    pub(super) fn body(&self) -> Body<'_> {
        Body {
            contact: Fields {
                company_name: &self.name.company,
                firstname: &self.name.first,
                lastname: &self.name.last,
                address1: self.address1.trim(),
                address2: self.address2.trim(),
                zipcode: self.zipcode.trim(),
                city: self.city.trim(),
                country: self.country.as_ref(),
                phone: self.phone.trim(),
                customer_id: self.customer_id.as_ref(),
                tax_number: self.tax_number.trim(),
                chamber_of_commerce: self.chamber_of_commerce.trim(),
                send_invoices_to_email: self.send_invoices_to_email.as_ref(),
                delivery_method: self.delivery_method,
            },
        }
    }
}

#[derive(Serialize)]
pub(super) struct Body<'a> {
    contact: Fields<'a>,
}

#[derive(Serialize)]
struct Fields<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    company_name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    firstname: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    lastname: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    address1: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    address2: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    zipcode: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    city: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<&'a CountryCode>,
    #[serde(skip_serializing_if = "str::is_empty")]
    phone: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer_id: Option<&'a CustomerId>,
    #[serde(skip_serializing_if = "str::is_empty")]
    tax_number: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    chamber_of_commerce: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    send_invoices_to_email: Option<&'a EmailAddress>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delivery_method: Option<DeliveryMethod>,
}
