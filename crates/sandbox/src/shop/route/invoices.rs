//! Invoices of the shop and their rows (ccvshop-api.md §4.1).

use super::{not_implemented, number};
use crate::shop::answer::{Answer, Refusal};
use crate::shop::input::Input;
use crate::shop::model::{Invoice, InvoiceStatus};
use crate::shop::page::{ordering, page};
use crate::shop::request::Call;
use crate::shop::state::State;

pub(super) fn dispatch(call: &Call<'_>, state: &mut State) -> Result<Answer, Refusal> {
    match (call.method, call.segments.as_slice()) {
        ("GET", ["invoices"]) => list(call, state),
        ("GET", ["invoices", id]) => {
            find(state, id).map(|invoice| Answer::Found(call.view.invoice(invoice)))
        }
        ("PATCH", ["invoices", id]) => change(call, state, id),
        ("GET", ["invoices", id, "invoicerows"]) => {
            let rows = call.view.invoice_rows(find(state, id)?);
            page(call, &rows, Clone::clone).map(Answer::Found)
        }
        ("GET", ["invoicerows", id]) => row(call, state, id),
        (_, ["invoices", _, _]) => Err(not_implemented()),
        (_, ["invoices"] | ["invoices" | "invoicerows", _]) => Err(Refusal::method()),
        _ => Err(Refusal::no_such_resource()),
    }
}

fn find<'a>(state: &'a State, id: &str) -> Result<&'a Invoice, Refusal> {
    let number = number(id, "invoice")?;
    state.invoices.get(&number).ok_or_else(|| Refusal::gone("invoice", id))
}

fn row(call: &Call<'_>, state: &State, id: &str) -> Result<Answer, Refusal> {
    let wanted = number(id, "invoice row")?;
    let found = state.invoices.values().find_map(|invoice| {
        let position = invoice.order.rows.iter().position(|row| row.id == wanted)?;
        call.view.invoice_rows(invoice).into_iter().nth(position)
    });
    found.map(Answer::Found).ok_or_else(|| Refusal::gone("invoice row", id))
}

fn change(call: &Call<'_>, state: &mut State, id: &str) -> Result<Answer, Refusal> {
    let number = number(id, "invoice")?;
    let input = Input::parse(call.body, &["status", "payment_link_sent", "external_reference"])?;
    let status = match input.value::<String>("status")? {
        None => None,
        Some(name) => Some(
            InvoiceStatus::parse(&name)
                .ok_or_else(|| Refusal::input("status is paid, unpaid or reimbursed."))?,
        ),
    };
    let reference: Option<Option<String>> = input.value("external_reference")?;
    let invoice = state.invoices.get_mut(&number).ok_or_else(|| Refusal::gone("invoice", id))?;
    invoice.status = status.unwrap_or(invoice.status);
    if let Some(reference) = reference {
        invoice.external_reference = reference;
    }
    Ok(Answer::Done)
}

/// The filters of the list (§4.1).
const FILTERS: [&str; 7] = [
    "invoicenumber",
    "invoicenumber_full",
    "ordernumber",
    "ordernumber_full",
    "status",
    "min_create_date",
    "max_create_date",
];

fn list(call: &Call<'_>, state: &State) -> Result<Answer, Refusal> {
    let query = &call.query;
    let switches = &call.view.options.switches;
    let date_filter = switches.date_filter;
    query.closed(&FILTERS, switches.unknown_parameters)?;
    let (earliest, latest) =
        (query.earliest("min_create_date")?, query.latest("max_create_date", date_filter)?);
    let invoicenumber: Option<i64> = query.value("invoicenumber")?;
    let ordernumber: Option<i64> = query.value("ordernumber")?;
    let mut invoices: Vec<&Invoice> = state
        .invoices
        .values()
        .filter(|invoice| {
            let ordered = invoice.order.number.as_ref();
            let is = |name: &str, value: &str| query.text(name).is_none_or(|asked| asked == value);
            invoicenumber.is_none_or(|asked| invoice.number.running == asked)
                && ordernumber.is_none_or(|asked| ordered.map(|it| it.running) == Some(asked))
                && is("invoicenumber_full", &invoice.number.full)
                && is("ordernumber_full", invoice.order.number_full())
                && is("status", invoice.status.name())
                && earliest.is_none_or(|earliest| invoice.create_date >= earliest)
                && latest.is_none_or(|latest| invoice.create_date <= latest)
        })
        .collect();
    sort(call, &mut invoices)?;
    page(call, &invoices, |invoice| call.view.invoice(invoice)).map(Answer::Found)
}

fn sort(call: &Call<'_>, invoices: &mut [&Invoice]) -> Result<(), Refusal> {
    let fields = [
        "create_date",
        "id",
        "invoicenumber",
        "invoicenumber_full",
        "ordernumber",
        "ordernumber_full",
        "status",
        "total_price",
    ];
    let (field, descending) = ordering(call, &fields)?;
    let ordered = |invoice: &Invoice| invoice.order.number.as_ref().map(|number| number.running);
    match field {
        Some("create_date") => invoices.sort_by_key(|invoice| invoice.create_date),
        Some("invoicenumber") => invoices.sort_by_key(|invoice| invoice.number.running),
        Some("invoicenumber_full") => {
            invoices.sort_by(|one, other| one.number.full.cmp(&other.number.full));
        }
        Some("ordernumber") => invoices.sort_by_key(|invoice| ordered(invoice)),
        Some("ordernumber_full") => {
            invoices.sort_by(|one, other| one.order.number_full().cmp(other.order.number_full()));
        }
        Some("status") => invoices.sort_by_key(|invoice| invoice.status.name()),
        Some("total_price") => {
            let switches = &call.view.options.switches;
            invoices.sort_by_key(|invoice| invoice.order.totals(switches).price);
        }
        _ => {}
    }
    if descending {
        invoices.reverse();
    }
    Ok(())
}
