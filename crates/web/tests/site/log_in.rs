//! Operators, who come in by a password and a number that changes.

use std::time::Duration;

use axum::http::StatusCode;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use store::{AccountId, Role};

use crate::browser::{Answer, Bench, Browser};

const EMAIL: &str = "op@example.nl";
const PASSWORD: &str = "vier woorden achter elkaar";

/// The number that an app shows (RFC 6238), by somebody else's hand than the program's.
pub(crate) fn number(seed: &str, bench: &Bench, steps: i64) -> String {
    let signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let five = |sign| format!("{:05b}", signs.find(sign).unwrap());
    let bits = seed.chars().map(five).collect::<Vec<_>>().concat();
    let bytes: Vec<u8> = bits
        .as_bytes()
        .chunks_exact(8)
        .map(|byte| u8::from_str_radix(std::str::from_utf8(byte).unwrap(), 2).unwrap())
        .collect();
    let mut mac = Hmac::<Sha1>::new_from_slice(&bytes).unwrap();
    mac.update(&(bench.now().as_second() / 30 + steps).to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let place = usize::from(hash[19] & 15);
    let four: [u8; 4] = hash[place..place + 4].try_into().unwrap();
    format!("{:06}", (u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000)
}

pub(crate) fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).unwrap().1.split_once(after).unwrap().0
}

async fn operator(bench: &Bench, email: &str) -> AccountId {
    bench.store.save_operator(email, "", bench.now()).await.unwrap()
}

/// What an operator sends to choose how they come in.
fn choice(password: &str, again: &str, seed: &str, number: &str) -> String {
    format!("email=x&password={password}&again={again}&seed={seed}&number={number}")
}

/// Somebody who came by their link chooses, and gives the seed.
async fn choose(bench: &Bench, browser: &mut Browser) -> String {
    let page = browser.get("/account").await;
    let seed = between(&page.text, "name=\"seed\" value=\"", "\"").to_owned();
    let form = choice(PASSWORD, PASSWORD, &seed, &number(&seed, bench, 0));
    let answer = browser.post("/account", &form).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/"));
    seed
}

/// A bench with an operator who has chosen, and the seed. Their first number is over.
async fn chosen() -> (Bench, String) {
    let bench = Bench::local().await;
    let account = operator(&bench, EMAIL).await;
    let seed = choose(&bench, &mut bench.browser_of(&account).await).await;
    bench.clock.advance(Duration::from_mins(1));
    (bench, seed)
}

pub(crate) async fn log_in(
    browser: &mut Browser,
    email: &str,
    password: &str,
    number: &str,
) -> Answer {
    browser.post("/login", &format!("email={email}&password={password}&number={number}")).await
}

#[tokio::test]
async fn after_their_link_an_operator_chooses_and_comes_in_by_it() {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    let account = operator(&bench, EMAIL).await;
    let hour = Duration::from_hours(1);
    let link = bench.store.new_link(&account, bench.now(), hour).await.unwrap();
    let mut browser = bench.browser();
    let to = browser.post(&format!("/in/{}", link.expose()), "").await;
    assert_eq!(to.header("location"), "/account");
    let page = browser.get("/account").await;
    assert!(page.text.contains("<svg class=\"qr\"") && page.text.contains("otpauth://totp/"));
    let mut elsewhere = bench.browser_of(&account).await;
    let seed = choose(&bench, &mut browser).await;
    assert_eq!(elsewhere.get("/").await.header("location"), "/in", "whoever was in is out");
    assert_ne!(browser.get("/").await.header("location"), "/in");

    let mut other = bench.browser();
    let door = other.get("/in").await;
    assert!(door.text.contains("href=\"/login\""));
    assert!(other.get("/login").await.text.contains("Aanmelden met een wachtwoord"));
    let used = log_in(&mut other, EMAIL, PASSWORD, &number(&seed, &bench, 0)).await;
    assert_eq!(used.status, StatusCode::FORBIDDEN, "the number that confirmed it is used");
    bench.clock.advance(Duration::from_secs(30));
    let own = number(&seed, &bench, 0);
    let answer = log_in(&mut other, " OP@example.nl", PASSWORD, &own).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/"));
    assert_eq!(other.get("/").await.header("location"), format!("/c/{connection}"));
    assert!(other.get(&format!("/c/{connection}")).await.text.contains("href=\"/account\""));

    let told: Vec<String> =
        bench.store.audit(9).await.unwrap().into_iter().map(|own| own.what).collect();
    assert_eq!(told, ["signed in by password", "log-in chosen"]);
}

#[tokio::test]
async fn a_number_lets_in_once_and_clocks_may_differ_by_a_step() {
    let (bench, seed) = chosen().await;
    for (steps, expected) in [
        (-2, StatusCode::FORBIDDEN),
        (2, StatusCode::FORBIDDEN),
        (-1, StatusCode::SEE_OTHER),
        (-1, StatusCode::FORBIDDEN),
        (1, StatusCode::SEE_OTHER),
        (1, StatusCode::FORBIDDEN),
        // One that is older than the last that was used may have been seen by others as well.
        (0, StatusCode::FORBIDDEN),
    ] {
        let own = number(&seed, &bench, steps);
        let answer = log_in(&mut bench.browser(), EMAIL, PASSWORD, &own).await;
        assert_eq!(answer.status, expected, "{steps}");
    }
}

#[tokio::test]
async fn whatever_is_wrong_the_answer_is_the_same() {
    let (bench, seed) = chosen().await;
    operator(&bench, "young@example.nl").await;
    let shopkeeper = bench.account("Fietsen", 1, Role::Owner).await;
    bench.store.set_email(&shopkeeper, "shop@example.nl").await.unwrap();
    let right = number(&seed, &bench, 0);
    let mut answers = Vec::new();
    for (email, password, number) in [
        ("nobody@example.nl", PASSWORD, right.as_str()),
        (EMAIL, "een ander wachtwoord", &right),
        (EMAIL, PASSWORD, "000000"),
        (EMAIL, PASSWORD, ""),
        (EMAIL, "", &right),
        ("young@example.nl", "", &right),
        ("shop@example.nl", PASSWORD, &right),
        ("", "", ""),
    ] {
        let mut browser = bench.browser();
        let answer = log_in(&mut browser, email, password, number).await;
        assert!(browser.cookies.is_empty(), "{email}");
        assert!(!answer.text.contains(PASSWORD) && !answer.text.contains("een ander wachtwoord"));
        let own = format!("value=\"{email}\"");
        answers.push((answer.status, answer.text.replace(&own, "value=\"\"")));
    }
    assert_eq!(answers[0].0, StatusCode::FORBIDDEN);
    assert!(answers[0].1.contains("horen niet bij elkaar"));
    assert!(answers.iter().all(|own| own == &answers[0]));
    // None of that used the number up.
    let answer = log_in(&mut bench.browser(), EMAIL, PASSWORD, &right).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_session_of_before_does_not_go_on() {
    let (bench, seed) = chosen().await;
    let shopkeeper = bench.account("Fietsen", 1, Role::Owner).await;
    let mut browser = bench.browser_of(&shopkeeper).await;
    let before = browser.cookies["sluitend"].clone();
    let answer = log_in(&mut browser, EMAIL, PASSWORD, &number(&seed, &bench, 0)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_ne!(browser.cookies["sluitend"], before);
    assert_eq!(bench.store.session(&before, bench.now()).await.unwrap(), None);
}

#[tokio::test]
async fn an_address_is_tried_five_times_wherever_from() {
    let (bench, seed) = chosen().await;
    for last in 1..=5 {
        let mut browser = bench.browser_at(&format!("192.0.2.{last}"));
        let answer = log_in(&mut browser, EMAIL, "geraden wachtwoord", "000000").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    }
    let mut browser = bench.browser_at("192.0.2.9");
    let own = number(&seed, &bench, 0);
    let refused = log_in(&mut browser, "%20OP@example.nl", PASSWORD, &own).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.header("retry-after"), "901");
    assert!(refused.text.contains("Over 16 minuten kan het weer."), "{}", refused.text);
    browser.post("/language", "to=en&here=/login").await;
    let refused = log_in(&mut browser, EMAIL, PASSWORD, &own).await;
    assert!(refused.text.contains("You can try again in 16 minutes."), "{}", refused.text);
    // Another address is not held up, and this one not for longer than a window.
    let other = log_in(&mut browser, "other@example.nl", PASSWORD, &own).await;
    assert_eq!(other.status, StatusCode::FORBIDDEN);
    bench.clock.advance(Duration::from_mins(15));
    let answer = log_in(&mut browser, EMAIL, PASSWORD, &number(&seed, &bench, 0)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_source_is_counted_as_the_proxy_names_it_if_there_is_one() {
    let link = format!("/in/{}", "0".repeat(64));
    for (header, is_believed) in [(None, false), (Some("x-forwarded-for"), true)] {
        let bench = Bench::behind("http://localhost:8080", header).await;
        let mut browser = bench.browser();
        browser.forwarded = Some("192.0.2.50");
        for _ in 0..30 {
            assert_eq!(browser.post(&link, "").await.status, StatusCode::OK);
        }
        let refused = browser.post(&link, "").await;
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(refused.header("retry-after"), "901");
        // What a visitor puts in front does not help; what the proxy says does.
        browser.forwarded = Some("192.0.2.60, 192.0.2.50");
        assert_eq!(browser.post(&link, "").await.status, StatusCode::TOO_MANY_REQUESTS);
        browser.forwarded = Some("192.0.2.51");
        let other = browser.post(&link, "").await;
        assert_eq!(other.status == StatusCode::OK, is_believed);
        // Somebody who is no proxy of ours is counted as they come, whatever they say.
        let mut elsewhere = bench.browser_at("192.0.2.2");
        for number in 0..30 {
            elsewhere.forwarded = Some(["192.0.2.50", "192.0.2.52"][number % 2]);
            assert_eq!(elsewhere.post(&link, "").await.status, StatusCode::OK);
        }
        elsewhere.forwarded = Some("192.0.2.53");
        assert_eq!(elsewhere.post(&link, "").await.status, StatusCode::TOO_MANY_REQUESTS);
    }
}

#[tokio::test]
async fn links_that_are_links_are_not_counted() {
    let bench = Bench::local().await;
    bench.connection(1, "Fietsen").await;
    let account = bench.account("Fietsen", 1, Role::Owner).await;
    for _ in 0..40 {
        bench.browser_of(&account).await;
    }
}

#[tokio::test]
async fn what_an_operator_chooses_must_do() {
    let bench = Bench::local().await;
    let account = operator(&bench, EMAIL).await;
    let mut browser = bench.browser_of(&account).await;
    let page = browser.get("/account").await;
    let seed = between(&page.text, "name=\"seed\" value=\"", "\"").to_owned();
    let own = number(&seed, &bench, 0);
    for (form, said) in [
        (choice("elf tekens.", "elf tekens.", &seed, &own), "minder dan 12 tekens"),
        (choice("OP@Example.nl", "OP@Example.nl", &seed, &own), "Uw adres is geen wachtwoord"),
        (choice(PASSWORD, "iets anders dan dat", &seed, &own), "niet gelijk"),
        (choice(PASSWORD, PASSWORD, &seed, "000000"), "Deze code klopt niet"),
        (choice(PASSWORD, PASSWORD, "AAAA", &own), "Dit formulier klopt niet"),
    ] {
        let answer = browser.post("/account", &form).await;
        assert!(answer.text.contains(said), "{said}: {}", answer.text);
        assert!(bench.store.totp_of(&account).await.unwrap().is_none());
    }
    // The seed that was scanned stays the one that is asked for.
    let again = browser.post("/account", &choice("x", "x", &seed, &own)).await;
    assert!(again.text.contains(&seed));
}

#[tokio::test]
async fn only_who_just_came_in_changes_how_they_do() {
    let (bench, seed) = chosen().await;
    let mut browser = bench.browser();
    log_in(&mut browser, EMAIL, PASSWORD, &number(&seed, &bench, 0)).await;
    let page = browser.get("/account").await;
    let fresh = between(&page.text, "name=\"seed\" value=\"", "\"").to_owned();
    bench.clock.advance(Duration::from_mins(30) + Duration::from_secs(1));
    assert!(!browser.get("/account").await.text.contains("name=\"seed\""));
    let own = number(&fresh, &bench, 0);
    let form = choice("een heel ander", "een heel ander", &fresh, &own);
    let late = browser.post("/account", &form).await;
    assert!(late.text.contains("langer dan een half uur"), "{}", late.text);
    let answer = log_in(&mut browser, EMAIL, PASSWORD, &number(&seed, &bench, 0)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "nothing was changed");
    assert_eq!(browser.post("/account", &form).await.status, StatusCode::SEE_OTHER);
    bench.clock.advance(Duration::from_mins(1));
    let mut other = bench.browser();
    let old = log_in(&mut other, EMAIL, PASSWORD, &number(&seed, &bench, 0)).await;
    assert_eq!(old.status, StatusCode::FORBIDDEN);
    let new = log_in(&mut other, EMAIL, "een heel ander", &number(&fresh, &bench, 0)).await;
    assert_eq!(new.status, StatusCode::SEE_OTHER);
}
