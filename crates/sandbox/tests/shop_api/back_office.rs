//! The page of orders, and the webhooks that it sets off.

use sandbox::shop::Notice;
use serde_json::Value;

use crate::client::{Client, simple};
use crate::courier::Recorder;

const PAGE: &str = "/onderhoud/orders";

/// A shop with a webhook for every event, whose address ends in the event.
async fn subscribed() -> (Client, Recorder) {
    let client = Client::empty();
    let recorder = Recorder::of(&client);
    for event in
        ["orders.created", "orders.updated.status", "orders.updated.ispaid", "orders.deleted"]
    {
        let body = format!(r#"{{"event":"{event}","address":"https://app.example/{event}"}}"#);
        assert_eq!(client.send("POST", "/webhooks/", &body).await.status, 201);
    }
    (client, recorder)
}

async fn press(client: &Client, path: &str, form: &str) {
    let reply = client.click(path, Some(form)).await;
    assert_eq!((reply.status, reply.header("location")), (303, Some(PAGE)), "{path} {form}");
}

fn body(notice: &Notice) -> Value {
    serde_json::from_str(&notice.body).unwrap()
}

/// The events of what was sent.
fn events(notices: &[Notice]) -> Vec<&str> {
    let host = "https://app.example/";
    notices.iter().map(|notice| notice.address.strip_prefix(host).unwrap()).collect()
}

#[tokio::test]
async fn a_customer_orders_something() {
    let (client, recorder) = subscribed().await;
    let form = "artikel=Th%C3%A9+%3Cgroen%3E&aantal=2&prijs=12%2C50&btw=9&betaald=ja";
    press(&client, PAGE, form).await;
    let orders = client.shop.orders();
    let [order] = &orders[..] else { panic!("{orders:?}") };
    assert_eq!((order.status, order.paid, order.is_completed), (Some(1), true, true));
    assert_eq!(order.rows[0].name, "Thé <groen>");
    assert_eq!(order.rows[0].tax, 9.into());
    let notices = recorder.taken();
    assert_eq!(events(&notices), ["orders.created"]);
    let told = body(&notices[0]);
    assert_eq!((&told["id"], &told["total_price"]), (&order.id.into(), &25.into()));
    let name = order.customer.billing.full_name();
    let page = client.click(PAGE, None).await;
    assert_eq!(page.status, 200);
    for part in ["Proefomgeving", "2026-0001", "€ 25,00", &name, "orders.created", "200"] {
        assert!(page.text.contains(part), "{part} in {}", page.text);
    }
    assert!(!page.text.contains("<script"));
}

#[tokio::test]
async fn each_order_is_somebody_elses() {
    let (client, _) = subscribed().await;
    for _ in 0..3 {
        press(&client, PAGE, "artikel=Thee&aantal=1&prijs=5&btw=9").await;
    }
    let mut emails: Vec<String> =
        client.shop.orders().into_iter().map(|order| order.customer.email).collect();
    emails.sort();
    emails.dedup();
    assert_eq!(emails.len(), 3, "{emails:?}");
    assert!(emails.iter().all(|own| own.ends_with("@voorbeeld.example")), "{emails:?}");
}

#[tokio::test]
async fn what_is_no_order_is_refused() {
    let (client, recorder) = subscribed().await;
    for form in [
        "",
        "artikel=+&aantal=1&prijs=1&btw=21",
        "artikel=a&aantal=0&prijs=1&btw=21",
        "artikel=a&aantal=-1&prijs=1&btw=21",
        "artikel=a&aantal=1&prijs=veel&btw=21",
        "artikel=a&aantal=1&prijs=10000000&btw=21",
        "artikel=a&aantal=1&prijs=1.234&btw=21",
        "artikel=a&aantal=1&prijs=1&btw=6",
    ] {
        let reply = client.click(PAGE, Some(form)).await;
        assert_eq!(reply.status, 422, "{form}");
        assert!(reply.text.contains("niet te lezen"));
    }
    assert!(client.shop.orders().is_empty() && recorder.taken().is_empty());
}

#[tokio::test]
async fn only_what_changes_is_told() {
    let (client, recorder) = subscribed().await;
    press(&client, PAGE, "artikel=Mok&aantal=1&prijs=10&btw=21").await;
    let id = client.shop.orders()[0].id;
    recorder.taken();
    let at = |what: &str| format!("{PAGE}/{id}/{what}");
    for (what, form, expected) in [
        ("status", "status=5", &["orders.updated.status"][..]),
        ("status", "status=5", &[]),
        ("betaald", "betaald=ja", &["orders.updated.ispaid"]),
        ("betaald", "betaald=ja", &[]),
        ("betaald", "betaald=nee", &["orders.updated.ispaid"]),
        ("aantal", "aantal=3", &[]),
        ("afronden", "", &["orders.updated.status", "orders.updated.ispaid"]),
        ("afronden", "", &[]),
    ] {
        press(&client, &at(what), form).await;
        assert_eq!(events(&recorder.taken()), expected, "{what} {form}");
    }
    let order = client.shop.order(id).unwrap();
    assert_eq!((order.status, order.paid, order.rows[0].count), (Some(7), true, 3.into()));
    press(&client, &at("status"), "status=8").await;
    let notices = recorder.taken();
    let told = body(&notices[0]);
    assert_eq!((&told["previous_status"], &told["status"]), (&7.into(), &8.into()));
    press(&client, &at("verwijderen"), "").await;
    assert_eq!(events(&recorder.taken()), ["orders.deleted"]);
    assert!(client.shop.order(id).is_none());
}

#[tokio::test]
async fn an_order_has_a_page_where_its_vat_number_is_filled_in() {
    let (client, recorder) = subscribed().await;
    let mut order = simple();
    "BE".clone_into(&mut order.customer.billing.country_code);
    let id = client.shop.add_order(order);
    let at = format!("{PAGE}/{id}");
    let page = client.click(&at, None).await;
    assert_eq!(page.status, 200);
    for part in ["Proefomgeving", "Bestelling 2026-0001", "Mok", "21%", "€ 10,00", "value=\"BE"] {
        assert!(page.text.contains(part), "{part} in {}", page.text);
    }
    assert!(page.text.contains(&format!("href=\"{PAGE}\"")));
    assert!(client.click(PAGE, None).await.text.contains(&format!("href=\"{at}\"")));
    let action = format!("{at}/btw-nummer");
    let reply = client.click(&action, Some("nummer=+BE0123456749+")).await;
    assert_eq!((reply.status, reply.header("location")), (303, Some(at.as_str())));
    assert_eq!(client.shop.order(id).unwrap().customer.vat_number, "BE0123456749");
    assert!(client.click(&at, None).await.text.contains("value=\"BE0123456749\""));
    for form in ["", "nummer=1234567890123456789012345678901"] {
        assert_eq!(client.click(&action, Some(form)).await.status, 422, "{form}");
    }
    assert_eq!(client.shop.order(id).unwrap().customer.vat_number, "BE0123456749");
    for gone in [format!("{PAGE}/1"), format!("{PAGE}/1/btw-nummer")] {
        let form = gone.ends_with("nummer").then_some("nummer=x");
        assert_eq!(client.click(&gone, form).await.status, 404, "{gone}");
    }
    assert!(recorder.taken().is_empty());
}

#[tokio::test]
async fn forms_that_do_not_fit_change_nothing() {
    let (client, recorder) = subscribed().await;
    let id = client.shop.add_order(simple());
    let before = client.shop.order(id);
    for (what, form) in [
        ("status", "status=0"),
        ("status", "status=15"),
        ("status", ""),
        ("aantal", "aantal=x"),
        ("aantal", ""),
    ] {
        let reply = client.click(&format!("{PAGE}/{id}/{what}"), Some(form)).await;
        assert_eq!(reply.status, 422, "{what} {form}");
    }
    for (what, form) in [
        ("status", "status=5"),
        ("betaald", "betaald=ja"),
        ("afronden", ""),
        ("aantal", "aantal=1"),
        ("verwijderen", ""),
    ] {
        let reply = client.click(&format!("{PAGE}/999999/{what}"), Some(form)).await;
        assert_eq!(reply.status, 404, "{what}");
    }
    assert_eq!(client.shop.order(id), before);
    assert!(recorder.taken().is_empty());
}

#[tokio::test]
async fn without_an_app_orders_change_in_silence() {
    let client = Client::empty();
    let body = r#"{"event":"orders.updated.status","address":"https://a.example"}"#;
    client.send("POST", "/webhooks/", body).await;
    let id = client.shop.add_order(simple());
    press(&client, &format!("{PAGE}/{id}/status"), "status=1").await;
    assert_eq!(client.shop.order(id).unwrap().status, Some(1));
}

#[tokio::test]
async fn a_lively_shop_is_shown_in_pages_without_its_baskets() {
    let client = Client::lively();
    let first = client.click(PAGE, None).await;
    assert_eq!(first.status, 200);
    let rows = first.text.matches("/afronden\"").count();
    assert_eq!(rows, 50);
    let last = client.click(&format!("{PAGE}?pagina=5"), None).await;
    assert!(last.text.contains("pagina 5 van 5"));
    assert!(!last.text.contains("?pagina=6"));
    let basket = client.shop.orders().into_iter().find(|order| !order.is_completed).unwrap();
    for page in 1..=5 {
        let page = client.click(&format!("{PAGE}?pagina={page}"), None).await;
        assert!(!page.text.contains(&format!("{PAGE}/{}/", basket.id)));
    }
}

#[tokio::test]
async fn what_customers_type_becomes_no_tag() {
    let client = Client::empty();
    let mut order = simple();
    order.customer.billing.last_name = "<b>\"Jan'".to_owned();
    client.shop.add_order(order);
    let page = client.click(PAGE, None).await;
    assert!(page.text.contains("&lt;b&gt;&quot;Jan&#39;") && !page.text.contains("<b>"));
}
