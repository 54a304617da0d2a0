//! The App Store's calls and links: what is forged, replayed or somebody else's is refused.

use std::time::Duration;

use axum::http::StatusCode;
use billing::What;
use secrecy::{ExposeSecret, SecretString};
use store::{InstallState, MemberLogin, Numbers, Role};
use sync::Delivery;

use crate::browser::{APP_SECRET, Bench};

/// A signed call, as CCV Shop makes it.
fn signed(path: &str, body: &str) -> String {
    let address = format!("http://localhost:8080{path}");
    let delivery = Delivery { address: &address, body: body.as_bytes() };
    sync::sign_delivery(delivery, &SecretString::from(APP_SECRET))
}

fn handshake(root: &str) -> String {
    format!(
        r#"{{"api_public":"p^_1","api_secret":"s-1","api_root":"{root}","return_url":"{root}/apps"}}"#
    )
}

#[tokio::test]
async fn a_handshake_is_kept_only_when_it_is_signed_for_its_address() {
    let bench = Bench::local().await;
    let mut browser = bench.browser();
    let body = handshake("https://winkel.example");
    let path = "/app/handshake";
    let good = signed(path, &body);
    for (hash, body, expected) in [
        (String::new(), body.clone(), StatusCode::FORBIDDEN),
        ("0".repeat(128), body.clone(), StatusCode::FORBIDDEN),
        // Signed for another of our addresses.
        (signed("/app/uninstall", &body), body.clone(), StatusCode::FORBIDDEN),
        // Of another body.
        (good.clone(), body.replace("winkel", "ander"), StatusCode::FORBIDDEN),
        (signed(path, "{}"), "{}".to_owned(), StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(browser.call(path, &body, &hash).await.status, expected, "{body}");
    }
    let public = SecretString::from("p^_1");
    assert_eq!(bench.store.install_by_key(&public).await.unwrap(), None);
    // Replayed, it is the same install.
    for _ in 0..2 {
        assert_eq!(browser.call(path, &body, &good).await.status, StatusCode::OK);
    }
    let install = bench.store.install_by_key(&public).await.unwrap().unwrap();
    assert_eq!(install.state, InstallState::Pending);
    let (_, secret) = bench.store.install_secrets(&install.id).await.unwrap();
    assert_eq!(secret.expose_secret(), "s-1");
}

#[tokio::test]
async fn nobody_makes_us_call_inside_our_own_network() {
    let bench = Bench::new("https://sluitend.example").await;
    let mut browser = bench.browser();
    let path = "/app/handshake";
    for root in [
        "http://winkel.example",
        "https://localhost",
        "https://10.0.0.7",
        "https://169.254.169.254",
        "https://[::1]",
        "https://database.internal",
    ] {
        let body = handshake(root);
        let address = format!("https://sluitend.example{path}");
        let delivery = Delivery { address: &address, body: body.as_bytes() };
        let hash = sync::sign_delivery(delivery, &SecretString::from(APP_SECRET));
        let answer = browser.call(path, &body, &hash).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{root}");
    }
}

#[tokio::test]
async fn a_link_of_the_app_store_that_is_forged_lets_nobody_in() {
    let bench = Bench::local().await;
    let mut browser = bench.browser();
    let body = handshake("https://winkel.example");
    browser.call("/app/handshake", &body, &signed("/app/handshake", &body)).await;
    for (query, expected) in [
        (String::new(), StatusCode::BAD_REQUEST),
        (
            format!("api_public=p%5E_1&language=nl&x-hash={}", "0".repeat(128)),
            StatusCode::FORBIDDEN,
        ),
        // Signed, but of a shop that never handed its keys over.
        (
            format!("api_public=other&language=nl&x-hash={}", signed("/app/install", "other")),
            StatusCode::NOT_FOUND,
        ),
    ] {
        let answer = browser.get(&format!("/app/install?{query}")).await;
        assert_eq!(answer.status, expected, "{query}");
        assert!(browser.cookies.is_empty());
    }
}

#[tokio::test]
async fn links_of_the_app_store_are_not_guessed_without_end() {
    let bench = Bench::local().await;
    let mut browser = bench.browser();
    let path = format!("/app/install?api_public=p&language=nl&x-hash={}", "0".repeat(128));
    for _ in 0..30 {
        assert_eq!(browser.get(&path).await.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(browser.get(&path).await.status, StatusCode::TOO_MANY_REQUESTS);
    let mut elsewhere = bench.browser_at("192.0.2.2");
    assert_eq!(elsewhere.get(&path).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_uninstall_stops_its_shop_and_forgets_its_keys() {
    let bench = Bench::local().await;
    let (one, two) = (bench.connection(1, "Fietsen").await, bench.connection(2, "Thee").await);
    let mut browser = bench.browser();
    let body = handshake("https://winkel.example");
    browser.call("/app/handshake", &body, &signed("/app/handshake", &body)).await;
    let public = SecretString::from("p^_1");
    let install = bench.store.install_by_key(&public).await.unwrap().unwrap();
    bench.store.open_install(&install.id, 1, 5, bench.now()).await.unwrap();
    bench.store.finish_install(&install.id, bench.now()).await.unwrap();

    // A password that somebody chose for its account goes as well, and others' stay.
    let (own, bea) =
        (bench.app_store("Fietsen", 1).await, bench.account("Bea", 1, Role::Owner).await);
    for (account, email) in [(&own, "own@example.nl"), (&bea, "bea@example.nl")] {
        let login = MemberLogin { email, password_hash: "hash", numbers: Numbers::Kept };
        bench.store.set_member_login(account, login).await.unwrap();
    }

    let path = "/app/uninstall";
    let body = r#"{"api_public":"p^_1"}"#;
    assert_eq!(browser.call(path, body, "").await.status, StatusCode::FORBIDDEN);
    assert!(bench.store.install_secrets(&install.id).await.is_ok());
    for _ in 0..2 {
        let answer = browser.call(path, body, &signed(path, body)).await;
        assert_eq!(answer.status, StatusCode::OK);
    }
    assert!(bench.store.install_secrets(&install.id).await.is_err());
    assert!(bench.store.login_of("own@example.nl").await.unwrap().is_none());
    assert!(bench.store.login_of("bea@example.nl").await.unwrap().is_some());
    let told: Vec<_> =
        bench.store.audit_of(1, 9).await.unwrap().into_iter().map(|own| own.what).collect();
    assert!(told.contains(&"log-in taken away".to_owned()), "{told:?}");
    let health = async |id| bench.store.connection(id).await.unwrap().health;
    assert_ne!(health(&one).await, store::Health::Active);
    assert_eq!(health(&two).await, store::Health::Active);
    let token = async |id| bench.store.secrets(id).await.unwrap().moneybird_token;
    assert_eq!(token(&one).await.expose_secret(), "");
    assert_ne!(token(&two).await.expose_secret(), "");
    // Since when it is not installed is kept, once, whether anybody charges for it or not.
    for (id, expected) in
        [(&one, vec![What::Installed, What::Uninstalled]), (&two, vec![What::Installed])]
    {
        let told = bench.store.subscription_history(id).await.unwrap().events;
        assert_eq!(told.iter().map(|own| own.what).collect::<Vec<_>>(), expected);
    }
}

#[tokio::test]
async fn an_install_is_gone_on_with_by_its_own_shop_alone() {
    let bench = Bench::local().await;
    let mut caller = bench.browser();
    let body = handshake("https://winkel.example");
    caller.call("/app/handshake", &body, &signed("/app/handshake", &body)).await;
    let public = SecretString::from("p^_1");
    let install = bench.store.install_by_key(&public).await.unwrap().unwrap();
    bench.store.open_install(&install.id, 1, 5, bench.now()).await.unwrap();
    let path = format!("/setup/{}", install.id);
    let own = bench.account("Fietsen", 1, Role::Owner).await;
    let mut browser = bench.browser_of(&own).await;
    assert!(browser.get(&path).await.text.contains("Verbind Moneybird"));
    let other = bench.account("Thee", 2, Role::Owner).await;
    let mut others = bench.browser_of(&other).await;
    for answer in [
        others.get(&path).await,
        others.post(&format!("{path}/token"), "token=t").await,
        others.post(&format!("{path}/moneybird"), "").await,
        // What Moneybird leads back with belongs to who asked.
        others.get("/moneybird/return?state=guess&code=c").await,
    ] {
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_moneybird_gave_is_worth_nothing_to_who_may_not_connect_any_more() {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    bench.account("Fietsen", 1, Role::Owner).await;
    let own = bench.account("Mallory", 2, Role::Owner).await;
    let mut browser = bench.browser_of(&own).await;
    let verifier = SecretString::from("v");
    let half_an_hour = Duration::from_mins(30);
    for role in [None, Some(Role::Reader)] {
        for code in ["&code=abc", ""] {
            let errand = bench.store.new_errand(&own, 1, &verifier, bench.now(), half_an_hour);
            let back = format!("/moneybird/return?state={}{code}", errand.await.unwrap().expose());
            if let Some(role) = role {
                bench.store.grant_shop(&own, 1, role, bench.now()).await.unwrap();
            }
            let answer = browser.get(&back).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{role:?} {code}");
            assert!(!answer.text.contains("Boeken"));
        }
    }
    assert!(browser.get(&format!("/c/{connection}")).await.text.contains("Fietsen"));
}

#[tokio::test]
async fn wrong_links_do_not_shut_the_door_for_right_ones() {
    let bench = Bench::local().await;
    let mut browser = bench.browser();
    let wrong = format!("/app/install?api_public=p%5E_1&language=nl&x-hash={}", "0".repeat(128));
    let right = signed("/app/install", "p^_1");
    let right = format!("/app/install?api_public=p%5E_1&language=nl&x-hash={right}");
    for _ in 0..30 {
        assert_eq!(browser.get(&right).await.status, StatusCode::NOT_FOUND, "no keys yet");
        assert_eq!(browser.get(&wrong).await.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(browser.get(&wrong).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(browser.get(&right).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_merchant_comes_in_while_the_shop_cannot_be_asked() {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    let mut browser = bench.browser();
    let body = handshake("https://winkel.example");
    browser.call("/app/handshake", &body, &signed("/app/handshake", &body)).await;
    let public = SecretString::from("p^_1");
    let install = bench.store.install_by_key(&public).await.unwrap().unwrap();
    let link = signed("/app/install", "p^_1");
    let link = format!("/app/install?api_public=p%5E_1&language=nl&x-hash={link}");
    // Whose shop it is is not known yet.
    assert_eq!(browser.get(&link).await.status, StatusCode::SERVICE_UNAVAILABLE);
    bench.store.open_install(&install.id, 1, 5, bench.now()).await.unwrap();
    assert_eq!(browser.get(&link).await.status, StatusCode::SERVICE_UNAVAILABLE, "nor who owns it");
    let others = bench.connection(2, "Thee").await;
    // Somebody who was invited is not who comes from the App Store, and may see other shops.
    let bea = bench.account("Bea", 1, Role::Owner).await;
    bench.store.grant_shop(&bea, 2, Role::Owner, bench.now()).await.unwrap();
    assert_eq!(browser.get(&link).await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(browser.cookies.is_empty());
    bench.app_store("Fietsen", 1).await;
    for is_installed in [false, true] {
        if is_installed {
            bench.store.finish_install(&install.id, bench.now()).await.unwrap();
        }
        let mut browser = bench.browser();
        let setup = format!("/setup/{}", install.id);
        assert_eq!(browser.get(&link).await.header("location"), setup);
        let overview = format!("/c/{connection}");
        assert_eq!(browser.get(&setup).await.header("location"), overview);
        assert!(browser.get(&overview).await.text.contains("Fietsen"));
        assert_eq!(browser.get(&format!("/c/{others}")).await.status, StatusCode::NOT_FOUND);
    }
}
