//! `sluitend billing`

use std::path::Path;

use billing::{Fixed, Month, Statement, Terms};
use bookkeeping::Language;
use jiff::Timestamp;
use store::{AuditEntry, Connection, ConnectionId, Store};
use sync::{Code, Fault};

use super::close::write;
use crate::cli::{Billing, Monthly};
use crate::installation::{Installation, store_fault};
use crate::language::say;
use crate::output::{BilledShape, EndShape, Exit, ResumeShape, billed, billed_csv};
use crate::program::Program;

/// Runs one of its commands.
pub(super) async fn run(program: &Program, args: &Billing) -> Result<Exit, Fault> {
    match args {
        Billing::Statement(args) => statement(program, args).await,
        Billing::Close(args) => close(program, args).await,
        Billing::End { connection, from } => end(program, connection, *from).await,
        Billing::Resume { connection } => resume(program, connection).await,
    }
}

async fn statement(program: &Program, args: &Monthly) -> Result<Exit, Fault> {
    let language = program.language;
    let terms = terms(program)?;
    if args.month > Month::of(program.clock.now()) {
        return Err(not_begun(args.month, language));
    }
    let installation = program.open().await?;
    let made = made(installation.service.store(), args.month, terms).await;
    tell(program, args, &made.map_err(|error| store_fault(&error, language))?, None)
}

async fn close(program: &Program, args: &Monthly) -> Result<Exit, Fault> {
    let language = program.language;
    let (terms, now) = (terms(program)?, program.clock.now());
    if !args.month.is_over(now) {
        return Err(not_over(args.month, language));
    }
    let installation = program.open().await?;
    let closed = closed(installation.service.store(), args.month, terms, now).await;
    let (made, closed_now) = closed.map_err(|error| store_fault(&error, language))?;
    tell(program, args, &made, Some(closed_now))
}

/// A month as it was fixed, or as it would be now.
async fn made(store: &Store, month: Month, terms: Terms) -> Result<Statement, store::Error> {
    let histories = store.subscription_histories().await?;
    Ok(match store.closed_month(month).await? {
        Some(fixed) => Statement::fixed(fixed, &histories),
        None => Statement::open(month, &histories, terms),
    })
}

/// Fixes a month, unless it is fixed; how it is fixed, and whether that was now.
async fn closed(
    store: &Store,
    month: Month,
    terms: Terms,
    now: Timestamp,
) -> Result<(Statement, bool), store::Error> {
    let open = made(store, month, terms.clone()).await?;
    let fixed = Fixed { month, closed_at: now, terms: open.terms, lines: open.lines };
    let closed_now = open.closed_at.is_none() && store.close_month(&fixed).await?;
    Ok((made(store, month, terms).await?, closed_now))
}

/// Prints a statement, and writes it to a file if it is to be.
fn tell(
    program: &Program,
    args: &Monthly,
    made: &Statement,
    closed_now: Option<bool>,
) -> Result<Exit, Fault> {
    if let Some(path) = &args.csv {
        write(Path::new(path), billed_csv(made).as_bytes(), program.language)?;
    }
    let shape = BilledShape::new(made, closed_now);
    program.output.result(&shape, || billed(made, closed_now, program.language));
    Ok(Exit::Done)
}

async fn end(program: &Program, id: &ConnectionId, from: Month) -> Result<Exit, Fault> {
    terms(program)?;
    let (language, now) = (program.language, program.clock.now());
    if from <= Month::of(now) {
        return Err(too_soon(Month::of(now).next(), language));
    }
    let installation = program.open().await?;
    let connection = installation.service.connection(id).await?;
    let store = installation.service.store();
    let heard = store.end_subscription(id, from, now).await;
    if !heard.map_err(|error| store_fault(&error, language))? {
        return Err(has_ended(id, language));
    }
    note(&installation, &connection, ("subscription ends", from.to_string()), now).await?;
    let shape = EndShape { connection: id.to_string(), from: from.to_string() };
    program.output.result(&shape, || ends(&connection, from, language));
    Ok(Exit::Done)
}

/// It can be said where the host does not charge any more, too.
async fn resume(program: &Program, id: &ConnectionId) -> Result<Exit, Fault> {
    let (language, now) = (program.language, program.clock.now());
    let installation = program.open().await?;
    let connection = installation.service.connection(id).await?;
    let store = installation.service.store();
    let code = Code::SubscriptionEnded.as_str();
    let resumed = store.resume_subscription(id, code, now).await;
    let resumed = resumed.map_err(|error| store_fault(&error, language))?;
    if resumed {
        note(&installation, &connection, ("subscription goes on", String::new()), now).await?;
    }
    let shape = ResumeShape { connection: id.to_string(), resumed };
    program.output.result(&shape, || goes_on(&connection, resumed, language));
    Ok(Exit::Done)
}

/// Notes what was done, for the log of the shop.
async fn note(
    installation: &Installation,
    connection: &Connection,
    (what, detail): (&str, String),
    at: Timestamp,
) -> Result<(), Fault> {
    let entry = AuditEntry {
        at,
        account: None,
        shop_id: Some(connection.shop_id),
        connection: Some(connection.id.clone()),
        what: what.to_owned(),
        detail,
    };
    let service = &installation.service;
    let noted = service.store().note(&entry).await;
    noted.map_err(|error| store_fault(&error, service.options().language))
}

/// What a month costs. Where the host does not charge there is nothing to be told.
fn terms(program: &Program) -> Result<Terms, Fault> {
    let language = program.language;
    program.configuration()?.billing.ok_or_else(|| {
        let message = say(
            language,
            "Deze installatie brengt niets in rekening.",
            "This installation charges nothing.",
        );
        let hint = say(
            language,
            "Zet in sluitend.toml onder [billing]: enabled = true, en zo nodig price en currency.",
            "Set in sluitend.toml under [billing]: enabled = true, and price and currency if need be.",
        );
        Fault::new(Code::Settings, message, hint)
    })
}

fn not_begun(month: Month, language: Language) -> Fault {
    let message = match language {
        Language::Nl => format!("{month} is nog niet begonnen."),
        Language::En => format!("{month} has not begun yet."),
    };
    let hint =
        say(language, "Kies deze maand of een eerdere.", "Choose this month or an earlier one.");
    Fault::new(Code::Usage, message, hint)
}

fn not_over(month: Month, language: Language) -> Fault {
    let message = match language {
        Language::Nl => format!("{month} is in Amsterdam nog niet voorbij."),
        Language::En => format!("{month} is not over yet in Amsterdam."),
    };
    let hint = say(
        language,
        "Een maand kan worden vastgelegd als hij voorbij is; `sluitend billing statement` toont hoe het er nu voor staat. Er is niets gewijzigd.",
        "A month can be closed when it is over; `sluitend billing statement` shows how it stands now. Nothing was changed.",
    );
    Fault::new(Code::Usage, message, hint)
}

fn too_soon(earliest: Option<Month>, language: Language) -> Fault {
    let earliest = earliest.map(|own| own.to_string()).unwrap_or_default();
    let message = say(
        language,
        "Wat deze maand of eerder ophoudt, is de winkelier niet vooraf gezegd.",
        "Of what ends this month or earlier the shopkeeper was not told beforehand.",
    );
    let hint = match language {
        Language::Nl => format!("Kies --from {earliest} of later. Er is niets gewijzigd."),
        Language::En => format!("Choose --from {earliest} or later. Nothing was changed."),
    };
    Fault::new(Code::Usage, message, hint)
}

fn has_ended(id: &ConnectionId, language: Language) -> Fault {
    let message =
        say(language, "Dit abonnement is al beëindigd.", "This subscription has ended already.");
    let hint = match language {
        Language::Nl => format!("`sluitend billing resume {id}` laat het weer doorgaan."),
        Language::En => format!("`sluitend billing resume {id}` lets it go on again."),
    };
    Fault::new(Code::Usage, message, hint)
}

fn ends(connection: &Connection, from: Month, language: Language) -> String {
    let (shop, administration) = (&connection.shop_name, &connection.administration_name);
    let day = from.first_day();
    match language {
        Language::Nl => format!(
            "{shop} → {administration}: vanaf {day} wordt er niets meer geboekt. De winkelier leest dat op de bladzijden. \
             Tot die dag verandert er niets."
        ),
        Language::En => format!(
            "{shop} → {administration}: from {day} on nothing is booked any more. The shopkeeper reads so on the pages. \
             Until that day nothing changes."
        ),
    }
}

fn goes_on(connection: &Connection, resumed: bool, language: Language) -> String {
    let (shop, administration) = (&connection.shop_name, &connection.administration_name);
    match (resumed, language) {
        (true, Language::Nl) => format!("{shop} → {administration}: het abonnement loopt door."),
        (true, Language::En) => format!("{shop} → {administration}: the subscription goes on."),
        (false, Language::Nl) => {
            format!("{shop} → {administration}: het abonnement was niet beëindigd.")
        }
        (false, Language::En) => {
            format!("{shop} → {administration}: the subscription had not ended.")
        }
    }
}
