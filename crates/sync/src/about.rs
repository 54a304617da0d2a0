//! Whom a line of the log is about.

use bookkeeping::Subject;
use tracing::Span;

/// What is logged within it bears the order's id, or what else the number stands for; the requests to both
/// sides as well.
pub(crate) fn about(id: i64) -> Span {
    match Subject::of_id(id) {
        Some(Subject::Order(order)) => tracing::info_span!("booking", order),
        Some(Subject::Credit(credit_invoice)) => tracing::info_span!("booking", credit_invoice),
        Some(Subject::Correction { order, number }) => {
            tracing::info_span!("booking", order, correction = number)
        }
        Some(Subject::Day { day, number }) => {
            tracing::info_span!("booking", %day, summary = number)
        }
        None => Span::none(),
    }
}
