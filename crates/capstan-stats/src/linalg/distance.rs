//! Squared distances of a few points to many.

use super::kernel::{Job, widest};

/// How many points are measured against one row at a time.
pub const ABREAST: usize = 4;

/// Numbers of one step.
const LANES: usize = 16;

/// Writes the squared distance of each of four `points` to every row of `rows`
/// into `out`, one slice a point. Rows and points have `width` numbers.
///
/// A distance is a sum of sixteen chains in a fixed order, so equal rows are
/// equally far, bit for bit.
///
/// # Panics
/// If a point has less than `width` numbers, or an `out` less than there are
/// rows.
pub fn squared_distances(
    points: [&[f32]; ABREAST],
    rows: &[f32],
    width: usize,
    out: [&mut [f32]; ABREAST],
) {
    if width == 0 {
        out.into_iter().for_each(|o| o.fill(0.0));
        return;
    }
    let points = points.map(|p| &p[..width]);
    widest(Distances {
        points,
        rows,
        width,
        out,
    });
}

struct Distances<'a> {
    points: [&'a [f32]; ABREAST],
    rows: &'a [f32],
    width: usize,
    out: [&'a mut [f32]; ABREAST],
}

impl Job for Distances<'_> {
    type Out = ();

    #[inline(always)]
    fn run<const FUSED: bool, const WIDE: usize>(self) {
        let Self {
            rows,
            width,
            mut out,
            ..
        } = self;
        let points = self.points.map(<[f32]>::as_chunks::<LANES>);
        for (at, row) in rows.chunks_exact(width).enumerate() {
            let (steps, rest) = row.as_chunks::<LANES>();
            let mut sums = [[0f32; LANES]; ABREAST];
            for (step, cells) in steps.iter().enumerate() {
                for (sum, point) in sums.iter_mut().zip(&points) {
                    let point = &point.0[step];
                    for ((s, a), b) in sum.iter_mut().zip(cells).zip(point) {
                        *s = add_square::<FUSED>(a - b, *s);
                    }
                }
            }
            for ((sum, point), out) in sums.iter().zip(&points).zip(&mut out) {
                let mut tail = 0f32;
                for (a, b) in rest.iter().zip(point.1) {
                    tail = add_square::<FUSED>(a - b, tail);
                }
                out[at] = together(sum) + tail;
            }
        }
    }
}

#[inline(always)]
fn add_square<const FUSED: bool>(d: f32, sum: f32) -> f32 {
    if FUSED {
        d.mul_add(d, sum)
    } else {
        d * d + sum
    }
}

/// The sum of all lanes, halving them.
#[inline(always)]
fn together(lanes: &[f32; LANES]) -> f32 {
    let mut sums = *lanes;
    let mut width = LANES / 2;
    while width > 0 {
        for lane in 0..width {
            sums[lane] += sums[lane + width];
        }
        width /= 2;
    }
    sums[0]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn distances_are_those_of_double_precision(width in 0usize..70, n in 0usize..9, seed in 0u64..1000) {
            let stream = crate::Stream::root(seed);
            let cells: Vec<f32> = (0..(n + ABREAST) * width)
                .map(|i| (stream.uniform(i as u64) * 20.0 - 10.0) as f32)
                .collect();
            let (points, rows) = cells.split_at(ABREAST * width);
            let points: [&[f32]; ABREAST] = std::array::from_fn(|p| &points[p * width..][..width]);
            let mut out = vec![f32::NAN; ABREAST * n.max(1)];
            let mut parts = out.chunks_exact_mut(n.max(1));
            squared_distances(points, rows, width, std::array::from_fn(|_| parts.next().unwrap()));
            for (p, point) in points.iter().enumerate() {
                for i in 0..n {
                    let row = &rows[i * width..][..width];
                    let exact: f64 = row.iter().zip(*point)
                        .map(|(a, b)| (f64::from(*a) - f64::from(*b)).powi(2)).sum();
                    let got = f64::from(out[p * n + i]);
                    prop_assert!((got - exact).abs() <= 1e-5 * exact.max(1e-3), "{got} {exact}");
                }
            }
        }
    }

    #[test]
    fn whole_numbers_are_exact() {
        let rows: Vec<f32> = (0..3 * 37).map(|i| (i % 17) as f32).collect();
        let point: Vec<f32> = (0..37).map(|i| (i % 5) as f32).collect();
        let mut out = [[0f32; 3]; ABREAST];
        let [a, b, c, d] = &mut out;
        squared_distances([&point; ABREAST], &rows, 37, [a, b, c, d]);
        for i in 0..3 {
            let exact: f32 = (0..37).map(|j| (rows[i * 37 + j] - point[j]).powi(2)).sum();
            assert_eq!(out[0][i], exact);
            assert_eq!(out[3][i], exact);
        }
    }
}
