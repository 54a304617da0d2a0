//! Copying whole tables into a backup and out of one.
//!
//! Each table is declared once, its key first; from that come the statement that reads some rows
//! after a key, the one that writes a row and the one that counts.
//!
//! Not among them is what is soon over anyway. What counts against an allowance is about an address
//! in the last minutes, not about the installation. Sessions, links and errands last for minutes or
//! days: who finds theirs gone comes in again, whereas a session that was closed after the backup,
//! or a link that was used, must not be open again. Letters on their way are not either: what was sent since
//! the backup would be sent again. What was told is, so that it is not told anew.

use crate::statement::{Statement, statements};

/// What a column holds. Both engines know these two only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Whole,
}

/// A table and the statements that copy it.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    /// Its key, which are the first of its columns.
    pub(crate) key: &'static [(&'static str, Kind)],
    /// Its other columns.
    pub(crate) rest: &'static [(&'static str, Kind)],
    /// Those of its columns that are sealed, for the row that its key names.
    pub(crate) sealed: &'static [&'static str],
    pub(crate) page: Statement,
    pub(crate) write: Statement,
    pub(crate) count: Statement,
}

macro_rules! names {
    ($first:ident $(, $more:ident)*) => { concat!(stringify!($first) $(, ", ", stringify!($more))*) };
}

macro_rules! holes {
    ($first:literal $(, $more:literal)*) => { concat!("$", $first $(, ", $", $more)*) };
}

/// Some rows after a key, in the order of the key; the last hole is how many.
macro_rules! page {
    ($table:ident [$($k:literal $key:ident $_:ident),+] $limit:literal
     [$($n:literal $column:ident $__:ident),*]) => {
        concat!(
            "SELECT ", names!($($key),+ $(, $column)*), " FROM ", stringify!($table),
            " WHERE (", names!($($key),+), ") > (", holes!($($k),+), ") ORDER BY ",
            names!($($key),+), " LIMIT $", $limit
        )
    };
}

/// One row, its columns as they are declared.
macro_rules! insert {
    ($table:ident [$($k:literal $key:ident $_:ident),+] $limit:literal
     [$($n:literal $column:ident $__:ident),*]) => {
        concat!(
            "INSERT INTO ", stringify!($table), " (", names!($($key),+ $(, $column)*),
            ") VALUES (", holes!($($k),+ $(, $n)*), ")"
        )
    };
}

/// How many rows there are.
macro_rules! count {
    ($table:ident $($_:tt)*) => {
        concat!("SELECT COUNT(*) AS number FROM ", stringify!($table))
    };
}

macro_rules! key {
    ($table:ident [$($k:literal $key:ident $kind:ident),+] $($_:tt)*) => {
        &[$((stringify!($key), Kind::$kind)),+]
    };
}

macro_rules! rest {
    ($table:ident [$($_:tt)+] $limit:literal [$($n:literal $column:ident $kind:ident),*]) => {
        &[$((stringify!($column), Kind::$kind)),*]
    };
}

macro_rules! connections {
    ($as:ident) => {
        $as!(connections [1 id Text] 2 [
            2 shop_id Whole, 3 shop_name Text, 4 shop_url Text, 5 administration_id Text,
            6 administration_name Text, 7 settings Text, 8 state Text, 9 broken_code Text,
            10 broken_message Text, 11 created_at Whole, 12 last_sync_at Whole,
            13 next_sync_at Whole, 14 look_asked Whole, 15 lease_owner Text,
            16 lease_until Whole, 17 attempt Whole, 18 shop_key Text, 19 shop_secret Text,
            20 moneybird_token Text, 21 waits_at Text
        ])
    };
}

macro_rules! orders {
    ($as:ident) => {
        $as!(orders [1 connection_id Text, 2 order_id Whole] 3 [
            3 number Text, 4 state Text, 5 code Text, 6 refusal Text, 7 why Text,
            8 snapshot Text, 9 seen_at Whole, 10 placed_on Text, 11 total Text, 12 currency Text,
            13 shop_status Whole, 14 paid Whole, 15 backfill Whole, 16 ready_at Whole,
            17 stage Text, 18 plan Text, 19 reference Text, 20 booked_on Text,
            21 contact_id Text, 22 invoice_id Text, 23 payment_id Text, 24 attempt Whole,
            25 sent_at Whole, 26 settle_at Whole, 27 booked Text, 28 adopted Whole,
            29 updated_at Whole, 30 of_order Whole, 31 summary Whole, 32 review Whole
        ])
    };
}

macro_rules! steps {
    ($as:ident) => {
        $as!(steps [1 connection_id Text, 2 order_id Whole, 3 seq Whole] 4 [
            4 happened_at Whole, 5 what Text, 6 detail Text
        ])
    };
}

macro_rules! listings {
    ($as:ident) => {
        $as!(listings [1 connection_id Text, 2 listing Text, 3 order_id Whole] 4 [
        ])
    };
}

macro_rules! facts {
    ($as:ident) => {
        $as!(facts [1 connection_id Text, 2 name Text] 3 [
            3 body Text, 4 noted_at Whole
        ])
    };
}

macro_rules! contacts {
    ($as:ident) => {
        $as!(contacts [1 connection_id Text, 2 contact_id Text] 3 [
            3 version Whole, 4 customer_id Text, 5 archived Whole
        ])
    };
}

macro_rules! contact_emails {
    ($as:ident) => {
        $as!(contact_emails [1 connection_id Text, 2 contact_id Text, 3 email_key Text] 4 [
        ])
    };
}

macro_rules! contact_intents {
    ($as:ident) => {
        $as!(contact_intents [1 connection_id Text, 2 customer_id Text] 3 [
            3 state Text, 4 contact_id Text, 5 attempt Whole, 6 sent_at Whole, 7 settle_at Whole,
            8 message Text
        ])
    };
}

macro_rules! accounts {
    ($as:ident) => {
        $as!(accounts [1 id Text] 2 [
            2 kind Text, 3 name Text, 4 email Text, 5 email_lower Text, 6 language Text,
            7 password_hash Text, 8 totp Text, 9 totp_step Whole, 10 created_at Whole,
            11 member_password_hash Text, 12 email_confirmed Whole, 13 confirm_due Whole,
            14 confirm_hash Text, 15 confirm_until Whole
        ])
    };
}

macro_rules! memberships {
    ($as:ident) => {
        $as!(memberships [1 account_id Text, 2 shop_id Whole] 3 [
            3 role Text, 4 granted_at Whole, 5 by_app_store Whole
        ])
    };
}

macro_rules! installs {
    ($as:ident) => {
        $as!(installs [1 id Text] 2 [
            2 key_name Text, 3 root Text, 4 return_url Text, 5 state Text, 6 shop_id Whole,
            7 app_id Whole, 8 shop_key Text, 9 shop_secret Text, 10 made_at Whole,
            11 changed_at Whole
        ])
    };
}

macro_rules! grants {
    ($as:ident) => {
        $as!(grants [1 connection_id Text] 2 [
            2 refresh Text, 3 expires_at Whole, 4 saved_at Whole, 5 version Whole, 6 taken_by Text,
            7 taken_until Whole
        ])
    };
}

macro_rules! hooks {
    ($as:ident) => {
        $as!(hooks [1 connection_id Text, 2 side Text, 3 event Text] 4 [
            4 token_hash Text, 5 token Text, 6 remote_id Text, 7 signing_key Text, 8 made_at Whole
        ])
    };
}

macro_rules! deliveries {
    ($as:ident) => {
        $as!(deliveries [1 hook_hash Text, 2 delivery_hash Text] 3 [
            3 seen_at Whole
        ])
    };
}

macro_rules! audit {
    ($as:ident) => {
        $as!(audit [1 id Text] 2 [
            2 noted_at Whole, 3 account_id Text, 4 shop_id Whole, 5 connection_id Text,
            6 what Text, 7 detail Text
        ])
    };
}

macro_rules! subscription_steps {
    ($as:ident) => {
        $as!(subscription_steps [1 shop_id Whole, 2 administration_id Text, 3 seq Whole] 4 [
            4 happened_at Whole, 5 what Text, 6 month Text, 7 shop_name Text,
            8 administration_name Text
        ])
    };
}

macro_rules! told {
    ($as:ident) => {
        $as!(told [1 kind Text, 2 connection_id Text, 3 topic Text] 4 [
            4 told_at Whole, 5 letters Whole
        ])
    };
}

macro_rules! billed_months {
    ($as:ident) => {
        $as!(billed_months [1 month Text] 2 [
            2 closed_at Whole, 3 price Text, 4 currency Text, 5 vat Text
        ])
    };
}

macro_rules! billed_lines {
    ($as:ident) => {
        $as!(billed_lines [1 month Text, 2 shop_id Whole, 3 administration_id Text] 4 [
            4 connection_id Text, 5 shop_name Text, 6 administration_name Text, 7 kind Text,
            8 amount Text
        ])
    };
}

macro_rules! mail_choices {
    ($as:ident) => {
        $as!(mail_choices [1 account_id Text, 2 kind Text] 3 [
            3 wanted Whole, 4 chosen_at Whole
        ])
    };
}

/// For the move of an installation, which copies these and what is soon over too.
pub(super) use {
    accounts, audit, billed_lines, billed_months, connections, contact_emails, contact_intents,
    contacts, count, deliveries, facts, grants, holes, hooks, installs, key, listings,
    mail_choices, memberships, names, orders, page, rest, steps, subscription_steps, told,
};

statements! {
    /// Some connections.
    PAGE_OF_CONNECTIONS = connections!(page);
    /// One of the connections.
    INTO_CONNECTIONS = connections!(insert);
    /// How many connections.
    COUNT_CONNECTIONS = connections!(count);
    /// Some orders.
    PAGE_OF_ORDERS = orders!(page);
    /// One of the orders.
    INTO_ORDERS = orders!(insert);
    /// How many orders.
    COUNT_ORDERS = orders!(count);
    /// Some steps.
    PAGE_OF_STEPS = steps!(page);
    /// One of the steps.
    INTO_STEPS = steps!(insert);
    /// How many steps.
    COUNT_STEPS = steps!(count);
    /// Some listings.
    PAGE_OF_LISTINGS = listings!(page);
    /// One of the listings.
    INTO_LISTINGS = listings!(insert);
    /// How many listings.
    COUNT_LISTINGS = listings!(count);
    /// Some facts.
    PAGE_OF_FACTS = facts!(page);
    /// One of the facts.
    INTO_FACTS = facts!(insert);
    /// How many facts.
    COUNT_FACTS = facts!(count);
    /// Some contacts.
    PAGE_OF_CONTACTS = contacts!(page);
    /// One of the contacts.
    INTO_CONTACTS = contacts!(insert);
    /// How many contacts.
    COUNT_CONTACTS = contacts!(count);
    /// Some contact emails.
    PAGE_OF_CONTACT_EMAILS = contact_emails!(page);
    /// One of the contact emails.
    INTO_CONTACT_EMAILS = contact_emails!(insert);
    /// How many contact emails.
    COUNT_CONTACT_EMAILS = contact_emails!(count);
    /// Some contact intents.
    PAGE_OF_CONTACT_INTENTS = contact_intents!(page);
    /// One of the contact intents.
    INTO_CONTACT_INTENTS = contact_intents!(insert);
    /// How many contact intents.
    COUNT_CONTACT_INTENTS = contact_intents!(count);
    /// Some accounts.
    PAGE_OF_ACCOUNTS = accounts!(page);
    /// One of the accounts.
    INTO_ACCOUNTS = accounts!(insert);
    /// How many accounts.
    COUNT_ACCOUNTS = accounts!(count);
    /// Some memberships.
    PAGE_OF_MEMBERSHIPS = memberships!(page);
    /// One of the memberships.
    INTO_MEMBERSHIPS = memberships!(insert);
    /// How many memberships.
    COUNT_MEMBERSHIPS = memberships!(count);
    /// Some installs.
    PAGE_OF_INSTALLS = installs!(page);
    /// One of the installs.
    INTO_INSTALLS = installs!(insert);
    /// How many installs.
    COUNT_INSTALLS = installs!(count);
    /// Some grants.
    PAGE_OF_GRANTS = grants!(page);
    /// One of the grants.
    INTO_GRANTS = grants!(insert);
    /// How many grants.
    COUNT_GRANTS = grants!(count);
    /// Some hooks.
    PAGE_OF_HOOKS = hooks!(page);
    /// One of the hooks.
    INTO_HOOKS = hooks!(insert);
    /// How many hooks.
    COUNT_HOOKS = hooks!(count);
    /// Some deliveries.
    PAGE_OF_DELIVERIES = deliveries!(page);
    /// One of the deliveries.
    INTO_DELIVERIES = deliveries!(insert);
    /// How many deliveries.
    COUNT_DELIVERIES = deliveries!(count);
    /// Some entries of the audit log.
    PAGE_OF_AUDIT = audit!(page);
    /// One of the entries of the audit log.
    INTO_AUDIT = audit!(insert);
    /// How many entries of the audit log.
    COUNT_AUDIT = audit!(count);
    /// Some steps of subscriptions.
    PAGE_OF_SUBSCRIPTION_STEPS = subscription_steps!(page);
    /// One of the steps of subscriptions.
    INTO_SUBSCRIPTION_STEPS = subscription_steps!(insert);
    /// How many steps of subscriptions.
    COUNT_SUBSCRIPTION_STEPS = subscription_steps!(count);
    /// Some closed months.
    PAGE_OF_BILLED_MONTHS = billed_months!(page);
    /// One of the closed months.
    INTO_BILLED_MONTHS = billed_months!(insert);
    /// How many closed months.
    COUNT_BILLED_MONTHS = billed_months!(count);
    /// Some lines of closed months.
    PAGE_OF_BILLED_LINES = billed_lines!(page);
    /// One of the lines of closed months.
    INTO_BILLED_LINES = billed_lines!(insert);
    /// How many lines of closed months.
    COUNT_BILLED_LINES = billed_lines!(count);
    /// Some of what was told.
    PAGE_OF_TOLD = told!(page);
    /// One of what was told.
    INTO_TOLD = told!(insert);
    /// How much was told.
    COUNT_TOLD = told!(count);
    /// Some choices about mail.
    PAGE_OF_MAIL_CHOICES = mail_choices!(page);
    /// One of the choices about mail.
    INTO_MAIL_CHOICES = mail_choices!(insert);
    /// How many choices about mail.
    COUNT_MAIL_CHOICES = mail_choices!(count);
    /// Nobody works on it, and it is due.
    FREE = "UPDATE connections SET lease_owner = NULL, lease_until = NULL, next_sync_at = $2 \
            WHERE id = $1";
    /// Nobody asks for new tokens.
    FREE_GRANT = "UPDATE grants SET taken_by = NULL, taken_until = NULL WHERE connection_id = $1";
    /// Bookings that may have gone on since they were copied. The orders of a summary go with it.
    UNDER_WAY = "SELECT order_id, stage FROM orders WHERE connection_id = $1 \
                 AND state = 'booking' AND summary IS NULL AND stage IN ('planned', 'contact', \
                 'invoice_sending', 'invoice_made', 'payment_sending') ORDER BY order_id";
    /// The request for its invoice may have left.
    DOUBT_INVOICE = "UPDATE orders SET stage = 'invoice_sending', attempt = attempt + 1, \
                     sent_at = updated_at, settle_at = $4, updated_at = $3 \
                     WHERE connection_id = $1 AND order_id = $2 AND state = 'booking' \
                     AND stage IN ('planned', 'contact')";
    /// The request for its payment may have left.
    DOUBT_PAYMENT = "UPDATE orders SET stage = 'payment_sending', attempt = attempt + 1, \
                     sent_at = updated_at, settle_at = $4, updated_at = $3 \
                     WHERE connection_id = $1 AND order_id = $2 AND state = 'booking' \
                     AND stage = 'invoice_made'";
    /// Another request for the same may have left.
    DOUBT_AGAIN = "UPDATE orders SET updated_at = $3, \
                   settle_at = CASE WHEN settle_at > $4 THEN settle_at ELSE $4 END \
                   WHERE connection_id = $1 AND order_id = $2 AND state = 'booking' \
                   AND stage IN ('invoice_sending', 'payment_sending')";
    /// Another request for a contact may have left.
    DOUBT_CONTACTS = "UPDATE contact_intents SET settle_at = $2 WHERE connection_id = $1 \
                      AND state = 'sending' AND settle_at < $2";
}

/// A table, its sealed columns, and the statements that copy it.
macro_rules! table {
    ($table:ident [$($sealed:ident)*], $page:ident, $write:ident, $count:ident) => {
        Table {
            name: stringify!($table),
            key: $table!(key),
            rest: $table!(rest),
            sealed: &[$(stringify!($sealed)),*],
            page: $page,
            write: $write,
            count: $count,
        }
    };
}

/// Every table that is copied, those first that others refer to.
pub(crate) const TABLES: &[Table] = &[
    table!(connections [shop_key shop_secret moneybird_token], PAGE_OF_CONNECTIONS, INTO_CONNECTIONS, COUNT_CONNECTIONS),
    table!(orders [], PAGE_OF_ORDERS, INTO_ORDERS, COUNT_ORDERS),
    table!(steps [], PAGE_OF_STEPS, INTO_STEPS, COUNT_STEPS),
    table!(listings [], PAGE_OF_LISTINGS, INTO_LISTINGS, COUNT_LISTINGS),
    table!(facts [], PAGE_OF_FACTS, INTO_FACTS, COUNT_FACTS),
    table!(contacts [], PAGE_OF_CONTACTS, INTO_CONTACTS, COUNT_CONTACTS),
    table!(contact_emails [], PAGE_OF_CONTACT_EMAILS, INTO_CONTACT_EMAILS, COUNT_CONTACT_EMAILS),
    table!(contact_intents [], PAGE_OF_CONTACT_INTENTS, INTO_CONTACT_INTENTS, COUNT_CONTACT_INTENTS),
    table!(accounts[totp], PAGE_OF_ACCOUNTS, INTO_ACCOUNTS, COUNT_ACCOUNTS),
    table!(memberships [], PAGE_OF_MEMBERSHIPS, INTO_MEMBERSHIPS, COUNT_MEMBERSHIPS),
    table!(installs [shop_key shop_secret], PAGE_OF_INSTALLS, INTO_INSTALLS, COUNT_INSTALLS),
    table!(grants[refresh], PAGE_OF_GRANTS, INTO_GRANTS, COUNT_GRANTS),
    table!(hooks [token signing_key], PAGE_OF_HOOKS, INTO_HOOKS, COUNT_HOOKS),
    table!(deliveries [], PAGE_OF_DELIVERIES, INTO_DELIVERIES, COUNT_DELIVERIES),
    table!(audit [], PAGE_OF_AUDIT, INTO_AUDIT, COUNT_AUDIT),
    table!(subscription_steps [], PAGE_OF_SUBSCRIPTION_STEPS, INTO_SUBSCRIPTION_STEPS, COUNT_SUBSCRIPTION_STEPS),
    table!(billed_months [], PAGE_OF_BILLED_MONTHS, INTO_BILLED_MONTHS, COUNT_BILLED_MONTHS),
    table!(billed_lines [], PAGE_OF_BILLED_LINES, INTO_BILLED_LINES, COUNT_BILLED_LINES),
    table!(told [], PAGE_OF_TOLD, INTO_TOLD, COUNT_TOLD),
    table!(mail_choices [], PAGE_OF_MAIL_CHOICES, INTO_MAIL_CHOICES, COUNT_MAIL_CHOICES),
];
