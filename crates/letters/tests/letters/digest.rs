//! Hundreds of orders in a letter that can be read.

use bookkeeping::Language;

use crate::sample::{cause, letter, orders};

#[test]
fn five_hundred_orders_are_one_readable_letter() {
    let causes = vec![
        cause("‘EU-consument in Frankrijk, 20%’: geen btw-tarief gekozen", 312),
        cause("de optelsom klopt niet", 150),
        cause("een andere valuta dan de administratie", 37),
        cause("onleesbaar", 1),
    ];
    let own = letter(&orders(causes), "Fietsen", Language::Nl);
    assert_eq!(own.subject, "Fietsen: 500 bestellingen wachten op een beslissing");
    let lines: Vec<&str> = own.text.lines().collect();
    assert!(lines.len() < 100, "{}", own.text);
    assert!(own.text.len() < 6_000 && own.html.len() < 12_000, "{}", own.text);
    for part in [
        "312 bestellingen: ‘EU-consument in Frankrijk, 20%’: geen btw-tarief\ngekozen\n---",
        "- W4, €\u{a0}1.234,50\n  https://books.example/c/1/orders/7\n- en nog 308\n",
        "- W4, €\u{a0}1.234,50\n  https://books.example/c/1/orders/7\n- en nog 146\n",
        "1 bestelling: onleesbaar\n------------------------\n",
        "Naar alle bestellingen die wachten:\nhttps://books.example/c/1/orders?state=attention\n",
    ] {
        assert!(own.text.contains(part), "'{part}' in '{}'", own.text);
    }
    assert!(!own.text.contains("W5"), "the first of each are enough");
}

#[test]
fn of_many_causes_the_smallest_are_told_together() {
    let causes = (1..=20).rev().map(|number| cause("why", number)).collect();
    let own = letter(&orders(causes), "Fietsen", Language::En);
    assert!(own.text.contains("210 orders of Fietsen wait"));
    assert!(own.text.contains("For 12 reasons more: 78 orders."), "{}", own.text);
}
