//! The name of a connection.

use crate::id::id;

id! {
    /// A connection's id: a UUID of version 7, so that ids sort by the instant they were made.
    ConnectionId, "a connection; 'sluitend connections' lists the ones there are"
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::{Entropy, EntropyError};

    struct Same(u8);

    impl Entropy for Same {
        fn fill(&self, bytes: &mut [u8]) -> Result<(), EntropyError> {
            bytes.fill(self.0);
            Ok(())
        }
    }

    #[test]
    fn is_made_from_the_instant_and_the_entropy_alone() {
        let early: Timestamp = "2026-11-23T10:00:00Z".parse().unwrap();
        let late: Timestamp = "2026-11-23T10:00:00.001Z".parse().unwrap();
        let id = ConnectionId::new(early, &Same(0xff)).unwrap();
        assert_eq!(id.as_str(), "01a207d9-2100-7fff-bfff-ffffffffffff");
        assert_eq!(id, ConnectionId::new(early, &Same(0xff)).unwrap());
        assert!(id < ConnectionId::new(late, &Same(0)).unwrap());
    }

    #[test]
    fn reads_what_it_writes_and_nothing_else() {
        let text = "01a207d9-2100-7fff-bfff-ffffffffffff";
        let id: ConnectionId = text.parse().unwrap();
        assert_eq!(id.to_string(), text);
        assert_eq!(text.to_uppercase().parse(), Ok(id));
        assert_eq!(
            "12".parse::<ConnectionId>().unwrap_err().to_string(),
            "'12' is not the id of a connection; 'sluitend connections' lists the ones there are"
        );
    }
}
