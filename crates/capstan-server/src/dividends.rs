//! Ways to share money: tried on what the data of a group are worth, decided on
//! by a vote, and followed by stewards, who pay.

pub mod api;
pub mod chain;
pub mod explore;
mod gather;
pub mod good;
pub mod own;
pub mod pages;
pub mod payments;
pub mod pools;
pub mod rounds;
pub mod stewards;
pub mod told;

pub use api::api;
pub use pages::pages;
