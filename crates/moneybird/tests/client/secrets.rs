//! The token shows up nowhere.

use moneybird::{API_URL, Access, Error};
use remote::{Language, SendError};

use crate::samples::{contact, full_contact};
use crate::scripted::{Scripted, TOKEN, once, reply};

#[test]
fn debug_shows_no_token() {
    let moneybird = Scripted::answering(Vec::new());
    let access = Access::new(API_URL, TOKEN.into()).unwrap();
    let shown = format!("{access:?} {:?} {:?}", moneybird.client(), moneybird.books());
    assert!(!shown.contains(TOKEN), "{shown}");
    assert!(shown.contains("moneybird.com"), "{shown}");
}

#[tokio::test]
async fn an_echoed_token_is_hidden_in_every_error() {
    let echo = format!("you sent {TOKEN}!");
    let as_json =
        format!(r#"{{"error":{{"{TOKEN}":["{echo}"]}},"symbolic":{{"{TOKEN}":"{TOKEN}"}}}}"#);
    let mut shape = contact();
    shape["version"] = echo.clone().into();
    let mut answers = Vec::new();
    for status in [200, 201, 302, 400, 401, 402, 403, 404, 405, 409, 422, 429, 500] {
        answers.push(Ok(reply(status, &echo)));
        answers.push(Ok(reply(status, &as_json)));
    }
    answers.push(Ok(reply(201, shape)));
    answers.push(Err(SendError::NeverOpened(echo.clone())));
    answers.push(Err(SendError::BrokenOff(echo)));
    for answer in answers {
        let case = format!("{answer:?}");
        let moneybird = Scripted::answering(vec![answer]);
        let error = moneybird.books().create_contact(&full_contact(), None).await.unwrap_err();
        let told = [Language::Nl, Language::En].map(|language| error.sentence(language));
        let shown = format!("{error} {error:?} {told:?}");
        assert!(!shown.contains(TOKEN), "{case}: {shown}");
    }
}

#[tokio::test]
async fn what_was_said_survives_the_hiding() {
    let body = format!(r#"{{"error":"token {TOKEN} revoked"}}"#);
    let error = once(401, body).client().administrations().await.unwrap_err();
    let message = "token *** revoked".to_owned();
    assert_eq!(error, Error::Unauthorized { message });
}
