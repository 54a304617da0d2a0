//! Every statement of the store: one text for both engines.
//!
//! Rules (engineering.md §2.3): columns are `TEXT` and `BIGINT`; no `now()`, no `EXISTS`, sums are
//! cast; an `UPDATE` names the state it starts from, and who runs it looks at the number of rows.

pub(crate) mod accounts;
pub(crate) mod allowances;
pub(crate) mod audit;
pub(crate) mod bookings;
pub(crate) mod census;
pub(crate) mod connections;
pub(crate) mod contacts;
pub(crate) mod copies;
pub(crate) mod engine;
pub(crate) mod errands;
pub(crate) mod facts;
pub(crate) mod grants;
pub(crate) mod hooks;
pub(crate) mod installs;
pub(crate) mod invitations;
pub(crate) mod leases;
pub(crate) mod links;
pub(crate) mod listings;
pub(crate) mod mail_choices;
pub(crate) mod memberships;
pub(crate) mod moves;
pub(crate) mod orders;
pub(crate) mod outbox;
pub(crate) mod privacy;
pub(crate) mod seals;
pub(crate) mod sessions;
pub(crate) mod subscriptions;
pub(crate) mod told;
pub(crate) mod workers;

/// All statements that both engines run.
#[cfg(test)]
pub(crate) fn all() -> Vec<crate::statement::Statement> {
    [
        accounts::ALL,
        allowances::ALL,
        audit::ALL,
        bookings::ALL,
        census::ALL,
        connections::ALL,
        contacts::ALL,
        copies::ALL,
        errands::ALL,
        facts::ALL,
        grants::ALL,
        hooks::ALL,
        installs::ALL,
        invitations::ALL,
        leases::ALL,
        links::ALL,
        listings::ALL,
        mail_choices::ALL,
        memberships::ALL,
        orders::ALL,
        outbox::ALL,
        privacy::ALL,
        seals::ALL,
        sessions::ALL,
        subscriptions::ALL,
        told::ALL,
        workers::ALL,
    ]
    .concat()
}
