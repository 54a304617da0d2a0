//! `sluitend ignore`

use store::State;
use sync::Fault;

use super::decision;
use crate::cli::Ignore;
use crate::output::Exit;
use crate::program::Program;

/// The states from which an order can be set aside.
const FROM: [State; 4] = [State::Waiting, State::Ready, State::Refused, State::Changed];

/// Sets orders aside for good, with the reason.
pub(super) async fn run(program: &Program, args: &Ignore) -> Result<Exit, Fault> {
    let service = program.open().await?.service;
    let connection = args.connection.as_ref();
    let found = decision::find(&service, &args.ids, connection, &FROM).await?;
    for order in &found {
        service.ignore(order, &args.why).await?;
    }
    decision::tell(program, &service, &found).await
}
