//! The door: who comes in, what they may see, and from where a request may come.

mod confirm;
mod cookie;
mod guard;
mod invited;
mod leave;
mod letters;
mod limits;
mod links;
mod log_in;
mod number;
mod own;
mod password;
mod picture;
mod proxy;
mod seat;
mod source;
mod tongue;

pub(crate) use confirm::{confirm, confirming, send_again};
pub(crate) use guard::guard;
pub(crate) use invited::{accept, look};
pub(crate) use leave::{leave, leaving};
pub(crate) use letters::{choose_letters, unsubscribe, unsubscribing};
pub(crate) use limits::{Limits, Trial};
pub(crate) use links::{closed, look_at, open, session};
pub(crate) use log_in::{enter, form, note_taken};
pub(crate) use own::{choose, choosing};
pub(crate) use password::Passwords;
pub use proxy::{Network, NotANetwork, Proxy};
pub(crate) use seat::Seat;
pub(crate) use source::Source;
pub(crate) use tongue::{Tongue, switch};

/// Whether a text has the form of a token that is mailed or handed out in a link.
fn is_token(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
