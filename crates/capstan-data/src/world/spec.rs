//! What a synthetic world is made of.

/// What a synthetic world is made of.
///
/// Numbers must be finite and not negative; spreads are standard deviations
/// in stars.
#[derive(Clone, Debug, PartialEq)]
pub struct WorldSpec {
    /// How many people there are.
    pub people: usize,
    /// How many items there are, rated or not.
    pub items: usize,
    /// How many ratings people give.
    pub activity: Activity,
    /// How unequal the fame of items is: the most famous item is shown
    /// `exp(steep)` times as often as the least famous one.
    pub steep: f64,
    /// How fast fame falls at the top: the item at the share `u` of the
    /// ranking is shown in proportion to `exp(-steep * u^bend)`.
    pub bend: f64,
    /// How many latent tastes there are.
    pub tastes: usize,
    /// How strongly taste decides what a person rates, per star: 0 is not at
    /// all.
    pub pull: f64,
    /// The mean of the stars before anybody chooses.
    pub mean: f64,
    /// The spread of people's leniency.
    pub person_spread: f64,
    /// The spread of items' quality.
    pub item_spread: f64,
    /// The spread of what taste adds to a rating.
    pub taste_spread: f64,
    /// The spread of what nobody can predict.
    pub noise: f64,
    /// The share of people who give half stars; the others give whole ones.
    pub half_stars: f64,
    /// The first year in which people rate.
    pub from: i32,
    /// The first year after the last in which people rate.
    pub until: i32,
}

/// How many ratings people give: `fewest` and a log-normal number more, at
/// most `most`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Activity {
    /// What everybody gives at least.
    pub fewest: usize,
    /// The median of what comes on top.
    pub median_more: f64,
    /// The spread of the logarithm of what comes on top.
    pub spread: f64,
    /// What nobody exceeds.
    pub most: usize,
}

impl WorldSpec {
    /// The spec of the embedded [`sample`](super::sample).
    pub fn sample() -> Self {
        Self {
            people: 610,
            items: 19_500,
            activity: Activity {
                fewest: 20,
                median_more: 54.0,
                spread: 1.5,
                most: 2700,
            },
            steep: 9.5,
            bend: 0.35,
            tastes: 3,
            pull: 1.7,
            mean: 3.2,
            person_spread: 0.46,
            item_spread: 0.5,
            taste_spread: 0.78,
            noise: 0.72,
            half_stars: 0.75,
            from: 1996,
            until: 2019,
        }
    }

    /// A small world, grown in about a millisecond, for tests that need
    /// thousands.
    pub fn small() -> Self {
        Self {
            people: 150,
            items: 120,
            activity: Activity {
                fewest: 20,
                median_more: 12.0,
                spread: 0.7,
                most: 80,
            },
            steep: 3.0,
            bend: 0.6,
            tastes: 2,
            mean: 3.3,
            taste_spread: 0.85,
            noise: 0.65,
            from: 2012,
            ..Self::sample()
        }
    }
}
