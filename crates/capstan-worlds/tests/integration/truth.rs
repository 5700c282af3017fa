//! The sample's world is known, so what a lab finds in it can be checked.

use capstan_data::world::{Truth, sample};
use capstan_learn::{Fitted, LearnError, Model, ModelInfo, Params, Training, find};
use capstan_stats::Stream;
use capstan_worlds::{Account, Cache, Design, Figure, Lab, Protocol};
use std::sync::{Arc, LazyLock};

/// An operator who knows what everybody truly likes.
struct Oracle {
    knows_people: bool,
}

static TRUTH: LazyLock<Arc<Truth>> = LazyLock::new(|| Arc::new(sample().truth));

const fn info(name: &'static str) -> ModelInfo {
    ModelInfo {
        name,
        title: "what is true",
        source: "the sample's own world",
        cost: "nothing to train",
        unknown: "what is true",
        counterpart: "item-mean",
        ranks_only: None,
        forgets: false,
        params: &[],
    }
}

static OF_PEOPLE: ModelInfo = info("truth of people");
static OF_ITEMS: ModelInfo = info("truth of items");

impl Model for Oracle {
    fn info(&self) -> &'static ModelInfo {
        if self.knows_people {
            &OF_PEOPLE
        } else {
            &OF_ITEMS
        }
    }

    fn fit(&self, _: &Params, _: &Training, _: &Stream) -> Result<Box<dyn Fitted>, LearnError> {
        Ok(Box::new(Oracle {
            knows_people: self.knows_people,
        }))
    }
}

impl Fitted for Oracle {
    fn scores(&self, user: u32, items: &[u32], out: &mut [f64]) {
        for (o, &i) in out.iter_mut().zip(items) {
            *o = if self.knows_people {
                TRUTH.expected(user, i)
            } else {
                TRUTH.plain(i)
            };
        }
    }
}

/// The gap in surfaced hits and its interval.
fn gap(model: &dyn Model, plain: &dyn Model, params: &Params) -> capstan_stats::Interval {
    let data = sample().data;
    let cache = Cache::in_memory();
    let lab = Lab {
        ratings: &data.ratings,
        data: String::new(),
        model,
        params: params.clone(),
        counterpart: plain,
        counterpart_params: Params::default(),
        design: Design {
            seed: 3,
            folds: 5,
            protocol: Protocol::Paired,
        },
        cache: &cache,
    };
    let mut account = Account::new(data.ratings.n_users(), 0);
    for replicate in lab.run(0..3, &|_| Vec::new(), &()).unwrap() {
        account.add(&replicate);
    }
    let sums = account.settle(&Stream::root(1), 500);
    sums.estimate(Figure::Gap(0)).unwrap().interval()
}

#[test]
fn what_a_model_gains_lies_below_what_can_be_known() {
    let known = gap(
        &Oracle { knows_people: true },
        &Oracle {
            knows_people: false,
        },
        &Params::default(),
    );
    assert!(
        known.low < 0.110 && known.high > 0.110,
        "the known gap of the sample is 0.110: {known:?}"
    );
    let svd = find("svd").unwrap();
    let params = Params::new(svd.info(), []).unwrap();
    let found = gap(svd, find("item-mean").unwrap(), &params);
    assert!(found.low > 0.0, "{found:?}");
    assert!(found.high < known.low, "{found:?} of {known:?}");
}
