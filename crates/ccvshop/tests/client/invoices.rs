//! Invoices; no real one is known, so the shape is that of the schemas.

use ccvshop::{Direction, Error, Invoice, InvoiceKind, InvoiceQuery};

use crate::fake::{Fake, client, ok, page, refusal, row};

const INVOICE: &str = r#"{
  "href": "https:\/\/winkel.test\/api\/rest\/v1\/invoices\/50\/", "id": 50,
  "invoicenumber_prefix": "2026-", "invoicenumber": 17, "invoicenumber_full": "2026-17",
  "ordernumber_prefix": null, "ordernumber": 1, "ordernumber_full": "1",
  "create_date": "2026-01-15T09:00:00Z", "status": "paid", "status_name": "Betaald",
  "type": "debit", "payment_link_sent": null, "taxes_included": true,
  "invoice_row_taxes_included": true, "is_intra_community_order": false,
  "shipping_taxes_included": true, "shipping_tax_percentage": 21, "total_shipping": 5,
  "total_discounts": 0, "total_price_inc_tax": 590, "total_price_exc_tax": 487.6,
  "total_price": 590, "total_tax": 102.4, "currency": "EUR", "extra_payment_option": "",
  "extra_payment_option_price": 0, "paymethod_costs": 0, "credit_point_discount": null,
  "extra_costs": 0, "extra_costs_description": "", "external_reference": null,
  "deeplink": "https:\/\/winkel.test\/pdf?geheim", "user": {"id": null}, "customer": {},
  "order": "https:\/\/winkel.test\/api\/rest\/v1\/orders\/4711\/", "invoicerows": {"href": "x"}
}"#;

async fn read(from: &str, to: &str) -> Result<Invoice, Error> {
    assert!(INVOICE.contains(from), "{from}");
    let fake = Fake::new([("GET invoices/50/", ok(&INVOICE.replace(from, to)))]);
    client(&fake).invoice(50).await.map(Option::unwrap)
}

#[tokio::test]
async fn an_invoice_is_read_exactly() {
    let invoice = read("", "").await.unwrap();
    assert_eq!((invoice.id, invoice.number.as_str()), (50, "2026-17"));
    assert_eq!((invoice.order_id, invoice.order_number.as_deref()), (Some(4711), Some("1")));
    assert_eq!(invoice.kind, InvoiceKind::Debit);
    assert_eq!(invoice.status, "paid");
    assert_eq!(invoice.create_date.to_string(), "2026-01-15T09:00:00Z");
    assert!(invoice.taxes_included && invoice.invoice_row_taxes_included);
    let amounts = [
        (invoice.total_price, "590"),
        (invoice.total_tax, "102.4"),
        (invoice.total_price_exc_tax.unwrap(), "487.6"),
        (invoice.total_price_inc_tax.unwrap(), "590"),
        (invoice.credit_point_discount, "0"),
    ];
    for (amount, expected) in amounts {
        assert_eq!(amount.to_string(), expected);
    }
    assert!(!format!("{invoice:?}").contains("geheim"));
}

#[tokio::test]
async fn the_kind_is_debit_credit_or_something_else() {
    for (json, expected) in [
        (r#""credit""#, InvoiceKind::Credit),
        (r#""""#, InvoiceKind::Debit),
        (r#""proforma""#, InvoiceKind::Other),
    ] {
        let invoice = read(r#""debit""#, json).await.unwrap();
        assert_eq!(invoice.kind, expected, "{json}");
    }
}

#[tokio::test]
async fn the_order_is_found_in_every_form_of_link() {
    let link = r#""https:\/\/winkel.test\/api\/rest\/v1\/orders\/4711\/""#;
    for (json, expected) in [
        (r#""https:\/\/eigen.test\/api\/rest\/v1\/orders\/12""#, Some(12)),
        (r#""\/api\/rest\/v1\/orders\/12\/?a=3""#, Some(12)),
        (r#"{"href": "https:\/\/winkel.test\/orders\/12\/"}"#, Some(12)),
        ("12", Some(12)),
        ("null", None),
        (r#""""#, None),
        (r#""nowhere""#, None),
        ("{}", None),
    ] {
        let invoice = read(link, json).await.unwrap();
        assert_eq!(invoice.order_id, expected, "{json}");
    }
}

#[tokio::test]
async fn an_invoice_without_its_totals_is_not_read() {
    for member in [r#""total_price": 590,"#, r#""total_tax": 102.4,"#, r#""currency": "EUR","#] {
        let error = read(member, "").await.unwrap_err();
        let name = member.split('"').nth(1).unwrap();
        assert!(error.to_string().contains(name), "{error}");
    }
}

#[tokio::test]
async fn lists_rows_and_filters() {
    let rows = "GET invoices/50/invoicerows/?start=0&size=100";
    let fake = Fake::new([
        (
            "GET invoices/?start=0&size=100&orderby=id&ordernumber_full=2026-1%2FA",
            ok(&page(0, &[INVOICE.to_owned(), "{}".to_owned()], None)),
        ),
        (
            "GET invoices/?start=7&size=3&orderby=id_desc&invoicenumber_full=9&status=paid",
            ok(&page(7, &[], None)),
        ),
        (
            rows,
            ok(&page(0, &[row(1).replace(r#""order_id": 4712"#, r#""invoice_id": "50""#)], None)),
        ),
        ("GET invoices/51/", refusal("404.10")),
    ]);
    let client = client(&fake);
    let by_order =
        InvoiceQuery { order_number_full: Some("2026-1/A".into()), ..InvoiceQuery::default() };
    let found = client.invoices(&by_order).await.unwrap();
    assert_eq!((found.items.len(), found.unreadable.len()), (1, 1));
    let narrow = InvoiceQuery {
        number_full: Some("9".into()),
        status: Some("paid".into()),
        start: 7,
        size: 3,
        direction: Direction::Descending,
        ..InvoiceQuery::default()
    };
    assert!(client.invoices(&narrow).await.unwrap().items.is_empty());
    assert_eq!(client.invoice_rows(50).await.unwrap()[0].id, Some(1));
    assert_eq!(client.invoice(51).await.unwrap(), None);
    fake.finish();
}
