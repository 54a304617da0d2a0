//! What an answer means for us, in one sentence.

use bookkeeping::Language;

use super::{Answer, Question, Side};
use crate::fault::say;

/// What this answer to this question means.
pub(super) fn meaning(question: Question, answer: Answer, language: Language) -> String {
    let (nl, en) = match answer {
        Answer::NotAsked => ("Niets verandert.", "Nothing changes."),
        Answer::Untold => (
            "Wij gaan uit van wat het veiligst is en controleren elk antwoord.",
            "We assume what is safest and check every answer.",
        ),
        Answer::Unclear => (
            "Dit had niemand verwacht: stuur dit verslag naar het project.",
            "Nobody expected this: please send this report to the project.",
        ),
        _ if question.side() == Side::Moneybird => moneybird(question, answer),
        _ => ccvshop(question, answer),
    };
    say(language, nl, en)
}

fn moneybird(question: Question, answer: Answer) -> (&'static str, &'static str) {
    use {Answer as A, Question as Q};
    match (question, answer) {
        (Q::VatRounding | Q::InclusiveTotal | Q::PriceDecimals, _) => amounts(question, answer),
        (Q::UniqueReference, A::Refused) => (
            "Twee bestellingen met hetzelfde nummer: de tweede wordt geweigerd en vraagt om een mens.",
            "Two orders with one number: the second is refused and needs a person.",
        ),
        (Q::UniqueReference, _) => (
            "De referentie beschermt niet tegen dubbel boeken; dat doen wij zelf.",
            "The reference does not protect against booking twice; we do that ourselves.",
        ),
        (Q::LockedPeriod, A::Refused) => (
            "Een vergrendelde periode wordt aan dit antwoord herkend, ook als zij net is vergrendeld.",
            "A locked period is recognised by this answer, even if it was only just locked.",
        ),
        (Q::LockedPeriod, _) => (
            "Moneybird houdt ons niet tegen: alleen onze eigen controle op de vergrendeling doet dat.",
            "Moneybird does not stop us: only our own check of the lock does.",
        ),
        (Q::Overpayment | Q::PaidEdit | Q::PaidDelete, _) => paid(question, answer),
        (Q::NegativeInvoice | Q::NegativePayment, _) => negative(question, answer),
        (Q::UnknownKeys, A::Refused) => (
            "Een kenmerk dat Moneybird schrapt, zou elke factuur laten weigeren; er wordt dan niets half geboekt.",
            "An attribute that Moneybird drops would get every invoice refused; nothing is half booked then.",
        ),
        (Q::UnknownKeys, _) => (
            "Een kenmerk dat Moneybird schrapt, verdwijnt stil; daarom lezen wij elke factuur terug.",
            "An attribute that Moneybird drops vanishes silently; that is why we read every invoice back.",
        ),
        (Q::BadToken, _) => (
            "Een ingetrokken token wordt herkend en maakt de koppeling stuk tot iemand een nieuw geeft.",
            "A revoked token is recognised and breaks the connection until somebody gives a new one.",
        ),
        (_, A::LeftOut) => (
            "Een factuur die weg is, ontbreekt in het antwoord; zo wordt dat gezien.",
            "An invoice that is gone is missing from the answer; that is how it is seen.",
        ),
        (Q::ListLag | Q::SynchronisationLag, A::Seen) => (
            "Een onbekende uitkomst rust minstens twee keer zo lang voor zij wordt opgezocht.",
            "An unknown outcome rests at least twice as long before it is looked up.",
        ),
        (Q::ListLag | Q::SynchronisationLag, _) => (
            "Een onbekende uitkomst rust een uur voor zij wordt opgezocht.",
            "An unknown outcome rests an hour before it is looked up.",
        ),
        (_, A::Refused) => (
            "Er wordt niets verkeerds geboekt: de bestelling wordt geweigerd met deze tekst.",
            "Nothing wrong is booked: the order is refused with this text.",
        ),
        _ => (
            "Moneybird houdt dit niet tegen: onze eigen controle vooraf moet dat doen.",
            "Moneybird does not stop this: our own check before must do so.",
        ),
    }
}

fn amounts(question: Question, answer: Answer) -> (&'static str, &'static str) {
    use {Answer as A, Question as Q};
    match (question, answer) {
        (Q::VatRounding, A::PerLine) => (
            "De btw van een factuur is de som van zijn regels; zo wordt zij voorspeld en vergeleken.",
            "An invoice's VAT is the sum of its lines; it is predicted and compared like that.",
        ),
        (Q::VatRounding, _) => (
            "De btw van een factuur wordt één keer per tarief afgerond; zo wordt zij voorspeld en vergeleken.",
            "An invoice's VAT is rounded once per rate; it is predicted and compared like that.",
        ),
        (Q::InclusiveTotal, _) => (
            "Wat de klant betaalde is wat er geboekt staat, hoe Moneybird ook afrondt.",
            "What the customer paid is what is booked, however Moneybird rounds.",
        ),
        (Q::PriceDecimals, A::Refused) => (
            "Wij sturen nooit meer dan twee decimalen; het zou worden geweigerd.",
            "We never send more than two decimals; it would be refused.",
        ),
        _ => (
            "Wij sturen nooit meer dan twee decimalen, dus dit raakt ons niet.",
            "We never send more than two decimals, so this does not touch us.",
        ),
    }
}

fn paid(question: Question, answer: Answer) -> (&'static str, &'static str) {
    use {Answer as A, Question as Q};
    match (question, answer) {
        (Q::Overpayment, A::Refused) => (
            "Een betaling van te veel wordt geweigerd; wij sturen er geen.",
            "A payment of too much is refused; we send none.",
        ),
        (Q::Overpayment, _) => (
            "Een dubbele betaling zou worden aangenomen; daarom wordt er nooit een herhaald.",
            "A second payment would be taken; that is why none is ever repeated.",
        ),
        (Q::PaidEdit, A::Refused) => (
            "Een betaalde factuur staat vast; verschillen kunnen er later niet in sluipen.",
            "A paid invoice stands firm; no difference can creep into it later.",
        ),
        (Q::PaidEdit, _) => (
            "Iemand kan een betaalde factuur wijzigen; de sluitstaat merkt dat.",
            "Somebody can change a paid invoice; the closing statement notices.",
        ),
        (Q::PaidDelete, A::Refused) => (
            "Wie een betaalde factuur weg wil hebben, verwijdert eerst de betaling.",
            "Who wants a paid invoice gone removes its payment first.",
        ),
        _ => (
            "Een betaalde factuur kan ineens weg zijn; de sluitstaat noemt haar dan.",
            "A paid invoice can be gone all at once; the closing statement then names it.",
        ),
    }
}

fn negative(question: Question, answer: Answer) -> (&'static str, &'static str) {
    use {Answer as A, Question as Q};
    match (question, answer) {
        (Q::NegativeInvoice, A::Accepted) => (
            "Een creditfactuur kan als factuur met negatieve regels worden geboekt.",
            "A credit invoice can be booked as an invoice with negative lines.",
        ),
        (Q::NegativeInvoice, _) => (
            "Creditfacturen kunnen zo niet worden geboekt; zij vragen om een mens.",
            "Credit invoices cannot be booked like this; they need a person.",
        ),
        (Q::NegativePayment, A::Accepted) => (
            "Een terugbetaling kan op de creditfactuur worden geboekt.",
            "A refund can be booked on the credit invoice.",
        ),
        _ => (
            "Een terugbetaling moet met de hand worden geboekt.",
            "A refund must be booked by hand.",
        ),
    }
}

fn ccvshop(question: Question, answer: Answer) -> (&'static str, &'static str) {
    use {Answer as A, Question as Q};
    match (question, answer) {
        (Q::DefaultPage | Q::LargestPage, _) => (
            "Wij vragen er honderd en tellen wat er komt.",
            "We ask for a hundred and count what comes.",
        ),
        (Q::PageSize, _) => {
            ("Wij tellen zelf hoeveel er komen.", "We count ourselves how many there are.")
        }
        (Q::UnknownParameters, A::Ignored) => (
            "Een filter dat de winkel niet kent, doet niets; daarom wordt elk antwoord nagekeken.",
            "A filter that the shop does not know does nothing; that is why every answer is checked.",
        ),
        (Q::UnknownParameters, _) => (
            "Een filter dat de winkel niet kent, valt meteen op.",
            "A filter that the shop does not know is noticed at once.",
        ),
        (Q::DateFilter, A::WholeDay) => (
            "Een dag in een filter is de hele dag; wij vragen toch een dag ruimer.",
            "A day in a filter is all of that day; we ask for a day more all the same.",
        ),
        (Q::DateFilter, A::Ignored) => (
            "Datumfilters doen niets; wij gebruiken ze niet.",
            "Date filters do nothing; we do not use them.",
        ),
        (Q::DateFilter, _) => (
            "Een dag in een filter is haar eerste moment; wie tot en met vandaag wil, vraagt een dag ruimer.",
            "A day in a filter is its first moment; who wants today included asks for a day more.",
        ),
        (Q::ExclusiveTotal, A::WithoutVat) => (
            "Wat de klant betaalde is totaal en btw samen; zo wordt het geboekt.",
            "What the customer paid is total and VAT together; it is booked like that.",
        ),
        (Q::ExclusiveTotal, _) => (
            "Wat de klant betaalde is het totaal; zo wordt het geboekt.",
            "What the customer paid is the total; it is booked like that.",
        ),
        (Q::RowTotals | Q::ShopRounding | Q::Readings, _) => (
            "Elke bestelling wordt onder elke lezing nagerekend; alleen wat klopt wordt geboekt.",
            "Every order is reckoned under every reading; only what fits is booked.",
        ),
        (Q::DiscountSign | Q::PointsSign | Q::CreditSigns, _) => (
            "Het teken wordt naar zijn betekenis gelezen; beide schrijfwijzen worden begrepen.",
            "The sign is read by its meaning; both ways of writing are understood.",
        ),
        (Q::ProductTypes, _) => (
            "Alles behalve `product` telt als statiegeld of borg; staat er iets anders, meld dit dan.",
            "All but `product` counts as a deposit; if there is anything else, please report it.",
        ),
        (Q::ErrorsSigned | Q::ErrorCodes | Q::MerchantShape | Q::CouponTypes, _) => {
            ("Beide vormen worden begrepen.", "Both forms are understood.")
        }
        _ => ("Niets verandert.", "Nothing changes."),
    }
}
