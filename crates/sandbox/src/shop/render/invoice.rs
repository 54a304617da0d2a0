//! An invoice of the shop and its rows (ccvshop-api.md §4.1).

use rust_decimal::Decimal;

use super::customer::coupon;
use super::order::signed;
use super::{View, moment};
use crate::shop::json::Json;
use crate::shop::model::{Invoice, InvoiceKind, Row, Sale};
use crate::shop::switches::{CreditSigns, ExclTotal};
use crate::shop::totals::Totals;

impl View<'_> {
    /// The invoice as GET shows it.
    pub(crate) fn invoice(&self, invoice: &Invoice) -> Json {
        let id = invoice.id;
        let order = &invoice.order;
        let below = |name: &str| self.link(&format!("invoices/{id}/{name}/"));
        let document = format!("{}/document/{id:x}", self.options.host);
        Json::Object(Vec::new())
            .with(self.invoice_head(invoice))
            .with([
                ("taxes_included", order.taxes.shown.into()),
                ("invoice_row_taxes_included", order.taxes.in_rows.into()),
                ("is_intra_community_order", (order.sale == Sale::IntraCommunity).into()),
                ("shipping_taxes_included", order.taxes.on_shipping.into()),
                ("shipping_tax_percentage", order.taxes.shipping.into()),
            ])
            .with(self.invoice_amounts(invoice))
            .with([
                ("external_reference", invoice.external_reference.as_ref().into()),
                ("deeplink", (&document).into()),
                ("user", self.user(order.account.as_ref(), id)),
                ("customer", self.customer(&order.customer, id)),
                ("discountcoupon", coupon(order.coupon.as_ref())),
                ("order", self.href(&format!("orders/{}/", order.id)).into()),
                ("invoicerows", below("invoicerows")),
                ("invoicenotifications", below("invoicenotifications")),
                ("download_link", document.into()),
            ])
    }

    fn invoice_head(&self, invoice: &Invoice) -> [(&'static str, Json); 13] {
        let number = &invoice.number;
        let ordered = invoice.order.number.as_ref();
        let kind = match invoice.kind {
            InvoiceKind::Debit => "debit",
            InvoiceKind::Credit => "credit",
        };
        [
            ("href", self.href(&format!("invoices/{}/", invoice.id)).into()),
            ("id", invoice.id.into()),
            ("invoicenumber_prefix", number.prefix.as_ref().into()),
            ("invoicenumber", number.running.into()),
            ("invoicenumber_full", (&number.full).into()),
            ("ordernumber_prefix", ordered.and_then(|number| number.prefix.as_ref()).into()),
            ("ordernumber", ordered.map(|number| number.running).into()),
            ("ordernumber_full", ordered.map(|number| &number.full).into()),
            ("create_date", moment(invoice.create_date)),
            ("status", invoice.status.name().into()),
            ("status_name", invoice.status.label().into()),
            ("type", kind.into()),
            ("payment_link_sent", Json::Null),
        ]
    }

    fn invoice_amounts(&self, invoice: &Invoice) -> [(&'static str, Json); 13] {
        let order = &invoice.order;
        let charges = &order.charges;
        let switches = self.switches();
        let Totals { price, tax, .. } = order.totals(switches);
        let with_vat = if order.taxes.in_rows { price } else { self.with_vat(invoice, price, tax) };
        let sign = self.sign(invoice);
        let negative = sign < Decimal::ZERO;
        let amount = |amount: Decimal| Json::from(amount * sign);
        let discount = |discount: Decimal, written| {
            signed(if negative { -discount } else { discount }, written)
        };
        [
            ("total_shipping", amount(charges.shipping)),
            ("total_discounts", discount(charges.discount, switches.discount_sign)),
            ("total_price_inc_tax", amount(with_vat)),
            ("total_price_exc_tax", amount(with_vat - tax)),
            ("total_price", amount(price)),
            ("total_tax", amount(tax)),
            ("currency", (&order.currency).into()),
            (
                "extra_payment_option",
                charges.option.as_ref().map_or("", |option| &option.name).into(),
            ),
            ("extra_payment_option_price", amount(charges.option_price())),
            ("paymethod_costs", amount(charges.payment)),
            ("credit_point_discount", discount(charges.points, switches.points_sign)),
            ("extra_costs", amount(charges.extra)),
            ("extra_costs_description", (&charges.extra_description).into()),
        ]
    }

    /// The rows of the invoice.
    pub(crate) fn invoice_rows(&self, invoice: &Invoice) -> Vec<Json> {
        invoice.order.rows.iter().map(|row| self.invoice_row(invoice, row)).collect()
    }

    fn invoice_row(&self, invoice: &Invoice, row: &Row) -> Json {
        let mut shown = row.clone();
        match (invoice.kind, self.switches().credit_signs) {
            (InvoiceKind::Credit, CreditSigns::NegativeCounts) => shown.count = -shown.count,
            (InvoiceKind::Credit, CreditSigns::NegativePrices) => {
                shown.price = -shown.price;
                shown.discount = -shown.discount;
                for option in &mut shown.options {
                    option.price = -option.price;
                }
            }
            _ => {}
        }
        let href = self.href(&format!("invoicerows/{}/", row.id));
        // The schema says that `invoice_id` is text.
        let head = Json::object([
            ("href", href.into()),
            ("id", row.id.into()),
            ("invoice_id", invoice.id.to_string().into()),
        ]);
        let order_only = ["href", "id", "order_id", "product_name_google", "uploads", "parent"];
        let body = order_only
            .iter()
            .fold(self.row(&shown, invoice.order.id), |json, name| json.without(name));
        head.followed_by(body).with([
            ("orderrow", self.link(&format!("orderrows/{}/", row.id))),
            ("parent", self.link(&format!("invoices/{}", invoice.id))),
        ])
    }

    fn with_vat(&self, invoice: &Invoice, price: Decimal, tax: Decimal) -> Decimal {
        let already = self.switches().excl_total == ExclTotal::WithVat;
        if already || !invoice.order.taxes.shown { price } else { price + tax }
    }

    fn sign(&self, invoice: &Invoice) -> Decimal {
        let positive = self.switches().credit_signs == CreditSigns::Positive;
        if invoice.kind == InvoiceKind::Debit || positive {
            Decimal::ONE
        } else {
            Decimal::NEGATIVE_ONE
        }
    }
}
