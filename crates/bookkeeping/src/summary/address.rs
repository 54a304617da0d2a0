//! The address of a summary, which names its orders.
//!
//! An address may be 2000 characters long, so the orders stand in it as the first id and, in base
//! 36, the step to each next one: `&orders=339323562.2.1c`.

use super::Member;
use crate::Subject;

/// Digits of base 36.
const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// Orders in one address, at most; more is nonsense.
const MOST: usize = 1_000;

/// [`Subject::address`] of a summary, with its orders.
pub(super) fn address(subject: Subject, shop_url: &str, shop: i64, members: &[Member]) -> String {
    let mut ids: Vec<i64> = members.iter().map(|member| member.order).collect();
    ids.sort_unstable();
    ids.dedup();
    format!("{}&orders={}", subject.address(shop_url, shop), written(&ids))
}

/// The orders that an address in Moneybird names, if it is that of a summary of this shop.
pub fn members_of_source(url: &str, shop: i64) -> Vec<i64> {
    let is_summary = matches!(Subject::of_address(url, shop), Some(Subject::Day { .. }));
    let orders = url.rsplit_once("&orders=").filter(|_| is_summary);
    orders.and_then(|(_, orders)| orders_in(orders)).unwrap_or_default()
}

fn written(ids: &[i64]) -> String {
    let mut text = String::new();
    let mut before = None;
    for id in ids {
        match before {
            None => text = id.to_string(),
            Some(before) => {
                text.push('.');
                text.push_str(&base_36(id.abs_diff(before)));
            }
        }
        before = Some(*id);
    }
    text
}

/// Reads what [`written`] wrote; nothing if it is not that.
pub(crate) fn orders_in(text: &str) -> Option<Vec<i64>> {
    let mut parts = text.split('.');
    let first: i64 = parts.next()?.parse().ok().filter(|id| *id > 0)?;
    let mut ids = vec![first];
    for part in parts {
        let step = i64::from_str_radix(part, 36).ok().filter(|step| *step > 0)?;
        ids.push(ids.last()?.checked_add(step)?);
    }
    (ids.len() <= MOST && written(&ids) == text).then_some(ids)
}

pub(super) fn base_36(mut number: u64) -> String {
    let mut digits = Vec::new();
    loop {
        let digit = usize::try_from(number % 36).unwrap_or_default();
        digits.push(char::from(DIGITS.get(digit).copied().unwrap_or(b'0')));
        number /= 36;
        if number == 0 {
            return digits.iter().rev().collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_back() {
        for (ids, text) in [
            (vec![1], "1"),
            (vec![339_323_562, 339_323_563, 339_323_599], "339323562.1.10"),
            (vec![1, i64::MAX], "1.1y2p0ij32e8e6"),
        ] {
            assert_eq!(written(&ids), text);
            assert_eq!(orders_in(text), Some(ids));
        }
    }

    #[test]
    fn nonsense_names_nobody() {
        for text in ["", "0", "-5", "x", "5.", "5.0", "5.-1", "5.1!", "5.01", "5.1Z", "05"] {
            assert_eq!(orders_in(text), None, "{text}");
        }
        assert_eq!(orders_in(&format!("{}.1", i64::MAX)), None);
        assert_eq!(orders_in(&format!("1{}", ".1".repeat(MOST))), None);
    }
}
