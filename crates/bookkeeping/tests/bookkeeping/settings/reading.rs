//! Settings as TOML.

use bookkeeping::settings::{
    Consumers, CreditInvoices, DateFrom, History, Leftover, Matching, Mode, ReferenceFrom,
};
use bookkeeping::{Settings, VatCase};

use crate::support::{SETTINGS, country};

/// The example of interface.md, with its ids filled in.
const EXAMPLE: &str = r#"
[orders]
statuses = [7]                 # CCV Shop status numbers that make an order ready; 7 = afgerond
paid_only = true               # and it must be paid
history = "book-year"          # existing orders
credit_invoices = "new"        # "none", "new", or "all" (existing ones too)
excluded_payment_methods = []  # CCV Shop paymethod ids

[invoice]
reference = "order-number"     # or "invoice-number"
date = "order"                 # or "completed"
due_days = 14
mode = "order"
rounding = "line"              # or "refuse"

[contacts]
consumers = "each"             # or "one"
match = "email"                # or "none"

[ledger]
revenue = "101"
shipping = "102"
payment_costs = "103"
discounts = "104"
deposits = "105"

[payment]
register = true
clearing = "106"
[payment.methods]
"12" = "107"

[[vat]]
case = "domestic"
percentage = "21"
tax_rate = "201"
ledger = "108"

[[vat]]
case = "oss"
country = "DE"
percentage = "19"
tax_rate = "202"
"#;

#[test]
fn the_example() {
    let settings = Settings::parse(EXAMPLE).unwrap();
    assert_eq!(settings.orders.statuses, [7]);
    assert_eq!(settings.orders.history, History::BookYear);
    assert_eq!(settings.ledger.revenue.as_deref(), Some("101"));
    assert_eq!(settings.ledger.deposits.as_deref(), Some("105"));
    assert_eq!(settings.clearing_account(Some(12)), Some("107"));
    assert_eq!(settings.clearing_account(Some(13)), Some("106"));
    assert_eq!(settings.clearing_account(None), Some("106"));
    assert_eq!(settings.vat.len(), 2);
    assert_eq!((settings.vat[0].case, settings.vat[0].country), (VatCase::Domestic, None));
    assert_eq!(settings.vat[0].ledger.as_deref(), Some("108"));
    assert_eq!(settings.vat[1].case, VatCase::Oss);
    assert_eq!(settings.vat[1].country, Some(country("DE")));
    assert_eq!(settings.vat[1].percentage().to_string(), "19");
    // All but the ids is what is there without a word.
    let bare = Settings { vat: Vec::new(), ..settings };
    let Settings { orders, invoice, contacts, .. } = Settings::default();
    assert_eq!((bare.orders, bare.invoice, bare.contacts), (orders, invoice, contacts));
}

#[test]
fn what_holds_when_nothing_is_said() {
    let settings = Settings::parse("").unwrap();
    assert_eq!(settings, Settings::default());
    assert_eq!(settings.orders.statuses, [7]);
    assert!(settings.orders.paid_only);
    assert_eq!(settings.orders.history, History::BookYear);
    assert_eq!(settings.orders.credit_invoices, CreditInvoices::New);
    assert!(settings.orders.excluded_payment_methods.is_empty());
    assert_eq!(settings.invoice.reference, ReferenceFrom::OrderNumber);
    assert_eq!(settings.invoice.date, DateFrom::Order);
    assert_eq!(settings.invoice.due_days, 14);
    assert_eq!(settings.invoice.mode, Mode::Order);
    assert_eq!(settings.invoice.rounding, Leftover::Line);
    assert_eq!(settings.contacts.consumers, Consumers::Each);
    assert_eq!(settings.contacts.matching, Matching::Email);
    assert!(settings.payment.register);
    assert_eq!(settings.clearing_account(Some(12)), None);
    assert!(settings.vat.is_empty());
    // A section with one key keeps the other defaults.
    let settings = Settings::parse("[orders]\npaid_only = false\n[invoice]\ndue_days = 0").unwrap();
    assert_eq!((settings.orders.statuses, settings.invoice.due_days), (vec![7], 0));
}

#[test]
fn every_value_of_every_choice() {
    let table = [
        ("[orders]\nhistory = \"all\"", "[orders]\nhistory = \"2026-01-01\""),
        ("[orders]\nhistory = \"none\"", "[orders]\nhistory = \"book-year\""),
        ("[orders]\ncredit_invoices = \"none\"", "[orders]\ncredit_invoices = \"new\""),
        ("[orders]\nstatuses = [1, 14]", "[orders]\nstatuses = [5]"),
        ("[invoice]\nreference = \"invoice-number\"", "[invoice]\nreference = \"order-number\""),
        ("[invoice]\ndate = \"completed\"", "[invoice]\ndate = \"order\""),
        ("[invoice]\nmode = \"daily\"", "[invoice]\nmode = \"order\""),
        ("[invoice]\ndue_days = 0", "[invoice]\ndue_days = 365"),
        ("[invoice]\nrounding = \"refuse\"", "[invoice]\nrounding = \"line\""),
        ("[contacts]\nconsumers = \"one\"", "[contacts]\nconsumers = \"each\""),
        ("[contacts]\nmatch = \"none\"", "[contacts]\nmatch = \"email\""),
        ("[payment]\nregister = false", "[payment]\nregister = true"),
    ];
    for (one, other) in table {
        let (one, other) = (Settings::parse(one).unwrap(), Settings::parse(other).unwrap());
        assert_ne!(one, other);
        for settings in [one, other] {
            assert_eq!(Settings::parse(&settings.to_toml().unwrap()), Ok(settings));
        }
    }
    let cases = ["eu-business", "export", "exempt", "deposit", "platform"];
    for case in cases {
        let text = format!("[[vat]]\ncase = \"{case}\"\ntax_rate = \"1\"");
        let settings = Settings::parse(&text).unwrap();
        assert_eq!(settings.vat[0].case.as_str(), case);
        assert!(settings.vat[0].percentage().is_zero());
    }
}

#[test]
fn what_is_written_is_read_back_unchanged() {
    let goods = "[[goods]]\nproducts = [7, 8]\ntax_rate = \"1\"\nledger = \"2\"\n\
         [[goods]]\nproducts = [7]\npercentage = \"21\"\ntax_rate = \"3\"\n";
    assert_eq!(Settings::parse(goods).unwrap().goods.len(), 2);
    for text in ["", EXAMPLE, SETTINGS, "[orders]\nhistory = \"2025-07-01\"", goods] {
        let settings = Settings::parse(text).unwrap();
        let written = settings.to_toml().unwrap();
        assert_eq!(Settings::parse(&written).unwrap(), settings, "{written}");
        assert_eq!(Settings::parse(&written).unwrap().to_toml().unwrap(), written);
    }
}

/// A text, and the words that the complaint must hold: the key above all.
const WRONG: &[(&str, &[&str])] = &[
    ("[ordres]", &["ordres", "expected one of"]),
    ("status = 7", &["status"]),
    ("[orders]\nstatus = [7]", &["status", "statuses"]),
    ("[invoice]\nreferences = \"x\"", &["references"]),
    ("[contacts]\nmatching = \"email\"", &["matching"]),
    ("[ledger]\nrevenues = \"1\"", &["revenues"]),
    ("[payment]\nregistered = true", &["registered"]),
    ("[[vat]]\ncase = \"oss\"\ntaxrate = \"1\"", &["taxrate"]),
    ("[orders]\nstatuses = []", &["[orders] statuses"]),
    ("[orders]\nstatuses = [0]", &["[orders] statuses", "0", "1 to 14"]),
    ("[orders]\nstatuses = [7, 15]", &["[orders] statuses", "15"]),
    ("[orders]\nstatuses = [\"afgerond\"]", &["statuses", "afgerond"]),
    ("[orders]\nstatuses = 7", &["statuses"]),
    ("[orders]\npaid_only = \"yes\"", &["paid_only"]),
    ("[orders]\nhistory = \"some\"", &["history", "'some'", "book-year"]),
    ("[orders]\nhistory = \"2026-13-01\"", &["history", "'2026-13-01'"]),
    ("[orders]\nhistory = \"01-01-2026\"", &["history", "'01-01-2026'"]),
    ("[orders]\nhistory = \"\"", &["history", "''"]),
    ("[orders]\ncredit_invoices = \"old\"", &["credit_invoices", "`new`"]),
    ("[invoice]\nreference = \"number\"", &["reference", "`order-number`"]),
    ("[invoice]\ndate = \"paid\"", &["date", "`completed`"]),
    ("[invoice]\ndue_days = -1", &["[invoice] due_days", "0 to 365"]),
    ("[invoice]\ndue_days = 366", &["[invoice] due_days"]),
    ("[invoice]\ndue_days = \"14\"", &["due_days"]),
    ("[invoice]\nmode = \"weekly\"", &["mode", "weekly"]),
    ("[invoice]\nrounding = \"none\"", &["rounding", "`refuse`"]),
    ("[contacts]\nconsumers = \"all\"", &["consumers", "`each`"]),
    ("[contacts]\nmatch = \"name\"", &["match", "`email`"]),
    ("[payment.methods]\niDEAL = \"1\"", &["[payment.methods]", "'iDEAL'"]),
    ("[payment.methods]\n\"012\" = \"1\"", &["[payment.methods]", "'012'"]),
    ("[[vat]]\ncase = \"dutch\"\ntax_rate = \"1\"", &["case", "`domestic`"]),
    ("[[vat]]\npercentage = \"21\"\ntax_rate = \"1\"", &["case"]),
    ("[[vat]]\ncase = \"domestic\"\npercentage = \"21\"", &["tax_rate"]),
    ("[[vat]]\ncase = \"export\"\ntax_rate = \" \"", &["entry 1 (export)", "tax_rate"]),
    ("[[vat]]\ncase = \"domestic\"\ntax_rate = \"1\"", &["entry 1 (domestic)", "percentage"]),
    (
        "[[vat]]\ncase = \"oss\"\ncountry = \"DE\"\ntax_rate = \"1\"",
        &["entry 1 (oss)", "percentage"],
    ),
    (
        "[[vat]]\ncase = \"oss\"\npercentage = \"19\"\ntax_rate = \"1\"",
        &["entry 1 (oss)", "country"],
    ),
    (
        "[[vat]]\ncase = \"oss\"\ncountry = \"Duitsland\"\npercentage = \"19\"\ntax_rate = \"1\"",
        &["country", "'Duitsland'"],
    ),
    (
        "[[vat]]\ncase = \"domestic\"\npercentage = \"121\"\ntax_rate = \"1\"",
        &["percentage", "'121'", "between 0 and 100"],
    ),
    ("[[vat]]\ncase = \"domestic\"\npercentage = 21\ntax_rate = \"1\"", &["percentage"]),
    (
        "[[vat]]\ncase = \"export\"\ntax_rate = \"1\"\n\
         [[vat]]\ncase = \"export\"\npercentage = \"0\"\ntax_rate = \"2\"",
        &["entry 2 (export)", "entry 1"],
    ),
    (
        "[[vat]]\ncase = \"oss\"\ncountry = \"DE\"\npercentage = \"19\"\ntax_rate = \"1\"\n\
         [[vat]]\ncase = \"oss\"\ncountry = \"FR\"\npercentage = \"20\"\ntax_rate = \"2\"\n\
         [[vat]]\ncase = \"oss\"\ncountry = \"de\"\npercentage = \"19.0\"\ntax_rate = \"3\"",
        &["entry 3 (oss)", "entry 1"],
    ),
    ("[[vat]]\ncase = \"margin\"\ntax_rate = \"1\"", &["entry 1 (margin)", "[[goods]]", "product"]),
    ("[[goods]]\ntax_rate = \"1\"", &["products"]),
    ("[[goods]]\nproducts = []\ntax_rate = \"1\"", &["[[goods]] entry 1", "products is empty"]),
    ("[[goods]]\nproducts = [7]", &["tax_rate"]),
    ("[[goods]]\nproducts = [7]\ntax_rate = \" \"", &["[[goods]] entry 1", "tax_rate is empty"]),
    ("[[goods]]\nproducts = [\"x\"]\ntax_rate = \"1\"", &["products"]),
    ("[[goods]]\nproduct = [7]\ntax_rate = \"1\"", &["product"]),
    ("[[goods]]\nproducts = [7, 7]\ntax_rate = \"1\"", &["[[goods]] entry 1", "7 is named twice"]),
    (
        "[[goods]]\nproducts = [7]\ntax_rate = \"1\"\n\
         [[goods]]\nproducts = [8, 7]\npercentage = \"0\"\ntax_rate = \"2\"",
        &["[[goods]] entry 2", "entry 1", "product 7"],
    ),
    ("[orders", &["1"]),
];

#[test]
fn what_cannot_be_is_refused_by_name() {
    for (text, words) in WRONG {
        let complaint = match Settings::parse(text) {
            Err(complaint) => complaint.to_string(),
            Ok(settings) => panic!("{text} was read as {settings:?}"),
        };
        for word in *words {
            assert!(
                complaint.contains(word),
                "'{word}' is not in the complaint on\n{text}\n{complaint}"
            );
        }
    }
}

#[test]
fn entries_that_only_look_alike() {
    // The same case for all countries and for one; the same percentage at home and abroad.
    let text = "[[vat]]\ncase = \"domestic\"\npercentage = \"21\"\ntax_rate = \"1\"\n\
         [[vat]]\ncase = \"domestic\"\ncountry = \"BE\"\npercentage = \"21\"\ntax_rate = \"1\"\n\
         [[vat]]\ncase = \"oss\"\ncountry = \"BE\"\npercentage = \"21\"\ntax_rate = \"2\"\n\
         [[vat]]\ncase = \"oss\"\ncountry = \"ES\"\npercentage = \"21 %\"\ntax_rate = \"3\"\n";
    assert_eq!(Settings::parse(text).unwrap().vat.len(), 4);
}

#[test]
fn percentages_are_as_short_as_they_can_be() {
    for (text, short) in
        [("21", "21"), ("21.0", "21"), (" 5.50 %", "5.5"), ("0", "0"), ("-0", "0"), ("100", "100")]
    {
        let percentage: bookkeeping::Percentage = text.parse().unwrap();
        assert_eq!(percentage.to_string(), short);
        assert_eq!(serde_json::to_string(&percentage).unwrap(), format!("\"{short}\""));
    }
    for text in ["", "%", "-1", "100.01", "5,5", "x", "1e1"] {
        assert!(text.parse::<bookkeeping::Percentage>().is_err(), "{text}");
    }
}
