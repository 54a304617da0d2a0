//! Each setting of each switch is what the probe reports.

use std::time::Duration;

use sandbox::books::{
    Decimals, LockedPeriod, Overpayment, PaidInvoice, Rounding, Switches as Books, UnknownKeys,
    UnknownOnLine, Verdict,
};
use sandbox::generate::{Kind, Kinds};
use sandbox::shop::{
    CostsVat, CouponVat, CreditSigns, DateFilter, ExclTotal, MerchantShape, PageSize, Replies,
    RowTotals, Sign, Switches as Shop, UnknownParameters, VatRounding,
};
use sync::{Answer as A, Question as Q};

use super::{SANDBOX, found, probe, remains, world};

/// A setting of Moneybird's sandbox, and what is to be found: the answer, and how what was seen
/// begins.
type BooksCase = (fn(&mut Books), Q, A, &'static str);

const BOOKS: &[BooksCase] = &[
    (|own| own.rounding = Rounding::PerRate, Q::VatRounding, A::PerRate, "2 × 1.00 incl.: 0.35"),
    (|own| own.rounding = Rounding::PerLine, Q::VatRounding, A::PerLine, "2 × 1.00 incl.: 0.34"),
    (|own| own.rounding = Rounding::PerLine, Q::InclusiveTotal, A::Kept, "2.00 → 2"),
    (|own| own.rounding = Rounding::PerRate, Q::InclusiveTotal, A::Kept, "2.00 → 2"),
    (|own| own.more_than_two_decimals = Decimals::Refuse, Q::PriceDecimals, A::Refused, "422"),
    (|own| own.more_than_two_decimals = Decimals::Round, Q::PriceDecimals, A::Rounded, "1.005"),
    (|own| own.unique_reference = false, Q::UniqueReference, A::Accepted, ""),
    (|own| own.unique_reference = true, Q::UniqueReference, A::Refused, "422"),
    (|own| own.locked_period = LockedPeriod::Unprocessable, Q::LockedPeriod, A::Refused, "422"),
    (|own| own.locked_period = LockedPeriod::BadRequest, Q::LockedPeriod, A::Refused, "400"),
    (|own| own.overpayment = Overpayment::Accept, Q::Overpayment, A::Accepted, ""),
    (|own| own.overpayment = Overpayment::Refuse, Q::Overpayment, A::Refused, "422"),
    (|own| own.paid_invoice = PaidInvoice::EditOnly, Q::PaidEdit, A::Accepted, ""),
    (|own| own.paid_invoice = PaidInvoice::EditOnly, Q::PaidDelete, A::Refused, "400"),
    (|own| own.paid_invoice = PaidInvoice::Free, Q::PaidEdit, A::Accepted, ""),
    (|own| own.paid_invoice = PaidInvoice::Free, Q::PaidDelete, A::Accepted, ""),
    (|own| own.paid_invoice = PaidInvoice::Fixed, Q::PaidEdit, A::Refused, "400"),
    (|own| own.paid_invoice = PaidInvoice::Fixed, Q::PaidDelete, A::Refused, "400"),
    (|own| own.unknown_keys = UnknownKeys::Refuse, Q::UnknownKeys, A::Refused, "400"),
    (|own| own.unknown_keys = UnknownKeys::Ignore, Q::UnknownKeys, A::Ignored, ""),
    (
        |own| own.unknown_on_line = UnknownOnLine::Unprocessable,
        Q::UnknownTaxRate,
        A::Refused,
        "422",
    ),
    (|own| own.unknown_on_line = UnknownOnLine::NotFound, Q::UnknownTaxRate, A::Refused, "404"),
    (
        |own| own.unknown_on_line = UnknownOnLine::NotFound,
        Q::UnknownLedgerAccount,
        A::Refused,
        "404",
    ),
    (|_| {}, Q::UnknownLedgerAccount, A::Refused, "422"),
    (|own| own.inactive_rate = Verdict::Refuse, Q::InactiveTaxRate, A::Refused, "422"),
    (|own| own.inactive_rate = Verdict::Accept, Q::InactiveTaxRate, A::Accepted, ""),
    (|own| own.negatives = Verdict::Accept, Q::NegativeInvoice, A::Accepted, ""),
    (|own| own.negatives = Verdict::Accept, Q::NegativePayment, A::Accepted, ""),
    (|own| own.negatives = Verdict::Refuse, Q::NegativeInvoice, A::Refused, "422"),
    (|own| own.negatives = Verdict::Refuse, Q::NegativePayment, A::NotAsked, ""),
    (|own| own.without_lines = Verdict::Accept, Q::WithoutLines, A::Accepted, ""),
    (|own| own.without_lines = Verdict::Refuse, Q::WithoutLines, A::Refused, "422"),
    (|own| own.unknown_ids = Verdict::Accept, Q::UnknownIds, A::LeftOut, ""),
    (|own| own.unknown_ids = Verdict::Refuse, Q::UnknownIds, A::Refused, "404"),
    (|own| own.list_lag = Duration::ZERO, Q::ListLag, A::Seen, "≤ 0 ms"),
    (|own| own.list_lag = Duration::from_secs(20), Q::ListLag, A::Seen, "≤ 30000 ms"),
    (|own| own.list_lag = Duration::from_secs(20), Q::SynchronisationLag, A::Seen, "≤ 30000 ms"),
    (|own| own.list_lag = Duration::from_mins(9), Q::ListLag, A::NotSeen, "> 240000 ms"),
    (|_| {}, Q::BadToken, A::Refused, "401"),
];

#[tokio::test]
async fn every_setting_of_moneybird_is_found() {
    for (at, (set, question, answer, seen)) in BOOKS.iter().enumerate() {
        let mut switches = Books::default();
        set(&mut switches);
        let lag = switches.list_lag;
        let world = world(3, Shop::default(), switches, Kinds::plain()).await;
        world.books.lock_until("2026-06-30".parse().unwrap());
        let report = probe(&world, Some(SANDBOX)).await.unwrap();
        let finding = found(&report, *question);
        let told = format!("case {at}, {finding:?}");
        assert_eq!(finding.answer, *answer, "{told}");
        assert!(finding.seen.starts_with(seen), "{told}");
        assert!(report.moneybird_calls < 60, "{}", report.moneybird_calls);
        assert!(report.ccvshop_calls < 40, "{}", report.ccvshop_calls);
        assert!(report.left.is_empty(), "{told}: {:?}", report.left);
        if lag.is_zero() {
            assert_eq!(remains(&world), (vec![], 0), "{told}");
        }
    }
}

#[tokio::test]
async fn without_a_locked_period_it_is_not_asked() {
    let world = world(3, Shop::default(), Books::default(), Kinds::plain()).await;
    let report = probe(&world, Some(SANDBOX)).await.unwrap();
    let finding = found(&report, Q::LockedPeriod);
    assert_eq!((finding.answer, finding.asked), (A::NotAsked, false));
    assert!(finding.seen.contains("locked"), "{finding:?}");
}

/// A setting of the shop's sandbox, the kinds of orders that show it, and what is to be found.
type ShopCase = (fn(&mut Shop), &'static [Kind], Q, A, &'static str);

const EXCL: &[Kind] = &[Kind::ExcludingVat];
const COSTS: &[Kind] = &[Kind::PaymentCosts];
const CART: &[Kind] = &[Kind::CartDiscount];
const POINTS: &[Kind] = &[Kind::Points];
const FRACTION: &[Kind] = &[Kind::FractionalPrice, Kind::FractionalCount];
const DEPOSIT: &[Kind] = &[Kind::Deposit];

const SHOP: &[ShopCase] = &[
    (|_| {}, &[], Q::DefaultPage, A::Told, "100"),
    (|_| {}, &[], Q::LargestPage, A::Told, "250"),
    (|own| own.page_size = PageSize::Asked, &[], Q::PageSize, A::Asked, ""),
    (|own| own.page_size = PageSize::Delivered, &[], Q::PageSize, A::Delivered, ""),
    (
        |own| own.unknown_parameters = UnknownParameters::Ignored,
        &[],
        Q::UnknownParameters,
        A::Ignored,
        "200",
    ),
    (
        |own| own.unknown_parameters = UnknownParameters::Refused,
        &[],
        Q::UnknownParameters,
        A::Refused,
        "400",
    ),
    (|own| own.date_filter = DateFilter::Midnight, &[], Q::DateFilter, A::Midnight, ""),
    (|own| own.date_filter = DateFilter::WholeDay, &[], Q::DateFilter, A::WholeDay, ""),
    (|own| own.excl_total = ExclTotal::WithVat, EXCL, Q::ExclusiveTotal, A::WithVat, ""),
    (|own| own.excl_total = ExclTotal::WithoutVat, EXCL, Q::ExclusiveTotal, A::WithoutVat, ""),
    (|_| {}, &[], Q::ExclusiveTotal, A::Untold, "No order"),
    (|own| own.row_totals = RowTotals::Cents, FRACTION, Q::RowTotals, A::Cents, ""),
    (|own| own.row_totals = RowTotals::Exact, FRACTION, Q::RowTotals, A::Exact, ""),
    (|own| own.vat_rounding = VatRounding::PerRate, &[], Q::ShopRounding, A::PerRate, ""),
    (|own| own.vat_rounding = VatRounding::PerRow, &[], Q::ShopRounding, A::PerLine, ""),
    (|own| own.vat_rounding = VatRounding::Once, &[], Q::ShopRounding, A::Once, ""),
    (|own| own.discount_sign = Sign::Positive, CART, Q::DiscountSign, A::Positive, ""),
    (|own| own.discount_sign = Sign::Negative, CART, Q::DiscountSign, A::Negative, ""),
    (|own| own.points_sign = Sign::Positive, POINTS, Q::PointsSign, A::Positive, ""),
    (|own| own.points_sign = Sign::Negative, POINTS, Q::PointsSign, A::Negative, ""),
    (|_| {}, &[], Q::PointsSign, A::Untold, "0"),
    (
        |own| own.credit_signs = CreditSigns::NegativeCounts,
        &[],
        Q::CreditSigns,
        A::NegativeCounts,
        "",
    ),
    (
        |own| own.credit_signs = CreditSigns::NegativePrices,
        &[],
        Q::CreditSigns,
        A::NegativePrices,
        "",
    ),
    (|own| own.credit_signs = CreditSigns::Positive, &[], Q::CreditSigns, A::Positive, ""),
    (|own| own.merchant = MerchantShape::Collection, &[], Q::MerchantShape, A::Collection, ""),
    (|own| own.merchant = MerchantShape::Object, &[], Q::MerchantShape, A::Object, ""),
    (|own| own.replies = replies(true, false, true), &[], Q::ErrorsSigned, A::No, "404"),
    (|own| own.replies = replies(true, true, true), &[], Q::ErrorsSigned, A::Yes, "404"),
    (|own| own.replies = replies(false, false, true), &[], Q::ErrorCodes, A::Yes, "404 404.10"),
    (|own| own.replies = replies(false, false, false), &[], Q::ErrorCodes, A::No, "404"),
    (|own| own.costs_vat = CostsVat::Shipping, COSTS, Q::Readings, A::Told, "costs-as-shipping"),
    (
        |own| own.costs_vat = CostsVat::HighestRow,
        COSTS,
        Q::Readings,
        A::Told,
        "costs-at-highest-rate",
    ),
    (|own| own.coupon_vat = CouponVat::ProRata, CART, Q::Readings, A::Told, "discounts-pro-rata"),
    (|own| own.costs_vat = CostsVat::Zero, COSTS, Q::Readings, A::Told, "costs-without-vat"),
    (
        |own| own.coupon_vat = CouponVat::FirstRate,
        CART,
        Q::Readings,
        A::Told,
        "discounts-at-first-rate",
    ),
    (|_| {}, DEPOSIT, Q::ProductTypes, A::Told, "container_deposit, product"),
    (|_| {}, &[Kind::CouponAmount], Q::CouponTypes, A::Told, ""),
    (|_| {}, &[], Q::CouponTypes, A::Untold, ""),
];

fn replies(noise: bool, signed_errors: bool, error_codes: bool) -> Replies {
    Replies { noise, signed_errors, error_codes }
}

#[tokio::test]
async fn every_setting_of_the_shop_is_found() {
    for (at, (set, kinds, question, answer, seen)) in SHOP.iter().enumerate() {
        let mut switches = Shop::default();
        set(&mut switches);
        let kinds = kinds.iter().fold(Kinds::plain(), |kinds, kind| kinds.with(*kind));
        let is_about_many = matches!(question, Q::LargestPage | Q::DefaultPage | Q::CreditSigns);
        let orders = if is_about_many { 400 } else { 60 };
        let world = world(orders, switches, Books::default(), kinds).await;
        let report = probe(&world, Some(SANDBOX)).await.unwrap();
        let finding = found(&report, *question);
        let told = format!("case {at}, {finding:?}");
        assert_eq!(finding.answer, *answer, "{told}");
        let holds = *question == Q::Readings && finding.seen.contains(seen);
        assert!(holds || finding.seen.starts_with(seen), "{told}");
        assert!(report.ccvshop_calls < 40, "{}", report.ccvshop_calls);
    }
}
