//! The pages to look into the books.

use axum::body::Body;
use axum::http::Request;
use sandbox::books::Application;
use serde_json::json;

use crate::bench::{Answer, Bench};

async fn page(bench: &Bench, path: &str) -> Answer {
    let answer = bench.send(Request::get(path).body(Body::empty()).unwrap()).await;
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{path}");
    assert!(answer.text.contains("Proefomgeving") && !answer.text.contains("<script"));
    answer
}

#[track_caller]
fn shows(answer: &Answer, parts: &[&str]) {
    for part in parts {
        assert!(answer.text.contains(part), "{part} in {}", answer.text);
    }
}

#[tokio::test]
async fn an_invoice_can_be_looked_into() {
    let bench = Bench::new();
    let name = json!({ "company_name": "Jansen & <Zoon>" });
    let contact = bench.books.seed_contact(&name).unwrap();
    let invoice = bench.book(&contact, "2026-<0001>", "1210").await;
    bench.pay(&invoice.id(), "210").await.is(201);
    let list = page(&bench, "/").await.is(200);
    let reference = "2026-&lt;0001&gt;";
    shows(&list, &[reference, "Jansen &amp; &lt;Zoon&gt;", "2026-08-21", "open"]);
    shows(&list, &["€ 1.210,00", "€ 210,00", "Winkel aan de Kade"]);
    let path = format!("/facturen/{}", invoice.id());
    assert!(list.text.contains(&format!("href=\"{path}\"")));
    let one = page(&bench, &path).await.is(200);
    shows(&one, &[reference, "Stoel", "21% btw", "Omzet", "€ 1.000,00", "CCV Shop"]);
    shows(&one, &["Tussenrekening CCV Pay", "psp-1", "Nog open"]);
    assert!(!one.text.contains("<0001>") && !list.text.contains("<Zoon>"));
    for nowhere in ["/facturen/12", "/facturen/x"] {
        page(&bench, nowhere).await.is(404);
    }
    shows(&page(&bench, "/contacten").await.is(200), &["Jansen &amp; &lt;Zoon&gt;"]);
}

#[tokio::test]
async fn the_vat_of_a_month_adds_up() {
    let bench = Bench::new();
    let contact = bench.contact();
    bench.book(&contact, "1", "121").await;
    let lines = [bench.line("109", "9% btw")];
    let asked = Bench::invoice(&contact, "2", true, &lines);
    bench.post("external_sales_invoices", asked).await.is(201);
    for path in ["/btw", "/btw?maand=2026-08"] {
        let shown = page(&bench, path).await.is(200);
        shows(&shown, &["NL/1a", "€ 21,00", "€ 9,00", "€ 200,00", "€ 30,00", "2026-08"]);
    }
    let empty = page(&bench, "/btw?maand=2026-07").await.is(200);
    assert!(!empty.text.contains("NL/1a"));
    shows(&page(&bench, "/btw?maand=%3Cb%3E").await.is(400), &["niet te lezen", "&lt;b&gt;"]);
}

#[tokio::test]
async fn long_lists_have_pages() {
    let bench = Bench::new();
    let contact = bench.contact();
    for number in 0..51 {
        bench.book(&contact, &format!("nr-{number:02}-"), "10").await;
    }
    let first = page(&bench, "/").await.is(200);
    shows(&first, &["nr-50-", "nr-01-", "?pagina=2", "pagina 1 van 2"]);
    assert!(!first.text.contains("nr-00-"));
    let second = page(&bench, "/?pagina=2").await.is(200);
    shows(&second, &["nr-00-", "?pagina=1"]);
    assert!(!second.text.contains("nr-01-"));
    for odd in ["/?pagina=3", "/?pagina=0", "/?pagina=x"] {
        shows(&page(&bench, odd).await.is(200), &["pagina 1 van 2"]);
    }
}

#[tokio::test]
async fn consent_can_be_taken_back_on_a_page() {
    let bench = Bench::new();
    bench.books.register(Application {
        name: "Sluitend".to_owned(),
        client_id: "cid".to_owned(),
        client_secret: "geheim".to_owned(),
        redirect_uris: vec!["urn:ietf:wg:oauth:2.0:oob".to_owned()],
    });
    assert!(!page(&bench, "/koppelingen").await.is(200).text.contains("<button"));
    let send = |path: &str, body: String| {
        let request = Request::post(path);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        bench.send(request.body(Body::from(body)).unwrap())
    };
    let common = "client_id=cid&redirect_uri=urn%3Aietf%3Awg%3Aoauth%3A2.0%3Aoob";
    let chosen = bench.books.administration_id();
    let agreed = format!("{common}&response_type=code&besluit=toestaan&administratie={chosen}");
    let answer = send("/oauth/authorize", agreed).await.is(200);
    let code = answer.text.split_once("<code>").unwrap().1.get(..64).unwrap();
    let exchange =
        format!("{common}&client_secret=geheim&grant_type=authorization_code&code={code}");
    send("/oauth/token", exchange).await.is(200);
    let hook = json!({ "url": "https://a.example/", "enabled_events": ["access_token"] });
    bench.post("webhooks", hook).await.is(201);
    bench.books.take_notices();
    let linked = page(&bench, "/koppelingen").await.is(200);
    shows(&linked, &["Sluitend", "toegestaan", "intrekken", "https://a.example/"]);
    assert!(!linked.text.contains("cid"), "people know it by its name: {}", linked.text);
    let answer = send("/koppelingen/intrekken", String::new()).await.is(303);
    assert_eq!(answer.header("location"), "/koppelingen");
    shows(&page(&bench, "/koppelingen").await, &["ingetrokken"]);
    let told = bench.books.take_notices();
    assert_eq!(told.len(), 1);
    assert!(told[0].body.contains("\"action\":\"access_token_revoked\""));
}
