//! What the shop and the App Store send to an app.

use sandbox::shop::{OrderEvent, sign};
use serde_json::Value;

use crate::client::{Client, simple};

const PUBLIC: &str = "k_27^exampleI6cFMiGEbjNN0yKxUVab";
const INSTALL_HASH: &str = "5d37ab18931f885d4705b8dcea178579f4c53822a0d5fc3b54c0c4c3c45fef0784fdd40317e928195b11bd2f49a1cb9c55c4a5ebb00b940bc43f14eb50757aba";
const UNINSTALL_HASH: &str = "143e628519a92d7ce5e0a2a872709cd1118c6e281d320af828aaae607a096c3da57160bdadecdae9195ba98a4880089a83715e0793e7ad07ec34cd72a3a0382a";
/// Over `https://app.example.test/ccv/hook/abc|{"id":1}` with the key `webhook-key`.
const HOOK_HASH: &str = "4db5fc5e3c3d67a470dec458522c921191b5ff4062664a31bfd6223ae89734b7a9713bb1d40bd6e60c8e5ad6dd50e4abd36fc7e075604bf8602b31661de111cd";

fn client() -> Client {
    Client::with(0, |options| PUBLIC.clone_into(&mut options.api_public))
}

#[test]
fn the_handshake_names_the_shop_and_is_signed() {
    let client = client();
    let notice = client.shop.handshake("app-secret", "https://app.example/handshake");
    let body: Value = serde_json::from_str(&notice.body).unwrap();
    assert_eq!(body["api_public"], PUBLIC);
    assert_eq!(body["api_root"], "http://shop.example");
    assert_eq!(body["return_url"], client.shop.return_address());
    let signed = format!("https://app.example/handshake|{}", notice.body);
    assert_eq!(notice.hash, sign("app-secret", signed.as_bytes()));
}

#[test]
fn the_install_link_is_signed_over_the_decoded_key() {
    let link =
        client().shop.install_link("app-secret", "https://app.example.test/ccv/install", "nl");
    let key = "k_27%5EexampleI6cFMiGEbjNN0yKxUVab";
    assert_eq!(
        link,
        format!(
            "https://app.example.test/ccv/install?api_public={key}&language=nl&x-hash={INSTALL_HASH}"
        )
    );
}

#[tokio::test]
async fn uninstalling_takes_everything_along() {
    let client = Client::empty();
    client.send("PATCH", "/apps/123/", r#"{"is_installed":true}"#).await;
    let body = r#"{"event":"orders.created","address":"https://a.example"}"#;
    client.send("POST", "/webhooks/", body).await;
    assert!(client.shop.is_installed() && client.shop.webhooks().len() == 1);
    client.shop.uninstall("app-secret", "https://a.example");
    assert!(!client.shop.is_installed() && client.shop.webhooks().is_empty());
    let signed = format!(r#"https://app.example.test/ccv/uninstall|{{"api_public":"{PUBLIC}"}}"#);
    assert_eq!(sign("app-secret", signed.as_bytes()), UNINSTALL_HASH);
    let address = "https://app.example.test/ccv/uninstall";
    let notice = self::client().shop.uninstall("app-secret", address);
    assert_eq!(notice.hash, UNINSTALL_HASH);
}

#[tokio::test]
async fn deliveries_tell_what_happened_but_not_its_name() {
    let hook = br#"https://app.example.test/ccv/hook/abc|{"id":1}"#;
    assert_eq!(sign("webhook-key", hook), HOOK_HASH);
    let client = Client::empty();
    for event in ["orders.updated.status", "orders.updated.ispaid"] {
        let body = format!(r#"{{"event":"{event}","address":"https://a.example/hook"}}"#);
        assert_eq!(client.send("POST", "/webhooks/", &body).await.status, 201);
    }
    let id = client.shop.add_order(simple());
    let order = client.shop.order(id).unwrap();
    let notices = client.shop.deliveries(OrderEvent::Status { previous: 1 }, &order);
    assert_eq!(notices.len(), 1);
    let body: Value = serde_json::from_str(&notices[0].body).unwrap();
    assert_eq!(body["id"], id);
    assert_eq!((&body["previous_status"], &body["status"]), (&1.into(), &7.into()));
    assert_eq!(body["href"], format!("http://shop.example/api/rest/v1/orders/{id}"));
    assert_eq!(body["order_number"], 1);
    assert_eq!(body["ordernumber_full"], "2026-0001");
    assert!(body.get("event").is_none() && body.get("paid").is_none());
    let key = &client.shop.webhooks()[0].key;
    let signed = format!("https://a.example/hook|{}", notices[0].body);
    assert_eq!(notices[0].hash, sign(key, signed.as_bytes()));
    assert!(client.shop.deliveries(OrderEvent::Created, &order).is_empty());
    let path = format!("/webhooks/{}/", client.shop.webhooks()[1].id);
    client.send("PATCH", &path, r#"{"is_active":false}"#).await;
    assert!(client.shop.deliveries(OrderEvent::Paid, &order).is_empty());
}
