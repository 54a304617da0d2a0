//! What each connection owes for a month: as text, as JSON and as CSV.

use billing::{Changed, Line, Statement, Subscriber};
use bookkeeping::{Language, Money};
use jiff::Timestamp;
use papers::{harmless, quoted};
use serde::Serialize;

use super::{Align, Table, wrapped};
use crate::language::say;

/// A statement as JSON.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct BilledShape {
    month: String,
    /// None while it is open.
    closed_at: Option<Timestamp>,
    /// Whether `close` closed it, rather than finding it closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    closed_now: Option<bool>,
    price: Money,
    currency: String,
    vat: &'static str,
    lines: Vec<LineShape>,
    total: Money,
    changed_since: Vec<ChangedShape>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct LineShape {
    #[serde(flatten)]
    of: SubscriberShape,
    kind: &'static str,
    amount: Money,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct ChangedShape {
    #[serde(flatten)]
    of: SubscriberShape,
    fixed: Money,
    now: Money,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct SubscriberShape {
    connection: Option<String>,
    shop: ShopShape,
    administration: AdministrationShape,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct ShopShape {
    id: i64,
    name: String,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct AdministrationShape {
    id: String,
    name: String,
}

/// `billing end` as JSON.
#[derive(Debug, Serialize)]
pub(crate) struct EndShape {
    pub(crate) connection: String,
    pub(crate) from: String,
}

/// `billing resume` as JSON.
#[derive(Debug, Serialize)]
pub(crate) struct ResumeShape {
    pub(crate) connection: String,
    pub(crate) resumed: bool,
}

impl From<&Subscriber> for SubscriberShape {
    fn from(own: &Subscriber) -> Self {
        Self {
            connection: own.connection.clone(),
            shop: ShopShape { id: own.shop_id, name: own.shop_name.clone() },
            administration: AdministrationShape {
                id: own.administration_id.clone(),
                name: own.administration_name.clone(),
            },
        }
    }
}

impl BilledShape {
    /// A statement, and whether it was closed just now.
    pub(crate) fn new(own: &Statement, closed_now: Option<bool>) -> Self {
        let line = |own: &Line| LineShape {
            of: (&own.of).into(),
            kind: own.kind.as_str(),
            amount: own.amount,
        };
        let changed =
            |own: &Changed| ChangedShape { of: (&own.of).into(), fixed: own.fixed, now: own.now };
        Self {
            month: own.month.to_string(),
            closed_at: own.closed_at,
            closed_now,
            price: own.terms.price,
            currency: own.terms.currency.clone(),
            vat: own.terms.vat.as_str(),
            lines: own.lines.iter().map(line).collect(),
            total: own.total(),
            changed_since: own.changed.iter().map(changed).collect(),
        }
    }
}

/// The columns of the file; new ones come last.
const HEADING: [&str; 11] = [
    "month",
    "closed_at",
    "connection",
    "shop_id",
    "shop",
    "administration_id",
    "administration",
    "kind",
    "amount",
    "currency",
    "vat",
];

/// A statement as CSV: a line for each subscriber. Amounts have a dot.
pub(crate) fn billed_csv(own: &Statement) -> String {
    let closed_at = own.closed_at.map(|at| at.to_string()).unwrap_or_default();
    let cells = |line: &Line| {
        [
            own.month.to_string(),
            closed_at.clone(),
            line.of.connection.clone().unwrap_or_default(),
            line.of.shop_id.to_string(),
            harmless(&line.of.shop_name),
            harmless(&line.of.administration_id),
            harmless(&line.of.administration_name),
            line.kind.as_str().to_owned(),
            line.amount.to_string(),
            own.terms.currency.clone(),
            own.terms.vat.as_str().to_owned(),
        ]
    };
    let written = |line: &Line| cells(line).map(|cell| quoted(&cell)).join(",");
    let mut all = vec![HEADING.join(",")];
    all.extend(own.lines.iter().map(written));
    // Every line ends, the last one too.
    all.push(String::new());
    all.join("\r\n")
}

/// A statement as text.
pub(crate) fn billed(own: &Statement, closed_now: Option<bool>, language: Language) -> String {
    let mut parts = vec![wrapped("", &heading(own, closed_now, language))];
    if own.lines.is_empty() {
        let none = say(
            language,
            "In deze maand was geen enkele koppeling geïnstalleerd.",
            "No connection was installed in this month.",
        );
        parts.push(format!("{none}\n"));
    } else {
        parts.push(table(own, language));
    }
    let changed = own.changed.iter().map(|changed| told(changed, language));
    let changed: String = changed.map(|text| wrapped("- ", &text)).collect();
    if !changed.is_empty() {
        parts.push(changed);
    }
    parts.join("\n")
}

fn heading(own: &Statement, closed_now: Option<bool>, language: Language) -> String {
    let month = own.month;
    let Some(at) = own.closed_at else {
        return match language {
            Language::Nl => format!(
                "{month}, nog niet vastgelegd: dit is het volgens wat nu bekend is. `sluitend billing close --month \
                 {month}` legt het vast als de maand voorbij is."
            ),
            Language::En => format!(
                "{month}, still open: this is what it comes to by what is known now. `sluitend billing close --month \
                 {month}` fixes it when the month is over."
            ),
        };
    };
    let at = at.strftime("%Y-%m-%d %H:%M UTC");
    match (closed_now, language) {
        (Some(true), Language::Nl) => format!("{month} is nu vastgelegd, en verandert niet meer."),
        (Some(true), Language::En) => format!("{month} is closed now, and changes no more."),
        (Some(false), Language::Nl) => {
            format!("{month} was al vastgelegd op {at}; er is niets veranderd.")
        }
        (Some(false), Language::En) => {
            format!("{month} was closed already at {at}; nothing was changed.")
        }
        (None, Language::Nl) => format!("{month}, vastgelegd op {at}."),
        (None, Language::En) => format!("{month}, closed at {at}."),
    }
}

fn table(own: &Statement, language: Language) -> String {
    let amount = format!("{}, {}", own.terms.currency, own.terms.vat.said(language));
    let mut table = Table::new(&[
        (say(language, "webwinkel", "web shop"), Align::Left),
        (say(language, "administratie", "administration"), Align::Left),
        ("", Align::Left),
        (&amount, Align::Right),
    ]);
    for line in &own.lines {
        let kind = match line.kind {
            billing::Kind::Free => say(language, "gratis maand", "free month"),
            billing::Kind::Charged => "",
        };
        table.row([
            line.of.shop_name.clone(),
            line.of.administration_name.clone(),
            kind.to_owned(),
            line.amount.said(language),
        ]);
    }
    table.rule();
    let name = say(language, "totaal", "total").to_owned();
    table.row([name, String::new(), String::new(), own.total().said(language)]);
    table.text()
}

/// What became known after a month was closed.
fn told(own: &Changed, language: Language) -> String {
    let (shop, administration) = (&own.of.shop_name, &own.of.administration_name);
    let (fixed, now) = (own.fixed.said(language), own.now.said(language));
    match language {
        Language::Nl => format!(
            "{shop} → {administration}: vastgelegd is {fixed}; volgens wat sindsdien bekend werd, zou het {now} zijn. \
             Dat verandert aan deze maand niets."
        ),
        Language::En => format!(
            "{shop} → {administration}: {fixed} is fixed; by what became known since it would be {now}. That changes \
             nothing in this month."
        ),
    }
}
