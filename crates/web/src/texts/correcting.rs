//! What a changed order is corrected by.

/// The difference between what is booked and what the shop shows, and agreeing to book it.
#[derive(Debug)]
pub(crate) struct CorrectingTexts {
    pub(crate) title: &'static str,
    /// What happened in the shop, by the code of the change.
    pub(crate) happened: fn(&str) -> &'static str,
    pub(crate) rate: &'static str,
    pub(crate) booked: &'static str,
    pub(crate) now: &'static str,
    pub(crate) difference: &'static str,
    pub(crate) vat_in_it: &'static str,
    pub(crate) with_vat: &'static str,
    /// What credit invoices have taken off what is booked.
    pub(crate) credited: fn(&str) -> String,
    /// What is booked as paid, or as paid back, with it.
    pub(crate) settles: fn(&str) -> String,
    /// No payment is booked with it.
    pub(crate) stays_open: &'static str,
    /// What it will be called.
    pub(crate) hint: fn(&str) -> String,
    pub(crate) button: &'static str,
    /// What was shown is not what would be booked by now.
    pub(crate) moved: &'static str,
    pub(crate) uncompared: &'static str,
    pub(crate) agreed: &'static str,
    pub(crate) stuck: &'static str,
    pub(crate) credit: &'static str,
}

/// Nederlands.
pub(super) const NL: CorrectingTexts = CorrectingTexts {
    title: "Verschil met wat geboekt is",
    happened: |code| match code {
        "cancelled" => "Geannuleerd in de winkel nadat zij geboekt was.",
        "unpaid" => "De winkel noemt haar niet meer betaald.",
        "removed" => "In de winkel verwijderd; de factuur staat nog in Moneybird.",
        "reimbursed" => "De winkel heeft haar factuur terugbetaald, zonder creditfactuur.",
        _ => "Gewijzigd in de winkel nadat zij geboekt was.",
    },
    rate: "Btw-soort",
    booked: "Geboekt",
    now: "Nu",
    difference: "Verschil",
    vat_in_it: "waarvan btw",
    with_vat: "Bedragen met btw.",
    credited: |by| {
        format!("Van wat geboekt is, zijn creditfacturen van {by} af; ‘Nu’ is zonder die.")
    },
    settles: |by| {
        format!("Ook de betaling wordt met {by} bijgewerkt, op dezelfde tussenrekening als anders.")
    },
    stays_open: "Er wordt geen betaling bij geboekt: de correctie blijft in Moneybird open staan, tot u daar zelf een betaling koppelt.",
    hint: |name| {
        format!(
            "In Moneybird komt er een factuur ‘{name}’ bij, met het verschil. Wat geboekt is, blijft staan zoals het is."
        )
    },
    button: "Verschil boeken",
    moved: "Er is niets afgesproken: het verschil is intussen anders dan u zag. Kijk hieronder opnieuw.",
    uncompared: "In de volgende ronde wordt deze bestelling opnieuw vergeleken met wat geboekt is. Daarna staat hier het verschil.",
    agreed: "Afgesproken. De correctie wordt in de volgende ronde geboekt:",
    stuck: "De correctie die was afgesproken, kon niet worden geboekt en komt eerst:",
    credit: "Eerst wordt een creditfactuur van deze bestelling geboekt; daarna staat hier het verschil:",
};

/// English.
pub(super) const EN: CorrectingTexts = CorrectingTexts {
    title: "Difference from what is booked",
    happened: |code| match code {
        "cancelled" => "Cancelled in the shop after it was booked.",
        "unpaid" => "The shop no longer shows it as paid.",
        "removed" => "Deleted in the shop; its invoice is still in Moneybird.",
        "reimbursed" => "The shop paid its invoice back, without a credit invoice.",
        _ => "Edited in the shop after it was booked.",
    },
    rate: "Kind of VAT",
    booked: "Booked",
    now: "Now",
    difference: "Difference",
    vat_in_it: "VAT in it",
    with_vat: "Amounts include VAT.",
    credited: |by| {
        format!("Credit invoices of {by} are taken off what is booked; ‘Now’ is without these.")
    },
    settles: |by| {
        format!(
            "The payment is brought up to date by {by} as well, on the same clearing account as usual."
        )
    },
    stays_open: "No payment is booked with it: the correction stays open in Moneybird until you match a payment there yourself.",
    hint: |name| {
        format!(
            "An invoice ‘{name}’ with the difference is added in Moneybird. What is booked stays as it is."
        )
    },
    button: "Book the difference",
    moved: "Nothing was agreed to: by now the difference is another than you saw. Look again below.",
    uncompared: "In the next round this order is compared anew with what is booked. After that the difference stands here.",
    agreed: "Agreed. The correction is booked in the next round:",
    stuck: "The correction that was agreed to could not be booked, and comes first:",
    credit: "A credit invoice of this order is booked first; after that the difference stands here:",
};
