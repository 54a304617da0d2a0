//! `sluitend connections`

use sync::Fault;

use crate::cli::Connections;
use crate::installation::store_fault;
use crate::output::{ConnectionShape, ConnectionsShape, Exit, connections, state_of};
use crate::program::Program;

/// Lists the connections, or those in a state.
pub(super) async fn run(program: &Program, args: &Connections) -> Result<Exit, Fault> {
    let (installation, language) = (program.open().await?, program.language);
    let mut shape = ConnectionsShape { connections: Vec::new() };
    let mut all = installation.connections().await?;
    if let Some(state) = &args.state {
        all.retain(|own| state_of(own) == state);
    }
    for own in all {
        let counts = installation.service.store().counts(&own.id).await;
        let counts = counts.map_err(|error| store_fault(&error, language))?;
        shape.connections.push(ConnectionShape::new(&own, &counts, language));
    }
    program
        .output
        .result(&shape, || connections(&shape.connections, args.state.as_deref(), language));
    Ok(Exit::Done)
}
