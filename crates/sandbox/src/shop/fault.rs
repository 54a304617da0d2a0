//! What goes wrong, on demand.

use std::sync::{Arc, Mutex, PoisonError};

/// One thing that goes wrong, `times` times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// `GET`, `POST`, … or `*` for any.
    pub method: String,
    /// A part of the path and query; the empty text fits all.
    pub path: String,
    /// How many requests that fit pass unharmed first.
    pub after: u32,
    /// How many requests it strikes, after which it is gone.
    pub times: u32,
    /// What happens.
    pub kind: Misfortune,
}

/// What a fault does to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misfortune {
    /// Nothing is done; 502 with a page of HTML, as a proxy sends it.
    Html502,
    /// All is done; the JSON breaks off halfway, signed as it is.
    BrokenJson,
    /// All is done; the reply's hash is that of another text.
    WrongSignature,
    /// All is done; the reply has neither `x-date` nor `x-hash`.
    NoSignature,
    /// Nothing is done; 200 with a page of HTML, as a shop under maintenance sends it.
    HtmlOk,
    /// Nothing is done; 500 with this code, such as `500.20`.
    Status500 {
        /// The error's `code`.
        code: String,
    },
    /// Nothing is done; 429 with code 429.10.
    Throttle,
    /// Nothing is done; 401 as for a key that was withdrawn.
    Unauthorized,
    /// All is done; 204 without a body, although a resource was made (ccvshop-api.md §1.5).
    Post204,
    /// All is done; 502 with a page of HTML, so that the client cannot know.
    LostReply,
}

/// The shop's plan of faults. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    plan: Arc<Mutex<Vec<Fault>>>,
}

impl Faults {
    /// Adds a fault. Of several that fit a request the oldest strikes.
    pub fn push(&self, fault: Fault) {
        self.lock().push(fault);
    }

    /// Forgets all faults.
    pub fn clear(&self) {
        self.lock().clear();
    }

    /// How many faults have not used up their `times`.
    pub fn pending(&self) -> usize {
        self.lock().len()
    }

    /// The misfortune of this request, if it has one.
    pub(crate) fn strike(&self, method: &str, uri: &str) -> Option<Misfortune> {
        let mut plan = self.lock();
        plan.retain(|fault| fault.times > 0);
        let fits = |fault: &Fault| {
            (fault.method == "*" || fault.method == method) && uri.contains(&fault.path)
        };
        let mut struck = None;
        for fault in plan.iter_mut().filter(|fault| fits(fault)) {
            if fault.after > 0 {
                fault.after -= 1;
            } else if struck.is_none() {
                fault.times -= 1;
                struck = Some(fault.kind.clone());
            }
        }
        plan.retain(|fault| fault.times > 0);
        struck
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Fault>> {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_waits_strikes_and_is_gone() {
        let faults = Faults::default();
        faults.push(Fault {
            method: "GET".into(),
            path: "orders".into(),
            after: 1,
            times: 2,
            kind: Misfortune::Throttle,
        });
        assert_eq!(faults.strike("POST", "/orders/"), None);
        assert_eq!(faults.strike("GET", "/apps/"), None);
        assert_eq!(faults.strike("GET", "/orders/"), None, "the first one passes");
        assert_eq!(faults.strike("GET", "/orders/1/"), Some(Misfortune::Throttle));
        assert_eq!(faults.pending(), 1);
        assert_eq!(faults.strike("GET", "/orders/"), Some(Misfortune::Throttle));
        assert_eq!(faults.pending(), 0);
        assert_eq!(faults.strike("GET", "/orders/"), None);
    }
}
