//! The app itself, as the App Store knows it (ccvshop-api.md §8.1), and what a key may use.

use remote::{Method, wire};
use serde::{Deserialize, Serialize};

use crate::nested::last_segment;
use crate::{Client, Error};

/// An app.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct App {
    /// Id.
    #[serde(deserialize_with = "wire::whole_required")]
    pub id: i64,
    /// Name.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub name: String,
    /// Whether its installation was completed.
    #[serde(default, deserialize_with = "wire::truth")]
    pub is_installed: bool,
}

/// A resource that a key may use.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Resource {
    /// Its address.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub href: String,
    /// Its title.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub title: String,
    /// Its path.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub uri: String,
}

impl Resource {
    /// Whether it is the resource of that name, such as `orders`. No example of the list was found,
    /// so address, path and title all count.
    pub fn is_named(&self, name: &str) -> bool {
        [&self.href, &self.uri, &self.title]
            .into_iter()
            .filter_map(|text| last_segment(text))
            .any(|segment| segment.eq_ignore_ascii_case(name))
    }
}

#[derive(Serialize)]
struct Installed {
    is_installed: bool,
}

impl Client {
    /// The apps that the key sees: with an app's key, exactly that one.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn apps(&self) -> Result<Vec<App>, Error> {
        self.collection("/apps/").await
    }

    /// Says that an installation is complete. Without it the app is not installed (§8). It is no
    /// error if that was said already.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn set_installed(&self, app: i64, is_installed: bool) -> Result<(), Error> {
        let body = Installed { is_installed };
        self.change(Method::Patch, &format!("/apps/{app}/"), Some(&body)).await
    }

    /// The resources that this key may use.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn resources(&self) -> Result<Vec<Resource>, Error> {
        self.collection("/").await
    }
}
