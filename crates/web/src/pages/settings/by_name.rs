//! What was proposed only because an account is called so. The form says it beside the field: nobody sees
//! the remarks that the proposal has as a text.

use bookkeeping::Settings;
use sync::Choices;

use super::fields::Section;

/// Marks the fields that still hold what was proposed by a name.
pub(super) fn mark(sections: &mut [Section], choices: &Choices, settings: &Settings) {
    for key in &choices.by_name {
        let proposed = account(&choices.proposed, key);
        if proposed.is_none() || account(settings, key) != proposed {
            continue;
        }
        let name = match key.strip_prefix("methods.") {
            Some(id) => format!("method-{id}"),
            None => key.clone(),
        };
        let picks = sections.iter_mut().flat_map(|own| &mut own.picks);
        for pick in picks.filter(|own| own.name == name) {
            pick.is_by_name = true;
        }
    }
}

fn account<'a>(settings: &'a Settings, key: &str) -> Option<&'a str> {
    let ledger = &settings.ledger;
    let own = match key {
        "revenue" => ledger.revenue.as_ref(),
        "shipping" => ledger.shipping.as_ref(),
        "payment_costs" => ledger.payment_costs.as_ref(),
        "discounts" => ledger.discounts.as_ref(),
        "deposits" => ledger.deposits.as_ref(),
        "clearing" => settings.payment.clearing.as_ref(),
        key => settings.payment.methods.get(key.strip_prefix("methods.")?),
    };
    own.map(String::as_str)
}

#[cfg(test)]
mod tests {
    use bookkeeping::settings::{Offer, propose};
    use bookkeeping::{Administration, Country, Language, LedgerAccount};

    use super::*;
    use crate::pages::settings::fields::sections;
    use crate::texts::texts;

    const OF_A_SHOP: [(&str, &str); 6] = [
        ("Omzet", "revenue"),
        ("Verzendkosten", "revenue"),
        ("Kosten voor betalen", "revenue"),
        ("Kortingen", "revenue"),
        ("Statiegeld", "current_liabilities"),
        ("PayPal", "current_assets"),
    ];

    fn marked(methods: &[(i64, String)], choose: impl Fn(&mut Settings)) -> Vec<String> {
        let account = |(name, kind): (&str, &str)| LedgerAccount {
            id: name.to_lowercase().replace(' ', "-"),
            name: name.to_owned(),
            kind: kind.to_owned(),
            active: true,
            allowed: Vec::new(),
        };
        let administration = Administration {
            currency: "EUR".to_owned(),
            country: Country::NL,
            tax_rates: Vec::new(),
            ledger_accounts: OF_A_SHOP.map(account).to_vec(),
            locked_until: None,
        };
        let offer = Offer { payment_methods: methods.to_vec(), ..Offer::default() };
        let proposal = propose(&administration, &offer, Language::Nl);
        let choices = Choices {
            administration,
            statuses: Vec::new(),
            payment_methods: methods.to_vec(),
            rates: Vec::new(),
            lacking: Vec::new(),
            proposed: Settings::parse(&proposal.text).unwrap(),
            by_name: proposal.by_name,
        };
        let mut settings = choices.proposed.clone();
        choose(&mut settings);
        let language = Language::Nl;
        let mut all = sections((&choices, &settings, &[]), None, texts(language), language);
        mark(&mut all, &choices, &settings);
        let picks = all.into_iter().flat_map(|own| own.picks).filter(|own| own.is_by_name);
        picks.map(|own| own.name).collect()
    }

    #[test]
    fn what_was_filled_in_by_a_name_is_marked_until_something_else_is_chosen() {
        let method = |id: i64, name: &str| (id, name.to_owned());
        let both = [method(3, "iDEAL"), method(4, "PayPal")];
        let all = ["revenue", "shipping", "discounts", "deposits", "method-4"];
        assert_eq!(marked(&both, |_| {}), all);
        let one = marked(&[method(4, "PayPal")], |own| own.ledger.shipping = None);
        assert_eq!(one, ["revenue", "discounts", "deposits", "clearing"]);
        let other = marked(&both, |own| {
            own.ledger.deposits = Some("paypal".to_owned());
            own.payment.methods.clear();
            own.payment.clearing = Some("paypal".to_owned());
        });
        assert_eq!(other, ["revenue", "shipping", "discounts"]);
    }
}
