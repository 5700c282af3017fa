//! The folds of the 2019 study, bit for bit: a legacy NumPy shuffle with seed 0
//! over the rows of those who strike and of those who do not, apart.

use capstan_data::Ratings;
use rand_mt::Mt;

/// The fold of each rating, by position. Rows are those of the file where the
/// ratings keep them, else positions.
pub fn folds(ratings: &Ratings, folds: u8, strikes: impl Fn(u32) -> bool) -> Vec<u8> {
    let mut rows: [Vec<(u32, u32)>; 2] = [Vec::new(), Vec::new()];
    for user in 0..ratings.n_users() as u32 {
        let side = &mut rows[usize::from(strikes(user))];
        for at in ratings.range(user) {
            let row = ratings.row_column().map_or(at as u32, |rows| rows[at]);
            side.push((row, at as u32));
        }
    }
    let mut fold = vec![0; ratings.len()];
    for side in &mut rows {
        side.sort_unstable();
        let order = shuffled(side.len());
        let (n, k) = (side.len(), usize::from(folds));
        let mut start = 0;
        for f in 0..k {
            let stop = start + n / k + usize::from(f < n % k);
            for &at in &order[start..stop] {
                fold[side[at as usize].1 as usize] = f as u8;
            }
            start = stop;
        }
    }
    fold
}

/// `numpy.random.RandomState(0).shuffle(numpy.arange(n))`.
fn shuffled(n: usize) -> Vec<u32> {
    let mut order: Vec<u32> = (0..n as u32).collect();
    let mut rng = Mt::new(0);
    for i in (1..n).rev() {
        let mask = u32::MAX >> (i as u32).leading_zeros();
        let j = loop {
            let draw = rng.next_u32() & mask;
            if draw <= i as u32 {
                break draw as usize;
            }
        };
        order.swap(i, j);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shuffle_is_numpys() {
        // RandomState(0).shuffle(arange(10)), NumPy 1.26 and 2.x.
        assert_eq!(shuffled(10), [2, 8, 4, 9, 1, 6, 7, 3, 0, 5]);
    }
}
