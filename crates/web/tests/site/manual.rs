//! The manual: open to everybody, in both languages, and searched without a script.

use axum::http::StatusCode;
use store::Role;

use crate::browser::Bench;

#[tokio::test]
async fn everybody_reads_the_manual_and_each_language_has_its_address() {
    let bench = Bench::local().await;
    let mut browser = bench.browser();
    for (root, other, language, to) in
        [("/handleiding", "/manual", "nl", "en"), ("/manual", "/handleiding", "en", "nl")]
    {
        let answer = browser.get(root).await;
        assert_eq!(answer.status, StatusCode::OK);
        let page = answer.text;
        assert!(page.contains(&format!("<html lang=\"{language}\">")), "{page}");
        assert!(page.contains(&format!("<a href=\"{root}/start\">")), "{page}");
        assert!(page.contains(&format!("<a href=\"{root}/backup\">")), "{page}");
        let chapter = browser.get(&format!("{root}/needs-you")).await;
        assert_eq!(chapter.status, StatusCode::OK);
        assert!(chapter.text.contains("id=\"vat-unmapped\""), "{}", chapter.text);
        assert!(chapter.header("content-security-policy").contains("style-src 'self'"));
        assert!(!chapter.text.contains(" style="), "what the policy forbids");
        let here = format!("name=\"here\" value=\"{other}/needs-you\"");
        assert!(chapter.text.contains(&here), "{}", chapter.text);
        let answer = browser.post("/language", &format!("to={to}&here={other}/needs-you")).await;
        assert_eq!(answer.header("location"), format!("{other}/needs-you"));
    }
}

#[tokio::test]
async fn a_chapter_that_is_not_there_is_a_page_that_is_not_there() {
    let bench = Bench::local().await;
    let mut browser = bench.browser();
    for path in [
        "/handleiding/nergens",
        "/manual/../start",
        "/manual/start.md",
        "/manual/pictures/overzicht.png",
        "/manual/pictures/nothing.0000000000000000.png",
    ] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.text.contains("<h1>"), "{path}: {}", answer.text);
    }
}

#[tokio::test]
async fn pictures_are_kept_by_browsers() {
    let bench = Bench::local().await;
    let mut browser = bench.browser();
    let mut seen = 0;
    for slug in ["start", "install", "settings", "closing", "needs-you"] {
        let page = browser.get(&format!("/handleiding/{slug}")).await.text;
        for part in page.split('"').filter(|own| own.starts_with("/manual/pictures/")) {
            let answer = browser.get(part).await;
            assert_eq!(answer.status, StatusCode::OK, "{part}");
            assert_eq!(answer.header("content-type"), "image/png");
            assert!(answer.header("cache-control").contains("immutable"));
            assert!(answer.bytes.starts_with(b"\x89PNG"));
            seen += 1;
        }
    }
    assert!(seen > 0, "no chapter shows a picture");
}

#[tokio::test]
async fn words_are_found_and_what_is_not_found_is_said() {
    let bench = Bench::local().await;
    let mut browser = bench.browser();
    let page = browser.get("/handleiding?q=VAT-Unmapped").await.text;
    assert!(page.contains("href=\"/handleiding/needs-you#vat-unmapped\""), "{page}");
    let english = browser.get("/manual?q=vat-unmapped").await.text;
    assert!(english.contains("href=\"/manual/needs-you#vat-unmapped\""), "{english}");
    let none = browser.get("/handleiding?q=%3Cb%3Exyzzy%3C%2Fb%3E").await.text;
    assert!(none.contains("staat niets met ‘&#60;b&#62;xyzzy&#60;/b&#62;’"), "{none}");
    assert!(none.contains("met andere woorden") && !none.contains("<b>xyzzy"), "{none}");
    // Long, and of signs that are no words.
    for asked in ["e".repeat(5_000), "%21%21".repeat(900), "e%20".repeat(2_000)] {
        let answer = browser.get(&format!("/handleiding?q={asked}")).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.text.matches("<mark>").count() < 2_000);
        assert!(answer.text.len() < 100_000, "{}", answer.text.len());
    }
    let empty = browser.get("/handleiding?q=%20").await.text;
    assert!(!empty.contains("class=\"found\""), "{empty}");
}

#[tokio::test]
async fn every_page_leads_to_the_manual_and_to_who_helps() {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    let account = bench.account("Fietsen", 1, Role::Owner).await;
    let mut browser = bench.browser_of(&account).await;
    for path in [format!("/c/{connection}"), "/nowhere".to_owned(), "/login".to_owned()] {
        let page = browser.get(&path).await.text;
        assert!(page.contains("<a href=\"/handleiding\">Handleiding</a>"), "{path}: {page}");
        assert!(!page.contains("mailto:"), "{path}: nobody said who helps");
    }
    let chapter = browser.get("/handleiding/support").await.text;
    assert!(!chapter.contains("Wie u helpt"), "{chapter}");
    assert!(chapter.contains("action=\"/out\""), "who is in stays in: {chapter}");
    let bench = bench.helped_by("https://host.example/hulp?a&b", "hulp@host.example");
    let mut browser = bench.browser();
    for path in ["/in", "/nowhere", "/handleiding/support"] {
        let page = browser.get(path).await.text;
        let is_support = path.ends_with("/support");
        for link in [
            "href=\"https://host.example/hulp?a&#38;b\" rel=\"noreferrer\"",
            "href=\"mailto:hulp@host.example\"",
        ] {
            assert_eq!(
                page.matches(link).count(),
                if is_support { 2 } else { 1 },
                "{path}: {page}"
            );
        }
        assert_eq!(page.contains("Wie u helpt"), is_support);
    }
}

#[tokio::test]
async fn what_a_page_says_is_wrong_leads_to_its_paragraph() {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    let currency = r#"{"reason": "currency", "order": "USD", "administration": "EUR"}"#;
    bench.refused_as(&connection, (11, "F-11"), ("currency", currency)).await;
    let country = r#"{"reason": "no-country"}"#;
    bench.refused_as(&connection, (12, "F-12"), ("territory", country)).await;
    bench.refused_as(&connection, (13, "F-13"), ("of-later", "{}")).await;
    let account = bench.account("Fietsen", 1, Role::Owner).await;
    let mut browser = bench.browser_of(&account).await;
    let base = format!("/c/{connection}");
    let links = ["#currency", "#no-country"];
    for (order, link) in [11, 12].into_iter().zip(links) {
        let page = browser.get(&format!("{base}/orders/{order}")).await.text;
        let link = format!("<a href=\"/handleiding/needs-you{link}\">Uitleg in de handleiding</a>");
        assert!(page.contains(&link), "{link} in {page}");
    }
    for path in [base.clone(), format!("{base}/orders?state=refused")] {
        let page = browser.get(&path).await.text;
        for link in links {
            let link = format!("class=\"why\" href=\"/handleiding/needs-you{link}\" aria-label=\"");
            assert!(page.contains(&link), "{link} in {page}");
        }
    }
    // Of a reason that is not known here, the chapter may tell.
    let page = browser.get(&format!("{base}/orders?state=refused")).await.text;
    assert!(page.contains("class=\"why\" href=\"/handleiding/needs-you\" aria-label=\""), "{page}");
    bench.store.mark_broken(&connection, "scope-missing", "Een recht ontbreekt.").await.unwrap();
    browser.post("/language", "to=en&here=/").await;
    for path in [base.clone(), format!("{base}/settings")] {
        let page = browser.get(&path).await.text;
        assert!(page.contains("href=\"/manual/stands-still#scope-missing\""), "{path}: {page}");
    }
}
