//! What rows come to: the same on both sides, or something differs.

use sha2::{Digest as _, Sha256};

use super::row::{Row, Value};

/// SHA-256.
pub(super) type Digest = [u8; 32];

/// Of rows in the order of their keys. Each value says how long it is, so that no two series of rows
/// are written alike.
pub(super) fn of_rows<'a>(rows: impl Iterator<Item = &'a Row>) -> Digest {
    let mut hash = Sha256::new();
    for value in rows.flatten() {
        match value {
            Value::Text(None) | Value::Whole(None) => hash.update([0]),
            Value::Text(Some(text)) => {
                hash.update([1]);
                hash.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
                hash.update(text);
            }
            Value::Whole(Some(number)) => {
                hash.update([2]);
                hash.update(number.to_be_bytes());
            }
        }
    }
    hash.finalize().into()
}

/// Of all that stands in a stretch on SQLite, as one text.
pub(super) fn of_body(body: &str) -> Digest {
    Sha256::digest(body).into()
}

/// Of what the stretches of a table come to, in their order.
pub(super) fn of_digests<'a>(digests: impl Iterator<Item = &'a Digest>) -> Digest {
    digests.fold(Sha256::new(), Sha256::chain_update).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_comes_to_something_else() {
        let text = |text: &str| Value::Text(Some(text.to_owned()));
        let all: Vec<Vec<Row>> = vec![
            vec![],
            vec![vec![text("")]],
            vec![vec![Value::Text(None)]],
            vec![vec![text("ab"), text("c")]],
            vec![vec![text("a"), text("bc")]],
            vec![vec![text("c"), text("ab")]],
            vec![vec![Value::Whole(Some(0))]],
            vec![vec![Value::Whole(Some(1))]],
            vec![vec![text("1")]],
        ];
        let digests: std::collections::BTreeSet<Digest> =
            all.iter().map(|rows| of_rows(rows.iter())).collect();
        assert_eq!(digests.len(), all.len());
        assert_ne!(of_digests([[0; 32], [1; 32]].iter()), of_digests([[1; 32], [0; 32]].iter()));
    }
}
