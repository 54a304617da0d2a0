//! `sluitend user`

use std::time::Duration;

use bookkeeping::Language;
use jiff::Timestamp;
use serde::Serialize;
use store::{AccountKind, AuditEntry, Store};
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
    /// The member whose address it was, if it was one's.
    #[serde(skip_serializing_if = "Option::is_none")]
    taken_from: Option<String>,
}

/// Makes an operator, or finds the one that there is, and prints a link that lets them in once. It never
/// opens the account of a member.
pub(super) async fn run(program: &Program, args: &User) -> Result<Exit, Fault> {
    let User::Add { email } = args;
    let installation = program.open().await?;
    let (store, language) = (installation.service.store(), program.language);
    let failed = |error: store::Error| store_fault(&error, language);
    let now = program.clock.now();
    let taken_from = freed(store, email, now).await.map_err(failed)?;
    let account = match store.account_by_email(email).await.map_err(failed)? {
        Some(known) if known.kind == AccountKind::Operator => known.id,
        // Nobody has a password yet: no text is the hash of one. A member who chose the address anew
        // meanwhile keeps it, and this says that it is taken.
        _ => store.save_operator(email, "", now).await.map_err(failed)?,
    };
    let token = store.new_link(&account, now, LASTS).await.map_err(failed)?;
    let base = installation.config.public_url.as_str().trim_end_matches('/');
    let minutes = LASTS.as_secs() / 60;
    let link = format!("{base}/in/{}", token.expose());
    let shape = LinkShape { email: email.clone(), link, minutes, taken_from };
    program.output.result(&shape, || said(&shape, language));
    store.close().await;
    Ok(Exit::Done)
}

/// Takes the address from a member who chose it: nobody proved that it is theirs, and whoever runs this
/// decides. The member's name, and the shops that they see.
async fn freed(store: &Store, email: &str, now: Timestamp) -> Result<Option<String>, store::Error> {
    let known = store.account_by_email(email).await?;
    let Some(member) = known.filter(|own| own.kind == AccountKind::Shopkeeper) else {
        return Ok(None);
    };
    store.take_address(&member.id).await?;
    let entry = AuditEntry {
        at: now,
        account: None,
        shop_id: None,
        connection: None,
        what: "log-in taken away".to_owned(),
        detail: member.name.clone(),
    };
    store.note_of(&member.id, &entry).await?;
    let mut shops = Vec::new();
    for (shop, _) in store.shops_of(&member.id).await? {
        let known = store.connections_of_shop(shop).await?.into_iter().next();
        shops.push(known.map_or_else(|| shop.to_string(), |own| own.shop_name));
    }
    Ok(Some(match shops.as_slice() {
        [] => member.name,
        shops => format!("{} ({})", member.name, shops.join(", ")),
    }))
}

/// What whoever runs it reads.
fn said(shape: &LinkShape, language: Language) -> String {
    let LinkShape { email, link, minutes, taken_from } = shape;
    let taken = match (taken_from, language) {
        (None, _) => String::new(),
        (Some(whose), Language::Nl) => format!(
            "Met dit adres meldde zich tot nu toe {whose} aan, zonder beheerder te zijn. Dat kan niet \
             meer: die kiest in Sluitend een ander adres, of wordt opnieuw uitgenodigd.\n"
        ),
        (Some(whose), Language::En) => format!(
            "Until now {whose}, who is no operator, signed in with this address. That is over: they \
             choose another address in Sluitend, or are invited anew.\n"
        ),
    };
    match language {
        Language::Nl => format!(
            "{taken}{email} kan als beheerder, voor alle winkels, binnenkomen met deze link, één keer en \
             {minutes} minuten lang, en daar een wachtwoord kiezen. Geef haar aan niemand anders; \
             `sluitend serve` moet lopen.\n{link}"
        ),
        Language::En => format!(
            "{taken}{email} can come in with this link as an operator, of all shops, once and for \
             {minutes} minutes, and choose a password there. Give it to nobody else; `sluitend serve` \
             must be running.\n{link}"
        ),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use store::{MemberLogin, Numbers, OsEntropy, Role, SealingKey};

    use super::*;

    #[tokio::test]
    async fn an_address_is_taken_from_a_member_and_not_from_an_operator() {
        let key = SealingKey::random(&OsEntropy).unwrap();
        let store = Store::in_memory(key, Arc::new(OsEntropy)).await.unwrap();
        let now = Timestamp::UNIX_EPOCH;
        assert_eq!(freed(&store, "beheer@host.nl", now).await.unwrap(), None, "nobody's");
        let bea = store.new_shopkeeper("Bea", store::Language::Nl, now).await.unwrap();
        store.grant_shop(&bea, 7, Role::Reader, now).await.unwrap();
        let numbers = Numbers::Kept;
        let login = MemberLogin { email: "beheer@host.nl", password_hash: "hash", numbers };
        store.set_member_login(&bea, login).await.unwrap();
        let taken = freed(&store, " Beheer@Host.nl", now).await.unwrap();
        assert_eq!(taken.as_deref(), Some("Bea (7)"));
        assert!(store.login_of("beheer@host.nl").await.unwrap().is_none());
        let log = store.audit_of(7, 9).await.unwrap();
        assert_eq!((log[0].what.as_str(), log[0].detail.as_str()), ("log-in taken away", "Bea"));
        let operator = store.save_operator("beheer@host.nl", "", now).await.unwrap();
        assert_ne!(operator, bea);
        assert_eq!(freed(&store, "beheer@host.nl", now).await.unwrap(), None);
        assert_eq!(
            store.account(&operator).await.unwrap().email.as_deref(),
            Some("beheer@host.nl")
        );
    }

    #[test]
    fn whoever_runs_it_reads_whose_address_it_was() {
        let shape = LinkShape {
            email: "beheer@host.nl".to_owned(),
            link: "https://x.example/in/1".to_owned(),
            minutes: 60,
            taken_from: Some("Bea (Fietsen)".to_owned()),
        };
        assert!(
            said(&shape, Language::Nl).starts_with("Met dit adres meldde zich tot nu toe Bea (Fi")
        );
        assert!(said(&shape, Language::En).starts_with("Until now Bea (Fietsen)"));
        let shape = LinkShape { taken_from: None, ..shape };
        assert!(said(&shape, Language::Nl).starts_with("beheer@host.nl kan als beheerder"));
        assert!(!serde_json::to_string(&shape).unwrap().contains("taken_from"));
    }
}
