//! Invitations: a member of a shop asks somebody else to look into it, by a link.

use std::time::Duration;

use jiff::Timestamp;
use sqlx::any::AnyRow;

use super::{AccountId, Language, Role};
use crate::columns::Columns;
use crate::id::id;
use crate::instant::{millis, span};
use crate::sql::{accounts, invitations as sql, memberships};
use crate::{Error, Store, Token, token};

id! {
    /// An invitation's id: a UUID of version 7.
    InvitationId, "an invitation"
}

/// Somebody is invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Our name for it.
    pub id: InvitationId,
    /// To which shop.
    pub shop_id: i64,
    /// What the one who is invited is called.
    pub name: String,
    /// What they may do there.
    pub role: Role,
    /// Until when it can be used.
    pub expires_at: Timestamp,
}

/// An invitation that is to be made.
#[derive(Debug, Clone, Copy)]
pub struct NewInvitation<'a> {
    /// To which shop.
    pub shop_id: i64,
    /// Who makes it. When they do not see the shop any more, it is over.
    pub by: &'a AccountId,
    /// What the one who is invited will be called.
    pub name: &'a str,
    /// What they may do there.
    pub role: Role,
}

impl Invitation {
    fn read(row: &AnyRow) -> Result<Self, Error> {
        Ok(Self {
            id: row.parsed("id", |text| text.parse().ok())?,
            shop_id: row.whole("shop_id")?,
            name: row.text("name")?,
            role: row.parsed("role", Role::parse)?,
            expires_at: row.instant("expires_at")?,
        })
    }
}

/// Who uses an invitation.
#[derive(Debug, Clone, Copy)]
pub enum Invited<'a> {
    /// Somebody who has an account, which gets one shop more. It does not become the first owner of a
    /// shop, whom nobody can withdraw.
    Known(&'a AccountId),
    /// Somebody who gets an account, in this language. It is never one that is there already: whoever
    /// made the link would have that account too.
    New(Language),
}

impl Store {
    /// Invites somebody to a shop. The token goes into the link's address.
    ///
    /// # Errors
    /// If the database fails, or there are no random bytes.
    pub async fn invite(
        &self,
        new: NewInvitation<'_>,
        now: Timestamp,
        lasts: Duration,
    ) -> Result<Token, Error> {
        let token = Token::new(self.entropy.as_ref())?;
        let id = InvitationId::new(now, self.entropy.as_ref())?;
        let query = sql::NEW.query().bind(id.to_string()).bind(token.hash()).bind(new.shop_id);
        let query = query.bind(new.name.to_owned()).bind(new.role.as_str()).bind(millis(now));
        let query = query.bind(millis(now).saturating_add(span(lasts)));
        self.run(query.bind(new.by.to_string())).await?;
        Ok(token)
    }

    /// The invitation of a token, if it is open at `now`. `token_text` may be anything.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn invitation(
        &self,
        token_text: &str,
        now: Timestamp,
    ) -> Result<Option<Invitation>, Error> {
        let query = sql::ONE.query().bind(token::hash(token_text)).bind(millis(now));
        self.find(query).await?.as_ref().map(Invitation::read).transpose()
    }

    /// The invitations to a shop that are open at `now`, the oldest first.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn invitations_to(
        &self,
        shop_id: i64,
        now: Timestamp,
    ) -> Result<Vec<Invitation>, Error> {
        let query = sql::OF_SHOP.query().bind(shop_id).bind(millis(now));
        self.all(query).await?.iter().map(Invitation::read).collect()
    }

    /// Uses an invitation up, and lets whoever used it see the shop: who that is, and what it was.
    /// Nothing if it is none, ran out by `now`, was used or taken back. An owner stays an owner.
    ///
    /// # Errors
    /// [`Error::Conflict`] if somebody known would become the first owner of the shop,
    /// [`Error::NoAccount`], if the database fails, or there are no random bytes.
    pub async fn accept_invitation(
        &self,
        token_text: &str,
        who: Invited<'_>,
        now: Timestamp,
    ) -> Result<Option<(AccountId, Invitation)>, Error> {
        let fresh = AccountId::new(now, self.entropy.as_ref())?;
        let mut transaction = self.transaction().await?;
        let query = sql::ONE.query().bind(token::hash(token_text)).bind(millis(now));
        let Some(row) = query.fetch_optional(&mut *transaction).await? else { return Ok(None) };
        let invitation = Invitation::read(&row)?;
        let (id, shop) = (invitation.id.to_string(), invitation.shop_id);
        // Of two who come at once, one finds it gone.
        let query = sql::END.query().bind(id).bind(shop);
        if query.execute(&mut *transaction).await?.rows_affected() != 1 {
            return Ok(None);
        }
        let query = memberships::OWNER.query().bind(shop);
        let is_first = query.fetch_optional(&mut *transaction).await?.is_none();
        if is_first && invitation.role == Role::Owner && matches!(who, Invited::Known(_)) {
            return Err(Error::Conflict {
                what: format!("shop {shop}"),
                expected: "an owner".to_owned(),
                found: "none".to_owned(),
            });
        }
        let (account, language) = match who {
            Invited::Known(account) => (account.clone(), None),
            Invited::New(language) => (fresh, Some(language)),
        };
        if let Some(language) = language {
            let query = accounts::NEW_SHOPKEEPER.query().bind(account.to_string());
            let query = query.bind(invitation.name.clone()).bind(language.as_str());
            query.bind(millis(now)).execute(&mut *transaction).await?;
        }
        let query = memberships::ROLE.query().bind(account.to_string()).bind(shop);
        let row = query.fetch_optional(&mut *transaction).await?;
        let before = row.map(|row| row.parsed("role", Role::parse)).transpose()?;
        if before != Some(Role::Owner) {
            let query = memberships::GRANT.query().bind(account.to_string()).bind(shop);
            let query = query.bind(invitation.role.as_str()).bind(millis(now));
            super::edits::found(&account, query.execute(&mut *transaction).await?.rows_affected())?;
        }
        self.commit(transaction).await?;
        Ok(Some((account, invitation)))
    }

    /// Takes an invitation to a shop back; whether it was open.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn take_invitation_back(
        &self,
        id: &InvitationId,
        shop_id: i64,
    ) -> Result<bool, Error> {
        Ok(self.run(sql::END.query().bind(id.to_string()).bind(shop_id)).await? == 1)
    }

    /// Forgets the invitations that ran out by `now`; how many there were.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn sweep_invitations(&self, now: Timestamp) -> Result<u64, Error> {
        self.run(sql::SWEEP.query().bind(millis(now))).await
    }
}
