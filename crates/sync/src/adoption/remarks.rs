//! What an adoption leaves as it is, in sentences that the command line and the page have in common.

use bookkeeping::{Language, Money, said_number, said_orders};

use super::{AdoptionPreview, AdoptionSum};

impl AdoptionPreview {
    /// What is left as it is, a sentence each; `amount` writes an amount.
    pub fn remarks(&self, language: Language, amount: impl Fn(Money) -> String) -> Vec<String> {
        let unpaid = self.unpaid();
        let said = [
            unpaid_ones(unpaid, &amount(unpaid.total), language),
            in_another_currency(self.other_currency, language),
            left_alone(self.left_alone, language),
            unsold(self.unsold, language),
        ];
        said.into_iter().flatten().collect()
    }
}

fn unpaid_ones(sum: AdoptionSum, total: &str, language: Language) -> Option<String> {
    let (said, are) = (said_number(sum.orders, language), is_or_are(sum.orders, language));
    (sum.orders > 0).then(|| match language {
        Language::Nl => format!(
            "{said} van de facturen {are} in Moneybird niet of niet helemaal betaald, samen {total}. Daar blijft Sluitend af."
        ),
        Language::En => format!(
            "{said} of the invoices {are} not paid in Moneybird, or not in full: {total} in all. Sluitend leaves that alone."
        ),
    })
}

fn in_another_currency(orders: u64, language: Language) -> Option<String> {
    let said = said_orders(orders, language);
    (orders > 0).then(|| match language {
        Language::Nl => format!("In een andere munt, en niet in deze bedragen: {said}."),
        Language::En => format!("In another currency, and in none of these amounts: {said}."),
    })
}

fn left_alone(orders: u64, language: Language) -> Option<String> {
    let said = said_orders(orders, language);
    Some(match (language, orders) {
        (_, 0) => return None,
        (Language::Nl, 1) => {
            format!("{said} blijft zoals zij is: hier geboekt of terzijde gelegd.")
        }
        (Language::Nl, _) => {
            format!("{said} blijven zoals ze zijn: hier geboekt of terzijde gelegd.")
        }
        (Language::En, 1) => format!("{said} stays as it is: booked here, or set aside."),
        (Language::En, _) => format!("{said} stay as they are: booked here, or set aside."),
    })
}

fn unsold(orders: u64, language: Language) -> Option<String> {
    let (said, are) = (said_orders(orders, language), is_or_are(orders, language));
    Some(match (language, orders) {
        (_, 0) => return None,
        (Language::Nl, 1) => format!("{said} {are} niet verkocht en heeft geen factuur."),
        (Language::Nl, _) => format!("{said} {are} niet verkocht en hebben geen factuur."),
        (Language::En, 1) => format!("{said} {are} not sold and has no invoice."),
        (Language::En, _) => format!("{said} {are} not sold and have no invoice."),
    })
}

fn is_or_are(number: u64, language: Language) -> &'static str {
    match (language, number) {
        (_, 1) => "is",
        (Language::Nl, _) => "zijn",
        (Language::En, _) => "are",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_told_in_both_languages_and_what_is_not_there_is_not() {
        for (language, of_one, of_many) in [
            (
                Language::Nl,
                "1 bestelling is niet verkocht en heeft geen factuur.",
                "1.234 bestellingen zijn niet verkocht en hebben geen factuur.",
            ),
            (
                Language::En,
                "1 order is not sold and has no invoice.",
                "1,234 orders are not sold and have no invoice.",
            ),
        ] {
            assert_eq!(unsold(1, language).as_deref(), Some(of_one));
            assert_eq!(unsold(1_234, language).as_deref(), Some(of_many));
            let all = |orders| {
                let sum = AdoptionSum { orders, total: Money::ZERO };
                [
                    unpaid_ones(sum, "0.00", language),
                    in_another_currency(orders, language),
                    left_alone(orders, language),
                    unsold(orders, language),
                ]
            };
            assert_eq!(all(0), [None, None, None, None]);
            for (one, many) in all(1).into_iter().zip(all(2_000)) {
                let (one, many) = (one.unwrap(), many.unwrap());
                assert!(one.contains('1') && many.contains("000"), "{one} {many}");
                assert!(one.ends_with('.') && many.ends_with('.'), "{one} {many}");
            }
        }
    }
}
