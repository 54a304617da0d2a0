//! How late a write shows up.

use std::num::NonZeroU32;

use jiff::{SignedDuration, Timestamp};
use moneybird::{InvoiceFilter, InvoiceId, Period};
use rust_decimal::Decimal;

use super::ended::Ended;
use super::papers::odd;
use crate::fault::Halt;
use crate::mishap;
use crate::probe::{Answer, Finding, Lag, Probe, Question};

/// When it is looked, in seconds after the answer to the write; then it is given up.
const LOOKS: [i64; 8] = [0, 1, 3, 10, 30, 60, 120, 240];

/// A measurement under way.
pub(in crate::probe) struct Measured {
    invoice: InvoiceId,
    answered_at: Timestamp,
    looks: usize,
    /// After how many milliseconds it was in the list, and in the synchronisation.
    seen: [Option<u64>; 2],
}

impl Probe {
    pub(in crate::probe) async fn lag(&mut self) -> Result<Vec<Finding>, Halt> {
        let mut measured = match self.measured.take() {
            Some(measured) => measured,
            None => match self.begin().await? {
                Ended::Done(measured) => measured,
                other => return Ok(vec![self.immeasurable(&other)]),
            },
        };
        while let Some(seconds) = LOOKS.get(measured.looks)
            && measured.seen.contains(&None)
        {
            let due = measured.answered_at.saturating_add(SignedDuration::from_secs(*seconds));
            let due = due.unwrap_or(Timestamp::MAX);
            if self.service.clock.now() < due {
                self.measured = Some(measured);
                return Err(Halt::Settles(due));
            }
            // An allowance that is used up now would be measured too, so then it begins again.
            self.look(&mut measured).await?;
            measured.looks += 1;
        }
        Ok(self.told(measured.seen))
    }

    async fn begin(&mut self) -> Result<Ended<Measured>, Halt> {
        let papers = self.papers()?;
        let draft = papers.draft(&[Decimal::ONE], true)?;
        let made = papers.create(&draft).await?;
        let answered_at = self.service.clock.now();
        Ok(made.map(|invoice| Measured {
            invoice: invoice.id,
            answered_at,
            looks: 0,
            seen: [None, None],
        }))
    }

    async fn look(&mut self, measured: &mut Measured) -> Result<(), Halt> {
        let language = self.service.language();
        let papers = self.papers.as_ref().map(|papers| {
            (papers.books.clone(), papers.contact.clone(), Period::new(papers.day, papers.day))
        });
        let Some((books, contact, period)) = papers else { return Ok(()) };
        let period = period.map_err(odd)?;
        let halt = |error: moneybird::Error| mishap::moneybird(&error, language);
        if measured.seen[0].is_none() {
            let mut filter = InvoiceFilter::all_of(period);
            filter.contact = Some(contact);
            let page = books.invoices(&filter, NonZeroU32::MIN).await.map_err(halt)?;
            if page.items.iter().any(|own| own.id == measured.invoice) {
                measured.seen[0] = Some(self.since(measured.answered_at));
            }
        }
        if measured.seen[1].is_none() {
            let versions = books.invoice_versions(period).await.map_err(halt)?;
            if versions.iter().any(|own| own.id == measured.invoice) {
                measured.seen[1] = Some(self.since(measured.answered_at));
            }
        }
        Ok(())
    }

    fn since(&self, earlier: Timestamp) -> u64 {
        let passed = self.service.clock.now().duration_since(earlier).as_millis();
        u64::try_from(passed).unwrap_or_default()
    }

    fn told(&mut self, seen: [Option<u64>; 2]) -> Vec<Finding> {
        let longest = LOOKS.last().copied().unwrap_or_default().unsigned_abs() * 1000;
        let later = seen[0].zip(seen[1]).map(|(list, versions)| list.max(versions));
        self.known.lag = later.map_or(Lag::Beyond(longest), Lag::Within);
        [Question::ListLag, Question::SynchronisationLag]
            .into_iter()
            .zip(seen)
            .map(|(question, seen)| match seen {
                Some(millis) => self.finding(question, Answer::Seen, format!("≤ {millis} ms")),
                None => self.finding(question, Answer::NotSeen, format!("> {longest} ms")),
            })
            .collect()
    }

    fn immeasurable(&self, made: &Ended<Measured>) -> Finding {
        let (_, seen) = made.answer();
        self.finding(Question::ListLag, Answer::Unclear, seen)
    }
}
