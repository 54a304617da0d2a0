//! `sluitend mail`

use bookkeeping::Language;
use letters::{About, News, To, write};
use post::{Mail, Outcome, Server};
use serde::Serialize;
use store::{Entropy, OsEntropy};
use sync::{Code, Fault};

use crate::cli;
use crate::installation::store_fault;
use crate::language::say;
use crate::output::{Exit, LettersShape, letters};
use crate::program::Program;

/// Tries whether mail arrives, or lists what was mailed.
pub(super) async fn run(program: &Program, args: &cli::Mail) -> Result<Exit, Fault> {
    match args {
        cli::Mail::Test { address } => test(program, address).await,
        cli::Mail::List { limit } => list(program, *limit).await,
    }
}

/// How a test ended, as JSON.
#[derive(Serialize)]
struct TestShape<'a> {
    to: &'a str,
    outcome: &'static str,
    answer: &'a str,
}

/// Sends one letter, past the outbox, and says what the server answered.
async fn test(program: &Program, address: &str) -> Result<Exit, Fault> {
    let language = program.language;
    let config = program.configuration()?;
    let server = config.smtp.as_ref().ok_or_else(|| unset(language))?;
    let base = config.public_url.as_str().trim_end_matches('/');
    let about = About { shop: "", administration: "", page: base, account: base };
    let letter = write(&News::Test, &about, &To { language, unsubscribe: None });
    let message_id =
        name(server).map_err(|error| store_fault(&store::Error::from(error), language))?;
    let mail = Mail {
        to: address,
        message_id: &message_id,
        at: program.clock.now(),
        subject: &letter.subject,
        text: &letter.text,
        html: &letter.html,
        unsubscribe: None,
    };
    let outcome = Box::pin(server.send(&mail)).await;
    let word = match &outcome {
        Outcome::Sent(_) => "sent",
        Outcome::Later(_) => "later",
        Outcome::Refused(_) => "refused",
        Outcome::Unknown(_) => "unknown",
    };
    let answer = outcome.said();
    if matches!(outcome, Outcome::Sent(_)) {
        let shape = TestShape { to: address, outcome: word, answer };
        program.output.result(&shape, || said(address, answer, language));
        return Ok(Exit::Done);
    }
    Err(failed(&outcome, language))
}

/// A name that no other letter has.
fn name(server: &Server) -> Result<String, store::EntropyError> {
    let mut random = [0; 16];
    OsEntropy.fill(&mut random)?;
    Ok(format!("test-{:032x}@{}", u128::from_be_bytes(random), server.domain()))
}

fn said(address: &str, answer: &str, language: Language) -> String {
    match language {
        Language::Nl => format!(
            "De mailserver heeft het bericht aan {address} aangenomen: {answer}\nKijk in het postvak, en ook \
             bij de ongewenste berichten."
        ),
        Language::En => format!(
            "The mail server took the letter to {address}: {answer}\nLook into the mailbox, and into that \
             for unwanted mail too."
        ),
    }
}

fn failed(outcome: &Outcome, language: Language) -> Fault {
    let answer = outcome.said();
    let (message, hint) = match (outcome, language) {
        (Outcome::Unknown(_), Language::Nl) => (
            format!("De mailserver kreeg het bericht en zei niet of hij het aannam: {answer}"),
            "Kijk in het postvak of het er is.",
        ),
        (Outcome::Unknown(_), Language::En) => (
            format!("The mail server got the letter and did not say whether it took it: {answer}"),
            "Look into the mailbox whether it is there.",
        ),
        (Outcome::Refused(_), Language::Nl) => (
            format!("De mailserver neemt het bericht niet aan: {answer}"),
            "Controleer het adres en `smtp.from`: de server moet voor die afzender versturen.",
        ),
        (Outcome::Refused(_), Language::En) => (
            format!("The mail server does not take the letter: {answer}"),
            "Check the address and `smtp.from`: the server must send for that sender.",
        ),
        (_, Language::Nl) => (
            format!("De mailserver neemt nu niets van ons aan: {answer}"),
            "Controleer `smtp.url`: naam, poort, gebruiker en wachtwoord.",
        ),
        (_, Language::En) => (
            format!("The mail server takes nothing from us now: {answer}"),
            "Check `smtp.url`: name, port, user and password.",
        ),
    };
    Fault::new(Code::Unreachable, message, hint)
}

fn unset(language: Language) -> Fault {
    let message =
        say(language, "Er is geen mailserver ingesteld.", "No mail server is configured.");
    let hint = say(
        language,
        "Zet `smtp.url` en `smtp.from` in sluitend.toml, of als SLUITEND_SMTP__URL en SLUITEND_SMTP__FROM.",
        "Set `smtp.url` and `smtp.from` in sluitend.toml, or as SLUITEND_SMTP__URL and SLUITEND_SMTP__FROM.",
    );
    Fault::new(Code::Settings, message, hint)
}

/// Lists the newest letters and how far each is.
async fn list(program: &Program, limit: u32) -> Result<Exit, Fault> {
    let (installation, language) = (program.open().await?, program.language);
    let store = installation.service.store();
    let all = store.outbox(limit).await.map_err(|error| store_fault(&error, language))?;
    let shape = LettersShape::new(&all);
    program.output.result(&shape, || letters(&shape, language));
    store.close().await;
    Ok(Exit::Done)
}
