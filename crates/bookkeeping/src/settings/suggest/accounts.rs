//! The proposal for ledger accounts and clearing accounts.

use super::Offer;
use super::names::{self, Names};
use super::page::{OPEN, Page};
use super::providers::Clearing;
use crate::{Administration, LedgerAccount};

/// The keys that fall back to revenue, what they are for in both languages, and what they are called.
const ON_REVENUE: [(&str, &str, &str, Names); 3] = [
    ("shipping", "verzendkosten", "shipping", names::SHIPPING),
    (
        "payment_costs",
        "betaalkosten en andere kosten",
        "payment costs and other costs",
        names::PAYMENT_COSTS,
    ),
    ("discounts", "kortingen", "discounts", names::DISCOUNTS),
];

/// `[ledger]`
pub(super) fn ledger(page: &mut Page, administration: &Administration) {
    page.line("[ledger]", "");
    let revenue = of_kind(administration, "revenue", "sales_invoice");
    revenues(page, &revenue);
    for (key, nl, en, names) in ON_REVENUE {
        if let Some(own) = names.only(&revenue) {
            named(page, (key, nl, en), own);
            continue;
        }
        page.remark(
            &format!(
                "{nl}: zonder keuze op de omzetrekening; de namen zeggen niet zeker welke het is"
            ),
            &format!(
                "{en}: booked on revenue unless one is chosen; their names do not tell for certain"
            ),
        );
        candidates(page, key, &revenue);
    }
    let liabilities = of_kind(administration, "current_liabilities", "sales_invoice");
    if let Some(own) = names::DEPOSITS.only(&liabilities) {
        named(page, ("deposits", "statiegeld en borg", "deposits"), own);
        return page.gap();
    }
    page.remark(
        "statiegeld en borg: een schuld aan de klant, geen omzet; zonder keuze wordt zo'n bestelling \
         geweigerd",
        "deposits: owed to the customer, no revenue; unless one is chosen such an order is refused",
    );
    candidates(page, "deposits", &liabilities);
    page.gap();
}

/// An account whose name says what it is for.
fn named(page: &mut Page, (key, nl, en): (&str, &str, &str), own: &LedgerAccount) {
    page.remark(
        &format!("{nl}: de enige actieve rekening waarvan de naam dat zegt; kijk na of dat klopt"),
        &format!("{en}: the only active account whose name says so; see whether that is right"),
    );
    page.line(&format!("{key} = \"{}\"", own.id), &own.name);
    page.by_name(key);
}

fn revenues(page: &mut Page, revenue: &[&LedgerAccount]) {
    let named: Vec<&LedgerAccount> =
        revenue.iter().copied().filter(|account| account.name == "Omzet").collect();
    let chosen = match (revenue, named.as_slice()) {
        ([only], _) => {
            page.remark("de enige actieve omzetcategorie", "the only active revenue account");
            only
        }
        (_, [only]) => {
            page.remark(
                "van de omzetcategorieën heet alleen deze 'Omzet'",
                "of the revenue accounts only this one is called 'Omzet'",
            );
            page.by_name("revenue");
            only
        }
        ([], _) => {
            page.remark(
                "er is geen actieve omzetcategorie: maak er een in Moneybird; zonder wordt niets geboekt",
                "there is no active revenue account: make one in Moneybird; without it nothing is booked",
            );
            return;
        }
        _ => {
            page.remark(
                "meer dan één omzetcategorie: kies; zonder keuze wordt niets geboekt",
                "more than one revenue account: choose; without a choice nothing is booked",
            );
            return candidates(page, "revenue", revenue);
        }
    };
    page.line(&format!("revenue = \"{}\"", chosen.id), &chosen.name);
}

/// `[payment]`, and the shop's payment methods by name.
pub(super) fn payment(page: &mut Page, administration: &Administration, offer: &Offer) {
    page.line("[payment]", "");
    let why =
        page.say("een betaalde bestelling krijgt een betaling", "a paid order gets a payment");
    page.line("register = true", why);
    let accounts = of_kind(administration, "current_assets", "payment");
    let told = Clearing::of(&accounts, &offer.payment_methods);
    clearing(page, &accounts, &told);
    page.gap();
    methods(page, offer, &told);
}

fn clearing(page: &mut Page, accounts: &[&LedgerAccount], told: &Clearing) {
    if let Some(own) = told.all {
        return named(page, ("clearing", "tussenrekening", "clearing account"), own);
    }
    // What is paid by this method would be booked on the only one as well.
    if let Some(method) = &told.outside {
        page.remark(
            &format!("wat met '{method}' betaald wordt, komt misschien niet op deze tussenrekening binnen"),
            &format!("what is paid by '{method}' may not arrive on this clearing account"),
        );
    }
    page.remark(
        "de tussenrekening waarop de betaaldienst uitbetaalt; zonder keuze blijven betalingen met de hand \
         te koppelen",
        "the clearing account that the payment provider pays out on; unless one is chosen, payments stay \
         to be matched by hand",
    );
    candidates(page, "clearing", accounts);
}

fn methods(page: &mut Page, offer: &Offer, told: &Clearing) {
    if offer.payment_methods.is_empty() {
        return;
    }
    page.remark(
        "De betaalmethoden van de winkel: geef wie apart uitbetaalt een eigen tussenrekening; de andere \
         volgen 'clearing'. Wat buiten de winkel om wordt betaald, zoals een overboeking, komt op de bank \
         binnen en niet op een tussenrekening van een betaaldienst.",
        "The shop's payment methods: give those that are paid out apart a clearing account of their own; \
         the others follow 'clearing'. What is paid outside the shop, such as a bank transfer, arrives at \
         the bank and on no provider's clearing account.",
    );
    if told.methods.is_empty() {
        page.line(&format!("{OPEN}[payment.methods]"), "");
    } else {
        page.remark(
            "Ingevuld is een rekening die heet zoals de betaalmethode; kijk na of dat klopt.",
            "Filled in is an account that is called as the payment method is; see whether that is right.",
        );
        page.line("[payment.methods]", "");
    }
    for (id, name) in &offer.payment_methods {
        match told.methods.get(id) {
            Some(own) => {
                page.line(&format!("\"{id}\" = \"{}\"", own.id), &format!("{name}: {}", own.name));
                page.by_name(&format!("methods.{id}"));
            }
            None => page.line(&format!("{OPEN}\"{id}\" = \"\""), name),
        }
    }
    page.gap();
}

fn of_kind<'a>(
    administration: &'a Administration,
    kind: &str,
    allowed: &str,
) -> Vec<&'a LedgerAccount> {
    let fits = |account: &&LedgerAccount| {
        let may = account.allowed.is_empty() || account.allowed.iter().any(|own| own == allowed);
        account.active && account.kind == kind && may
    };
    administration.ledger_accounts.iter().filter(fits).collect()
}

/// A line for each account that it can be, or an empty one to fill in.
fn candidates(page: &mut Page, key: &str, accounts: &[&LedgerAccount]) {
    for account in accounts {
        page.line(&format!("{OPEN}{key} = \"{}\"", account.id), &account.name);
    }
    if accounts.is_empty() {
        let what = page.say(
            "de administratie heeft er nog geen die kan: maak er een in Moneybird",
            "the administration has none yet that can be it: make one in Moneybird",
        );
        page.line(&format!("{OPEN}{key} = \"\""), what);
    }
}
