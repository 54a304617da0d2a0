//! Numbers that look random and are always the same: xoshiro256**, seeded by `SplitMix64`
//! (Blackman and Vigna, 2018; both in the public domain). Not for secrets.

/// A stream of numbers.
#[derive(Debug, Clone)]
pub(super) struct Random {
    state: [u64; 4],
}

impl Random {
    /// The stream of `seed` for the `index`th thing of some `sort`, independent of all others.
    pub(super) fn new(seed: u64, sort: u64, index: u64) -> Self {
        let mut mix = seed;
        for part in [sort, index] {
            mix = split_mix(&mut mix) ^ part.wrapping_mul(0xd6e8_feb8_6659_fd93);
        }
        Self { state: std::array::from_fn(|_| split_mix(&mut mix)) }
    }

    fn next(&mut self) -> u64 {
        let [a, b, c, d] = &mut self.state;
        let result = b.wrapping_mul(5).rotate_left(7).wrapping_mul(9);
        let shifted = *b << 17;
        *c ^= *a;
        *d ^= *b;
        *b ^= *c;
        *a ^= *d;
        *c ^= shifted;
        *d = d.rotate_left(45);
        result
    }

    /// A number below `limit`, or nought if that is nought. The bias is below 2⁻³².
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.next().checked_rem(limit).unwrap_or(0)
    }

    /// A number of `from` up to and with `to`.
    pub(super) fn between(&mut self, from: i64, to: i64) -> i64 {
        let span = u64::try_from(to - from).unwrap_or(0) + 1;
        from + i64::try_from(self.below(span)).unwrap_or(0)
    }

    /// True in `percent` of a hundred cases.
    pub(super) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of `items`; the default if there are none.
    pub(super) fn pick<T: Clone + Default>(&mut self, items: &[T]) -> T {
        let limit = u64::try_from(items.len()).unwrap_or(0);
        let position = usize::try_from(self.below(limit)).unwrap_or(0);
        items.get(position).cloned().unwrap_or_default()
    }

    /// One of `items` by weight; none if all weigh nothing.
    pub(super) fn weighed<'a, T>(&mut self, items: &'a [(u64, T)]) -> Option<&'a T> {
        let mut left = self.below(items.iter().map(|(weight, _)| weight).sum());
        for (weight, item) in items {
            match left.checked_sub(*weight) {
                None => return Some(item),
                Some(rest) => left = rest,
            }
        }
        None
    }
}

fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn split_mix_gives_its_published_numbers() {
        let mut state = 1_234_567;
        let numbers: Vec<u64> = (0..3).map(|_| split_mix(&mut state)).collect();
        assert_eq!(
            numbers,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn streams_repeat_and_differ() {
        let draw = |seed, sort, index| {
            let mut random = Random::new(seed, sort, index);
            (0..8).map(|_| random.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(draw(1, 2, 3), draw(1, 2, 3));
        assert_ne!(draw(1, 2, 3), draw(1, 2, 4));
        assert_ne!(draw(1, 2, 3), draw(1, 3, 3));
        assert_ne!(draw(1, 2, 3), draw(2, 2, 3));
    }

    #[test]
    fn weights_and_bounds_hold() {
        let mut random = Random::new(7, 0, 0);
        let items = [(1, 'a'), (0, 'b'), (3, 'c')];
        let drawn: String = (0..400).filter_map(|_| random.weighed(&items).copied()).collect();
        assert_eq!(drawn.len(), 400);
        assert!(!drawn.contains('b'));
        let many = drawn.matches('c').count();
        assert!((240..360).contains(&many), "{many}");
        assert!((0..100).all(|_| (3..=5).contains(&random.between(3, 5))));
        assert_eq!(random.below(0), 0);
        assert_eq!(random.weighed::<u8>(&[]), None);
    }
}
