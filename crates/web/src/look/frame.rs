//! What surrounds every page.

use std::sync::Arc;

use bookkeeping::Language;

use crate::app::App;
use crate::contact::Contact;
use crate::manual;
use crate::texts::{Texts, texts};

/// The rooms of a connection, as the navigation shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tab {
    Overview,
    Orders,
    Closing,
    Settings,
    People,
    Plan,
    Log,
    /// None of them.
    Elsewhere,
}

/// The connection that a page is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// Its id.
    pub(crate) id: String,
    /// The shop's name.
    pub(crate) shop: String,
    /// The administration's name.
    pub(crate) administration: String,
    /// Whether there are others to go to.
    pub(crate) has_others: bool,
    /// Whether it costs something.
    pub(crate) is_charged: bool,
    /// What is to be known on every page of it: that its subscription ends, or has ended.
    pub(crate) notice: Option<String>,
}

/// The frame.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub(crate) t: &'static Texts,
    pub(crate) title: String,
    pub(crate) tab: Tab,
    pub(crate) place: Option<Place>,
    /// Who is signed in, if anybody is.
    pub(crate) account: Option<String>,
    /// Where this page is, to come back to after the language was changed.
    pub(crate) here: String,
    pub(crate) language: Language,
    /// Whom one can ask for help.
    pub(crate) contact: Arc<Contact>,
}

impl Frame {
    /// A frame without anybody in it.
    pub(crate) fn bare(app: &App, language: Language, title: &str, here: &str) -> Self {
        Self {
            t: texts(language),
            title: title.to_owned(),
            tab: Tab::Elsewhere,
            place: None,
            account: None,
            here: here.to_owned(),
            language,
            contact: app.contact.clone(),
        }
    }

    /// The manual, in the language of the page.
    pub(crate) fn manual(&self) -> &'static str {
        manual::root(self.language)
    }

    /// Whether a tab is the one that is open.
    pub(crate) fn is_at(&self, tab: Tab) -> bool {
        self.tab == tab
    }
}
