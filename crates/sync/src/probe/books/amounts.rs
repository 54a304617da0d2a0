//! What Moneybird makes of amounts.

use bookkeeping::{Language, Money};
use moneybird::{Invoice, probe};
use rust_decimal::Decimal;

use super::ended::Ended;
use super::papers::Papers;
use crate::fault::{Halt, say};
use crate::probe::{Answer, Finding, Probe, Question, Rounding};

/// Two lines of one price whose VAT tells how it is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Telling {
    price: Money,
    per_rate: Money,
    per_line: Money,
}

impl Probe {
    /// VAT of prices with and without it; an administration may round either.
    pub(in crate::probe) async fn rounding(&mut self) -> Result<Vec<Finding>, Halt> {
        let language = self.service.language();
        let papers = self.papers()?;
        let percentage = papers.rate.percentage.unwrap_or_default();
        let (Some(within), Some(on_top)) = (telling(percentage, true), telling(percentage, false))
        else {
            let why = say(
                language,
                "De administratie heeft geen tarief waaraan het te zien is.",
                "The administration has no rate that would show it.",
            );
            return Ok(vec![self.finding(Question::VatRounding, Answer::NotAsked, why)]);
        };
        let incl = booked(papers, within, true).await?;
        let excl = booked(papers, on_top, false).await?;
        let (incl, excl) = match (incl, excl) {
            (Ended::Done(incl), Ended::Done(excl)) => (incl, excl),
            (Ended::Done(_), other) | (other, _) => {
                let (_, seen) = other.answer();
                return Ok(vec![self.finding(Question::VatRounding, Answer::Unclear, seen)]);
            }
        };
        let [rate, line] = match language {
            Language::Nl => ["per tarief", "per regel"],
            Language::En => ["per rate", "per line"],
        };
        let figures = |telling: Telling, invoice: &Invoice, kind: &str| {
            let Telling { price, per_rate, per_line } = telling;
            let vat = vat(invoice);
            format!("2 × {price} {kind}: {vat} ({rate} {per_rate}, {line} {per_line})")
        };
        let (seen, more) = (figures(within, &incl, "incl."), figures(on_top, &excl, "excl."));
        let seen = format!("{seen}; {more}");
        let answer = match (read(within, &incl), read(on_top, &excl)) {
            (Some(Rounding::PerRate), Some(Rounding::PerRate)) => Answer::PerRate,
            (Some(Rounding::PerLine), Some(Rounding::PerLine)) => Answer::PerLine,
            _ => Answer::Unclear,
        };
        // All that is booked includes VAT, so that way counts.
        self.known.rounding = read(within, &incl);
        let total = within.price + within.price;
        let kept = incl.total_price_incl_tax == total.decimal();
        let kept_answer = if kept { Answer::Kept } else { Answer::Unclear };
        let totals = format!("{total} → {}", incl.total_price_incl_tax);
        Ok(vec![
            self.finding(Question::VatRounding, answer, seen),
            self.finding(Question::InclusiveTotal, kept_answer, totals),
        ])
    }

    pub(in crate::probe) async fn decimals(&mut self) -> Result<Vec<Finding>, Halt> {
        let price = Decimal::new(1_005, 3);
        let papers = self.papers()?;
        let draft = papers.draft(&[Decimal::ONE], true)?;
        let made = papers.create_wrong(&draft, &probe::Breach::Price(price)).await?;
        let (answer, seen) = match &made {
            Ended::Done(invoice) => match invoice.details.first().map(|line| line.price) {
                Some(kept) if kept == price => (Answer::Kept, format!("{price} → {kept}")),
                Some(kept) if (kept - price).abs() < Money::CENT.decimal() => {
                    (Answer::Rounded, format!("{price} → {kept}"))
                }
                other => (Answer::Unclear, format!("{price} → {other:?}")),
            },
            other => other.answer(),
        };
        Ok(vec![self.finding(Question::PriceDecimals, answer, seen)])
    }
}

async fn booked(papers: &mut Papers, telling: Telling, incl: bool) -> Result<Ended<Invoice>, Halt> {
    let price = telling.price.decimal();
    let draft = papers.draft(&[price, price], incl)?;
    papers.create(&draft).await
}

fn vat(invoice: &Invoice) -> Decimal {
    invoice.tax_totals.iter().map(|total| total.tax_amount).sum()
}

fn read(telling: Telling, invoice: &Invoice) -> Option<Rounding> {
    match vat(invoice) {
        vat if vat == telling.per_rate.decimal() => Some(Rounding::PerRate),
        vat if vat == telling.per_line.decimal() => Some(Rounding::PerLine),
        _ => None,
    }
}

/// The smallest price above one euro at which both ways differ for two lines.
fn telling(percentage: Decimal, incl: bool) -> Option<Telling> {
    let vat = |amount: Money| {
        if incl {
            amount.vat_inside(percentage)
        } else {
            Money::round(amount.decimal() * percentage / Decimal::ONE_HUNDRED)
        }
    };
    (100..200).find_map(|cents| {
        let price = Money::round(Decimal::new(cents, 2));
        let per_line = vat(price) + vat(price);
        let per_rate = vat(price + price);
        (per_line != per_rate).then_some(Telling { price, per_rate, per_line })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_telling_price_for_every_dutch_rate_but_zero() {
        for percentage in [21, 9] {
            for incl in [true, false] {
                let found = telling(Decimal::from(percentage), incl).unwrap();
                assert_eq!((found.per_rate - found.per_line).abs(), Money::CENT, "{percentage}");
            }
        }
        assert_eq!(telling(Decimal::ZERO, true), None);
    }

    #[test]
    fn it_is_the_price_that_one_finds_by_hand() {
        // 1.00 holds 0.17355… and 2.00 holds 0.34710…: 0.17 + 0.17 against 0.35.
        let money = |text: &str| Money::exact(text.parse().unwrap()).unwrap();
        let expected =
            Telling { price: money("1.00"), per_rate: money("0.35"), per_line: money("0.34") };
        assert_eq!(telling(Decimal::from(21), true), Some(expected));
    }
}
