//! The two pages that an accountant reads, written from the files.

use std::fmt::Write as _;

use serde_json::Value;

use super::example::Example;

const FRONT: &str = "# Voorbeelden: van bestelling naar boeking

Elk voorbeeld is een bestelling zoals CCV Shop haar geeft (of een creditfactuur, een wijziging na het
boeken, of de bestellingen van een dag), met de boeking die erbij hoort en de berekening daarvan. De
computer boekt ze bij elke wijziging van het programma opnieuw en rekent elke som na
(`crates/trials/tests/worked`). Alles achter elkaar, met regels en berekening, staat in
[uitgewerkt.md](uitgewerkt.md); de koppeling waarmee geboekt is in [settings.toml](settings.toml).

*Each example is an order as CCV Shop tells it, with the booking that is expected and its calculation,
in Dutch, for the accountant. All are run as a test.*

* Btw staat in het bedrag: bedrag × tarief / (100 + tarief), rekenkundig op de cent afgerond.
* Wat in een bestelling niet genoemd is, is nul, nee of leeg.
* **Lezing** is hoe de bedragen van de winkel te begrijpen waren (`hypothesis`): `plain` als er niets
  te raden viel.
* Een eigen bestelling nakijken kan met `sluitend preview --order BESTELLING --rows REGELS --settings
  INSTELLINGEN`; het deel `order` en het deel `rows` van een voorbeeld zijn zulke bestanden.

Een voorbeeld toevoegen: een bestand in deze map met een eigen nummer, en daarna
`WRITE_PAGES=1 cargo nextest run -p trials --test worked`, dat deze twee bladzijden schrijft.
";

/// The list of all examples.
pub(super) fn index(examples: &[Example]) -> String {
    let mut page = FRONT.to_owned();
    let mut group = "";
    for example in examples {
        if example.text("group") != group {
            group = example.text("group");
            write!(page, "\n## {group}\n\n").unwrap();
            page.push_str("| nr | wat het laat zien | totaal | btw | uitkomst |\n");
            page.push_str("| --- | --- | ---: | ---: | --- |\n");
        }
        let (total, vat) = totals(example);
        writeln!(
            page,
            "| [{:03}]({}) | **{}.** {} | {total} | {vat} | {} |",
            example.number(),
            example.name(),
            example.title(),
            example.text("shows"),
            outcome(example)
        )
        .unwrap();
    }
    page
}

/// All examples in full.
pub(super) fn full(examples: &[Example]) -> String {
    let mut page =
        "# Voorbeelden, uitgewerkt\n\nDe lijst staat in [README.md](README.md).\n".to_owned();
    for example in examples {
        write!(page, "\n## {:03} {}\n\n", example.number(), example.title()).unwrap();
        writeln!(page, "{}\n", example.text("shows")).unwrap();
        for (what, order) in told_by_the_shop(example) {
            let (total, vat) = (amount(&order["total_price"]), amount(&order["total_tax"]));
            writeln!(page, "{what}: totaal {total}, btw {vat}.\n").unwrap();
        }
        let bookings = example.bookings();
        if bookings.is_empty() || example.kind() == "edit" {
            writeln!(page, "**{}**\n", outcome(example)).unwrap();
        }
        for own in bookings {
            booking(&mut page, own);
        }
        page.push_str("Berekening:\n\n");
        for line in example.calculation() {
            writeln!(page, "* {line}").unwrap();
        }
    }
    page
}

/// What the shop says, by what says it.
fn told_by_the_shop(example: &Example) -> Vec<(String, Value)> {
    let mut told = Vec::new();
    for own in example.file["orders"].as_array().into_iter().flatten() {
        let number = own["order"]["ordernumber_full"].as_str().unwrap_or_default();
        told.push((format!("Bestelling {number}"), own["order"].clone()));
    }
    if example.kind() != "day" {
        told.push(("De winkel".to_owned(), example.file["order"].clone()));
    }
    if example.file.get("part").is_some() {
        told.push(("De creditfactuur".to_owned(), example.laid_over("part")));
    }
    if example.kind() == "edit" {
        told.push(("De winkel daarna".to_owned(), example.laid_over("now")));
    }
    told
}

fn booking(page: &mut String, expected: &Value) {
    let list = |member: &str| expected[member].as_array().cloned().unwrap_or_default();
    page.push_str("| aantal | omschrijving | prijs | bedrag | tarief | grootboek |\n");
    page.push_str("| ---: | --- | ---: | ---: | --- | --- |\n");
    for line in list("lines") {
        let text = |member: &str| line[member].as_str().unwrap_or_default().to_owned();
        writeln!(
            page,
            "| {} | {} | {} | {} | {} | {} |",
            text("quantity").replace('.', ","),
            text("description"),
            amount(&line["price"]),
            amount(&line["total"]),
            text("tax_rate"),
            text("ledger")
        )
        .unwrap();
    }
    page.push('\n');
    for row in list("vat") {
        let (net, vat) = (amount(&row["net"]), amount(&row["vat"]));
        writeln!(page, "* {}: {net} + {vat} btw", supply(&row)).unwrap();
    }
    let text = |member: &str| expected[member].as_str().unwrap_or_default();
    let payment = &expected["payment"];
    let paid = match payment["price"].as_str() {
        Some(_) => format!(
            "betaling {} op {}",
            amount(&payment["price"]),
            payment["clearing"].as_str().unwrap_or("geen rekening")
        ),
        None => "geen betaling".to_owned(),
    };
    let (total, vat) = (amount(&expected["total"]), amount(&expected["vat_total"]));
    for warning in list("warnings") {
        writeln!(page, "* let op: `{}`", warning["warning"].as_str().unwrap_or_default()).unwrap();
    }
    writeln!(
        page,
        "* **Factuur {} van {}: {total}, waarin {vat} btw**; {paid}; lezing `{}`\n",
        text("reference"),
        text("date"),
        text("hypothesis")
    )
    .unwrap();
}

fn totals(example: &Example) -> (String, String) {
    let all = |member: &str| {
        let each: Vec<String> = example.bookings().iter().map(|own| amount(&own[member])).collect();
        if each.is_empty() { "–".to_owned() } else { each.join(" en ") }
    };
    (all("total"), all("vat_total"))
}

fn outcome(example: &Example) -> String {
    let expected = example.expected();
    if let Some(code) = expected["refused"].as_str() {
        return format!(
            "geweigerd (`{code}`): {}",
            expected["message"].as_str().unwrap_or_default()
        );
    }
    match (example.kind(), expected["code"].as_str()) {
        ("edit", Some(code)) => {
            return format!(
                "gewijzigd (`{code}`): {}",
                expected["message"].as_str().unwrap_or_default()
            );
        }
        ("edit", None) => return "niets te boeken".to_owned(),
        ("day", _) => return day(example),
        _ => {}
    }
    let rows = expected["vat"].as_array().cloned().unwrap_or_default();
    let supplies: Vec<String> = rows.iter().map(supply).collect();
    format!("geboekt: {}", supplies.join(", "))
}

/// How many invoices a day becomes, and what is booked by itself.
fn day(example: &Example) -> String {
    let invoices = match example.bookings().len() {
        1 => "1 dagfactuur".to_owned(),
        many => format!("{many} dagfacturen"),
    };
    let alone = example.expected()["alone"].as_array().into_iter().flatten();
    let alone: Vec<&str> = alone.filter_map(Value::as_str).collect();
    if alone.is_empty() {
        return invoices;
    }
    format!("{invoices}; {} apart", alone.join(", "))
}

/// What was supplied, in Dutch.
fn supply(row: &Value) -> String {
    let text = |member: &str| row[member].as_str().unwrap_or_default();
    let percentage = text("percentage").replace('.', ",");
    let country = text("country");
    match text("case") {
        "domestic" if country == "NL" => format!("binnenland {percentage} %"),
        "domestic" => format!("binnenland {percentage} % (naar {country})"),
        "oss" => format!("OSS {country} {percentage} %"),
        "eu-business" => format!("intracommunautair {country}"),
        "export" => format!("export {country}"),
        "exempt" => "vrijgesteld".to_owned(),
        "deposit" => "statiegeld of borg".to_owned(),
        "platform" => "platform".to_owned(),
        "margin" => "margeregeling".to_owned(),
        other => format!("{other} {percentage} %"),
    }
}

/// An amount with a comma and two decimals.
fn amount(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let (whole, cents) = text.split_once('.').unwrap_or((&text, ""));
    format!("{whole},{cents:0<2}").replace('-', "−")
}
