//! What can be wrong with a plan.

/// Why there is no forecast.
#[derive(Debug, thiserror::Error)]
pub enum LeverageError {
    /// The lever is none.
    #[error(
        "\"{found}\" is no lever: expected strike, strike-from=DATE, boycott, volume=SHARE or, as a simulation only, poison"
    )]
    Lever {
        /// What was asked for.
        found: String,
    },
    /// The lever is for later.
    #[error(
        "the lever {found} is not offered yet: use strike, strike-from=DATE, boycott or volume=SHARE"
    )]
    LaterLever {
        /// What was asked for.
        found: String,
    },
    /// A lever's date is none.
    #[error("strike-from={found}: expected a date like 2015-06-30, or seconds since 1970")]
    Date {
        /// What was given.
        found: String,
    },
    /// A number is outside its range.
    #[error("{name} = {found}: expected {expected}")]
    Range {
        /// The option.
        name: &'static str,
        /// What was given.
        found: String,
        /// What was expected.
        expected: &'static str,
    },
    /// A target that cannot be read.
    #[error(
        "target \"{found}\": {why}; write for example \"normalised_loss >= 0.5\", \"change of rmse >= 0.01\" or \"surfaced_hits for bystanders <= 0.7\""
    )]
    Target {
        /// What was given.
        found: String,
        /// What is wrong.
        why: String,
    },
    /// The ratings carry no times.
    #[error(
        "the lever strike-from needs the time of every rating, and these data have none; name the column with --time"
    )]
    NoTimes,
    /// Nothing happened after the date.
    #[error(
        "no rating is from {date} or later, so there is nothing to measure: the last one is from {last}; choose an earlier date"
    )]
    NothingAfter {
        /// The date asked for.
        date: String,
        /// The date of the last rating.
        last: String,
    },
    /// The ratings carry no values.
    #[error(
        "the lever poison needs ratings on a scale, and these data only say what people touched; name the column with --rating"
    )]
    NoValues,
    /// There are fewer ratings than folds.
    #[error("{ratings} ratings cannot be cut into {folds} folds; use more data or fewer --folds")]
    TooFew {
        /// How many ratings there are.
        ratings: usize,
        /// How many folds were asked for.
        folds: u8,
    },
    /// A participation that comes to nobody.
    #[error(
        "participation {participation} of {group} ({people} people) is not one person; the smallest that is: {smallest}"
    )]
    Nobody {
        /// The participation.
        participation: f64,
        /// The group.
        group: String,
        /// How many people are in it.
        people: usize,
        /// One person.
        smallest: f64,
    },
    /// A group that cannot be used.
    #[error(transparent)]
    Group(#[from] capstan_data::GroupError),
    /// A model that cannot be used.
    #[error(transparent)]
    Learn(#[from] capstan_learn::LearnError),
    /// Worlds that could not be made.
    #[error(transparent)]
    World(#[from] capstan_worlds::WorldError),
}
