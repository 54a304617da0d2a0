//! Settings for the sandbox's administration: everything that its everyday shop needs.

use sandbox::books::Books;

const OSS: [(&str, &str, &str); 7] = [
    ("DE", "19", "OSS Duitsland 19%"),
    ("DE", "7", "OSS Duitsland 7%"),
    ("BE", "21", "OSS België 21%"),
    ("BE", "6", "OSS België 6%"),
    ("FR", "20", "OSS Frankrijk 20%"),
    ("FR", "5.5", "OSS Frankrijk 5,5%"),
    ("AT", "20", "OSS Oostenrijk 20%"),
];

const WITHOUT: [(&str, &str); 5] = [
    ("eu-business", "Intracommunautaire levering 0%"),
    ("export", "Export buiten EU 0%"),
    ("exempt", "Btw vrijgesteld"),
    ("deposit", "Geen btw"),
    ("platform", "Platformverkoop"),
];

pub(crate) fn toml(books: &Books, history: &str) -> String {
    let account = |name: &str| books.account(name).unwrap();
    let mut text = format!(
        "[orders]\nhistory = \"{history}\"\n[ledger]\nrevenue = \"{}\"\nshipping = \"{}\"\n\
         payment_costs = \"{}\"\ndiscounts = \"{}\"\ndeposits = \"{}\"\n[payment]\nclearing = \"{}\"\n",
        account("Omzet"),
        account("Verzendopbrengsten"),
        account("Betaalkosten doorberekend"),
        account("Kortingen"),
        account("Statiegeld"),
        account("Tussenrekening CCV Pay"),
    );
    let mut entry = |case: &str, more: &str, name: &str| {
        let tax_rate = books.tax_rate(name).unwrap();
        let lines =
            ["[[vat]]", &format!("case = \"{case}\""), more, &format!("tax_rate = \"{tax_rate}\"")];
        text.push_str(&lines.join("\n"));
        text.push('\n');
    };
    for percentage in ["21", "9", "0"] {
        entry("domestic", &format!("percentage = \"{percentage}\""), &format!("{percentage}% btw"));
    }
    for (country, percentage, name) in OSS {
        let more = format!("country = \"{country}\"\npercentage = \"{percentage}\"");
        entry("oss", &more, name);
    }
    for (case, name) in WITHOUT {
        entry(case, "", name);
    }
    text
}
