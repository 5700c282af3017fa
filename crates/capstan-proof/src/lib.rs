//! What lets people check a record without trusting who keeps it.
//!
//! A [`log`] is a chain of entries in which none can be changed, dropped or
//! moved unseen; [`published`] is its form in a file. A [`merkle`] tree sums
//! many entries up in one hash, and proves in a few hashes that an entry is
//! among them, or that a later tree only adds to an earlier one. Entries are
//! bytes: nothing here knows what they mean. A [`statement`] is what someone
//! said, with a [signature](sign) that binds them to it.

pub mod digest;
pub mod log;
pub mod merkle;
pub mod published;
pub mod sign;
pub mod statement;

pub use digest::Digest;
pub use log::Head;
pub use merkle::Tree;
pub use published::Published;
pub use sign::{Key, PublicKey, Signature};
pub use statement::{Fact, Signed, Statement};
