//! Which invoices a filter lets through (moneybird-api.md §1.4, §7.2).

use super::Invoice;
use crate::books::filter::Filter;
use crate::books::period::Period;
use crate::books::refusal::Refusal;
use crate::books::request::Request;
use crate::books::state::State;

const FILTERS: &[&str] = &["state", "period", "contact_id"];
const STATES: &[&str] = &["new", "open", "late", "paid"];

/// The invoices that match, oldest id first. Without a filter: those of this year. With any
/// filter: only what the filter says.
pub(super) fn matching<'a>(
    state: &'a State,
    request: &Request,
) -> Result<Vec<&'a Invoice>, Refusal> {
    let today = request.moment.today;
    let seen = |invoice: &&Invoice| {
        let age = request.moment.now.duration_since(invoice.history.created);
        age.unsigned_abs() >= state.switches.list_lag
    };
    let visible = state.invoices.values().filter(seen);
    let Some(filter) = Filter::read(request.query.get("filter"), FILTERS)? else {
        let year = Period::this_year(today);
        return Ok(visible.filter(|one| year.holds(one.date)).collect());
    };
    let states = filter.union("state", STATES, "Status")?;
    let period = filter.get("period").map(|text| Period::of_list(text, today)).transpose()?;
    let contact = match filter.get("contact_id") {
        None => None,
        Some(text) => {
            let known = text.parse().ok().filter(|id| state.contacts.contains_key(id));
            Some(known.ok_or_else(|| Refusal::not_found("contact_id"))?)
        }
    };
    let matches = |invoice: &&Invoice| {
        states.as_ref().is_none_or(|states| states.contains(&invoice.state.name()))
            && period.is_none_or(|period| period.holds(invoice.date))
            && contact.is_none_or(|id| invoice.contact == Some(id))
    };
    Ok(visible.filter(matches).collect())
}
