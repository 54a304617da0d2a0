//! A CCV Shop with state.
//!
//! Follows ccvshop-api.md, whose section numbers the comments name. Whatever that reference does
//! not know for certain is a field of [`Switches`], so that one reply of a real shop can settle it.

mod answer;
mod app_store;
mod asking;
mod courier;
mod credentials;
mod crediting;
mod delivery;
mod fault;
mod handle;
mod input;
mod json;
mod limits;
pub mod model;
mod money;
mod options;
mod page;
mod pages;
mod query;
mod render;
mod reply;
mod request;
mod route;
mod signature;
mod state;
mod switches;
mod totals;

pub use app_store::Notice;
pub use courier::{Answered, App, Courier};
pub use credentials::Credentials;
pub use delivery::OrderEvent;
pub use fault::{Fault, Faults, Misfortune};
pub use handle::Shop;
pub use limits::Limits;
pub use options::ShopOptions;
pub use signature::{message, sign};
pub use state::Webhook;
pub use switches::{
    CostsVat, CouponVat, CreditSigns, DateFilter, ExclTotal, KeyAtUninstall, MerchantShape,
    PageSize, Replies, RowTotals, Sign, Switches, UnknownParameters, VatRounding,
};
pub use totals::{RowAmounts, Totals};

pub(crate) use money::{cents, four_decimals};
