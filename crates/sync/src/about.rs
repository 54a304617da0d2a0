//! Whom a line of the log is about.

use bookkeeping::Subject;
use tracing::Span;

/// What is logged within it bears the order's id, or what else the number stands for; the requests to both
/// sides as well. A span is there at its own level and above: as an error's it is there at every level, so that
/// no warning is without its order.
pub(crate) fn about(id: i64) -> Span {
    match Subject::of_id(id) {
        Some(Subject::Order(order)) => tracing::error_span!("booking", order),
        Some(Subject::Credit(credit_invoice)) => tracing::error_span!("booking", credit_invoice),
        Some(Subject::Correction { order, number }) => {
            tracing::error_span!("booking", order, correction = number)
        }
        Some(Subject::Day { day, number }) => {
            tracing::error_span!("booking", %day, summary = number)
        }
        None => Span::none(),
    }
}
