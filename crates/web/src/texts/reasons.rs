//! Why something is not booked or cannot be saved, for who has pages and no settings file.

/// The sentences that differ from those of the command line.
#[derive(Debug)]
pub(crate) struct ReasonTexts {
    pub(crate) unmapped: fn(&str) -> String,
    pub(crate) unmapped_hint: &'static str,
    pub(crate) rate: fn(&str) -> String,
    pub(crate) rate_hint: &'static str,
    /// The same for margin goods, which the settings page does not show.
    pub(crate) margin_hint: &'static str,
    pub(crate) account: fn(&str) -> String,
    pub(crate) account_hint: &'static str,
    pub(crate) line: &'static str,
    pub(crate) leftover_hint: &'static str,
    pub(crate) no_number: &'static str,
    pub(crate) no_number_hint: &'static str,
    /// The invoice's day, and the last one that is locked.
    pub(crate) locked: fn(&str, &str) -> String,
    pub(crate) unbookable: fn(&str) -> String,
    pub(crate) changed_hint: &'static str,
    pub(crate) removed_hint: &'static str,
    pub(crate) paid_hint: &'static str,
    pub(crate) status: fn(&str, &str) -> String,
    pub(crate) no_status: fn(&str) -> String,
    pub(crate) or: &'static str,
    pub(crate) unpaid: &'static str,
    pub(crate) cancelled: &'static str,
    pub(crate) not_booked: &'static str,
    /// To who only looks.
    pub(crate) for_shopkeeper: &'static str,
    pub(crate) statuses: [&'static str; 14],
    pub(crate) no_deposits: &'static str,
    pub(crate) no_vat: &'static str,
    /// The label of a setting, and the name of what was chosen.
    pub(crate) account_gone: fn(&str) -> String,
    pub(crate) account_kind: fn(&str, &str) -> String,
    pub(crate) rate_gone: fn(&str) -> String,
    pub(crate) rate_percentage: fn(&str, &str, &str) -> String,
    pub(crate) rate_country: fn(&str, &str) -> String,
    pub(crate) goods: fn(usize) -> String,
    pub(crate) throttled: fn(&str) -> String,
    pub(crate) credentials_shop: &'static str,
    pub(crate) credentials_shop_hint: &'static str,
    pub(crate) credentials_moneybird: &'static str,
    pub(crate) credentials_moneybird_hint: &'static str,
    pub(crate) scope: &'static str,
    pub(crate) scope_hint: &'static str,
    pub(crate) one_administration: &'static str,
    pub(crate) later: &'static str,
}

/// Nederlands.
pub(super) const NL: ReasonTexts = ReasonTexts {
    unmapped: |what| format!("Voor ‘{what}’ is nog geen btw-tarief van Moneybird gekozen."),
    unmapped_hint: "Kies bij Instellingen welk btw-tarief hierbij hoort. Daarna wordt deze bestelling vanzelf opnieuw geprobeerd.",
    rate: |what| {
        format!(
            "Het btw-tarief dat voor ‘{what}’ is gekozen, bestaat in Moneybird niet meer, is daar niet actief of heeft nu een ander percentage."
        )
    },
    margin_hint: "Maak dit tarief weer actief in Moneybird en probeer opnieuw. Een ander tarief voor margegoederen kiest wie Sluitend beheert, in het instellingenbestand.",
    rate_hint: "Kies bij Instellingen een ander tarief; daarna wordt deze bestelling vanzelf opnieuw geprobeerd. Of maak dit tarief weer actief in Moneybird en probeer opnieuw.",
    account: |what| {
        format!(
            "Voor ‘{what}’ is geen rekening gekozen, of die bestaat in Moneybird niet meer of is daar niet actief."
        )
    },
    account_hint: "Kies bij Instellingen een andere rekening; daarna wordt deze bestelling vanzelf opnieuw geprobeerd. Of maak de rekening weer actief in Moneybird en probeer opnieuw.",
    line: "regels van de factuur",
    leftover_hint: "Kies bij Instellingen, onder ‘Een cent die overblijft’, voor een regel met een afronding; daarna wordt deze bestelling vanzelf opnieuw geprobeerd.",
    no_number: "Als kenmerk van de factuur is het factuurnummer van de winkel gekozen, en bij deze bestelling heeft de winkel geen factuur gemaakt.",
    no_number_hint: "Maak de factuur in CCV Shop en probeer opnieuw, of kies bij Instellingen, onder ‘Kenmerk van de factuur’, voor het bestelnummer.",
    locked: |day, until| {
        format!("De factuur zou op {day} komen, en de boeken zijn vergrendeld tot en met {until}.")
    },
    unbookable: |why| format!("Gewijzigd na het boeken, en zoals zij nu is niet te boeken. {why}"),
    changed_hint: "Boek hieronder het verschil, of leg haar terzijde: dan blijft staan wat geboekt is. Zet iemand haar in CCV Shop terug, dan is zij vanzelf weer geboekt.",
    removed_hint: "Boek hieronder het verschil. Of crediteer haar zelf in Moneybird en leg haar hier terzijde; wat geboekt is, blijft staan.",
    paid_hint: "Boek de betaling in Moneybird, verreken daarbij wat is gecrediteerd of gecorrigeerd, en leg haar hier terzijde; zij blijft dan geboekt.",
    status: |own, enough| format!("de status is {own}; geboekt wordt bij {enough}"),
    no_status: |enough| format!("zij heeft nog geen status; geboekt wordt bij {enough}"),
    or: " of ",
    unpaid: "niet betaald",
    cancelled: "Geannuleerd in de winkel; zolang dat zo is, wordt zij niet geboekt.",
    not_booked: "Wordt niet geboekt.",
    for_shopkeeper: "Hier beslist de winkelier over.",
    statuses: [
        "Nieuw",
        "In behandeling",
        "Wacht op fabrikant",
        "Wacht op betaling",
        "Verzonden",
        "Afgeleverd",
        "Afgerond",
        "Geannuleerd",
        "Wacht op leverancier",
        "Wordt ingepakt",
        "Klaar om op te halen",
        "Wordt samengesteld",
        "Nabestelling",
        "Gereserveerd",
    ],
    no_deposits: "Kies een rekening voor statiegeld: er is een btw-tarief voor gekozen.",
    no_vat: "Kies ten minste één btw-tarief: zonder wordt niets geboekt.",
    account_gone: |what| {
        format!(
            "{what}: deze rekening bestaat niet of is niet actief in Moneybird. Kies een andere."
        )
    },
    account_kind: |what, name| {
        format!(
            "{what}: op ‘{name}’ kan dit in Moneybird niet worden geboekt. Kies een andere rekening."
        )
    },
    rate_gone: |what| {
        format!("{what}: dit tarief bestaat niet of is niet actief in Moneybird. Kies een ander.")
    },
    rate_percentage: |what, name, has| {
        format!("{what}: ‘{name}’ is {has}%. Kies een tarief met het percentage van deze regel.")
    },
    rate_country: |what, name| {
        format!("{what}: ‘{name}’ hoort bij een ander land. Kies een tarief van dit land.")
    },
    goods: |at| format!("Margegoederen, regel {at}"),
    throttled: |at| {
        format!("Er zijn nu even geen vragen meer toegestaan. Probeer het na {at} opnieuw.")
    },
    credentials_shop: "CCV Shop neemt onze sleutel niet aan. Is de app in de winkel verwijderd?",
    credentials_shop_hint: "Installeer Sluitend opnieuw vanuit de App Store van uw webwinkel.",
    credentials_moneybird: "Moneybird geeft geen toegang (meer).",
    credentials_moneybird_hint: "Verbind Moneybird opnieuw; er gaat niets verloren.",
    scope: "Moneybird geeft geen toegang tot alles wat nodig is.",
    scope_hint: "Geef in Moneybird ook toegang tot facturen en documenten, en verbind opnieuw.",
    one_administration: "Gebruik een token van een gebruiker die toegang heeft tot precies één administratie.",
    later: "Er is niets verloren. Probeer het later opnieuw.",
};

/// English.
pub(super) const EN: ReasonTexts = ReasonTexts {
    unmapped: |what| format!("No tax rate of Moneybird is chosen for ‘{what}’ yet."),
    unmapped_hint: "Choose under Settings which tax rate belongs to it. After that this order is tried again by itself.",
    rate: |what| {
        format!(
            "The tax rate that is chosen for ‘{what}’ is gone from Moneybird, not active there, or has another percentage now."
        )
    },
    margin_hint: "Make this rate active again in Moneybird, and try again. Another rate for margin goods is chosen by whoever runs Sluitend, in the settings file.",
    rate_hint: "Choose another rate under Settings; after that this order is tried again by itself. Or make this rate active again in Moneybird, and try again.",
    account: |what| {
        format!(
            "No account is chosen for ‘{what}’, or it is gone from Moneybird or not active there."
        )
    },
    account_hint: "Choose another account under Settings; after that this order is tried again by itself. Or make the account active again in Moneybird, and try again.",
    line: "lines of the invoice",
    leftover_hint: "Choose under Settings, ‘A cent that is left over’, a line for it; after that this order is tried again by itself.",
    no_number: "The invoice number of the shop is chosen as the reference of the invoice, and the shop made no invoice for this order.",
    no_number_hint: "Make the invoice in CCV Shop and try again, or choose the order number under Settings, ‘Reference of the invoice’.",
    locked: |day, until| {
        format!(
            "The invoice would be dated {day}, and the books are locked up to and including {until}."
        )
    },
    unbookable: |why| {
        format!("Edited after it was booked, and not to be booked as it is now. {why}")
    },
    changed_hint: "Book the difference below, or set the order aside: then what is booked stays. If somebody puts it back in CCV Shop, it is booked again by itself.",
    removed_hint: "Book the difference below. Or credit it in Moneybird yourself and set the order aside here; what is booked stays.",
    paid_hint: "Register the payment in Moneybird, set off what was credited or corrected, and set the order aside here; it then stays booked.",
    status: |own, enough| format!("its status is {own}; it is booked at {enough}"),
    no_status: |enough| format!("it has no status yet; it is booked at {enough}"),
    or: " or ",
    unpaid: "unpaid",
    cancelled: "Cancelled in the shop; as long as it is, it is not booked.",
    not_booked: "Is not booked.",
    for_shopkeeper: "The shopkeeper decides about this.",
    statuses: [
        "New",
        "In process",
        "Waits for manufacturer",
        "Waits for payment",
        "Sent",
        "Delivered",
        "Completed",
        "Cancelled",
        "Waits for supplier",
        "Is being packaged",
        "Ready to be collected",
        "Is being assembled",
        "Back order",
        "Reserved",
    ],
    no_deposits: "Choose an account for deposits: a tax rate is chosen for them.",
    no_vat: "Choose at least one tax rate: without any nothing is booked.",
    account_gone: |what| {
        format!(
            "{what}: this account does not exist or is not active in Moneybird. Choose another."
        )
    },
    account_kind: |what, name| {
        format!(
            "{what}: Moneybird does not let this be booked on ‘{name}’. Choose another account."
        )
    },
    rate_gone: |what| {
        format!("{what}: this rate does not exist or is not active in Moneybird. Choose another.")
    },
    rate_percentage: |what, name, has| {
        format!("{what}: ‘{name}’ is {has}%. Choose a rate with the percentage of this line.")
    },
    rate_country: |what, name| {
        format!("{what}: ‘{name}’ is for another country. Choose a rate of this country.")
    },
    goods: |at| format!("Margin goods, line {at}"),
    throttled: |at| format!("No more questions are allowed just now. Try again after {at}."),
    credentials_shop: "CCV Shop does not accept our key. Was the app removed from the shop?",
    credentials_shop_hint: "Install Sluitend again from the App Store of your web shop.",
    credentials_moneybird: "Moneybird gives no access (any more).",
    credentials_moneybird_hint: "Connect Moneybird again; nothing is lost.",
    scope: "Moneybird does not give access to everything that is needed.",
    scope_hint: "Give access to invoices and documents in Moneybird as well, and connect again.",
    one_administration: "Use a token of a user who has access to exactly one administration.",
    later: "Nothing is lost. Try again later.",
};
