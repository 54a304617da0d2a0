//! The route of tax rates (moneybird-api.md §7.5).

use rust_decimal::Decimal;

use super::filter::Filter;
use super::ledger::TaxRate;
use super::money;
use super::page::Page;
use super::refusal::Refusal;
use super::reply::Outcome;
use super::request::Request;
use super::state::State;

const PAGE: usize = 50;
const FILTERS: &[&str] = &[
    "name",
    "partial_name",
    "percentage",
    "tax_rate_type",
    "country",
    "show_tax",
    "active",
    "created_after",
    "updated_after",
];
const KINDS: &[&str] = &["general_journal_document", "purchase_invoice", "sales_invoice"];

/// `GET /tax_rates`.
pub(super) fn list(state: &State, request: &Request) -> Outcome {
    let page = Page::read(&request.query, PAGE)?;
    let filter = Filter::read(request.query.get("filter"), FILTERS)?;
    let mut found = Vec::new();
    for rate in &state.rates {
        if filter.as_ref().map_or(Ok(true), |filter| passes(rate, filter))? {
            found.push(rate);
        }
    }
    Ok(page.cut(&found, &request.query, |rate| rate.show(state.administration.id)))
}

fn passes(rate: &TaxRate, filter: &Filter<'_>) -> Result<bool, Refusal> {
    let kinds = filter.union("tax_rate_type", KINDS, "Tax rate type")?;
    let percentage = match filter.get("percentage") {
        None => None,
        Some(text) => Some(money::from_text(text).ok_or_else(|| Refusal::bad_value("percentage"))?),
    };
    let after = |key| -> Result<bool, Refusal> {
        Ok(filter.moment(key)?.is_none_or(|after| rate.created > after))
    };
    Ok(kinds.is_none_or(|kinds| kinds.contains(&rate.kind.name()))
        && percentage.is_none_or(|wanted: Decimal| rate.percentage == wanted)
        && filter.get("name").is_none_or(|name| rate.name == name)
        && filter.get("partial_name").is_none_or(|part| rate.name.contains(part))
        && filter.get("country").is_none_or(|country| rate.country == Some(country))
        && flag(filter, "show_tax")?.is_none_or(|wanted| rate.show_tax == wanted)
        && flag(filter, "active")?.is_none_or(|wanted| rate.active == wanted)
        && after("created_after")?
        && after("updated_after")?)
}

fn flag(filter: &Filter<'_>, key: &str) -> Result<Option<bool>, Refusal> {
    match filter.get(key) {
        None | Some("") => Ok(None),
        Some("true") => Ok(Some(true)),
        Some("false") => Ok(Some(false)),
        Some(_) => Err(Refusal::bad_value(key)),
    }
}
