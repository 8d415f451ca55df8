//! Small systems of linear equations.

/// Below this share of its size a pivot counts as nothing: the column follows from those before.
const DEPENDENT: f64 = 1e-11;

/// A symmetric positive semi-definite matrix, decomposed; columns that follow from earlier ones are left out and get the solution zero.
#[derive(Debug, Clone)]
pub(crate) struct Cholesky {
    size: usize,
    lower: Vec<f64>,
    /// Whether a column stands on its own.
    pub(crate) kept: Vec<bool>,
}

impl Cholesky {
    /// From the matrix, row by row.
    pub(crate) fn new(matrix: &[f64], size: usize) -> Cholesky {
        let mut lower = vec![0.0; size * size];
        let mut kept = vec![true; size];
        for j in 0..size {
            let row = |i: usize, lower: &[f64]| (0..j).map(|k| lower[i * size + k] * lower[j * size + k]).sum::<f64>();
            let pivot = matrix[j * size + j] - row(j, &lower);
            if pivot <= DEPENDENT * matrix[j * size + j] {
                kept[j] = false;
                continue;
            }
            let root = pivot.sqrt();
            lower[j * size + j] = root;
            for i in j + 1..size {
                lower[i * size + j] = (matrix[i * size + j] - row(i, &lower)) / root;
            }
        }
        Cholesky { size, lower, kept }
    }

    /// The solution for a right-hand side.
    pub(crate) fn solve(&self, right: &[f64]) -> Vec<f64> {
        let n = self.size;
        let mut x = right.to_vec();
        for i in 0..n {
            let before: f64 = (0..i).map(|k| self.lower[i * n + k] * x[k]).sum();
            x[i] = if self.kept[i] { (x[i] - before) / self.lower[i * n + i] } else { 0.0 };
        }
        for i in (0..n).rev() {
            let after: f64 = (i + 1..n).map(|k| self.lower[k * n + i] * x[k]).sum();
            x[i] = if self.kept[i] { (x[i] - after) / self.lower[i * n + i] } else { 0.0 };
        }
        x
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_that_follow_from_others_are_left_out() {
        // Columns 1, x and 1 + x of x = 0, 1, 2.
        let columns = [[1.0, 1.0, 1.0], [0.0, 1.0, 2.0], [1.0, 2.0, 3.0]];
        let product = |a: &[f64; 3], b: &[f64; 3]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>();
        let matrix: Vec<f64> = columns.iter().flat_map(|a| columns.iter().map(move |b| product(a, b))).collect();
        let decomposed = Cholesky::new(&matrix, 3);
        assert_eq!(decomposed.kept, [true, true, false]);
        // y = 2 + 3 x.
        let y = [2.0, 5.0, 8.0];
        let right: Vec<f64> = columns.iter().map(|column| product(column, &y)).collect();
        let solution = decomposed.solve(&right);
        assert!((solution[0] - 2.0).abs() < 1e-12 && (solution[1] - 3.0).abs() < 1e-12 && solution[2] == 0.0);
    }
}
