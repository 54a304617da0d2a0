//! The test documents: making them, and knowing which there are.

use bookkeeping::{Language, amsterdam_day};
use jiff::ToSpan;
use jiff::civil::Date;
use moneybird::{
    AccountType, Administration, Amount, Books, ContactId, ContactName, Currency, CustomerId,
    Dates, Description, Invalid, Invoice, InvoiceId, LedgerAccountId, Lines, NewContact,
    NewInvoice, NewLine, NewPayment, Payment, PaymentId, Period, Price, Reference, Settlement,
    Source, TaxRate, TaxRateId, probe,
};
use rust_decimal::Decimal;

use super::ended::{Ended, ended};
use crate::fault::{Code, Fault, Halt, say};
use crate::{Service, mishap};

/// How the reference of every test document begins.
pub(super) const MARK: &str = "sluitend-probe-";

/// Our own name for the contact that they are for.
const CONTACT: &str = "sluitend-probe";

/// How far back leftovers of earlier probes are looked for, in days.
const BACK: i64 = 400;

/// What test documents are made of, and those that were made and not removed yet.
pub(in crate::probe) struct Papers {
    pub(super) books: Books,
    pub(super) language: Language,
    pub(super) contact: ContactId,
    pub(super) currency: Currency,
    /// The domestic sales rate with the highest percentage.
    pub(super) rate: TaxRate,
    /// A sales rate that is not active any more, if there is one.
    pub(super) inactive: Option<TaxRateId>,
    pub(super) account: LedgerAccountId,
    /// The day of all documents: today, or the first day that is not locked.
    pub(super) day: Date,
    pub(super) locked: Option<Date>,
    pub(super) made: Vec<Document>,
    /// References of those that Moneybird would not let us remove.
    pub(super) left: Vec<String>,
    /// Whether it was looked for documents that nobody remembers.
    pub(super) looked: bool,
    stamp: i64,
    number: u32,
}

/// A test document.
#[derive(Debug, Clone)]
pub(super) struct Document {
    pub(super) reference: String,
    pub(super) invoice: InvoiceId,
    pub(super) payments: Vec<PaymentId>,
}

impl Papers {
    /// Chooses what documents are made of; finds or makes their contact.
    pub(in crate::probe) async fn take(
        service: &Service,
        books: Books,
        own: Administration,
    ) -> Result<Self, Halt> {
        let language = service.language();
        let halt = |error: moneybird::Error| mishap::moneybird(&error, language);
        let rates = books.tax_rates().await.map_err(halt)?;
        let accounts = books.ledger_accounts().await.map_err(halt)?;
        let is_usable = |account: &&moneybird::LedgerAccount| {
            let is_revenue = account.account_type == AccountType::Revenue;
            is_revenue && account.active && account.allows_sales_invoices()
        };
        let is_domestic = |rate: &&TaxRate| rate.active && rate.country.is_none();
        let rate = rates.iter().filter(is_domestic).max_by_key(|rate| rate.percentage);
        let account = accounts.iter().find(is_usable);
        let (Some(rate), Some(account)) = (rate, account) else {
            return Err(bare(language).into());
        };
        let today = amsterdam_day(service.clock.now());
        let locked = own.period_locked_until;
        let first = locked.and_then(|last| last.tomorrow().ok()).unwrap_or(today);
        Ok(Self {
            contact: contact(&books, language).await?,
            language,
            currency: own.currency,
            rate: rate.clone(),
            inactive: rates.iter().find(|rate| !rate.active).map(|rate| rate.id.clone()),
            account: account.id.clone(),
            day: today.max(first),
            locked,
            made: Vec::new(),
            left: Vec::new(),
            looked: false,
            stamp: service.clock.now().as_millisecond(),
            number: 0,
            books,
        })
    }

    /// The days on which test documents may be, of this probe and of earlier ones.
    pub(super) fn span(&self) -> Result<Period, Halt> {
        let back = self.day.checked_sub(BACK.days()).unwrap_or(self.day);
        let from = self.locked.map_or(back, |locked| locked.min(back));
        Period::new(from, self.day).map_err(odd)
    }

    /// An invoice with lines at these prices, whose reference nobody else has.
    pub(super) fn draft(&mut self, prices: &[Decimal], incl: bool) -> Result<NewInvoice, Halt> {
        self.number += 1;
        let reference = format!("{MARK}{}-{}", self.stamp, self.number);
        let lines = prices.iter().map(|price| self.line(*price)).collect::<Result<_, Halt>>()?;
        Ok(NewInvoice {
            contact: self.contact.clone(),
            reference: Reference::new(&reference).map_err(odd)?,
            dates: Dates::new(self.day, None).map_err(odd)?,
            currency: self.currency.clone(),
            prices_are_incl_tax: incl,
            source: Some(Source::new("Sluitend probe").map_err(odd)?),
            source_url: None,
            lines: Lines::new(lines).map_err(odd)?,
        })
    }

    pub(super) fn line(&self, price: Decimal) -> Result<NewLine, Halt> {
        Ok(NewLine {
            description: Description::new("Test (sluitend probe)"),
            amount: Amount::ONE,
            price: Price::new(price).map_err(odd)?,
            tax_rate: self.rate.id.clone(),
            ledger_account: self.account.clone(),
        })
    }

    pub(super) async fn create(&mut self, invoice: &NewInvoice) -> Result<Ended<Invoice>, Halt> {
        let made = self.books.create_invoice(invoice, None).await;
        Ok(self.note(ended(made, self.language)?))
    }

    /// Books an invoice with something wrong in it.
    pub(super) async fn create_wrong(
        &mut self,
        invoice: &NewInvoice,
        breach: &probe::Breach,
    ) -> Result<Ended<Invoice>, Halt> {
        let made = probe::create_invoice(&self.books, invoice, breach).await;
        Ok(self.note(ended(made, self.language)?))
    }

    fn note(&mut self, made: Ended<Invoice>) -> Ended<Invoice> {
        if let Ended::Done(invoice) = &made {
            self.made.push(Document {
                reference: invoice.reference.clone().unwrap_or_default(),
                invoice: invoice.id.clone(),
                payments: Vec::new(),
            });
        }
        made
    }

    pub(super) async fn pay(
        &mut self,
        invoice: &InvoiceId,
        price: Decimal,
    ) -> Result<Ended<Payment>, Halt> {
        let payment = NewPayment {
            date: self.day,
            price: Price::new(price).map_err(odd)?,
            transaction_identifier: None,
            settlement: Settlement::Unlinked,
        };
        let made = self.books.create_payment(invoice, &payment, None).await;
        let made = ended(made, self.language)?;
        if let Ended::Done(payment) = &made
            && let Some(document) = self.made.iter_mut().find(|own| own.invoice == *invoice)
        {
            document.payments.push(payment.id.clone());
        }
        Ok(made)
    }
}

async fn contact(books: &Books, language: Language) -> Result<ContactId, Halt> {
    let halt = |error: moneybird::Error| mishap::moneybird(&error, language);
    let id = CustomerId::new(CONTACT).map_err(odd)?;
    if let Some(found) = books.contact_by_customer_id(&id).await.map_err(halt)? {
        return Ok(found.id);
    }
    let mut new =
        NewContact::named(ContactName::new("Sluitend probe (test)", "", "").map_err(odd)?);
    new.customer_id = Some(id);
    Ok(books.create_contact(&new, None).await.map_err(halt)?.id)
}

/// A value of our own that the client does not take.
#[expect(clippy::needless_pass_by_value, reason = "it is handed to map_err")]
pub(super) fn odd(error: Invalid) -> Halt {
    Fault::new(Code::BadReply, error.to_string(), "").into()
}

fn bare(language: Language) -> Fault {
    let message = say(
        language,
        "De administratie heeft geen actief btw-tarief voor verkoop of geen omzetcategorie.",
        "The administration has no active tax rate for sales, or no revenue account.",
    );
    let hint = say(
        language,
        "Neem een sandbox-administratie zoals Moneybird die maakt.",
        "Take a sandbox administration as Moneybird makes it.",
    );
    Fault::new(Code::Settings, message, hint)
}
