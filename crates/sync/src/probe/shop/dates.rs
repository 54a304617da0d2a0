//! What a day means in a filter (ccvshop-api.md §2.1).

use ccvshop::probe::{self, Answer as Reply};
use ccvshop::{Client, Order};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::{holds, told};
use crate::fault::Halt;
use crate::probe::{Answer, Finding, Probe, Question};

impl Probe {
    /// Asks for an order that was placed in the course of a day, up to that day and the one before.
    pub(in crate::probe) async fn dates(&mut self, shop: &Client) -> Result<Vec<Finding>, Halt> {
        let question = Question::DateFilter;
        let Some((id, number, day)) = self.sample.iter().find_map(placed) else {
            return Ok(vec![self.untold(
                question,
                "Geen bestelling waaraan het te zien is.",
                "No order that would show it.",
            )]);
        };
        let before = match day.yesterday() {
            Ok(yesterday) => self.up_to(shop, number, yesterday).await?,
            Err(error) => Err(error.to_string()),
        };
        let until = self.up_to(shop, number, day).await?;
        let (answer, seen) = match (before, until) {
            (Ok(before), Ok(until)) if before.status < 300 && until.status < 300 => {
                let answer = match (holds(&before, id), holds(&until, id)) {
                    (true, _) => Answer::Ignored,
                    (false, true) => Answer::WholeDay,
                    (false, false) => Answer::Midnight,
                };
                (answer, "max_create_date".to_owned())
            }
            (Ok(_), Ok(until)) => (Answer::Refused, until.status.to_string()),
            (Err(said), _) | (_, Err(said)) => (Answer::Unclear, said),
        };
        Ok(vec![self.finding(question, answer, seen)])
    }

    async fn up_to(
        &self,
        shop: &Client,
        number: i64,
        day: Date,
    ) -> Result<Result<Reply, String>, Halt> {
        let query = [("ordernumber", number.to_string()), ("max_create_date", day.to_string())];
        told(probe::read(shop, "/orders/", &query).await, self)
    }
}

/// Id, number and day of an order that was not placed at the very beginning of a day.
fn placed(order: &Order) -> Option<(i64, i64, Date)> {
    let at = order.create_date.to_zoned(TimeZone::UTC).datetime();
    (at.time() != Time::midnight()).then_some((order.id, order.ordernumber?, at.date()))
}
