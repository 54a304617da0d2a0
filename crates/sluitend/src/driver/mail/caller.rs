//! Makes the calls that are in the outbox, to the address of a host that rather does the telling itself. A call is
//! made at least once: it bears its name, by which who gets it twice notices.

use std::time::Duration;

use jiff::Timestamp;
use post::{Call, Hook};
use remote::Transport;
use store::Way;
use sync::{Fault, Service};

use super::postman::{AT_ONCE, PATIENCE, ended, is_in_vain};
use crate::installation::store_fault;
use crate::stop::Stop;

/// After this whoever was making a call is gone: longer than one takes.
const GONE: Duration = Duration::from_mins(2);

/// Makes the calls that are due, until none is, or nobody answers.
///
/// # Errors
/// If the database fails. A call whose end could not be noted is made again.
pub(super) async fn deliver(
    service: &Service,
    (hook, transport): (&Hook, &dyn Transport),
    stop: &Stop,
) -> Result<(), Fault> {
    let store = service.store();
    let failed = |error: store::Error| store_fault(&error, service.options().language);
    let now = service.clock().now();
    let gone = now.saturating_sub(GONE).unwrap_or(Timestamp::MIN);
    store.give_up_letters(Way::Call, gone, now).await.map_err(failed)?;
    let mut in_vain = 0;
    for _ in 0..AT_ONCE {
        if stop.is_asked() || in_vain >= PATIENCE {
            break;
        }
        let taken = store.take_letter(Way::Call, hook.host(), service.clock().now()).await;
        let Some(parcel) = taken.map_err(failed)? else { break };
        let at = service.clock().now();
        let call = Call { key: &parcel.posted.id, body: &parcel.body, at };
        let outcome = hook.call(transport, &call).await;
        in_vain = if is_in_vain(&outcome) { in_vain + 1 } else { 0 };
        let now = service.clock().now();
        let (ending, answer) = ended(&parcel, outcome, now);
        store.end_letter(&parcel, ending, &answer, now).await.map_err(failed)?;
    }
    Ok(())
}
