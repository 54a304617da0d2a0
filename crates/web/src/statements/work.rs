//! Making the statements that were asked for.

use std::future::Future;
use std::pin::pin;

use jiff::Timestamp;
use sync::{ClosingStep, Code};
use tokio::task::JoinSet;

use super::desk::{Step, Turn};
use super::kept::{Kept, keep};
use crate::app::App;

/// Makes the statements that are asked for on the pages, until `stop` ends; those under way have ended
/// when it returns. Only the program itself sleeps, so resting is its matter: `rest` waits until an
/// instant, and says no if the program stops meanwhile.
pub async fn make_statements<Rest, Rested>(app: App, rest: Rest, stop: impl Future<Output = ()>)
where
    Rest: Fn(Timestamp) -> Rested + Clone + Send + Sync + 'static,
    Rested: Future<Output = bool> + Send + 'static,
{
    let mut stop = pin!(stop);
    let mut tasks = JoinSet::new();
    loop {
        while let Some(turn) = app.desk.begin() {
            tasks.spawn(make(app.clone(), turn, rest.clone()));
        }
        tokio::select! {
            () = app.desk.asked() => {}
            Some(ended) = tasks.join_next(), if !tasks.is_empty() => log(ended),
            () = &mut stop => break,
        }
    }
    while let Some(ended) = tasks.join_next().await {
        log(ended);
    }
}

fn log(ended: Result<(), tokio::task::JoinError>) {
    if let Err(error) = ended {
        tracing::error!(%error, "the making of a statement broke off");
    }
}

/// Makes one, through all the pauses that the allowances ask for.
async fn make<Rest, Rested>(app: App, turn: Turn, rest: Rest)
where
    Rest: Fn(Timestamp) -> Rested,
    Rested: Future<Output = bool>,
{
    let service = app.service.speaking(turn.language);
    let mut closing = service.closing(&turn.connection, turn.period);
    let statement = loop {
        match Box::pin(closing.advance()).await {
            Ok(ClosingStep::Done(statement)) => break *statement,
            Ok(ClosingStep::Wait(until)) => {
                turn.is_at(Step::Waits(until));
                if !rest(until).await {
                    return;
                }
                turn.is_at(Step::UnderWay);
            }
            Err(fault) => {
                let (connection, period) = (&turn.connection, turn.period);
                tracing::warn!(%connection, %period, code = fault.code.as_str(), "{}", fault.message);
                turn.fails(app.now(), fault.message, fault.code);
                return;
            }
        }
    };
    let own = Kept { at: app.now(), language: turn.language, statement };
    let done = keep(app.store(), &turn.connection, turn.period, &own).await;
    if let Err(error) = done {
        tracing::error!(%error, connection = %turn.connection, "a statement cannot be kept");
        let broken = crate::texts::texts(turn.language).problem.broken;
        turn.fails(app.now(), broken.to_owned(), Code::Database);
    }
}
