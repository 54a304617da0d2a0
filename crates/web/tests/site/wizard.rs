//! The last steps of the wizard: who may take them, and what happens when nobody can be asked.

use axum::http::StatusCode;
use store::Role;

use crate::browser::Bench;

/// Everything that the form must hold, and what it must not.
const FORM: &str = "status=7&paid_only=on&history=all&credit_invoices=new&reference=order-number&date=order\
                    &mode=order&rounding=line&consumers=each&match=email&revenue=11&due_days=14";

#[tokio::test]
async fn a_preview_is_for_the_owner_and_from_our_own_pages() {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    let path = format!("/c/{connection}/settings");
    let preview = format!("{FORM}&do=preview");
    let mut owner = bench.browser_of(&bench.account("Fietsen", 1, Role::Owner).await).await;
    let other = bench.account("Anders", 2, Role::Owner).await;
    let mut other = bench.browser_of(&other).await;
    let mut nobody = bench.browser();
    assert_eq!(other.post(&path, &preview).await.status, StatusCode::NOT_FOUND);
    assert_eq!(nobody.post(&path, &preview).await.header("location"), "/in");
    let forged = owner.post_from_elsewhere(&path, &preview).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn when_nobody_can_be_asked_that_is_said_and_nothing_is_saved() {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    let before = bench.store.connection(&connection).await.unwrap().settings;
    let path = format!("/c/{connection}/settings");
    let mut owner = bench.browser_of(&bench.account("Fietsen", 1, Role::Owner).await).await;
    for what in ["preview", "change", "save", "%3Cscript%3E"] {
        let answer = owner.post(&path, &format!("{FORM}&do={what}")).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{what}");
        assert!(answer.text.contains("Probeer het later opnieuw"), "{}", answer.text);
        assert!(!answer.text.contains("<script>") && !answer.text.contains('`'), "{what}");
    }
    assert_eq!(bench.store.connection(&connection).await.unwrap().settings, before);
}
