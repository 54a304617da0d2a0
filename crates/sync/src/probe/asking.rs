//! The tasks, in their order. Each brings one finding or more.

use store::Connection;

use super::{Answer, Finding, Papers, Probe, Question};
use crate::fault::{Code, Fault, Halt, say};

/// One thing to do. What it made before it had to wait is made again after that.
#[derive(Debug, Clone, Copy)]
pub(super) enum Task {
    Lag,
    Rounding,
    Decimals,
    Reference,
    Locked,
    Overpayment,
    Paid,
    Unknowns,
    Negatives,
    Token,
    OtherMoneybird,
    Pages,
    Parameters,
    Dates,
    Amounts,
    Signs,
    Errors,
    OtherCcvshop,
}

impl Task {
    pub(super) const ALL: [Self; 18] = [
        Self::Lag,
        Self::Rounding,
        Self::Decimals,
        Self::Reference,
        Self::Locked,
        Self::Overpayment,
        Self::Paid,
        Self::Unknowns,
        Self::Negatives,
        Self::Token,
        Self::OtherMoneybird,
        Self::Pages,
        Self::Parameters,
        Self::Dates,
        Self::Amounts,
        Self::Signs,
        Self::Errors,
        Self::OtherCcvshop,
    ];
}

impl Probe {
    pub(super) async fn ask(
        &mut self,
        task: Task,
        connection: &Connection,
        shop: &ccvshop::Client,
    ) -> Result<Vec<Finding>, Halt> {
        match task {
            Task::Lag => self.lag().await,
            Task::Rounding => self.rounding().await,
            Task::Decimals => self.decimals().await,
            Task::Reference => self.reference().await,
            Task::Locked => self.locked().await,
            Task::Overpayment => self.overpayment().await,
            Task::Paid => self.paid().await,
            Task::Unknowns => self.unknowns().await,
            Task::Negatives => self.negatives().await,
            Task::Token => self.token().await,
            Task::OtherMoneybird => Ok(vec![self.other_moneybird()]),
            Task::Pages => self.pages(shop).await,
            Task::Parameters => self.parameters(shop).await,
            Task::Dates => self.dates(shop).await,
            Task::Amounts => self.amounts(shop, connection).await,
            Task::Signs => self.signs(shop).await,
            Task::Errors => self.errors(shop, connection).await,
            Task::OtherCcvshop => Ok(vec![self.other_ccvshop()]),
        }
    }

    /// The papers, which are there while Moneybird is asked.
    pub(super) fn papers(&mut self) -> Result<&mut Papers, Halt> {
        let missing = || Fault::new(Code::NotFound, "no administration was opened", "");
        self.papers.as_mut().ok_or_else(|| missing().into())
    }

    fn other_moneybird(&self) -> Finding {
        let why = say(
            self.service.language(),
            "Nrs. 10 tot en met 12 (webhooks, OAuth) vragen een browser of een eigen adres, nr. 15 een \
             bankrekening; 16 tot en met 20 en 22 doen wij nooit.",
            "Nos. 10 to 12 (webhooks, OAuth) need a browser or an address of our own, no. 15 a bank \
             account; 16 to 20 and 22 we never do.",
        );
        self.finding(Question::OtherMoneybird, Answer::NotAsked, why)
    }

    fn other_ccvshop(&self) -> Finding {
        let why = say(
            self.service.language(),
            "Webhooks, rechten, facturering en de installatie laten zich niet met lezen beantwoorden; \
             naar de totale limiet wordt niet gezocht, want dat zou de winkel hinderen.",
            "Webhooks, permissions, billing and the installation cannot be answered by reading; the \
             total rate limit is not searched for, because that would hinder the shop.",
        );
        self.finding(Question::OtherCcvshop, Answer::NotAsked, why)
    }
}
