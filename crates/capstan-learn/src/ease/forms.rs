//! The two forms of EASE: an inverse over items, and an inverse over people.

use super::{Signs, singular};
use crate::model::LearnError;
use capstan_stats::linalg::{add_congruence, invert, leave};

/// The place of those who are not in the matrix.
const NOWHERE: u32 = u32::MAX;

/// People that [`OverItems`] takes out in one step.
const AT_ONCE: usize = 64;

/// `P`, the inverse of `XᵀX + lambda`.
#[derive(Clone)]
pub struct OverItems {
    /// Where each item stands in the matrix.
    places: Vec<u32>,
    n: usize,
    inverse: Vec<f64>,
}

/// `S`, the inverse of `XXᵀ + lambda`, and `1 / P_jj` for each item.
#[derive(Clone)]
pub struct OverPeople {
    /// Who stands where in the matrix.
    people: Vec<u32>,
    /// Where each person stands in the matrix.
    places: Vec<u32>,
    inverse: Vec<f64>,
    weights: Vec<f64>,
}

impl OverItems {
    pub fn new(signs: &Signs) -> Result<Self, LearnError> {
        let (mut n, mut places) = (0, vec![NOWHERE; signs.popularity.len()]);
        for (place, &count) in places.iter_mut().zip(&signs.popularity) {
            if count > 0 {
                *place = n as u32;
                n += 1;
            }
        }
        let mut form = Self {
            places,
            n,
            inverse: Vec::new(),
        };
        form.invert(signs)?;
        Ok(form)
    }

    fn invert(&mut self, signs: &Signs) -> Result<(), LearnError> {
        let n = self.n;
        self.inverse = scaled_unit(n, signs.lambda);
        for user in signs.people() {
            let row = self.row(signs, user);
            for (at, &a) in row.iter().enumerate() {
                for &b in &row[at..] {
                    self.inverse[a * n + b] += 1.0;
                }
            }
        }
        invert(&mut self.inverse, n).map_err(|_| singular(signs.lambda))
    }

    /// The places of a person's items, ascending.
    fn row(&self, signs: &Signs, user: u32) -> Vec<usize> {
        let items = signs.by_user.user(user).items;
        items
            .iter()
            .map(|&i| self.places[i as usize] as usize)
            .collect()
    }

    pub fn scores(&self, signs: &Signs, user: u32, items: &[u32], out: &mut [f64]) {
        let row = self.row(signs, user);
        for (o, &item) in out.iter_mut().zip(items) {
            let place = self.places[item as usize];
            *o = if place == NOWHERE {
                0.0
            } else {
                let p = &self.inverse[place as usize * self.n..][..self.n];
                let own = p[place as usize];
                let others = row.iter().filter(|&&j| j != place as usize);
                -others.map(|&j| p[j]).sum::<f64>() / own
            };
        }
    }

    /// Takes `leaving` out of the inverse: `P + C (1 - X C)^-1 Cᵀ` with
    /// `C = P Xᵀ` over those who leave (Woodbury).
    pub fn forget(&mut self, signs: &Signs, leaving: &[u32]) -> Result<(), LearnError> {
        // Each who leaves costs the square of the order, all anew its cube.
        if leaving.len() >= self.n || !signs.stable {
            return self.invert(signs);
        }
        let n = self.n;
        for group in leaving.chunks(AT_ONCE) {
            let width = group.len();
            let rows: Vec<Vec<usize>> = group.iter().map(|&u| self.row(signs, u)).collect();
            let mut c = vec![0.0; n * width];
            for (p, c) in self.inverse.chunks_exact(n).zip(c.chunks_exact_mut(width)) {
                for (c, row) in c.iter_mut().zip(&rows) {
                    *c = row.iter().map(|&j| p[j]).sum();
                }
            }
            let mut left = vec![0.0; width * width];
            for (a, row) in rows.iter().enumerate() {
                for b in 0..width {
                    let shared: f64 = row.iter().map(|&j| c[j * width + b]).sum();
                    left[a * width + b] = f64::from(u8::from(a == b)) - shared;
                }
            }
            if invert(&mut left, width).is_err() {
                return self.invert(signs);
            }
            add_congruence(&mut self.inverse, n, &c, &left, width);
        }
        Ok(())
    }
}

impl OverPeople {
    pub fn new(signs: &Signs) -> Result<Self, LearnError> {
        let mut form = Self {
            people: Vec::new(),
            places: Vec::new(),
            inverse: Vec::new(),
            weights: Vec::new(),
        };
        form.invert(signs)?;
        Ok(form)
    }

    fn invert(&mut self, signs: &Signs) -> Result<(), LearnError> {
        self.number(signs);
        let n = self.people.len();
        self.inverse = scaled_unit(n, signs.lambda);
        for item in 0..signs.popularity.len() as u32 {
            let row = self.column(signs, item);
            for (at, &a) in row.iter().enumerate() {
                for &b in &row[at..] {
                    self.inverse[a * n + b] += 1.0;
                }
            }
        }
        invert(&mut self.inverse, n).map_err(|_| singular(signs.lambda))?;
        self.weigh(signs);
        Ok(())
    }

    fn number(&mut self, signs: &Signs) {
        self.people = signs.people();
        self.places = vec![NOWHERE; signs.gone.len()];
        for (place, &user) in self.people.iter().enumerate() {
            self.places[user as usize] = place as u32;
        }
    }

    /// The places of those who showed interest in an item, ascending.
    fn column(&self, signs: &Signs, item: u32) -> Vec<usize> {
        let users = signs.by_item.item(item).0.iter();
        users
            .map(|&u| self.places[u as usize])
            .filter(|&place| place != NOWHERE)
            .map(|place| place as usize)
            .collect()
    }

    fn weigh(&mut self, signs: &Signs) {
        let n = self.people.len();
        self.weights = (0..signs.popularity.len() as u32)
            .map(|item| {
                let column = self.column(signs, item);
                let mut explained = 0.0;
                for (at, &a) in column.iter().enumerate() {
                    let row = &self.inverse[a * n..][..n];
                    let others: f64 = column[..at].iter().map(|&b| row[b]).sum();
                    explained += row[a] + 2.0 * others;
                }
                signs.lambda / (1.0 - explained)
            })
            .collect();
    }

    pub fn scores(&self, signs: &Signs, user: u32, items: &[u32], out: &mut [f64]) {
        let n = self.people.len();
        let place = self.places[user as usize] as usize;
        let s = &self.inverse[place * n..][..n];
        let own = signs.by_user.user(user).items;
        for (o, &item) in out.iter_mut().zip(items) {
            let users = signs.by_item.item(item).0.iter();
            let explained: f64 = users
                .map(|&u| self.places[u as usize])
                .filter(|&place| place != NOWHERE)
                .map(|place| s[place as usize])
                .sum();
            let shown = f64::from(u8::from(own.binary_search(&item).is_ok()));
            *o = shown - explained * self.weights[item as usize];
        }
    }

    /// Takes `leaving` out of the inverse, or inverts what is left, whichever
    /// needs fewer multiplications.
    pub fn forget(&mut self, signs: &Signs, leaving: &[u32]) -> Result<(), LearnError> {
        let (n, out) = (self.people.len(), leaving.len());
        if n * n * out > (n - out).pow(3) || !signs.stable {
            return self.invert(signs);
        }
        let leaving: Vec<usize> = leaving
            .iter()
            .map(|&u| self.places[u as usize] as usize)
            .collect();
        if leave(&mut self.inverse, n, &leaving).is_err() {
            return self.invert(signs);
        }
        self.number(signs);
        self.weigh(signs);
        Ok(())
    }
}

/// The upper triangle of `lambda` times the unit matrix.
fn scaled_unit(n: usize, lambda: f64) -> Vec<f64> {
    let mut a = vec![0.0; n * n];
    a.iter_mut().step_by(n + 1).for_each(|x| *x = lambda);
    a
}
