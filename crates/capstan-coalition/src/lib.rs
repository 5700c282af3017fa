//! The rules by which people act together, as pure functions.
//!
//! [`ballot`] counts decisions in a way that anyone can repeat. [`campaign`] is
//! the way of a campaign from a draft to its outcome. [`pledge`] finds out who
//! is bound when people act only if enough others do, and whose name is shown to
//! whom. [`poll`] shows how memberships spread over visions. [`gate`] keeps the
//! poison lever shut where it must be. Nothing here knows a database, a network
//! or a clock: who calls says what time it is, and keeps what comes back.

pub mod ballot;
pub mod campaign;
pub mod charter;
pub mod gate;
pub mod grade;
mod key;
pub mod lever;
pub mod pledge;
pub mod poll;
pub mod role;
pub mod size;
pub mod text;
