//! What is said about who may look into a shop.

/// Who may look in, and inviting them.
#[derive(Debug)]
pub(crate) struct PeopleTexts {
    pub(crate) tab: &'static str,
    pub(crate) title: &'static str,
    pub(crate) lead: &'static str,
    pub(crate) none: &'static str,
    pub(crate) may: &'static str,
    pub(crate) since: &'static str,
    pub(crate) reader: &'static str,
    pub(crate) owner: &'static str,
    pub(crate) first: &'static str,
    pub(crate) withdraw: &'static str,
    /// That the App Store's account is opened by a password too.
    pub(crate) has_password: fn(&str) -> String,
    pub(crate) take_password: &'static str,
    pub(crate) by_app_store: &'static str,
    pub(crate) invited: &'static str,
    pub(crate) until: fn(&str) -> String,
    pub(crate) take_back: &'static str,
    pub(crate) invite: &'static str,
    pub(crate) invite_hint: &'static str,
    pub(crate) who: &'static str,
    pub(crate) as_reader: &'static str,
    pub(crate) as_owner: &'static str,
    pub(crate) as_owner_hint: &'static str,
    pub(crate) make: &'static str,
    pub(crate) no_name: &'static str,
    pub(crate) too_many: &'static str,
    pub(crate) link: fn(&str) -> String,
    pub(crate) link_hint: &'static str,
    /// What whoever follows the link reads.
    pub(crate) come_title: fn(&str) -> String,
    pub(crate) come_reader: &'static str,
    pub(crate) come_owner: &'static str,
    pub(crate) come_new: &'static str,
    pub(crate) come_own: fn(&str) -> String,
    pub(crate) come_own_hint: &'static str,
    pub(crate) come_already: fn(&str) -> String,
    pub(crate) over: &'static str,
    pub(crate) over_hint: &'static str,
}

pub(super) const NL: PeopleTexts = PeopleTexts {
    tab: "Toegang",
    title: "Wie mag meekijken",
    lead: "Wie alleen kijkt, zoals een boekhouder, ziet alle bladzijden en kan niets veranderen.",
    none: "Nog niemand, behalve wie deze dienst beheert.",
    may: "Mag",
    since: "sinds",
    reader: "alleen kijken",
    owner: "alles",
    first: "alles, met de App Store van de winkel",
    withdraw: "Toegang intrekken",
    has_password: |email| {
        format!(
            "Iemand koos hier een eigen aanmelding: met {email} en een wachtwoord gaat het ook zonder de App Store."
        )
    },
    take_password: "Wachtwoord weghalen",
    by_app_store: "Weghalen kan wie vanuit de App Store binnenkomt.",
    invited: "Uitgenodigd",
    until: |day| format!("de uitnodiging geldt tot {day}"),
    take_back: "Uitnodiging intrekken",
    invite: "Iemand uitnodigen",
    invite_hint: "U krijgt een link om zelf door te geven. De link werkt één keer, binnen zeven dagen.",
    who: "Naam van wie u uitnodigt",
    as_reader: "Mag alleen kijken",
    as_owner: "Mag alles",
    as_owner_hint: "Ook om twee winkels van uzelf bij elkaar te zien: meld u aan bij uw andere winkel en open de link daar.",
    make: "Link maken",
    no_name: "Vul een naam in.",
    too_many: "Er staan al twintig uitnodigingen open. Trek er eerst een in.",
    link: |name| format!("Geef deze link aan {name}:"),
    link_hint: "De link is alleen nu te zien. Wie haar het eerst opent, heeft de toegang: stuur haar dus naar niemand anders.",
    come_title: |shop| format!("{shop} nodigt u uit"),
    come_reader: "U kunt meekijken: u ziet alle bestellingen en afsluitingen, en kunt niets veranderen.",
    come_owner: "U kunt alles doen wat de winkelier ook kan.",
    come_new: "Binnengaan",
    come_own: |name| format!("Toevoegen aan {name}"),
    come_own_hint: "U bent al aangemeld. Voegt u deze winkel toe, dan ziet u voortaan beide op één plek; anders gaat u met een nieuw account binnen.",
    come_already: |name| {
        format!(
            "U bent aangemeld als {name} en ziet deze winkel al. De link is bedoeld voor iemand anders; gaat u hier binnen, dan is zij gebruikt."
        )
    },
    over: "Deze uitnodiging werkt niet meer",
    over_hint: "Een uitnodiging werkt één keer, binnen zeven dagen. Vraag de winkelier om een nieuwe.",
};

pub(super) const EN: PeopleTexts = PeopleTexts {
    tab: "Access",
    title: "Who may look in",
    lead: "Whoever may only look, such as an accountant, sees all pages and can change nothing.",
    none: "Nobody yet, except those who run this service.",
    may: "May",
    since: "since",
    reader: "only look",
    owner: "do everything",
    first: "do everything, by the App Store of the shop",
    withdraw: "Withdraw access",
    has_password: |email| {
        format!(
            "Somebody chose a sign-in here: {email} and a password open it without the App Store too."
        )
    },
    take_password: "Take the password away",
    by_app_store: "Whoever comes in from the App Store can take it away.",
    invited: "Invited",
    until: |day| format!("the invitation is good until {day}"),
    take_back: "Withdraw invitation",
    invite: "Invite somebody",
    invite_hint: "You get a link to pass on yourself. It works once, within seven days.",
    who: "Name of the one you invite",
    as_reader: "May only look",
    as_owner: "May do everything",
    as_owner_hint: "Also to see two shops of your own together: sign in to your other shop and open the link there.",
    make: "Make the link",
    no_name: "Fill in a name.",
    too_many: "Twenty invitations are open already. Take one back first.",
    link: |name| format!("Give this link to {name}:"),
    link_hint: "The link is shown only now. Whoever opens it first has the access, so send it to nobody else.",
    come_title: |shop| format!("{shop} invites you"),
    come_reader: "You can look in: you see all orders and closings, and can change nothing.",
    come_owner: "You can do everything that the shopkeeper can.",
    come_new: "Come in",
    come_own: |name| format!("Add to {name}"),
    come_own_hint: "You are signed in already. If you add this shop, you see both in one place from now on; otherwise you come in with a new account.",
    come_already: |name| {
        format!(
            "You are signed in as {name} and see this shop already. The link is meant for somebody else; if you come in here, it is used."
        )
    },
    over: "This invitation no longer works",
    over_hint: "An invitation works once, within seven days. Ask the shopkeeper for a new one.",
};
