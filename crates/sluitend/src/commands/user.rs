//! `sluitend user`

use std::time::Duration;

use bookkeeping::Language;
use serde::Serialize;
use store::AccountKind;
use sync::Fault;

use crate::cli::User;
use crate::installation::store_fault;
use crate::output::Exit;
use crate::program::Program;

/// How long a link lets somebody in.
const LASTS: Duration = Duration::from_hours(1);

/// A link, as JSON.
#[derive(Serialize)]
struct LinkShape {
    email: String,
    link: String,
    minutes: u64,
}

/// Makes an operator, or finds the one that there is, and prints a link that lets them in once.
pub(super) async fn run(program: &Program, args: &User) -> Result<Exit, Fault> {
    let User::Add { email } = args;
    let installation = program.open().await?;
    let (store, language) = (installation.service.store(), program.language);
    let failed = |error: store::Error| store_fault(&error, language);
    let now = program.clock.now();
    let known = store.account_by_email(email).await.map_err(failed)?;
    // A member may have chosen the address as their log-in name. They do not become an operator.
    let is_member = known.as_ref().is_some_and(|own| own.kind == AccountKind::Shopkeeper);
    let account = match known {
        Some(known) => known.id,
        // Nobody has a password yet: no text is the hash of one.
        None => store.save_operator(email, "", now).await.map_err(failed)?,
    };
    let token = store.new_link(&account, now, LASTS).await.map_err(failed)?;
    let base = installation.config.public_url.as_str().trim_end_matches('/');
    let minutes = LASTS.as_secs() / 60;
    let link = format!("{base}/in/{}", token.expose());
    let shape = LinkShape { email: email.clone(), link: link.clone(), minutes };
    program.output.result(&shape, || match language {
        Language::Nl if is_member => format!(
            "{email} is geen beheerder, maar iemand die door een uitnodiging of de App Store binnenkwam. \
             Wie het wachtwoord kwijt is, kiest met deze link een ander, één keer en {minutes} minuten \
             lang. Geef haar aan niemand anders; `sluitend serve` moet lopen.\n{link}"
        ),
        Language::En if is_member => format!(
            "{email} is no operator, but somebody who came in by an invitation or the App Store. Whoever \
             lost their password chooses another by this link, once and for {minutes} minutes. Give it to \
             nobody else; `sluitend serve` must be running.\n{link}"
        ),
        Language::Nl => format!(
            "{email} kan binnenkomen met deze link, één keer en {minutes} minuten lang, en daar een \
             wachtwoord kiezen. Geef haar aan niemand anders; `sluitend serve` moet lopen.\n{link}"
        ),
        Language::En => format!(
            "{email} can come in with this link, once and for {minutes} minutes, and choose a password \
             there. Give it to nobody else; `sluitend serve` must be running.\n{link}"
        ),
    });
    store.close().await;
    Ok(Exit::Done)
}
