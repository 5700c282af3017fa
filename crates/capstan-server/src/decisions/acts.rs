//! What can be done about decisions.

mod close;
mod propose;
mod show;
mod vote;

pub use close::due;
pub use propose::{
    MOST_DAYS, MOST_OPTIONS, MOST_WAIT, Proposing, SHORTEST_DAYS, propose, withdraw,
};
pub use show::{
    Counted, Decided, Named, Shown, list, mandated, names, post, receipts, record, show,
    some_receipts,
};
pub use vote::{leave, receipt, vote};
