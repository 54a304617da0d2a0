//! The chart of months, the shop's beside the books', as SVG that needs no script.

use bookkeeping::{Language, Money};

use super::amount;

/// Height of the drawing area, in its own units.
const HEIGHT: i64 = 160;

/// Width of a month.
const MONTH: i64 = 56;

/// Width of a bar.
const BAR: i64 = 18;

/// A month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bar {
    /// Its name, for a reader.
    pub(crate) name: String,
    /// Its first letters, under the bars.
    pub(crate) short: String,
    /// What the shop sold.
    pub(crate) shop: Money,
    /// What the books hold.
    pub(crate) books: Money,
}

/// A chart that is laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chart {
    pub(crate) width: i64,
    pub(crate) height: i64,
    pub(crate) base: i64,
    pub(crate) columns: Vec<Column>,
}

/// Where a month is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) title: String,
    pub(crate) short: String,
    pub(crate) middle: i64,
    pub(crate) shop: Block,
    pub(crate) books: Block,
}

/// A bar that is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) x: i64,
    pub(crate) y: i64,
    pub(crate) height: i64,
}

impl Chart {
    /// Lays out the months, oldest first. A month in which more went back than was sold is drawn as
    /// nothing; the table behind the chart has its amount.
    pub(crate) fn of(bars: &[Bar], language: Language) -> Self {
        let all = bars.iter().flat_map(|own| [own.shop, own.books]);
        let most = all.map(cents).max().unwrap_or_default().max(1);
        let columns = bars.iter().zip(0..).map(|(own, place)| {
            let left = place * MONTH;
            let middle = left + MONTH / 2;
            let block = |x: i64, money: Money| {
                let height = i64::try_from(cents(money) * i128::from(HEIGHT) / most);
                let height = height.unwrap_or_default();
                Block { x, y: HEIGHT - height, height }
            };
            Column {
                title: format!(
                    "{}: {} / {}",
                    own.name,
                    amount(own.shop, language),
                    amount(own.books, language)
                ),
                short: own.short.clone(),
                middle,
                shop: block(middle - BAR - 1, own.shop),
                books: block(middle + 1, own.books),
            }
        });
        let columns: Vec<Column> = columns.collect();
        let width = i64::try_from(bars.len()).unwrap_or_default() * MONTH;
        Self { width, height: HEIGHT + 24, base: HEIGHT, columns }
    }
}

/// An amount in cents, at least nothing.
fn cents(amount: Money) -> i128 {
    let mut exact = amount.decimal();
    exact.rescale(2);
    exact.mantissa().max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(shop: &str, books: &str) -> Bar {
        let money = |text: &str| Money::exact(text.parse().unwrap()).unwrap();
        Bar { name: "maart".into(), short: "mrt".into(), shop: money(shop), books: money(books) }
    }

    #[test]
    fn the_largest_fills_the_height_and_nothing_is_below_the_line() {
        let chart = Chart::of(&[bar("100.00", "50.00"), bar("-3.00", "0.00")], Language::Nl);
        let heights: Vec<i64> =
            chart.columns.iter().flat_map(|own| [own.shop.height, own.books.height]).collect();
        assert_eq!(heights, [HEIGHT, HEIGHT / 2, 0, 0]);
        assert_eq!(chart.columns[0].shop.y, 0);
        assert_eq!(chart.columns[0].title, "maart: 100,00 / 50,00");
    }

    #[test]
    fn no_months_and_months_without_sales_can_be_drawn() {
        assert_eq!(Chart::of(&[], Language::En).columns, []);
        assert_eq!(Chart::of(&[bar("0.00", "0.00")], Language::En).columns[0].shop.height, 0);
    }
}
