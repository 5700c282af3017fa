//! Matrix factorisation of interest, weighted by confidence.
//!
//! Every person-item pair is guessed as 1 where there is a sign of interest
//! and 0 where there is none; a sign weighs `1 + alpha`, none weighs 1. All
//! signs weigh the same, whatever the rating.

use crate::als::{first_factors, gather, ran_away};
use crate::model::{Fitted, LearnError, Model, ModelInfo};
use crate::params::{Domain, FACTORS, ParamInfo, Params, epochs};
use crate::popularity::{LIKES, interest};
use crate::training::Training;
use capstan_stats::Stream;
use capstan_stats::linalg::{NotPositive, Ridge, gram, invert, multiply};

/// Matrix factorisation of interest, weighted by confidence.
#[derive(Debug)]
pub struct ImplicitAls;

static INFO: ModelInfo = ModelInfo {
    name: "implicit-als",
    title: "matrix factorisation of interest, weighted by confidence",
    source: "Hu, Koren and Volinsky 2008, doi:10.1109/ICDM.2008.22; defaults as in LensKit (Ekstrand 2020, doi:10.1145/3340531.3412778)",
    cost: "epochs x (signs x min(factors, signs per person or item) + (users + items) x factors) x factors; 16 bytes x (users + items) x factors",
    unknown: "the most liked items: no personalisation",
    counterpart: "popularity",
    ranks_only: Some("it guesses interest between 0 and 1, it does not predict ratings"),
    forgets: false,
    params: &[
        FACTORS,
        epochs("20"),
        ParamInfo {
            name: "reg",
            what: "pull of the factors towards 0",
            default: "0.1",
            domain: Domain::Real(1e-6, 1e6),
        },
        ParamInfo {
            name: "alpha",
            what: "how much more a sign of interest weighs than its absence",
            default: "40",
            domain: Domain::Real(0.0, 1e6),
        },
        LIKES,
    ],
};

struct FittedInterest {
    width: usize,
    users: Vec<f64>,
    items: Vec<f64>,
    known: Vec<bool>,
    popularity: Vec<u32>,
}

impl Model for ImplicitAls {
    fn info(&self) -> &'static ModelInfo {
        &INFO
    }

    fn fit(
        &self,
        params: &Params,
        train: &Training,
        stream: &Stream,
    ) -> Result<Box<dyn Fitted>, LearnError> {
        let interest = interest(params, train);
        Ok(Box::new(FittedInterest::new(params, &interest, stream)?))
    }
}

impl FittedInterest {
    fn new(params: &Params, interest: &Training, stream: &Stream) -> Result<Self, LearnError> {
        let width = params.whole("factors");
        let (reg, alpha) = (params.real("reg"), params.real("alpha"));
        let by_item = interest.transposed();
        let mut fitted = Self {
            width,
            users: vec![0.0; interest.n_users() * width],
            // Interest is never negative: nor are its first factors.
            items: first_factors(
                interest,
                width,
                &stream.child("implicit-als item"),
                f64::abs,
            ),
            known: interest.known(),
            popularity: interest.counts(),
        };
        let mut side = Side::default();
        for _ in 0..params.whole("epochs") {
            let round = side
                .solve(&mut fitted.users, &fitted.items, width, reg, alpha, |u| {
                    interest.user(u).items
                })
                .and_then(|()| {
                    side.solve(&mut fitted.items, &fitted.users, width, reg, alpha, |i| {
                        by_item.item(i).0
                    })
                });
            round.map_err(|_| ran_away(INFO.name))?;
        }
        Ok(fitted)
    }
}

/// Room for the regressions of one side.
#[derive(Default)]
struct Side {
    through: Vec<f64>,
    rows: Vec<f64>,
    through_rows: Vec<f64>,
    ridge: Ridge,
}

impl Side {
    /// Solves for all of `these`, given `others`; `with` says whom each has a
    /// sign of interest with. Without a sign the factors are 0.
    fn solve<'a>(
        &mut self,
        these: &mut [f64],
        others: &[f64],
        width: usize,
        reg: f64,
        alpha: f64,
        with: impl Fn(u32) -> &'a [u32],
    ) -> Result<(), NotPositive> {
        let base = gram(others, width, reg);
        let mut inverse = base.clone();
        invert(&mut inverse, width)?;
        self.through.clear();
        self.through.resize(others.len(), 0.0);
        multiply(others, &inverse, width, &mut self.through);
        for (at, x) in (0..).zip(these.chunks_exact_mut(width)) {
            let with = with(at);
            gather(with, others, width, &mut self.rows);
            gather(with, &self.through, width, &mut self.through_rows);
            self.ridge
                .weighted_ones(&base, &self.rows, &self.through_rows, alpha, x)?;
        }
        Ok(())
    }
}

impl Fitted for FittedInterest {
    fn scores(&self, user: u32, items: &[u32], out: &mut [f64]) {
        let known = self.known[user as usize];
        let p = &self.users[user as usize * self.width..][..self.width];
        for (o, &item) in out.iter_mut().zip(items) {
            let q = &self.items[item as usize * self.width..][..self.width];
            *o = if known {
                p.iter().zip(q).map(|(x, y)| x * y).sum()
            } else {
                f64::from(self.popularity[item as usize])
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::ratings;

    /// After a round over the items, the slope of the whole weighted sum over
    /// all person-item pairs is 0 for every item's factors.
    #[test]
    fn item_factors_are_weighted_least_squares() {
        let train = Training::all(&ratings(41)).likes();
        let set = [
            ("factors", "3"),
            ("epochs", "2"),
            ("reg", "0.5"),
            ("alpha", "7"),
        ];
        let params = Params::new(&INFO, set).unwrap();
        let fitted = FittedInterest::new(&params, &train, &Stream::root(1)).unwrap();
        for item in 0..train.n_items() as u32 {
            let q = &fitted.items[item as usize * 3..][..3];
            let mut slope = [0.5 * q[0], 0.5 * q[1], 0.5 * q[2]];
            for user in 0..train.n_users() as u32 {
                let p = &fitted.users[user as usize * 3..][..3];
                let sign = train.user(user).items.contains(&item);
                let (wanted, weight) = if sign { (1.0, 8.0) } else { (0.0, 1.0) };
                let guess: f64 = p.iter().zip(q).map(|(x, y)| x * y).sum();
                for (s, x) in slope.iter_mut().zip(p) {
                    *s += weight * (guess - wanted) * x;
                }
            }
            assert!(slope.iter().all(|s| s.abs() < 1e-8), "{slope:?}");
        }
    }

    #[test]
    fn strangers_get_what_is_popular() {
        let train = Training::all(&ratings(42));
        let params = Params::new(&INFO, [("factors", "4")]).unwrap();
        let fitted = ImplicitAls.fit(&params, &train, &Stream::root(1)).unwrap();
        let items: Vec<u32> = (0..31).collect();
        let (mut got, mut popular) = (vec![0.0; 31], vec![0.0; 31]);
        fitted.scores(40, &items, &mut got);
        let plain = crate::find("popularity").unwrap();
        let params = Params::new(plain.info(), []).unwrap();
        let plain = plain.fit(&params, &train, &Stream::root(1)).unwrap();
        plain.scores(40, &items, &mut popular);
        assert_eq!(got, popular);
    }
}

#[cfg(test)]
crate::conformance::suite!(super::ImplicitAls);
