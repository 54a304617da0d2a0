//! What is said of a subscription, where the host charges.

/// On its page, and on top of every page when it ends.
#[derive(Debug)]
pub(crate) struct PlanTexts {
    pub(crate) title: &'static str,
    /// The price, and whether it includes VAT.
    pub(crate) lead: fn(&str, &str) -> String,
    /// Until a day, the price from then on, and whether that includes VAT.
    pub(crate) free_until: fn(&str, &str, &str) -> String,
    /// Which month was.
    pub(crate) was_free: fn(&str) -> String,
    pub(crate) months: &'static str,
    pub(crate) none: &'static str,
    pub(crate) month: &'static str,
    pub(crate) amount: &'static str,
    pub(crate) standing: &'static str,
    pub(crate) free: &'static str,
    pub(crate) fixed: &'static str,
    pub(crate) open: &'static str,
    pub(crate) open_hint: &'static str,
    pub(crate) leaving: &'static str,
    pub(crate) leaving_lead: &'static str,
    pub(crate) again: &'static str,
    /// From a day on nothing will be booked.
    pub(crate) ends: fn(&str) -> String,
    /// Since a day nothing is.
    pub(crate) ended: fn(&str) -> String,
    pub(crate) stays: &'static str,
    /// Why a connection stands still, and what to do.
    pub(crate) over: &'static str,
    pub(crate) over_hint: &'static str,
}

/// Nederlands.
pub(super) const NL: PlanTexts = PlanTexts {
    title: "Abonnement",
    lead: |price, vat| {
        format!(
            "Sluitend kost {price} per kalendermaand, {vat}, voor deze winkel in deze administratie. Het bedrag wordt verrekend via uw factuur van CCV Shop."
        )
    },
    free_until: |day, price, vat| {
        format!("Gratis tot en met {day}; daarna {price} per maand, {vat}.")
    },
    was_free: |month| format!("De maand van de installatie, {month}, was gratis."),
    months: "De maanden tot nu toe",
    none: "Er is nog geen maand.",
    month: "maand",
    amount: "bedrag",
    standing: "stand",
    free: "gratis",
    fixed: "vastgelegd",
    open: "nog niet vastgelegd",
    open_hint: "Een maand wordt vastgelegd als hij voorbij is. Daarna verandert het bedrag niet meer.",
    leaving: "Als u stopt",
    leaving_lead: "Verwijdert u de app in CCV Shop, dan wordt er niets meer geboekt, en de maand waarin u dat doet is de laatste die wordt berekend, in zijn geheel. Wat in Moneybird staat, blijft.",
    again: "Installeert u later opnieuw, dan gaat het verder waar het was. Een maand wordt één keer berekend, hoe vaak u er ook in installeert; gratis is alleen de maand van de eerste keer.",
    ends: |day| format!("Het abonnement eindigt: vanaf {day} wordt er niets meer geboekt."),
    ended: |day| format!("Het abonnement is beëindigd: sinds {day} wordt er niets meer geboekt."),
    stays: "Alles wat hier staat, blijft te lezen.",
    over: "Het abonnement is beëindigd.",
    over_hint: "Alles blijft te lezen. Wilt u verder, vraag dat dan aan wie Sluitend voor u verzorgt; dan gaat het verder waar het was.",
};

/// English.
pub(super) const EN: PlanTexts = PlanTexts {
    title: "Plan",
    lead: |price, vat| {
        format!(
            "Sluitend costs {price} per calendar month, {vat}, for this shop in this administration. The amount is settled by your invoice from CCV Shop."
        )
    },
    free_until: |day, price, vat| {
        format!("Free up to and including {day}; {price} per month, {vat}, after that.")
    },
    was_free: |month| format!("The month of the installation, {month}, was free."),
    months: "The months so far",
    none: "There is no month yet.",
    month: "month",
    amount: "amount",
    standing: "standing",
    free: "free",
    fixed: "fixed",
    open: "not fixed yet",
    open_hint: "A month is fixed when it is over. The amount does not change after that.",
    leaving: "If you stop",
    leaving_lead: "If you remove the app in CCV Shop, nothing is booked any more, and the month in which you do so is the last that is charged, all of it. What is in Moneybird stays.",
    again: "If you install it again later, it goes on where it was. A month is charged once, however often you install in it; only the month of the first time is free.",
    ends: |day| format!("The subscription ends: from {day} on nothing is booked any more."),
    ended: |day| format!("The subscription has ended: since {day} nothing is booked any more."),
    stays: "All that is here can still be read.",
    over: "The subscription has ended.",
    over_hint: "All of it can still be read. If you want to go on, ask whoever runs Sluitend for you; it then goes on where it was.",
};
