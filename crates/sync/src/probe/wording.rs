//! The questions as sentences.

use bookkeeping::Language;

use super::Question;
use crate::fault::say;

/// What a question asks.
pub(super) fn question(question: Question, language: Language) -> String {
    let (nl, en) = if question.side() == super::Side::Moneybird {
        moneybird(question)
    } else {
        ccvshop(question)
    };
    say(language, nl, en)
}

/// After a fault: what may still be there.
pub(super) fn remains(language: Language) -> String {
    say(
        language,
        "Er kunnen testdocumenten zijn blijven staan, met een referentie die begint met \
         sluitend-probe-; `sluitend probe` ruimt ze de volgende keer op.",
        "Test documents may still be there, with a reference that begins with sluitend-probe-; \
         `sluitend probe` removes them the next time.",
    )
}

fn moneybird(question: Question) -> (&'static str, &'static str) {
    use Question as Q;
    match question {
        Q::VatRounding => (
            "Rondt Moneybird btw af per regel of per tarief?",
            "Does Moneybird round VAT per line or per rate?",
        ),
        Q::InclusiveTotal => (
            "Blijft het totaal staan als de prijzen inclusief btw zijn?",
            "Does the total stay as it is when prices include VAT?",
        ),
        Q::PriceDecimals => (
            "Wat gebeurt er met een prijs met drie decimalen?",
            "What happens to a price with three decimals?",
        ),
        Q::UniqueReference => (
            "Mogen twee facturen dezelfde referentie hebben?",
            "May two invoices have the same reference?",
        ),
        Q::LockedPeriod => (
            "Wat antwoordt Moneybird op een factuur in een vergrendelde periode?",
            "What does Moneybird answer to an invoice in a locked period?",
        ),
        Q::Overpayment => ("Mag er te veel worden betaald?", "May more be paid than is open?"),
        Q::PaidEdit => (
            "Kan een betaalde factuur nog worden gewijzigd?",
            "Can a paid invoice still be edited?",
        ),
        Q::PaidDelete => {
            ("Kan een betaalde factuur worden verwijderd?", "Can a paid invoice be deleted?")
        }
        Q::UnknownKeys => (
            "Wat gebeurt er met een onbekend kenmerk van een factuur?",
            "What happens to an unknown attribute of an invoice?",
        ),
        Q::BadToken => ("Wat antwoordt een fout token?", "What does a wrong token get?"),
        Q::UnknownTaxRate => (
            "Wat gebeurt er met een onbekend btw-tarief op een regel?",
            "What happens to an unknown tax rate on a line?",
        ),
        Q::UnknownLedgerAccount => (
            "Wat gebeurt er met een onbekende categorie op een regel?",
            "What happens to an unknown ledger account on a line?",
        ),
        Q::InactiveTaxRate => (
            "Wat gebeurt er met een btw-tarief dat niet meer actief is?",
            "What happens to a tax rate that is no longer active?",
        ),
        Q::WithoutLines => ("Mag een factuur zonder regels?", "May an invoice have no lines?"),
        Q::UnknownIds => (
            "Wat doet synchronisatie met een id dat er niet is?",
            "What does synchronisation do with an id that is not there?",
        ),
        Q::NegativeInvoice => ("Mag een factuur negatief zijn?", "May an invoice be negative?"),
        Q::NegativePayment => ("Mag een betaling negatief zijn?", "May a payment be negative?"),
        Q::ListLag => (
            "Hoe laat staat een nieuwe factuur in de lijst?",
            "How late does a new invoice show up in the list?",
        ),
        Q::SynchronisationLag => (
            "Hoe laat staat zij in de synchronisatie?",
            "How late does it show up in the synchronisation?",
        ),
        _ => ("De overige vragen", "The other questions"),
    }
}

fn ccvshop(question: Question) -> (&'static str, &'static str) {
    use Question as Q;
    match question {
        Q::DefaultPage => (
            "Hoe groot is een pagina als er niets wordt gevraagd?",
            "How large is a page when nothing is asked?",
        ),
        Q::LargestPage => ("Hoe groot is de grootste pagina?", "How large is the largest page?"),
        Q::PageSize => (
            "Is `size` het gevraagde of het geleverde aantal?",
            "Is `size` the number asked or the number delivered?",
        ),
        Q::UnknownParameters => {
            ("Wat gebeurt er met een onbekende parameter?", "What happens to an unknown parameter?")
        }
        Q::DateFilter => (
            "Wat betekent een dag zonder tijd in een datumfilter?",
            "What does a day without a time mean in a date filter?",
        ),
        Q::ExclusiveTotal => (
            "Zit btw in `total_price` van een bestelling exclusief btw?",
            "Does `total_price` hold VAT in an order whose rows exclude it?",
        ),
        Q::RowTotals => (
            "Zijn totalen van rijen afgerond op centen?",
            "Are the totals of rows rounded to cents?",
        ),
        Q::ShopRounding => ("Waar rondt de winkel btw af?", "Where does the shop round VAT?"),
        Q::Readings => (
            "Onder welke lezing van kosten en kortingen kloppen de bestellingen?",
            "Under which reading of costs and discounts do the orders fit?",
        ),
        Q::DiscountSign => {
            ("Welk teken heeft `total_discounts`?", "Which sign has `total_discounts`?")
        }
        Q::PointsSign => {
            ("Welk teken heeft `credit_point_discount`?", "Which sign has `credit_point_discount`?")
        }
        Q::CreditSigns => {
            ("Waaraan is een creditfactuur te zien?", "How does a credit invoice show what it is?")
        }
        Q::ProductTypes => {
            ("Welke woorden heeft `product_type`?", "Which words does `product_type` have?")
        }
        Q::CouponTypes => (
            "Welke woorden heeft `type` van een kortingscode?",
            "Which words does a coupon's `type` have?",
        ),
        Q::ErrorsSigned => ("Zijn foutmeldingen ondertekend?", "Are error replies signed?"),
        Q::ErrorCodes => ("Dragen foutmeldingen een code?", "Do error replies carry a code?"),
        Q::MerchantShape => (
            "Is de winkelier een verzameling of één ding?",
            "Is the merchant a collection or one object?",
        ),
        _ => ("De overige vragen", "The other questions"),
    }
}
