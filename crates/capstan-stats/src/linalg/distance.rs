//! Squared distances of a few points to many.

#[cfg(target_arch = "x86_64")]
mod wide;

/// How many points are measured against one row at a time.
pub const ABREAST: usize = 6;

/// Numbers of one step.
const LANES: usize = 16;

/// Writes the squared distance of each of six `points` to every row of `rows`
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
    let many = rows.len() / width;
    let mut out = out.map(|o| &mut o[..many]);
    #[cfg(target_arch = "x86_64")]
    #[allow(unsafe_code)]
    {
        if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("fma") {
            // SAFETY: the processor has AVX-512F and FMA, as just checked.
            return unsafe { wide::avx512(points, rows, width, &mut out) };
        }
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            // SAFETY: the processor has AVX2 and FMA, as just checked.
            return unsafe { wide::avx2(points, rows, width, &mut out) };
        }
    }
    plain::<false>(points, rows, width, &mut out);
}

/// The squared distance of two points of as many numbers, in double precision.
pub fn squared_distance(a: &[f32], b: &[f32]) -> f64 {
    let differences = a.iter().zip(b).map(|(&a, &b)| f64::from(a) - f64::from(b));
    differences.fold(0.0, |sum, d| sum + d * d)
}

/// How far two of [`squared_distances`] can be off together: this many steps
/// from one number to the next of single precision.
pub fn steps_off(width: usize) -> u32 {
    // Of each: a difference twice and its square, a chain, and putting chains
    // together.
    let roundings = 3 + width.div_ceil(LANES) + LANES.ilog2() as usize;
    u32::try_from(2 * roundings).unwrap_or(u32::MAX)
}

fn plain<const FUSED: bool>(
    points: [&[f32]; ABREAST],
    rows: &[f32],
    width: usize,
    out: &mut [&mut [f32]; ABREAST],
) {
    for (point, out) in points.iter().zip(out) {
        for (row, out) in rows.chunks_exact(width).zip(out.iter_mut()) {
            let mut sums = [0f32; LANES];
            for (row, point) in row.chunks(LANES).zip(point.chunks(LANES)) {
                for ((sum, a), b) in sums.iter_mut().zip(row).zip(point) {
                    *sum = add_square::<FUSED>(a - b, *sum);
                }
            }
            *out = together(&sums);
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
                        .map(|(a, b)| (f64::from(*a) - f64::from(*b)).powi(2))
                        .fold(0.0, |sum, square| sum + square);
                    let got = f64::from(out[p * n + i]);
                    let off = (got as f32).to_bits().abs_diff((exact as f32).to_bits());
                    prop_assert!(off <= steps_off(width) / 2, "{got} {exact}");
                    prop_assert_eq!(squared_distance(row, point), exact);
                }
            }
        }
    }

    /// Vectors of every kind give the bits of the plain loop, at every width and
    /// where rows do not fill a block.
    #[cfg(target_arch = "x86_64")]
    #[test]
    #[allow(unsafe_code)]
    fn every_processor_gives_the_same_bits() {
        let stream = crate::Stream::root(3);
        for (width, n) in (1..70).flat_map(|width| [1, 3, 4, 6, 9].map(|n| (width, n))) {
            let cells: Vec<f32> = (0..(n + ABREAST) * width)
                .map(|i| (stream.uniform(i as u64) * 20.0 - 10.0) as f32)
                .collect();
            let (points, rows) = cells.split_at(ABREAST * width);
            let points: [&[f32]; ABREAST] = std::array::from_fn(|p| &points[p * width..][..width]);
            type Way = fn([&[f32]; ABREAST], &[f32], usize, &mut [&mut [f32]; ABREAST]);
            let with = |way: Way| {
                let mut out = vec![f32::NAN; ABREAST * n];
                let mut parts = out.chunks_exact_mut(n);
                let mut parts = std::array::from_fn(|_| parts.next().unwrap());
                way(points, rows, width, &mut parts);
                out
            };
            let wanted = with(plain::<true>);
            if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("fma") {
                // SAFETY: the processor has it, as just checked.
                assert_eq!(
                    with(|p, r, w, o| unsafe { wide::avx512(p, r, w, o) }),
                    wanted
                );
            }
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                // SAFETY: the processor has it, as just checked.
                assert_eq!(with(|p, r, w, o| unsafe { wide::avx2(p, r, w, o) }), wanted);
            }
        }
    }

    #[test]
    fn whole_numbers_are_exact() {
        let rows: Vec<f32> = (0..3 * 37).map(|i| (i % 17) as f32).collect();
        let point: Vec<f32> = (0..37).map(|i| (i % 5) as f32).collect();
        let mut out = [[0f32; 3]; ABREAST];
        squared_distances(
            [&point; ABREAST],
            &rows,
            37,
            out.each_mut().map(|o| &mut o[..]),
        );
        for i in 0..3 {
            let exact: f32 = (0..37).map(|j| (rows[i * 37 + j] - point[j]).powi(2)).sum();
            assert_eq!(out[0][i], exact);
            assert_eq!(out[3][i], exact);
        }
    }
}
