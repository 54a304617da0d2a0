//! Webhooks: what Moneybird calls when something changes (moneybird-api.md §5.1). They need the scope
//! for settings.

use remote::{Method, wire};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use crate::{Books, Error, WebhookId};

/// A subscription.
#[derive(Debug, Clone, Deserialize)]
pub struct Webhook {
    /// Id.
    pub id: WebhookId,
    /// Where it is sent.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub url: String,
    /// What it tells of: names of events, and beginnings of such names.
    #[serde(default)]
    pub enabled_events: Vec<String>,
    /// Since when it is not sent; none while it is.
    #[serde(default, deserialize_with = "wire::text")]
    pub deactivated_at: Option<String>,
    /// What its deliveries are signed with; only the answer to its making says it.
    #[serde(default, deserialize_with = "wire::secret")]
    pub secret: Option<SecretString>,
}

#[derive(Serialize)]
struct New<'a> {
    url: &'a str,
    enabled_events: &'a [&'a str],
}

impl Books {
    /// All subscriptions of this administration, also those that others made.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn webhooks(&self) -> Result<Vec<Webhook>, Error> {
        self.client.list(&self.get("webhooks", &[])).await
    }

    /// Subscribes. Moneybird calls the address at once, and wants to hear 200.
    ///
    /// # Errors
    /// Any [`Error`]; after [`Error::Unknown`] list them before repeating.
    pub async fn create_webhook(&self, url: &str, events: &[&str]) -> Result<Webhook, Error> {
        let new = New { url, enabled_events: events };
        self.client.create(&self.post("webhooks", &new, None)?).await
    }

    /// Lets one be sent that was switched off. It is no error if it was on.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn activate_webhook(&self, id: &WebhookId) -> Result<(), Error> {
        let mut request = self.get(&format!("webhooks/{id}/activate"), &[]);
        request.method = Method::Patch;
        self.client.send(&request).await.map(|_| ())
    }

    /// Ends a subscription. It is no error if there was none any more.
    ///
    /// # Errors
    /// Any other [`Error`].
    pub async fn delete_webhook(&self, id: &WebhookId) -> Result<(), Error> {
        let mut request = self.get(&format!("webhooks/{id}"), &[]);
        request.method = Method::Delete;
        match self.client.send(&request).await {
            Ok(_) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }
}
