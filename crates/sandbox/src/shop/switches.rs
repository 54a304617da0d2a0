//! Everything about CCV Shop that is assumed rather than known.

/// One choice per assumption of ccvshop-api.md. The default is the reference's first assumption.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Switches {
    /// Whether `total_price` holds VAT on orders whose rows do not (§5.1).
    pub excl_total: ExclTotal,
    /// The rate on payment costs, extra options and extra costs (§5.1).
    pub costs_vat: CostsVat,
    /// How coupons, cart discounts and points lower the VAT (§5.1).
    pub coupon_vat: CouponVat,
    /// Where VAT is rounded to cents (§5.1).
    pub vat_rounding: VatRounding,
    /// Whether the total of a row is rounded to cents (§2.4).
    pub row_totals: RowTotals,
    /// The sign of `total_discounts` (§2.2).
    pub discount_sign: Sign,
    /// The sign of `credit_point_discount` (§2.2).
    pub points_sign: Sign,
    /// How credit invoices show that they are negative (§4.1).
    pub credit_signs: CreditSigns,
    /// What `min_create_date` and `max_create_date` mean without a time (§2.1).
    pub date_filter: DateFilter,
    /// What happens to parameters that nobody knows (§1.7).
    pub unknown_parameters: UnknownParameters,
    /// What `size` in a page says (§1.7).
    pub page_size: PageSize,
    /// What `/webshops/{id}/merchant/` answers (§6).
    pub merchant: MerchantShape,
    /// What becomes of the key when the app is taken out (§8).
    pub uninstall: KeyAtUninstall,
    /// What replies look like where the reference knows of more than one form.
    pub replies: Replies,
}

/// Forms of a reply that differ between servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replies {
    /// Numbers as text, nulls as `""`, absent members and unknown ones (§1.8).
    pub noise: bool,
    /// Errors are signed as well (§1.3).
    pub signed_errors: bool,
    /// Errors carry their `code` (§1.5).
    pub error_codes: bool,
}

impl Default for Replies {
    fn default() -> Self {
        Self { noise: true, signed_errors: false, error_codes: true }
    }
}

/// `total_price` of an order whose rows exclude VAT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ExclTotal {
    /// VAT is added to it.
    #[default]
    WithVat,
    /// It is the sum of the amounts as they are.
    WithoutVat,
}

/// The VAT rate on costs that have none of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CostsVat {
    /// `shipping_tax_percentage`.
    #[default]
    Shipping,
    /// The highest rate among the rows.
    HighestRow,
    /// No VAT.
    Zero,
}

/// Which rates a discount on the whole order lowers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CouponVat {
    /// All rows in proportion to their totals.
    #[default]
    ProRata,
    /// The rows that are goods in proportion to their totals; deposits keep their value.
    ProRataGoods,
    /// Only the rate of the first row.
    FirstRate,
}

/// Where VAT is rounded to cents, half away from zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum VatRounding {
    /// Once for every rate.
    #[default]
    PerRate,
    /// On every row, cost and discount.
    PerRow,
    /// Once, on the sum.
    Once,
}

/// The total of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RowTotals {
    /// Rounded to cents, half away from zero.
    #[default]
    Cents,
    /// Unit price times count, however many decimals that has.
    Exact,
}

/// How a discount is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sign {
    /// A discount of 5 is `5`.
    #[default]
    Positive,
    /// A discount of 5 is `-5`.
    Negative,
}

/// How a credit invoice shows what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CreditSigns {
    /// Totals and counts are negative.
    #[default]
    NegativeCounts,
    /// Totals and prices are negative, counts positive.
    NegativePrices,
    /// Everything is positive; only `type` tells.
    Positive,
}

/// What a date without a time means in a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateFilter {
    /// The day's first moment, in UTC, for both ends.
    #[default]
    Midnight,
    /// The whole day counts, for both ends.
    WholeDay,
}

/// What happens to parameters that nobody knows, in the lists of orders and invoices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UnknownParameters {
    /// Nothing.
    #[default]
    Ignored,
    /// They are refused.
    Refused,
}

/// What `size` in a page says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PageSize {
    /// What was asked, after clamping.
    #[default]
    Asked,
    /// How many items there are.
    Delivered,
}

/// What `/webshops/{id}/merchant/` answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MerchantShape {
    /// `{href, items: […]}`, as the official SDK expects.
    #[default]
    Collection,
    /// The merchant itself, as the documents of 2022 say.
    Object,
}

/// What becomes of the key when the app is taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum KeyAtUninstall {
    /// It is no longer let in.
    #[default]
    Withdrawn,
    /// It is let in until the next installation.
    Kept,
}
