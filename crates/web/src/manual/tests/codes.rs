//! Every code that the program has is explained, in both languages.

use std::collections::BTreeSet;

use bookkeeping::edit::Change;
use bookkeeping::switching::Elsewhere;
use bookkeeping::{Contradiction, Document, Language, Money, Percentage, Refusal, VatCase};
use rust_decimal::Decimal;

use super::super::contents::find;
use super::super::paragraphs::About;
use super::super::{about_code, about_difference, about_fault, about_refusal};
use super::{BOTH, root};

/// One of each refusal.
fn refusals() -> Vec<Refusal> {
    let (case, percentage) = (VatCase::Export, Percentage::ZERO);
    let change = || -> Box<Change> {
        let text = r#"{"was": [], "now": [], "total_was": "1.00", "total_now": "2.00", "credited": "0.00",
            "parts": [], "settles": false, "still_paid": false}"#;
        Box::new(serde_json::from_str(text).unwrap())
    };
    let text = || "1".to_owned();
    let all = [Document::Contact, Document::Invoice, Document::Payment];
    let rejected = all.map(|what| Refusal::Rejected { what, answer: text() });
    let (shop, lines, booked) = (Decimal::ONE, Decimal::TWO, Money::ZERO);
    let (date, until) = ("2026-01-01".parse().unwrap(), "2026-02-01".parse().unwrap());
    let mut own = vec![
        Refusal::VatUnmapped { case, country: "CH".parse().unwrap(), percentage },
        Refusal::RateUnusable { tax_rate: text(), case, percentage },
        Refusal::AccountUnusable { setting: text(), ledger: None },
        Refusal::VatNumberMissing,
        Refusal::VatNumberOdd { number: text() },
        Refusal::TotalMismatch { shop, lines },
        Refusal::TaxMismatch { shop, lines },
        Refusal::Leftover { amount: booked },
        Refusal::Currency { order: text(), administration: text() },
        Refusal::Territory { name: text() },
        Refusal::NoCountry,
        Refusal::PeriodLocked { date, until },
        Refusal::Contradiction { how: Contradiction::NoRows },
        Refusal::Unreadable { detail: text() },
        Refusal::NoInvoiceNumber,
        Refusal::Doubled { invoices: vec![text()] },
        Refusal::InSummary { invoice: text() },
        Refusal::InvoiceGone { invoice: text() },
        Refusal::CreditUnclear { order: shop, debit: lines, credit: lines, booked: None },
        Refusal::CreditOfIgnored { order: text() },
        Refusal::Elsewhere { up_to: text(), what: Box::new(Elsewhere::NoInvoice) },
        Refusal::CreditElsewhere { order: text(), invoice: text() },
        Refusal::BookedDiffers { sent: booked, booked: shop, state: text() },
        Refusal::Edited { change: change() },
        Refusal::PaidLater { booked },
        Refusal::Cancelled { change: change() },
        Refusal::Unpaid { change: change() },
        Refusal::Removed { change: change() },
        Refusal::Reimbursed { invoice: text(), change: change() },
        Refusal::EditedUnbookable { why: Box::new(Refusal::VatNumberMissing) },
    ];
    own.extend(rejected);
    own
}

/// The names in an error of serde that lists what it would have known.
fn listed(error: &str) -> BTreeSet<String> {
    let (_, all) = error.split_once("expected one of").unwrap();
    all.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The words in quotation marks in a stretch of one of our files.
fn quoted(file: &str, from: &str, to: &str) -> BTreeSet<String> {
    let text = std::fs::read_to_string(root().join(file)).unwrap();
    let (_, rest) = text.split_once(from).unwrap_or_else(|| panic!("{file} has no {from}"));
    let (stretch, _) = rest.split_once(to).unwrap_or_else(|| panic!("{file} has no {to}"));
    let own: BTreeSet<String> = stretch.split('"').skip(1).step_by(2).map(str::to_owned).collect();
    assert!(!own.is_empty(), "{file}: {from}");
    own
}

/// Whether it leads to a paragraph, and not only to a chapter.
fn assert_explained(about: About<'_>, what: &str) {
    for language in BOTH {
        let address = about.address(language);
        assert!(address.contains('#'), "{what} is not explained in {language:?}: {address}");
    }
}

#[test]
fn every_reason_for_which_an_order_waits_is_explained() {
    let all = refusals();
    let name = |own: &Refusal| -> String {
        let text = serde_json::to_value(own).unwrap();
        text["reason"].as_str().unwrap().to_owned()
    };
    let known =
        listed(&serde_json::from_str::<Refusal>(r#"{"reason": "?"}"#).unwrap_err().to_string());
    assert_eq!(
        all.iter().map(name).collect::<BTreeSet<_>>(),
        known,
        "there is a refusal that is new"
    );
    for own in &all {
        assert_explained(about_refusal(own), own.code());
        // One that was kept by a version that wrote less has no more than its code.
        assert_explained(about_code(own.code()), own.code());
    }
    let codes = quoted("crates/bookkeeping/src/refusal.rs", "pub fn code(", "/// What happened");
    assert_eq!(all.iter().map(|own| own.code().to_owned()).collect::<BTreeSet<_>>(), codes);
}

#[test]
fn every_cause_that_pages_name_is_explained() {
    let causes = quoted("crates/web/src/texts/causes.rs", "const NL_OTHERS", "const EN_OTHERS");
    let is_key = |own: &&String| !own.contains(' ');
    let keys: Vec<&String> = causes.iter().filter(is_key).collect();
    assert!(keys.len() > 20, "{keys:?}");
    for key in keys {
        assert_explained(about_code(key), key);
    }
}

#[test]
fn every_fault_is_explained() {
    let all = quoted("crates/sync/src/fault.rs", "pub fn as_str(", "/// The exit code");
    assert!(all.len() >= 13, "{all:?}");
    for code in &all {
        assert_explained(about_fault(code), code);
    }
    // Those of the database and of what is under it are among them.
    for file in ["error.rs", "backup/error.rs", "moving/error.rs"] {
        let file = format!("crates/store/src/{file}");
        let own = quoted(&file, "pub fn code(", "\n    }\n");
        assert!(own.is_subset(&all), "{file}: {own:?}");
    }
}

#[test]
fn every_warning_and_every_difference_is_explained() {
    let warnings = quoted("crates/bookkeeping/src/warning.rs", "pub fn code(", "/// What is odd");
    for code in &warnings {
        for language in BOTH {
            let (_, source) = find("vat").unwrap();
            assert!(source.chapter(language).places.contains(code), "{code} in {language:?}");
        }
    }
    let told =
        std::fs::read_to_string(root().join("crates/bookkeeping/src/closing/mod.rs")).unwrap();
    let (_, told) = told.split_once("the code of a refusal, or").unwrap();
    let (told, _) = told.split_once("pub code").unwrap();
    let all: BTreeSet<&str> = told.split('`').skip(1).step_by(2).collect();
    assert!(all.len() >= 10, "{all:?}");
    for code in all {
        assert_explained(about_difference(code), code);
    }
}

#[test]
fn what_is_not_known_leads_to_the_chapter() {
    for (about, nl) in [
        (about_code("of-a-newer-version"), "/handleiding/needs-you"),
        (about_fault(""), "/handleiding/stands-still"),
        (super::super::about_waiting(), "/handleiding/statuses"),
    ] {
        assert_eq!(about.address(Language::Nl), nl);
    }
    let edited = Refusal::EditedUnbookable { why: Box::new(Refusal::NoCountry) };
    assert_eq!(about_refusal(&edited).address(Language::En), "/manual/needs-you#no-country");
}
