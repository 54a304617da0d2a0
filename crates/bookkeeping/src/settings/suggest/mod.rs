//! A proposal for the settings, from what the administration has and what the shop sells with.
//!
//! Only what is certain is filled in: where one active tax rate, and no other, can be meant, or one
//! account by its name. Each entry says why. What a person must decide stands as a comment with the candidates, and books
//! nothing until it is chosen.

mod accounts;
mod names;
mod page;
mod providers;
mod vat;

use crate::{Administration, Country, Language, Percentage};

use page::Page;

/// What a shop sells with, as far as a proposal needs it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offer {
    /// The percentages that it states for a country, now; zero for none.
    pub rates: Vec<(Country, Percentage)>,
    /// Its payment methods: the id in CCV Shop, and the name.
    pub payment_methods: Vec<(i64, String)>,
}

/// What is proposed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proposal {
    /// As TOML. It always can be read as settings, though perhaps not used yet.
    pub text: String,
    /// What was filled in only because of a name, and is to be checked: keys of accounts, and `methods.` with
    /// the id of a payment method.
    pub by_name: Vec<String>,
}

/// The proposal as TOML.
pub fn suggest(administration: &Administration, offer: &Offer, language: Language) -> String {
    propose(administration, offer, language).text
}

/// The proposal, and what of it is to be checked.
pub fn propose(administration: &Administration, offer: &Offer, language: Language) -> Proposal {
    let mut page = Page::new(language);
    page.remark(
        "Voorgesteld uit de administratie en de winkel; bij elke regel staat waarom. Regels die met '# ?' \
         beginnen wachten op uw keuze: haal '# ? ' weg en vul een id in. Niets wordt geboekt op een \
         tarief dat niet gekozen is.",
        "Proposed from the administration and the shop; each entry says why. Lines that start with '# ?' \
         wait for your decision: take away the '# ? ' and fill in an id. Nothing is booked at a rate that \
         is not chosen.",
    );
    page.gap();
    orders(&mut page);
    accounts::ledger(&mut page, administration);
    accounts::payment(&mut page, administration, offer);
    vat::entries(&mut page, administration, offer);
    page.done()
}

fn orders(page: &mut Page) {
    page.line("[orders]", "");
    let why = page.say("7 is 'afgerond'", "7 is 'afgerond' (completed)");
    page.line("statuses = [7]", why);
    let why = page.say("een onbetaalde bestelling wacht", "an unpaid order waits");
    page.line("paid_only = true", why);
    let why = page.say(
        "bestaande bestellingen vanaf 1 januari; of \"all\", \"none\", of een datum",
        "existing orders from 1 January on; or \"all\", \"none\", or a date",
    );
    page.line("history = \"book-year\"", why);
    page.gap();
}
