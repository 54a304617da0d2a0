//! An order (ccvshop-api.md §2.2), its members in the order of the real reply.

use rust_decimal::Decimal;

use super::customer::coupon;
use super::{View, moment};
use crate::shop::json::Json;
use crate::shop::model::{Delivery, Order, Sale};
use crate::shop::switches::Sign;

impl View<'_> {
    /// The order as GET shows it.
    pub(crate) fn order(&self, order: &Order) -> Json {
        let id = order.id;
        let json = Json::Object(Vec::new())
            .with(self.identity(order))
            .with(delivery(&order.delivery))
            .with([("is_platform_sale", (order.sale == Sale::Platform).into())])
            .with([("orderedinlng", (&order.language).into())])
            .with(self.progress(order))
            .with(self.amounts(order))
            .with(self.tracking(order))
            .with([
                ("user", self.user(order.account.as_ref(), id)),
                ("discountcoupon", coupon(order.coupon.as_ref())),
                ("customer", self.customer(&order.customer, id)),
                ("pickup_address", Json::Null),
            ])
            .with(self.sub_resources(order));
        let json = if order.is_completed {
            json.without("basket_href").without("checkout_href")
        } else {
            json
        };
        if self.noisy(id, 2) { json.with([self.novelty(id)]) } else { json }
    }

    fn identity(&self, order: &Order) -> [(&'static str, Json); 8] {
        let number = order.number.as_ref();
        let transaction = match &order.payment.transaction {
            Some(transaction) => transaction.into(),
            None if self.noisy(order.id, 2) => "".into(),
            None => Json::Null,
        };
        [
            ("href", self.href(&format!("orders/{}/", order.id)).into()),
            ("id", order.id.into()),
            ("ordernumber_prefix", number.and_then(|number| number.prefix.as_ref()).into()),
            ("ordernumber", number.map(|number| number.running).into()),
            ("ordernumber_full", number.map(|number| &number.full).into()),
            ("invoicenumber", Json::Null),
            ("transaction_id", transaction),
            ("create_date", moment(order.create_date)),
        ]
    }

    fn progress(&self, order: &Order) -> [(&'static str, Json); 14] {
        let taxes = &order.taxes;
        let payment = &order.payment;
        [
            ("status", order.status.map(i64::from).into()),
            ("is_completed", order.is_completed.into()),
            ("basket_href", format!("{}/winkelwagen/{}", self.options.host, order.id).into()),
            ("checkout_href", format!("{}/afrekenen/{}", self.options.host, order.id).into()),
            ("paid", order.paid.into()),
            ("safety_deposit_returned", false.into()),
            ("paymethod_id", self.id(payment.id, order.id, 7)),
            ("paymethod", (&payment.name).into()),
            ("paymethod_label", (&payment.label).into()),
            ("taxes_included", taxes.shown.into()),
            ("order_row_taxes_included", taxes.in_rows.into()),
            ("shipping_taxes_included", taxes.on_shipping.into()),
            ("shipping_tax_percentage", taxes.shipping.into()),
            ("is_intra_community_order", (order.sale == Sale::IntraCommunity).into()),
        ]
    }

    fn amounts(&self, order: &Order) -> [(&'static str, Json); 16] {
        let switches = self.switches();
        let totals = order.totals(switches);
        let charges = &order.charges;
        let option = charges.option.as_ref();
        let option_price = match option {
            Some(option) => option.price.into(),
            None if self.noisy(order.id, 3) => Json::Null,
            None => 0.into(),
        };
        let weight: Decimal = order.rows.iter().map(|row| row.weight * row.count).sum();
        let name = option.map_or("", |option| &option.name);
        [
            // In the sample the shipping costs are in it (§5.1).
            ("total_orderrow_price", (totals.rows + charges.shipping).into()),
            ("total_shipping", charges.shipping.into()),
            ("total_discounts", signed(charges.discount, switches.discount_sign)),
            ("total_price", totals.price.into()),
            ("currency", (&order.currency).into()),
            ("total_tax", totals.tax.into()),
            ("total_weight", weight.into()),
            ("extra_payment_option", name.into()),
            ("extra_payment_option_price", option_price),
            ("extra_payment_option_no_sentprice", false.into()),
            ("extra_payment_option_pay_on_pickup", false.into()),
            ("extra_price", (charges.payment - charges.points).into()),
            ("paymethod_costs", charges.payment.into()),
            ("credit_point_discount", signed(charges.points, switches.points_sign)),
            ("extra_costs", charges.extra.into()),
            ("extra_costs_description", (&charges.extra_description).into()),
        ]
    }

    fn tracking(&self, order: &Order) -> [(&'static str, Json); 5] {
        let code = match &order.delivery {
            Delivery::Shipping { track_and_trace } => track_and_trace.as_ref(),
            Delivery::Own { .. } | Delivery::Pickup { .. } => None,
        };
        let deeplink =
            code.map_or(String::new(), |(_, code)| format!("{}/volg/{code}", self.options.host));
        [
            ("track_and_trace_code", code.map_or("", |(_, code)| code).into()),
            ("track_and_trace_carrier", code.map(|(carrier, _)| carrier).into()),
            ("track_and_trace_deeplink", deeplink.into()),
            ("reservationnumber", self.blank(order.id, 6)),
            ("delivery_option", Json::Null),
        ]
    }

    fn sub_resources(&self, order: &Order) -> [(&'static str, Json); 10] {
        let below = |name: &str| self.link(&format!("orders/{}/{name}/", order.id));
        let slip =
            format!("{}/onderhoud/PackingSlip.php?OrderId={:x}", self.options.host, order.id);
        [
            ("packing_slip_deeplink", slip.into()),
            ("orderrows", below("orderrows")),
            ("ordernotes", below("ordernotes")),
            ("ordermessages", below("ordermessages")),
            ("ordernotifications", below("ordernotifications")),
            ("orderaffiliatenetworks", below("orderaffiliatenetworks")),
            ("orderlabels", below("orderlabels")),
            ("terminalreceipts", below("terminalreceipts")),
            ("fiscaltransactionsignatures", below("fiscaltransactionsignatures")),
            ("invoices", below("invoices")),
        ]
    }

    /// A member that no client knows yet.
    fn novelty(&self, id: i64) -> (&'static str, Json) {
        let value = Json::object([("since", 2027.into()), ("link", self.link("carbon/"))]);
        ("carbon_footprint", if self.noisy(id, 4) { Json::Null } else { value })
    }
}

/// A discount, which is kept as a positive amount, as the shop writes it.
pub(super) fn signed(discount: Decimal, sign: Sign) -> Json {
    match sign {
        Sign::Positive => discount.into(),
        Sign::Negative => (-discount).into(),
    }
}

fn delivery(delivery: &Delivery) -> [(&'static str, Json); 3] {
    let (method, window) = match delivery {
        Delivery::Shipping { .. } => ("shipping", None),
        Delivery::Own { from, until } => ("delivery", Some((*from, *until))),
        Delivery::Pickup { from, until } => ("pickup", Some((*from, *until))),
    };
    let window_json = Json::object([
        ("start", window.map(|(from, _)| moment(from)).into()),
        ("end", window.map(|(_, until)| moment(until)).into()),
    ]);
    [
        ("deliver_method", method.into()),
        ("deliver_date", window.map(|(from, _)| moment(from)).into()),
        ("take_out_window", window_json),
    ]
}
