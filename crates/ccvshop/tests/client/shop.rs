//! Shop data, apps and resources.

use ccvshop::{BadReply, Error};

use crate::fake::{Fake, client, ok, refusal, reply};

#[tokio::test]
async fn webshops_payment_methods_and_countries_are_read() {
    let fake = Fake::new([
        (
            "GET webshops/",
            ok(r#"{"href": "x", "items": [{"id": 12, "name": "Winkel", "product_limit_left": -1,
                "api_root": "https:\/\/winkel.test"}]}"#),
        ),
        (
            "GET paymethods/",
            ok(r#"{"items": [{"id": 3, "combined_name": "BankTransfer", "label": "Vooraf"}]}"#),
        ),
        (
            "GET webshops/12/geozonecountries/",
            ok(r#"{"items": [{"country": "België", "code": "BE", "geozone_id": 1, "tariffs":
                [{"type": "normal", "percentage": 21}, {"type": "low a", "percentage": 5.5}]}]}"#),
        ),
    ]);
    let client = client(&fake);
    let webshops = client.webshops().await.unwrap();
    assert_eq!((webshops[0].id, webshops[0].name.as_str()), (12, "Winkel"));
    assert_eq!(webshops[0].api_root.as_deref(), Some("https://winkel.test"));
    let methods = client.paymethods().await.unwrap();
    assert_eq!((methods[0].id, methods[0].label.as_str()), (3, "Vooraf"));
    assert_eq!(methods[0].combined_name, "BankTransfer");
    let countries = client.geozone_countries(12).await.unwrap();
    let tariffs = countries[0].tariffs.as_ref().unwrap();
    assert_eq!((countries[0].code.as_str(), tariffs[1].kind.as_str()), ("BE", "low a"));
    assert_eq!(tariffs[1].percentage.unwrap().to_string(), "5.5");
    fake.finish();
}

#[tokio::test]
async fn the_settings_name_the_statuses() {
    let fake = Fake::new([(
        "GET webshops/12/settings/",
        ok(r#"{"currency": "EUR", "default_vat_rat": 21, "prices_include_vat": true,
            "order_status": [
                {"id": 701, "status": "1", "status_name": "Nieuw"},
                {"id": 707, "status": 7, "status_name": "Afgerond"},
                {"id": 799, "status": "own", "status_name": "Anders"}]}"#),
    )]);
    let settings = client(&fake).settings(12).await.unwrap();
    assert_eq!(settings.currency.as_deref(), Some("EUR"));
    assert_eq!(settings.default_vat_rate.unwrap().to_string(), "21");
    assert!(settings.prices_include_vat);
    let statuses: Vec<_> = settings
        .order_status
        .unwrap()
        .into_iter()
        .map(|status| (status.status, status.status_name))
        .collect();
    assert_eq!(
        statuses,
        [
            (Some(1), "Nieuw".to_owned()),
            (Some(7), "Afgerond".to_owned()),
            (None, "Anders".to_owned())
        ]
    );
}

#[tokio::test]
async fn the_merchant_is_an_object_or_a_collection() {
    let one = r#"{"href": "x", "id": 4, "company": "Zaak B.V.", "country_code": "NL",
        "tax_number": "NL1", "coc_number": 12345678, "iban": "NL00GEHEIM"}"#;
    let fake = Fake::new([
        ("GET webshops/12/merchant/", ok(one)),
        ("GET webshops/12/merchant/", ok(&format!(r#"{{"href": "x", "items": [{one}]}}"#))),
        ("GET webshops/12/merchant/", ok(r#"{"href": "x", "items": []}"#)),
        ("GET webshops/12/merchant/", ok(r#"{"items": [{"company": []}]}"#)),
    ]);
    let client = client(&fake);
    for _ in 0..2 {
        let merchant = client.merchant(12).await.unwrap().unwrap();
        assert_eq!(merchant.company, "Zaak B.V.");
        assert_eq!(merchant.country_code.as_deref(), Some("NL"));
        assert_eq!(merchant.coc_number.as_deref(), Some("12345678"));
        assert!(!format!("{merchant:?}").contains("GEHEIM"));
    }
    assert_eq!(client.merchant(12).await.unwrap(), None);
    let error = client.merchant(12).await.unwrap_err();
    assert!(matches!(error, Error::BadReply { kind: BadReply::Shape, .. }), "{error:?}");
}

#[tokio::test]
async fn an_app_is_found_and_installed() {
    let fake = Fake::new([
        (
            "GET apps/",
            ok(
                r#"{"href": "x", "items": [{"id": 123, "name": "Sluitend", "is_installed": false}]}"#,
            ),
        ),
        ("PATCH apps/123/", Ok(reply(204, ""))),
        ("PATCH apps/123/", Ok(reply(200, r#"{"id": 123}"#))),
        ("PATCH apps/123/", refusal("500.50")),
        ("PATCH apps/123/", refusal("500.70")),
    ]);
    let client = client(&fake);
    let apps = client.apps().await.unwrap();
    assert_eq!((apps[0].id, apps[0].is_installed), (123, false));
    client.set_installed(123, true).await.unwrap();
    client.set_installed(123, false).await.unwrap();
    client.set_installed(123, true).await.expect("nothing to change is no error");
    let error = client.set_installed(123, true).await.unwrap_err();
    assert!(matches!(error, Error::Rejected { .. }), "{error:?}");
    assert_eq!(fake.bodies()[1..3], [r#"{"is_installed":true}"#, r#"{"is_installed":false}"#]);
    fake.finish();
}

#[tokio::test]
async fn resources_are_found_by_name_in_every_form() {
    let fake = Fake::new([(
        "GET ",
        ok(r#"{"href": "x", "items": [
            {"href": "https:\/\/winkel.test\/api\/rest\/v1\/orders\/", "title": "All orders"},
            {"title": "Invoices"},
            {"uri": "\/api\/rest\/v1\/webhooks"},
            {}]}"#),
    )]);
    let resources = client(&fake).resources().await.unwrap();
    for name in ["orders", "invoices", "webhooks"] {
        assert_eq!(resources.iter().filter(|own| own.is_named(name)).count(), 1, "{name}");
    }
    assert!(!resources.iter().any(|own| own.is_named("products") || own.is_named("")));
}

#[tokio::test]
async fn a_collection_without_items_is_not_an_empty_one() {
    let fake = Fake::new([("GET webshops/", ok(r#"{"href": "x"}"#))]);
    let error = client(&fake).webshops().await.unwrap_err();
    assert!(matches!(error, Error::BadReply { kind: BadReply::Shape, .. }), "{error:?}");
}
