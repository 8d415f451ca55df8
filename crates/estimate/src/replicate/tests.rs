use super::hadamard::hadamard;
use super::*;

#[test]
fn rows_of_a_hadamard_matrix_are_orthogonal() {
    for (least, order) in
        [(1, 1), (2, 2), (3, 4), (5, 8), (9, 12), (13, 16), (17, 20), (25, 32), (64, 64), (65, 68), (69, 72)]
    {
        let matrix = hadamard(least);
        assert!(matrix.len() <= order + 12 && matrix.len() >= least, "{least}: {}", matrix.len());
        assert!(matrix.iter().all(|row| row.len() == matrix.len() && row[0]));
        for (i, a) in matrix.iter().enumerate() {
            for b in &matrix[..i] {
                let agree = a.iter().zip(b).filter(|(x, y)| x == y).count();
                assert_eq!(2 * agree, matrix.len(), "{least}");
            }
        }
    }
}

#[test]
fn splitmix_is_the_published_one() {
    // First outputs for the seed 1234567, from the reference implementation.
    let mut chance = SplitMix64::new(1_234_567);
    assert_eq!([chance.draw(), chance.draw()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    let mut counts = [0; 3];
    (0..3000).for_each(|_| counts[chance.below(3) as usize] += 1);
    assert!(counts.iter().all(|count| (900..1100).contains(count)), "{counts:?}");
}
