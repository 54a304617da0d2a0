//! All orders of the shop up to the one that was named, each exactly once.

use bookkeeping::{Language, Order};
use ccvshop::{Client, OrderQuery};
use jiff::civil::Date;

use crate::discover::places;
use crate::fault::{Code, Fault, Halt, say};
use crate::{Service, mishap, translate};

/// Orders asked for in one call.
const PAGE: u32 = 100;

/// How often it begins again because orders were removed meanwhile.
const MOST_RESTARTS: u32 = 5;

/// What was read so far, to be kept across pauses.
#[derive(Default)]
pub(super) struct Reader {
    orders: Vec<Order>,
    /// The ids of those that cannot be read.
    unreadable: Vec<i64>,
    /// The ids of those that are called as the one that was named.
    named: Vec<i64>,
    /// How many places of the listing were read, and what was at the last of them.
    count: u32,
    last: Option<i64>,
    is_whole: bool,
    restarts: u32,
}

/// The orders that are said to be in the books.
pub(super) struct Upto {
    /// The id of the last of them.
    pub(super) id: i64,
    /// Its number.
    pub(super) number: String,
    /// All of them, without rows.
    pub(super) orders: Vec<Order>,
    /// Those that came later.
    pub(super) later: Vec<Order>,
    /// The ids of those that cannot be read.
    pub(super) unreadable: Vec<i64>,
}

impl Reader {
    /// Reads on, and gives the orders from `first` on.
    pub(super) async fn read(
        &mut self,
        service: &Service,
        (shop, client): (i64, &Client),
        up_to: &str,
        first: Option<Date>,
    ) -> Result<Upto, Halt> {
        while !self.is_whole {
            self.page(service, shop, client, up_to).await?;
        }
        let id = self.chosen(service, up_to)?;
        let is_in = |order: &&Order| first.is_none_or(|first| order.day() >= first);
        let own = self.orders.iter().filter(is_in).cloned();
        let (orders, later) = own.partition(|order| order.id <= id);
        let named = self.orders.iter().find(|order| order.id == id);
        Ok(Upto {
            id,
            number: named.map_or_else(|| id.to_string(), |order| order.number.clone()),
            orders,
            later,
            unreadable: self.unreadable.iter().copied().filter(|own| *own <= id).collect(),
        })
    }

    /// Each page begins at the last order of the one before: were an order removed meanwhile, the rest
    /// would move up unseen, but here that last order would not come first.
    async fn page(
        &mut self,
        service: &Service,
        shop: i64,
        client: &Client,
        up_to: &str,
    ) -> Result<(), Halt> {
        let overlap = u32::from(self.count > 0);
        let query = OrderQuery { start: self.count - overlap, size: PAGE, ..OrderQuery::default() };
        let page = client.orders(&query).await;
        let page = page.map_err(|error| mishap::ccvshop(&error, service.language()))?;
        let places = places(&page);
        let first = places.first();
        // An order that cannot be shown has no id to compare.
        if overlap > 0 && first != Some(&self.last) && first != Some(&None) {
            let restarts = self.restarts + 1;
            if restarts > MOST_RESTARTS {
                return Err(mishap::stuck(service.language()).into());
            }
            *self = Self { restarts, ..Self::default() };
            return Ok(());
        }
        let before = self.last;
        for own in page.items.iter().filter(|own| Some(own.id) != before) {
            let order = translate::order(shop, own, &[]);
            if order.number.trim().eq_ignore_ascii_case(up_to.trim()) {
                self.named.push(order.id);
            }
            self.orders.push(order);
        }
        let odd = page.unreadable.iter().filter_map(|own| own.id);
        self.unreadable.extend(odd.filter(|id| Some(*id) != before));
        let read = u32::try_from(places.len()).unwrap_or(u32::MAX);
        self.count = self.count.saturating_add(read.saturating_sub(overlap));
        self.is_whole = !page.has_next || read == 0;
        if !self.is_whole && read <= overlap {
            return Err(mishap::stuck(service.language()).into());
        }
        self.last = places.last().copied().unwrap_or(self.last);
        Ok(())
    }

    /// The id of the order that was named.
    fn chosen(&self, service: &Service, up_to: &str) -> Result<i64, Fault> {
        let language = service.language();
        let by_id = up_to.trim().parse().ok();
        match (self.named.as_slice(), by_id) {
            ([only], _) => Ok(*only),
            (_, Some(id)) if self.orders.iter().any(|order| order.id == id) => Ok(id),
            ([], _) => {
                let message = match language {
                    Language::Nl => format!("De winkel heeft geen bestelling '{up_to}'."),
                    Language::En => format!("The shop has no order '{up_to}'."),
                };
                let hint = say(
                    language,
                    "Geef het nummer van de laatste bestelling die al in de boeken staat, zoals CCV Shop het toont.",
                    "Give the number of the last order that is in the books already, as CCV Shop shows it.",
                );
                Err(Fault::new(Code::NotFound, message, hint))
            }
            (several, _) => {
                let ids: Vec<String> = several.iter().map(ToString::to_string).collect();
                let ids = ids.join(", ");
                let message = match language {
                    Language::Nl => format!("Meer bestellingen heten '{up_to}': {ids}."),
                    Language::En => format!("Several orders are called '{up_to}': {ids}."),
                };
                let hint =
                    say(language, "Geef het id van de goede.", "Give the id of the right one.");
                Err(Fault::new(Code::Usage, message, hint))
            }
        }
    }
}
