//! What the present workers can do, in words.

use bookkeeping::Language;

use super::{AddressShape, CapacityShape, ReconciliationShape, WaitingShape};

/// What the present workers can do, as text.
pub(crate) fn capacity(own: &CapacityShape, language: Language) -> String {
    let mut lines = Vec::new();
    let nl = language == Language::Nl;
    for address in &own.addresses {
        lines.push(allowed(address, language));
    }
    if own.addresses.is_empty() {
        let none = "Er is geen proces aan het werk: start `sluitend serve` of `sluitend work`.";
        let none_en = "No process is at work: start `sluitend serve` or `sluitend work`.";
        lines.push((if nl { none } else { none_en }).to_owned());
    } else {
        lines.extend(reconciled(&own.reconciliation, language));
    }
    let calls = &own.calls_per_order;
    let (per_day, new) = (own.orders_per_day, own.new_per_day);
    lines.push(match (language, own.measured) {
        (Language::Nl, true) => {
            format!("Een bestelling kostte de laatste tijd {} aanroepen.", calls.replace('.', ","))
        }
        (Language::Nl, false) => {
            format!("Een bestelling kost doorgaans hooguit {} aanroepen.", calls.replace('.', ","))
        }
        (Language::En, true) => format!("An order took {calls} calls lately."),
        (Language::En, false) => format!("An order usually takes {calls} calls at most."),
    });
    lines.push(match language {
        Language::Nl => {
            format!("Per dag kunnen {per_day} bestellingen worden geboekt; er komen er {new} bij.")
        }
        Language::En => format!("{per_day} orders can be booked a day; {new} come in."),
    });
    lines.extend(waiting(own, language));
    if !own.addresses.is_empty() {
        lines.push(verdict(own, language));
    }
    lines.join("\n")
}

/// What an address may do.
fn allowed(own: &AddressShape, language: Language) -> String {
    let AddressShape { address, workers, calls_per_day, reports_per_day } = own;
    match (language, workers) {
        (Language::Nl, 1) => format!(
            "{address}: 1 proces, {calls_per_day} aanroepen per dag (waarvan {reports_per_day} rapporten)"
        ),
        (Language::Nl, _) => format!(
            "{address}: {workers} processen, samen {calls_per_day} aanroepen per dag (waarvan \
             {reports_per_day} rapporten)"
        ),
        (Language::En, 1) => format!(
            "{address}: 1 process, {calls_per_day} calls a day ({reports_per_day} of them reports)"
        ),
        (Language::En, _) => format!(
            "{address}: {workers} processes, {calls_per_day} calls a day together ({reports_per_day} of \
             them reports)"
        ),
    }
}

/// What the daily reconciliations take of it.
fn reconciled(own: &ReconciliationShape, language: Language) -> Option<String> {
    let ReconciliationShape { connections, calls_per_day, reports_per_day, .. } = own;
    let with = match (language, connections) {
        (_, 0) => return None,
        (Language::Nl, 1) => "1 koppeling".to_owned(),
        (Language::Nl, _) => format!("{connections} koppelingen"),
        (Language::En, 1) => "1 connection".to_owned(),
        (Language::En, _) => format!("{connections} connections"),
    };
    Some(match language {
        Language::Nl => format!(
            "Daarvan kost het dagelijks vergelijken van open maanden hooguit {calls_per_day} \
             ({reports_per_day} rapporten), bij {with}."
        ),
        Language::En => format!(
            "Of these the daily comparison of open months takes at most {calls_per_day} \
             ({reports_per_day} reports), with {with}."
        ),
    })
}

fn waiting(own: &CapacityShape, language: Language) -> Option<String> {
    let WaitingShape { new, history } = own.waiting;
    if new + history == 0 {
        return None;
    }
    let done = own.history_done_at.map(|at| at.strftime("%Y-%m-%d %H:%M UTC"));
    let when = match (done, language) {
        (Some(at), Language::Nl) => format!(" Zonder nieuwe overnames is dat klaar om {at}."),
        (Some(at), Language::En) => format!(" Without new takeovers that is done at {at}."),
        (None, _) => String::new(),
    };
    Some(match language {
        Language::Nl => {
            format!("Er wachten {new} nieuwe bestellingen, en {history} om over te nemen.{when}")
        }
        Language::En => format!("{new} new orders wait, and {history} to be taken over.{when}"),
    })
}

fn verdict(own: &CapacityShape, language: Language) -> String {
    let there = u64::try_from(own.addresses.len()).unwrap_or(u64::MAX);
    let needed = own.addresses_needed;
    let is_for_reports = own.reconciliation.addresses_needed == needed;
    let why = match (is_for_reports, language) {
        (true, Language::Nl) => " De rapporten alleen al vragen erom.",
        (true, Language::En) => " The reports alone ask for them.",
        (false, _) => "",
    };
    match (needed > there, language) {
        (true, Language::Nl) => format!(
            "Er zijn {needed} uitgaande adressen nodig, en {there} in gebruik: zet er processen bij achter \
             een ander adres (`sync.address`).{why}"
        ),
        (true, Language::En) => format!(
            "{needed} outgoing addresses are needed, and {there} in use: add processes behind another \
             address (`sync.address`).{why}"
        ),
        (false, Language::Nl) => "Er is geen ander uitgaand adres nodig.".to_owned(),
        (false, Language::En) => "No other outgoing address is needed.".to_owned(),
    }
}
