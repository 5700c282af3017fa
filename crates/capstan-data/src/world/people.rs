//! The people of a synthetic world, and how they rate.

use super::WorldSpec;
use super::items::{Item, Shelf, inner, unit, year_start};
use super::stars::{HALVES, Pen, WHOLES};
use crate::{Attributes, Column, Rating};
use capstan_stats::Stream;
use rand_distr::{Distribution, StandardNormal, StandardUniform};

/// How much of the spread of leniency goes along with activity: the busier,
/// the stricter.
const BUSY_AND_STRICT: f64 = 0.3;

/// How much age, gender and region lean on tastes.
const LEAN: f64 = 0.4;

const MEAN_AGE: f64 = 38.0;
const AGE_SPREAD: f64 = 13.0;

/// The share of people whose gender is neither F nor M.
const OTHER_GENDER: f64 = 0.03;

const REGIONS: [&str; 4] = ["north", "east", "south", "west"];

/// The share of people who come back after their first visit.
const RETURN: f64 = 0.45;

/// Ratings of one visit, for people who come back.
const PER_VISIT: f64 = 25.0;

/// The mean time between two visits, in days.
const BETWEEN_VISITS: f64 = 90.0;

/// The mean time between two ratings of a visit, in seconds.
const BETWEEN_RATINGS: f64 = 50.0;

/// Nobody begins a visit in the last days, this many, before the end.
const LAST_VISIT: f64 = 10.0;

const DAY: f64 = 86_400.0;

/// Looks at items, for each rating, after which a person takes what is there.
const PATIENCE: usize = 60;

/// One person.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Person {
    /// What the person adds to the stars of every item.
    pub leniency: f64,
    /// How much the person likes each latent taste.
    pub tastes: Vec<f64>,
    /// Whether the person gives half stars.
    pub halves: bool,
    ratings: usize,
    age: f64,
    gender: &'static str,
    region: &'static str,
}

/// Which way age, gender and region lean among the tastes of a world.
pub(super) struct Leanings {
    age: Vec<f64>,
    gender: Vec<f64>,
    regions: Vec<Vec<f64>>,
}

impl Leanings {
    pub fn draw(tastes: usize, stream: &Stream) -> Self {
        let direction = |cell: u64| {
            let mut rng = stream.at(cell);
            let mut to: Vec<f64> = (0..tastes)
                .map(|_| StandardNormal.sample(&mut rng))
                .collect();
            unit(&mut to);
            to
        };
        Self {
            age: direction(0),
            gender: direction(1),
            regions: (0..REGIONS.len() as u64)
                .map(|r| direction(2 + r))
                .collect(),
        }
    }
}

impl Person {
    pub fn draw(spec: &WorldSpec, leanings: &Leanings, crowd: &Stream, number: u64) -> Self {
        let mut rng = crowd.child("traits").at(number);
        let mut normal = || -> f64 { StandardNormal.sample(&mut rng) };
        let activity = normal();
        let strict = (1.0 - BUSY_AND_STRICT.powi(2)).sqrt() * normal() - BUSY_AND_STRICT * activity;
        let tastes: Vec<f64> = (0..spec.tastes).map(|_| normal()).collect();
        let mut lean =
            |to: &[f64]| LEAN * inner(&tastes, to) + (1.0 - LEAN * LEAN).sqrt() * normal();
        let age = (MEAN_AGE + AGE_SPREAD * lean(&leanings.age))
            .round()
            .clamp(18.0, 90.0);
        let gender = lean(&leanings.gender);
        let best = (0..REGIONS.len())
            .map(|r| lean(&leanings.regions[r]))
            .enumerate()
            .max_by(|a, b| a.1.total_cmp(&b.1));
        let more = spec.activity.median_more * (spec.activity.spread * activity).exp();
        let mut uniform = || -> f64 { StandardUniform.sample(&mut rng) };
        let gender = match uniform() {
            other if other < OTHER_GENDER => "X",
            _ if gender < 0.0 => "F",
            _ => "M",
        };
        Self {
            leniency: spec.person_spread * strict,
            tastes,
            halves: uniform() < spec.half_stars,
            ratings: (spec.activity.fewest.saturating_add(more as usize))
                .min(spec.activity.most)
                .min(spec.items),
            age,
            gender,
            region: REGIONS[best.map_or(0, |b| b.0)],
        }
    }

    /// When the person rates: times in ascending order, in seconds since 1970.
    fn times(&self, spec: &WorldSpec, crowd: &Stream, number: u64) -> Vec<i64> {
        let mut rng = crowd.child("times").at(number);
        let mut uniform = || -> f64 { StandardUniform.sample(&mut rng) };
        let last = year_start(spec.until) as f64 - LAST_VISIT * DAY;
        let returns = uniform() < RETURN;
        let first = year_start(spec.from) as f64;
        let mut time = first + uniform() * (last - first).max(0.0);
        let mut wait = |mean: f64| -mean * (1.0 - uniform()).ln();
        (0..self.ratings)
            .map(|_| {
                time += wait(BETWEEN_RATINGS);
                if returns && wait(PER_VISIT) < 1.0 {
                    let later = time + wait(BETWEEN_VISITS * DAY);
                    if later < last {
                        time = later;
                    }
                }
                time as i64
            })
            .collect()
    }

    /// Adds the person's ratings to `all`.
    pub fn rate(
        &self,
        spec: &WorldSpec,
        shelf: &Shelf,
        crowd: &Stream,
        number: u32,
        taken: &mut Taken,
        all: &mut Vec<Rating>,
    ) {
        let cell = u64::from(number);
        let mut choices = crowd.child("choices").at(cell);
        let mut uniform = || -> f64 { StandardUniform.sample(&mut choices) };
        let mut noise = crowd.child("noise").at(cell);
        let mut by_fame = shelf.by_fame.iter().copied();
        taken.next_person();
        for time in self.times(spec, crowd, cell) {
            let open = |item: u32| taken.is_free(item) && shelf.items[item as usize].since <= time;
            let mut look = || {
                let item = shelf.show(uniform());
                let keen = open(item) && {
                    let taste = self.taste(&shelf.items[item as usize]);
                    let odds = (spec.pull * spec.taste_spread * taste).exp();
                    uniform() * (1.0 + odds) < odds
                };
                keen.then_some(item)
            };
            let found = (0..PATIENCE).find_map(|_| look());
            let Some(item) = found.or_else(|| by_fame.find(|&item| open(item))) else {
                continue;
            };
            taken.take(item);
            let luck: f64 = StandardNormal.sample(&mut noise);
            let liking = self.liking(spec, &shelf.items[item as usize]) + spec.noise * luck;
            all.push(Rating {
                user: number,
                item,
                value: self.pen().stars(liking) as f32,
                time,
                row: all.len() as u32,
            });
        }
    }

    /// How much an item is to the person's taste: spread 1 over people.
    fn taste(&self, item: &Item) -> f64 {
        inner(&self.tastes, &item.place)
    }

    /// How much the person likes an item, in stars before any rounding.
    pub fn liking(&self, spec: &WorldSpec, item: &Item) -> f64 {
        spec.mean + self.leniency + item.quality + spec.taste_spread * self.taste(item)
    }

    /// How the person turns liking into stars.
    pub fn pen(&self) -> &'static Pen {
        if self.halves { &HALVES } else { &WHOLES }
    }
}

/// Which items a person has rated already.
pub(super) struct Taken {
    person: u32,
    by: Vec<u32>,
}

impl Taken {
    pub fn new(items: usize) -> Self {
        Self {
            person: 0,
            by: vec![0; items],
        }
    }

    fn next_person(&mut self) {
        self.person += 1;
    }

    fn is_free(&self, item: u32) -> bool {
        self.by[item as usize] != self.person
    }

    fn take(&mut self, item: u32) {
        self.by[item as usize] = self.person;
    }
}

/// The side table of the people.
pub(super) fn attributes(people: &[Person]) -> Attributes {
    let labels = |of: fn(&Person) -> &'static str| {
        Column::Labels(people.iter().map(|p| vec![of(p).into()]).collect())
    };
    Attributes {
        columns: [
            (
                "age".to_owned(),
                Column::Number(people.iter().map(|p| p.age).collect()),
            ),
            ("gender".to_owned(), labels(|p| p.gender)),
            ("region".to_owned(), labels(|p| p.region)),
        ]
        .into(),
    }
}
