//! What tests of neighbours share.

use super::Neighbour;
use crate::oracle::{Q, float};
use proptest::test_runner::TestCaseError;

/// `n` records, each farther than the one before.
pub fn near(n: usize) -> Vec<Neighbour> {
    (0..n).map(|i| Neighbour::new(i, (i + 1) as f32)).collect()
}

/// Whether single precision values are the exact ones.
pub fn alike(got: &[f32], exact: &[Q]) -> Result<(), TestCaseError> {
    for (&got, &exact) in got.iter().zip(exact) {
        let exact = float(exact);
        if (f64::from(got) - exact).abs() > 1e-6 * exact.abs().max(1.0) {
            return Err(TestCaseError::fail(format!("{got} and not {exact}")));
        }
    }
    Ok(())
}
