//! Direct debit.

use super::Contact;
use crate::books::body::Attributes;
use crate::books::day::{self, Moment};
use crate::books::refusal::{Complaints, Refusal};

/// An active direct debit needs a complete mandate, not dated in the future.
pub(super) fn mandate(
    contact: &mut Contact,
    attributes: &Attributes<'_>,
    moment: Moment,
    complaints: &mut Complaints,
) -> Result<(), Refusal> {
    if let Some(text) = attributes.text("sepa_mandate_date")? {
        contact.mandate_date = day::parse(text);
        if contact.mandate_date.is_none() && !text.is_empty() {
            complaints.add("sepa_mandate_date", "is not a valid date", "is not a valid date");
        }
    }
    if contact.mandate_date.is_some_and(|date| date > moment.today) {
        complaints.add("sepa_mandate_date", "cannot be in the future", "not_in_future");
    }
    if contact.flags.get("sepa_active") == Some(&true) {
        for name in ["sepa_iban", "sepa_iban_account_name", "sepa_mandate_id"] {
            if contact.text(name).is_empty() {
                complaints.blank(name);
            }
        }
        if contact.mandate_date.is_none() {
            complaints.blank("sepa_mandate_date");
        }
    }
    Ok(())
}
