//! What is too much is known before anything is made of it.

use remote::{DEEPEST, MOST_VALUES, TooMuch, measure};

#[test]
fn values_and_depth_are_counted_outside_of_texts() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(measure(nested(DEEPEST).as_bytes()), Ok(()));
    assert_eq!(measure(nested(DEEPEST + 1).as_bytes()), Err(TooMuch::Depth));
    assert_eq!(measure("{\"a\":".repeat(DEEPEST + 1).as_bytes()), Err(TooMuch::Depth));
    let many = |values: usize| format!("[{}0]", "0,".repeat(values - 1));
    assert_eq!(measure(many(MOST_VALUES).as_bytes()), Ok(()));
    assert_eq!(measure(many(MOST_VALUES + 1).as_bytes()), Err(TooMuch::Values));
    let quoted = format!("\"{}\\\"{}\"", "[".repeat(200), ",".repeat(MOST_VALUES + 1));
    assert_eq!(measure(quoted.as_bytes()), Ok(()));
    for odd in ["", "]]]]", "\"", "\\", "\"\\", "\u{0}"] {
        assert_eq!(measure(odd.as_bytes()), Ok(()), "{odd}");
    }
}
