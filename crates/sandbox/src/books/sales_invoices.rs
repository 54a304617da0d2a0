//! The list of Moneybird's own invoices, which is empty unless a test adds one.

use serde_json::Value;

use super::day;
use super::filter::Filter;
use super::page::Page;
use super::period::Period;
use super::reply::Outcome;
use super::request::Request;
use super::state::State;

const PAGE: usize = 50;
const FILTERS: &[&str] = &[
    "state",
    "period",
    "reference",
    "contact_id",
    "recurring_sales_invoice_id",
    "workflow_id",
    "created_after",
    "updated_after",
];
const STATES: &[&str] =
    &["draft", "open", "scheduled", "pending_payment", "late", "reminded", "paid", "uncollectible"];

/// `GET /sales_invoices`. An unknown contact gives an empty list, unlike external invoices.
pub(super) fn list(state: &State, request: &Request) -> Outcome {
    let page = Page::read(&request.query, PAGE)?;
    let today = request.moment.today;
    let filter = Filter::read(request.query.get("filter"), FILTERS)?;
    let states = match &filter {
        None => None,
        Some(filter) => filter.union("state", STATES, "Status")?,
    };
    let period = match &filter {
        None => Some(Period::this_year(today)),
        Some(filter) => {
            filter.get("period").map(|text| Period::of_list(text, today)).transpose()?
        }
    };
    let given = |key| filter.as_ref().and_then(|filter| filter.get(key));
    let text = |invoice: &Value, key: &str| invoice[key].as_str().unwrap_or_default().to_owned();
    let found: Vec<_> = state
        .sales_invoices
        .iter()
        .filter(|invoice| {
            let date = day::parse(&text(invoice, "invoice_date")).unwrap_or(today);
            period.is_none_or(|period| period.holds(date))
                && states.as_ref().is_none_or(|all| all.contains(&text(invoice, "state").as_str()))
                && given("contact_id").is_none_or(|id| text(invoice, "contact_id") == id)
                && given("reference").is_none_or(|references| {
                    references.split('|').any(|one| text(invoice, "reference") == one)
                })
        })
        .collect();
    Ok(page.cut(&found, &request.query, |invoice| Value::clone(invoice)))
}
