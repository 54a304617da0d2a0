//! Settings held against an administration.

use bookkeeping::settings::{Mismatch, Setting};
use bookkeeping::{Administration, Language, Settings, VatCase};

use crate::support::{SETTINGS, administration, country, dec, settings};

fn mismatches(text: &str, change: impl FnOnce(&mut Administration)) -> Vec<Mismatch> {
    let mut administration = administration();
    change(&mut administration);
    Settings::parse(text).unwrap().check(&administration)
}

#[test]
fn settings_that_fit() {
    assert_eq!(settings().check(&administration()), []);
    // Kinds of document are only held against an account that states some.
    let allowed = mismatches(SETTINGS, |administration| {
        for account in &mut administration.ledger_accounts {
            account.allowed = vec!["payment".to_owned(), "sales_invoice".to_owned()];
        }
    });
    assert_eq!(allowed, []);
    // Moneybird may state the administration's own country on its own rates.
    let own = mismatches(SETTINGS, |administration| {
        administration.tax_rates[0].country = Some(country("NL"));
    });
    assert_eq!(own, []);
}

#[test]
fn empty_settings_say_what_is_needed() {
    assert_eq!(mismatches("", |_| {}), [Mismatch::NoRevenue, Mismatch::NoVat]);
}

#[test]
fn deposits_need_an_account() {
    let deposit = "[ledger]\nrevenue = \"revenue\"\n\
         [[vat]]\ncase = \"deposit\"\ntax_rate = \"deposit0\"\n";
    assert_eq!(mismatches(deposit, |_| {}), [Mismatch::NoDeposits]);
    let own = format!("{deposit}ledger = \"deposits\"\n");
    assert_eq!(mismatches(&own, |_| {}), []);
}

#[test]
fn accounts_that_are_gone_inactive_or_of_another_kind() {
    let keys = [
        ("revenue", Setting::Ledger("revenue"), "[ledger] revenue"),
        ("shipping", Setting::Ledger("shipping"), "[ledger] shipping"),
        ("costs", Setting::Ledger("payment_costs"), "[ledger] payment_costs"),
        ("discounts", Setting::Ledger("discounts"), "[ledger] discounts"),
        ("deposits", Setting::Ledger("deposits"), "[ledger] deposits"),
        ("eu-revenue", Setting::RateLedger(7), "[[vat]] entry 7 ledger"),
        ("clearing", Setting::Clearing, "[payment] clearing"),
        ("psp", Setting::Method("12".to_owned()), "[payment.methods] 12"),
    ];
    for (id, key, written) in keys {
        assert_eq!(key.to_string(), written);
        let missing = [Mismatch::Account(key.clone(), id.to_owned())];
        let gone = mismatches(SETTINGS, |administration| {
            administration.ledger_accounts.retain(|account| account.id != id);
        });
        assert_eq!(gone, missing);
        let inactive = mismatches(SETTINGS, |administration| {
            let accounts = &mut administration.ledger_accounts;
            accounts.iter_mut().find(|account| account.id == id).unwrap().active = false;
        });
        assert_eq!(inactive, missing);
        let needed = if written.starts_with("[payment") { "payment" } else { "sales invoice" };
        let other = mismatches(SETTINGS, |administration| {
            let accounts = &mut administration.ledger_accounts;
            accounts.iter_mut().find(|account| account.id == id).unwrap().allowed =
                vec!["purchase_invoice".to_owned()];
        });
        assert_eq!(other, [Mismatch::AccountKind(key, format!("Account {id}"), needed)]);
    }
}

#[test]
fn rates_that_are_gone_inactive_or_different() {
    let key = || {
        let key = Setting::Rate(4, VatCase::Oss, Some(country("DE")), "19".parse().ok());
        assert_eq!(key.to_string(), "[[vat]] entry 4 (oss)");
        key
    };
    let name = || "19% btw".to_owned();
    let missing = [Mismatch::Rate(key(), "de19".to_owned())];
    let gone = mismatches(SETTINGS, |administration| {
        administration.tax_rates.retain(|rate| rate.id != "de19");
    });
    assert_eq!(gone, missing);
    let inactive =
        mismatches(SETTINGS, |administration| administration.tax_rates[3].active = false);
    assert_eq!(inactive, missing);
    let changed = mismatches(SETTINGS, |administration| {
        administration.tax_rates[3].percentage = Some(dec("20.50"));
    });
    assert_eq!(changed, [Mismatch::RatePercentage(key(), name(), "20.5".to_owned())]);
    let without = mismatches(SETTINGS, |administration| {
        administration.tax_rates[3].percentage = None;
    });
    assert_eq!(without, [Mismatch::RatePercentage(key(), name(), "0".to_owned())]);
    for other in [None, Some(country("FR")), Some(country("NL"))] {
        let moved = mismatches(SETTINGS, |administration| {
            administration.tax_rates[3].country = other;
        });
        assert_eq!(moved, [Mismatch::RateCountry(key(), name())], "{other:?}");
    }
    // A foreign rate for sales at home.
    let foreign = mismatches(SETTINGS, |administration| {
        administration.tax_rates[0].country = Some(country("BE"));
    });
    let key = Setting::Rate(1, VatCase::Domestic, None, "21".parse().ok());
    assert_eq!(foreign, [Mismatch::RateCountry(key, "21% btw".to_owned())]);
}

#[test]
fn margin_goods_need_their_rate_and_account() {
    let text = |rate: &str, ledger: &str| {
        format!(
            "{SETTINGS}\n[[goods]]\nproducts = [1]\ntax_rate = \"nl0\"\n\
             [[goods]]\nproducts = [2]\ntax_rate = \"{rate}\"\nledger = \"{ledger}\"\n"
        )
    };
    let key = || Setting::Goods(2);
    assert_eq!(mismatches(&text("exempt0", "eu-revenue"), |_| {}), []);
    let gone = mismatches(&text("gone", "gone"), |_| {});
    let ledger = Mismatch::Account(Setting::GoodsLedger(2), "gone".to_owned());
    assert_eq!(gone, [ledger, Mismatch::Rate(key(), "gone".to_owned())]);
    let with_vat = mismatches(&text("nl21", "revenue"), |_| {});
    let name = "21% btw".to_owned();
    assert_eq!(with_vat, [Mismatch::RatePercentage(key(), name, "21".to_owned())]);
    let foreign = mismatches(&text("exempt0", "revenue"), |administration| {
        administration.tax_rates[8].country = Some(country("DE"));
    });
    let at_exempt = Setting::Rate(9, VatCase::Exempt, None, None);
    let name = || "0% btw".to_owned();
    let expected = [Mismatch::RateCountry(at_exempt, name()), Mismatch::RateCountry(key(), name())];
    assert_eq!(foreign, expected);
}

#[test]
fn everything_at_once() {
    let nothing = mismatches(SETTINGS, |administration| {
        administration.tax_rates.clear();
        administration.ledger_accounts.clear();
    });
    // Five accounts and a case's own, clearing and a method's; eleven rates.
    assert_eq!(nothing.len(), 8 + 11);
}

#[test]
fn each_mismatch_has_its_sentence() {
    let name = || "Naam".to_owned();
    let key = || Setting::Ledger("shipping");
    let all = [
        Mismatch::NoRevenue,
        Mismatch::NoDeposits,
        Mismatch::NoVat,
        Mismatch::Account(key(), "17".to_owned()),
        Mismatch::AccountKind(key(), name(), "payment"),
        Mismatch::Rate(key(), "17".to_owned()),
        Mismatch::RatePercentage(key(), name(), "9".to_owned()),
        Mismatch::RateCountry(key(), name()),
    ];
    for (at, mismatch) in all.iter().enumerate() {
        let (dutch, english) = (mismatch.sentence(Language::Nl), mismatch.sentence(Language::En));
        assert_ne!(dutch, english);
        assert_eq!(mismatch.to_string(), english);
        for sentence in [&dutch, &english] {
            assert!(at < 3 || sentence.starts_with("[ledger] shipping: "), "{sentence}");
            assert!(sentence.len() > 20);
        }
        let same = all.iter().filter(|other| other.to_string() == english).count();
        assert_eq!(same, 1, "{english}");
    }
}
