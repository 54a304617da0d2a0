//! Choosing what is mailed, and ending it from a letter.

use std::time::Duration;

use axum::http::StatusCode;
use store::{AccountId, LetterKind, MemberLogin, Numbers, Role};

use crate::browser::Bench;

fn address(bench: &Bench, account: &AccountId, kind: LetterKind) -> String {
    let proof = bench.store.unsubscribe_proof(account, kind);
    format!("/unsubscribe/{account}/{}/{proof}", kind.as_str())
}

async fn has_address(bench: &Bench, account: &AccountId) {
    let numbers = Numbers::Kept;
    let login = MemberLogin { email: "bea@example.nl", password_hash: "hash", numbers };
    bench.store.set_member_login(account, login).await.unwrap();
    let token = mailed(bench).await;
    assert_eq!(
        bench.store.confirm_address(&token, bench.now()).await.unwrap().as_ref(),
        Some(account)
    );
}

/// The token of the letter that is due to the address of somebody.
async fn mailed(bench: &Bench) -> String {
    let due = bench.store.to_be_confirmed(bench.now(), 9).await.unwrap();
    let [to] = due.try_into().unwrap();
    let lasts = Duration::from_hours(72);
    let own = bench.store.take_confirmation(&to, bench.now(), lasts).await.unwrap().unwrap();
    own.token.expose().to_owned()
}

async fn is_told(bench: &Bench, kind: LetterKind) -> bool {
    !bench.store.mail_readers(1, kind).await.unwrap().is_empty()
}

#[tokio::test]
async fn one_click_in_a_letter_ends_its_kind_without_signing_in() {
    let bench = Bench::local().await;
    bench.connection(1, "Fietsen").await;
    let bea = bench.account("Bea", 1, Role::Owner).await;
    has_address(&bench, &bea).await;
    let path = address(&bench, &bea, LetterKind::Orders);
    let mut browser = bench.browser();
    // Programs that look at links in mail change nothing.
    for _ in 0..2 {
        let page = browser.get(&path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("Niet meer sturen") && !page.text.contains("Fietsen"));
        assert!(page.text.contains(&format!("action=\"{path}\"")), "{}", page.text);
    }
    assert!(is_told(&bench, LetterKind::Orders).await);
    // A program for mail posts this, and has neither a cookie nor a page.
    let answer = browser.call(&path, "List-Unsubscribe=One-Click", "").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.text.contains("geen bericht meer"), "{}", answer.text);
    assert!(browser.cookies.is_empty(), "it lets nobody in");
    assert!(!is_told(&bench, LetterKind::Orders).await);
    assert!(is_told(&bench, LetterKind::Broken).await, "the others go on");
    assert_eq!(browser.call(&path, "", "").await.status, StatusCode::OK, "as often as one likes");
    let log = bench.store.audit_of(1, 9).await.unwrap();
    assert!(log.iter().any(|own| own.what == "letters ended"));
}

#[tokio::test]
async fn an_address_that_is_none_of_ours_ends_nothing() {
    let bench = Bench::local().await;
    let bea = bench.account("Bea", 1, Role::Owner).await;
    has_address(&bench, &bea).await;
    let proof = bench.store.unsubscribe_proof(&bea, LetterKind::Orders);
    let mut browser = bench.browser();
    for path in [
        format!("/unsubscribe/{bea}/broken/{proof}"),
        format!("/unsubscribe/{bea}/nothing/{proof}"),
        format!("/unsubscribe/{bea}/orders/{}", "0".repeat(64)),
        format!("/unsubscribe/{bea}/orders/x"),
        format!("/unsubscribe/bea/orders/{proof}"),
    ] {
        assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(browser.call(&path, "", "").await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert!(is_told(&bench, LetterKind::Orders).await && is_told(&bench, LetterKind::Broken).await);
    // One of ours does, from our own page; another site's form does not.
    let path = address(&bench, &bea, LetterKind::Orders);
    assert_eq!(browser.post_from_elsewhere(&path, "").await.status, StatusCode::FORBIDDEN);
    assert!(is_told(&bench, LetterKind::Orders).await);
    browser.post(&path, "").await;
    assert!(!is_told(&bench, LetterKind::Orders).await);
}

#[tokio::test]
async fn what_is_mailed_is_chosen_where_somebody_chooses_how_they_come_in() {
    let bench = Bench::mailing().await;
    bench.connection(1, "Fietsen").await;
    let bea = bench.account("Bea", 1, Role::Owner).await;
    let mut browser = bench.browser_of(&bea).await;
    let page = browser.get("/account").await.text;
    assert!(page.contains("er is geen adres van u bekend"), "{page}");
    assert!(page.contains("hierheen gaan uw berichten") && !page.contains("Er gaat geen mail"));
    has_address(&bench, &bea).await;
    let mut browser = bench.browser_of(&bea).await;
    let page = browser.get("/account").await.text;
    assert!(page.contains("Wat wilt u in uw postvak krijgen?"), "{page}");
    assert_eq!(page.matches(" checked>").count(), 4, "owners are told everything");
    assert!(!page.contains("gratis maand"), "nobody charges here");
    let answer = browser.post("/account/letters", "broken=yes").await;
    assert_eq!(answer.header("location"), "/account");
    assert!(is_told(&bench, LetterKind::Broken).await && !is_told(&bench, LetterKind::Month).await);
    let page = browser.get("/account").await.text;
    assert!(page.contains("name=\"broken\" value=\"yes\" checked>"), "{page}");
    assert_eq!(page.matches(" checked>").count(), 1);
    // Readers are told nothing unless they want it.
    let cor = bench.account("Cor", 1, Role::Reader).await;
    let mut browser = bench.browser_of(&cor).await;
    assert_eq!(browser.get("/account").await.text.matches(" checked>").count(), 0);
}

#[tokio::test]
async fn that_the_free_month_ends_is_offered_where_the_host_charges() {
    let bench = Bench::charging_by_mail().await;
    bench.connection(1, "Fietsen").await;
    let bea = bench.account("Bea", 1, Role::Owner).await;
    has_address(&bench, &bea).await;
    let mut browser = bench.browser_of(&bea).await;
    let page = browser.get("/account").await.text;
    assert!(
        page.contains("name=\"trial\" value=\"yes\" checked> De gratis maand loopt af"),
        "{page}"
    );
    assert!(is_told(&bench, LetterKind::Trial).await);
    browser.post("/account/letters", "broken=yes").await;
    assert!(!is_told(&bench, LetterKind::Trial).await);
}

#[tokio::test]
async fn an_address_gets_letters_when_its_link_was_followed() {
    let bench = Bench::mailing().await;
    bench.connection(1, "Fietsen").await;
    let bea = bench.account("Bea", 1, Role::Owner).await;
    let numbers = Numbers::Kept;
    let login = MemberLogin { email: "bea@example.nl", password_hash: "hash", numbers };
    bench.store.set_member_login(&bea, login).await.unwrap();
    let mut browser = bench.browser_of(&bea).await;
    for (language, said) in
        [("nl", "bea@example.nl is nog niet bevestigd"), ("en", "bea@example.nl is not confirmed")]
    {
        browser.post("/language", &format!("to={language}&here=/")).await;
        let page = browser.get("/account").await.text;
        assert!(page.contains(said) && page.contains("action=\"/account/confirm\""), "{page}");
    }
    assert!(!is_told(&bench, LetterKind::Orders).await);
    let first = mailed(&bench).await;
    // Sent again, the newest alone works; and not as often as one likes.
    for again in 0..4 {
        let answer = browser.post("/account/confirm", "").await;
        let expected =
            if again < 3 { StatusCode::SEE_OTHER } else { StatusCode::TOO_MANY_REQUESTS };
        assert_eq!(answer.status, expected, "{again}");
    }
    let link = format!("/confirm/{}", mailed(&bench).await);
    // Whoever reads the mail has neither a cookie nor an account.
    let mut reader = bench.browser();
    let over = reader.post(&format!("/confirm/{first}"), "").await.text;
    assert!(over.contains("werkt niet meer"), "{over}");
    for _ in 0..2 {
        let page = reader.get(&link).await.text;
        assert!(page.contains(&format!("action=\"{link}\"")) && page.contains(">Bevestigen<"));
    }
    assert!(!is_told(&bench, LetterKind::Orders).await, "to look at it confirms nothing");
    let page = reader.post(&link, "").await.text;
    assert!(page.contains("is bevestigd") && reader.cookies.is_empty(), "{page}");
    assert!(reader.post(&link, "").await.text.contains("werkt niet meer"), "once");
    assert!(is_told(&bench, LetterKind::Orders).await);
    let page = browser.get("/account").await.text;
    assert!(!page.contains("/account/confirm") && page.contains("mailbox?"), "{page}");
    let log = bench.store.audit_of(1, 9).await.unwrap();
    assert!(log.iter().any(|own| own.what == "address confirmed"));
    assert!(reader.get("/confirm/x").await.text.contains("werkt niet meer"));
}

#[tokio::test]
async fn where_nothing_is_mailed_nothing_is_offered() {
    let bench = Bench::local().await;
    let bea = bench.account("Bea", 1, Role::Owner).await;
    let page = bench.browser_of(&bea).await.get("/account").await.text;
    assert!(!page.contains("postvak") && page.contains("Er gaat geen mail naartoe"), "{page}");
}
