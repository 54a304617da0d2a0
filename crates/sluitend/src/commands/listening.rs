//! Listening at an address.

use bookkeeping::Language;
use sync::{Code, Fault};
use tokio::net::TcpListener;

use crate::language::{reason, say};

/// Listens at an address, which stands in the configuration under `key`.
///
/// # Errors
/// If that is not possible, and what to do.
pub(super) async fn bound(
    address: &str,
    key: &str,
    language: Language,
) -> Result<TcpListener, Fault> {
    let listener = TcpListener::bind(address).await;
    listener.map_err(|error| {
        let hint = match language {
            Language::Nl => {
                format!("Stop het andere programma, of kies met `{key}` een ander adres.")
            }
            Language::En => {
                format!("Stop the other program, or choose another address with `{key}`.")
            }
        };
        Fault::new(Code::Settings, refused(address, &error, language), hint)
    })
}

/// The same at an address that need not be there.
///
/// # Errors
/// The same.
pub(super) async fn bound_if_any(
    address: Option<&str>,
    key: &str,
    language: Language,
) -> Result<Option<TcpListener>, Fault> {
    match address {
        Some(address) => bound(address, key, language).await.map(Some),
        None => Ok(None),
    }
}

/// A listener broke off while it was used.
pub(super) fn broke_off(address: &str, error: &std::io::Error, language: Language) -> Fault {
    let hint = say(language, "Start opnieuw.", "Start again.");
    Fault::new(Code::Settings, refused(address, error, language), hint)
}

fn refused(address: &str, error: &std::io::Error, language: Language) -> String {
    let error = reason(error, language);
    match language {
        Language::Nl => format!("Luisteren op {address} lukt niet: {error}."),
        Language::En => format!("Cannot listen on {address}: {error}."),
    }
}
