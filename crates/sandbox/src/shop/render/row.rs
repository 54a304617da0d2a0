//! A row of an order (ccvshop-api.md §2.4).

use rust_decimal::Decimal;

use super::View;
use crate::shop::json::Json;
use crate::shop::model::{Row, RowOption, RowType};

impl View<'_> {
    /// The row `row` of the order `order`.
    pub(crate) fn row(&self, row: &Row, order: i64) -> Json {
        let totals = row.totals(self.switches());
        let href = self.href(&format!("orderrows/{}/", row.id));
        let parent = self.link(&format!("orders/{order}"));
        let json = Json::object([
            ("href", href.into()),
            ("id", row.id.into()),
            ("order_id", order.into()),
        ])
        .with(self.goods(row))
        .with([
            ("count", row.count.into()),
            ("price", row.price.into()),
            ("product_purchase_price", row.purchase_price.into()),
            ("discount", row.discount.into()),
            ("custom_price", row.product.is_none().into()),
            ("tax", row.tax.into()),
            ("unit", (&row.unit).into()),
            ("weight", row.weight.into()),
            ("memo", self.text(&row.memo, row.id, 4)),
            ("package_id", row.product.map(|_| 1_664_901).into()),
            ("package_name", row.product.map(|_| "Kartonnen doos").into()),
            ("stock_location", "".into()),
            ("supplier", self.blank(row.id, 2)),
            ("user_discount", Decimal::ZERO.into()),
            ("original_price", totals.selling.into()),
            ("selling_price", totals.selling.into()),
            ("price_without_discount", row.price.into()),
            ("price_without_discount_with_attributes", (row.price + totals.options).into()),
            ("total_price", totals.plain.into()),
            ("total_extra_option_price", (totals.total - totals.plain).into()),
            ("price_with_attributes", totals.unit.into()),
            ("total_price_with_attributes", totals.total.into()),
            ("calculator_href", self.href(&format!("orderrowcalculator/{}", row.id)).into()),
            ("attributes", self.attributes(&row.options)),
            ("uploads", Json::List(Vec::new())),
            ("parent", parent),
        ]);
        if self.noisy(row.id, 3) {
            return json.without("calculator_href").without("uploads");
        }
        json
    }

    fn goods(&self, row: &Row) -> [(&'static str, Json); 9] {
        let kind = match row.kind {
            RowType::Product => "product",
            RowType::ContainerDeposit => "container_deposit",
            RowType::SafetyDeposit => "safety_deposit",
        };
        let product_href = row.product.map(|product| self.href(&format!("products/{product}")));
        [
            ("product_type", kind.into()),
            ("product_name", (&row.name).into()),
            ("product_name_google", row.name.replace(' ', "-").into()),
            ("product_number", self.text(&row.article, row.id, 2)),
            ("sub_product_number", "".into()),
            ("sub_sku_number", "".into()),
            ("sub_ean_number", self.blank(row.id, 2)),
            ("product_id", row.product.into()),
            ("product_href", product_href.into()),
        ]
    }

    fn attributes(&self, options: &[RowOption]) -> Json {
        let attribute = |option: &RowOption| {
            Json::object([
                ("href", self.href(&format!("orderrowattributevalues/{}/", option.id)).into()),
                ("id", option.id.into()),
                ("option_name", (&option.name).into()),
                ("value_name", (&option.value).into()),
                ("price", option.price.into()),
            ])
        };
        Json::List(options.iter().map(attribute).collect())
    }
}
