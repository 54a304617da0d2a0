//! `sluitend connections`

use sync::Fault;

use crate::installation::store_fault;
use crate::output::{ConnectionShape, ConnectionsShape, Exit, connections};
use crate::program::Program;

/// Lists the connections.
pub(super) async fn run(program: &Program) -> Result<Exit, Fault> {
    let (installation, language) = (program.open().await?, program.language);
    let mut shape = ConnectionsShape { connections: Vec::new() };
    for own in installation.connections().await? {
        let counts = installation.service.store().counts(&own.id).await;
        let counts = counts.map_err(|error| store_fault(&error, language))?;
        shape.connections.push(ConnectionShape::new(&own, &counts, language));
    }
    program.output.result(&shape, || connections(&shape.connections, language));
    Ok(Exit::Done)
}
