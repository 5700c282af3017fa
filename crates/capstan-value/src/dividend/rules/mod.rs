//! The rules, one file each.

pub mod abs;
pub mod bins;
pub mod clip;
pub mod equal;
pub mod positive;
pub mod power;
pub mod rank;
pub mod shift;
pub mod softmax;

/// The mid-rank of each value: 1 for the smallest, and equal values share the
/// mean of their ranks.
pub(super) fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut at = 0;
    while at < order.len() {
        // Zeros of both signs are one value.
        let tied = order[at..]
            .iter()
            .take_while(|&&i| values[i] == values[order[at]])
            .count();
        for &i in &order[at..at + tied] {
            ranks[i] = at as f64 + (tied as f64 + 1.0) / 2.0;
        }
        at += tied;
    }
    ranks
}

/// How far each value is above the smallest, in halves of the range where the
/// range itself is beyond what a number holds.
pub(super) fn above_least(values: &[f64]) -> Vec<f64> {
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let unit = if (most - least).is_finite() { 1.0 } else { 0.5 };
    values.iter().map(|v| v * unit - least * unit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_share_their_ranks() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, -1.0]), [3.5, 2.0, 3.5, 1.0]);
        assert_eq!(ranks(&[0.0, -0.0]), [1.5, 1.5]);
        assert_eq!(ranks(&[]), Vec::<f64>::new());
    }

    #[test]
    fn a_range_beyond_numbers_is_halved() {
        assert_eq!(above_least(&[-f64::MAX, f64::MAX]), [0.0, f64::MAX]);
        assert_eq!(above_least(&[-1.0, 2.0]), [0.0, 3.0]);
    }
}
