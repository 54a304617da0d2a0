//! Reads the form back.

use bookkeeping::{Country, Percentage, Settings, VatCase, VatEntry};
use jiff::civil::Date;

use super::since::Since;
use crate::texts::Texts;

/// What a browser sends: names may come more than once.
pub(crate) type Fields = Vec<(String, String)>;

/// A choice between words of the settings file.
pub(crate) struct Words {
    pub(crate) name: &'static str,
    pub(crate) all: &'static [&'static str],
    pub(crate) chosen: String,
}

/// Tables and keys of the choices between words, and the words.
const WORDS: [(&str, &str, &[&str]); 7] = [
    ("orders", "credit_invoices", &["new", "none", "all"]),
    ("invoice", "reference", &["order-number", "invoice-number"]),
    ("invoice", "date", &["order", "completed"]),
    ("invoice", "mode", &["order", "daily"]),
    ("invoice", "rounding", &["line", "refuse"]),
    ("contacts", "consumers", &["each", "one"]),
    ("contacts", "match", &["email", "none"]),
];

/// The choices between words, as the settings have them.
pub(crate) fn choices_of(settings: &Settings) -> Vec<Words> {
    // Their words are those of the settings file, which knows best how they are written.
    let table = toml::Value::try_from(settings).ok();
    let words = WORDS.iter().map(|(group, name, words)| {
        let own = table.as_ref().and_then(|all| all.get(group)?.get(name)?.as_str());
        let chosen = own.or(words.first().copied()).unwrap_or_default().to_owned();
        Words { name, all: words, chosen }
    });
    words.collect()
}

/// Which entry of the settings a row of the form is.
pub(crate) type Key = (VatCase, Option<Country>, Option<Percentage>);

/// The row of a sale: elsewhere than in the One-Stop-Shop one tax rate does for all countries.
pub(crate) fn row_of((case, country, percentage): (VatCase, Country, Percentage)) -> Key {
    (case, Some(country).filter(|_| case == VatCase::Oss), Some(percentage))
}

/// The name of the field of a VAT case.
pub(crate) fn vat_name((case, country, percentage): Key) -> String {
    let country = country.map(|own| own.to_string()).unwrap_or_default();
    let percentage = percentage.map(|own| own.to_string()).unwrap_or_default();
    format!("vat|{case}|{country}|{percentage}")
}

/// Where a field of the form is found on its page.
pub(crate) fn anchor(name: &str) -> String {
    let Some((case, country, percentage)) = key(name) else { return format!("at-{name}") };
    // No percentage and nought are the same sales.
    let name = vat_name((case, country, percentage.filter(|own| !own.is_zero())));
    format!("at-{}", name.replace('|', "-"))
}

/// The settings that a form holds `today`, on top of those that there were, as far as they can be read; and
/// what is wrong with the form, a sentence each.
pub(crate) fn read(
    fields: &Fields,
    base: &Settings,
    today: Date,
    t: &Texts,
) -> (Settings, Vec<String>) {
    let s = &t.settings;
    let mut problems = Vec::new();
    let field = |name: &str| {
        let found = fields.iter().find(|(own, _)| own == name).map(|(_, text)| text.trim());
        found.filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let mut settings = worded(&field).unwrap_or_else(|| {
        problems.push(s.unreadable.to_owned());
        Settings::default()
    });
    // What the form does not show stays as it was.
    settings.orders.excluded_payment_methods.clone_from(&base.orders.excluded_payment_methods);
    settings.payment.register = base.payment.register;
    settings.goods.clone_from(&base.goods);
    let chosen = fields.iter().filter(|(name, _)| name == "status");
    let statuses = chosen.filter_map(|(_, text)| text.parse().ok());
    settings.orders.statuses = statuses.filter(|status| (1..=14).contains(status)).collect();
    if settings.orders.statuses.is_empty() {
        problems.push(s.no_status.to_owned());
    }
    settings.orders.paid_only = field("paid_only").is_some();
    match Since::of_form(fields).read(base.orders.history, today, t) {
        Ok(history) => settings.orders.history = history,
        Err(problem) => problems.push(problem),
    }
    let ledger = &mut settings.ledger;
    ledger.revenue = field("revenue");
    ledger.shipping = field("shipping");
    ledger.payment_costs = field("payment_costs");
    ledger.discounts = field("discounts");
    ledger.deposits = field("deposits");
    if ledger.revenue.is_none() {
        problems.push(s.no_revenue.to_owned());
    }
    settings.payment.clearing = field("clearing");
    let of_methods = fields.iter().filter_map(|(name, text)| {
        let id: i64 = name.strip_prefix("method-")?.parse().ok()?;
        (!text.is_empty()).then(|| (id.to_string(), text.clone()))
    });
    settings.payment.methods = of_methods.collect();
    match field("due_days").map_or(Some(14), |text| text.parse().ok()) {
        Some(days) if (0..=365).contains(&days) => settings.invoice.due_days = days,
        _ => problems.push(s.no_days.to_owned()),
    }
    settings.vat = fields.iter().filter_map(|(name, text)| vat(name, text, base)).collect();
    // Whatever else no browser sends of its own accord.
    let is_sound = settings.to_toml().is_ok_and(|text| Settings::parse(&text).is_ok());
    if problems.is_empty() && !is_sound {
        problems.push(s.unreadable.to_owned());
    }
    (settings, problems)
}

/// The choices between words, read as the settings file has them.
fn worded(field: &impl Fn(&str) -> Option<String>) -> Option<Settings> {
    let mut table = toml::Table::new();
    for (group, name, words) in WORDS {
        let own = field(name).filter(|text| words.contains(&text.as_str()))?;
        let group = table.entry(group).or_insert_with(|| toml::Table::new().into());
        group.as_table_mut()?.insert(name.to_owned(), own.into());
    }
    Settings::parse(&table.to_string()).ok()
}

/// The rows that a form had, whether or not anything was chosen in them.
pub(crate) fn asked(fields: &Fields) -> Vec<Key> {
    fields.iter().filter_map(|(name, _)| key(name)).collect()
}

/// The row that a field is, if it is one of a VAT case.
fn key(name: &str) -> Option<Key> {
    let mut parts = name.strip_prefix("vat|")?.split('|');
    let case: VatCase = toml::Value::from(parts.next()?).try_into().ok()?;
    let country: Option<Country> = match parts.next()? {
        "" => None,
        code => Some(code.parse().ok()?),
    };
    let percentage: Option<Percentage> = match parts.next()? {
        "" => None,
        text => Some(text.parse().ok()?),
    };
    Some((case, country, percentage))
}

/// The entry of a case for which a tax rate was chosen. What the form does not show of it stays.
fn vat(name: &str, tax_rate: &str, base: &Settings) -> Option<VatEntry> {
    if tax_rate.is_empty() {
        return None;
    }
    let (case, country, percentage) = key(name)?;
    let is_it =
        |own: &&VatEntry| (own.case, own.country, own.percentage) == (case, country, percentage);
    let ledger = base.vat.iter().find(is_it).and_then(|own| own.ledger.clone());
    Some(VatEntry { case, country, percentage, tax_rate: tax_rate.to_owned(), ledger })
}

#[cfg(test)]
mod tests {
    use bookkeeping::settings::History;

    use super::*;
    use crate::texts::texts;

    fn today() -> Date {
        "2026-11-28".parse().unwrap()
    }

    fn form(more: &[(&str, &str)]) -> Fields {
        let usual = [
            ("status", "7"),
            ("paid_only", "on"),
            ("history", "all"),
            ("credit_invoices", "new"),
            ("reference", "order-number"),
            ("date", "order"),
            ("mode", "order"),
            ("rounding", "line"),
            ("consumers", "each"),
            ("match", "email"),
            ("revenue", "11"),
            ("due_days", "14"),
        ];
        let left = usual.iter().filter(|(name, _)| !more.iter().any(|(own, _)| own == name));
        let own = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        left.chain(more).map(own).collect()
    }

    #[test]
    fn what_was_chosen_becomes_settings_and_the_rest_stays() {
        let base = "[orders]\nexcluded_payment_methods = [5]\n[[vat]]\ncase = \"domestic\"\n\
                    percentage = \"21\"\ntax_rate = \"1\"\nledger = \"99\"\n";
        let base = Settings::parse(base).unwrap();
        let t = texts(bookkeeping::Language::En);
        let fields = form(&[
            ("history", "from"),
            ("history_from", "2026-03-01"),
            ("mode", "daily"),
            ("clearing", "12"),
            ("method-3", "13"),
            ("method-4", ""),
            ("vat|domestic||21", "2"),
            ("vat|oss|DE|19", "3"),
            ("vat|oss|FR|20", ""),
            ("vat|export||", "4"),
            ("vat|nonsense||", "5"),
        ]);
        let (read, problems) = read(&fields, &base, today(), t);
        assert_eq!(problems, [""; 0]);
        assert_eq!(read.orders.history, History::From("2026-03-01".parse().unwrap()));
        assert_eq!(read.orders.excluded_payment_methods, [5]);
        assert_eq!(read.payment.methods.get("3").map(String::as_str), Some("13"));
        assert_eq!(read.payment.methods.len(), 1);
        let vat: Vec<(&str, &str, Option<&str>)> = read
            .vat
            .iter()
            .map(|own| (own.case.as_str(), own.tax_rate.as_str(), own.ledger.as_deref()))
            .collect();
        let expected = [("domestic", "2", Some("99")), ("oss", "3", None), ("export", "4", None)];
        assert_eq!(vat, expected);
        // What is shown again is what was read.
        let again = choices_of(&read);
        assert_eq!(again.iter().find(|own| own.name == "mode").unwrap().chosen, "daily");
    }

    #[test]
    fn a_row_that_a_preview_adds_is_read_back() {
        let domestic = (VatCase::Domestic, Country::NL, "13".parse().unwrap());
        let abroad = (VatCase::Oss, "DE".parse().unwrap(), "16".parse().unwrap());
        let rows = [domestic, abroad].map(row_of);
        let fields = rows.map(|row| (vat_name(row), String::new())).to_vec();
        assert_eq!(asked(&fields), rows);
        assert_eq!(rows[0], (VatCase::Domestic, None, Some(domestic.2)));
        assert_eq!(rows[1], (VatCase::Oss, Some(abroad.1), Some(abroad.2)));
        let t = texts(bookkeeping::Language::En);
        assert!(read(&form(&[]), &Settings::default(), today(), t).0.vat.is_empty());
    }

    #[test]
    fn what_is_missing_is_said() {
        let t = texts(bookkeeping::Language::En);
        let s = &t.settings;
        for (name, text, problem) in [
            ("status", "x", s.no_status),
            ("revenue", "", s.no_revenue),
            ("history", "from", s.no_day),
            ("due_days", "soon", s.no_days),
            ("due_days", "366", s.no_days),
            ("status", "15", s.no_status),
            ("mode", "hourly", s.unreadable),
            ("vat|oss|DE|", "3", s.unreadable),
        ] {
            let found = read(&form(&[(name, text)]), &Settings::default(), today(), t);
            assert_eq!(found.1, [problem], "{name}");
        }
    }
}
