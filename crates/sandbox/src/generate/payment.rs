//! The ways to pay, and who takes which.

use rust_decimal::Decimal;

use super::kinds::Kind;
use super::random::Random;
use super::regime::Regime;
use crate::shop::cents;
use crate::shop::model::{PaymentChoice, Paymethod};

const BANK_TRANSFER: i64 = 3;
const IDEAL: i64 = 12;
const BANCONTACT: i64 = 14;
const CARD: i64 = 15;
const PAYPAL: i64 = 16;

/// All ways to pay. `PayPal` costs 0.35 and 1.5 % of the rows.
pub(super) fn paymethods() -> Vec<Paymethod> {
    let paymethod = |id, psp: &str, method: &str, name: &str, label: &str| Paymethod {
        id,
        psp: psp.to_owned(),
        method: method.to_owned(),
        name: name.to_owned(),
        label: label.to_owned(),
        costs_fixed: Decimal::ZERO,
        costs_percentage: Decimal::ZERO,
    };
    vec![
        paymethod(BANK_TRANSFER, "", "banktransfer", "BankTransfer", "Vooraf overmaken"),
        paymethod(IDEAL, "ccvpay", "ideal", "CCVPayIdeal", "iDEAL"),
        paymethod(BANCONTACT, "ccvpay", "bancontact", "CCVPayBancontact", "Bancontact"),
        paymethod(CARD, "ccvpay", "creditcard", "CCVPayCreditcard", "Creditcard"),
        Paymethod {
            costs_fixed: Decimal::new(35, 2),
            costs_percentage: Decimal::new(15, 1),
            ..paymethod(PAYPAL, "paypal", "paypal", "PayPal", "PayPal")
        },
    ]
}

/// How somebody pays, and the surcharge on rows that come to `rows`, in cents.
pub(super) fn choose(
    kind: Kind,
    regime: &Regime,
    rows: Decimal,
    random: &mut Random,
) -> (PaymentChoice, Decimal) {
    let id = match kind {
        Kind::PaymentCosts | Kind::ExcludingVatWithCoupon => PAYPAL,
        Kind::ZeroTotal => BANK_TRANSFER,
        _ => drawn(regime, random),
    };
    let paymethod = paymethods().into_iter().find(|paymethod| paymethod.id == id);
    let transaction = (id != BANK_TRANSFER)
        .then(|| format!("tr_{:010}", random.between(1_000_000_000, 9_999_999_999)));
    match paymethod {
        None => (
            PaymentChoice { id, name: String::new(), label: String::new(), transaction },
            Decimal::ZERO,
        ),
        Some(Paymethod { name, label, costs_fixed, costs_percentage, .. }) => {
            let costs = cents(costs_fixed + rows * costs_percentage / Decimal::ONE_HUNDRED);
            (PaymentChoice { id, name, label, transaction }, costs)
        }
    }
}

/// Whether a choice is to pay by bank oneself, which takes days.
pub(super) fn is_transfer(payment: &PaymentChoice) -> bool {
    payment.id == BANK_TRANSFER
}

fn drawn(regime: &Regime, random: &mut Random) -> i64 {
    let weights: &[(u64, i64)] = match regime.country.code {
        _ if regime.business => &[(45, BANK_TRANSFER), (45, IDEAL), (10, CARD)],
        "NL" => &[(75, IDEAL), (9, CARD), (8, PAYPAL), (8, BANK_TRANSFER)],
        "BE" => &[(70, BANCONTACT), (20, CARD), (10, PAYPAL)],
        _ => &[(55, CARD), (45, PAYPAL)],
    };
    *random.weighed(weights).unwrap_or(&IDEAL)
}
