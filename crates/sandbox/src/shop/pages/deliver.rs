//! Webhooks that a page sets off (ccvshop-api.md §7.1).

use crate::shop::courier::Delivered;
use crate::shop::{OrderEvent, Shop};

/// How many deliveries the merchant can look back on.
const KEPT: usize = 20;

impl Shop {
    /// Delivers what the webhooks of this event say about an order as it is now. What is not
    /// taken is not sent again: whether the real shop does is not known. Without a courier
    /// nothing is sent.
    pub(super) async fn tell(&self, event: OrderEvent, id: i64) {
        let Some(order) = self.order(id) else { return };
        self.tell_of(event, &order).await;
    }

    /// The same about an order that need not be there any more.
    pub(super) async fn tell_of(&self, event: OrderEvent, order: &crate::shop::model::Order) {
        let Some(registration) = self.registration() else { return };
        for notice in self.deliveries(event, order) {
            let address = notice.address.clone();
            let status = registration.courier.deliver(notice).await;
            let event = event.name();
            let delivered = Delivered { event, order: order.id, address, status };
            let mut state = self.state();
            state.delivered.push_front(delivered);
            state.delivered.truncate(KEPT);
        }
    }
}
