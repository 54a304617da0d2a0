//! Where a shop or Moneybird lets nobody in, there is a way on.

use std::time::Duration;

use axum::http::StatusCode;
use secrecy::SecretString;
use store::{AccountId, InstallId, Role};

use crate::browser::{Bench, Browser};

const SHOP: &str = "https://shop-1.example";

/// An install of shop 1 that leads back there.
async fn install(bench: &Bench, back: &str) -> InstallId {
    let (key, secret) = (SecretString::from("k"), SecretString::from("s"));
    let id = bench.store.save_install(&key, &secret, SHOP, back, bench.now()).await.unwrap();
    bench.store.open_install(&id, 1, 3, bench.now()).await.unwrap();
    id
}

/// Comes back from Moneybird with this; where that leads.
async fn back(bench: &Bench, account: &AccountId, browser: &mut Browser, with: &str) -> String {
    let verifier = SecretString::from("a-verifier");
    let half_hour = Duration::from_mins(30);
    let errand = bench.store.new_errand(account, 1, &verifier, bench.now(), half_hour).await;
    let path = format!("/moneybird/return?state={}{with}", errand.unwrap().expose());
    let answer = browser.get(&path).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.header("location").to_owned()
}

#[tokio::test]
async fn whoever_gives_no_leave_is_told_that_nothing_changed() {
    let bench = Bench::local().await;
    let account = bench.account("Fietsen", 1, Role::Owner).await;
    let mut browser = bench.browser_of(&account).await;
    let install = install(&bench, SHOP).await;
    let setup = format!("/setup/{install}");
    let no =
        ["U gaf geen toegang; er is niets veranderd.", "You gave no access; nothing was changed."];
    let failed = ["Bij Moneybird ging iets mis", "Something went wrong at Moneybird"];
    let answers = [("&error=access_denied", no), ("", no), ("&error=server_error", failed)];
    let mut first = setup.clone();
    for connected in [false, true] {
        if connected {
            let connection = bench.connection(1, "Fietsen").await;
            first = format!("/c/{connection}/moneybird");
        }
        assert!(!browser.get(&first).await.text.contains("role=\"alert\""));
        for (with, said) in answers {
            let to = back(&bench, &account, &mut browser, with).await;
            assert!(to.starts_with(&format!("{first}?ended=")), "{to}");
            for (language, said) in ["nl", "en"].into_iter().zip(said) {
                browser.post("/language", &format!("to={language}&here=/")).await;
                let page = browser.get(&to).await;
                assert_eq!(page.status, StatusCode::OK);
                assert!(page.text.contains(said) && page.text.contains("role=\"alert\""), "{to}");
                assert!(page.text.contains("name=\"token\""), "{}", page.text);
            }
        }
        let odd = browser.get(&format!("{first}?ended=%3Cscript%3E")).await;
        assert!(!odd.text.contains("role=\"alert\"") && !odd.text.contains("<script>"));
    }
}

#[tokio::test]
async fn after_an_uninstall_the_overview_leads_to_where_it_is_installed_again() {
    for (back, leads) in [
        (format!("{SHOP}/onderhoud/apps"), true),
        // Whoever signed this: it is no place of the shop.
        ("https://elders.example/".to_owned(), false),
    ] {
        let bench = Bench::new("https://sluitend.example").await;
        let connection = bench.connection(1, "Fietsen").await;
        let install = install(&bench, &back).await;
        bench.store.end_install(&install, bench.now()).await.unwrap();
        let code = "credentials-shop";
        bench.store.forget_shop_keys(&connection, (code, "x"), bench.now()).await.unwrap();
        let account = bench.account("Fietsen", 1, Role::Owner).await;
        let reader = bench.account("Bea", 1, Role::Reader).await;
        let session = async |account: &AccountId| {
            let hour = Duration::from_hours(1);
            let token = bench.store.open_session(account, bench.now(), hour).await.unwrap();
            let mut browser = bench.browser();
            browser.cookies.insert("__Host-sluitend".to_owned(), token.expose().to_owned());
            browser
        };
        let (mut owner, mut reader) = (session(&account).await, session(&reader).await);
        let link = format!("href=\"{back}\" rel=\"noreferrer\"");
        for (language, said, way) in [
            (
                "nl",
                "De app is in CCV Shop verwijderd. Installeer Sluitend daar opnieuw",
                "Naar CCV Shop",
            ),
            ("en", "The app was removed in CCV Shop. Install Sluitend there again", "To CCV Shop"),
        ] {
            for browser in [&mut owner, &mut reader] {
                browser.post("/language", &format!("to={language}&here=/")).await;
            }
            let path = format!("/c/{connection}");
            let page = owner.get(&path).await.text;
            assert!(page.contains(said), "{page}");
            assert_eq!((page.contains(&link), page.contains(way)), (leads, leads), "{page}");
            let page = reader.get(&path).await.text;
            assert!(page.contains(said) && !page.contains(&link), "{page}");
        }
    }
}
