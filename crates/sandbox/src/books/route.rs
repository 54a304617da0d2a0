//! Which operation a request asks for.

use axum::http::Method;

use super::access::{Need, authorize};
use super::refusal::Refusal;
use super::reply::{Outcome, Reply};
use super::request::Request;
use super::state::State;
use super::{contact, invoice, report, sales_invoices, tax_rates, webhook};

type Ask<'a> = (&'a Method, &'a [&'a str]);

const CONTACTS: Need =
    Need::AnyOf(&["estimates", "sales_invoices", "documents", "bank", "settings"]);
const REFERENCE_DATA: Need = Need::AnyOf(&["settings", "sales_invoices", "documents", "estimates"]);
const INVOICES: Need = Need::AllOf(&["sales_invoices"]);
const REPORTS: Need = Need::AllOf(&["sales_invoices", "documents"]);
const BANK: Need = Need::AllOf(&["bank"]);
const SETTINGS: Need = Need::AllOf(&["settings"]);
const METHODS: [Method; 4] = [Method::GET, Method::POST, Method::PATCH, Method::DELETE];

/// Whether a path counts in the limit for reports.
pub(super) fn is_report(path: &str) -> bool {
    path.contains("/reports/")
}

/// Finds the operation, checks the scopes, and carries it out.
pub(super) fn carry_out(state: &mut State, request: &Request) -> Outcome {
    let segments: Vec<_> = request.segments.iter().map(String::as_str).collect();
    if let ["administrations"] = segments[..] {
        return administrations(state, &request.method);
    }
    let (administration, rest) =
        segments.split_first().ok_or_else(|| Refusal::plain(404, "Not found"))?;
    if *administration != state.administration.id.to_string() {
        return Err(Refusal::not_found("id"));
    }
    let need = need((&request.method, rest)).ok_or_else(|| {
        let other = METHODS.iter().any(|method| need((method, rest)).is_some());
        let (status, text) = if other { (405, "Method not allowed") } else { (404, "Not found") };
        Refusal::plain(status, text)
    })?;
    authorize(&request.scopes, need)?;
    match rest.first() {
        Some(&"contacts") => contacts(state, request, (&request.method, rest)),
        Some(&"external_sales_invoices") => invoices(state, request, (&request.method, rest)),
        Some(&"webhooks") => webhooks(state, request, (&request.method, rest)),
        _ => others(state, request, rest),
    }
}

fn administrations(state: &State, method: &Method) -> Outcome {
    if method != Method::GET {
        return Err(Refusal::plain(405, "Method not allowed"));
    }
    let mut administration = state.administration.clone();
    let first = state.invoices.values().map(|invoice| invoice.date.first_of_year()).min();
    administration.start = administration.start.min(first.unwrap_or(administration.start));
    Ok(Reply::ok(vec![administration.show()].into()))
}

/// The scopes of an operation; `None` when there is no such operation.
fn need((method, path): Ask<'_>) -> Option<Need> {
    let needed = match (method.as_str(), path) {
        ("GET" | "POST", ["contacts"] | ["contacts", "synchronization"])
        | ("GET", ["contacts", "filter"] | ["contacts", "customer_id", _])
        | ("GET" | "PATCH" | "DELETE", ["contacts", _])
        | ("PATCH", ["contacts", _, "archive"]) => CONTACTS,
        (
            "GET" | "POST",
            ["external_sales_invoices"] | ["external_sales_invoices", "synchronization"],
        )
        | ("GET" | "PATCH" | "DELETE", ["external_sales_invoices", _])
        | ("POST", ["external_sales_invoices", _, "payments"])
        | ("DELETE", ["external_sales_invoices", _, "payments", _])
        | ("GET", ["sales_invoices"]) => INVOICES,
        ("GET" | "POST", ["webhooks"])
        | ("DELETE", ["webhooks", _])
        | ("PATCH", ["webhooks", _, "activate" | "deactivate"]) => SETTINGS,
        ("GET", ["payments", _]) => Need::Nothing,
        ("GET", ["tax_rates" | "ledger_accounts"] | ["ledger_accounts", _]) => REFERENCE_DATA,
        ("GET", ["reports", "tax" | "profit_loss"]) => REPORTS,
        ("GET", ["reports", "general_ledger"]) => BANK,
        _ => return None,
    };
    Some(needed)
}

fn contacts(state: &mut State, request: &Request, (method, path): Ask<'_>) -> Outcome {
    match (method.as_str(), path.get(1..).unwrap_or_default()) {
        ("GET", []) => contact::list(state, request),
        ("GET", ["filter"]) => contact::filtered(state, request),
        ("GET", ["synchronization"]) => contact::versions(state, request),
        ("GET", ["customer_id", customer]) => contact::customer(state, customer),
        ("GET", [one]) => contact::one(state, request, id(one)),
        ("POST", ["synchronization"]) => contact::fetch(state, request),
        ("POST", _) => contact::create(state, &request.body(), request.moment),
        ("PATCH", [one]) => contact::update(state, request, id(one)),
        ("PATCH", [one, _]) => contact::archive(state, request, id(one)),
        (_, [one, ..]) => contact::delete(state, request, id(one)),
        (_, []) => Err(Refusal::plain(405, "Method not allowed")),
    }
}

fn invoices(state: &mut State, request: &Request, (method, path): Ask<'_>) -> Outcome {
    match (method.as_str(), path.get(1..).unwrap_or_default()) {
        ("GET", []) => invoice::list(state, request),
        ("GET", ["synchronization"]) => invoice::versions(state, request),
        ("GET", [one, ..]) => invoice::one(state, id(one)),
        ("POST", []) => invoice::create(state, &request.body(), Some("api"), request.moment),
        ("POST", ["synchronization"]) => invoice::fetch(state, request),
        ("POST", [one, ..]) => invoice::pay(state, request, id(one)),
        ("PATCH", [one, ..]) => invoice::update(state, request, id(one)),
        (_, [one, _, payment]) => invoice::unpay(state, request, id(one), id(payment)),
        (_, [one, ..]) => invoice::delete(state, request, id(one)),
        (_, []) => Err(Refusal::plain(405, "Method not allowed")),
    }
}

fn webhooks(state: &mut State, request: &Request, (method, path): Ask<'_>) -> Outcome {
    match (method.as_str(), path.get(1..).unwrap_or_default()) {
        ("GET", _) => Ok(webhook::list(state)),
        ("POST", _) => webhook::create(state, request),
        ("DELETE", [one, ..]) => webhook::delete(state, id(one)),
        (_, [one, "activate"]) => webhook::activate(state, id(one)),
        (_, [one, ..]) => webhook::deactivate(state, request, id(one)),
        (_, []) => Err(Refusal::plain(405, "Method not allowed")),
    }
}

/// Everything that can only be read.
fn others(state: &State, request: &Request, path: &[&str]) -> Outcome {
    match path {
        ["sales_invoices"] => sales_invoices::list(state, request),
        ["payments", one] => invoice::payment(state, id(one)),
        ["tax_rates"] => tax_rates::list(state, request),
        ["ledger_accounts"] => {
            let of = state.administration.id;
            Ok(Reply::ok(state.accounts.iter().map(|account| account.show(of)).collect()))
        }
        ["ledger_accounts", one] => {
            let account = state.accounts.iter().find(|account| account.id == id(one));
            let account = account.ok_or_else(|| Refusal::no_record("Category"))?;
            Ok(Reply::ok(account.show(state.administration.id)))
        }
        ["reports", "tax"] => report::tax(state, request),
        ["reports", "profit_loss"] => report::profit_loss(state, request),
        ["reports", "general_ledger"] => report::general_ledger(state, request),
        _ => Err(Refusal::plain(404, "Not found")),
    }
}

/// An id in a path. What is no number belongs to no record.
fn id(text: &str) -> u64 {
    text.parse().unwrap_or(0)
}
