//! The way of an order from ready to booked. `$1` connection, `$2` order, `$3` now.

use crate::statement::statements;

/// An update of one order that names the state it starts from.
macro_rules! advance {
    ($set:literal, $from:literal) => {
        concat!(
            "UPDATE orders SET updated_at = $3, ",
            $set,
            " WHERE connection_id = $1 AND order_id = $2 AND ",
            $from
        )
    };
}

/// Finds the order that an invoice is of, other than `$1` and `$2`, at any connection to the same administration.
macro_rules! of_another {
    ($invoice:literal) => {
        concat!(
            "SELECT own.order_id FROM orders AS own JOIN connections AS theirs ON theirs.id = own.connection_id \
             JOIN connections AS here ON here.administration_id = theirs.administration_id \
             WHERE here.id = $1 AND own.invoice_id = ",
            $invoice,
            " AND (own.connection_id <> $1 OR own.order_id <> $2)"
        )
    };
}

statements! {
    /// The shop's conditions are met.
    SET_READY = advance!(
        "state = 'ready', ready_at = COALESCE(ready_at, $3)", "state = 'waiting'"
    );
    /// They are not met any more.
    SET_WAITING = advance!("state = 'waiting'", "state = 'ready'");
    /// Needs a person.
    REFUSE = advance!(
        "state = 'refused', code = $5, refusal = $6, sent_at = NULL, settle_at = NULL",
        "state = $4"
    );
    /// Something to tell about a booking that goes on.
    NOTE_PROBLEM = advance!("code = $4, refusal = $5", "state = 'booking'");
    /// Decided how to book it.
    PLAN = advance!(
        "state = 'booking', stage = 'planned', plan = $4, reference = $5, booked_on = $6, \
         code = NULL, refusal = NULL, why = NULL",
        "state = 'ready'"
    );
    /// Its contact is being made.
    AWAIT_CONTACT = advance!(
        "stage = 'contact', settle_at = $4",
        "state = 'booking' AND stage IN ('planned', 'contact')"
    );
    /// Its contact is known.
    SET_CONTACT = advance!(
        "stage = 'planned', contact_id = $4, settle_at = NULL, code = NULL, refusal = NULL",
        "state = 'booking' AND stage IN ('planned', 'contact')"
    );
    /// Its contact was not made: decide again.
    BACK_FROM_CONTACT = advance!(
        "stage = 'planned', settle_at = NULL", "state = 'booking' AND stage = 'contact'"
    );
    /// The request for the invoice is about to leave.
    INTEND_INVOICE = advance!(
        "stage = 'invoice_sending', attempt = $4, sent_at = $5, settle_at = $6",
        "state = 'booking' AND stage = 'planned' AND attempt = $4 - 1"
    );
    /// The invoice exists. One that was found there may have been made before we ever asked.
    INVOICE_MADE = advance!(
        "stage = 'invoice_made', invoice_id = $4, adopted = $5, sent_at = NULL, settle_at = NULL, \
         code = NULL, refusal = NULL",
        "state = 'booking' AND (stage = 'invoice_sending' \
         OR ($5 = 1 AND stage IN ('planned', 'contact')))"
    );
    /// The invoice surely does not exist.
    BACK_TO_PLANNED = advance!(
        "stage = 'planned', sent_at = NULL, settle_at = NULL",
        "state = 'booking' AND stage = 'invoice_sending'"
    );
    /// The request for the payment is about to leave.
    INTEND_PAYMENT = advance!(
        "stage = 'payment_sending', attempt = $4, sent_at = $5, settle_at = $6",
        "state = 'booking' AND stage = 'invoice_made' AND attempt = $4 - 1"
    );
    /// The payment exists. One that was found there may have been made by somebody else.
    PAYMENT_MADE = advance!(
        "stage = 'payment_made', payment_id = $4, sent_at = NULL, settle_at = NULL, \
         code = NULL, refusal = NULL",
        "state = 'booking' AND stage IN ('invoice_made', 'payment_sending')"
    );
    /// Somebody else's payment was found.
    PAYMENT_FOUND = advance!(
        "stage = 'payment_made', payment_id = $4, plan = $5, sent_at = NULL, settle_at = NULL, \
         code = NULL, refusal = NULL",
        "state = 'booking' AND stage IN ('invoice_made', 'payment_sending')"
    );
    /// The payment surely does not exist.
    BACK_TO_INVOICE_MADE = advance!(
        "stage = 'invoice_made', sent_at = NULL, settle_at = NULL",
        "state = 'booking' AND stage = 'payment_sending'"
    );
    /// A later look-up; the last one gave no answer.
    POSTPONE = advance!(
        "settle_at = $4",
        "state = 'booking' AND stage IN ('contact', 'invoice_sending', 'payment_sending')"
    );
    /// No outcome settles later than that.
    BRING_FORWARD = "UPDATE orders SET settle_at = $2 WHERE connection_id = $1 AND state = 'booking' \
                     AND stage IN ('contact', 'invoice_sending', 'payment_sending') AND settle_at > $2";
    /// All of it is there and was read back.
    BOOKED = advance!(
        "state = 'booked', stage = 'verified', booked = $4, code = NULL, refusal = NULL",
        "state = 'booking' AND stage IN ('invoice_made', 'payment_made')"
    );
    /// Another program booked it. Never where a request of ours may have left, nor as an invoice that another
    /// order is booked as.
    ADOPT = concat!(
        advance!(
            "state = 'booked', stage = 'verified', plan = $4, reference = $5, booked_on = $6, \
             invoice_id = $7, booked = $8, adopted = 1, code = NULL, refusal = NULL, why = NULL, review = 0",
            "state IN ('waiting', 'ready', 'refused') AND invoice_id IS NULL AND attempt = 0 \
             AND summary IS NULL AND order_id > 0 AND NOT EXISTS ("
        ),
        of_another!("$7"),
        ")"
    );
    /// Whether an invoice (`$3`) is another order's.
    OF_ANOTHER = of_another!("$3");
    /// Was edited in the shop after it was booked.
    CHANGE = advance!(
        "state = 'changed', code = $4, refusal = $5, review = 0",
        "state IN ('booked', 'changed')"
    );
    /// The edit was undone or accounted for.
    SETTLE_CHANGE = advance!(
        "state = 'booked', code = NULL, refusal = NULL, review = 0", "state = 'changed'"
    );
    /// All that had changed was that it is paid, and a person has registered that.
    PAID_BY_HAND = advance!(
        "state = 'booked', plan = $4, code = NULL, refusal = NULL",
        "state = 'changed' AND code = 'paid' AND payment_id IS NULL"
    );
    /// The shop shows it differently, but what is booked is right.
    REVIEWED = advance!("review = 0", "review = 1");
    /// Compare it with what is booked.
    REVIEW = advance!("review = 1", "state IN ('booking', 'booked', 'changed')");
    /// A person agreed to a correction. Not while it is to be compared anew: then what the person was
    /// told may be corrected already, or no longer true; nor while a credit invoice or another correction
    /// of it is about to be booked.
    AGREED = advance!(
        "review = 0",
        "state = 'changed' AND review = 0 AND refusal = $4 AND NOT EXISTS ( \
         SELECT 1 FROM orders AS own WHERE own.connection_id = $1 AND own.of_order = $2 \
         AND own.state IN ('ready', 'booking'))"
    );
    /// What is booked is to be paid after all.
    OWE_PAYMENT = advance!(
        "state = 'booking', stage = 'invoice_made', plan = $4, booked = NULL",
        "state = 'booked' AND payment_id IS NULL AND summary IS NULL"
    );
    /// Decided to book it in the summary of a day.
    SUMMARISE = advance!(
        "state = 'booking', stage = 'planned', plan = $4, reference = $5, booked_on = $6, \
         summary = $7, code = NULL, refusal = NULL, why = NULL",
        "state = 'ready' AND order_id > 0"
    );
    /// Its summary is not made yet, and it becomes another part of it.
    PLAN_MEMBER = advance!(
        "plan = $4", "state = 'booking' AND stage = 'planned' AND summary = $5"
    );
    /// Its summary is there and was read back. What is changed stays so.
    MEMBER_BOOKED = advance!(
        "state = CASE WHEN state = 'booking' THEN 'booked' ELSE state END, stage = 'verified', \
         invoice_id = $4, booked = $5, adopted = $6",
        "state IN ('booking', 'booked', 'changed') AND summary = $7"
    );
    /// Its summary was set aside.
    IGNORE_MEMBER = advance!("state = 'ignored', why = $5", "state = 'booking' AND summary = $4");
    /// Tries a refused order again from the beginning. What was seen of it is not to be relied on: somebody may
    /// have mended it in the shop a moment ago.
    RELEASE = advance!(
        "state = 'ready', stage = NULL, code = NULL, refusal = NULL, plan = NULL, \
         reference = NULL, booked_on = NULL, contact_id = NULL, booked = NULL, adopted = 0, \
         sent_at = NULL, settle_at = NULL, \
         seen_at = 0",
        "state = 'refused' AND invoice_id IS NULL"
    );
    /// Tries a refused order again from the beginning, because its invoice is gone.
    RELEASE_ANEW = advance!(
        "state = 'ready', stage = NULL, code = NULL, refusal = NULL, plan = NULL, \
         reference = NULL, booked_on = NULL, contact_id = NULL, invoice_id = NULL, \
         payment_id = NULL, booked = NULL, adopted = 0, sent_at = NULL, settle_at = NULL, \
         seen_at = 0",
        "state = 'refused' AND invoice_id IS NOT NULL"
    );
    /// Tries a refused order again from the invoice that it has.
    RELEASE_WITH_INVOICE = advance!(
        "state = 'booking', stage = CASE WHEN payment_id IS NULL THEN 'invoice_made' \
         ELSE 'payment_made' END, code = NULL, refusal = NULL, sent_at = NULL, settle_at = NULL",
        "state = 'refused' AND invoice_id IS NOT NULL"
    );
    /// Sets an order aside for good.
    IGNORE = advance!(
        "state = 'ignored', why = $5, code = CASE WHEN state = 'changed' THEN code END, \
         refusal = CASE WHEN state = 'changed' THEN refusal END, sent_at = NULL, \
         settle_at = NULL",
        "state = $4 AND state IN ('waiting', 'ready', 'refused', 'changed')"
    );
    /// A person takes back what was set aside and never booked. Not one of a summary that was set aside,
    /// of which it is not known that nothing was booked, nor one beside which something of its own is booked
    /// or about to be.
    TAKE_BACK = advance!(
        "state = $4, stage = NULL, code = NULL, refusal = NULL, why = NULL, plan = NULL, \
         reference = NULL, booked_on = NULL, contact_id = NULL, booked = NULL, adopted = 0, \
         sent_at = NULL, settle_at = NULL, seen_at = 0",
        "state = 'ignored' AND code IS NULL AND invoice_id IS NULL AND payment_id IS NULL \
         AND summary IS NULL AND NOT EXISTS (SELECT 1 FROM orders AS own \
         WHERE own.connection_id = $1 AND own.of_order = $2 \
         AND (own.invoice_id IS NOT NULL OR own.state NOT IN ('waiting', 'ignored')))"
    );
    /// A person takes back what was booked and set aside when it had changed: it is compared anew.
    TAKE_BACK_CHANGED = advance!(
        "state = 'changed', why = NULL, review = 1",
        "state = 'ignored' AND code IS NOT NULL AND invoice_id IS NOT NULL AND stage = 'verified'"
    );
}
