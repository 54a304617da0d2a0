//! Pages and parameters (ccvshop-api.md §1.7).

use ccvshop::{Client, Direction, OrderQuery, probe};

use super::{items, told, whole};
use crate::fault::Halt;
use crate::probe::{Answer, Finding, Probe, Question};

/// More than any page is thought to hold.
const HUGE: u32 = 1000;

/// More than the orders that share one number.
const FEW: u64 = 7;

impl Probe {
    pub(in crate::probe) async fn pages(&mut self, shop: &Client) -> Result<Vec<Finding>, Halt> {
        let plain = told(probe::read(shop, "/orders/", &[]).await, self)?;
        let default = match plain {
            Ok(reply) => {
                let number = items(&reply).map_or(0, Vec::len);
                let goes_on = reply.document.get("next").is_some_and(serde_json::Value::is_string);
                self.sized(Question::DefaultPage, number, goes_on)
            }
            Err(said) => self.finding(Question::DefaultPage, Answer::Unclear, said),
        };
        let query =
            OrderQuery { size: HUGE, direction: Direction::Descending, ..OrderQuery::default() };
        let largest = match told(shop.orders(&query).await, self)? {
            Ok(page) => {
                let number = page.items.len() + page.unreadable.len();
                self.sample = page.items;
                self.sized(Question::LargestPage, number, page.has_next)
            }
            Err(said) => self.finding(Question::LargestPage, Answer::Unclear, said),
        };
        Ok(vec![default, largest, self.page_size(shop).await?])
    }

    fn sized(&self, question: Question, number: usize, goes_on: bool) -> Finding {
        if goes_on {
            self.finding(question, Answer::Told, number.to_string())
        } else {
            self.finding(question, Answer::Untold, format!("≥ {number}"))
        }
    }

    /// A page that holds fewer than were asked for.
    async fn page_size(&self, shop: &Client) -> Result<Finding, Halt> {
        let question = Question::PageSize;
        let Some(number) = self.sample.iter().find_map(|order| order.ordernumber) else {
            return Ok(self.untold(
                question,
                "De winkel heeft geen bestelling.",
                "The shop has no order.",
            ));
        };
        let query = [("size", FEW.to_string()), ("ordernumber", number.to_string())];
        let reply = match told(probe::read(shop, "/orders/", &query).await, self)? {
            Ok(reply) => reply,
            Err(said) => return Ok(self.finding(question, Answer::Unclear, said)),
        };
        let delivered = items(&reply).map_or(0, Vec::len);
        let delivered = u64::try_from(delivered).unwrap_or(u64::MAX);
        let said = reply.document.get("size").and_then(whole);
        let answer = match said {
            _ if delivered >= FEW => Answer::Untold,
            Some(said) if said == FEW => Answer::Asked,
            Some(said) if said == delivered => Answer::Delivered,
            _ => Answer::Unclear,
        };
        let said = said.map_or_else(|| "-".to_owned(), |said| said.to_string());
        Ok(self.finding(question, answer, format!("{FEW} / {delivered}: size = {said}")))
    }

    pub(in crate::probe) async fn parameters(
        &mut self,
        shop: &Client,
    ) -> Result<Vec<Finding>, Halt> {
        let query = [("size", "1".to_owned()), ("sluitend_probe", "1".to_owned())];
        let (answer, seen) = match told(probe::read(shop, "/orders/", &query).await, self)? {
            Ok(reply) if reply.status < 300 => (Answer::Ignored, reply.status.to_string()),
            Ok(reply) => (Answer::Refused, reply.status.to_string()),
            Err(said) => (Answer::Unclear, said),
        };
        Ok(vec![self.finding(Question::UnknownParameters, answer, seen)])
    }
}
