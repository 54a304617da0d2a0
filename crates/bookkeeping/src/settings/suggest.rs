//! A proposal for the settings, from what the administration has.
//!
//! Only what is certain is filled in: where one active tax rate, and no other, can be meant. What a
//! person must decide stands as a comment with the candidates, and books nothing until it is chosen.

use std::fmt::Write as _;

use rust_decimal::Decimal;

use crate::{Administration, Country, LedgerAccount, TaxRate};

/// Cases without VAT: several rates may be meant, and which one is for a person to say.
const OPEN_CASES: [(&str, &str); 4] = [
    ("eu-business", "intra-Community supplies, 0 % (box 3b)"),
    ("export", "export out of the EU, 0 % (box 3a)"),
    ("exempt", "orders without any VAT, such as under the KOR"),
    ("deposit", "statiegeld and borg, no VAT"),
];

/// The proposal as TOML. It always can be read as settings, though perhaps not used yet.
pub fn suggest(administration: &Administration) -> String {
    let mut text = String::from(
        "# Proposed from the administration. Lines that start with '# ?' wait for your decision:\n\
         # take away the '# ? ' and fill in an id. Nothing is booked at a rate that is not chosen.\n\n\
         [orders]\nstatuses = [7]\npaid_only = true\nhistory = \"book-year\"\n\n",
    );
    text.push_str(&ledger(administration));
    text.push_str(&payment(administration));
    text.push_str(&vat(administration));
    text
}

fn ledger(administration: &Administration) -> String {
    let mut text = String::from("[ledger]\n");
    let revenue: Vec<&LedgerAccount> = of_kind(administration, "revenue", "sales_invoice");
    let certain = match revenue.as_slice() {
        [only] => Some(*only),
        several => several.iter().copied().find(|account| account.name == "Omzet"),
    };
    choice(&mut text, "revenue", certain, &revenue);
    for key in ["shipping", "payment_costs", "discounts"] {
        choice(&mut text, key, None, &revenue);
    }
    choice(
        &mut text,
        "deposits",
        None,
        &of_kind(administration, "current_liabilities", "sales_invoice"),
    );
    text.push('\n');
    text
}

fn payment(administration: &Administration) -> String {
    let mut text = String::from("[payment]\nregister = true\n");
    choice(&mut text, "clearing", None, &of_kind(administration, "current_assets", "payment"));
    text.push('\n');
    text
}

fn of_kind<'a>(
    administration: &'a Administration,
    kind: &str,
    allowed: &str,
) -> Vec<&'a LedgerAccount> {
    let fits = |account: &&LedgerAccount| {
        let may = account.allowed.is_empty() || account.allowed.iter().any(|own| own == allowed);
        account.active && account.kind == kind && may
    };
    administration.ledger_accounts.iter().filter(fits).collect()
}

fn choice(
    text: &mut String,
    key: &str,
    certain: Option<&LedgerAccount>,
    candidates: &[&LedgerAccount],
) {
    match certain {
        Some(account) => line(text, &format!("{key} = \"{}\"", account.id), &account.name),
        None => {
            for account in candidates {
                line(text, &format!("# ? {key} = \"{}\"", account.id), &account.name);
            }
        }
    }
}

fn vat(administration: &Administration) -> String {
    let mut text = String::new();
    let active: Vec<&TaxRate> =
        administration.tax_rates.iter().filter(|rate| rate.active).collect();
    let domestic =
        |rate: &&&TaxRate| rate.country.is_none() || rate.country == Some(administration.country);
    let mut percentages: Vec<Decimal> = active
        .iter()
        .filter(domestic)
        .filter_map(|rate| rate.percentage)
        .filter(|own| !own.is_zero())
        .collect();
    percentages.sort_unstable();
    percentages.dedup();
    for percentage in percentages.into_iter().rev() {
        let same: Vec<&TaxRate> = active
            .iter()
            .filter(domestic)
            .filter(|rate| rate.percentage == Some(percentage))
            .copied()
            .collect();
        entry(&mut text, "domestic", None, percentage, &same);
    }
    let without: Vec<&TaxRate> = active
        .iter()
        .filter(|rate| rate.country.is_none() && rate.percentage.unwrap_or_default().is_zero())
        .copied()
        .collect();
    let mut foreign: Vec<(Country, Decimal)> = active
        .iter()
        .filter(|rate| !domestic(rate))
        .filter_map(|rate| Some((rate.country?, rate.percentage?)))
        .collect();
    foreign.sort_unstable();
    foreign.dedup();
    for (country, percentage) in foreign {
        let same: Vec<&TaxRate> = active
            .iter()
            .filter(|rate| rate.country == Some(country) && rate.percentage == Some(percentage))
            .copied()
            .collect();
        entry(&mut text, "oss", Some(country), percentage, &same);
    }
    for (case, meaning) in OPEN_CASES {
        let _infallible = writeln!(text, "# {meaning}: choose one if your shop has such orders");
        open(&mut text, case, &without);
    }
    text
}

fn entry(
    text: &mut String,
    case: &str,
    country: Option<Country>,
    percentage: Decimal,
    rates: &[&TaxRate],
) {
    let percentage = percentage.normalize();
    let mark = if rates.len() == 1 { "" } else { "# ? " };
    line(text, &format!("{mark}[[vat]]"), "");
    line(text, &format!("{mark}case = \"{case}\""), "");
    if let Some(country) = country {
        line(text, &format!("{mark}country = \"{country}\""), "");
    }
    line(text, &format!("{mark}percentage = \"{percentage}\""), "");
    for rate in rates {
        line(text, &format!("{mark}tax_rate = \"{}\"", rate.id), &rate.name);
    }
    text.push('\n');
}

fn open(text: &mut String, case: &str, rates: &[&TaxRate]) {
    line(text, "# ? [[vat]]", "");
    line(text, &format!("# ? case = \"{case}\""), "");
    for rate in rates {
        line(text, &format!("# ? tax_rate = \"{}\"", rate.id), &rate.name);
    }
    text.push('\n');
}

/// One line with an optional remark; the remark is a user's free text, so it stays on its line.
fn line(text: &mut String, content: &str, remark: &str) {
    text.push_str(content);
    let remark: String = remark.chars().filter(|sign| !sign.is_control()).collect();
    if !remark.is_empty() {
        text.push_str("  # ");
        text.push_str(&remark);
    }
    text.push('\n');
}
