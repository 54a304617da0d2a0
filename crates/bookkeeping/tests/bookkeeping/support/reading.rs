//! An invoice as a person reads it, and what holds for every one.

use bookkeeping::{Invoice, Line, Money};
use rust_decimal::Decimal;

/// One text per line, per row of VAT, and one for the totals:
/// `2 x 5.00 = 10.00 domestic NL 21 revenue: Koffie`, `vat domestic NL 21: 8.26 + 1.74`,
/// `total 10.00 vat 1.74 plain`.
pub(crate) fn told(invoice: &Invoice) -> Vec<String> {
    let lines = invoice.lines.iter().map(|line| {
        format!(
            "{} x {} = {} {} {} {} {}: {}",
            line.quantity,
            line.price,
            line.total,
            line.case,
            line.country,
            line.percentage,
            line.ledger,
            line.description
        )
    });
    let vat = invoice.vat.iter().map(|row| {
        format!("vat {} {} {}: {} + {}", row.case, row.country, row.percentage, row.net, row.vat)
    });
    let totals =
        format!("total {} vat {} {}", invoice.total, invoice.vat_total, invoice.hypothesis);
    lines.chain(vat).chain([totals]).collect()
}

/// Whether quantity × price is the total, in whole numbers: decimals would round the product.
fn is_product(line: &Line) -> bool {
    let (quantity, price, total) = (line.quantity, line.price.decimal(), line.total.decimal());
    let scaled = |mantissa: i128, scale: u32| mantissa.checked_mul(10_i128.pow(scale));
    let product = quantity.mantissa().checked_mul(price.mantissa());
    let product = product.and_then(|product| scaled(product, total.scale()));
    product.is_some() && product == scaled(total.mantissa(), quantity.scale() + price.scale())
}

/// Lines add up to the total, each is its quantity times its price, VAT is inside the total and
/// adds up, and lines and rows of VAT are of the same cases.
pub(crate) fn assert_sound(invoice: &Invoice) {
    let sum: Decimal = invoice.lines.iter().map(|line| line.total.decimal()).sum();
    assert_eq!(sum, invoice.total.decimal(), "the lines' sum");
    for line in &invoice.lines {
        assert!(is_product(line), "{} × {} is {}", line.quantity, line.price, line.total);
        assert!(line.quantity > Decimal::ZERO, "quantity of {}", line.description);
        assert!(!line.description.trim().is_empty(), "a line says something");
        let same = |row: &&bookkeeping::VatRow| {
            (row.case, row.country, row.percentage, &row.tax_rate)
                == (line.case, line.country, line.percentage, &line.tax_rate)
        };
        assert_eq!(invoice.vat.iter().filter(same).count(), 1, "one row of VAT per rate");
    }
    let vat: Money = invoice.vat.iter().map(|row| row.vat).sum();
    let net: Money = invoice.vat.iter().map(|row| row.net).sum();
    assert_eq!(vat, invoice.vat_total, "the rows' VAT");
    assert_eq!(net + vat, invoice.total, "net and VAT");
    if let Some(payment) = &invoice.payment {
        assert_eq!(payment.price, invoice.total, "the payment");
        assert_eq!(payment.date, invoice.date, "the payment's day");
    }
}
