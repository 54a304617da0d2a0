//! The words by which a person is known, and texts without them.

use super::Words;
use crate::{Customer, vat_number};

/// What stands in the place of a word that was taken out.
const GONE: &str = "…";

/// What is shorter stands in any text.
const SHORTEST: usize = 2;

impl Words {
    /// What names this customer and hardly anything else: addresses, numbers, and names as a whole. For texts
    /// that are not about them, such as the names of what they bought.
    pub fn sure(customer: &Customer) -> Self {
        let own = customer;
        let name = format!("{} {}", own.first_name.trim(), own.last_name.trim());
        let turned = format!("{}, {}", own.last_name.trim(), own.first_name.trim());
        let is_whole = !own.first_name.trim().is_empty() && !own.last_name.trim().is_empty();
        let names = [name, turned].into_iter().filter(|_| is_whole);
        let others = [
            &own.company,
            &own.email,
            &own.phone,
            &own.vat_number,
            &own.chamber_of_commerce,
            &own.address1,
            &own.address2,
        ];
        let mut words = Self::default();
        others.into_iter().cloned().chain(names).for_each(|word| words.add(&word));
        words.add(&vat_number::typed(customer));
        words
    }

    /// The same, and each part of the name and of the addresses by itself.
    pub fn every(customer: &Customer) -> Self {
        let own = customer;
        let mut words = Self::sure(customer);
        for word in [
            &own.first_name,
            &own.last_name,
            &own.postcode,
            &own.city,
            &own.delivery_postcode,
            &own.delivery_city,
        ] {
            words.add(word);
        }
        words
    }

    /// One word more.
    pub fn add(&mut self, word: &str) {
        let word = word.trim();
        if word.chars().count() >= SHORTEST {
            self.0.insert(word.to_owned());
        }
    }

    /// These and others.
    pub fn join(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A text without these words, in whatever case they stand there; words of which they are a part stay.
    #[must_use]
    pub fn out_of(&self, text: &str) -> String {
        // The longest first: a part of a name would leave the other part behind.
        let mut all: Vec<Vec<char>> = self.0.iter().map(|word| folded(word)).collect();
        all.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let (signs, low): (Vec<char>, Vec<char>) = (text.chars().collect(), folded(text));
        let mut kept = String::with_capacity(text.len());
        let mut at = 0;
        while let Some(sign) = signs.get(at) {
            let found = all.iter().find(|word| stands(&low, at, word));
            if let Some(word) = found {
                kept.push_str(GONE);
                at += word.len();
            } else {
                kept.push(*sign);
                at += 1;
            }
        }
        kept
    }

    /// Whether one of them stands in a text.
    pub fn are_in(&self, text: &str) -> bool {
        self.out_of(text) != text
    }
}

/// Sign by sign in small letters, so that places stay the same.
fn folded(text: &str) -> Vec<char> {
    text.chars().map(|sign| sign.to_lowercase().next().unwrap_or(sign)).collect()
}

/// Whether a word stands there by itself.
fn stands(text: &[char], at: usize, word: &[char]) -> bool {
    let is_part = |place: Option<usize>| {
        place.and_then(|place| text.get(place)).is_some_and(|sign| sign.is_alphanumeric())
    };
    let end = at.saturating_add(word.len());
    text.get(at..end) == Some(word) && !is_part(at.checked_sub(1)) && !is_part(Some(end))
}
