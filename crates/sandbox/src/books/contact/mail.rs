//! E-mail addresses.

use crate::books::refusal::Complaints;

/// Every address must be one, in a domain that receives mail. Domains under `.invalid` do not.
pub(super) fn addresses(name: &str, list: &str, complaints: &mut Complaints) {
    for address in list.split(',').map(str::trim).filter(|address| !address.is_empty()) {
        let (local, domain) = address.split_once('@').unwrap_or_default();
        let well_formed = !local.is_empty()
            && domain.contains('.')
            && !address.contains(char::is_whitespace)
            && !domain.contains('@');
        if !well_formed {
            complaints.add(name, "is invalid", "invalid");
        } else if domain.to_ascii_lowercase().ends_with(".invalid") {
            let text = "includes a domain which cannot receive emails";
            complaints.add(name, text, "email_domain_unreachable");
        }
    }
}
