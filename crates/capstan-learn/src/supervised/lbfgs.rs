//! The least point of a smooth convex function of many numbers.

use super::fma;
use capstan_stats::linalg::{Job, widest};

/// How many earlier steps are remembered.
const MEMORY: usize = 10;
/// Steps at most.
const STEPS: usize = 500;

/// The least point of `f` from `x` on, where no slope is above `flat`; `None`
/// if `f` is not finite on the way. `f` writes the slope and gives the value.
///
/// Limited-memory BFGS (Nocedal 1980, doi:10.1090/S0025-5718-1980-0572855-7)
/// with backtracking by Armijo's rule along a parabola.
pub fn minimise(
    mut x: Vec<f64>,
    flat: f64,
    mut f: impl FnMut(&[f64], &mut [f64]) -> f64,
) -> Option<Vec<f64>> {
    let n = x.len();
    let mut slope = vec![0.0; n];
    let mut value = f(&x, &mut slope);
    let mut steps: Vec<(Vec<f64>, Vec<f64>, f64)> = Vec::new();
    for _ in 0..STEPS {
        if !value.is_finite() {
            return None;
        }
        let steepest = slope.iter().fold(0.0f64, |a, s| a.max(s.abs()));
        if steepest <= flat {
            break;
        }
        let (mut way, mut descent) = widest(Downhill {
            slope: &slope,
            steps: &steps,
        });
        if descent >= 0.0 {
            steps.clear();
            way = slope.iter().map(|s| -s).collect();
            descent = -dot::<false>(&slope, &slope);
        }
        let mut part = if steps.is_empty() {
            1.0 / descent.abs().sqrt()
        } else {
            1.0
        };
        let mut next_slope = vec![0.0; n];
        let (next, next_value) = loop {
            let next: Vec<f64> = x.iter().zip(&way).map(|(x, w)| x + part * w).collect();
            let next_value = f(&next, &mut next_slope);
            if next_value <= value + 1e-4 * part * descent {
                break (next, next_value);
            }
            // The least point of the parabola through what is known, within
            // reason; halving where the value is not finite.
            let over = next_value - value - part * descent;
            let guess = -descent * part * part / (2.0 * over);
            part = if guess.is_finite() {
                guess.clamp(part / 10.0, part / 2.0)
            } else {
                part / 2.0
            };
            if part < 1e-14 {
                // No step can be told from rounding any more.
                return Some(x);
            }
        };
        let moved: Vec<f64> = next.iter().zip(&x).map(|(a, b)| a - b).collect();
        let bent: Vec<f64> = next_slope.iter().zip(&slope).map(|(a, b)| a - b).collect();
        let curve = dot::<false>(&moved, &bent);
        if curve > 1e-12 * dot::<false>(&bent, &bent) {
            if steps.len() == MEMORY {
                steps.remove(0);
            }
            steps.push((moved, bent, curve));
        }
        (x, value, slope) = (next, next_value, next_slope);
    }
    Some(x)
}

/// Minus the slope, bent by what earlier steps showed of the curvature, and its
/// product with the slope.
struct Downhill<'a> {
    slope: &'a [f64],
    /// What was moved, by how much the slope changed, and their product.
    steps: &'a [(Vec<f64>, Vec<f64>, f64)],
}

impl Job for Downhill<'_> {
    type Out = (Vec<f64>, f64);

    #[inline(always)]
    fn run<const FUSED: bool, const WIDE: usize>(self) -> Self::Out {
        let mut way: Vec<f64> = self.slope.iter().map(|s| -s).collect();
        let mut kept = [0.0; MEMORY];
        for ((moved, bent, curve), kept) in self.steps.iter().zip(&mut kept).rev() {
            *kept = dot::<FUSED>(moved, &way) / curve;
            add::<FUSED>(&mut way, -*kept, bent);
        }
        if let Some((_, bent, curve)) = self.steps.last() {
            let scale = curve / dot::<FUSED>(bent, bent);
            way.iter_mut().for_each(|w| *w *= scale);
        }
        for ((moved, bent, curve), kept) in self.steps.iter().zip(kept) {
            let b = dot::<FUSED>(bent, &way) / curve;
            add::<FUSED>(&mut way, kept - b, moved);
        }
        let descent = dot::<FUSED>(&way, self.slope);
        (way, descent)
    }
}

/// `to += times from`.
#[inline(always)]
fn add<const FUSED: bool>(to: &mut [f64], times: f64, from: &[f64]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to = fma::<FUSED>(times, *from, *to);
    }
}

#[inline(always)]
fn dot<const FUSED: bool>(a: &[f64], b: &[f64]) -> f64 {
    // In many chains, so that one addition does not wait for the last.
    let mut sums = [0.0; 32];
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<32>(), b.as_chunks::<32>());
    for (a, b) in a.iter().zip(b) {
        for lane in 0..32 {
            sums[lane] = fma::<FUSED>(a[lane], b[lane], sums[lane]);
        }
    }
    let rest: f64 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    sums.iter().sum::<f64>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bottom_of_a_long_valley_is_found() {
        // Rosenbrock's function is not convex, and hard; its least point is 1, 1.
        let found = minimise(vec![-1.2, 1.0], 1e-8, |x, g| {
            let (a, b) = (1.0 - x[0], x[1] - x[0] * x[0]);
            g[0] = -2.0 * a - 400.0 * x[0] * b;
            g[1] = 200.0 * b;
            a * a + 100.0 * b * b
        })
        .unwrap();
        assert!(
            (found[0] - 1.0).abs() < 1e-6 && (found[1] - 1.0).abs() < 1e-6,
            "{found:?}"
        );
    }

    #[test]
    fn what_is_not_finite_is_given_up() {
        assert_eq!(minimise(vec![0.0], 1e-8, |_, _| f64::NAN), None);
    }
}
