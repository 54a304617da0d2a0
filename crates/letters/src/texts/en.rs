//! English.

use super::Texts;

fn orders(number: u64) -> String {
    match number {
        1 => "1 order".to_owned(),
        some => format!("{some} orders"),
    }
}

pub(super) static EN: Texts = Texts {
    code: "en",
    why: |shop, administration| {
        format!(
            "You get this letter because you belong to {shop} in Sluitend, which is booked into the \
             administration {administration}."
        )
    },
    unsubscribe: "Get no more letters like this one",
    choose: "Choose which letters you get",
    asked_for: "You get this letter because somebody asked for it on the server.",
    to_overview: "To the overview",
    to_orders: "To all orders that wait",
    to_closing: "To the closing statement",
    to_pages: "To Sluitend",
    explained: "Explained in the manual",
    to_cause: |number| match number {
        1 => "To this order".to_owned(),
        _ => "To these orders".to_owned(),
    },
    orders_subject: |shop, number| match number {
        1 => format!("{shop}: 1 order waits for a decision"),
        some => format!("{shop}: {some} orders wait for a decision"),
    },
    orders_lead: |number, shop| match number {
        1 => format!(
            "1 order of {shop} waits for a decision. Nothing is guessed, so until then it is not booked. \
             Everything else goes on."
        ),
        some => format!(
            "{some} orders of {shop} wait for a decision. Nothing is guessed, so until then they are not \
             booked. Everything else goes on."
        ),
    },
    cause: |number, text| format!("{}: {text}", orders(number)),
    more: |number| format!("and {number} more"),
    more_causes: |causes, number| match causes {
        1 => format!("For one reason more: {}.", orders(number)),
        some => format!("For {some} reasons more: {}.", orders(number)),
    },
    broken_subject: |shop| format!("{shop}: booking has stopped"),
    broken_lead: |shop| format!("Orders of {shop} are not booked any more."),
    broken_rest: "Nothing is lost: what is sold meanwhile is booked as soon as this is mended.",
    takeover_subject: |shop| format!("{shop}: the existing orders are in the books"),
    takeover_lead: |shop, booked| match booked {
        1 => format!("The existing orders of {shop} were taken over. 1 is booked."),
        some => format!("The existing orders of {shop} were taken over. {some} are booked."),
    },
    takeover_none: "No order waits for a decision. New orders are booked by themselves.",
    takeover_waiting: |number| match number {
        1 => "1 order waits for a decision. New orders are booked by themselves.".to_owned(),
        some => format!("{some} orders wait for a decision. New orders are booked by themselves."),
    },
    sums: "By month, with VAT",
    columns: ["Month", "Sold", "Booked"],
    sums_hint: "The closing statement sets this beside what Moneybird itself reports, by VAT rate, and names \
                the orders that explain each difference.",
    closes_subject: |shop, month| format!("{shop}: {month} closes"),
    closes_lead: |month, shop, difference| {
        format!(
            "{month} of {shop} closes: what the shop sold, what is booked and what Moneybird reports come \
             to the same. Difference: {difference}."
        )
    },
    closes_rest: "There is nothing to do. You can give the closing statement to your accountant as a \
                  spreadsheet.",
    differs_subject: |shop, month| format!("{shop}: {month} does not close yet"),
    differs_lead: |month, shop, difference| {
        format!("{month} of {shop} is over and does not close yet. Difference: {difference}.")
    },
    differs_orders: |number| match number {
        1 => "1 order of that month waits for a decision".to_owned(),
        some => format!("{some} orders of that month wait for a decision"),
    },
    differs_rest: "The closing statement names each order that explains the difference, and what is the \
                   matter with it. If the month closes later, you are told.",
    trial_subject: |shop, day| format!("{shop}: the free month lasts until {day}"),
    trial_lead: |shop, day| format!("For {shop}, Sluitend is free until {day}."),
    trial_then: |price, vat| {
        format!(
            "After that it costs {price} a month, {vat}. If you want that, there is nothing to do. If not, remove \
             the app in your shop; what is booked stays booked."
        )
    },
    with_vat: "including VAT",
    without_vat: "excluding VAT",
    given: "You get this letter because somebody gave this address in Sluitend. If it was not you, there is nothing \
            to do: as long as it is not confirmed, no letters about a shop go to it.",
    confirm_subject: "Sluitend: confirm your e-mail address",
    confirm_lead: "You gave this address to sign in to Sluitend with, and to get letters at. Confirm that mail to it \
                   reaches you.",
    to_confirm: "Confirm this address",
    confirm_rest: |days| {
        format!(
            "That works once, for {days} days; after that, have another letter sent where you choose how you sign in."
        )
    },
    test_subject: "Sluitend: test letter",
    test_lead: "This is a test. If it arrives, the other letters of Sluitend arrive too.",
};
