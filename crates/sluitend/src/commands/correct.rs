//! `sluitend correct`

use store::{OrderRecord, State};
use sync::{Fault, Proposed};

use super::decision;
use crate::cli::Correct;
use crate::installation::store_fault;
use crate::language::say;
use crate::output::{CorrectionShape, CorrectionsShape, Exit, corrections};
use crate::program::Program;

/// Shows what corrections of changed orders would book and, once a person says yes, lets the next
/// sync book them.
pub(super) async fn run(program: &Program, args: &Correct) -> Result<Exit, Fault> {
    let (service, language) = (program.open().await?.service, program.language);
    let connection = args.connection.as_ref();
    let found = decision::find(&service, &args.ids, connection, &[State::Changed]).await?;
    let mut proposed: Vec<(OrderRecord, Proposed)> = Vec::new();
    for order in found {
        let own = service.proposed(&order).await?;
        proposed.push((order, own));
    }
    if args.yes {
        for (order, own) in &proposed {
            service.correct(order, own).await?;
            let due = service.store().look_now(&order.connection, service.clock().now()).await;
            due.map_err(|error| store_fault(&error, language))?;
        }
    }
    let shape = |(order, own): &(OrderRecord, Proposed)| CorrectionShape::new(order, own, args.yes);
    let shape = CorrectionsShape { corrections: proposed.iter().map(shape).collect() };
    program.output.result(&shape, || corrections(&shape, language));
    if !program.output.is_json() {
        program.output.note(if args.yes {
            say(language, "Hierna: `sluitend sync` boekt ze.", "Next: `sluitend sync` books them.")
        } else {
            say(
                language,
                "Er is niets gewijzigd. Akkoord? Draai dit opnieuw met --yes.",
                "Nothing was changed. If you agree, run this again with --yes.",
            )
        });
    }
    Ok(if args.yes { Exit::Done } else { Exit::NeedsPerson })
}
