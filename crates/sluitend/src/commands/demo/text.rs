//! What the demo tells.

use std::time::Duration;

use bookkeeping::Language;

use super::months::months;
use super::outcome::Outcome;
use super::person::told;
use super::stage::Stage;
use super::{Args, SPEED, span};
use crate::language::counted;
use crate::output::{statement, synced};

/// What was set up.
pub(super) fn opening(stage: &Stage, args: &Args, language: Language) -> String {
    let (shop, books) = (&stage.connected.shop, &stage.connected.administration);
    let (orders, sandboxes) = (counted(args.orders, language), &stage.sandboxes);
    let (shop_url, api_url) = (&sandboxes.shop_url, &sandboxes.api_url);
    match language {
        Language::Nl => format!(
            "Alles hier is nagespeeld, op deze computer, met echt HTTP; er gaat niets naar buiten.\n\
             \x20 winkel     {} met {orders} van 14 maanden   {shop_url}\n\
             \x20 Moneybird  {}   {api_url}\n\
             De limieten zijn die van de echte, met een klok die {SPEED} keer zo snel loopt: \
             Moneybirds 150 aanroepen\nper 5 minuten zijn hier 150 per seconde.\n",
            shop.name, books.name
        ),
        Language::En => format!(
            "Everything here is pretend, on this computer, over real HTTP; nothing leaves it.\n\
             \x20 shop       {} with {orders} of 14 months   {shop_url}\n\
             \x20 Moneybird  {}   {api_url}\n\
             The rate limits are the real ones, with a clock that runs {SPEED} times as fast: \
             Moneybird's 150 calls\nper 5 minutes are 150 per second here.\n",
            shop.name, books.name
        ),
    }
}

/// What was done, and the closing statement.
pub(super) fn outcome(outcome: &Outcome, stage: &Stage, language: Language) -> String {
    let mut parts = vec![booked(outcome, stage, language)];
    parts.push(months(&outcome.statements, language));
    parts.extend(span::total(&outcome.statements).map(|total| statement(&total, language)));
    parts.push(accounts(outcome, language));
    parts.join("\n")
}

fn booked(outcome: &Outcome, stage: &Stage, language: Language) -> String {
    let took = seconds(outcome.booking_took);
    let [moneybird, ccvshop] = outcome.calls_per_order();
    let minutes = outcome.minutes_at_the_real_limit(stage);
    let mut lines: Vec<String> = Vec::new();
    for (at, pass) in outcome.synced.iter().enumerate() {
        if at == 1 {
            lines.push(told(&outcome.answers, language));
        }
        lines.push(synced(pass, &stage.connected.shop.name, language));
    }
    lines.push(match language {
        Language::Nl => format!(
            "  Dat duurde {took} s, met per bestelling {moneybird} aanroepen van Moneybird en \
             {ccvshop} van de winkel."
        ),
        Language::En => format!(
            "  That took {took} s, with {moneybird} calls to Moneybird and {ccvshop} to the shop \
             per order."
        ),
    });
    if minutes > 0 {
        lines.push(match language {
            Language::Nl => format!("  Bij de echte limiet duurt het minstens {minutes} minuten."),
            Language::En => format!("  At the real limit it takes at least {minutes} minutes."),
        });
    }
    lines.push(String::new());
    lines.join("\n")
}

/// Whether every order is where it should be.
fn accounts(outcome: &Outcome, language: Language) -> String {
    let took = seconds(outcome.everything_took);
    if outcome.unaccounted.is_empty() {
        return match language {
            Language::Nl => format!(
                "Elke bestelling die is afgerond en betaald, is geboekt of met reden geweigerd; \
                 elke andere wacht\nmet een reden. Samen {took} s.\n"
            ),
            Language::En => format!(
                "Every order that is completed and paid is booked, or refused for a reason; every \
                 other one waits\nfor a reason. {took} s in all.\n"
            ),
        };
    }
    let mut lines = vec![match language {
        Language::Nl => "Niet verantwoord:".to_owned(),
        Language::En => "Not accounted for:".to_owned(),
    }];
    let each = outcome.unaccounted.iter();
    lines.extend(each.map(|own| format!("  {} ({}): {}", own.number, own.id, own.why)));
    lines.push(String::new());
    lines.join("\n")
}

/// Seconds with one decimal.
fn seconds(duration: Duration) -> String {
    format!("{}.{}", duration.as_secs(), duration.subsec_millis() / 100)
}

/// What can be tried while the demo runs.
pub(super) fn invitation(stage: &Stage, link: &str, language: Language) -> String {
    let folder = stage.folder.path().display();
    let month = bookkeeping::amsterdam_day(stage.installation.service.clock().now());
    let month = sync::Period::month_of(month);
    match language {
        Language::Nl => format!(
            "De dienst loopt nu door en kijkt elke minuut of er iets nieuws is. Ctrl-C stopt.\n\
             Kijk rond met deze link; zij werkt één keer:\n\
             \x20 {link}\n\
             Of probeer in een ander venster:\n\
             \x20 export SLUITEND_DATA={folder}\n\
             \x20 sluitend orders --state waiting\n\
             \x20 sluitend connections\n\
             \x20 sluitend close --period {month}\n"
        ),
        Language::En => format!(
            "The service now stays up and looks every minute for something new. Ctrl-C stops.\n\
             Look around with this link; it works once:\n\
             \x20 {link}\n\
             Or try in another window:\n\
             \x20 export SLUITEND_DATA={folder}\n\
             \x20 sluitend orders --state waiting\n\
             \x20 sluitend connections\n\
             \x20 sluitend close --period {month}\n"
        ),
    }
}
