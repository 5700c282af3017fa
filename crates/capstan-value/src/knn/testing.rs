//! What tests of neighbours share.

use super::{Room, Rule, Share};
use crate::oracle::{Q, float};
use proptest::test_runner::TestCaseError;

/// Squared distances of `n` records, each farther than the one before.
pub fn near(n: usize) -> Vec<f32> {
    (1..=n).map(|i| i as f32).collect()
}

/// The values of `n` records, each farther than the one before, by the only
/// test point.
pub fn spread(rule: &dyn Rule, n: usize) -> (Vec<f32>, Share) {
    let mut row = near(n);
    let share = rule.spread(0, &mut row, &mut Room::default()).unwrap();
    (row, share)
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
