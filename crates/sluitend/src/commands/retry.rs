//! `sluitend retry`

use store::State;
use sync::Fault;

use super::decision;
use crate::cli::Retry;
use crate::language::say;
use crate::output::Exit;
use crate::program::Program;

/// Lets refused orders be tried again: the next sync decides anew.
pub(super) async fn run(program: &Program, args: &Retry) -> Result<Exit, Fault> {
    let service = program.open().await?.service;
    let connection = args.connection.as_ref();
    let found = decision::find(&service, &args.ids, connection, &[State::Refused]).await?;
    for order in &found {
        service.retry(order).await?;
    }
    let exit = decision::tell(program, &service, &found).await?;
    if !program.output.is_json() {
        program.output.note(say(
            program.language,
            "Hierna: `sluitend sync` probeert ze opnieuw.",
            "Next: `sluitend sync` tries them again.",
        ));
    }
    Ok(exit)
}
