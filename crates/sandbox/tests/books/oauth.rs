//! Consent and tokens (moneybird-api.md §2.2).

use std::collections::BTreeMap;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, Request};
use sandbox::books::{Application, Fault, FaultKind, Oauth, Pkce, Rotation, Switches};

use crate::bench::{Answer, Bench};

const BACK: &str = "http://127.0.0.1:9000/moneybird/terug";
const OOB: &str = "urn:ietf:wg:oauth:2.0:oob";
/// RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

type Pairs<'a> = BTreeMap<&'a str, &'a str>;

fn bench(oauth: Oauth) -> Bench {
    let bench = Bench::with(Switches { oauth, ..Switches::default() });
    bench.books.register(Application {
        name: "Sluitend <proef>".to_owned(),
        client_id: "cid".to_owned(),
        client_secret: "geheim".to_owned(),
        redirect_uris: vec![BACK.to_owned(), "http://a.nl/?k=1".to_owned(), OOB.to_owned()],
    });
    bench
}

fn encoded(pairs: &Pairs<'_>) -> String {
    let code = |text: &str| {
        let byte = |byte: u8| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => char::from(byte).to_string(),
            b' ' => "+".to_owned(),
            _ => format!("%{byte:02X}"),
        };
        text.bytes().map(byte).collect::<String>()
    };
    let pairs: Vec<_> = pairs.iter().map(|(key, value)| format!("{key}={}", code(value))).collect();
    pairs.join("&")
}

async fn form(bench: &Bench, path: &str, pairs: &Pairs<'_>) -> Answer {
    let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
    bench.send(request.body(Body::from(encoded(pairs))).unwrap()).await
}

async fn page(bench: &Bench, pairs: &Pairs<'_>) -> Answer {
    let uri = format!("/oauth/authorize?{}", encoded(pairs));
    bench.send(Request::get(uri).body(Body::empty()).unwrap()).await
}

fn asked() -> Pairs<'static> {
    Pairs::from([
        ("client_id", "cid"),
        ("redirect_uri", BACK),
        ("response_type", "code"),
        ("scope", "sales_invoices settings"),
        ("state", "s t&1"),
    ])
}

/// The user clicks Toestaan. Tells the code.
async fn code(bench: &Bench, mut pairs: Pairs<'_>) -> String {
    let administration = bench.books.administration_id();
    pairs.insert("besluit", "toestaan");
    pairs.insert("administratie", &administration);
    let answer = form(bench, "/oauth/authorize", &pairs).await.is(303);
    let location = answer.header("location").to_owned();
    let (address, query) = location.split_once("?code=").unwrap_or_else(|| panic!("{location}"));
    assert_eq!(address, BACK);
    let (code, rest) = query.split_once('&').unwrap();
    assert_eq!(rest, "state=s%20t%261");
    code.to_owned()
}

fn exchange(code: &str) -> Pairs<'_> {
    Pairs::from([
        ("grant_type", "authorization_code"),
        ("client_id", "cid"),
        ("client_secret", "geheim"),
        ("code", code),
        ("redirect_uri", BACK),
    ])
}

fn refresh(token: &str) -> Pairs<'_> {
    Pairs::from([
        ("grant_type", "refresh_token"),
        ("client_id", "cid"),
        ("client_secret", "geheim"),
        ("refresh_token", token),
    ])
}

async fn tokens(bench: &Bench) -> Answer {
    let code = code(bench, asked()).await;
    form(bench, "/oauth/token", &exchange(&code)).await.is(200)
}

async fn ask_as(bench: &Bench, token: &str, path: &str) -> Answer {
    let uri = format!("/api/v2/{}/{path}.json", bench.books.administration_id());
    let request = Request::get(uri).header("authorization", format!("Bearer {token}"));
    bench.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn the_page_shows_who_asks_what_and_works_as_a_form() {
    let bench = bench(Oauth::default());
    let answer = page(&bench, &asked()).await.is(200);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    for part in [
        "Sluitend &lt;proef&gt;",
        "Winkel aan de Kade",
        "Proefomgeving",
        "(settings)",
        "action=\"/oauth/authorize\"",
        "value=\"s t&amp;1\"",
        ">Toestaan<",
        ">Weigeren<",
    ] {
        assert!(answer.text.contains(part), "{part} in {}", answer.text);
    }
    assert!(!answer.text.contains("<proef>") && !answer.text.contains("<script"));
    assert!(bench.books.grants().is_empty(), "nobody clicked");
}

#[tokio::test]
async fn a_request_that_cannot_be_trusted_sends_the_browser_nowhere() {
    let bench = bench(Oauth::default());
    for (key, value) in [
        ("client_id", "another"),
        ("redirect_uri", "http://127.0.0.1:9000/moneybird/terug/"),
        ("redirect_uri", "http://evil.example"),
        ("redirect_uri", ""),
    ] {
        let mut pairs = asked();
        pairs.insert(key, value);
        assert_eq!(page(&bench, &pairs).await.is(400).header("location"), "", "{key}={value}");
        pairs.insert("besluit", "toestaan");
        form(&bench, "/oauth/authorize", &pairs).await.is(400);
    }
}

#[tokio::test]
async fn the_application_hears_why_it_gets_nothing() {
    let bench = bench(Oauth::default());
    for (key, value, error) in [
        ("response_type", "token", "unsupported_response_type"),
        ("response_type", "", "invalid_request"),
        ("scope", "sales_invoices everything", "invalid_scope"),
    ] {
        let mut pairs = asked();
        pairs.insert(key, value);
        let expected = format!("{BACK}?error={error}&state=s%20t%261");
        assert_eq!(page(&bench, &pairs).await.is(303).header("location"), expected);
    }
    let mut pairs = asked();
    pairs.extend([("code_challenge", CHALLENGE), ("code_challenge_method", "S512")]);
    let expected = format!("{BACK}?error=invalid_request&state=s%20t%261");
    assert_eq!(page(&bench, &pairs).await.is(303).header("location"), expected);
    let mut pairs = asked();
    pairs.insert("besluit", "weigeren");
    let answer = form(&bench, "/oauth/authorize", &pairs).await.is(303);
    let expected = format!("{BACK}?error=access_denied&state=s%20t%261");
    assert_eq!(answer.header("location"), expected);
    pairs.insert("redirect_uri", "http://a.nl/?k=1");
    pairs.remove("state");
    let answer = form(&bench, "/oauth/authorize", &pairs).await.is(303);
    assert_eq!(answer.header("location"), "http://a.nl/?k=1&error=access_denied");
}

#[tokio::test]
async fn the_user_picks_an_administration() {
    let bench = bench(Oauth::default());
    for chosen in ["", "12"] {
        let mut pairs = asked();
        pairs.extend([("besluit", "toestaan"), ("administratie", chosen)]);
        let answer = form(&bench, "/oauth/authorize", &pairs).await.is(422);
        assert!(answer.text.contains("Kies een administratie."));
    }
}

#[tokio::test]
async fn without_an_address_the_code_is_on_the_page() {
    let bench = bench(Oauth::default());
    let administration = bench.books.administration_id();
    let mut pairs = asked();
    pairs.extend([("redirect_uri", OOB), ("besluit", "toestaan")]);
    pairs.insert("administratie", &administration);
    let answer = form(&bench, "/oauth/authorize", &pairs).await.is(200);
    let code = answer.text.split_once("<code>").unwrap().1.split_once("</code>").unwrap().0;
    let mut exchange = exchange(code);
    exchange.insert("redirect_uri", OOB);
    form(&bench, "/oauth/token", &exchange).await.is(200);
}

#[tokio::test]
async fn tokens_do_what_was_consented_to_and_no_more() {
    let bench = bench(Oauth::default());
    let answer = tokens(&bench).await;
    assert_eq!(answer.header("cache-control"), "no-store");
    let token = answer.at("/access_token");
    assert!(token.len() == 64 && token != answer.at("/refresh_token"));
    assert_eq!(
        (answer.at("/token_type"), answer.at("/scope")),
        ("bearer", "sales_invoices settings")
    );
    assert_eq!(answer.body["created_at"], 1_787_313_600);
    assert!(answer.body.get("expires_in").is_none());
    ask_as(&bench, token, "external_sales_invoices").await.is(200);
    ask_as(&bench, token, "webhooks").await.is(200);
    let refused = ask_as(&bench, token, "reports/general_ledger").await.is(401);
    assert_eq!(refused.at("/error"), "No access to bank");
    ask_as(&bench, "open-sesame", "reports/general_ledger").await.is(200);
    let refused = ask_as(&bench, answer.at("/refresh_token"), "contacts").await.is(401);
    assert_eq!(refused.at("/error"), "Access token is invalid");
    let grants = bench.books.grants();
    assert_eq!((grants.len(), grants[0].access_token.as_str()), (1, token));
    assert_eq!(grants[0].scopes, ["sales_invoices", "settings"]);
}

#[tokio::test]
async fn without_a_scope_it_is_sales_invoices() {
    let bench = bench(Oauth::default());
    let mut pairs = asked();
    pairs.remove("scope");
    let code = code(&bench, pairs).await;
    let answer = form(&bench, "/oauth/token", &exchange(&code)).await.is(200);
    assert_eq!(answer.at("/scope"), "sales_invoices");
    ask_as(&bench, answer.at("/access_token"), "webhooks").await.is(401);
}

#[tokio::test]
async fn a_code_works_once_for_ten_minutes_and_for_its_own_application() {
    let bench = bench(Oauth::default());
    bench.books.register(Application {
        name: "Ander".to_owned(),
        client_id: "other".to_owned(),
        client_secret: "geheim".to_owned(),
        redirect_uris: vec![BACK.to_owned()],
    });
    let once = code(&bench, asked()).await;
    form(&bench, "/oauth/token", &exchange(&once)).await.is(200);
    let late = code(&bench, asked()).await;
    bench.pass(10 * 60 * 1000);
    let fresh = code(&bench, asked()).await;
    for (code, change) in [
        (once.as_str(), ("redirect_uri", BACK)),
        (&late, ("redirect_uri", BACK)),
        (&fresh, ("client_id", "other")),
        ("never-given", ("redirect_uri", BACK)),
    ] {
        let mut pairs = exchange(code);
        pairs.insert(change.0, change.1);
        let answer = form(&bench, "/oauth/token", &pairs).await.is(400);
        assert_eq!(answer.at("/error"), "invalid_grant");
    }
    let elsewhere = code(&bench, asked()).await;
    let mut pairs = exchange(&elsewhere);
    pairs.insert("redirect_uri", "http://a.nl/?k=1");
    form(&bench, "/oauth/token", &pairs).await.is(400);
    let in_time = code(&bench, asked()).await;
    bench.pass(10 * 60 * 1000 - 1);
    form(&bench, "/oauth/token", &exchange(&in_time)).await.is(200);
}

#[tokio::test]
async fn every_error_has_its_name() {
    let bench = bench(Oauth::default());
    let answer = tokens(&bench).await;
    let refresh = refresh(answer.at("/refresh_token"));
    let exchange = exchange("any");
    for (pairs, key, value, status, error) in [
        (&refresh, "client_secret", "wrong", 401, "invalid_client"),
        (&refresh, "client_id", "wrong", 401, "invalid_client"),
        (&refresh, "client_id", "", 401, "invalid_client"),
        (&refresh, "grant_type", "", 400, "invalid_request"),
        (&refresh, "grant_type", "password", 400, "unsupported_grant_type"),
        (&refresh, "refresh_token", "", 400, "invalid_request"),
        (&refresh, "refresh_token", "wrong", 400, "invalid_grant"),
        (&refresh, "scope", "sales_invoices bank", 400, "invalid_scope"),
        (&exchange, "code", "", 400, "invalid_request"),
        (&exchange, "redirect_uri", "", 400, "invalid_request"),
        (&exchange, "code", "wrong", 400, "invalid_grant"),
    ] {
        let mut pairs = pairs.clone();
        pairs.insert(key, value);
        let answer = form(&bench, "/oauth/token", &pairs).await.is(status);
        assert_eq!(answer.at("/error"), error, "{key}={value}");
        assert!(!answer.at("/error_description").is_empty());
    }
    let json = Request::post("/oauth/token").header("content-type", "application/json");
    let answer = bench.send(json.body(Body::from("{}")).unwrap()).await.is(400);
    assert_eq!(answer.at("/error"), "invalid_request");
}

#[tokio::test]
async fn refreshing_may_keep_repeat_or_change_the_refresh_token() {
    for (rotation, told, changes) in [
        (Rotation::Silent, false, false),
        (Rotation::Same, true, false),
        (Rotation::New, true, true),
    ] {
        let bench = bench(Oauth { rotation, ..Oauth::default() });
        let first = tokens(&bench).await;
        let old = first.at("/refresh_token");
        let second = form(&bench, "/oauth/token", &refresh(old)).await.is(200);
        assert_eq!(second.body.get("refresh_token").is_some(), told, "{rotation:?}");
        assert_ne!(second.at("/access_token"), first.at("/access_token"));
        ask_as(&bench, first.at("/access_token"), "contacts").await.is(401);
        ask_as(&bench, second.at("/access_token"), "contacts").await.is(200);
        let again = form(&bench, "/oauth/token", &refresh(old)).await;
        assert_eq!(again.status, if changes { 400 } else { 200 }, "{rotation:?}");
        if changes {
            assert_eq!(again.at("/error"), "invalid_grant");
            form(&bench, "/oauth/token", &refresh(second.at("/refresh_token"))).await.is(200);
        }
        assert_eq!(bench.books.grants()[0].refreshes, 2);
    }
}

#[tokio::test]
async fn access_tokens_that_end_are_refused_then() {
    let expires_in = Some(Duration::from_hours(2));
    let bench = bench(Oauth { expires_in, ..Oauth::default() });
    let answer = tokens(&bench).await;
    assert_eq!(answer.body["expires_in"], 7200);
    let token = answer.at("/access_token");
    bench.pass(7200 * 1000 - 1);
    ask_as(&bench, token, "contacts").await.is(200);
    bench.pass(1);
    ask_as(&bench, token, "contacts").await.is(401);
    let again = form(&bench, "/oauth/token", &refresh(answer.at("/refresh_token"))).await.is(200);
    ask_as(&bench, again.at("/access_token"), "contacts").await.is(200);
}

#[tokio::test]
async fn the_proof_key_is_looked_at_on_demand() {
    for (pkce, verifier, status) in [
        (Pkce::Ignored, None, 200),
        (Pkce::Ignored, Some("wrong"), 200),
        (Pkce::Checked, Some(VERIFIER), 200),
        (Pkce::Checked, Some("wrong"), 400),
        (Pkce::Checked, None, 400),
    ] {
        let bench = bench(Oauth { pkce, ..Oauth::default() });
        let mut pairs = asked();
        pairs.extend([("code_challenge", CHALLENGE), ("code_challenge_method", "S256")]);
        let given = code(&bench, pairs).await;
        let mut pairs = exchange(&given);
        pairs.extend(verifier.map(|verifier| ("code_verifier", verifier)));
        form(&bench, "/oauth/token", &pairs).await.is(status);
    }
    let bench = bench(Oauth { pkce: Pkce::Checked, ..Oauth::default() });
    tokens(&bench).await;
}

#[tokio::test]
async fn a_user_can_take_consent_back() {
    let bench = bench(Oauth::default());
    let answer = tokens(&bench).await;
    let unused = code(&bench, asked()).await;
    assert_eq!(bench.books.revoke_grants(), 1);
    assert_eq!(bench.books.revoke_grants(), 0, "there is nothing left");
    let refused = ask_as(&bench, answer.at("/access_token"), "contacts").await.is(401);
    assert_eq!(refused.at("/error"), "access token revoked");
    assert_eq!(refused.at("/symbolic/request"), "invalid_grant");
    for pairs in [refresh(answer.at("/refresh_token")), exchange(&unused)] {
        let refused = form(&bench, "/oauth/token", &pairs).await.is(400);
        assert_eq!(refused.at("/error"), "invalid_grant");
    }
    assert!(bench.books.grants()[0].withdrawn);
    bench.get("contacts").await.is(200);
    let again = tokens(&bench).await;
    ask_as(&bench, again.at("/access_token"), "contacts").await.is(200);
}

#[tokio::test]
async fn faults_strike_tokens_too() {
    let bench = bench(Oauth { rotation: Rotation::New, ..Oauth::default() });
    let old = tokens(&bench).await.at("/refresh_token").to_owned();
    let fault = |kind| Fault::once(Method::POST, "/oauth/token", kind);
    bench.books.faults().push(fault(FaultKind::Html500BeforeEffect));
    form(&bench, "/oauth/token", &refresh(&old)).await.is(500);
    bench.books.faults().push(fault(FaultKind::Html500AfterEffect));
    form(&bench, "/oauth/token", &refresh(&old)).await.is(500);
    let answer = form(&bench, "/oauth/token", &refresh(&old)).await.is(400);
    assert_eq!(answer.at("/error"), "invalid_grant", "the lost answer held the new one");
}
