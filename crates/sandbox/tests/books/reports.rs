//! Reports agree with the documents.

use rust_decimal::Decimal;
use sandbox::books::{Rounding, Switches};
use serde_json::{Value, json};

use crate::bench::{Answer, Bench};

fn amount(value: &Value) -> Decimal {
    value.as_str().unwrap_or("0").parse().unwrap()
}

/// The amount of an account in a part of a report.
fn on(report: &Answer, part: &str, account: &str) -> String {
    let rows = report.body[part]["ledger_accounts"].as_array().unwrap();
    let row = rows.iter().find(|row| row["ledger_account_id"] == account);
    row.map_or("-", |row| row["value"].as_str().unwrap()).to_owned()
}

fn sum(report: &Answer, part: &str) -> Decimal {
    report.body[part]["ledger_accounts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| amount(&r["value"]))
        .sum()
}

/// Three invoices in August, one in July: goods at three rates, a deposit, a discount.
async fn trade(bench: &Bench) {
    let contact = bench.contact();
    let deposit = json!({ "description": "Statiegeld", "price": "2.50",
        "tax_rate_id": bench.rate("Geen btw"), "ledger_account_id": bench.account("Statiegeld") });
    let three = || vec![bench.line("1.00", "21% btw"); 3];
    for (reference, date, lines) in [
        ("A", "2026-08-03", three()),
        ("B", "2026-08-04", [three(), vec![bench.line("10.90", "9% btw"), deposit]].concat()),
        (
            "C",
            "2026-08-05",
            vec![bench.line("107", "OSS Duitsland 7%"), bench.line("-1.21", "21% btw")],
        ),
        ("D", "2026-07-31", vec![bench.line("121", "21% btw")]),
    ] {
        let mut body = Bench::invoice(&contact, reference, true, &lines);
        body["external_sales_invoice"]["date"] = json!(date);
        bench.post("external_sales_invoices", body).await.is(201);
    }
}

#[tokio::test]
async fn tax_per_rate_is_the_sum_of_the_documents() {
    for (rounding, taxable, tax) in
        [(Rounding::PerRate, "3.96", "0.83"), (Rounding::PerLine, "3.98", "0.81")]
    {
        let bench = Bench::with(Switches { rounding, ..Switches::default() });
        trade(&bench).await;
        let report = bench.get("reports/tax?period=202608").await.is(200);
        let row = |name: &str| {
            let rows = report.body["tax_rates"].as_array().unwrap();
            let row = rows.iter().find(|row| row["name"] == name).unwrap();
            ["amount", "tax", "report_reference", "type"].map(|key| row[key].as_str().unwrap())
        };
        assert_eq!(row("21% btw"), [taxable, tax, "NL/1a", "sales_invoice"]);
        assert_eq!(row("9% btw"), ["10.0", "0.9", "NL/1b", "sales_invoice"]);
        assert_eq!(row("OSS Duitsland 7%"), ["100.0", "7.0", "", "sales_invoice"]);
        assert_eq!(row("Geen btw"), ["2.5", "0.0", "", "sales_invoice"]);
        assert_eq!(report.body["tax_rates"].as_array().unwrap().len(), 4);

        let july = bench.get("reports/tax?period=20260701..20260731").await.is(200);
        assert_eq!(july.at("/tax_rates/0/tax"), "21.0");
        assert_eq!(bench.get("reports/tax?period=next_month").await.body["tax_rates"], json!([]));

        // The documents say the same.
        let invoices = bench.books.invoices();
        let august = invoices.iter().filter(|i| i["reference"] != "D");
        let booked: Decimal = august
            .flat_map(|invoice| invoice["tax_totals"].as_array().unwrap())
            .map(|group| amount(&group["tax_amount"]))
            .sum();
        let reported = report.body["tax_rates"].as_array().unwrap();
        assert_eq!(reported.iter().map(|row| amount(&row["tax"])).sum::<Decimal>(), booked);
    }
}

#[tokio::test]
async fn profit_is_revenue_without_vat_and_deposits() {
    let bench = Bench::new();
    trade(&bench).await;
    let report = bench.get("reports/profit_loss?period=this_month").await.is(200);
    assert_eq!(on(&report, "revenue_by_ledger_account", &bench.account("Omzet")), "113.96");
    assert_eq!(on(&report, "revenue_by_ledger_account", &bench.account("Statiegeld")), "-");
    for total in ["total_revenue", "gross_profit", "operating_profit", "net_profit"] {
        assert_eq!(report.at(&format!("/{total}")), "113.96");
    }
    let year = bench.get("reports/profit_loss?period=this_year").await.is(200);
    assert_eq!(year.at("/total_revenue"), "213.96");
}

#[tokio::test]
async fn a_rounding_error_is_a_cost() {
    let bench = Bench::new();
    let invoice = bench.book(&bench.contact(), "A", "10").await.id();
    let body = json!({ "payment": { "payment_date": "2026-08-21", "price": "0.02",
        "manual_payment_action": "rounding_error" } });
    bench.post(&format!("external_sales_invoices/{invoice}/payments"), body).await.is(201);
    let report = bench.get("reports/profit_loss").await.is(200);
    let other = "other_income_expenses_by_ledger_account";
    assert_eq!(on(&report, other, &bench.account("Afrondingsverschillen")), "-0.02");
    assert_eq!(report.at("/total_expenses"), "0.02");
    assert_eq!(report.at("/net_profit"), "8.24");
}

#[tokio::test]
async fn the_ledger_balances_and_the_clearing_account_empties() {
    let bench = Bench::new();
    trade(&bench).await;
    let clearing = bench.account("Tussenrekening CCV Pay");
    for invoice in bench.books.invoices() {
        let open = invoice["total_unpaid"].as_str().unwrap();
        bench.pay(invoice["id"].as_str().unwrap(), open).await.is(201);
    }
    let report = bench.get("reports/general_ledger?period=202608").await.is(200);
    assert_eq!(sum(&report, "debit_sums"), sum(&report, "credit_sums"));
    for part in ["start_balance", "final_balance"] {
        assert_eq!(sum(&report, part), Decimal::ZERO, "{part}");
    }
    assert_eq!(on(&report, "start_balance", &bench.account("Debiteuren")), "121.0");
    assert_eq!(on(&report, "final_balance", &bench.account("Debiteuren")), "-");
    assert_eq!(on(&report, "final_balance", &bench.account("Statiegeld")), "-2.5");
    let received: Decimal = bench.books.invoices().iter().map(|i| amount(&i["total_paid"])).sum();
    assert_eq!(on(&report, "final_balance", &clearing), received.normalize().to_string());
    assert_eq!(on(&report, "credit_sums", &clearing), "-");

    let later = bench.get("reports/general_ledger?period=202701").await.is(200);
    assert_eq!(on(&later, "start_balance", &bench.account("Omzet")), "-");
    assert_eq!(on(&later, "start_balance", &clearing), on(&report, "final_balance", &clearing));
}

#[tokio::test]
async fn periods_have_a_longest() {
    let bench = Bench::new();
    for (path, error) in [
        ("reports/tax?period=this_quarter", "Period cannot exceed 1 month"),
        ("reports/tax?period=20260101..20260115", "Period is invalid"),
        ("reports/profit_loss?period=202501..202602", "Period cannot exceed 12 months"),
        ("reports/general_ledger?period=soon", "Period is invalid"),
    ] {
        assert_eq!(bench.get(path).await.is(400).body, json!({ "error": error }), "{path}");
    }
}
