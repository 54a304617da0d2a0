//! What Moneybird may refuse, and in which words.

use jiff::civil::Date;
use moneybird::{
    AdministrationId, Batch, Dates, InvoiceId, LedgerAccountId, Lines, TaxRateId, probe,
};
use rust_decimal::Decimal;
use secrecy::SecretString;

use super::ended::{Ended, ended};
use super::papers::{Papers, odd};
use crate::fault::{Halt, say};
use crate::probe::{Answer, Finding, Probe, Question};

/// An id that belongs to nothing.
const NOBODY: &str = "1";

impl Probe {
    /// The same reference twice.
    pub(in crate::probe) async fn reference(&mut self) -> Result<Vec<Finding>, Halt> {
        let papers = self.papers()?;
        let draft = papers.draft(&[Decimal::ONE], true)?;
        let first = papers.create(&draft).await?;
        let made = if let Ended::Done(_) = first { papers.create(&draft).await? } else { first };
        Ok(vec![self.simple(Question::UniqueReference, &made)])
    }

    pub(in crate::probe) async fn locked(&mut self) -> Result<Vec<Finding>, Halt> {
        let language = self.service.language();
        let papers = self.papers()?;
        let Some(day) = papers.locked else {
            let why = say(
                language,
                "Geen enkele periode van de administratie is vergrendeld.",
                "No period of the administration is locked.",
            );
            return Ok(vec![self.finding(Question::LockedPeriod, Answer::NotAsked, why)]);
        };
        let made = locked_invoice(papers, day).await?;
        let (answer, seen) = match &made {
            Ended::Refused { said, is_lock: false } => (Answer::Unclear, said.clone()),
            other => other.answer(),
        };
        Ok(vec![self.finding(Question::LockedPeriod, answer, seen)])
    }

    /// Attributes and ids that Moneybird does not know, and an invoice that says nothing.
    pub(in crate::probe) async fn unknowns(&mut self) -> Result<Vec<Finding>, Halt> {
        let language = self.service.language();
        let papers = self.papers()?;
        let draft = papers.draft(&[Decimal::ONE], true)?;
        let breach = probe::Breach::UnknownKey("sluitend_probe");
        let keys = papers.create_wrong(&draft, &breach).await?;
        let rate = TaxRateId::new(NOBODY).map_err(odd)?;
        let rate = at_rate(papers, rate).await?;
        let account = at_account(papers, LedgerAccountId::new(NOBODY).map_err(odd)?).await?;
        let inactive = match papers.inactive.clone() {
            Some(rate) => Some(at_rate(papers, rate).await?),
            None => None,
        };
        let draft = papers.draft(&[Decimal::ONE], true)?;
        let bare = papers.create_wrong(&draft, &probe::Breach::NoLines).await?;
        let nobody = Batch::new(vec![InvoiceId::new(NOBODY).map_err(odd)?]).map_err(odd)?;
        let ids = ended(papers.books.fetch_invoices(&nobody).await, language)?;
        let (keys_answer, keys_seen) = match keys.answer() {
            (Answer::Accepted, seen) => (Answer::Ignored, seen),
            other => other,
        };
        let (ids_answer, ids_seen) = match &ids {
            Ended::Done(found) if found.is_empty() => (Answer::LeftOut, String::new()),
            Ended::Done(_) => (Answer::Unclear, String::new()),
            other => other.answer(),
        };
        let mut found = vec![
            self.finding(Question::UnknownKeys, keys_answer, keys_seen),
            self.simple(Question::UnknownTaxRate, &rate),
            self.simple(Question::UnknownLedgerAccount, &account),
            self.simple(Question::WithoutLines, &bare),
            self.finding(Question::UnknownIds, ids_answer, ids_seen),
        ];
        let why = say(
            language,
            "Alle tarieven van de administratie zijn actief.",
            "All rates of the administration are active.",
        );
        let question = Question::InactiveTaxRate;
        found.push(inactive.map_or_else(
            || self.finding(question, Answer::NotAsked, why),
            |made| self.simple(question, &made),
        ));
        Ok(found)
    }

    /// A token that opens nothing. Asked once, so that nobody takes it for an attack.
    pub(in crate::probe) async fn token(&mut self) -> Result<Vec<Finding>, Halt> {
        let wrong = SecretString::from("sluitend-probe-no-token");
        let client = self.service.moneybird(&wrong)?;
        let id = AdministrationId::new(NOBODY).map_err(odd)?;
        let (answer, seen) = match client.administration(id).administration().await {
            Ok(_) => (Answer::Accepted, String::new()),
            Err(moneybird::Error::Unauthorized { message }) => {
                (Answer::Refused, format!("401 {message}"))
            }
            Err(error) => ended::<()>(Err(error), self.service.language())?.answer(),
        };
        let answer = if answer == Answer::Accepted { Answer::Unclear } else { answer };
        Ok(vec![self.finding(Question::BadToken, answer, seen)])
    }

    /// A question of which it only matters whether it was done.
    pub(super) fn simple<T>(&self, question: Question, ended: &Ended<T>) -> Finding {
        let (answer, seen) = ended.answer();
        self.finding(question, answer, seen)
    }
}

async fn locked_invoice(papers: &mut Papers, day: Date) -> Result<Ended<moneybird::Invoice>, Halt> {
    let mut draft = papers.draft(&[Decimal::ONE], true)?;
    draft.dates = Dates::new(day, None).map_err(odd)?;
    papers.create(&draft).await
}

async fn at_rate(papers: &mut Papers, rate: TaxRateId) -> Result<Ended<moneybird::Invoice>, Halt> {
    let mut draft = papers.draft(&[Decimal::ONE], true)?;
    let mut line = papers.line(Decimal::ONE)?;
    line.tax_rate = rate;
    draft.lines = Lines::new(vec![line]).map_err(odd)?;
    papers.create(&draft).await
}

async fn at_account(
    papers: &mut Papers,
    account: LedgerAccountId,
) -> Result<Ended<moneybird::Invoice>, Halt> {
    let mut draft = papers.draft(&[Decimal::ONE], true)?;
    let mut line = papers.line(Decimal::ONE)?;
    line.ledger_account = account;
    draft.lines = Lines::new(vec![line]).map_err(odd)?;
    papers.create(&draft).await
}
