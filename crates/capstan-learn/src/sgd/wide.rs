//! The hot loop for processors with AVX-512.
//!
//! The same sums in the same order as the plain loop, so the same bits. Rows of
//! up to eight lanes stay in registers; longer ones stay in memory. The compiler
//! cannot be left to find these instructions: it keeps short rows in memory, and
//! for rows of nine lanes and more it gathers single numbers across lanes, ten
//! times slower.

use super::{Factors, Lane, Rates, Visits};
use core::arch::x86_64::{
    __m512, _mm_add_ps, _mm_add_ss, _mm_cvtss_f32, _mm_movehl_ps, _mm_shuffle_ps, _mm256_add_ps,
    _mm256_castpd_ps, _mm256_castps256_ps128, _mm256_extractf128_ps, _mm512_add_ps,
    _mm512_castps_pd, _mm512_castps512_ps256, _mm512_extractf64x4_pd, _mm512_fmadd_ps,
    _mm512_load_ps, _mm512_mul_ps, _mm512_set1_ps, _mm512_setzero_ps, _mm512_store_ps,
};

/// Factors and biases, as [`super::epoch`] takes them.
type Side<'a> = (&'a mut Factors, &'a mut [f32]);

/// One pass over all ratings.
#[target_feature(enable = "avx512f,fma")]
pub(super) fn epoch(visits: &Visits, mean: f32, rates: Rates, users: Side<'_>, items: Side<'_>) {
    match users.0.per_row {
        1 => short::<1>(visits, mean, rates, users, items),
        2 => short::<2>(visits, mean, rates, users, items),
        3 => short::<3>(visits, mean, rates, users, items),
        4 => short::<4>(visits, mean, rates, users, items),
        5 => short::<5>(visits, mean, rates, users, items),
        6 => short::<6>(visits, mean, rates, users, items),
        7 => short::<7>(visits, mean, rates, users, items),
        8 => short::<8>(visits, mean, rates, users, items),
        _ => long(visits, mean, rates, users, items),
    }
}

#[target_feature(enable = "avx512f,fma")]
fn short<const N: usize>(
    visits: &Visits,
    mean: f32,
    rates: Rates,
    (users, user_bias): Side<'_>,
    (items, item_bias): Side<'_>,
) {
    let Rates { lr, reg } = rates;
    let kept = 1.0 - lr * reg;
    let keep = _mm512_set1_ps(kept);
    for (user, row) in visits.rows() {
        let Some(&first) = row.items.first() else {
            continue;
        };
        let bias = &mut user_bias[user];
        let mut p: [__m512; N] = loaded(&users.lanes, user);
        let mut q: [__m512; N] = loaded(&items.lanes, first as usize);
        let mut product = dot(&p, &q);
        for (at, (&item, &value)) in row.items.iter().zip(row.values).enumerate() {
            let (item, next) = (item as usize, super::next(row.items, at));
            let ahead: [__m512; N] = loaded(&items.lanes, next);
            let (with_p, with_q) = (dot(&p, &ahead), dot(&q, &ahead));
            let b = &mut item_bias[item];
            let by = super::step(value - mean, product, rates, bias, b);
            let step = _mm512_set1_ps(by);
            let to = &mut items.lanes[item * N..][..N];
            for l in 0..N {
                let (x, y) = (p[l], q[l]);
                p[l] = _mm512_fmadd_ps(step, y, _mm512_mul_ps(keep, x));
                store(&mut to[l], _mm512_fmadd_ps(step, x, _mm512_mul_ps(keep, y)));
            }
            q = ahead;
            product = by.mul_add(with_q, kept * with_p);
        }
        for (lane, value) in users.lanes[user * N..][..N].iter_mut().zip(p) {
            store(lane, value);
        }
    }
}

#[target_feature(enable = "avx512f,fma")]
fn long(
    visits: &Visits,
    mean: f32,
    rates: Rates,
    (users, user_bias): Side<'_>,
    (items, item_bias): Side<'_>,
) {
    let n = users.per_row;
    let Rates { lr, reg } = rates;
    let kept = 1.0 - lr * reg;
    let keep = _mm512_set1_ps(kept);
    for (user, row) in visits.rows() {
        let Some(&first) = row.items.first() else {
            continue;
        };
        let bias = &mut user_bias[user];
        let p = &mut users.lanes[user * n..][..n];
        let mut product = dot_in_memory(p, &items.lanes[first as usize * n..][..n]);
        for (at, (&item, &value)) in row.items.iter().zip(row.values).enumerate() {
            let (item, next) = (item as usize, super::next(row.items, at));
            let ahead = &items.lanes[next * n..][..n];
            let with_p = dot_in_memory(p, ahead);
            let with_q = dot_in_memory(&items.lanes[item * n..][..n], ahead);
            let b = &mut item_bias[item];
            let by = super::step(value - mean, product, rates, bias, b);
            let step = _mm512_set1_ps(by);
            for (x, y) in p.iter_mut().zip(&mut items.lanes[item * n..][..n]) {
                let (old_x, old_y) = (load(x), load(y));
                store(x, _mm512_fmadd_ps(step, old_y, _mm512_mul_ps(keep, old_x)));
                store(y, _mm512_fmadd_ps(step, old_x, _mm512_mul_ps(keep, old_y)));
            }
            product = by.mul_add(with_q, kept * with_p);
        }
    }
}

#[inline]
#[target_feature(enable = "avx512f,fma")]
fn loaded<const N: usize>(lanes: &[Lane], at: usize) -> [__m512; N] {
    let mut values = [_mm512_setzero_ps(); N];
    for (value, lane) in values.iter_mut().zip(&lanes[at * N..][..N]) {
        *value = load(lane);
    }
    values
}

#[inline]
#[target_feature(enable = "avx512f,fma")]
fn dot<const N: usize>(a: &[__m512; N], b: &[__m512; N]) -> f32 {
    let mut sums = [_mm512_setzero_ps(); 2];
    for l in 0..N {
        sums[l % 2] = _mm512_fmadd_ps(a[l], b[l], sums[l % 2]);
    }
    total(sums)
}

#[inline]
#[target_feature(enable = "avx512f,fma")]
fn dot_in_memory(a: &[Lane], b: &[Lane]) -> f32 {
    let [mut even, mut odd] = [_mm512_setzero_ps(); 2];
    let (pairs_a, rest_a) = a.as_chunks::<2>();
    let (pairs_b, rest_b) = b.as_chunks::<2>();
    for (x, y) in pairs_a.iter().zip(pairs_b) {
        even = _mm512_fmadd_ps(load(&x[0]), load(&y[0]), even);
        odd = _mm512_fmadd_ps(load(&x[1]), load(&y[1]), odd);
    }
    for (x, y) in rest_a.iter().zip(rest_b) {
        even = _mm512_fmadd_ps(load(x), load(y), even);
    }
    total([even, odd])
}

/// The sum over both and all their lanes, halving from the top as `dot` of the
/// plain loop does.
#[inline]
#[target_feature(enable = "avx512f,fma")]
fn total([even, odd]: [__m512; 2]) -> f32 {
    let sum = _mm512_add_ps(even, odd);
    let high = _mm256_castpd_ps(_mm512_extractf64x4_pd::<1>(_mm512_castps_pd(sum)));
    let eight = _mm256_add_ps(_mm512_castps512_ps256(sum), high);
    let high = _mm256_extractf128_ps::<1>(eight);
    let four = _mm_add_ps(_mm256_castps256_ps128(eight), high);
    let two = _mm_add_ps(four, _mm_movehl_ps(four, four));
    _mm_cvtss_f32(_mm_add_ss(two, _mm_shuffle_ps::<1>(two, two)))
}

#[allow(unsafe_code)]
#[inline]
#[target_feature(enable = "avx512f")]
fn load(lane: &Lane) -> __m512 {
    // SAFETY: a lane is 16 numbers, and starts at a multiple of 64 bytes.
    unsafe { _mm512_load_ps(lane.0.as_ptr()) }
}

#[allow(unsafe_code)]
#[inline]
#[target_feature(enable = "avx512f")]
fn store(lane: &mut Lane, value: __m512) {
    // SAFETY: as in `load`.
    unsafe { _mm512_store_ps(lane.0.as_mut_ptr(), value) }
}
