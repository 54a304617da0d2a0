//! The settings proposed from an administration: what is certain, and nothing that is not.

use bookkeeping::settings::{Mismatch, suggest};
use bookkeeping::{Administration, Settings, VatCase};

use crate::support::{administration, country, dec};

fn proposed(administration: &Administration) -> Settings {
    let text = suggest(administration);
    Settings::parse(&text).unwrap_or_else(|complaint| panic!("{complaint} in\n{text}"))
}

fn mapped(settings: &Settings) -> Vec<String> {
    let entries = settings.vat.iter().map(|entry| {
        let of = entry.country.map_or_else(|| "-".to_owned(), |country| country.to_string());
        format!("{} {of} {} {}", entry.case, entry.percentage(), entry.tax_rate)
    });
    entries.collect()
}

#[test]
fn a_rate_is_chosen_where_only_one_can_be_meant() {
    let settings = proposed(&administration());
    assert_eq!(
        mapped(&settings),
        [
            "domestic - 21 nl21",
            "domestic - 9 nl9",
            "oss BE 21 be21",
            "oss DE 19 de19",
            "oss FR 5.5 fr5.5",
        ]
    );
    // Which of the accounts is for revenue is for a person to say; the rates all fit.
    assert_eq!(settings.check(&administration()), [Mismatch::NoRevenue]);
}

#[test]
fn of_two_rates_neither_is_chosen() {
    let mut two = administration();
    let mut twin = two.tax_rates[0].clone();
    twin.id = "nl21-too".to_owned();
    two.tax_rates.push(twin);
    let settings = proposed(&two);
    assert!(!mapped(&settings).iter().any(|entry| entry.starts_with("domestic - 21")));
    let text = suggest(&two);
    assert!(
        text.contains("# ? tax_rate = \"nl21\"") && text.contains("# ? tax_rate = \"nl21-too\"")
    );
    // One that is no longer active is no choice.
    two.tax_rates.last_mut().unwrap().active = false;
    assert_eq!(mapped(&proposed(&two))[0], "domestic - 21 nl21");
}

#[test]
fn rates_without_vat_wait_for_a_person() {
    let settings = proposed(&administration());
    assert!(settings.vat.iter().all(|entry| !entry.percentage().is_zero()));
    let text = suggest(&administration());
    for case in [VatCase::EuBusiness, VatCase::Export, VatCase::Exempt, VatCase::Deposit] {
        assert!(text.contains(&format!("# ? case = \"{case}\"")), "{case}");
    }
    // Taking away the marks of one case gives settings that are read.
    let (before, rest) = text.split_once("# ? [[vat]]\n# ? case = \"export\"\n").unwrap();
    let decided = format!(
        "{before}[[vat]]\ncase = \"export\"\ntax_rate = \"export0\"\n{}",
        rest.split_once("\n\n").unwrap().1
    );
    let last = Settings::parse(&decided).unwrap().vat.pop().unwrap();
    assert_eq!((last.case, last.tax_rate.as_str()), (VatCase::Export, "export0"));
}

#[test]
fn accounts_are_proposed_by_kind() {
    let mut few = administration();
    few.ledger_accounts.retain(|account| ["revenue", "deposits"].contains(&account.id.as_str()));
    few.ledger_accounts[1].kind = "current_liabilities".to_owned();
    assert_eq!(proposed(&few).ledger.revenue.as_deref(), Some("revenue"));
    assert!(suggest(&few).contains("# ? deposits = \"deposits\""));
    let mut named = administration();
    named.ledger_accounts[5].name = "Omzet".to_owned();
    assert_eq!(proposed(&named).ledger.revenue.as_deref(), Some("eu-revenue"));
    named.ledger_accounts[5].active = false;
    assert_eq!(proposed(&named).ledger.revenue, None);
}

#[test]
fn names_that_a_person_typed_break_nothing() {
    let mut odd = administration();
    odd.tax_rates[0].name = "21%\n[[vat]] \"\u{0}\r\t# ' \\".to_owned();
    odd.tax_rates[0].country = Some(country("NL"));
    odd.tax_rates[1].percentage = Some(dec("9.00"));
    odd.ledger_accounts[0].name = "Omzet\n\"x\"\u{85}\u{2028}".to_owned();
    assert_eq!(mapped(&proposed(&odd)), mapped(&proposed(&administration())));
    let nothing =
        Administration { tax_rates: Vec::new(), ledger_accounts: Vec::new(), ..administration() };
    assert_eq!(proposed(&nothing), Settings::default());
}
