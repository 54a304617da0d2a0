//! What every page is given.

use std::sync::Arc;

use billing::Terms;
use jiff::Timestamp;
use secrecy::SecretString;
use store::{Connection, Store};
use sync::Service;
use url::Url;

use crate::contact::Contact;
use crate::door::{Limits, Passwords, Proxy};
use crate::hook::{Intake, PATH};
use crate::pages::{Adoptions, Samples};
use crate::statements::Desk;

/// How the site is reached.
#[derive(Debug, Clone)]
pub struct Site {
    /// The address under which browsers reach us.
    pub public: Url,
    /// The App Secret Key of CCV's Developer App Center, if the program is registered there.
    pub app_secret: Option<SecretString>,
    /// The proxy before us, if there is one.
    pub proxy: Option<Proxy>,
}

impl Site {
    /// Where both sides may call when something happens: the part of those addresses before their token.
    pub fn hooks(&self) -> Option<Url> {
        self.public.join(PATH).ok()
    }
}

/// The service, and how the site is reached. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub(crate) service: Service,
    pub(crate) site: Arc<Site>,
    pub(crate) desk: Arc<Desk>,
    pub(crate) limits: Arc<Limits>,
    pub(crate) passwords: Passwords,
    pub(crate) intake: Arc<Intake>,
    pub(crate) samples: Arc<Samples>,
    pub(crate) adoptions: Arc<Adoptions>,
    /// What a month costs, if the host charges.
    pub(crate) terms: Option<Arc<Terms>>,
    /// Whether letters are mailed.
    pub(crate) mails: bool,
    /// Whom one can ask for help.
    pub(crate) contact: Arc<Contact>,
}

impl App {
    /// Puts the site together.
    pub fn new(service: Service, site: Site) -> Self {
        Self {
            service,
            site: Arc::new(site),
            desk: Arc::default(),
            limits: Arc::default(),
            passwords: Passwords::default(),
            intake: Arc::default(),
            samples: Arc::default(),
            adoptions: Arc::default(),
            terms: None,
            mails: false,
            contact: Arc::default(),
        }
    }

    /// The same, where a month costs something.
    #[must_use]
    pub fn charging(self, terms: Option<Terms>) -> Self {
        Self { terms: terms.map(Arc::new), ..self }
    }

    /// The same site, where letters are mailed to whoever wants them.
    #[must_use]
    pub fn mailing(self) -> Self {
        Self { mails: true, ..self }
    }

    /// The same site, where this is whom one can ask for help.
    #[must_use]
    pub fn helped_by(self, contact: Contact) -> Self {
        Self { contact: Arc::new(contact), ..self }
    }

    pub(crate) fn store(&self) -> &Store {
        self.service.store()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.service.clock().now()
    }

    /// Lets a connection be looked at as soon as possible.
    pub(crate) async fn look_now(&self, connection: &Connection) -> Result<(), store::Error> {
        self.store().look_now(&connection.id, self.now()).await
    }

    /// The whole address of one of our pages, as it was registered elsewhere.
    pub(crate) fn address(&self, path: &str) -> String {
        format!("{}{path}", self.site.public.as_str().trim_end_matches('/'))
    }

    /// Whether browsers reach us over https, so that cookies can be kept to it.
    pub(crate) fn is_https(&self) -> bool {
        self.site.public.scheme() == "https"
    }
}
