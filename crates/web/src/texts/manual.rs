//! What is said around the chapters of the manual, and where it is led to.

/// The manual, and whom one can ask.
#[derive(Debug)]
pub(crate) struct ManualTexts {
    pub(crate) title: &'static str,
    pub(crate) lead: &'static str,
    /// Where an explanation of something is, on a page that says it.
    pub(crate) explained: &'static str,
    /// The same beside one of many: what it is that is explained.
    pub(crate) explained_of: fn(&str) -> String,
    pub(crate) find: &'static str,
    pub(crate) find_button: &'static str,
    pub(crate) found: &'static str,
    pub(crate) nothing: fn(&str) -> String,
    pub(crate) nothing_hint: &'static str,
    /// In how many more places it was found; nothing where there are none.
    pub(crate) more: fn(usize) -> String,
    pub(crate) for_shopkeepers: &'static str,
    pub(crate) for_hosts: &'static str,
    pub(crate) on_this_page: &'static str,
    pub(crate) before: &'static str,
    pub(crate) next: &'static str,
    pub(crate) around: &'static str,
    /// Whom one can ask.
    pub(crate) help: &'static str,
    pub(crate) help_title: &'static str,
    pub(crate) help_lead: &'static str,
    pub(crate) foot: &'static str,
}

/// Nederlands.
pub(super) const NL: ManualTexts = ManualTexts {
    title: "Handleiding",
    lead: "Hoe Sluitend boekt, en wat u doet als het vraagt om een beslissing.",
    explained: "Uitleg in de handleiding",
    explained_of: |what| format!("Uitleg in de handleiding: {what}"),
    find: "Zoek in de handleiding",
    find_button: "Zoek",
    found: "Gevonden",
    nothing: |asked| format!("In de handleiding staat niets met ‘{asked}’."),
    nothing_hint: "Zoek met minder of met andere woorden, of kies hieronder een hoofdstuk.",
    more: |more| match more {
        0 => String::new(),
        1 => "En nog op één plaats. Met meer woorden vindt u minder.".to_owned(),
        more => format!("En nog op {more} plaatsen. Met meer woorden vindt u minder."),
    },
    for_shopkeepers: "Voor winkeliers en boekhouders",
    for_hosts: "Voor wie Sluitend draait",
    on_this_page: "In dit hoofdstuk",
    before: "Vorige:",
    next: "Volgende:",
    around: "Vorige en volgende hoofdstuk",
    help: "Hulp",
    help_title: "Wie u helpt",
    help_lead: "Komt u er niet uit, vraag het dan aan wie Sluitend voor u verzorgt:",
    foot: "Handleiding en hulp",
};

/// English.
pub(super) const EN: ManualTexts = ManualTexts {
    title: "Manual",
    lead: "How Sluitend books, and what you do when it asks for a decision.",
    explained: "Explained in the manual",
    explained_of: |what| format!("Explained in the manual: {what}"),
    find: "Search the manual",
    find_button: "Search",
    found: "Found",
    nothing: |asked| format!("The manual says nothing with ‘{asked}’."),
    nothing_hint: "Search with fewer or with other words, or choose a chapter below.",
    more: |more| match more {
        0 => String::new(),
        1 => "And in one more place. With more words you find less.".to_owned(),
        more => format!("And in {more} more places. With more words you find less."),
    },
    for_shopkeepers: "For shopkeepers and bookkeepers",
    for_hosts: "For whoever runs Sluitend",
    on_this_page: "In this chapter",
    before: "Previous:",
    next: "Next:",
    around: "Previous and next chapter",
    help: "Help",
    help_title: "Who helps you",
    help_lead: "If you cannot work it out, ask whoever runs Sluitend for you:",
    foot: "Manual and help",
};
