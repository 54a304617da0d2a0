//! `sluitend erase --all`: a connection, with everything that is kept of it.

use bookkeeping::Language;
use serde::Serialize;
use store::{Connection, Health, Scrubbed};
use sync::{Code, Fault};

use crate::cli::Erase;
use crate::installation::{Installation, store_fault};
use crate::language::{counted, say};
use crate::output::{Exit, scrubbed};
use crate::program::Program;

/// What became of it, as JSON.
#[derive(Serialize)]
struct GoneShape {
    dry_run: bool,
    connection: String,
    orders: usize,
    rows: Option<u64>,
    database: Option<&'static str>,
}

/// Erases a connection that stands still, or any if that is said.
pub(super) async fn run(
    program: &Program,
    installation: &Installation,
    args: &Erase,
) -> Result<Exit, Fault> {
    let (service, language) = (&installation.service, program.language);
    let connection = installation.choose(args.connection.as_ref()).await?;
    if connection.health == Health::Active && !args.yes && !args.dry_run {
        return Err(in_use(&connection, language));
    }
    let fault = |error: store::Error| store_fault(&error, language);
    let orders = service.store().order_ids(&connection.id).await.map_err(fault)?.len();
    let (rows, left) = if args.dry_run {
        (None, None)
    } else {
        let rows = service.erase_connection(&connection).await?;
        (Some(rows), Some(service.store().scrub().await.map_err(fault)?))
    };
    let shape = GoneShape {
        dry_run: args.dry_run,
        connection: connection.id.to_string(),
        orders,
        rows,
        database: left.map(scrubbed),
    };
    program.output.result(&shape, || text(&connection, &shape, left, language));
    Ok(Exit::Done)
}

fn text(own: &Connection, shape: &GoneShape, left: Option<Scrubbed>, language: Language) -> String {
    let (id, shop, books) = (&own.id, &own.shop_name, &own.administration_name);
    let orders = counted(shape.orders, language);
    let first = match (language, shape.dry_run) {
        (Language::Nl, true) => format!("Zou {id} ({shop} → {books}) wissen, met {orders}."),
        (Language::En, true) => format!("Would erase {id} ({shop} → {books}), with {orders}."),
        (Language::Nl, false) => format!("Gewist: {id} ({shop} → {books}), met {orders}."),
        (Language::En, false) => format!("Erased: {id} ({shop} → {books}), with {orders}."),
    };
    let second = say(
        language,
        "Wat in CCV Shop en Moneybird staat, blijft daar. Wordt de winkel later opnieuw verbonden, dan worden \
         haar facturen in Moneybird herkend en niet nog eens geboekt.",
        "What is in CCV Shop and Moneybird stays there. If the shop is connected again later, its invoices in \
         Moneybird are recognised and not booked once more.",
    );
    let third = left.and_then(|left| sync::left_in_database(left, language));
    [Some(first.as_str()), Some(second), third].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn in_use(own: &Connection, language: Language) -> Fault {
    let shop = &own.shop_name;
    let message = match language {
        Language::Nl => format!("De koppeling van {shop} is in gebruik; er is niets gewist."),
        Language::En => format!("The connection of {shop} is in use; nothing was erased."),
    };
    let hint = say(
        language,
        "Verwijder eerst de app in CCV Shop, of zeg met --yes dat het toch moet. Met `sluitend export` neemt u eerst mee wat er is.",
        "Remove the app in CCV Shop first, or say with --yes that it is to be done all the same. `sluitend export` takes along what there is first.",
    );
    Fault::new(Code::Usage, message, hint)
}
