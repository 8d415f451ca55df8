//! Chance that is the same for the same seed, whatever was asked before: every question has a name.

/// A source of made-up choices.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// The source of a seed.
    pub const fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    /// The source for one question, named by words: what it gives does not depend on any other question.
    pub fn about(&self, words: &[&str]) -> Chance {
        // FNV-1a over the words and the ends between them.
        let bytes = words.iter().flat_map(|word| word.bytes().chain([0xff]));
        let hash =
            bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        let mut mixed = Chance(self.0 ^ hash);
        Chance(mixed.draw())
    }

    /// The next 64 bits (splitmix64: Steele, Lea, Flood, “Fast splittable pseudorandom number generators”, 2014).
    pub const fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 up to 1, without 1.
    pub fn share(&mut self) -> f64 {
        (self.draw() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// True in so many of a hundred cases.
    pub fn happens(&mut self, percent: u32) -> bool {
        self.share() * 100.0 < f64::from(percent)
    }

    /// A whole number below a bound; 0 where the bound is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.draw() % bound).unwrap_or(0)
    }

    /// One of some; none where there are none.
    pub fn one_of<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }

    /// An id: 32 hexadecimal digits.
    pub fn id(&mut self) -> String {
        format!("{:016x}{:016x}", self.draw(), self.draw())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_numbers_are_those_of_the_paper() {
        let mut chance = Chance::new(1_234_567);
        assert_eq!([chance.draw(), chance.draw()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }

    #[test]
    fn a_question_has_one_answer_per_seed() {
        let of = |seed: u64, words: &[&str]| Chance::new(seed).about(words).draw();
        assert_eq!(of(1, &["a", "b"]), of(1, &["a", "b"]));
        assert_ne!(of(1, &["a", "b"]), of(2, &["a", "b"]));
        assert_ne!(of(1, &["a", "b"]), of(1, &["ab"]));
    }

    #[test]
    fn shares_lie_where_they_should() {
        let mut chance = Chance::new(7);
        let shares: Vec<f64> = (0..10_000).map(|_| chance.share()).collect();
        assert!(shares.iter().all(|share| (0.0..1.0).contains(share)));
        let mean = shares.iter().sum::<f64>() / 10_000.0;
        assert!((mean - 0.5).abs() < 0.02, "{mean}");
    }
}
