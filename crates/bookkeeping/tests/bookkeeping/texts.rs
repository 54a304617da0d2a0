//! Every refusal says what happened and what to do, in both languages, under a public code.

use bookkeeping::edit::{Change, Part, Place, Sold};
use bookkeeping::switching::Elsewhere;
use bookkeeping::{Contradiction, Document, Language, Refusal, VatCase};

use crate::support::{country, dec, money};

/// The codes of a refusal (interface.md).
const CODES: [&str; 20] = [
    "vat-unmapped",
    "vat-number-missing",
    "total-mismatch",
    "tax-mismatch",
    "currency",
    "territory",
    "period-locked",
    "contact-refused",
    "invoice-refused",
    "payment-refused",
    "doubled",
    "contradiction",
    "unreadable",
    "elsewhere",
    "edited",
    "cancelled",
    "unpaid",
    "reimbursed",
    "removed",
    "paid",
];

/// A refusal, its code, and what both languages must name.
type Told = (Refusal, &'static str, &'static [&'static str]);

/// One of each reason.
fn refusals() -> Vec<Told> {
    [of_the_mapping(), of_the_order(), of_moneybird(), of_edits(), of_another_program()].concat()
}

fn of_the_mapping() -> Vec<Told> {
    use Refusal as R;
    let (case, country, percentage) = (VatCase::Oss, country("FR"), "5.5".parse().unwrap());
    let account = |setting: &str, ledger: Option<&str>| R::AccountUnusable {
        setting: setting.to_owned(),
        ledger: ledger.map(str::to_owned),
    };
    vec![
        (R::VatUnmapped { case, country, percentage }, "vat-unmapped", &["OSS", "FR", "5.5 %"]),
        (
            R::RateUnusable { tax_rate: "4711".to_owned(), case, percentage },
            "vat-unmapped",
            &["4711", "OSS", "5.5 %"],
        ),
        (account("[ledger] shipping", Some("17")), "vat-unmapped", &["[ledger] shipping", "17"]),
        (account("[ledger] deposits", None), "vat-unmapped", &["[ledger] deposits"]),
    ]
}

fn of_the_order() -> Vec<Told> {
    use Refusal as R;
    let text = str::to_owned;
    let contradicts = |how| R::Contradiction { how };
    let (date, until) = ("2026-03-01".parse().unwrap(), "2026-03-31".parse().unwrap());
    vec![
        (R::VatNumberMissing, "vat-number-missing", &[]),
        (R::VatNumberOdd { number: text("DE123") }, "vat-number-missing", &["DE123"]),
        (
            R::TotalMismatch { shop: dec("1234.5"), lines: dec("-0.004") },
            "total-mismatch",
            &["1,234.50", " 0.00"],
        ),
        (
            R::TaxMismatch { shop: dec("102.399"), lines: dec("87.345") },
            "tax-mismatch",
            &["102.40", "87.35"],
        ),
        (R::Leftover { amount: money("-0.01") }, "total-mismatch", &["-0.01"]),
        (
            R::Currency { order: text("USD"), administration: text("EUR") },
            "currency",
            &["USD", "EUR"],
        ),
        (R::Territory { name: text("Helgoland") }, "territory", &["Helgoland"]),
        (R::NoCountry, "territory", &[]),
        (R::PeriodLocked { date, until }, "period-locked", &["2026-03-01", "2026-03-31"]),
        (contradicts(Contradiction::NoRows), "contradiction", &[]),
        (contradicts(Contradiction::Percentage), "contradiction", &[]),
        (contradicts(Contradiction::DiscountWithoutGoods), "contradiction", &[]),
        (contradicts(Contradiction::NoNumber), "contradiction", &[]),
        (contradicts(Contradiction::CreditSigns), "contradiction", &[]),
        (contradicts(Contradiction::CreditOfNothing), "contradiction", &[]),
        (contradicts(Contradiction::CreditTooLarge), "contradiction", &[]),
        (contradicts(Contradiction::UnmarkedBusiness), "contradiction", &["0 %"]),
        (contradicts(Contradiction::IntraCommunityAtHome), "contradiction", &[]),
        (R::Unreadable { detail: text("total_price = x") }, "unreadable", &["total_price = x"]),
        (R::NoInvoiceNumber, "unreadable", &[]),
    ]
}

fn of_moneybird() -> Vec<Told> {
    use Refusal as R;
    let rejected = |what| R::Rejected { what, answer: "Naam ontbreekt".to_owned() };
    let differs =
        R::BookedDiffers { sent: money("12.10"), booked: dec("12.099"), state: "late".to_owned() };
    let unclear = R::CreditUnclear {
        order: dec("80"),
        debit: dec("100"),
        credit: dec("30"),
        booked: Some(money("90")),
    };
    let invoices = vec!["81".to_owned(), "82".to_owned()];
    vec![
        (rejected(Document::Contact), "contact-refused", &["Naam ontbreekt"]),
        (rejected(Document::Invoice), "invoice-refused", &["Naam ontbreekt"]),
        (rejected(Document::Payment), "payment-refused", &["Naam ontbreekt"]),
        (R::Doubled { invoices }, "doubled", &["2", "81, 82"]),
        (differs, "contradiction", &["12.10", "late"]),
        (R::InvoiceGone { invoice: "83".to_owned() }, "contradiction", &["83"]),
        (unclear, "contradiction", &["80.00", "100.00", "30.00", "90.00"]),
        (R::CreditOfIgnored { order: "W9".to_owned() }, "contradiction", &["W9"]),
    ]
}

fn of_edits() -> Vec<Told> {
    use Refusal as R;
    let sold = |net: &str, vat: &str| Sold {
        case: VatCase::Domestic,
        country: country("NL"),
        percentage: "21".parse().unwrap(),
        net: money(net),
        vat: money(vat),
    };
    let place = Place {
        case: VatCase::Domestic,
        country: country("NL"),
        percentage: "21".parse().unwrap(),
        tax_rate: "1".to_owned(),
        ledger: "2".to_owned(),
    };
    let change = || {
        Box::new(Change {
            was: vec![sold("100", "21")],
            now: vec![sold("80", "16.80")],
            total_was: money("121"),
            total_now: money("96.80"),
            parts: vec![Part { place: place.clone(), amount: money("-24.20") }],
            settles: false,
            still_paid: true,
            credited: money("0.00"),
        })
    };
    let figures: &[&str] = &[
        "121.00 (21 %: 100.00 + 21.00)",
        "96.80 (21 %: 80.00 + 16.80)",
        "-24.20",
        "-20.00 - 4.20",
    ];
    vec![
        (R::Edited { change: change() }, "edited", figures),
        (R::Cancelled { change: change() }, "cancelled", figures),
        (R::Unpaid { change: change() }, "unpaid", figures),
        (R::Removed { change: change() }, "removed", figures),
        (
            R::Reimbursed { invoice: "F17".to_owned(), change: change() },
            "reimbursed",
            &["F17", "-24.20"],
        ),
        (
            R::EditedUnbookable { why: Box::new(R::Territory { name: "Livigno".to_owned() }) },
            "edited",
            &["Livigno"],
        ),
        (R::PaidLater { booked: money("96.80") }, "paid", &["96.80"]),
        (R::InSummary { invoice: "84".to_owned() }, "doubled", &["84"]),
    ]
}

fn of_another_program() -> Vec<Told> {
    let id = || "481".to_owned();
    let elsewhere = |what| Refusal::Elsewhere { up_to: "W17".to_owned(), what: Box::new(what) };
    let total = Elsewhere::Total {
        invoice: id(),
        shop: dec("1230"),
        shop_currency: "EUR".to_owned(),
        books: dec("12.10"),
        books_currency: "USD".to_owned(),
    };
    let vat = Elsewhere::Vat { invoice: id(), shop: money("30"), books: money("21.50") };
    let [shop, books] = ["2022-11-08", "2023-02-09"].map(|day| day.parse().unwrap());
    let date = Elsewhere::Date { invoice: id(), shop, books };
    let why = Box::new(Refusal::Territory { name: "Livigno".to_owned() });
    let invoices = vec!["81".to_owned(), "82".to_owned()];
    let told: Vec<(Elsewhere, &'static [&'static str])> = vec![
        (Elsewhere::NoInvoice, &["W17"]),
        (Elsewhere::Several { invoices }, &["2", "81, 82"]),
        (Elsewhere::Shared { invoice: id() }, &["481"]),
        (Elsewhere::Draft { invoice: id() }, &["481"]),
        (Elsewhere::NotSold { invoice: id() }, &["481"]),
        (total, &["481", "EUR 1,230.00", "USD 12.10"]),
        (date, &["481", "2022", "2023"]),
        (vat, &["481", "30.00", "21.50"]),
        (Elsewhere::Rate { invoice: id() }, &["481"]),
        (Elsewhere::Unplaced { invoice: id(), why }, &["481", "Livigno"]),
    ];
    let credit = Refusal::CreditElsewhere { order: "W9".to_owned(), invoice: id() };
    let told = told.into_iter().map(|(what, named)| (elsewhere(what), "elsewhere", named));
    told.chain([(credit, "elsewhere", ["W9", "481"].as_slice())]).collect()
}

/// Which reason it is. A new one does not compile until it is here, and then fails below until it
/// is in the table.
fn place(refusal: &Refusal) -> usize {
    use Refusal as R;
    match refusal {
        R::VatUnmapped { .. } => 0,
        R::RateUnusable { .. } => 1,
        R::AccountUnusable { .. } => 2,
        R::VatNumberMissing => 3,
        R::TotalMismatch { .. } => 4,
        R::TaxMismatch { .. } => 5,
        R::Leftover { .. } => 6,
        R::Currency { .. } => 7,
        R::Territory { .. } => 8,
        R::NoCountry => 9,
        R::PeriodLocked { .. } => 10,
        R::Contradiction { how } => match how {
            Contradiction::NoRows => 11,
            Contradiction::Percentage => 12,
            Contradiction::DiscountWithoutGoods => 13,
            Contradiction::NoNumber => 14,
            Contradiction::CreditSigns => 15,
            Contradiction::CreditOfNothing => 16,
            Contradiction::CreditTooLarge => 17,
            Contradiction::UnmarkedBusiness => 18,
            Contradiction::IntraCommunityAtHome => 19,
        },
        R::Unreadable { .. } => 20,
        R::NoInvoiceNumber => 21,
        R::Rejected { what, .. } => match what {
            Document::Contact => 22,
            Document::Invoice => 23,
            Document::Payment => 24,
        },
        R::Doubled { .. } => 25,
        R::BookedDiffers { .. } => 26,
        R::InvoiceGone { .. } => 27,
        R::CreditUnclear { .. } => 28,
        R::CreditOfIgnored { .. } => 29,
        R::Edited { .. } => 30,
        R::Cancelled { .. } => 31,
        R::Unpaid { .. } => 32,
        R::Removed { .. } => 33,
        R::Reimbursed { .. } => 34,
        R::EditedUnbookable { .. } => 35,
        R::InSummary { .. } => 36,
        R::VatNumberOdd { .. } => 37,
        R::PaidLater { .. } => 38,
        R::Elsewhere { what, .. } => match what.as_ref() {
            Elsewhere::NoInvoice => 39,
            Elsewhere::Several { .. } => 40,
            Elsewhere::Shared { .. } => 41,
            Elsewhere::Draft { .. } => 42,
            Elsewhere::NotSold { .. } => 43,
            Elsewhere::Total { .. } => 44,
            Elsewhere::Vat { .. } => 45,
            Elsewhere::Rate { .. } => 46,
            Elsewhere::Unplaced { .. } => 47,
            Elsewhere::Date { .. } => 48,
        },
        R::CreditElsewhere { .. } => 49,
    }
}

#[test]
fn the_table_has_every_reason_and_every_code() {
    let mut places: Vec<usize> = refusals().iter().map(|(refusal, ..)| place(refusal)).collect();
    places.sort_unstable();
    places.dedup();
    assert_eq!(places, (0..50).collect::<Vec<_>>());
    for code in CODES {
        assert!(refusals().iter().any(|(_, own, _)| *own == code), "{code}");
    }
}

#[test]
fn each_reason_has_its_code() {
    for (refusal, code, _) in refusals() {
        assert_eq!(refusal.code(), code);
        assert!(CODES.contains(&refusal.code()));
    }
}

#[test]
fn each_reason_is_told_in_both_languages() {
    for (refusal, _, named) in refusals() {
        let (dutch, english) = (refusal.message(Language::Nl), refusal.message(Language::En));
        assert_ne!(dutch, english);
        for name in named {
            assert!(english.contains(name), "'{name}' in '{english}'");
            // Amounts and percentages have a comma in Dutch, and a dot between thousands.
            let comma = match name.split_once(',') {
                Some((thousands, rest)) if !rest.starts_with(' ') => {
                    format!("{thousands}.{}", rest.replace('.', ","))
                }
                _ => name.replace('.', ","),
            };
            assert!(dutch.contains(&comma), "'{comma}' in '{dutch}'");
        }
        let (do_this, doe_dit) = (refusal.hint(Language::En), refusal.hint(Language::Nl));
        assert_ne!(do_this, doe_dit);
        for text in [dutch, english, do_this, doe_dit] {
            assert!(text.len() > 15 && text.trim() == text, "{text}");
            assert!(!text.starts_with(char::is_lowercase), "{text}");
        }
    }
}

#[test]
fn no_two_reasons_say_the_same() {
    for language in [Language::Nl, Language::En] {
        let mut messages: Vec<String> =
            refusals().iter().map(|(refusal, ..)| refusal.message(language)).collect();
        messages.sort();
        let all = messages.len();
        messages.dedup();
        assert_eq!(messages.len(), all);
    }
}

#[test]
fn a_reason_is_kept_as_json() {
    for (refusal, ..) in refusals() {
        let json = serde_json::to_string(&refusal).unwrap();
        assert_eq!(serde_json::from_str::<Refusal>(&json).unwrap(), refusal, "{json}");
    }
}
