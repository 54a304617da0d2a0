//! `sluitend orders` and `sluitend orders show`

use store::ConnectionId;
use sync::Fault;

use crate::cli::{OrderCommand, Orders};
use crate::installation::store_fault;
use crate::output::{Exit, OrderShape, OrdersShape, order, orders};
use crate::program::Program;

/// Lists orders, or shows one.
pub(super) async fn run(program: &Program, args: &Orders) -> Result<Exit, Fault> {
    match &args.command {
        Some(OrderCommand::Show { id, connection }) => show(program, id, connection.as_ref()).await,
        None => list(program, args).await,
    }
}

async fn list(program: &Program, args: &Orders) -> Result<Exit, Fault> {
    let service = program.open().await?.service;
    if let Some(id) = &args.connection {
        service.connection(id).await?;
    }
    let found = service.orders(args.connection.as_ref(), args.state).await?;
    let shape = OrdersShape { orders: found.iter().map(OrderShape::from).collect() };
    program.output.result(&shape, || orders(&found, program.language));
    Ok(Exit::Done)
}

async fn show(
    program: &Program,
    id: &str,
    connection: Option<&ConnectionId>,
) -> Result<Exit, Fault> {
    let (service, language) = (program.open().await?.service, program.language);
    let record = service.find_named(id, connection).await?;
    let steps = service.store().steps(&record.connection, record.order_id).await;
    let steps = steps.map_err(|error| store_fault(&error, language))?;
    let members = service.store().members(&record.connection, record.order_id).await;
    let members = members.map_err(|error| store_fault(&error, language))?;
    let (summary, warnings) = (record.summary(), sync::warnings(&record));
    let views = service.views(std::slice::from_ref(&summary)).await?;
    let shape = |view| {
        let shape = OrderShape::from(view).with_steps(steps.clone()).with_orders(&members);
        shape.with_warnings(&warnings, language)
    };
    let shape = OrdersShape { orders: views.iter().map(shape).collect() };
    program.output.result(&shape, || {
        let more = (steps.as_slice(), warnings.as_slice(), members.as_slice());
        let texts = views.iter().map(|view| order(view, &summary.currency, more, language));
        texts.collect::<String>()
    });
    Ok(Exit::Done)
}
