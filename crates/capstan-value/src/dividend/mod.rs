//! Dividends: money shared by a rule over data values.
//!
//! A [`Chain`] says how: which [`Rule`] turns values into weights, what is kept
//! back for a public good or for fees, what is floored, capped, pooled or
//! drawn by lot, and how coins that cannot be split are given. [`dividends`]
//! follows it and says what came of it: who gets what, how unequal that is,
//! and which properties of fairness the chain keeps and breaks.

mod amounts;
mod chain;
mod error;
mod gauge;
mod pay;
mod properties;
pub mod report;
mod result;
mod roll;
mod rule;
mod rules;
mod share;

pub use chain::{Base, Chain, Fee, Part, Pool, Rounding};
pub use error::DividendError;
pub use gauge::{INDICES, Index};
pub use properties::{Counter, Outcome, Property, check};
pub use result::{Before, Compared, Dividends, Left, Share, Source, dividends, standard};
pub use roll::{Columns, Member, read};
pub use rule::{Rule, RuleInfo, Setting, Settings, find, rules};
pub use share::Note;
