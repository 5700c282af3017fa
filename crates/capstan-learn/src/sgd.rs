//! The hot loop of stochastic gradient descent over factors.
//!
//! Rows are padded to whole 64-byte lanes, and every sum runs over sixteen
//! parallel lanes in a fixed order, so that AVX2 and AVX-512 give the same
//! bits; only processors without fused multiply-add differ.

use crate::training::Training;

/// Sixteen numbers on one cache line.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Lane([f32; 16]);

const ZERO: Lane = Lane([0.0; 16]);

/// One row of factors for each user or item.
#[derive(Clone, Debug)]
pub struct Factors {
    lanes: Vec<Lane>,
    per_row: usize,
}

/// Learning rate and regularisation of one pass.
#[derive(Clone, Copy, Debug)]
pub struct Rates {
    /// Learning rate.
    pub lr: f32,
    /// Pull towards 0.
    pub reg: f32,
}

impl Factors {
    /// `rows` rows of `width` factors, each first set by `fill` (row number,
    /// factors).
    pub fn new(rows: usize, width: usize, mut fill: impl FnMut(usize, &mut [f32])) -> Self {
        let per_row = width.div_ceil(16);
        let mut lanes = vec![ZERO; rows * per_row];
        let mut row = vec![0.0; width];
        for at in 0..rows {
            row.fill(0.0);
            fill(at, &mut row);
            for (lane, part) in lanes[at * per_row..].iter_mut().zip(row.chunks(16)) {
                lane.0[..part.len()].copy_from_slice(part);
            }
        }
        Self { lanes, per_row }
    }

    /// The inner product of row `a` here and row `b` of `other`.
    pub fn dot(&self, a: usize, other: &Self, b: usize) -> f32 {
        let n = self.per_row;
        dot::<false>(&self.lanes[a * n..][..n], &other.lanes[b * n..][..n])
    }
}

/// One pass over all ratings of `train`, user by user.
pub fn epoch(
    train: &Training,
    mean: f32,
    rates: Rates,
    users: (&mut Factors, &mut [f32]),
    items: (&mut Factors, &mut [f32]),
) {
    #[cfg(target_arch = "x86_64")]
    #[allow(unsafe_code)]
    {
        if is_x86_feature_detected!("avx512f") {
            // SAFETY: the processor has AVX-512F, as just checked.
            return unsafe { epoch_avx512(train, mean, rates, users, items) };
        }
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            // SAFETY: the processor has AVX2 and FMA, as just checked.
            return unsafe { epoch_avx2(train, mean, rates, users, items) };
        }
    }
    epoch_plain::<false>(train, mean, rates, users, items);
}

/// What decides the bits of [`epoch`] on this processor.
pub fn features() -> &'static str {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx512f")
        || (is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma"))
    {
        return "x86_64+fma";
    }
    std::env::consts::ARCH
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,fma")]
fn epoch_avx512(
    train: &Training,
    mean: f32,
    rates: Rates,
    users: (&mut Factors, &mut [f32]),
    items: (&mut Factors, &mut [f32]),
) {
    epoch_plain::<true>(train, mean, rates, users, items);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn epoch_avx2(
    train: &Training,
    mean: f32,
    rates: Rates,
    users: (&mut Factors, &mut [f32]),
    items: (&mut Factors, &mut [f32]),
) {
    epoch_plain::<true>(train, mean, rates, users, items);
}

/// `a * b + c` in every lane.
#[inline(always)]
fn fma<const FUSED: bool>(a: &Lane, b: &Lane, c: &Lane) -> Lane {
    Lane(std::array::from_fn(|l| {
        if FUSED {
            a.0[l].mul_add(b.0[l], c.0[l])
        } else {
            a.0[l] * b.0[l] + c.0[l]
        }
    }))
}

#[inline(always)]
fn dot<const FUSED: bool>(a: &[Lane], b: &[Lane]) -> f32 {
    // Two sums, so that one addition need not wait for the other.
    let (mut even, mut odd) = (ZERO, ZERO);
    let (pairs_a, rest_a) = a.as_chunks::<2>();
    let (pairs_b, rest_b) = b.as_chunks::<2>();
    for (x, y) in pairs_a.iter().zip(pairs_b) {
        even = fma::<FUSED>(&x[0], &y[0], &even);
        odd = fma::<FUSED>(&x[1], &y[1], &odd);
    }
    for (x, y) in rest_a.iter().zip(rest_b) {
        even = fma::<FUSED>(x, y, &even);
    }
    let eight: [f32; 8] =
        std::array::from_fn(|l| (even.0[l] + odd.0[l]) + (even.0[l + 8] + odd.0[l + 8]));
    let four: [f32; 4] = std::array::from_fn(|l| eight[l] + eight[l + 4]);
    (four[0] + four[2]) + (four[1] + four[3])
}

#[inline(always)]
fn epoch_plain<const FUSED: bool>(
    train: &Training,
    mean: f32,
    rates: Rates,
    (users, user_bias): (&mut Factors, &mut [f32]),
    (items, item_bias): (&mut Factors, &mut [f32]),
) {
    let n = users.per_row;
    let Rates { lr, reg } = rates;
    let keep = Lane([1.0 - lr * reg; 16]);
    for (user, bias) in user_bias.iter_mut().enumerate() {
        let row = train.user(user as u32);
        let p = &mut users.lanes[user * n..][..n];
        for (&item, &value) in row.items.iter().zip(row.values) {
            let item = item as usize;
            let q = &mut items.lanes[item * n..][..n];
            let b = &mut item_bias[item];
            let error = value - (mean + *bias + *b + dot::<FUSED>(p, q));
            *bias += lr * (error - reg * *bias);
            *b += lr * (error - reg * *b);
            let step = Lane([lr * error; 16]);
            for (x, y) in p.iter_mut().zip(q) {
                let (old_x, old_y) = (*x, *y);
                *x = fma::<FUSED>(&step, &old_y, &times(&keep, &old_x));
                *y = fma::<FUSED>(&step, &old_x, &times(&keep, &old_y));
            }
        }
    }
}

#[inline(always)]
fn times(a: &Lane, b: &Lane) -> Lane {
    Lane(std::array::from_fn(|l| a.0[l] * b.0[l]))
}
