//! Made-up records and values.

use jiff::civil::date;
use moneybird::{
    Amount, ContactName, CountryCode, Currency, CustomerId, Dates, DeliveryMethod, Description,
    EmailAddress, Lines, NewContact, NewInvoice, NewLine, NewPayment, Period, Price, Settlement,
    Source, SourceUrl,
};
use serde_json::{Value, json};

pub(crate) fn year() -> Period {
    Period::new(date(2026, 1, 1), date(2026, 12, 31)).unwrap()
}

pub(crate) fn price(text: &str) -> Price {
    Price::new(text.parse().unwrap()).unwrap()
}

pub(crate) fn bare_contact() -> NewContact {
    NewContact::named(ContactName::new("", "Noor", "").unwrap())
}

pub(crate) fn full_contact() -> NewContact {
    NewContact {
        name: ContactName::new(" Fietsen BV ", "Noor", "Bakker").unwrap(),
        customer_id: Some(CustomerId::new("ccv-7-1001").unwrap()),
        address1: "Dorpsstraat 1".to_owned(),
        address2: " ".to_owned(),
        zipcode: "1234 AB".to_owned(),
        city: "’s-Hertogenbosch".to_owned(),
        country: Some(CountryCode::new("nl").unwrap()),
        phone: "06".to_owned(),
        tax_number: "NL000099998B57".to_owned(),
        chamber_of_commerce: "12345678".to_owned(),
        send_invoices_to_email: Some(EmailAddress::new("noor@example.nl").unwrap()),
        delivery_method: Some(DeliveryMethod::Manual),
    }
}

pub(crate) fn line(text: &str, amount: &str, unit_price: &str) -> NewLine {
    NewLine {
        description: Description::new(text),
        amount: Amount::new(amount.parse().unwrap()).unwrap(),
        price: price(unit_price),
        tax_rate: "21".parse().unwrap(),
        ledger_account: "8000".parse().unwrap(),
    }
}

pub(crate) fn full_invoice() -> NewInvoice {
    NewInvoice {
        contact: "42".parse().unwrap(),
        reference: "W-1001".parse().unwrap(),
        dates: Dates::new(date(2026, 8, 21), Some(date(2026, 9, 4))).unwrap(),
        currency: Currency::euro(),
        prices_are_incl_tax: true,
        source: Some(Source::new("CCV Shop").unwrap()),
        source_url: Some(SourceUrl::new(&"https://shop.example/o/1".parse().unwrap()).unwrap()),
        lines: Lines::new(vec![line("Bel \"ping\"", "2.0", "49.9"), line("Korting", "1", "-5")])
            .unwrap(),
    }
}

pub(crate) fn bare_invoice() -> NewInvoice {
    NewInvoice {
        dates: Dates::new(date(2026, 8, 21), None).unwrap(),
        source: None,
        source_url: None,
        lines: Lines::new(vec![line("Bel", "1", "0.00")]).unwrap(),
        ..full_invoice()
    }
}

pub(crate) fn settled_payment() -> NewPayment {
    NewPayment {
        date: date(2026, 8, 22),
        price: price("94.8"),
        transaction_identifier: Some("tr_9".parse().unwrap()),
        settlement: Settlement::OnAccount("1100".parse().unwrap()),
    }
}

pub(crate) fn loose_payment() -> NewPayment {
    NewPayment {
        transaction_identifier: None,
        price: price("-10"),
        settlement: Settlement::Unlinked,
        ..settled_payment()
    }
}

pub(crate) fn contact() -> Value {
    json!({
        "id": "42", "administration_id": 123, "company_name": "", "firstname": "Noor",
        "lastname": null, "customer_id": "ccv-7-1001", "country": "NL", "tax_number": "",
        "email": "Noor@Example.nl", "archived": false, "version": 1_787_000_000,
        "send_invoices_to_email": "noor@example.nl, Boek@houding.example ,",
        "a_key_of_tomorrow": {"x": [1]}
    })
}

pub(crate) fn payment() -> Value {
    json!({
        "id": "9", "price": "94.8", "payment_date": "2026-08-22", "ledger_account_id": "1100",
        "transaction_identifier": "tr_9", "invoice_id": "77"
    })
}

pub(crate) fn invoice() -> Value {
    json!({
        "id": "77", "contact_id": "42", "reference": "W-1001", "date": "2026-08-21",
        "due_date": null, "state": "open", "currency": "EUR", "prices_are_incl_tax": true,
        "source": "CCV Shop", "source_url": "", "origin": "api",
        "total_price_excl_tax": "78.35", "total_price_incl_tax": "94.8",
        "total_paid": "0.0", "total_unpaid": "94.8",
        "details": [{
            "id": "5", "description": "Bel", "price": "49.9", "amount": "2 x",
            "amount_decimal": "2.0", "tax_rate_id": "21", "ledger_account_id": "8000",
            "total_price_excl_tax_with_discount": "82.48"
        }],
        "payments": [payment()],
        "tax_totals": [{"tax_rate_id": "21", "taxable_amount": "78.35", "tax_amount": "16.45"}],
        "version": 1_787_000_001
    })
}
