//! How each step may end.

use post::{Mail, Outcome};

use crate::server::{Kept, Says, Script, Scripted};

const MAIL: Mail<'static> = Mail {
    to: "bea@shop.example",
    message_id: "1@mail.example",
    at: jiff::Timestamp::UNIX_EPOCH,
    subject: "Dag",
    text: "Dag,\n.\n.. zo\n",
    html: "<p>Dag</p>",
    unsubscribe: None,
};

/// Sends a letter to a server of that script.
async fn sent(script: Script) -> (Outcome, Kept) {
    let scripted = Scripted::start(vec![script]).await;
    let outcome = scripted.server("").send(&MAIL).await;
    (outcome, scripted.kept())
}

fn kind(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Sent(_) => "sent",
        Outcome::Later(_) => "later",
        Outcome::Refused(_) => "refused",
        Outcome::Unknown(_) => "unknown",
    }
}

#[tokio::test]
async fn a_letter_arrives_as_it_was_written() {
    let (outcome, kept) = sent(Vec::new()).await;
    assert_eq!(outcome, Outcome::Sent("250 2.0.0 queued as 42".to_owned()));
    let [letter] = kept.letters.as_slice() else { panic!("{kept:?}") };
    assert!(letter.contains("\nDag,\n.\n.. zo\n"), "{letter}");
    assert!(letter.contains("Message-ID: <1@mail.example>\n"), "{letter}");
    let expected = [
        "EHLO mail.example",
        "MAIL FROM:<books@mail.example>",
        "RCPT TO:<bea@shop.example>",
        "DATA",
        "QUIT",
    ];
    assert_eq!(kept.heard, expected);
}

#[tokio::test]
async fn each_step_ends_as_it_should() {
    for (step, says, expected) in [
        ("hello", Says::HangsUp, "later"),
        ("hello", Says::This("421 too busy"), "later"),
        ("hello", Says::This("554 not you"), "later"),
        ("EHLO", Says::HangsUp, "later"),
        ("MAIL", Says::This("451 wait"), "later"),
        ("MAIL", Says::This("553 not you"), "refused"),
        ("MAIL", Says::HangsUp, "later"),
        ("RCPT", Says::This("450 greylisted"), "later"),
        ("RCPT", Says::This("550 no such user"), "refused"),
        ("RCPT", Says::HangsUp, "later"),
        ("DATA", Says::This("451 wait"), "later"),
        ("DATA", Says::This("554 no"), "refused"),
        ("DATA", Says::This("250 what?"), "later"),
        ("DATA", Says::HangsUp, "later"),
        (".", Says::This("451 wait"), "later"),
        (".", Says::This("554 spam"), "refused"),
        (".", Says::This("nonsense"), "unknown"),
        (".", Says::This("354 what?"), "unknown"),
        (".", Says::HangsUp, "unknown"),
        ("QUIT", Says::HangsUp, "sent"),
    ] {
        let (outcome, kept) = sent(vec![(step, says)]).await;
        assert_eq!(kind(&outcome), expected, "{step} {says:?}: {outcome:?}");
        assert!(!outcome.said().is_empty(), "{step} {says:?}");
        let may_have_it = matches!(expected, "sent" | "unknown");
        assert!(may_have_it || kept.letters.is_empty(), "{step} {says:?}");
    }
}

#[tokio::test]
async fn who_does_not_listen_gets_it_later() {
    let mut scripted = Scripted::start(Vec::new()).await;
    let server = scripted.server("");
    scripted.stop().await;
    let outcome = server.send(&MAIL).await;
    assert_eq!(kind(&outcome), "later", "{outcome:?}");
}

#[tokio::test]
async fn a_password_is_said_to_the_server_and_to_nobody_else() {
    let told = "535 5.7.8 Error: \u{0}books\u{0}geheim AGJvb2tzAGdlaGVpbQ== Z2VoZWlt";
    let scripted = Scripted::start(vec![vec![("AUTH", Says::This(told))], Vec::new()]).await;
    let server = scripted.server("books:geheim@");
    let outcome = server.send(&MAIL).await;
    assert_eq!(kind(&outcome), "later", "it is we who are refused, and not the letter");
    assert!(outcome.said().starts_with("535"), "{outcome:?}");
    for secret in ["geheim", "AGJvb2tzAGdlaGVpbQ==", "Z2VoZWlt"] {
        assert!(!format!("{outcome:?} {server:?}").contains(secret), "{outcome:?}");
    }
    assert_eq!(kind(&server.send(&MAIL).await), "sent");
    let heard = scripted.kept().heard;
    let logins = heard.iter().filter(|own| own.as_str() == "AUTH PLAIN AGJvb2tzAGdlaGVpbQ==");
    assert_eq!(logins.count(), 2, "{heard:?}");
}

#[tokio::test]
async fn what_is_no_address_is_told_to_no_server() {
    let scripted = Scripted::start(Vec::new()).await;
    for to in ["bea", "bea@shop.example\r\nRCPT TO:<all@shop.example>", "", "a b@shop.example"] {
        let outcome = scripted.server("").send(&Mail { to, ..MAIL }).await;
        assert_eq!(kind(&outcome), "refused", "{to}");
    }
    assert!(scripted.kept().heard.is_empty());
    let outcome = scripted.server("").send(&Mail { to: "béa@shop.example", ..MAIL }).await;
    assert_eq!(kind(&outcome), "refused", "this server knows no SMTPUTF8: {outcome:?}");
}

#[tokio::test]
async fn what_a_server_says_is_quoted_in_one_line() {
    let long: &'static str =
        Box::leak(format!("550-a\r\n550 {}\u{7}", "b".repeat(400)).into_boxed_str());
    let (outcome, _) = sent(vec![("RCPT", Says::This(long))]).await;
    assert!(outcome.said().starts_with("550 a b"), "{outcome:?}");
    assert!(
        outcome.said().len() < 220 && !outcome.said().contains(char::is_control),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn who_lets_go_while_the_server_thinks_has_handed_over_one_letter() {
    let scripted = Scripted::start(vec![vec![(".", Says::Waits)]]).await;
    let server = scripted.server("");
    tokio::select! {
        outcome = server.send(&MAIL) => panic!("{outcome:?}"),
        () = scripted.waits() => {}
    }
    assert_eq!(scripted.kept().letters.len(), 1);
}
