//! How an order would be booked, without booking it.

mod newest;

use bookkeeping::{Administration, Invoice, Order, Refusal, Settings, decide};
use ccvshop::OrderQuery;
use store::ConnectionId;

use crate::fault::{Code, Fault, Halt, say};
use crate::{Service, administration, mishap, translate};

pub use newest::{Outcome, Outlook};

/// The invoice that an order would become, or why it would not.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The order.
    pub order: Order,
    /// What it would become.
    pub decided: Result<Invoice, Refusal>,
}

/// Previews an order from the JSON that CCV Shop's API gives, against settings alone: every tax
/// rate and ledger account that the settings name is taken to be there.
///
/// # Errors
/// If the order or its rows cannot be read.
pub fn preview(order: &[u8], rows: &[u8], settings: &Settings) -> Result<Preview, Fault> {
    let unreadable = |what: &str, odd: &ccvshop::Unreadable| {
        let message = format!("{what}: {}", odd.reason);
        Fault::new(Code::Usage, message, "Give the JSON as CCV Shop's API gives it.")
    };
    let order = ccvshop::Order::from_json(order).map_err(|odd| unreadable("the order", &odd))?;
    let rows =
        ccvshop::OrderRow::list_from_json(rows).map_err(|odd| unreadable("the rows", &odd))?;
    let order = translate::order(0, &order, &rows);
    let administration = Administration::as_mapped(settings, &order.currency);
    Ok(look(order, "https://shop", settings, &administration))
}

fn look(order: Order, url: &str, settings: &Settings, administration: &Administration) -> Preview {
    let decided = decide(&order, url, settings, administration);
    Preview { order, decided }
}

impl Service {
    /// Previews a live order by its number, with the administration as it is now.
    ///
    /// # Errors
    /// If there is no such order, or a remote side cannot be asked.
    pub async fn preview(&self, id: &ConnectionId, number: &str) -> Result<Preview, Fault> {
        let connection = self.connection(id).await?;
        let settings = self.settings(&connection)?;
        let (shop, books) = self.clients(&connection).await?;
        let order = self.by_number(&shop, number).await?;
        let rows = shop.order_rows(order.id).await.map_err(|error| self.shop_fault(&error))?;
        let order = translate::order(connection.shop_id, &order, &rows);
        let administration = self.administration(&books).await?;
        let mut preview = look(order, &connection.shop_url, &settings, &administration);
        if let Ok(invoice) = &mut preview.decided {
            self.known().await?.expect(invoice);
        }
        Ok(preview)
    }

    /// The newest order with this number. The shop filters on the running number only, so its
    /// answers are compared with the whole one.
    async fn by_number(
        &self,
        shop: &ccvshop::Client,
        number: &str,
    ) -> Result<ccvshop::Order, Fault> {
        let digits: String = number
            .chars()
            .rev()
            .take_while(char::is_ascii_digit)
            .collect::<Vec<_>>()
            .iter()
            .rev()
            .collect();
        let running = digits.parse().ok();
        let query = OrderQuery {
            number: running,
            direction: ccvshop::Direction::Descending,
            ..OrderQuery::default()
        };
        let page = shop.orders(&query).await.map_err(|error| self.shop_fault(&error))?;
        let is_it = |order: &ccvshop::Order| order.ordernumber_full.as_deref() == Some(number);
        page.items.into_iter().find(is_it).ok_or_else(|| {
            let language = self.language();
            let message = match language {
                bookkeeping::Language::Nl => {
                    format!("De webwinkel heeft geen bestelling {number}.")
                }
                bookkeeping::Language::En => format!("The web shop has no order {number}."),
            };
            let hint = say(
                language,
                "Geef het nummer zoals de winkel het toont, met voorvoegsel.",
                "Give the number as the shop shows it, prefix included.",
            );
            Fault::new(Code::NotFound, message, hint)
        })
    }

    /// What a remote's error means when there is no round that could wait.
    pub(crate) fn now_or_never(&self, halt: Halt) -> Fault {
        match halt {
            Halt::Fault(fault) => fault,
            Halt::Wait(until, _) | Halt::Settles(until) => {
                let language = self.language();
                let message = match language {
                    bookkeeping::Language::Nl => {
                        format!("De toegestane aanroepen zijn op tot {until}.")
                    }
                    bookkeeping::Language::En => format!("The allowance is used up until {until}."),
                };
                let hint = say(language, "Probeer het daarna opnieuw.", "Try again after that.");
                Fault { until: Some(until), ..Fault::new(Code::Throttled, message, hint) }
            }
        }
    }

    pub(crate) fn shop_fault(&self, error: &ccvshop::Error) -> Fault {
        self.now_or_never(mishap::ccvshop(error, self.language()))
    }

    pub(crate) fn books_fault(&self, error: &moneybird::Error) -> Fault {
        self.now_or_never(mishap::moneybird(error, self.language()))
    }

    /// An administration's reference data, read now.
    pub(crate) async fn administration(
        &self,
        books: &moneybird::Books,
    ) -> Result<Administration, Fault> {
        let read = administration::read(books).await;
        read.map_err(|error| self.books_fault(&error))?.ok_or_else(|| self.no_access(&[]))
    }
}
