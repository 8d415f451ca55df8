//! Distribution functions: normal, Student, beta, chi-square, F. Accurate to about 10⁻¹³ (relative) over what surveys ask of them.
//!
//! Logarithms and exponentials come from `libm`, so that every machine gives the same bits (ADR 0006).

mod beta;
mod gamma;
mod invert;
mod normal;
mod student;

pub use beta::{beta_cdf, beta_quantile, f_upper_tail};
pub use gamma::chi_square_upper_tail;
pub use normal::{normal_cdf, normal_quantile};
pub use student::{student_cdf, student_quantile};

#[cfg(test)]
mod tests;
