//! The synthetic world and the embedded sample.
//!
//! A world has items with genres, fame and quality, and people with a few
//! latent tastes. A person is shown items by their fame, takes one the more
//! likely the more it is to their taste, and gives it stars with some noise.
//! Nothing in it was observed: its people are called `person-12`, its items
//! `item-345`. In return its [`Truth`] is known: what each person would give
//! to each item on average.
//!
//! Items belong to the seed; people belong to the seed and the population. So
//! another population is a fresh draw of people of the same kind who face the
//! same items.
//!
//! The sample's statistics are near those of ml-latest-small (Harper and
//! Konstan 2015, doi:10.1145/2827872); the test `likeness` states how near
//! they must be and measures both.
//!
//! | statistic | sample | ml-latest-small |
//! |---|---|---|
//! | people | 610 | 610 |
//! | items with a rating | 9,824 | 9,724 |
//! | ratings | 101,319 | 100,836 |
//! | mean rating | 3.474 | 3.502 |
//! | standard deviation | 1.071 | 1.043 |
//! | share of ratings of 4 stars or more | 0.481 | 0.482 |
//! | share of half stars | 0.304 | 0.302 |
//! | spread of people's means | 0.449 | 0.480 |
//! | spread of the means of items rated 20 times or more | 0.435 | 0.439 |
//! | ratings a person: fewest, median, most | 20, 71.5, 2,700 | 20, 70.5, 2,698 |
//! | share of ratings by the busiest tenth of people | 0.500 | 0.477 |
//! | ratings of the items ranked 1, 100, 1,000 | 294, 120, 25 | 329, 112, 26 |
//! | share of items with one rating | 0.338 | 0.354 |
//! | share of items with ten ratings or more | 0.227 | 0.233 |
//! | share of ratings on the top tenth of items | 0.607 | 0.600 |
//!
//! What personalisation is worth in the sample, in surfaced hits (five folds,
//! five draws of the folds): 0.029 for biased matrix factorisation with 100
//! factors and 20 epochs over item means, and 0.110 for [`Truth::expected`]
//! over [`Truth::plain`], which is all there is to know. In ml-latest-small the
//! first is -0.005: with those settings it has no gap to lose.

mod items;
#[cfg(test)]
mod likeness;
mod people;
mod spec;
mod stars;
mod truth;

pub use spec::{Activity, WorldSpec};
pub use truth::Truth;

use crate::{Attributes, Column, Dataset, Feedback, Ids, Keep, Rating, Ratings, Scale};
use capstan_stats::Stream;
use items::Shelf;
use people::{Leanings, Person, Taken};
use std::collections::BTreeMap;

/// A synthetic data set and what is true of it.
#[derive(Clone, Debug, PartialEq)]
pub struct World {
    /// What people gave, and what is known about people and items.
    pub data: Dataset,
    /// What nobody sees in real life.
    pub truth: Truth,
}

/// The seed of the embedded sample.
const SAMPLE_SEED: u64 = 7;

/// The embedded sample: [`WorldSpec::sample`] with a fixed seed, without the
/// items that nobody rated.
pub fn sample() -> World {
    let mut world = grow(&WorldSpec::sample(), SAMPLE_SEED, 0).rated_only();
    world.data.name = "sample (synthetic)".to_owned();
    world
}

/// Grows a world: the items of `seed` and the people of (`seed`,
/// `population`). Items keep their numbers in every population, whether
/// somebody rated them or not.
pub fn grow(spec: &WorldSpec, seed: u64, population: u64) -> World {
    let stream = Stream::root(seed).child("synthetic world");
    let shelf = Shelf::stock(spec, &stream.child("items"));
    let leanings = Leanings::draw(spec.tastes, &stream.child("leanings"));
    let crowd = stream.nth("people", population);
    let mut users = Ids::new();
    let mut people = Vec::with_capacity(spec.people);
    let mut all = Vec::new();
    let mut taken = Taken::new(spec.items);
    for number in 0..spec.people as u32 {
        users.insert(&if population == 0 {
            format!("person-{number}")
        } else {
            format!("person-{population}-{number}")
        });
        let person = Person::draw(spec, &leanings, &crowd, u64::from(number));
        person.rate(spec, &shelf, &crowd, number, &mut taken, &mut all);
        people.push(person);
    }
    let mut items = Ids::new();
    for number in 0..spec.items {
        items.insert(&format!("item-{number}"));
    }
    World {
        data: Dataset {
            name: format!("synthetic world (seed {seed}, population {population})"),
            users: people::attributes(&people),
            items: shelf.attributes(),
            ratings: pack(users, items, all),
        },
        truth: Truth::new(spec, people, shelf.items),
    }
}

fn pack(users: Ids, items: Ids, all: Vec<Rating>) -> Ratings {
    let keep = Keep {
        times: true,
        rows: false,
    };
    let scale = Scale { min: 0.5, max: 5.0 };
    Ratings::pack(users, items, all, scale, Feedback::Explicit, 4.0, keep)
}

impl World {
    /// The same world without the items that nobody rated.
    pub fn rated_only(self) -> Self {
        let old = &self.data.ratings;
        let kept: Vec<u32> = (0..old.n_items() as u32)
            .filter(|&i| !old.of_item(i).is_empty())
            .collect();
        let mut items = Ids::new();
        let mut new_number = vec![0u32; old.n_items()];
        for &i in &kept {
            new_number[i as usize] = items.len() as u32;
            items.insert(old.items().name(i));
        }
        let times = old.time_column().unwrap_or_default();
        let mut all = Vec::with_capacity(old.len());
        for user in 0..old.n_users() as u32 {
            for at in old.range(user) {
                all.push(Rating {
                    user,
                    item: new_number[old.item_column()[at] as usize],
                    value: old.value_column()[at],
                    time: times.get(at).copied().unwrap_or(0),
                    row: all.len() as u32,
                });
            }
        }
        let pick = |column: &Column| match column {
            Column::Number(x) => Column::Number(kept.iter().map(|&i| x[i as usize]).collect()),
            Column::Labels(x) => {
                Column::Labels(kept.iter().map(|&i| x[i as usize].clone()).collect())
            }
        };
        let columns: BTreeMap<_, _> = self
            .data
            .items
            .columns
            .iter()
            .map(|(name, column)| (name.clone(), pick(column)))
            .collect();
        Self {
            truth: self.truth.only(&kept),
            data: Dataset {
                ratings: pack(old.users().clone(), items, all),
                items: Attributes { columns },
                ..self.data
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    fn rows(world: &World, user: u32) -> Vec<(String, f32, i64)> {
        let r = &world.data.ratings;
        let times = r.time_column().expect("times are kept");
        r.range(user)
            .map(|at| {
                let item = r.items().name(r.item_column()[at]).to_owned();
                (item, r.value_column()[at], times[at])
            })
            .collect()
    }

    #[test]
    fn the_same_seed_gives_the_same_world() {
        let spec = WorldSpec::small();
        assert_eq!(grow(&spec, 3, 1), grow(&spec, 3, 1));
        assert_ne!(
            grow(&spec, 3, 1).data.items,
            grow(&spec, 4, 1).data.items,
            "items belong to the seed"
        );
    }

    #[test]
    fn another_population_faces_the_same_items() {
        let spec = WorldSpec::small();
        let (one, two) = (grow(&spec, 3, 0), grow(&spec, 3, 1));
        assert_eq!(one.data.items, two.data.items);
        assert_eq!(one.data.ratings.items(), two.data.ratings.items());
        assert!((0..120).all(|i| one.truth.plain(i) == two.truth.plain(i)));
        assert_ne!(one.data.users, two.data.users);
        assert_eq!(one.data.ratings.users().name(7), "person-7");
        assert_eq!(two.data.ratings.users().name(7), "person-1-7");
        let same = (0..150).filter(|&u| rows(&one, u) == rows(&two, u)).count();
        assert_eq!(same, 0);
    }

    #[test]
    fn who_else_is_there_changes_nobody() {
        let spec = WorldSpec::small();
        let more = WorldSpec {
            people: spec.people + 40,
            ..spec.clone()
        };
        let (few, many) = (grow(&spec, 5, 0), grow(&more, 5, 0));
        for user in 0..spec.people as u32 {
            assert_eq!(rows(&few, user), rows(&many, user));
        }
    }

    #[test]
    fn dropping_unrated_items_changes_nothing_else() {
        let spec = WorldSpec {
            people: 40,
            items: 900,
            ..WorldSpec::small()
        };
        let whole = grow(&spec, 2, 0);
        let short = whole.clone().rated_only();
        assert!(short.data.ratings.n_items() < 900);
        let (a, b) = (&whole.data.ratings, &short.data.ratings);
        for user in 0..40 {
            assert_eq!(rows(&whole, user), rows(&short, user));
        }
        for new in 0..b.n_items() as u32 {
            assert!(!b.of_item(new).is_empty());
            let old = a
                .items()
                .get(b.items().name(new))
                .expect("an item of the world");
            assert_eq!(whole.truth.plain(old), short.truth.plain(new));
            assert_eq!(whole.truth.expected(9, old), short.truth.expected(9, new));
            for name in ["genre", "year"] {
                match (whole.data.items.get(name), short.data.items.get(name)) {
                    (Some(Column::Number(x)), Some(Column::Number(y))) => {
                        assert_eq!(x[old as usize], y[new as usize]);
                    }
                    (Some(Column::Labels(x)), Some(Column::Labels(y))) => {
                        assert_eq!(x[old as usize], y[new as usize]);
                    }
                    other => panic!("{other:?}"),
                }
            }
        }
    }

    #[test]
    fn ratings_are_what_the_truth_expects_plus_noise() {
        let World { data, truth } = sample();
        let r = &data.ratings;
        let (mut sum, mut square, mut by_chance) = (0.0, 0.0, 0.0);
        for user in 0..r.n_users() as u32 {
            let row = r.user(user);
            for (&item, &value) in row.items.iter().zip(row.values) {
                let error = f64::from(value) - truth.expected(user, item);
                sum += error;
                square += error * error;
                by_chance += (f64::from(value) - truth.plain(item)).powi(2);
            }
        }
        let n = r.len() as f64;
        let sd = (square / n).sqrt();
        assert!((sum / n).abs() < 4.0 * sd / n.sqrt(), "{}", sum / n);
        assert!(sd < 0.75 * (by_chance / n).sqrt(), "{sd}");
    }

    #[test]
    fn plain_is_the_mean_over_people() {
        let spec = WorldSpec {
            people: 20_000,
            activity: Activity {
                fewest: 0,
                most: 0,
                ..WorldSpec::small().activity
            },
            items: 12,
            ..WorldSpec::sample()
        };
        let truth = grow(&spec, 8, 0).truth;
        for item in 0..12 {
            let each: Vec<f64> = (0..20_000).map(|u| truth.expected(u, item)).collect();
            let mean = each.iter().sum::<f64>() / 20_000.0;
            let var = each.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 20_000.0;
            let error = (mean - truth.plain(item)).abs();
            assert!(error < 4.0 * (var / 20_000.0).sqrt(), "{item}: {error}");
        }
    }

    #[test]
    fn nobody_rates_what_is_not_there_yet() {
        let World { data, .. } = sample();
        let r = &data.ratings;
        let Some(Column::Number(years)) = data.items.get("year") else {
            panic!("items have years");
        };
        let times = r.time_column().expect("times are kept");
        let spec = WorldSpec::sample();
        let span = items::year_start(spec.from)..items::year_start(spec.until);
        for (at, &time) in times.iter().enumerate() {
            assert!(span.contains(&time));
            let year = years[r.item_column()[at] as usize];
            assert!(items::year_start(year as i32) <= time);
        }
    }

    /// The share of all likes that stand among the first `n` of each person's
    /// ratings, `n` being the person's number of likes.
    fn surfaced(world: &World, score: impl Fn(u32, u32) -> f64) -> f64 {
        let r = &world.data.ratings;
        let (mut hits, mut likes) = (0, 0);
        for user in 0..r.n_users() as u32 {
            let row = r.user(user);
            let mut all: Vec<(f64, bool)> = row
                .items
                .iter()
                .zip(row.values)
                .map(|(&i, &v)| (score(user, i), v >= r.relevant()))
                .collect();
            all.sort_by(|a, b| b.0.total_cmp(&a.0));
            let n = all.iter().filter(|x| x.1).count();
            likes += n;
            hits += all[..n].iter().filter(|x| x.1).count();
        }
        hits as f64 / likes as f64
    }

    #[test]
    fn knowing_people_is_worth_something() {
        let spec = WorldSpec::small();
        let small = (0..5).map(|population| grow(&spec, 1, population));
        for (world, range) in small
            .map(|w| (w, 0.06..0.16))
            .chain([(sample(), 0.1..0.16)])
        {
            let expected = surfaced(&world, |u, i| world.truth.expected(u, i));
            let plain = surfaced(&world, |_, i| world.truth.plain(i));
            let gap = expected - plain;
            println!("{}: {expected:.4} - {plain:.4} = {gap:.4}", world.data.name);
            assert!(range.contains(&gap), "{gap}");
        }
    }

    #[test]
    fn attributes_say_a_little_about_tastes() {
        // The mean likings of men and women differ more between genres than
        // two random halves of the people do.
        let World { data, truth } = sample();
        let Some(Column::Labels(gender)) = data.users.get("gender") else {
            panic!("people have a gender");
        };
        let difference = |side: &dyn Fn(usize) -> Option<bool>| -> f64 {
            (0..200)
                .map(|item| {
                    let mut sums: HashMap<bool, (f64, f64)> = HashMap::new();
                    for user in 0..gender.len() {
                        if let Some(side) = side(user) {
                            let (sum, n) = sums.entry(side).or_default();
                            *sum += truth.expected(user as u32, item);
                            *n += 1.0;
                        }
                    }
                    (sums[&true].0 / sums[&true].1 - sums[&false].0 / sums[&false].1).powi(2)
                })
                .sum::<f64>()
                .sqrt()
        };
        let real = difference(&|u| match &*gender[u][0] {
            "F" => Some(true),
            "M" => Some(false),
            _ => None,
        });
        let random = difference(&|u| Some(u % 2 == 0));
        assert!(real > 2.0 * random, "{real} against {random}");
    }

    #[test]
    fn worlds_without_people_items_or_tastes_are_empty_not_broken() {
        for (people, items, tastes) in [(0, 5, 1), (5, 0, 1), (0, 0, 0), (5, 5, 0)] {
            let spec = WorldSpec {
                people,
                items,
                tastes,
                ..WorldSpec::small()
            };
            let world = grow(&spec, 1, 0);
            assert_eq!(world.data.ratings.n_users(), people);
            assert_eq!(world.data.ratings.n_items(), items);
            assert_eq!(world.data.ratings.is_empty(), people * items == 0);
        }
    }
}
