//! Sums as they stand in a calculation, worked out in whole fractions: no code of ours.
//!
//! `Btw: (585,00 + 5,00) × 21/121 = 102,3967 → 102,40; tekst`: parts between semicolons, each with
//! words up to its last colon; a part without `=` is words only. Every result is the exact value,
//! rounded half away from zero to the decimals that it is written with.

/// A fraction; its denominator is above zero.
#[derive(Debug, Clone, Copy)]
struct Fraction(i128, i128);

impl Fraction {
    fn add(self, other: Self) -> Self {
        Self(self.0 * other.1 + other.0 * self.1, self.1 * other.1).short()
    }

    fn times(self, other: Self) -> Self {
        Self(self.0 * other.0, self.1 * other.1).short()
    }

    fn negative(self) -> Self {
        Self(-self.0, self.1)
    }

    fn inverse(self) -> Option<Self> {
        (self.0 != 0).then(|| Self(self.1 * self.0.signum(), self.0.abs()))
    }

    fn short(self) -> Self {
        let (mut one, mut other) = (self.0.abs(), self.1);
        while other != 0 {
            (one, other) = (other, one % other);
        }
        Self(self.0 / one.max(1), self.1 / one.max(1))
    }

    /// Half away from zero, in units of 10^-`decimals`.
    fn rounded(self, decimals: u32) -> i128 {
        let scaled = self.0 * 10_i128.pow(decimals);
        let half = scaled.signum() * self.1;
        (2 * scaled + half) / (2 * self.1)
    }
}

/// The results of all sums in a line, with a point and a plain minus sign.
pub(super) fn check(line: &str) -> Result<Vec<String>, String> {
    let mut results = Vec::new();
    for part in line.split(';') {
        let part = part.rsplit(':').next().unwrap_or(part);
        let Some((left, right)) = part.split_once('=') else { continue };
        let exact = value(left).ok_or_else(|| format!("'{left}' cannot be worked out"))?;
        for written in right.split('→').map(str::trim) {
            let digits = written.replace('−', "-");
            let decimals = digits.split_once(',').map_or(0, |(_, after)| after.len());
            let number: Option<i128> = digits.replace(',', "").parse().ok();
            let is = exact.rounded(u32::try_from(decimals).unwrap_or(0));
            if number != Some(is) {
                return Err(format!("'{part}': {written} should be {is} without its comma"));
            }
            results.push(digits.replace(',', "."));
        }
    }
    Ok(results)
}

fn value(text: &str) -> Option<Fraction> {
    let characters: Vec<char> = text.chars().filter(|one| !one.is_whitespace()).collect();
    let mut reader = Reader { characters: &characters, at: 0 };
    let value = reader.terms()?;
    (reader.at == characters.len()).then_some(value)
}

struct Reader<'a> {
    characters: &'a [char],
    at: usize,
}

impl Reader<'_> {
    fn next_is(&mut self, wanted: char) -> bool {
        let is = self.characters.get(self.at) == Some(&wanted);
        self.at += usize::from(is);
        is
    }

    fn terms(&mut self) -> Option<Fraction> {
        let mut sum = self.factors()?;
        loop {
            if self.next_is('+') {
                sum = sum.add(self.factors()?);
            } else if self.next_is('−') {
                sum = sum.add(self.factors()?.negative());
            } else {
                return Some(sum);
            }
        }
    }

    fn factors(&mut self) -> Option<Fraction> {
        let mut product = self.single()?;
        loop {
            if self.next_is('×') {
                product = product.times(self.single()?);
            } else if self.next_is('/') {
                product = product.times(self.single()?.inverse()?);
            } else {
                return Some(product);
            }
        }
    }

    fn single(&mut self) -> Option<Fraction> {
        if self.next_is('−') {
            return Some(self.single()?.negative());
        }
        if self.next_is('(') {
            let inside = self.terms()?;
            return self.next_is(')').then_some(inside);
        }
        let rest = &self.characters[self.at..];
        let length = rest.iter().take_while(|one| one.is_ascii_digit() || **one == ',').count();
        let text: String = rest[..length].iter().collect();
        self.at += length;
        let decimals = text.split_once(',').map_or(0, |(_, after)| after.len());
        let number = text.replacen(',', "", 1).parse().ok()?;
        Some(Fraction(number, 10_i128.pow(u32::try_from(decimals).ok()?)))
    }
}
