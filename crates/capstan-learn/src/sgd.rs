//! The hot loop of stochastic gradient descent over factors.
//!
//! Rows are padded to whole 64-byte lanes, and every sum runs over sixteen
//! parallel lanes in a fixed order, so that AVX2 and AVX-512 give the same
//! bits; only processors without fused multiply-add differ.

use crate::training::Training;
use capstan_stats::Stream;
use rand::Rng;

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

/// The order in which one epoch after the other visits the ratings: person by
/// person, each person's ratings in an order of their own.
///
/// It is that of a shuffled file read person by person: who has more ratings
/// tends to appear sooner. The place of a person and of a rating is drawn for
/// them alone, whoever else is in the data.
#[derive(Clone, Debug)]
pub struct Visits {
    people: Vec<Visit>,
    items: Vec<u32>,
    values: Vec<f32>,
}

/// One person's stretch of the ratings.
#[derive(Clone, Copy, Debug)]
struct Visit {
    user: u32,
    start: u32,
    end: u32,
}

impl Visits {
    /// The order that `stream` draws for the ratings of `train`.
    pub fn new(train: &Training, stream: &Stream) -> Self {
        let (sooner, within) = (stream.child("visits"), stream.child("visits within"));
        let salt = within.rng().next_u64();
        let mut order: Vec<(f64, u32)> = (0..train.n_users() as u32)
            .filter_map(|user| {
                let ratings = train.user(user).items.len();
                let wait = -(-sooner.uniform(train.user_keys()[user as usize])).ln_1p();
                (ratings > 0).then(|| (wait / ratings as f64, user))
            })
            .collect();
        order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut visits = Self {
            people: Vec::with_capacity(order.len()),
            items: Vec::with_capacity(train.len()),
            values: Vec::with_capacity(train.len()),
        };
        let mut places: Vec<u64> = Vec::new();
        for (_, user) in order {
            let row = train.user(user);
            let person = salt ^ train.user_keys()[user as usize];
            places.clear();
            places.extend(row.items.iter().zip(0u64..).map(|(&item, n)| {
                let place = mixed(person.wrapping_add(train.item_keys()[item as usize]));
                place & !u64::from(u32::MAX) | n
            }));
            places.sort_unstable();
            let start = visits.items.len() as u32;
            for place in &places {
                let n = (place & u64::from(u32::MAX)) as usize;
                visits.items.push(row.items[n]);
                visits.values.push(row.values[n]);
            }
            let end = visits.items.len() as u32;
            visits.people.push(Visit { user, start, end });
        }
        visits
    }
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014,
/// doi:10.1145/2660193.2660195): spreads the bits of a key that is already
/// random over the whole word.
fn mixed(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
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

/// One pass over all ratings, in the order of `visits`.
pub fn epoch(
    visits: &Visits,
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
            return unsafe { epoch_avx512(visits, mean, rates, users, items) };
        }
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            // SAFETY: the processor has AVX2 and FMA, as just checked.
            return unsafe { epoch_avx2(visits, mean, rates, users, items) };
        }
    }
    epoch_plain::<false>(visits, mean, rates, users, items);
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
    visits: &Visits,
    mean: f32,
    rates: Rates,
    users: (&mut Factors, &mut [f32]),
    items: (&mut Factors, &mut [f32]),
) {
    epoch_plain::<true>(visits, mean, rates, users, items);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn epoch_avx2(
    visits: &Visits,
    mean: f32,
    rates: Rates,
    users: (&mut Factors, &mut [f32]),
    items: (&mut Factors, &mut [f32]),
) {
    epoch_plain::<true>(visits, mean, rates, users, items);
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
    visits: &Visits,
    mean: f32,
    Rates { lr, reg }: Rates,
    (users, user_bias): (&mut Factors, &mut [f32]),
    (items, item_bias): (&mut Factors, &mut [f32]),
) {
    let n = users.per_row;
    let keep = Lane([1.0 - lr * reg; 16]);
    for visit in &visits.people {
        let range = visit.start as usize..visit.end as usize;
        let p = &mut users.lanes[visit.user as usize * n..][..n];
        let bias = &mut user_bias[visit.user as usize];
        for (&item, &value) in visits.items[range.clone()]
            .iter()
            .zip(&visits.values[range])
        {
            let q = &mut items.lanes[item as usize * n..][..n];
            let b = &mut item_bias[item as usize];
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
