//! What a shop sells with, for a proposal of its settings.

use bookkeeping::Percentage;
use bookkeeping::settings::Offer;
use ccvshop::{GeozoneCountry, Paymethod};

/// The countries with their rates, and the payment methods. A country or percentage that cannot be
/// read is left out: a proposal is looked at by a person, and what is missing books nothing.
pub fn offer(countries: &[GeozoneCountry], methods: &[Paymethod]) -> Offer {
    let rates = countries.iter().flat_map(|country| {
        let code = country.code.parse().ok();
        let tariffs = country.tariffs.iter().flatten();
        tariffs
            .filter_map(move |tariff| Some((code?, tariff.percentage.and_then(Percentage::new)?)))
    });
    let name = |method: &Paymethod| {
        let own = if method.label.is_empty() { &method.combined_name } else { &method.label };
        (method.id, own.clone())
    };
    let mut rates: Vec<_> = rates.collect();
    rates.sort_unstable();
    rates.dedup();
    Offer { rates, payment_methods: methods.iter().map(name).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_and_methods_as_the_shop_gives_them() {
        let countries: Vec<GeozoneCountry> = serde_json::from_str(
            r#"[{"code": "DE", "tariffs": [{"type": "normal", "percentage": 19},
                 {"type": "low a", "percentage": 7}, {"type": "low b", "percentage": 7.0},
                 {"type": "odd", "percentage": 190}, {"type": "odd", "percentage": null}]},
                {"code": "be", "tariffs": [{"type": "low a", "percentage": 6}]},
                {"code": "Overig", "tariffs": [{"type": "normal", "percentage": 21}]},
                {"code": "CH", "tariffs": null}]"#,
        )
        .unwrap();
        let methods: Vec<Paymethod> = serde_json::from_str(
            r#"[{"id": 12, "combined_name": "BankTransfer", "label": "Vooraf overmaken"},
                {"id": 3, "combined_name": "Ideal", "label": ""}]"#,
        )
        .unwrap();
        let offer = offer(&countries, &methods);
        let rates: Vec<String> =
            offer.rates.iter().map(|(country, own)| format!("{country} {own}")).collect();
        assert_eq!(rates, ["BE 6", "DE 7", "DE 19"]);
        let names = [(12, "Vooraf overmaken".to_owned()), (3, "Ideal".to_owned())];
        assert_eq!(offer.payment_methods, names);
    }
}
