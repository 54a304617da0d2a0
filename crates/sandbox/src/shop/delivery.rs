//! What a webhook delivers (ccvshop-api.md §7.1): neither the event nor the webhook is named.

use super::app_store::Notice;
use super::handle::Shop;
use super::json::Json;
use super::model::{Delivery, Order};
use super::render::moment;

/// Something that happened to an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderEvent {
    /// `orders.created`
    Created,
    /// `orders.updated.status`, with the status before.
    Status {
        /// The status before.
        previous: u8,
    },
    /// `orders.updated.ispaid`
    Paid,
    /// `orders.updated.trackandtrace`
    TrackAndTrace,
    /// `orders.deleted`; what it delivers is not known.
    Deleted,
}

impl OrderEvent {
    /// What webhooks subscribe to.
    pub fn name(self) -> &'static str {
        match self {
            Self::Created => "orders.created",
            Self::Status { .. } => "orders.updated.status",
            Self::Paid => "orders.updated.ispaid",
            Self::TrackAndTrace => "orders.updated.trackandtrace",
            Self::Deleted => "orders.deleted",
        }
    }
}

impl Shop {
    /// What the active webhooks of this event would deliver about `order`, signed by the rule
    /// that the reference assumes. Nothing is sent: late, twice or never is up to the caller.
    pub fn deliveries(&self, event: OrderEvent, order: &Order) -> Vec<Notice> {
        let body = self.delivery(event, order);
        self.state()
            .webhooks
            .values()
            .filter(|webhook| webhook.is_active && webhook.event == event.name())
            .map(|webhook| Notice::new(&webhook.key, &webhook.address, &body))
            .collect()
    }

    fn delivery(&self, event: OrderEvent, order: &Order) -> Json {
        let options = self.options();
        let number = order.number.as_ref();
        let head = Json::object([
            ("triggered_at", moment(options.clock.now())),
            ("href", format!("{}/api/rest/v1/orders/{}", options.host, order.id).into()),
            ("id", order.id.into()),
            ("order_number", number.map(|number| number.running).into()),
            ("ordernumber_prefix", number.and_then(|number| number.prefix.as_ref()).into()),
            ("ordernumber_full", order.number_full().into()),
            ("total_price", order.totals(&options.switches).price.into()),
        ]);
        let status = ("status", order.status.map(i64::from).into());
        let paid = ("paid", order.paid.into());
        let event = match event {
            OrderEvent::Created => head.with([status, paid]).with(tracking(order)),
            OrderEvent::Status { previous } => {
                head.with([("previous_status", i64::from(previous).into()), status])
            }
            OrderEvent::Paid => head.with([paid]),
            OrderEvent::TrackAndTrace => head.with(tracking(order)),
            OrderEvent::Deleted => head,
        };
        event.with([
            ("customer_email", (&order.customer.email).into()),
            ("customer_mobile", "".into()),
        ])
    }
}

fn tracking(order: &Order) -> [(&'static str, Json); 2] {
    let track_and_trace = match &order.delivery {
        Delivery::Shipping { track_and_trace } => track_and_trace.as_ref(),
        Delivery::Own { .. } | Delivery::Pickup { .. } => None,
    };
    [
        ("track_and_trace_code", track_and_trace.map_or("", |(_, code)| code).into()),
        ("track_and_trace_carrier", track_and_trace.map(|(carrier, _)| carrier).into()),
    ]
}
