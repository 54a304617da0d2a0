//! The name under which this process holds leases.

use sync::Service;

/// The outgoing address and this process's number.
pub(crate) fn owner(service: &Service) -> String {
    format!("{}:{}", service.options().address, std::process::id())
}
