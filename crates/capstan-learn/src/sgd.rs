//! The hot loop of stochastic gradient descent over factors.
//!
//! Rows are padded to whole 64-byte lanes, and every sum runs over sixteen
//! parallel lanes in a fixed order, so that AVX2 and AVX-512 give the same
//! bits; only processors without fused multiply-add differ.
//!
//! One update waits for the one before only through one number. After the step
//! `s` the person's row is `p' = kept p + s q`, so the product that the next item
//! `a` needs is `p' . a = kept (p . a) + s (q . a)`: both products on the right
//! are taken before `s` is known. A person rates an item once, so `a` is not `q`.

use crate::training::Training;
use capstan_data::Row;
use capstan_stats::Stream;
use rand::Rng;

#[cfg(target_arch = "x86_64")]
mod wide;

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

    /// Each person and their ratings, in order.
    fn rows(&self) -> impl Iterator<Item = (usize, Row<'_>)> {
        self.people.iter().map(|visit| {
            let range = visit.start as usize..visit.end as usize;
            let row = Row {
                items: &self.items[range.clone()],
                values: &self.values[range],
            };
            (visit.user as usize, row)
        })
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
            return unsafe { wide::epoch(visits, mean, rates, users, items) };
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
    rates: Rates,
    (users, user_bias): (&mut Factors, &mut [f32]),
    (items, item_bias): (&mut Factors, &mut [f32]),
) {
    let n = users.per_row;
    let Rates { lr, reg } = rates;
    let kept = 1.0 - lr * reg;
    let keep = Lane([kept; 16]);
    for (user, row) in visits.rows() {
        let Some(&first) = row.items.first() else {
            continue;
        };
        let bias = &mut user_bias[user];
        let p = &mut users.lanes[user * n..][..n];
        let mut product = dot::<FUSED>(p, &items.lanes[first as usize * n..][..n]);
        for (at, (&item, &value)) in row.items.iter().zip(row.values).enumerate() {
            let (item, next) = (item as usize, next(row.items, at));
            let ahead = &items.lanes[next * n..][..n];
            let with_p = dot::<FUSED>(p, ahead);
            let with_q = dot::<FUSED>(&items.lanes[item * n..][..n], ahead);
            let by = step(value - mean, product, rates, bias, &mut item_bias[item]);
            let step = Lane([by; 16]);
            for (x, y) in p.iter_mut().zip(&mut items.lanes[item * n..][..n]) {
                let (old_x, old_y) = (*x, *y);
                *x = fma::<FUSED>(&step, &old_y, &times(&keep, &old_x));
                *y = fma::<FUSED>(&step, &old_x, &times(&keep, &old_y));
            }
            product = if FUSED {
                by.mul_add(with_q, kept * with_p)
            } else {
                by * with_q + kept * with_p
            };
        }
    }
}

/// The item after the one at `at`; the last once more at the end.
#[inline(always)]
fn next(items: &[u32], at: usize) -> usize {
    items[(at + 1).min(items.len() - 1)] as usize
}

/// Moves both biases, and gives the learning rate times the error.
#[inline(always)]
fn step(value: f32, product: f32, rates: Rates, bias: &mut f32, b: &mut f32) -> f32 {
    let Rates { lr, reg } = rates;
    let error = value - (*bias + *b + product);
    *bias += lr * (error - reg * *bias);
    *b += lr * (error - reg * *b);
    lr * error
}

#[inline(always)]
fn times(a: &Lane, b: &Lane) -> Lane {
    Lane(std::array::from_fn(|l| a.0[l] * b.0[l]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::ratings;
    use rand::RngExt;

    const RATES: Rates = Rates { lr: 0.02, reg: 0.1 };
    const MEAN: f32 = 3.1;

    type Side<'a> = (&'a mut Factors, &'a mut [f32]);

    struct State {
        users: Factors,
        items: Factors,
        user_bias: Vec<f32>,
        item_bias: Vec<f32>,
    }

    fn first(train: &Training, width: usize) -> State {
        let rows = |name: &str, n: usize| {
            let stream = Stream::root(4).child(name);
            Factors::new(n, width, |at, row| {
                let mut rng = stream.at(at as u64);
                row.iter_mut().for_each(|x| *x = rng.random::<f32>() - 0.5);
            })
        };
        State {
            users: rows("users", train.n_users()),
            items: rows("items", train.n_items()),
            user_bias: vec![0.0; train.n_users()],
            item_bias: vec![0.0; train.n_items()],
        }
    }

    impl State {
        fn sides(&mut self) -> (Side<'_>, Side<'_>) {
            (
                (&mut self.users, &mut self.user_bias),
                (&mut self.items, &mut self.item_bias),
            )
        }

        fn numbers(&self) -> Vec<f32> {
            let lanes = self.users.lanes.iter().chain(&self.items.lanes);
            let biases = self.user_bias.iter().chain(&self.item_bias);
            lanes.flat_map(|l| l.0).chain(biases.copied()).collect()
        }
    }

    /// The update by its definition, one rating after the other, in double
    /// precision.
    fn by_definition(
        train: &Training,
        visits: &Visits,
        state: &State,
        width: usize,
        epochs: usize,
    ) -> Vec<f64> {
        let n = state.users.per_row * 16;
        let all: Vec<f64> = state.numbers().iter().map(|&x| f64::from(x)).collect();
        let (mut p, rest) = (
            all[..train.n_users() * n].to_vec(),
            &all[train.n_users() * n..],
        );
        let (mut q, rest) = (
            rest[..train.n_items() * n].to_vec(),
            &rest[train.n_items() * n..],
        );
        let (mut bu, mut bi) = (
            rest[..train.n_users()].to_vec(),
            rest[train.n_users()..].to_vec(),
        );
        let (lr, reg) = (f64::from(RATES.lr), f64::from(RATES.reg));
        for _ in 0..epochs {
            for (u, row) in visits.rows() {
                for (&i, &v) in row.items.iter().zip(row.values) {
                    let i = i as usize;
                    let product: f64 = (0..width).map(|f| p[u * n + f] * q[i * n + f]).sum();
                    let error = f64::from(v) - (f64::from(MEAN) + bu[u] + bi[i] + product);
                    bu[u] += lr * (error - reg * bu[u]);
                    bi[i] += lr * (error - reg * bi[i]);
                    for f in 0..width {
                        let (x, y) = (p[u * n + f], q[i * n + f]);
                        p[u * n + f] += lr * (error * y - reg * x);
                        q[i * n + f] += lr * (error * x - reg * y);
                    }
                }
            }
        }
        [p, q, bu, bi].concat()
    }

    #[test]
    fn a_pass_is_what_the_definition_says() {
        let train = Training::all(&ratings(7));
        let visits = Visits::new(&train, &Stream::root(1));
        for width in [0, 1, 5, 16, 17, 40, 100, 128, 129, 200] {
            let mut state = first(&train, width);
            let expected = by_definition(&train, &visits, &state, width, 3);
            for _ in 0..3 {
                let (users, items) = state.sides();
                epoch(&visits, MEAN, RATES, users, items);
            }
            let pairs = state.numbers().into_iter().zip(expected);
            let far = pairs
                .map(|(x, y)| (f64::from(x) - y).abs())
                .fold(0.0, f64::max);
            assert!(far < 1e-4, "{far} at {width} factors");
        }
    }

    #[test]
    fn all_processors_with_fused_multiply_add_give_the_same_bits() {
        if features() != "x86_64+fma" {
            eprintln!("this processor has no fused multiply-add: nothing to compare");
            return;
        }
        let train = Training::all(&ratings(8));
        let visits = Visits::new(&train, &Stream::root(1));
        for width in [0, 1, 16, 20, 33, 50, 65, 81, 100, 128, 129, 145, 200] {
            let (mut here, mut plain) = (first(&train, width), first(&train, width));
            let (users, items) = here.sides();
            epoch(&visits, MEAN, RATES, users, items);
            let (users, items) = plain.sides();
            epoch_plain::<true>(&visits, MEAN, RATES, users, items);
            let bits = |s: &State| s.numbers().iter().map(|x| x.to_bits()).collect::<Vec<_>>();
            assert!(bits(&here) == bits(&plain), "{width} factors");
        }
    }
}
