//! What there is to choose from when a connection is set up.

use bookkeeping::settings::Offer;
use bookkeeping::{Administration, Country, Percentage, Settings, VatCase};
use store::{Connection, ConnectionId};

use crate::fault::Fault;
use crate::{Service, mishap, translate};

/// The choices of a connection, and what is proposed.
#[derive(Debug, Clone)]
pub struct Choices {
    /// Tax rates and ledger accounts.
    pub administration: Administration,
    /// The shop's statuses: number and the shop's own name.
    pub statuses: Vec<(i64, String)>,
    /// Its payment methods: id and name.
    pub payment_methods: Vec<(i64, String)>,
    /// The percentages at which it sells, by country.
    pub rates: Vec<(Country, Percentage)>,
    /// What orders were refused for, because no tax rate was chosen for it.
    pub lacking: Vec<(VatCase, Country, Percentage)>,
    /// What is proposed: only what is certain is filled in.
    pub proposed: Settings,
    /// What of it was filled in only because of a name: keys of accounts, and `methods.` with the id of a
    /// payment method.
    pub by_name: Vec<String>,
}

/// The fact that keeps the names of the shop's statuses.
const STATUSES: &str = "statuses";

impl Service {
    /// The shop's own names of its statuses, as they were when its choices were last asked for; none
    /// before that.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn statuses(&self, id: &ConnectionId) -> Result<Vec<(i64, String)>, Fault> {
        let kept = self.store.fact(id, STATUSES).await.map_err(|error| self.database(&error))?;
        Ok(kept.and_then(|own| serde_json::from_str(&own.body).ok()).unwrap_or_default())
    }

    async fn keep_statuses(
        &self,
        id: &ConnectionId,
        statuses: &[(i64, String)],
    ) -> Result<(), Fault> {
        let text = serde_json::to_string(statuses);
        let text = text.map_err(|error| mishap::unreadable(&error, self.language()))?;
        let kept = self.store.put_fact(id, STATUSES, &text, self.clock.now()).await;
        kept.map_err(|error| self.database(&error))
    }

    /// What there is to choose from on both sides of a connection. The shop is asked; of Moneybird it is
    /// what was read at most ten minutes ago.
    ///
    /// # Errors
    /// If a remote side cannot be asked.
    pub async fn choices(&self, id: &ConnectionId) -> Result<Choices, Fault> {
        let connection = self.connection(id).await?;
        let (shop, books) = self.clients(&connection).await?;
        let offered = self.offered(&connection, &shop).await?;
        let administration = self.to_choose_from(id, &books).await?;
        self.together(id, administration, offered).await
    }

    /// The same for somebody who only looks, which costs no call to Moneybird: of it, what was last read.
    ///
    /// # Errors
    /// If the shop cannot be asked, or nothing was read yet.
    pub async fn choices_to_look_at(&self, id: &ConnectionId) -> Result<Choices, Fault> {
        let connection = self.connection(id).await?;
        let secrets = self.store.secrets(id).await.map_err(|error| self.database(&error))?;
        let shop = self.shop(&connection.shop_url, &secrets)?;
        let offered = self.offered(&connection, &shop).await?;
        self.together(id, self.to_look_at(id).await?, offered).await
    }

    /// The same where not even the shop can be asked. Of its payment methods only those that were chosen are
    /// known then, and no names.
    ///
    /// # Errors
    /// If nothing was read of Moneybird yet.
    pub async fn choices_kept(&self, id: &ConnectionId) -> Result<Choices, Fault> {
        let connection = self.connection(id).await?;
        let administration = self.to_look_at(id).await?;
        let statuses = self.statuses(id).await?;
        let methods = crate::saved_settings(&connection).unwrap_or_default().payment.methods;
        let chosen = methods.keys().filter_map(|id| Some((id.parse().ok()?, String::new())));
        let offer = Offer { payment_methods: chosen.collect(), ..Offer::default() };
        self.put_together(id, administration, Offered { offer, statuses }).await
    }

    async fn offered(
        &self,
        connection: &Connection,
        shop: &ccvshop::Client,
    ) -> Result<Offered, Fault> {
        let countries = shop.geozone_countries(connection.shop_id).await;
        let countries = countries.map_err(|error| self.shop_fault(&error))?;
        let methods = shop.paymethods().await.map_err(|error| self.shop_fault(&error))?;
        let of_shop = shop.settings(connection.shop_id).await;
        let of_shop = of_shop.map_err(|error| self.shop_fault(&error))?;
        let statuses = of_shop.order_status.unwrap_or_default();
        let named = |own: ccvshop::StatusName| own.status.map(|number| (number, own.status_name));
        let statuses = statuses.into_iter().filter_map(named).collect();
        Ok(Offered { offer: translate::offer(&countries, &methods), statuses })
    }

    async fn together(
        &self,
        id: &ConnectionId,
        administration: Administration,
        offered: Offered,
    ) -> Result<Choices, Fault> {
        self.keep_statuses(id, &offered.statuses).await?;
        self.put_together(id, administration, offered).await
    }

    async fn put_together(
        &self,
        id: &ConnectionId,
        administration: Administration,
        Offered { offer, statuses }: Offered,
    ) -> Result<Choices, Fault> {
        let proposal = bookkeeping::settings::propose(&administration, &offer, self.language());
        let proposed = self.parse(&proposal.text)?;
        Ok(Choices {
            administration,
            statuses,
            payment_methods: offer.payment_methods,
            rates: offer.rates,
            lacking: self.lacking(id).await?,
            proposed,
            by_name: proposal.by_name,
        })
    }

    /// What the orders of a connection lack a tax rate for.
    async fn lacking(
        &self,
        id: &ConnectionId,
    ) -> Result<Vec<(VatCase, Country, Percentage)>, Fault> {
        let reasons = self.store.reasons(id).await.map_err(|error| self.database(&error))?;
        let refusals = reasons.iter().filter_map(|own| crate::refusal(own.refusal.as_deref()));
        let mut lacking: Vec<_> = refusals.filter_map(|own| own.unmapped()).collect();
        lacking.sort_unstable();
        lacking.dedup();
        Ok(lacking)
    }
}

/// What a shop has to choose from.
struct Offered {
    offer: Offer,
    statuses: Vec<(i64, String)>,
}
