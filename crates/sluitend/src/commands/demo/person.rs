//! The part of the person: what the reasons of refused orders ask for is done, and nothing else.

use std::collections::BTreeMap;

use bookkeeping::Language;
use serde::Serialize;
use store::State;
use sync::{Fault, OrderView};

use super::settings::denmark;
use super::stage::Stage;
use crate::language::{counted, say};

/// The code of an order in a currency that is not the administration's: a person books it by hand.
pub(super) const CURRENCY: &str = "currency";

/// What was done about the orders that were refused for one reason.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Answer {
    /// The reason's code.
    pub(super) code: String,
    /// How many orders were refused for it.
    pub(super) orders: usize,
    /// The sentence; none if nothing was done and they stay refused.
    pub(super) done: Option<String>,
}

/// Does what the reasons of the refused orders ask, and has those tried again for which something
/// was done.
///
/// # Errors
/// If the settings are not taken or the database fails.
pub(super) async fn answer(stage: &Stage, language: Language) -> Result<Vec<Answer>, Fault> {
    let service = &stage.installation.service;
    let refused = service.orders(Some(&stage.connection), Some(State::Refused)).await?;
    let mut by_code: BTreeMap<&str, Vec<&OrderView>> = BTreeMap::new();
    for view in &refused {
        by_code.entry(view.code.as_deref().unwrap_or_default()).or_default().push(view);
    }
    let mut answers = Vec::new();
    for (code, views) in by_code {
        let done = act(stage, code, &views, language).await?;
        if done.is_some() {
            again(stage, &views).await?;
        }
        answers.push(Answer { code: code.to_owned(), orders: views.len(), done });
    }
    Ok(answers)
}

/// Does what one reason asks. None if there is nothing that a person could do here.
async fn act(
    stage: &Stage,
    code: &str,
    views: &[&OrderView],
    language: Language,
) -> Result<Option<String>, Fault> {
    let (service, sandboxes) = (&stage.installation.service, &stage.sandboxes);
    let said = match code {
        "vat-unmapped" => {
            let Some(entry) = denmark(&sandboxes.books) else { return Ok(None) };
            let settings = format!("{}{entry}", sandboxes.settings);
            service.import_settings(&stage.connection, &settings).await?;
            say(
                language,
                "het Deense tarief gekoppeld in de instellingen",
                "mapped the Danish rate in the settings",
            )
        }
        "vat-number-missing" => {
            let filled = views.iter().all(|view| sandboxes.shop.fill_in_vat_number(view.id));
            if !filled {
                return Ok(None);
            }
            say(
                language,
                "het btw-nummer gevraagd en in de winkel ingevuld",
                "asked for the VAT number and put it on the order in the shop",
            )
        }
        _ => return Ok(None),
    };
    Ok(Some(said.to_owned()))
}

async fn again(stage: &Stage, views: &[&OrderView]) -> Result<(), Fault> {
    let service = &stage.installation.service;
    for view in views {
        let order = service.find_order(view.id, Some(&stage.connection)).await?;
        service.retry(&order).await?;
    }
    Ok(())
}

/// What the person did, as lines.
pub(super) fn told(answers: &[Answer], language: Language) -> String {
    let title =
        say(language, "Een mens doet wat er gevraagd wordt:", "A person does what is asked:");
    let mut lines = vec![title.to_owned()];
    lines.extend(answers.iter().map(|own| {
        let orders = counted(own.orders, language);
        let done = own.done.as_deref().unwrap_or(match language {
            Language::Nl => "niets; zo'n bestelling boekt een mens zelf",
            Language::En => "nothing; such an order is booked by hand",
        });
        format!("  {}, {orders}: {done}", own.code)
    }));
    lines.push(String::new());
    lines.join("\n")
}
