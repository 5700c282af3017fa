//! What people and groups add to a recommender that is trained again without
//! the others.
//!
//! The players are all people, or groups of them; a subset is worth what the
//! operator's model, trained on the histories of its people and of those who
//! are no players, does for everybody on ratings that are held out. Folds,
//! first factors and ties are those of a strike forecast, so a value and a
//! strike can be compared, and worlds that one of them made serve the other.
//!
//! Each evaluator view is a game of its own: the same worlds, measured on the
//! test data of everyone, of a player's own people, of all others, or of those
//! in no group.

pub mod ask;
pub mod ledger;
pub mod players;
pub mod report;
pub mod result;
pub mod run;

pub use ask::{Method, Plan};
pub use players::Players;
pub use result::RatingsValues;
pub use run::{System, Watch, values, values_tried};
