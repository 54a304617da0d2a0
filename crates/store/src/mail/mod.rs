//! Mail: what was told of connections, what is on its way, and who wants to be told.

mod choices;
mod kind;
mod outbox;
mod told;

pub use choices::MailReader;
pub use kind::LetterKind;
pub use outbox::{Ending, NewLetter, Parcel, PostState, Posted, Way};
pub use told::Telling;
