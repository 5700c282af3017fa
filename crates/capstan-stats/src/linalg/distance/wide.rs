//! Squared distances for processors with AVX-512 or AVX2.
//!
//! Four rows at a time, whose lanes are summed together in the end: the same
//! sums in the same order as the plain loop, so the same bits. The compiler
//! cannot be left to find these instructions: it keeps the sums in memory,
//! number by number, thirty times slower.

use super::{ABREAST, LANES};
use core::arch::x86_64::{
    __m128, __m256, __m512, _MM_HINT_T0, _mm_add_ps, _mm_movehl_ps, _mm_movelh_ps, _mm_prefetch,
    _mm_storeu_ps, _mm_unpackhi_ps, _mm_unpacklo_ps, _mm256_add_ps, _mm256_castpd_ps,
    _mm256_castps256_ps128, _mm256_extractf128_ps, _mm256_fmadd_ps, _mm256_loadu_ps,
    _mm256_loadu_si256, _mm256_maskload_ps, _mm256_setzero_ps, _mm256_sub_ps, _mm256_unpacklo_ps,
    _mm512_add_ps, _mm512_castps_pd, _mm512_castps512_ps128, _mm512_castps512_ps256,
    _mm512_extractf32x4_ps, _mm512_extractf64x4_pd, _mm512_fmadd_ps, _mm512_loadu_ps,
    _mm512_maskz_loadu_ps, _mm512_setzero_ps, _mm512_shuffle_f32x4, _mm512_shuffle_ps,
    _mm512_sub_ps,
};

/// Rows of one block.
const ROWS: usize = 4;

/// Numbers ahead of those at work that are asked for: where rows are more than
/// a cache holds, the processor by itself asks too late.
const AHEAD: usize = 1024;

/// The rows of the block that starts at `at`; past the end, the last again.
fn block(rows: &[f32], width: usize, at: usize) -> [&[f32]; ROWS] {
    let last = rows.len() / width - 1;
    std::array::from_fn(|r| &rows[(at + r).min(last) * width..][..width])
}

/// Distances with vectors of sixteen numbers; `width` is not 0, and what every
/// point has.
#[target_feature(enable = "avx512f,fma")]
pub(super) fn avx512(
    points: [&[f32]; ABREAST],
    rows: &[f32],
    width: usize,
    out: &mut [&mut [f32]; ABREAST],
) {
    let whole = width - width % LANES;
    for at in (0..rows.len() / width).step_by(ROWS) {
        let rows = block(rows, width, at);
        let mut sums = [[_mm512_setzero_ps(); ROWS]; ABREAST];
        for from in (0..whole).step_by(LANES) {
            let x = [
                sixteen(rows[0], from),
                sixteen(rows[1], from),
                sixteen(rows[2], from),
                sixteen(rows[3], from),
            ];
            for row in rows {
                ask(row, from + AHEAD);
            }
            for (sums, point) in sums.iter_mut().zip(points) {
                add(sums, x, sixteen(point, from));
            }
        }
        if whole < width {
            let x = [
                rest(rows[0], whole),
                rest(rows[1], whole),
                rest(rows[2], whole),
                rest(rows[3], whole),
            ];
            for (sums, point) in sums.iter_mut().zip(points) {
                add(sums, x, rest(point, whole));
            }
        }
        let [a, b, c, d, e, f] = sums;
        let four = of_four([a, b, c, d]);
        let two = of_two([e, f]);
        let found = [
            _mm512_castps512_ps128(four),
            _mm512_extractf32x4_ps::<1>(four),
            _mm512_extractf32x4_ps::<2>(four),
            _mm512_extractf32x4_ps::<3>(four),
            _mm256_castps256_ps128(two),
            _mm256_extractf128_ps::<1>(two),
        ];
        for (found, out) in found.into_iter().zip(&mut *out) {
            put(&mut out[at..], found);
        }
    }
}

/// Distances with vectors of eight numbers; `width` is not 0.
#[target_feature(enable = "avx2,fma")]
pub(super) fn avx2(
    points: [&[f32]; ABREAST],
    rows: &[f32],
    width: usize,
    out: &mut [&mut [f32]; ABREAST],
) {
    for at in (0..rows.len() / width).step_by(ROWS) {
        let rows = block(rows, width, at);
        for (point, out) in points.iter().zip(&mut *out) {
            let mut sums = [[_mm256_setzero_ps(); 2]; ROWS];
            for from in (0..width).step_by(LANES) {
                let y = [eight(point, from), eight(point, from + LANES / 2)];
                for (sums, row) in sums.iter_mut().zip(rows) {
                    let x = [eight(row, from), eight(row, from + LANES / 2)];
                    for ((sum, x), y) in sums.iter_mut().zip(x).zip(y) {
                        let off = _mm256_sub_ps(x, y);
                        *sum = _mm256_fmadd_ps(off, off, *sum);
                    }
                }
            }
            let [a, b, c, d] = sums;
            let fours = [
                quarters(_mm256_add_ps(a[0], a[1])),
                quarters(_mm256_add_ps(b[0], b[1])),
                quarters(_mm256_add_ps(c[0], c[1])),
                quarters(_mm256_add_ps(d[0], d[1])),
            ];
            put(&mut out[at..], together(fours));
        }
    }
}

/// Adds the squares of what is between four rows and a point.
#[inline]
#[target_feature(enable = "avx512f")]
fn add(sums: &mut [__m512; ROWS], rows: [__m512; ROWS], point: __m512) {
    for (sum, x) in sums.iter_mut().zip(rows) {
        let off = _mm512_sub_ps(x, point);
        *sum = _mm512_fmadd_ps(off, off, *sum);
    }
}

/// Sixteen numbers from `from` on.
#[inline]
#[target_feature(enable = "avx512f")]
#[allow(unsafe_code)]
fn sixteen(numbers: &[f32], from: usize) -> __m512 {
    let here = &numbers[from..from + LANES];
    // SAFETY: sixteen numbers are there.
    unsafe { _mm512_loadu_ps(here.as_ptr()) }
}

/// The last numbers, fewer than sixteen, from `from` on, and zeros.
#[inline]
#[target_feature(enable = "avx512f")]
#[allow(unsafe_code)]
fn rest(numbers: &[f32], from: usize) -> __m512 {
    let here = &numbers[from..];
    let there = (1 << here.len().min(LANES - 1)) - 1;
    // SAFETY: only those of the sixteen numbers are read that `here` has.
    unsafe { _mm512_maskz_loadu_ps(there, here.as_ptr()) }
}

/// Eight numbers from `from` on, zeros past the end.
#[inline]
#[target_feature(enable = "avx2")]
#[allow(unsafe_code)]
fn eight(numbers: &[f32], from: usize) -> __m256 {
    /// Eight of these, from the right place on, say which numbers are there.
    const THERE: [i32; 16] = [-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0];
    let here = numbers.get(from..).unwrap_or_default();
    if here.is_empty() {
        // To read nothing from nowhere is slow.
        return _mm256_setzero_ps();
    }
    if here.len() >= 8 {
        // SAFETY: eight numbers are there.
        return unsafe { _mm256_loadu_ps(here.as_ptr()) };
    }
    let there = &THERE[8 - here.len()..];
    // SAFETY: `there` has eight numbers or more, and only those of the eight
    // numbers are read that `here` has.
    unsafe {
        let there = _mm256_loadu_si256(there.as_ptr().cast());
        _mm256_maskload_ps(here.as_ptr(), there)
    }
}

/// Asks for the numbers from `from` on to be brought near, if there are any.
#[inline]
#[target_feature(enable = "sse")]
fn ask(numbers: &[f32], from: usize) {
    _mm_prefetch::<_MM_HINT_T0>(numbers.as_ptr().wrapping_add(from).cast());
}

/// The distances of four rows to four points, point after point.
#[inline]
#[target_feature(enable = "avx512f")]
fn of_four([a, b, c, d]: [[__m512; ROWS]; 4]) -> __m512 {
    let rows = [
        fours(eights(a[0], b[0]), eights(c[0], d[0])),
        fours(eights(a[1], b[1]), eights(c[1], d[1])),
        fours(eights(a[2], b[2]), eights(c[2], d[2])),
        fours(eights(a[3], b[3]), eights(c[3], d[3])),
    ];
    ones(twos(rows[0], rows[1]), twos(rows[2], rows[3]))
}

/// The distances of four rows to two points, point after point.
#[inline]
#[target_feature(enable = "avx512f")]
fn of_two([a, b]: [[__m512; ROWS]; 2]) -> __m256 {
    let first = fours(eights(a[0], b[0]), eights(a[1], b[1]));
    let last = fours(eights(a[2], b[2]), eights(a[3], b[3]));
    let both = twos(first, last);
    // Rows 0 and 2 of each point, and then rows 1 and 3.
    let both = ones(both, both);
    let high = _mm512_extractf64x4_pd::<1>(_mm512_castps_pd(both));
    _mm256_unpacklo_ps(_mm512_castps512_ps256(both), _mm256_castpd_ps(high))
}

/// The sums of lanes that are eight apart, of two; and so on down to one apart.
#[inline]
#[target_feature(enable = "avx512f")]
fn eights(a: __m512, b: __m512) -> __m512 {
    _mm512_add_ps(
        _mm512_shuffle_f32x4::<0x44>(a, b),
        _mm512_shuffle_f32x4::<0xee>(a, b),
    )
}

#[inline]
#[target_feature(enable = "avx512f")]
fn fours(a: __m512, b: __m512) -> __m512 {
    _mm512_add_ps(
        _mm512_shuffle_f32x4::<0x88>(a, b),
        _mm512_shuffle_f32x4::<0xdd>(a, b),
    )
}

#[inline]
#[target_feature(enable = "avx512f")]
fn twos(a: __m512, b: __m512) -> __m512 {
    _mm512_add_ps(
        _mm512_shuffle_ps::<0x44>(a, b),
        _mm512_shuffle_ps::<0xee>(a, b),
    )
}

#[inline]
#[target_feature(enable = "avx512f")]
fn ones(a: __m512, b: __m512) -> __m512 {
    _mm512_add_ps(
        _mm512_shuffle_ps::<0x88>(a, b),
        _mm512_shuffle_ps::<0xdd>(a, b),
    )
}

/// The sums of lanes that are four apart.
#[inline]
#[target_feature(enable = "avx")]
fn quarters(lanes: __m256) -> __m128 {
    _mm_add_ps(
        _mm256_castps256_ps128(lanes),
        _mm256_extractf128_ps::<1>(lanes),
    )
}

/// The sum of the lanes of each of four.
#[inline]
#[target_feature(enable = "sse")]
fn together([a, b, c, d]: [__m128; ROWS]) -> __m128 {
    let ab = _mm_add_ps(_mm_unpacklo_ps(a, b), _mm_unpackhi_ps(a, b));
    let cd = _mm_add_ps(_mm_unpacklo_ps(c, d), _mm_unpackhi_ps(c, d));
    _mm_add_ps(_mm_movelh_ps(ab, cd), _mm_movehl_ps(cd, ab))
}

/// Writes as many of four as `out` has place for.
#[inline]
#[target_feature(enable = "sse")]
#[allow(unsafe_code)]
fn put(out: &mut [f32], found: __m128) {
    let mut four = [0f32; ROWS];
    // SAFETY: there is place for four numbers.
    unsafe { _mm_storeu_ps(four.as_mut_ptr(), found) };
    if let Some(out) = out.first_chunk_mut() {
        *out = four;
        return;
    }
    for (to, found) in out.iter_mut().zip(four) {
        *to = found;
    }
}
