//! Noise in answers, and what is made of it.

use std::num::NonZeroU32;

use jiff::civil::date;
use moneybird::{
    AccountType, Administration, BadReply, Error, Invoice, InvoiceState, LedgerAccount, Month,
    SalesInvoiceState, TaxRateType,
};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::samples::{contact, invoice, year};
use crate::scripted::once;

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

async fn read_invoice(body: &Value) -> Result<Invoice, Error> {
    once(200, body).books().invoice(&"77".parse().unwrap()).await
}

#[tokio::test]
async fn an_invoice_is_read_whole() {
    let found = read_invoice(&invoice()).await.unwrap();
    assert_eq!(found.id.as_str(), "77");
    assert_eq!(found.contact_id.as_ref().unwrap().as_str(), "42");
    assert!(found.has_reference(&"W-1001".parse().unwrap()));
    assert!(!found.has_reference(&"W-100".parse().unwrap()));
    assert_eq!((found.date, found.due_date), (date(2026, 8, 21), None));
    assert_eq!(found.state, InvoiceState::Open);
    assert_eq!(found.currency.as_str(), "EUR");
    assert!(found.prices_are_incl_tax);
    assert_eq!(found.source.as_deref(), Some("CCV Shop"));
    assert_eq!(found.source_url, None);
    assert_eq!(found.total_price_excl_tax, decimal("78.35"));
    assert_eq!(found.total_price_incl_tax, decimal("94.80"));
    assert_eq!((found.total_paid, found.total_unpaid), (decimal("0"), decimal("94.8")));
    let [line] = found.details.as_slice() else { panic!("one line") };
    assert_eq!(line.amount_decimal, Some(decimal("2")));
    assert_eq!(line.price, decimal("49.90"));
    assert_eq!(line.total_price_excl_tax_with_discount, decimal("82.48"));
    assert_eq!(line.tax_rate_id.as_ref().unwrap().as_str(), "21");
    let [payment] = found.payments.as_slice() else { panic!("one payment") };
    assert_eq!(payment.transaction_identifier.as_deref(), Some("tr_9"));
    assert_eq!(payment.payment_date, date(2026, 8, 22));
    let [total] = found.tax_totals.as_slice() else { panic!("one total") };
    assert_eq!((total.taxable_amount, total.tax_amount), (decimal("78.35"), decimal("16.45")));
    assert_eq!(found.version, 1_787_000_001);
}

#[tokio::test]
async fn noise_of_form_does_no_harm() {
    let noise = [
        ("id", json!(77)),
        ("contact_id", json!("")),
        ("contact_id", json!(null)),
        ("contact_id", json!(42)),
        ("reference", json!(null)),
        ("reference", json!(1001)),
        ("due_date", json!("")),
        ("due_date", json!("2026-09-04")),
        ("date", json!("2026-08-21T10:00:00.000Z")),
        ("state", json!("wondering")),
        ("currency", json!("usd")),
        ("prices_are_incl_tax", json!("true")),
        ("total_unpaid", json!(94.8)),
        ("total_unpaid", json!(-94)),
        ("total_unpaid", json!("-94.80")),
        ("version", json!("1787000001")),
        ("tax_totals", json!([])),
        ("new_key", json!({"deep": [1, {"er": null}]})),
    ];
    for (key, value) in noise {
        let mut body = invoice();
        body[key] = value.clone();
        assert!(read_invoice(&body).await.is_ok(), "{key}: {value}");
    }
}

#[tokio::test]
async fn what_bookkeeping_needs_must_be_there() {
    let needed = [
        "id",
        "date",
        "state",
        "currency",
        "prices_are_incl_tax",
        "total_price_excl_tax",
        "total_price_incl_tax",
        "total_paid",
        "total_unpaid",
        "details",
        "payments",
        "tax_totals",
        "version",
    ];
    for key in needed {
        let mut missing = invoice();
        missing.as_object_mut().unwrap().remove(key);
        let mut null = invoice();
        null[key] = Value::Null;
        for body in [missing, null] {
            let result = read_invoice(&body).await;
            let is_bad = matches!(result, Err(Error::BadReply { kind: BadReply::Shape, .. }));
            assert!(is_bad, "{key}: {result:?}");
        }
    }
}

#[tokio::test]
async fn nonsense_of_substance_is_refused() {
    let nonsense = [
        ("id", json!("")),
        ("id", json!("x7")),
        ("id", json!(7.5)),
        ("date", json!("21-08-2026")),
        ("date", json!("2026-02-30")),
        ("total_unpaid", json!("1.234,50")),
        ("total_unpaid", json!([])),
        ("currency", json!("euro")),
        ("details", json!({})),
        ("details", json!([{}])),
        ("payments", json!([{"id": "1"}])),
    ];
    for (key, value) in nonsense {
        let mut body = invoice();
        body[key] = value.clone();
        let result = read_invoice(&body).await;
        assert!(matches!(result, Err(Error::BadReply { .. })), "{key}: {value}: {result:?}");
    }
}

#[tokio::test]
async fn amounts_are_exact() {
    let amounts = ["0.1", "-63.0", "129.95", "1234567890123456.78", "0.30000000000000004"];
    for text in amounts {
        for raw in [text.to_owned(), format!("\"{text}\"")] {
            let body = invoice()
                .to_string()
                .replace(r#""total_paid":"0.0""#, &format!(r#""total_paid":{raw}"#));
            let found = once(200, body).books().invoice(&"77".parse().unwrap()).await.unwrap();
            assert_eq!(found.total_paid, decimal(text), "{raw}");
        }
    }
}

#[tokio::test]
async fn every_state_has_its_word() {
    for word in ["new", "open", "late", "paid", "uncollectible", "pending_payment", "tomorrow"] {
        let mut body = invoice();
        body["state"] = word.into();
        let found = read_invoice(&body).await.unwrap();
        assert_eq!(found.state.as_str(), word);
        let is_other = matches!(found.state, InvoiceState::Other(_));
        assert_eq!(is_other, word == "tomorrow");
    }
}

#[tokio::test]
async fn e_mail_addresses_are_compared_in_small_letters() {
    let page = once(200, json!([contact()])).books().search_contacts("x", NonZeroU32::MIN).await;
    let found = page.unwrap().items.remove(0);
    assert_eq!(found.emails(), ["noor@example.nl", "boek@houding.example"]);
    assert!(found.has_email(" NOOR@example.NL"));
    assert!(!found.has_email("oor@example.nl"));
    assert!(!found.has_email(""));
    assert_eq!((found.company_name, found.tax_number), (None, None));
    assert_eq!(found.firstname.as_deref(), Some("Noor"));
    assert!(!found.archived);
}

#[tokio::test]
async fn an_administration_knows_its_lock() {
    let table = [
        (json!(null), None),
        (json!(""), None),
        (json!("2025-12-31"), Some(date(2025, 12, 31))),
        (json!("2025-12-31T23:59:59.999Z"), Some(date(2025, 12, 31))),
    ];
    for (lock, expected) in table {
        let body = json!([{
            "id": 123, "name": "Fietsen", "currency": "EUR", "country": "NL", "suspended": false,
            "time_zone": "Europe/Amsterdam", "period_locked_until": lock,
            "period_start_date": "2024-01-01"
        }]);
        let found = once(200, body).client().administrations().await.unwrap();
        let [Administration { id, period_locked_until, time_zone, suspended, .. }] = &found[..]
        else {
            panic!("one administration");
        };
        assert_eq!(id.as_str(), "123");
        assert_eq!(*period_locked_until, expected);
        assert_eq!(time_zone.as_deref(), Some("Europe/Amsterdam"));
        assert!(!suspended);
        assert_eq!(found[0].period_start_date, Some(date(2024, 1, 1)));
    }
}

#[tokio::test]
async fn ledger_accounts_and_tax_rates() {
    let accounts = json!([
        {"id": "8000", "name": "Omzet", "account_type": "revenue", "account_id": "81180.01",
         "active": true, "allowed_document_types": ["sales_invoice"],
         "taxonomy_item": {"code": "WOmzNooNdo"}},
        {"id": "1100", "name": "Kas", "account_type": "treasure", "account_id": null,
         "active": null, "allowed_document_types": ["payment"], "taxonomy_item": null}
    ]);
    let found = once(200, accounts).books().ledger_accounts().await.unwrap();
    let [revenue, cash]: [LedgerAccount; 2] = found.try_into().unwrap();
    assert_eq!(revenue.account_type, AccountType::Revenue);
    assert_eq!(revenue.taxonomy_code(), Some("WOmzNooNdo"));
    assert_eq!(revenue.account_id.as_deref(), Some("81180.01"));
    assert!(revenue.active && revenue.allows_sales_invoices() && !revenue.allows_payments());
    assert_eq!(cash.account_type, AccountType::Other("treasure".to_owned()));
    assert!(!cash.active && cash.allows_payments() && !cash.allows_sales_invoices());
    assert_eq!(cash.taxonomy_code(), None);

    let rates = json!([
        {"id": "1", "name": "9%", "percentage": "9.0", "tax_rate_type": "sales_invoice",
         "active": true, "show_tax": true, "country": "DE"},
        {"id": "2", "name": "Geen", "percentage": null, "tax_rate_type": "x", "active": null}
    ]);
    let rates = once(200, rates).books().tax_rates().await.unwrap();
    assert_eq!(rates[0].percentage, Some(decimal("9")));
    assert_eq!(rates[0].kind, TaxRateType::SalesInvoice);
    assert_eq!(rates[0].country.as_deref(), Some("DE"));
    assert_eq!((rates[1].percentage, rates[1].active), (None, false));
}

#[tokio::test]
async fn versions_are_read() {
    let body = json!([{"id": "1", "version": 5}, {"id": 2, "version": "6"}]);
    let contacts = once(200, &body).books().contact_versions().await.unwrap();
    let invoices = once(200, &body).books().invoice_versions(year()).await.unwrap();
    let of_contacts: Vec<_> = contacts.iter().map(|v| (v.id.as_str(), v.version)).collect();
    let of_invoices: Vec<_> = invoices.iter().map(|v| (v.id.as_str(), v.version)).collect();
    assert_eq!(of_contacts, [("1", 5), ("2", 6)]);
    assert_eq!(of_invoices, of_contacts);
}

#[tokio::test]
async fn sales_invoices_are_read_so_far() {
    let mut draft = invoice();
    let sent =
        json!({"invoice_id": "2026-0001", "invoice_date": "2026-08-21", "state": "reminded"});
    draft["invoice_date"] = Value::Null;
    draft["state"] = "draft".into();
    let mut other = draft.clone();
    other.as_object_mut().unwrap().extend(sent.as_object().unwrap().clone());
    let body = json!([draft, other]);
    let page = once(200, body).books().sales_invoices(year(), NonZeroU32::MIN).await.unwrap();
    let [draft, sent] = page.items.as_slice() else { panic!("two invoices") };
    assert_eq!((draft.number.as_deref(), draft.date), (None, None));
    assert_eq!(draft.state, SalesInvoiceState::Draft);
    assert_eq!(sent.number.as_deref(), Some("2026-0001"));
    assert_eq!(sent.date, Some(date(2026, 8, 21)));
    assert_eq!(sent.details[0].tax_rate_id.as_ref().unwrap().as_str(), "21");
}

#[tokio::test]
async fn reports_are_read() {
    let month = Month::of(date(2026, 8, 1)).unwrap();
    let tax = json!({"tax_rates": [{"tax_rate_id": "21", "name": "21% btw", "percentage": "21.0",
        "report_reference": "NL/1a", "amount": "100.5", "tax": "21.11", "type": "sales_invoice"}]});
    let rows = once(200, tax).books().tax_report(month).await.unwrap();
    assert_eq!((rows[0].amount, rows[0].tax), (decimal("100.5"), decimal("21.11")));
    assert_eq!(rows[0].report_reference.as_deref(), Some("NL/1a"));
    assert_eq!(rows[0].kind, TaxRateType::SalesInvoice);
    let bad = once(200, "{}").books().tax_report(month).await;
    assert!(bad.is_err(), "a report without rows is not a report of nothing");

    let values =
        |value: &str| json!({"ledger_accounts": [{"ledger_account_id": "8", "value": value}]});
    let profit = json!({
        "revenue_by_ledger_account": values("100.0"), "direct_costs_by_ledger_account": values("20.0"),
        "expenses_by_ledger_account": values("15.0"),
        "other_income_expenses_by_ledger_account": {"ledger_accounts": []},
        "gross_profit": "80.0", "operating_profit": "65.0", "net_profit": "65.0",
        "total_expenses": "35.0", "total_revenue": "100.0"
    });
    let profit = once(200, profit).books().profit_loss(month.into()).await.unwrap();
    let account = "8".parse().unwrap();
    assert_eq!(profit.revenue_by_ledger_account.of(&account), decimal("100"));
    assert_eq!(profit.other_income_expenses_by_ledger_account.of(&account), Decimal::ZERO);
    assert_eq!(profit.net_profit, decimal("65"));

    let ledger = json!({"debit_sums": values("5.0"), "credit_sums": values("7.0"),
        "start_balance": values("2.0"), "final_balance": values("0.0")});
    let ledger = once(200, ledger).books().general_ledger(month.into()).await.unwrap();
    assert_eq!(ledger.final_balance.of(&account), Decimal::ZERO);
    assert_eq!(ledger.start_balance.of(&account), decimal("2"));
}
