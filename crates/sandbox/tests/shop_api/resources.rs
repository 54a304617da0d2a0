//! What can be asked besides orders.

use serde_json::Value;

use crate::client::Client;

#[tokio::test]
async fn the_root_lists_resources_that_answer() {
    let client = Client::lively();
    let items = client.items("/").await;
    let mut names: Vec<&str> = items.iter().map(|item| item["title"].as_str().unwrap()).collect();
    assert_eq!(names.len(), 9);
    // Rows have no list of their own.
    names.retain(|name| !name.ends_with("rows"));
    for name in names {
        assert_eq!(client.get(&format!("/{name}/")).await.status, 200, "{name}");
        assert_eq!(client.get(&format!("/{name}")).await.status, 200, "{name}");
    }
}

#[tokio::test]
async fn unknown_names_ids_and_methods_are_refused() {
    let client = Client::lively();
    for (method, path, status, code) in [
        ("GET", "/unicorns/", 404, "404.20"),
        ("GET", "/orders/1/", 404, "404.10"),
        ("GET", "/orders/first/", 404, "404.10"),
        ("GET", "/orderrows/1/", 404, "404.10"),
        ("GET", "/invoices/1/", 404, "404.10"),
        ("GET", "/webhooks/1/", 404, "404.10"),
        ("GET", "/webshops/1/settings/", 404, "404.10"),
        ("GET", "/apps/5/", 404, "404.10"),
        ("DELETE", "/orders/1/", 405, "405.10"),
        ("POST", "/paymethods/", 405, "405.10"),
        ("POST", "/orders/", 501, "501.10"),
        ("POST", "/orders/1/invoices/", 501, "501.10"),
    ] {
        let reply = client.send(method, path, "").await;
        assert_eq!((reply.status, reply.code().as_str()), (status, code), "{method} {path}");
        assert_eq!(reply.json()["status"], status);
    }
    let elsewhere = client.raw("GET", "/winkel", "", &[]).await;
    assert_eq!(elsewhere.status, 404);
    assert!(elsewhere.text.starts_with("<!DOCTYPE html>"));
}

#[tokio::test]
async fn the_webshop_is_described() {
    let client = Client::lively();
    let shop = &client.items("/webshops/").await[0];
    let id = shop["id"].as_i64().unwrap();
    assert_eq!(shop["api_root"], "http://shop.example");
    let settings = client.get(&format!("/webshops/{id}/settings/")).await.json();
    let statuses = settings["order_status"].as_array().unwrap();
    let name = |number: &str| {
        let status = statuses.iter().find(|status| status["status"] == number).unwrap();
        status["status_name"].as_str().unwrap()
    };
    assert_eq!(statuses.len(), 14);
    assert_eq!((name("1"), name("7"), name("8")), ("Nieuw", "Afgerond", "Geannuleerd"));
    let merchant = &client.items(&format!("/webshops/{id}/merchant/")).await[0];
    assert_eq!(merchant["company"], "Kop & Kaft");
    let countries = client.items(&format!("/webshops/{id}/geozonecountries/")).await;
    let france = countries.iter().find(|country| country["code"] == "FR").unwrap();
    assert_eq!(france["tariffs"][0]["percentage"], 20);
    assert_eq!(france["tariffs"][1]["percentage"].to_string(), "5.5");
    let paymethods = client.items("/paymethods/").await;
    let costly: Vec<&Value> =
        paymethods.iter().filter(|method| method["extra_costs"] == true).collect();
    assert_eq!(paymethods.len(), 5);
    assert_eq!(costly.len(), 1);
    assert_eq!(costly[0]["label"], "PayPal");
}

#[tokio::test]
async fn webhooks_are_made_changed_and_removed() {
    let client = Client::empty();
    let body = r#"{"event":"orders.updated.status","address":"https:\/\/a.example\/1"}"#;
    let made = client.send("POST", "/webhooks/", body).await;
    assert_eq!(made.status, 201);
    let made = made.json();
    assert_eq!(made["address"], "https://a.example/1");
    assert_eq!(made["is_active"], true);
    assert_eq!(made["key"].as_str().unwrap().len(), 32);
    let path = format!("/webhooks/{}/", made["id"]);
    assert_eq!(client.get(&path).await.json(), made);
    assert_eq!(client.send("PATCH", &path, r#"{"is_active":false}"#).await.status, 204);
    assert_eq!(client.items("/webhooks/").await[0]["is_active"], false);
    assert!(!client.shop.webhooks()[0].is_active);
    assert_eq!(client.send("DELETE", &path, "").await.status, 204);
    assert_eq!(client.send("DELETE", &path, "").await.status, 404);
    assert!(client.items("/webhooks/").await.is_empty());
    for body in ["", "[]", r#"{"event":"orders.created"}"#, r#"{"event":"x","address":"y"}"#] {
        assert_eq!(client.send("POST", "/webhooks/", body).await.status, 400, "{body}");
    }
}

#[tokio::test]
async fn slashes_are_escaped() {
    let client = Client::lively();
    for path in ["/", "/orders/", "/webshops/"] {
        let text = client.get(path).await.text;
        assert!(text.contains(r"http:\/\/shop.example\/api"), "{path}");
        assert!(!text.replace(r"\/", "").contains('/'), "{path}");
    }
}
