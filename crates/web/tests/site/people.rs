//! Who may look into a shop, and what they cannot do there.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use axum::http::StatusCode;
use secrecy::SecretString;
use store::{ConnectionId, InstallId, Role, State};

use crate::browser::{Bench, Browser};

/// Sends an invitation; the path of its link.
async fn invite(browser: &mut Browser, connection: &ConnectionId, form: &str) -> String {
    let page = browser.post(&format!("/c/{connection}/people"), form).await;
    let link = page.text.split_once("value=\"http://localhost:8080/invited/").unwrap().1;
    format!("/invited/{}", link.split_once('"').unwrap().0)
}

/// What was done at the shop. Here all of it was done at one moment.
async fn told(bench: &Bench, shop: i64) -> BTreeSet<String> {
    let told = bench.store.audit_of(shop, 99).await.unwrap();
    told.into_iter().map(|own| format!("{} {}", own.what, own.detail)).collect()
}

fn set(deeds: &[&str]) -> BTreeSet<String> {
    deeds.iter().map(|own| (*own).to_owned()).collect()
}

#[tokio::test]
async fn an_accountant_is_invited_looks_in_and_is_withdrawn() {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    bench.refused(&connection, 11, "F-11").await;
    let owner = bench.account("Fietsen", 1, Role::Owner).await;
    let mut shop = bench.browser_of(&owner).await;
    let people = format!("/c/{connection}/people");
    let link = invite(&mut shop, &connection, "name=+Bea%0A&role=reader").await;
    assert!(!shop.get(&people).await.text.contains(&link), "it is shown once");

    let mut books = bench.browser();
    // Programs that look at links in mail do not use them up.
    for _ in 0..2 {
        let page = books.get(&link).await;
        assert!(page.text.contains("Fietsen nodigt u uit"), "{}", page.text);
        assert!(!page.text.contains("Toevoegen"));
    }
    assert!(books.cookies.is_empty());
    let overview = format!("/c/{connection}");
    assert_eq!(books.post(&link, "").await.header("location"), "/account");
    for path in ["", "/orders", "/orders/11", "/close", "/people", "/log"] {
        let page = books.get(&format!("{overview}{path}")).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        // Signing out and the language are their own; a statement may be asked for, and an order looked up.
        let forms = page.text.matches("<form ").count();
        let own = page.text.matches("action=\"/out\"").count()
            + page.text.matches("action=\"/language\"").count()
            + page.text.matches(&format!("action=\"{overview}/close\"")).count()
            + page.text.matches(&format!("action=\"{overview}/orders\"")).count();
        assert_eq!(forms, own, "{path}");
        assert!(!page.text.contains("name=\"do\""), "{path}");
    }
    let mut late = bench.browser();
    assert!(late.post(&link, "").await.text.contains("werkt niet meer"));
    assert!(late.get(&link).await.text.contains("werkt niet meer") && late.cookies.is_empty());

    let page = shop.get(&people).await.text;
    assert!(page.contains("<strong>Bea</strong>") && page.contains("<strong>Fietsen</strong>"));
    let withdraw: Vec<&str> = page.split("action=\"").skip(1).collect();
    let withdraw: Vec<&str> = withdraw.iter().map(|own| own.split_once('"').unwrap().0).collect();
    let withdraw: Vec<&&str> = withdraw.iter().filter(|own| own.ends_with("/withdraw")).collect();
    assert_eq!(withdraw.len(), 1, "the owner cannot be withdrawn");
    assert_eq!(shop.post(withdraw[0], "").await.status, StatusCode::SEE_OTHER);
    assert_eq!(books.get(&overview).await.header("location"), "/in", "at once");
    assert!(!shop.get(&people).await.text.contains("Bea"));
    let expected = set(&["invited Bea", "invitation used Bea", "access withdrawn Bea"]);
    assert_eq!(told(&bench, 1).await, expected);
    assert!(shop.get(&format!("/c/{connection}/log")).await.text.contains("toegang van Bea"));
}

#[tokio::test]
async fn an_invitation_is_taken_back_and_runs_out() {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    let owner = bench.account("Fietsen", 1, Role::Owner).await;
    let mut shop = bench.browser_of(&owner).await;
    let back = invite(&mut shop, &connection, "name=Bea&role=reader").await;
    let page = shop.get(&format!("/c/{connection}/people")).await.text;
    let path = format!("/c/{connection}/people/invitations/");
    let id = page.split_once(&path).unwrap().1.split_once('"').unwrap().0;
    assert_eq!(shop.post(&format!("{path}{id}"), "").await.status, StatusCode::SEE_OTHER);
    assert_eq!(shop.post(&format!("{path}{id}"), "").await.status, StatusCode::NOT_FOUND);
    let over = invite(&mut shop, &connection, "name=Cor&role=reader").await;
    let mut other = bench.browser();
    assert!(other.post(&back, "").await.text.contains("werkt niet meer"));
    bench.clock.advance(Duration::from_hours(7 * 24));
    assert!(other.post(&over, "").await.text.contains("werkt niet meer"));
    assert!(other.cookies.is_empty());
    assert_eq!(
        told(&bench, 1).await,
        set(&["invited Bea", "invitation taken back Bea", "invited Cor"])
    );
}

#[tokio::test]
async fn somebody_who_is_in_adds_a_shop_to_what_they_see() {
    let bench = Bench::local().await;
    let (one, two) = (bench.connection(1, "Fietsen").await, bench.connection(2, "Thee").await);
    let (fietsen, thee) = (
        bench.account("Fietsen", 1, Role::Owner).await,
        bench.account("Thee", 2, Role::Owner).await,
    );
    bench.clock.advance(Duration::from_mins(1));
    let mut giver = bench.browser_of(&thee).await;
    let mut taker = bench.browser_of(&fietsen).await;
    for (role, looks_only) in [("reader", true), ("owner", false)] {
        let link = invite(&mut giver, &two, &format!("name=Fietsen&role={role}")).await;
        if looks_only {
            assert!(taker.get(&link).await.text.contains("Toevoegen aan Fietsen"));
        } else {
            // Who sees the shop already may have opened it to look whether it works.
            assert!(!taker.get(&link).await.text.contains("Toevoegen"));
        }
        let to = taker.post(&link, "own=yes").await;
        assert_eq!(to.header("location"), format!("/c/{two}"));
        let look = taker.post(&format!("/c/{two}/look"), "").await;
        assert_eq!(look.status == StatusCode::FORBIDDEN, looks_only);
    }
    let all = taker.get("/").await;
    assert!(all.text.contains("Fietsen") && all.text.contains("Thee"));
    assert!(taker.get(&format!("/c/{one}")).await.text.contains("Alle koppelingen"));
    // What the giver has is theirs alone still, and the App Store of each leads to its own account.
    assert_eq!(giver.get(&format!("/c/{one}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(bench.store.owner_of(2).await.unwrap(), Some(thee));
    // Nobody is in with an account that a link of somebody else opened.
    let link = invite(&mut giver, &two, "name=Fietsen&role=reader").await;
    let mut stranger = bench.browser();
    let answer = stranger.post(&link, "own=yes").await;
    assert_eq!(answer.header("location"), link);
    assert!(stranger.cookies.is_empty());
    stranger.post(&link, "").await;
    assert_eq!(stranger.get(&format!("/c/{one}")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_first_owner_of_a_shop_has_no_other_shop() {
    let bench = Bench::local().await;
    bench.connection(1, "Fietsen").await;
    let two = bench.connection(2, "Thee").await;
    let operator = bench.store.save_operator("op@example.nl", "", bench.now()).await.unwrap();
    let fietsen = bench.account("Fietsen", 1, Role::Owner).await;
    let mut giver = bench.browser_of(&operator).await;
    let mut taker = bench.browser_of(&fietsen).await;
    let link = invite(&mut giver, &two, "name=Thee&role=owner").await;
    assert!(!taker.get(&link).await.text.contains("Toevoegen"));
    assert_eq!(taker.post(&link, "own=yes").await.header("location"), link);
    assert_eq!(taker.get(&format!("/c/{two}")).await.status, StatusCode::NOT_FOUND);
    taker.post(&link, "").await;
    assert_eq!(taker.get("/").await.header("location"), format!("/c/{two}"));
    assert_ne!(bench.store.owner_of(2).await.unwrap(), Some(fietsen));
}

#[tokio::test]
async fn what_cannot_be_is_not_done() {
    let bench = Bench::local().await;
    let (one, two) = (bench.connection(1, "Fietsen").await, bench.connection(2, "Thee").await);
    let owner = bench.account("Fietsen", 1, Role::Owner).await;
    let other = bench.account("Thee", 2, Role::Owner).await;
    let mut shop = bench.browser_of(&owner).await;
    let people = format!("/c/{one}/people");
    assert!(shop.post(&people, "name=+&role=reader").await.text.contains("Vul een naam in"));
    assert_eq!(shop.post(&people, "name=x&role=boss").await.status, StatusCode::BAD_REQUEST);
    for (path, expected) in [
        (format!("{people}/{owner}/withdraw"), StatusCode::BAD_REQUEST),
        // Of another shop, by the address of one's own, and by that of the other.
        (format!("{people}/{other}/withdraw"), StatusCode::NOT_FOUND),
        (format!("/c/{two}/people/{other}/withdraw"), StatusCode::NOT_FOUND),
        (format!("{people}/x/withdraw"), StatusCode::NOT_FOUND),
        (format!("{people}/invitations/x/withdraw"), StatusCode::NOT_FOUND),
    ] {
        assert_eq!(shop.post(&path, "").await.status, expected, "{path}");
    }
    assert_eq!(shop.get(&format!("/c/{two}/people")).await.status, StatusCode::NOT_FOUND);
    for _ in 0..20 {
        invite(&mut shop, &one, "name=x&role=reader").await;
    }
    let full = shop.post(&people, "name=x&role=reader").await;
    assert!(full.text.contains("twintig uitnodigingen"), "{}", full.text);
    assert_eq!(bench.store.invitations_to(1, bench.now()).await.unwrap().len(), 20);
}

/// What the sources say is served to a form.
fn forms() -> BTreeSet<String> {
    let mut forms = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap();
            for route in text.split(".route(").skip(1) {
                let route = route.split("\n        .").next().unwrap().split(';').next().unwrap();
                if let Some(path) = route.split('"').nth(1).filter(|_| route.contains("post(")) {
                    forms.insert(path.to_owned());
                }
            }
        }
    }
    forms
}

/// An install of a shop that is being set up.
async fn install(bench: &Bench, shop: i64) -> InstallId {
    let (store, now) = (&bench.store, bench.now());
    let (public, own) = (SecretString::from("p"), SecretString::from("s"));
    let id =
        store.save_install(&public, &own, "https://w.example", "https://b", now).await.unwrap();
    store.open_install(&id, shop, 5, now).await.unwrap();
    id
}

#[tokio::test]
async fn a_reader_changes_nothing_by_any_form_that_there_is() {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    bench.refused(&connection, 11, "F-11").await;
    let owner = bench.account("Fietsen", 1, Role::Owner).await;
    let reader = bench.account("Bea", 1, Role::Reader).await;
    let mut shop = bench.browser_of(&owner).await;
    invite(&mut shop, &connection, "name=Cor&role=reader").await;
    let invitation = bench.store.invitations_to(1, bench.now()).await.unwrap()[0].id.to_string();
    let install = install(&bench, 1).await.to_string();
    let (forbidden, other) = (StatusCode::FORBIDDEN, StatusCode::SEE_OTHER);
    let table = [
        ("/c/{connection}/look", "", forbidden),
        ("/c/{connection}/orders", "do=retry&order=11", forbidden),
        ("/c/{connection}/orders/{order}/retry", "", forbidden),
        ("/c/{connection}/orders/{order}/ignore", "why=x", forbidden),
        ("/c/{connection}/orders/{order}/take-back", "", forbidden),
        ("/c/{connection}/orders/{order}/look-through", "", forbidden),
        ("/c/{connection}/orders/{order}/correct", "shown=x", forbidden),
        ("/c/{connection}/orders/{order}/erase", "", forbidden),
        ("/c/{connection}/settings", "status=7", forbidden),
        ("/c/{connection}/adopt", "up_to=1&digest=x", forbidden),
        ("/c/{connection}/people", "name=x&role=owner", forbidden),
        ("/c/{connection}/people/{account}/withdraw", "", forbidden),
        ("/c/{connection}/people/{account}/password", "", forbidden),
        ("/c/{connection}/people/invitations/{invitation}/withdraw", "", forbidden),
        ("/c/{connection}/moneybird", "", forbidden),
        ("/c/{connection}/token", "token=t", forbidden),
        ("/setup/{install}/token", "token=t", forbidden),
        ("/setup/{install}/moneybird", "", forbidden),
        // A statement is worked out from what there is, which is what an accountant comes for.
        ("/c/{connection}/close", "period=2026-10", other),
        // Their own, or nobody's.
        ("/language", "to=nl&here=/", other),
        ("/login", "", StatusCode::FORBIDDEN),
        ("/account", "password=x&again=x&seed=x&number=x", StatusCode::BAD_REQUEST),
        ("/account/letters", "month=yes", other),
        ("/account/confirm", "", other),
        ("/confirm/{token}", "", StatusCode::OK),
        ("/unsubscribe/{account}/{kind}/{proof}", "", StatusCode::NOT_FOUND),
        ("/in/{token}", "", StatusCode::OK),
        ("/invited/{token}", "", StatusCode::OK),
        ("/app/handshake", "", StatusCode::FORBIDDEN),
        ("/app/uninstall", "", StatusCode::FORBIDDEN),
        ("/hook/{token}", "", StatusCode::GONE),
        // Asked first, since they have no password.
        ("/out", "", StatusCode::OK),
    ];
    let listed: BTreeSet<String> = table.iter().map(|(path, ..)| (*path).to_owned()).collect();
    assert_eq!(listed, forms(), "every form is in the table");
    let mut browser = bench.browser_of(&reader).await;
    for (path, form, expected) in table {
        let at = path
            .replace("{connection}", connection.as_str())
            .replace("{order}", "11")
            .replace("{account}", &reader.to_string())
            .replace("{invitation}", &invitation)
            .replace("{install}", &install)
            .replace("{token}", &"0".repeat(64));
        let answer = browser.post(&at, form).await;
        assert_eq!(answer.status, expected, "{path}: {}", answer.text);
        if path.starts_with("/c/") && expected == forbidden || path.starts_with("/setup/") {
            assert!(answer.text.contains("alleen kijken"), "{path}");
        }
    }
    let order = bench.store.order(&connection, 11).await.unwrap().unwrap();
    assert_eq!(order.state, State::Refused);
    assert_eq!(bench.store.members_of(1).await.unwrap().len(), 2);
    assert_eq!(bench.store.invitations_to(1, bench.now()).await.unwrap().len(), 1);
    assert_eq!(told(&bench, 1).await, set(&["invited Cor", "letters chosen "]), "their own");
}

#[tokio::test]
async fn who_is_withdrawn_does_not_come_back_by_an_invitation_of_their_own() {
    let bench = Bench::local().await;
    let (one, two) = (bench.connection(1, "Fietsen").await, bench.connection(2, "Thee").await);
    let first = bench.account("Fietsen", 1, Role::Owner).await;
    bench.clock.advance(Duration::from_secs(5));
    let second = bench.account("Mallory", 1, Role::Owner).await;
    bench.store.grant_shop(&second, 2, Role::Owner, bench.now()).await.unwrap();
    let mut owner = bench.browser_of(&first).await;
    let mut mallory = bench.browser_of(&second).await;
    let own = invite(&mut mallory, &one, "name=Accountant&role=owner").await;
    let elsewhere = invite(&mut mallory, &two, "name=Dirk&role=reader").await;
    let others = invite(&mut owner, &one, "name=Cor&role=reader").await;
    let withdraw = format!("/c/{one}/people/{second}/withdraw");
    assert_eq!(owner.post(&withdraw, "").await.status, StatusCode::SEE_OTHER);
    let mut again = bench.browser();
    assert!(again.post(&own, "").await.text.contains("werkt niet meer"));
    assert!(again.cookies.is_empty());
    let page = owner.get(&format!("/c/{one}/people")).await.text;
    assert!(!page.contains("Accountant") && page.contains("Cor"));
    for (link, shop) in [(others, &one), (elsewhere, &two)] {
        let mut invited = bench.browser();
        invited.post(&link, "").await;
        assert_eq!(invited.get("/").await.header("location"), format!("/c/{shop}"));
    }
}
