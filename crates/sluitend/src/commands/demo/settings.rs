//! The settings of a connection between the two sandboxes.

use std::fmt::Write as _;

use sandbox::books::Books;

/// Settings (TOML) that book everything the shop sells, with the ids of these books. Orders to
/// Denmark stay unmapped on purpose: nothing is guessed for them.
///
/// # Errors
/// The name of a tax rate or ledger account that the books do not have.
pub(crate) fn settings(books: &Books) -> Result<String, String> {
    let mut text = String::from(
        "# Settings for the sandbox. The ids are those of this start; another start has others.\n\n\
         [orders]\nstatuses = [7]\npaid_only = true\nhistory = \"all\"\ncredit_invoices = \"all\"\n",
    );
    text.push_str("\n[ledger]\n");
    for (key, name) in [
        ("revenue", "Omzet"),
        ("shipping", "Verzendopbrengsten"),
        ("payment_costs", "Betaalkosten doorberekend"),
        ("discounts", "Kortingen"),
        ("deposits", "Statiegeld"),
    ] {
        line(&mut text, key, &account(books, name)?, name);
    }
    text.push_str("\n[payment]\nregister = true\n");
    let name = "Tussenrekening CCV Pay";
    line(&mut text, "clearing", &account(books, name)?, name);
    text.push_str("\n[payment.methods]\n");
    let name = "Tussenrekening bankoverschrijving";
    line(&mut text, "\"3\"", &account(books, name)?, name);
    for mapping in MAPPING {
        entry(&mut text, books, *mapping).ok_or_else(|| mapping.3.to_owned())?;
    }
    Ok(text)
}

/// The entry for orders to Denmark that the settings leave out; none if the books have no such rate.
pub(crate) fn denmark(books: &Books) -> Option<String> {
    let mut text = String::new();
    entry(&mut text, books, ("oss", "DK", "25", "OSS Denemarken 25%"))?;
    Some(text)
}

/// Writes an entry that maps a case to a tax rate; nothing if the books have none of that name.
fn entry(text: &mut String, books: &Books, mapping: Mapping) -> Option<()> {
    let (case, country, percentage, name) = mapping;
    let rate = books.tax_rate(name)?;
    text.push_str("\n[[vat]]\n");
    plain(text, "case", case);
    for (key, value) in [("country", country), ("percentage", percentage)] {
        if !value.is_empty() {
            plain(text, key, value);
        }
    }
    line(text, "tax_rate", &rate, name);
    Some(())
}

/// Case, country, percentage and the name of the tax rate.
type Mapping = (&'static str, &'static str, &'static str, &'static str);

const MAPPING: &[Mapping] = &[
    ("domestic", "", "21", "21% btw"),
    ("domestic", "", "9", "9% btw"),
    ("domestic", "", "0", "0% btw"),
    ("oss", "DE", "19", "OSS Duitsland 19%"),
    ("oss", "DE", "7", "OSS Duitsland 7%"),
    ("oss", "BE", "21", "OSS België 21%"),
    ("oss", "BE", "6", "OSS België 6%"),
    ("oss", "FR", "20", "OSS Frankrijk 20%"),
    ("oss", "FR", "5.5", "OSS Frankrijk 5,5%"),
    ("oss", "AT", "20", "OSS Oostenrijk 20%"),
    ("eu-business", "", "", "Intracommunautaire levering 0%"),
    ("export", "", "", "Export buiten EU 0%"),
    ("exempt", "", "", "Btw vrijgesteld"),
    ("deposit", "", "", "Geen btw"),
    ("platform", "", "", "Platformverkoop"),
];

fn account(books: &Books, name: &str) -> Result<String, String> {
    books.account(name).ok_or_else(|| name.to_owned())
}

fn plain(text: &mut String, key: &str, value: &str) {
    let _infallible = writeln!(text, "{key} = \"{value}\"");
}

fn line(text: &mut String, key: &str, value: &str, name: &str) {
    let _infallible = writeln!(text, "{key} = \"{value}\"  # {name}");
}
