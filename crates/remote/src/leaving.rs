//! What a request says leaves in time, or not at all.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use http_body::{Body, Frame, SizeHint};

use crate::{Clock, SystemClock};

/// The body of a request. The client's own time-out is looked at now and then, and does not count the time
/// for which the machine slept; in between a request may be handed on that has been given up since. So the
/// body is held back until the moment at which it is written, and by then it must not be too late.
pub(crate) struct InTime {
    body: reqwest::Body,
    clock: SystemClock,
    longest: Duration,
}

/// Why a body was not written.
#[derive(Debug, thiserror::Error)]
#[error("the program stood still for too long to send this")]
struct TooLate;

impl InTime {
    /// A body that leaves within `longest` from now.
    pub(crate) fn body(bytes: Vec<u8>, longest: Duration) -> reqwest::Body {
        reqwest::Body::wrap(Self { body: bytes.into(), clock: SystemClock::new(), longest })
    }
}

impl Body for InTime {
    type Data = <reqwest::Body as Body>::Data;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        if self.clock.monotonic() >= self.longest {
            return Poll::Ready(Some(Err(Box::new(TooLate))));
        }
        Pin::new(&mut self.body).poll_frame(context).map_err(Into::into)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
