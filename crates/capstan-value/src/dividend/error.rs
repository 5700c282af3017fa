//! What can be in the way of a dividend.

use crate::apportion::ApportionError;
use capstan_data::{Money, MoneyError};

/// Why no money was shared. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum DividendError {
    /// An amount or currency that is none.
    #[error("{option}: {why}")]
    Money {
        /// The option or field.
        option: &'static str,
        /// What is wrong with it.
        why: MoneyError,
    },
    /// A budget of nothing or less.
    #[error("the budget is {found}; expected more than nothing. Name what there is to share.")]
    Budget {
        /// The budget.
        found: Money,
    },
    /// An amount in another currency than the budget.
    #[error("{option} is {found}; expected an amount in {wanted}, which the budget is in")]
    Currency {
        /// The option or field.
        option: &'static str,
        /// What was given.
        found: Money,
        /// The budget's currency.
        wanted: capstan_data::Currency,
    },
    /// A rule that is none.
    #[error("there is no rule \"{name}\": expected one of {known}, or a file of rules in TOML")]
    UnknownRule {
        /// What was asked for.
        name: String,
        /// The names there are.
        known: String,
    },
    /// A setting that the rule does not have.
    #[error("the rule {rule} has no setting \"{name}\"; it has: {known}")]
    UnknownSetting {
        /// The rule.
        rule: &'static str,
        /// What was given.
        name: String,
        /// The settings there are.
        known: String,
    },
    /// An option or setting outside its range.
    #[error("{option} = {found}: expected {expected}")]
    Range {
        /// The option or field.
        option: String,
        /// What was given.
        found: String,
        /// What was expected.
        expected: String,
    },
    /// Two parts of the rules that cannot be kept together.
    #[error("{a} and {b} cannot be kept together: {why}. Leave one of them out.")]
    Conflict {
        /// The one.
        a: &'static str,
        /// The other.
        b: &'static str,
        /// Why.
        why: &'static str,
    },
    /// A file of rules that is none.
    #[error("{file}: {why}")]
    Rules {
        /// The file.
        file: String,
        /// What the reader says, with the line.
        why: String,
    },
    /// The floors are more than the budget.
    #[error(
        "a floor of {floor} for each of {people} people is {short} more than there is to share; lower the floor or raise the budget"
    )]
    Floors {
        /// The floor.
        floor: Money,
        /// For how many.
        people: usize,
        /// What is missing.
        short: Money,
    },
    /// The caps are less than the budget.
    #[error(
        "a cap of {cap} leaves {left} that nobody may get; raise the cap, or give some of the budget to a public good"
    )]
    Caps {
        /// The cap.
        cap: Money,
        /// What is left.
        left: Money,
    },
    /// Coins that cannot be given.
    #[error(transparent)]
    Apportion(#[from] ApportionError),
    /// A table that cannot be used.
    #[error("{file}{place}: found {found}; expected {expected}. {advice}")]
    Table {
        /// The file.
        file: String,
        /// The line and field, with a comma before; or nothing.
        place: String,
        /// What stands there.
        found: String,
        /// What should.
        expected: String,
        /// What to do.
        advice: &'static str,
    },
    /// A sum beyond 64 bits.
    #[error("what {id} is owed is more than 64 bits hold; pay out before the next round")]
    Overflow {
        /// The member.
        id: String,
    },
}
