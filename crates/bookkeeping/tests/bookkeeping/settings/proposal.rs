//! The settings proposed from an administration: what is certain, and nothing that is not.

use bookkeeping::settings::{Mismatch, Offer, propose, suggest};
use bookkeeping::{Administration, Language, LedgerAccount, Settings, VatCase};

use crate::support::{administration, country, dec};

/// The proposal for a shop that tells nothing.
fn suggested(administration: &Administration) -> String {
    suggest(administration, &Offer::default(), Language::En)
}

fn read(text: &str) -> Settings {
    Settings::parse(text).unwrap_or_else(|complaint| panic!("{complaint} in\n{text}"))
}

fn proposed(administration: &Administration) -> Settings {
    read(&suggested(administration))
}

/// A shop that states these percentages, and has two payment methods.
fn offer(rates: &[(&str, &str)]) -> Offer {
    Offer {
        rates: rates.iter().map(|(code, own)| (country(code), own.parse().unwrap())).collect(),
        payment_methods: vec![(3, "iDEAL".to_owned()), (12, "Vooraf\nbetalen".to_owned())],
    }
}

/// What stands between the line with this remark in it and the next empty line.
fn block<'a>(text: &'a str, remark: &str) -> &'a str {
    let at = text.find(remark).unwrap_or_else(|| panic!("'{remark}' is not in\n{text}"));
    text[at..].split("\n\n").next().unwrap()
}

fn mapped(settings: &Settings) -> Vec<String> {
    let entries = settings.vat.iter().map(|entry| {
        let of = entry.country.map_or_else(|| "-".to_owned(), |country| country.to_string());
        format!("{} {of} {} {}", entry.case, entry.percentage(), entry.tax_rate)
    });
    entries.collect()
}

#[test]
fn a_rate_is_chosen_where_only_one_can_be_meant() {
    let settings = proposed(&administration());
    assert_eq!(
        mapped(&settings),
        [
            "domestic - 21 nl21",
            "domestic - 9 nl9",
            "oss BE 21 be21",
            "oss DE 19 de19",
            "oss FR 5.5 fr5.5",
        ]
    );
    // Which of the accounts is for revenue is for a person to say; the rates all fit.
    assert_eq!(settings.check(&administration()), [Mismatch::NoRevenue]);
}

#[test]
fn of_two_rates_neither_is_chosen() {
    let mut two = administration();
    let mut twin = two.tax_rates[0].clone();
    twin.id = "nl21-too".to_owned();
    two.tax_rates.push(twin);
    let settings = proposed(&two);
    assert!(!mapped(&settings).iter().any(|entry| entry.starts_with("domestic - 21")));
    let text = suggested(&two);
    assert!(
        text.contains("# ? tax_rate = \"nl21\"") && text.contains("# ? tax_rate = \"nl21-too\"")
    );
    // One that is no longer active is no choice.
    two.tax_rates.last_mut().unwrap().active = false;
    assert_eq!(mapped(&proposed(&two))[0], "domestic - 21 nl21");
}

#[test]
fn rates_without_vat_wait_for_a_person() {
    let settings = proposed(&administration());
    assert!(settings.vat.iter().all(|entry| !entry.percentage().is_zero()));
    let text = suggested(&administration());
    for case in [VatCase::EuBusiness, VatCase::Export, VatCase::Exempt, VatCase::Deposit] {
        assert!(text.contains(&format!("# ? case = \"{case}\"")), "{case}");
    }
    // Taking away the marks of one case gives settings that are read.
    let (before, rest) = text.split_once("# ? [[vat]]\n# ? case = \"export\"\n").unwrap();
    let decided = format!(
        "{before}[[vat]]\ncase = \"export\"\ntax_rate = \"export0\"\n{}",
        rest.split_once("\n\n").unwrap().1
    );
    let last = Settings::parse(&decided).unwrap().vat.pop().unwrap();
    assert_eq!((last.case, last.tax_rate.as_str()), (VatCase::Export, "export0"));
}

#[test]
fn accounts_are_proposed_by_kind() {
    let mut few = administration();
    few.ledger_accounts.retain(|account| ["revenue", "deposits"].contains(&account.id.as_str()));
    few.ledger_accounts[1].kind = "current_liabilities".to_owned();
    assert_eq!(proposed(&few).ledger.revenue.as_deref(), Some("revenue"));
    assert!(suggested(&few).contains("# ? deposits = \"deposits\""));
    let mut named = administration();
    named.ledger_accounts[5].name = "Omzet".to_owned();
    assert_eq!(proposed(&named).ledger.revenue.as_deref(), Some("eu-revenue"));
    named.ledger_accounts[5].active = false;
    assert_eq!(proposed(&named).ledger.revenue, None);
}

/// An administration with these accounts: name, kind, and a document that may be booked on it.
fn with_accounts(all: &[(&str, &str, &str)]) -> Administration {
    let account = |(name, kind, document): &(&str, &str, &str)| LedgerAccount {
        id: name.to_lowercase(),
        name: (*name).to_owned(),
        kind: (*kind).to_owned(),
        active: true,
        allowed: vec![(*document).to_owned()],
    };
    Administration { ledger_accounts: all.iter().map(account).collect(), ..administration() }
}

const OF_A_SHOP: [(&str, &str, &str); 8] = [
    ("Omzet", "revenue", "sales_invoice"),
    ("Verzendopbrengsten", "revenue", "sales_invoice"),
    ("Verzendkosten", "expenses", "purchase_invoice"),
    ("Betaalkosten doorberekend", "revenue", "sales_invoice"),
    ("Kortingen", "revenue", "sales_invoice"),
    ("Statiegeld", "current_liabilities", "sales_invoice"),
    ("Borg", "current_liabilities", "sales_invoice"),
    ("Tussenrekening webshop", "current_assets", "payment"),
];

#[test]
fn accounts_are_proposed_by_a_name_that_clearly_means_it() {
    let own = with_accounts(&OF_A_SHOP);
    let settings = proposed(&own);
    let ledger = &settings.ledger;
    let chosen = [
        &ledger.revenue,
        &ledger.shipping,
        &ledger.payment_costs,
        &ledger.discounts,
        &ledger.deposits,
    ];
    let names =
        ["omzet", "verzendopbrengsten", "betaalkosten doorberekend", "kortingen", "statiegeld"];
    assert_eq!(chosen.map(|own| own.as_deref().unwrap_or_default()), names);
    assert_eq!(settings.payment.clearing.as_deref(), Some("tussenrekening webshop"));
    assert_eq!(settings.check(&own), []);
    // Of VAT nothing is guessed by a name, whatever accounts there are.
    assert_eq!(mapped(&settings), mapped(&proposed(&administration())));
    let text = suggested(&own);
    let reason =
        "# shipping: the only active account whose name says so; see whether that is right\n";
    let line = "shipping = \"verzendopbrengsten\"  # Verzendopbrengsten\n";
    assert!(text.contains(&format!("{reason}{line}")), "{text}");
}

#[test]
fn what_a_name_leaves_open_stays_open() {
    for (at, account, key) in [
        // A second one; one that is gone; one of another kind; one for other documents.
        (1, Some(("Verzendkosten webshop", "revenue", "sales_invoice")), "shipping"),
        (4, None, "discounts"),
        (5, Some(("Statiegeld", "current_assets", "sales_invoice")), "deposits"),
        (7, Some(("Tussenrekening webshop", "current_assets", "general_journal")), "clearing"),
    ] {
        let mut all = OF_A_SHOP.to_vec();
        match (account, key) {
            (Some(account), "shipping") => all.push(account),
            (Some(account), _) => all[at] = account,
            (None, _) => {}
        }
        let mut own = with_accounts(&all);
        own.ledger_accounts[at].active = account.is_some();
        let text = suggested(&own);
        assert!(text.contains(&format!("\n# ? {key} = \"")), "{key} in {text}");
        assert!(!text.contains(&format!("\n{key} = ")), "{key} in {text}");
    }
}

#[test]
fn a_clearing_account_is_left_open_where_some_is_paid_at_the_bank() {
    let own = with_accounts(&OF_A_SHOP);
    let of = |name: &str| {
        let methods = vec![(3, "iDEAL".to_owned()), (12, name.to_owned())];
        suggest(&own, &Offer { payment_methods: methods, ..Offer::default() }, Language::En)
    };
    assert_eq!(read(&of("PayPal")).payment.clearing.as_deref(), Some("tussenrekening webshop"));
    let text = of("Vooraf overmaken");
    assert_eq!(read(&text).payment.clearing, None);
    let remark = "# what is paid by 'Vooraf overmaken' may not arrive on this clearing account\n";
    assert!(text.contains(remark) && text.contains("\n# ? clearing = \"tussenrekening webshop\""));
}

#[test]
fn a_provider_s_account_is_proposed_for_its_own_payment_methods() {
    let mut all = OF_A_SHOP.to_vec();
    all[7] = ("PayPal", "current_assets", "payment");
    let own = with_accounts(&all);
    let of = |names: &[&str]| {
        let methods = (3..).zip(names.iter().map(|own| (*own).to_owned())).collect();
        propose(&own, &Offer { payment_methods: methods, ..Offer::default() }, Language::En)
    };
    // What is paid by iDEAL does not arrive there.
    let both = of(&["iDEAL", "PayPal"]);
    let payment = read(&both.text).payment;
    assert_eq!(payment.clearing, None, "{}", both.text);
    assert_eq!(payment.methods, [("4".to_owned(), "paypal".to_owned())].into());
    assert!(
        both.text.contains("\n# ? \"3\" = \"\"  # iDEAL\n\"4\" = \"paypal\"  # PayPal: PayPal\n")
    );
    let by_name = ["revenue", "shipping", "payment_costs", "discounts", "deposits", "methods.4"];
    assert_eq!(both.by_name, by_name);
    let one = of(&["PayPal"]);
    let payment = read(&one.text).payment;
    assert_eq!((payment.clearing.as_deref(), payment.methods.len()), (Some("paypal"), 0));
    assert_eq!(one.by_name.last().map(String::as_str), Some("clearing"));
}

#[test]
fn names_that_a_person_typed_break_nothing() {
    let mut odd = administration();
    odd.tax_rates[0].name = "21%\n[[vat]] \"\u{0}\r\t# ' \\".to_owned();
    odd.tax_rates[0].country = Some(country("NL"));
    odd.tax_rates[1].percentage = Some(dec("9.00"));
    odd.ledger_accounts[0].name = "Omzet\n\"x\"\u{85}\u{2028}".to_owned();
    assert_eq!(mapped(&proposed(&odd)), mapped(&proposed(&administration())));
    let nothing =
        Administration { tax_rates: Vec::new(), ledger_accounts: Vec::new(), ..administration() };
    assert_eq!(proposed(&nothing), Settings::default());
}

#[test]
fn a_rate_that_the_shop_charges_says_so() {
    let offer = offer(&[("NL", "21"), ("NL", "0"), ("DE", "19")]);
    let text = suggest(&administration(), &offer, Language::En);
    let mapping = mapped(&read(&text));
    assert_eq!(mapping, mapped(&proposed(&administration())));
    for (remark, line) in [
        ("the shop charges 21 % in NL, and one active rate is NL 21 %", "tax_rate = \"nl21\""),
        ("one active rate is NL 9 %; the shop does not charge it now", "tax_rate = \"nl9\""),
        ("the shop charges 19 % in DE, and one active rate is DE 19 %", "tax_rate = \"de19\""),
        ("one active rate is BE 21 %; the shop states no rates for BE", "tax_rate = \"be21\""),
    ] {
        assert!(block(&text, remark).contains(&format!("\n{line}")), "{remark} in\n{text}");
    }
}

#[test]
fn what_the_administration_has_no_rate_for_is_named_and_not_filled_in() {
    let all = [
        ("AT", "20"),
        ("AT", "10"),
        ("SE", "25"),
        ("ES", "21"),
        ("DE", "19"),
        ("CH", "8.1"),
        ("US", "0"),
        ("NL", "13"),
    ];
    let text = suggest(&administration(), &offer(&all), Language::En);
    let settings = read(&text);
    let named = ["AT", "SE", "ES", "CH", "US"].map(country);
    assert!(settings.vat.iter().all(|entry| !named.iter().any(|own| entry.country == Some(*own))));
    let switch_on = block(&text, "VAT of other member states for which the");
    assert!(switch_on.ends_with("#   AT: 20, 10 %\n#   SE: 25 %"), "{switch_on}");
    let at_home = block(&text, "a percentage there that holds at home too");
    assert!(at_home.contains("59c") && at_home.ends_with("#   ES: 21 %"), "{at_home}");
    let outside = block(&text, "charges VAT on goods that leave the EU");
    assert!(outside.ends_with("#   CH: 8.1 %"), "{outside}");
    assert!(text.contains("# the shop delivers outside the EU: CH, US\n"), "{text}");
    let missing = block(&text, "the shop charges 13 % in NL, but no active rate has it");
    assert!(missing.contains("# ? percentage = \"13\"\n# ? tax_rate = \"\""), "{missing}");
}

#[test]
fn an_oss_rate_that_is_a_rate_at_home_too_says_when_it_is_wrong() {
    let text = suggest(&administration(), &offer(&[("BE", "21"), ("DE", "19")]), Language::En);
    let blocks: Vec<&str> =
        text.split("\n\n").filter(|own| own.contains("is a rate at home too")).collect();
    assert_eq!(blocks.len(), 1, "{text}");
    assert!(blocks[0].ends_with("tax_rate = \"be21\"  # 21% btw"), "{}", blocks[0]);
}

#[test]
fn what_the_administration_has_no_account_for_is_named() {
    let none = Administration { ledger_accounts: Vec::new(), ..administration() };
    let text = suggested(&none);
    for key in ["shipping", "payment_costs", "discounts", "deposits", "clearing"] {
        assert!(
            text.contains(&format!("\n# ? {key} = \"\"  # the administration has none")),
            "{key}"
        );
    }
    assert!(text.contains("there is no active revenue account"), "{text}");
}

#[test]
fn payment_methods_wait_with_their_names() {
    let text = suggest(&administration(), &offer(&[]), Language::En);
    assert_eq!(read(&text).payment.methods.len(), 0);
    let waiting =
        "# ? [payment.methods]\n# ? \"3\" = \"\"  # iDEAL\n# ? \"12\" = \"\"  # Voorafbetalen\n";
    assert!(text.contains(waiting), "{text}");
    // A choice is made by taking the marks away.
    let chosen = text
        .replace("# ? [payment.methods]", "[payment.methods]")
        .replace("# ? \"3\" = \"\"", "\"3\" = \"psp\"");
    assert_eq!(read(&chosen).clearing_account(Some(3)), Some("psp"));
    let none = suggested(&administration());
    assert!(!none.contains("payment.methods"), "{none}");
}

#[test]
fn every_entry_has_its_reason() {
    let rates = [("NL", "21"), ("NL", "9"), ("DE", "19"), ("AT", "20")];
    let text = suggest(&administration(), &offer(&rates), Language::En);
    let lines: Vec<&str> = text.lines().collect();
    let entries = lines.iter().enumerate().filter(|(_, line)| line.ends_with("[[vat]]"));
    let entries: Vec<usize> = entries.map(|(at, _)| at).collect();
    assert!(entries.len() > 8, "{text}");
    for at in entries {
        let before = lines[at - 1];
        assert!(before.starts_with("# ") && !before.starts_with("# ?"), "{before}");
    }
    for line in lines.iter().filter(|line| line.contains(" = ") && !line.starts_with('#')) {
        let is_explained = line.contains("  # ")
            || ["case", "country", "percentage"].iter().any(|key| line.starts_with(key));
        assert!(is_explained, "{line}");
    }
}

#[test]
fn both_languages_propose_the_same() {
    let offer = offer(&[("NL", "21"), ("DE", "19"), ("AT", "20"), ("CH", "8.1"), ("ES", "21")]);
    let [dutch, english] =
        [Language::Nl, Language::En].map(|language| suggest(&administration(), &offer, language));
    assert_eq!(read(&dutch), read(&english));
    let content = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| !line.starts_with("# ") || line.starts_with("# ?"));
        lines.map(|line| line.split("  # ").next().unwrap().to_owned()).collect()
    };
    assert_eq!(content(&dutch), content(&english));
    let remarks = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| line.starts_with("# ") && !line.starts_with("# ?"));
        lines.filter(|line| !line.starts_with("#   ")).map(str::to_owned).collect()
    };
    let (dutch, english) = (remarks(&dutch), remarks(&english));
    let same: Vec<&String> = dutch.iter().filter(|line| english.contains(line)).collect();
    assert!(same.is_empty(), "{same:?}");
    assert!(dutch.iter().chain(&english).all(|line| line.chars().count() <= 100));
}

#[test]
fn margin_goods_wait_for_their_products() {
    let text = suggested(&administration());
    let waiting = block(&text, "# ? [[goods]]");
    assert!(waiting.contains("# ? products = []\n# ? tax_rate = \"nl0\""), "{waiting}");
}

#[test]
fn which_orders_are_booked_is_proposed_too() {
    let text = suggested(&administration());
    let lines: Vec<&str> = text.lines().filter_map(|line| line.split("  # ").next()).collect();
    for line in ["[orders]", "statuses = [7]", "paid_only = true", "history = \"book-year\""] {
        assert!(lines.contains(&line), "{line} in\n{text}");
    }
}

#[test]
fn an_account_that_moneybird_does_not_allow_there_is_not_proposed() {
    for (allowed, proposes) in [("document_detail", false), ("sales_invoice", true)] {
        let mut few = administration();
        few.ledger_accounts.retain(|account| account.id == "revenue");
        few.ledger_accounts[0].allowed = vec![allowed.to_owned()];
        assert_eq!(proposed(&few).ledger.revenue.is_some(), proposes, "{allowed}");
    }
}

#[test]
fn what_the_shop_delivers_outside_the_union_is_named() {
    let offer = offer(&[("NL", "21"), ("DE", "19"), ("CH", "0"), ("NO", "0")]);
    let text = suggest(&administration(), &offer, Language::En);
    let remark = "# the shop delivers outside the EU: CH, NO\n";
    assert_eq!(text.matches(remark).count(), 1, "{text}");
    assert!(block(&text, remark).contains("\n# ? case = \"export\""), "{text}");
    let inside = self::offer(&[("NL", "21"), ("DE", "19")]);
    assert!(!suggest(&administration(), &inside, Language::En).contains("outside the EU:"));
}

#[test]
fn rates_of_other_countries_are_no_choice_for_what_has_no_vat() {
    let mut foreign = administration();
    let mut rate = foreign.tax_rates[2].clone();
    (rate.id, rate.country) = ("de0".to_owned(), Some(country("DE")));
    foreign.tax_rates.push(rate);
    let mut own = foreign.tax_rates[2].clone();
    (own.id, own.country) = ("own0".to_owned(), Some(country("NL")));
    foreign.tax_rates.push(own);
    let text = suggested(&foreign);
    let export = block(&text, "# ? case = \"export\"");
    assert!(export.contains("tax_rate = \"own0\"") && !export.contains("de0"), "{export}");
    assert!(!export.contains("percentage"), "{export}");
    let domestic = block(&text, "# ? case = \"domestic\"");
    assert!(domestic.contains("# ? percentage = \"0\""), "{domestic}");
}
