//! `sluitend erase`

use sync::{Advice, Erase as Asked, Fault, Whom};

use crate::cli::Erase;
use crate::output::{ErasedShape, Exit, erased};
use crate::program::Program;

/// Takes a customer out of everything that is kept here, or everything that is kept of a connection.
pub(super) async fn run(program: &Program, args: &Erase) -> Result<Exit, Fault> {
    let language = program.language;
    let installation = program.open().await?;
    if args.all {
        return super::erase_all::run(program, &installation, args).await;
    }
    let service = &installation.service;
    let (whom, connections) = match (&args.email, &args.order) {
        (None, Some(name)) => {
            let order = service.find_named(name, args.connection.as_ref()).await?;
            let connection = service.connection(&order.connection).await?;
            (Whom::Order(Box::new(order)), vec![connection])
        }
        (email, _) => {
            let address = email.clone().unwrap_or_default();
            (Whom::Email(address), installation.choose_all(args.connection.as_ref()).await?)
        }
    };
    let asked = Asked { whom, by: None, is_trial: args.dry_run };
    let done = service.erase(&connections, &asked).await?;
    let advice = Advice::on(&done, language);
    let shape = ErasedShape::new(&done, &advice, args.dry_run);
    program.output.result(&shape, || erased(&done, &advice, args.dry_run, language));
    let is_left = done.places.iter().any(|own| !own.left.is_empty());
    Ok(if is_left { Exit::NeedsPerson } else { Exit::Done })
}
