#![doc = include_str!("../README.md")]

mod access;
mod app_store;
mod apps;
mod client;
mod customer;
mod decode;
mod error;
mod instant;
mod invoices;
mod nested;
mod orders;
mod page;
pub mod probe;
mod reason;
mod shop;
pub mod signature;
mod webhooks;

pub use access::{Access, Invalid};
pub use app_store::{Handshake, Refused, Uninstall};
pub use apps::{App, Resource};
pub use client::{Client, Pace};
pub use customer::{Address, Customer, PickupPoint};
pub use error::{Action, BadReply, Blame, Error};
pub use invoices::{Invoice, InvoiceKind, InvoiceQuery};
pub use orders::{Coupon, Direction, Order, OrderQuery, OrderRow, RowOption};
pub use page::{Page, Unreadable};
pub use shop::{GeozoneCountry, Merchant, Paymethod, ShopSettings, StatusName, Tariff, Webshop};
pub use webhooks::{NewWebhook, Webhook, WebhookChange};
