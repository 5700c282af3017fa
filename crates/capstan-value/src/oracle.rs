//! Values by definition, in exact arithmetic, for tests only: slow, short,
//! and with nothing in common with what they test.

/// An exact number.
pub type Q = num_rational::Ratio<i128>;

/// The nearest floating point number.
pub fn float(q: Q) -> f64 {
    *q.numer() as f64 / *q.denom() as f64
}

/// `n` over `k`.
fn choose(n: usize, k: usize) -> i128 {
    (0..k).fold(1, |c, i| c * (n - i) as i128 / (i + 1) as i128)
}

/// The value of each of `n` players whose subsets (as masks) are worth `v`,
/// with `weight` of a subset's size.
pub fn semivalue(n: usize, weight: impl Fn(usize) -> Q, v: impl Fn(usize) -> Q) -> Vec<Q> {
    (0..n)
        .map(|i| {
            (0..1usize << n)
                .filter(|mask| mask >> i & 1 == 0)
                .map(|mask| weight(mask.count_ones() as usize) * (v(mask | 1 << i) - v(mask)))
                .sum()
        })
        .collect()
}

/// Shapley values: `1 / (n C(n-1, s))`.
pub fn shapley(n: usize, v: impl Fn(usize) -> Q) -> Vec<Q> {
    semivalue(n, |s| Q::new(1, n as i128 * choose(n - 1, s)), v)
}

/// Banzhaf values: `1 / 2^(n-1)`.
pub fn banzhaf(n: usize, v: impl Fn(usize) -> Q) -> Vec<Q> {
    semivalue(n, |_| Q::new(1, 1 << (n - 1)), v)
}

/// Beta values for whole `a` and `b`: `B(s+b, n-s-1+a) / B(b, a)`.
pub fn beta(n: usize, a: usize, b: usize, v: impl Fn(usize) -> Q) -> Vec<Q> {
    let factorial = |k: usize| (1..=k as i128).product::<i128>();
    let function =
        |x: usize, y: usize| Q::new(factorial(x - 1) * factorial(y - 1), factorial(x + y - 1));
    semivalue(n, |s| function(s + b, n - s - 1 + a) / function(b, a), v)
}

/// What is lost when one leaves.
pub fn leave_one_out(n: usize, v: impl Fn(usize) -> Q) -> Vec<Q> {
    semivalue(n, |s| Q::from(i128::from(s + 1 == n)), v)
}
