//! Who comes in, how, and which shops they may see.

mod account;
mod app_store;
mod confirm;
mod edits;
mod invitation;
mod link;
mod member;
mod membership;
mod operator;
mod session;

pub use account::{Account, AccountId, AccountKind, Language};
pub use confirm::{Confirmation, Unconfirmed};
pub use invitation::{Invitation, InvitationId, Invited, NewInvitation};
pub use member::{MemberLogin, Numbers, WayBack};
pub use membership::{Member, Role};
pub use operator::Login;
pub use session::Session;
