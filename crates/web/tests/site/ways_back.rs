//! How members come back after they signed out, and how nobody else does.

use std::time::Duration;

use axum::http::StatusCode;
use secrecy::SecretString;
use store::{AccountId, ConnectionId, Role};

use crate::browser::{Answer, Bench, Browser};
use crate::log_in::{between, log_in, number};

const BEA: &str = "bea@example.nl";
const PASSWORD: &str = "vier woorden achter elkaar";

/// Somebody who came in by an invitation.
async fn invited(bench: &Bench, connection: &ConnectionId, role: &str) -> Browser {
    let shop = bench.store.connection(connection).await.unwrap().shop_id;
    let owner = bench.store.owner_of(shop).await.unwrap().unwrap();
    let form = format!("name=Bea&role={role}");
    let page = bench.browser_of(&owner).await.post(&format!("/c/{connection}/people"), &form).await;
    let link = between(&page.text, "value=\"http://localhost:8080/invited/", "\"").to_owned();
    let mut browser = bench.browser();
    let to = browser.post(&format!("/invited/{link}"), "").await;
    assert_eq!((to.status, to.header("location")), (StatusCode::SEE_OTHER, "/account"));
    browser
}

/// A shop with its first owner, and somebody who was invited to look in.
async fn bench() -> (Bench, ConnectionId, Browser) {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    bench.app_store("Fietsen", 1).await;
    let bea = invited(&bench, &connection, "reader").await;
    (bench, connection, bea)
}

/// The form that stands at `/account`, filled in.
async fn filled(browser: &mut Browser, email: &str, password: &str, more: &str) -> String {
    let page = browser.get("/account").await;
    let seed = between(&page.text, "name=\"seed\" value=\"", "\"");
    format!("email={email}&password={password}&again={password}&seed={seed}{more}")
}

async fn choose(browser: &mut Browser, email: &str, more: &str) -> Answer {
    let form = filled(browser, email, PASSWORD, more).await;
    browser.post("/account", &form).await
}

fn is_done(answer: &Answer) -> bool {
    (answer.status, answer.header("location")) == (StatusCode::SEE_OTHER, "/")
}

async fn whose(bench: &Bench, email: &str) -> Option<AccountId> {
    bench.store.login_of(email).await.unwrap().map(|own| own.account)
}

#[tokio::test]
async fn who_was_invited_chooses_a_password_and_comes_back_by_it() {
    let (bench, connection, mut bea) = bench().await;
    let overview = format!("/c/{connection}");
    let page = bea.get("/account").await;
    assert!(page.text.contains("<h1>Kies hoe u terugkomt</h1>"), "{}", page.text);
    assert!(page.text.contains("href=\"/\">Later</a>"));
    assert_eq!(bea.get("/").await.header("location"), overview, "it can be skipped");
    // Days later it can be chosen still: they could not prove anew who they are.
    bench.clock.advance(Duration::from_hours(48));
    let before = bea.cookies["sluitend"].clone();
    assert!(is_done(&choose(&mut bea, "+Bea@Example.nl", "").await));
    assert_eq!(bench.store.session(&before, bench.now()).await.unwrap(), None, "elsewhere is out");
    assert_eq!(bea.get("/").await.header("location"), overview);
    let gone = bea.post("/out", "").await;
    assert_eq!(gone.header("location"), "/in", "who can come back is not asked");
    assert!(!bea.cookies.contains_key("sluitend"));

    for (email, password) in [(BEA, "een ander wachtwoord"), ("x@example.nl", PASSWORD)] {
        let refused = log_in(&mut bea, email, password, "").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(refused.text.contains("horen niet bij elkaar"));
    }
    assert!(is_done(&log_in(&mut bea, BEA, PASSWORD, "").await));
    assert_eq!(bea.get("/").await.header("location"), overview);
    assert!(bea.get("/account").await.text.contains("Uw aanmelding"));
    let log = bea.get(&format!("{overview}/log")).await.text;
    assert!(log.contains("wachtwoord gekozen") && log.contains("aangemeld met een wachtwoord"));
}

#[tokio::test]
async fn an_app_is_the_members_own_choice() {
    let (bench, _, mut bea) = bench().await;
    let wrong = choose(&mut bea, BEA, "&number=000000").await;
    assert!(wrong.text.contains("Deze code klopt niet") && wrong.text.contains("<details open>"));
    assert_eq!(whose(&bench, BEA).await, None);
    let seed = between(&wrong.text, "name=\"seed\" value=\"", "\"").to_owned();
    let own = number(&seed, &bench, 0);
    let form = format!("email={BEA}&password={PASSWORD}&again={PASSWORD}&seed={seed}&number={own}");
    assert!(is_done(&bea.post("/account", &form).await));
    bench.clock.advance(Duration::from_mins(1));
    let mut other = bench.browser();
    for number in ["", "000000", &own] {
        let refused = log_in(&mut other, BEA, PASSWORD, number).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{number}");
    }
    assert!(is_done(&log_in(&mut other, BEA, PASSWORD, &number(&seed, &bench, 0)).await));
    // With another password the app stays, unless they want none.
    let kept = filled(&mut other, BEA, "een heel ander wachtwoord", "").await;
    assert!(is_done(&other.post("/account", &kept).await));
    bench.clock.advance(Duration::from_mins(1));
    let without = log_in(&mut other, BEA, "een heel ander wachtwoord", "").await;
    assert_eq!(without.status, StatusCode::FORBIDDEN);
    let own = number(&seed, &bench, 0);
    assert!(is_done(&log_in(&mut other, BEA, "een heel ander wachtwoord", &own).await));
    assert!(is_done(&choose(&mut other, BEA, "&without=yes").await));
    assert!(is_done(&log_in(&mut bench.browser(), BEA, PASSWORD, "").await));
}

#[tokio::test]
async fn what_a_member_chooses_must_do() {
    let (bench, _, mut bea) = bench().await;
    for (email, password, again, said) in [
        ("", PASSWORD, PASSWORD, "Vul een e-mailadres in"),
        ("bea", PASSWORD, PASSWORD, "Vul een e-mailadres in"),
        (BEA, "elf tekens.", "elf tekens.", "minder dan 12 tekens"),
        (BEA, "BEA@Example.nl", "BEA@Example.nl", "Uw adres is geen wachtwoord"),
        (BEA, PASSWORD, "iets anders dan dat", "niet gelijk"),
    ] {
        let form =
            format!("email={email}&password={password}&again={again}&seed={}", "A".repeat(32));
        let answer = bea.post("/account", &form).await;
        assert!(answer.text.contains(said), "{said}: {}", answer.text);
        assert!(answer.text.contains(&format!("name=\"email\" value=\"{email}\"")), "kept");
        assert!(!answer.text.contains(PASSWORD));
        assert_eq!(whose(&bench, BEA).await, None);
    }
}

#[tokio::test]
async fn an_address_that_somebody_has_is_refused_and_nobody_is_named() {
    let (bench, connection, mut bea) = bench().await;
    assert!(is_done(&choose(&mut bea, BEA, "").await));
    bench.store.save_operator("op@example.nl", "", bench.now()).await.unwrap();
    let hers = whose(&bench, BEA).await;
    // An owner, who invited an account for themselves, is no nearer to hers.
    let mut owner = invited(&bench, &connection, "owner").await;
    for email in [BEA, "+BEA@example.NL", "op@example.nl"] {
        let refused = choose(&mut owner, email, "").await;
        assert!(refused.text.contains("Met dit adres meldt zich al iemand aan"), "{email}");
        assert!(!refused.text.contains("<strong>Bea"));
        assert!(owner.get("/account").await.text.contains("Kies hoe u terugkomt"));
    }
    assert_eq!(whose(&bench, BEA).await, hers);
    assert!(is_done(&log_in(&mut bench.browser(), BEA, PASSWORD, "").await));
    assert!(is_done(&choose(&mut owner, "cor@example.nl", "").await));
    assert_ne!(whose(&bench, "cor@example.nl").await, hers);
}

#[tokio::test]
async fn which_addresses_there_are_is_not_found_by_trying() {
    let (bench, connection, mut bea) = bench().await;
    assert!(is_done(&choose(&mut bea, BEA, "").await));
    let mut cor = invited(&bench, &connection, "reader").await;
    for _ in 0..5 {
        assert_eq!(choose(&mut cor, BEA, "").await.status, StatusCode::OK);
    }
    let refused = choose(&mut cor, "cor@example.nl", "").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    // With one account after the other, they are counted by where they come from.
    for _ in 0..5 {
        let mut next = invited(&bench, &connection, "reader").await;
        for _ in 0..5 {
            assert_eq!(choose(&mut next, BEA, "").await.status, StatusCode::OK);
        }
    }
    let mut last = invited(&bench, &connection, "reader").await;
    let refused = choose(&mut last, "dirk@example.nl", "").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    bench.clock.advance(Duration::from_mins(15));
    assert!(is_done(&choose(&mut last, "dirk@example.nl", "").await));
}

#[tokio::test]
async fn saving_ones_own_address_gives_no_new_tries_of_others() {
    let (bench, connection, mut bea) = bench().await;
    assert!(is_done(&choose(&mut bea, BEA, "").await));
    let mut cor = invited(&bench, &connection, "reader").await;
    for _ in 0..4 {
        assert_eq!(choose(&mut cor, BEA, "").await.status, StatusCode::OK);
    }
    assert!(is_done(&choose(&mut cor, "cor@example.nl", "").await));
    let refused = choose(&mut cor, BEA, "").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn guesses_at_a_members_password_are_counted() {
    let (bench, _, mut bea) = bench().await;
    assert!(is_done(&choose(&mut bea, BEA, "").await));
    for last in 1..=5 {
        let mut browser = bench.browser_at(&format!("192.0.2.{last}"));
        let refused = log_in(&mut browser, BEA, "geraden wachtwoord", "").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
    let refused = log_in(&mut bench.browser_at("192.0.2.9"), BEA, PASSWORD, "").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn who_found_a_browser_open_changes_nothing_that_was_chosen() {
    let (bench, _, mut bea) = bench().await;
    assert!(is_done(&choose(&mut bea, BEA, "").await));
    let form = filled(&mut bea, "other@example.nl", PASSWORD, "").await;
    bench.clock.advance(Duration::from_mins(31));
    let late = bea.post("/account", &form).await;
    assert!(late.text.contains("langer dan een half uur"), "{}", late.text);
    assert!(!bea.get("/account").await.text.contains("name=\"seed\""));
    assert_eq!(whose(&bench, "other@example.nl").await, None);
    let elsewhere = bea.post_from_elsewhere("/account", &form).await;
    assert_eq!(elsewhere.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn who_lost_their_password_is_invited_anew_with_the_same_address() {
    let (bench, connection, mut bea) = bench().await;
    assert!(is_done(&choose(&mut bea, BEA, "").await));
    let before = whose(&bench, BEA).await.unwrap();
    let owner = bench.store.owner_of(1).await.unwrap().unwrap();
    let withdraw = format!("/c/{connection}/people/{before}/withdraw");
    bench.browser_of(&owner).await.post(&withdraw, "").await;
    let mut again = invited(&bench, &connection, "reader").await;
    assert!(is_done(&choose(&mut again, BEA, "").await));
    assert_ne!(whose(&bench, BEA).await.unwrap(), before);
}

#[tokio::test]
async fn the_app_stores_account_has_no_password_that_cannot_be_taken_away() {
    let (bench, connection, mut bea) = bench().await;
    let first = bench.store.owner_of(1).await.unwrap().unwrap();
    let mut shop = bench.browser_of(&first).await;
    let people = format!("/c/{connection}/people");
    assert!(!shop.get(&people).await.text.contains("eigen aanmelding"));
    // Somebody is in with the same account still.
    let mut other = bench.browser_of(&first).await;
    assert!(is_done(&choose(&mut other, "gone@example.nl", "").await));
    let mut shop = bench.browser_of(&first).await;
    let page = shop.get(&people).await.text;
    assert!(page.contains("met gone@example.nl en een wachtwoord"), "{page}");
    assert!(shop.get(&format!("/c/{connection}/log")).await.text.contains("wachtwoord gekozen"));
    // An accountant does not see the address, and another owner cannot take it away.
    assert!(!bea.get(&people).await.text.contains("gone@"));
    let mut cor = invited(&bench, &connection, "owner").await;
    let take = format!("{people}/{first}/password");
    let page = cor.get(&people).await.text;
    assert!(page.contains("gone@example.nl") && !page.contains(&take), "{page}");
    assert_eq!(cor.post(&take, "").await.status, StatusCode::FORBIDDEN);
    let none = format!("{people}/{}/password", bench.account("Dirk", 1, Role::Owner).await);
    assert_eq!(shop.post(&none, "").await.status, StatusCode::NOT_FOUND);
    assert!(whose(&bench, "gone@example.nl").await.is_some());

    let page = shop.get(&people).await.text;
    assert!(page.contains(&format!("action=\"{take}\"")), "{page}");
    assert_eq!(shop.post(&take, "").await.header("location"), people);
    let page = shop.get(&people).await.text;
    assert!(page.contains("<h1>") && !page.contains("eigen aanmelding"), "still in");
    assert_eq!(whose(&bench, "gone@example.nl").await, None);
    assert_eq!(other.get(&people).await.header("location"), "/in", "out");
    assert!(shop.get(&format!("/c/{connection}/log")).await.text.contains("Fietsen weggehaald"));
}

#[tokio::test]
async fn before_somebody_without_a_way_back_signs_out_they_are_told() {
    let (bench, _, mut bea) = bench().await;
    let asked = bea.post("/out", "").await;
    assert!(asked.text.contains("dan komt u alleen terug met een nieuwe uitnodiging"));
    assert!(asked.text.contains("<h1>U bent nog niet afgemeld</h1>"), "{}", asked.text);
    assert!(asked.text.contains("href=\"/account\">Kies hoe u terugkomt"));
    assert!(bea.cookies.contains_key("sluitend"), "still in");
    bea.post("/language", "to=en&here=/out").await;
    let english = bea.get("/out").await;
    assert!(english.text.contains("you come back only by a new invitation"));
    assert!(english.text.contains("<h1>You are not signed out yet</h1>"));
    let gone = bea.post("/out?sure=yes", "").await;
    assert_eq!(gone.header("location"), "/in");
    assert!(!bea.cookies.contains_key("sluitend"));
    assert_eq!(bea.post("/out", "").await.header("location"), "/in", "nobody is in");
    assert_eq!(bea.get("/out").await.header("location"), "/in");

    // The App Store lets the first owner of its shop in, and nobody else.
    let (public, secret) = (SecretString::from("p"), SecretString::from("s"));
    let (shop, back, now) = ("https://w.example", "https://b", bench.now());
    let install = bench.store.save_install(&public, &secret, shop, back, now).await.unwrap();
    bench.store.open_install(&install, 1, 5, now).await.unwrap();
    let first = bench.store.owner_of(1).await.unwrap().unwrap();
    let mut owner = bench.browser_of(&first).await;
    let asked = owner.post("/out", "").await;
    assert!(asked.text.contains("opent u Sluitend weer vanuit de App Store"), "{}", asked.text);
    assert!(owner.get("/account").await.text.contains("ook zonder de App Store binnen"));
    bench.clock.advance(Duration::from_secs(1));
    let second = bench.account("Cor", 1, Role::Owner).await;
    let asked = bench.browser_of(&second).await.post("/out", "").await;
    assert!(asked.text.contains("alleen terug met een nieuwe uitnodiging"));

    // An operator has the server.
    let operator = bench.store.save_operator("op@example.nl", "", now).await.unwrap();
    let gone = bench.browser_of(&operator).await.post("/out", "").await;
    assert_eq!(gone.header("location"), "/in");
}
