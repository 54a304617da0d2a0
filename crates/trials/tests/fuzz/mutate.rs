//! Changes to a text: blind ones to its bytes, and some that know JSON and lines.

use std::ops::Range;

use crate::dice::Dice;
use crate::spans::{Span, spans};
use crate::values::{number, odd};

/// How long a text may grow.
const LONGEST: usize = 64 * 1024;

/// A few changes, now and then many; `other` is another text to take pieces from.
pub(crate) fn mutate(dice: &mut Dice, mut text: Vec<u8>, other: &[u8]) -> Vec<u8> {
    let most = if dice.permille(100) { 20 } else { 3 };
    // What stays readable gets further than what does not.
    let is_gentle = dice.permille(600);
    for _ in 0..=dice.below(most) {
        match dice.below(10) {
            _ if is_gentle => gently(dice, &mut text),
            0 => blind(dice, &mut text, other),
            1 => lines(dice, &mut text),
            _ => known(dice, &mut text, other),
        }
        text.truncate(LONGEST);
    }
    text
}

fn place(dice: &mut Dice, text: &[u8]) -> usize {
    usize::try_from(dice.below(text.len() as u64 + 1)).unwrap()
}

/// A piece of a text, mostly short.
fn piece(dice: &mut Dice, text: &[u8]) -> Range<usize> {
    let start = place(dice, text);
    let longest = dice.pick(&[1, 4, 40, 4_000]);
    let length = usize::try_from(dice.below(longest)).unwrap();
    start..(start + length).min(text.len())
}

fn blind(dice: &mut Dice, text: &mut Vec<u8>, other: &[u8]) {
    let cut = piece(dice, text);
    match dice.below(6) {
        0 => {
            if let Some(byte) = text.get_mut(cut.start) {
                *byte ^= 1 << dice.below(8);
            }
        }
        1 => {
            let byte = dice.pick(b"\0\n\r\t\x1b\"\\{}[]:,.-+eE0129\x7f\xc3\xed\xf4\xff ");
            text.insert(cut.start, byte);
        }
        2 => drop(text.drain(cut)),
        3 => {
            let again = text[cut.clone()].to_vec();
            text.splice(cut.start..cut.start, again);
        }
        4 => {
            let theirs = other[piece(dice, other)].to_vec();
            text.splice(cut, theirs);
        }
        _ => text.truncate(cut.start),
    }
}

/// Lines that are gone, twice, elsewhere, or have another value.
fn lines(dice: &mut Dice, text: &mut Vec<u8>) {
    let mut lines: Vec<Vec<u8>> = text.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    let one = usize::try_from(dice.below(lines.len() as u64)).unwrap();
    let two = usize::try_from(dice.below(lines.len() as u64)).unwrap();
    match dice.below(4) {
        0 => drop(lines.remove(one)),
        1 => lines.insert(two, lines[one].clone()),
        2 => lines.swap(one, two),
        _ => {
            let end = lines[one].iter().position(|byte| matches!(byte, b'=' | b':'));
            let end = end.map_or(0, |end| end + 1);
            lines[one].truncate(end);
            lines[one].extend(odd(dice).into_bytes());
        }
    }
    *text = lines.join(&b'\n');
}

/// What a JSON text can be while it still is one.
fn known(dice: &mut Dice, text: &mut Vec<u8>, other: &[u8]) {
    let found = spans(text);
    let values: Vec<Span> = found.iter().filter(|span| !span.is_name).cloned().collect();
    if values.is_empty() {
        return blind(dice, text, other);
    }
    let refs: Vec<&Span> = values.iter().collect();
    let one = dice.pick(&refs).range.clone();
    match dice.below(8) {
        // A text becomes a number and the other way.
        0 => {
            let value = &text[one.clone()];
            let changed = if value.len() >= 2 && value[0] == b'"' {
                value[1..value.len() - 1].to_vec()
            } else {
                [b"\"", value, b"\""].concat()
            };
            text.splice(one, changed);
        }
        1 => {
            let two = dice.pick(&refs).range.clone();
            let theirs = text[two].to_vec();
            text.splice(one, theirs);
        }
        2 => {
            let theirs: Vec<Span> = spans(other);
            let refs: Vec<&Span> = theirs.iter().collect();
            if !refs.is_empty() {
                let theirs = other[dice.pick(&refs).range.clone()].to_vec();
                text.splice(one, theirs);
            }
        }
        3 => twice(dice, text, &found),
        4 => {
            let names: Vec<&Span> = found.iter().filter(|span| span.is_name).collect();
            if !names.is_empty() {
                let (one, two) = (dice.pick(&names).range.clone(), dice.pick(&names).range.clone());
                let theirs = text[two].to_vec();
                text.splice(one, theirs);
            }
        }
        _ => {
            let value = odd(dice).into_bytes();
            text.splice(one, value);
        }
    }
}

/// A number becomes another number, a text another text, a truth another one.
fn gently(dice: &mut Dice, text: &mut Vec<u8>) {
    let found = spans(text);
    let is_scalar = |span: &&Span| !span.is_name && !matches!(text[span.range.start], b'{' | b'[');
    let scalars: Vec<&Span> = found.iter().filter(is_scalar).collect();
    if scalars.is_empty() {
        return;
    }
    let one = dice.pick(&scalars).range.clone();
    let first = text[one.start];
    let is_quoted = first == b'"';
    let is_number =
        text[one.clone()].trim_ascii().iter().all(|byte| b"\"0123456789.-".contains(byte));
    let value = if first == b't' || first == b'f' {
        dice.pick(&["true", "false"]).to_owned()
    } else if is_number && is_quoted {
        format!("\"{}\"", number(dice))
    } else if is_number {
        number(dice)
    } else {
        match odd(dice) {
            value if value.starts_with('"') => value,
            value => format!("\"{}\"", value.replace('"', "")),
        }
    };
    text.splice(one, value.into_bytes());
}

/// A member that is there twice, or an item: the second time with another value.
fn twice(dice: &mut Dice, text: &mut Vec<u8>, found: &[Span]) {
    let names: Vec<&Span> = found.iter().filter(|span| span.is_name).collect();
    if names.is_empty() {
        return;
    }
    let name = dice.pick(&names).range.clone();
    let again = [&text[name.clone()], b":", odd(dice).as_bytes(), b","].concat();
    text.splice(name.start..name.start, again);
}
