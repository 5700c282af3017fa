//! The items of a synthetic world.

use super::WorldSpec;
use crate::{Attributes, Column};
use capstan_stats::Stream;
use rand_distr::{Distribution, Exp1, StandardNormal, StandardUniform};

/// Genres, and how often an item has each as its first one.
const GENRES: [(&str, f64); 18] = [
    ("Drama", 0.24),
    ("Comedy", 0.20),
    ("Action", 0.12),
    ("Thriller", 0.08),
    ("Horror", 0.07),
    ("Romance", 0.06),
    ("Adventure", 0.05),
    ("Crime", 0.04),
    ("Documentary", 0.03),
    ("Sci-Fi", 0.03),
    ("Animation", 0.02),
    ("Children", 0.01),
    ("Fantasy", 0.01),
    ("Mystery", 0.01),
    ("War", 0.01),
    ("Musical", 0.01),
    ("Western", 0.005),
    ("Film-Noir", 0.005),
];

/// How likely an item has one more genre, after each that it has.
const MORE_GENRES: f64 = 0.55;

/// How much of an item's place among the tastes is its own and not its
/// genres'.
const OWN_PLACE: f64 = 0.5;

/// How much of the spread of quality goes along with fame.
const FAME_AND_QUALITY: f64 = 0.3;

/// The mean age of items, in years before the last ratings.
const MEAN_AGE: f64 = 24.0;

/// The greatest age of an item, in years.
const MAX_AGE: f64 = 100.0;

/// One item.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    /// What it adds to everybody's stars.
    pub quality: f64,
    /// Its place among the tastes: a vector of length 1.
    pub place: Vec<f64>,
    /// When it came out, in seconds since 1970.
    pub since: i64,
    year: i32,
    genres: Vec<usize>,
}

/// All items, and how often each is shown.
pub(super) struct Shelf {
    pub items: Vec<Item>,
    /// Running sums of fame, which end at 1.
    shown: Vec<f64>,
    /// For each of as many equal parts of fame as there are items, the item
    /// at its beginning.
    guide: Vec<u32>,
    /// The items from the most to the least famous.
    pub by_fame: Vec<u32>,
}

impl Shelf {
    pub fn stock(spec: &WorldSpec, stream: &Stream) -> Self {
        let genre_places: Vec<Vec<f64>> = (0..GENRES.len() as u64)
            .map(|g| {
                let mut rng = stream.child("genres").at(g);
                let mut place = vec![0.0; spec.tastes];
                place
                    .iter_mut()
                    .for_each(|x| *x = StandardNormal.sample(&mut rng));
                unit(&mut place);
                place
            })
            .collect();
        let mut items = Vec::with_capacity(spec.items);
        let mut shown = Vec::with_capacity(spec.items);
        let mut ranks = Vec::with_capacity(spec.items);
        let mut sum = 0.0;
        for number in 0..spec.items as u64 {
            let (rank, item) = Item::draw(spec, &genre_places, stream, number);
            sum += (-spec.steep * rank.powf(spec.bend)).exp();
            shown.push(sum);
            ranks.push(rank);
            items.push(item);
        }
        shown.iter_mut().for_each(|s| *s /= sum);
        let guide = (0..spec.items)
            .map(|part| {
                let at = part as f64 / spec.items as f64;
                shown.partition_point(|&s| s <= at) as u32
            })
            .collect();
        let mut by_fame: Vec<u32> = (0..spec.items as u32).collect();
        by_fame.sort_by(|&a, &b| ranks[a as usize].total_cmp(&ranks[b as usize]));
        Self {
            items,
            shown,
            guide,
            by_fame,
        }
    }

    /// The item at the share `at` (0 to 1) of all fame; there must be items.
    pub fn show(&self, at: f64) -> u32 {
        let last = self.items.len() - 1;
        let part = (at * self.items.len() as f64) as usize;
        let mut item = self.guide[part.min(last)] as usize;
        while item < last && self.shown[item] <= at {
            item += 1;
        }
        item.min(last) as u32
    }

    /// The side table of the items.
    pub fn attributes(&self) -> Attributes {
        let year = self.items.iter().map(|i| f64::from(i.year)).collect();
        let genre = self
            .items
            .iter()
            .map(|i| i.genres.iter().map(|&g| GENRES[g].0.into()).collect())
            .collect();
        Attributes {
            columns: [
                ("genre".to_owned(), Column::Labels(genre)),
                ("year".to_owned(), Column::Number(year)),
            ]
            .into(),
        }
    }
}

impl Item {
    /// The item with this number, and its rank in fame: 0 the most famous, 1
    /// the least.
    fn draw(
        spec: &WorldSpec,
        genre_places: &[Vec<f64>],
        stream: &Stream,
        number: u64,
    ) -> (f64, Self) {
        let mut rng = stream.at(number);
        let rank: f64 = StandardUniform.sample(&mut rng);
        let luck: f64 = StandardNormal.sample(&mut rng);
        let fame = 3f64.sqrt() * (1.0 - 2.0 * rank);
        let quality = spec.item_spread
            * (FAME_AND_QUALITY * fame + (1.0 - FAME_AND_QUALITY.powi(2)).sqrt() * luck);
        let age: f64 = Exp1.sample(&mut rng);
        let year = spec.until - 1 - (age * MEAN_AGE).min(MAX_AGE) as i32;

        let mut genres: Vec<usize> = Vec::new();
        loop {
            let at: f64 = StandardUniform.sample(&mut rng);
            let mut sum = 0.0;
            let drawn = GENRES.iter().position(|(_, share)| {
                sum += share;
                at < sum
            });
            let genre = drawn.unwrap_or(0);
            if !genres.contains(&genre) {
                genres.push(genre);
            }
            let more: f64 = StandardUniform.sample(&mut rng);
            if more >= MORE_GENRES {
                break;
            }
        }

        let mut place = vec![0.0; spec.tastes];
        for &genre in &genres {
            for (x, y) in place.iter_mut().zip(&genre_places[genre]) {
                *x += y;
            }
        }
        unit(&mut place);
        let each = OWN_PLACE / (spec.tastes.max(1) as f64).sqrt();
        for x in &mut place {
            let own: f64 = StandardNormal.sample(&mut rng);
            *x += each * own;
        }
        unit(&mut place);
        let item = Self {
            quality,
            place,
            since: year_start(year),
            year,
            genres,
        };
        (rank, item)
    }
}

/// Scales `place` to length 1, where it has a direction.
pub(super) fn unit(place: &mut [f64]) {
    let length = place.iter().map(|x| x * x).sum::<f64>().sqrt();
    if length > 0.0 {
        place.iter_mut().for_each(|x| *x /= length);
    }
}

/// The inner product.
pub(super) fn inner(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// The first second of a year, since 1970 (UTC).
pub(super) fn year_start(year: i32) -> i64 {
    let y = i64::from(year) - 1;
    let leap_days = |y: i64| y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400);
    (365 * (y - 1969) + leap_days(y) - leap_days(1969)) * 86_400
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guide_finds_what_a_search_finds() {
        let shelf = Shelf::stock(&WorldSpec::small(), &Stream::root(1));
        for n in 0..10_000 {
            let at = f64::from(n) / 10_000.0;
            let found = shelf.shown.partition_point(|&s| s <= at);
            assert_eq!(shelf.show(at), found as u32);
        }
        let famous = shelf.by_fame[0] as usize;
        let most = (0..120)
            .max_by(|&a, &b| {
                let width =
                    |i: usize| shelf.shown[i] - if i == 0 { 0.0 } else { shelf.shown[i - 1] };
                width(a).total_cmp(&width(b))
            })
            .expect("there are items");
        assert_eq!(famous, most);
    }

    #[test]
    fn years_begin_when_they_begin() {
        assert_eq!(year_start(1970), 0);
        assert_eq!(year_start(1996), 820_454_400);
        assert_eq!(year_start(2000), 946_684_800);
        assert_eq!(year_start(2001), 978_307_200);
        assert_eq!(year_start(2019), 1_546_300_800);
        assert!((1900..2100).all(|y| year_start(y) < year_start(y + 1)));
    }

    #[test]
    fn places_have_length_one_and_lean_on_genres() {
        let shelf = Shelf::stock(&WorldSpec::sample(), &Stream::root(1));
        let mean_cosine = |pairs: &dyn Fn(&Item, &Item) -> bool| {
            let (mut sum, mut n) = (0.0, 0.0);
            for (a, b) in shelf.items[..600].iter().zip(&shelf.items[600..1200]) {
                if pairs(a, b) {
                    sum += inner(&a.place, &b.place);
                    n += 1.0;
                }
            }
            sum / n
        };
        assert!(
            shelf
                .items
                .iter()
                .all(|i| (inner(&i.place, &i.place) - 1.0).abs() < 1e-9)
        );
        let alike = mean_cosine(&|a, b| a.genres[0] == b.genres[0]);
        let unlike = mean_cosine(&|a, b| a.genres[0] != b.genres[0]);
        assert!(alike > unlike + 0.25, "{alike} against {unlike}");
    }
}
