//! Many orders, each invented from a number of its own, so that one can be tried again alone.

/// As many as issue 3 promises.
pub(super) const ORDERS: u64 = 100_000;

/// Where numbers come from: the same ones for the same seed, everywhere (`SplitMix64`).
pub(super) struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// From `least` up to but not `end`.
    pub(super) fn within(&mut self, least: i64, end: i64) -> i64 {
        let span = u64::try_from(end - least).unwrap();
        least + i64::try_from(self.next() % span).unwrap()
    }

    /// One time in `times`.
    pub(super) fn rarely(&mut self, times: u64) -> bool {
        self.next().is_multiple_of(times)
    }

    pub(super) fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.index(all.len())]
    }

    pub(super) fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(length).unwrap()).unwrap()
    }
}

/// Says which order it was that failed.
struct Seed(u64);

impl Drop for Seed {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("ORDER_SEED={} tries this order alone", self.0);
        }
    }
}

fn asked(variable: &str) -> Option<u64> {
    let value = std::env::var(variable).ok()?;
    Some(value.parse().unwrap_or_else(|_| panic!("{variable}={value} is not a number")))
}

/// Runs a check on `orders` orders, on as many as `ORDERS` asks for, or on the one of `ORDER_SEED`
/// alone. Says whether it were all: at least `orders`, so that all that may be in them was met.
pub(super) fn many(orders: u64, mut check: impl FnMut(&mut Random)) -> bool {
    let alone = asked("ORDER_SEED");
    let seeds = match alone {
        Some(seed) => seed..seed + 1,
        None => 0..asked("ORDERS").unwrap_or(orders),
    };
    for seed in seeds.clone() {
        let _says = Seed(seed);
        check(&mut Random(seed));
    }
    alone.is_none() && seeds.end >= orders
}
