//! Webhooks (ccvshop-api.md §7).

use remote::{Method, wire};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use crate::{Client, Error};

/// A subscription.
#[derive(Debug, Clone, Deserialize)]
pub struct Webhook {
    /// Id.
    #[serde(deserialize_with = "wire::whole_required")]
    pub id: i64,
    /// What it tells of, such as `orders.updated.status`.
    #[serde(deserialize_with = "wire::text_or_empty")]
    pub event: String,
    /// Where it is sent.
    #[serde(deserialize_with = "wire::text_or_empty")]
    pub address: String,
    /// Whether it is sent.
    #[serde(default, deserialize_with = "wire::truth")]
    pub is_active: bool,
    /// With which a delivery can be proved.
    #[serde(default, deserialize_with = "wire::secret")]
    pub key: Option<SecretString>,
}

/// A subscription to make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewWebhook {
    /// What to tell of.
    pub event: String,
    /// Where to send it.
    pub address: String,
    /// Whether to send it.
    pub is_active: bool,
}

/// What to change of a subscription; what is none stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct WebhookChange {
    /// Where to send it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Whether to send it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
}

impl Client {
    /// All subscriptions of this key.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn webhooks(&self) -> Result<Vec<Webhook>, Error> {
        self.all("/webhooks/").await
    }

    /// Subscribes. The answer may have no body although it worked: then list them.
    ///
    /// # Errors
    /// Any [`Error`]; after [`Error::Unknown`] list them before repeating.
    pub async fn create_webhook(&self, new: &NewWebhook) -> Result<Option<Webhook>, Error> {
        self.create("/webhooks/", new).await
    }

    /// Changes a subscription. It is no error if it was so already.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn change_webhook(&self, id: i64, change: &WebhookChange) -> Result<(), Error> {
        self.change(Method::Patch, &format!("/webhooks/{id}/"), Some(change)).await
    }

    /// Ends a subscription. It is no error if there was none any more.
    ///
    /// # Errors
    /// Any other [`Error`].
    pub async fn delete_webhook(&self, id: i64) -> Result<(), Error> {
        match self.change::<()>(Method::Delete, &format!("/webhooks/{id}/"), None).await {
            Err(Error::NotFound { .. }) => Ok(()),
            result => result,
        }
    }
}
