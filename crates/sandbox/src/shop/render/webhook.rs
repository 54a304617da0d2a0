//! A webhook (ccvshop-api.md §7).

use super::{View, moment};
use crate::shop::json::Json;
use crate::shop::state::Webhook;

impl View<'_> {
    /// The webhook as GET shows it.
    pub(crate) fn webhook(&self, webhook: &Webhook) -> Json {
        Json::object([
            ("href", self.href(&format!("webhooks/{}/", webhook.id)).into()),
            ("id", webhook.id.into()),
            ("createdate", moment(webhook.create_date)),
            ("event", (&webhook.event).into()),
            ("address", (&webhook.address).into()),
            ("key", (&webhook.key).into()),
            ("is_active", webhook.is_active.into()),
            ("parent", self.link("webhooks/")),
        ])
    }
}
