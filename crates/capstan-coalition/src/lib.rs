//! The rules by which people act together, as pure functions.
//!
//! A [`charter`] says what a coalition is for, and [`role`] who may do what in
//! it, until its [`ending`]. [`evidence`] is what stewards can say of a member. [`ballot`] counts decisions in a way that anyone can repeat. [`campaign`]
//! is the way of a campaign from a draft to its outcome, and [`grade`] says how
//! its forecast did. [`pledge`] finds out who is bound when people act only if
//! enough others do, and whose name is shown to whom. A [`kit`] holds the steps
//! for a [`lever`], and [`gate`] keeps poison shut where it must be. [`size`]
//! and [`poll`] publish counts that tell little of any one person, and [`text`]
//! keeps out what reads otherwise than it is written.
//!
//! Nothing here knows a database, a network or a clock: who calls says what
//! time it is, and keeps what comes back.

pub mod ballot;
pub mod campaign;
pub mod charter;
pub mod ending;
pub mod evidence;
pub mod gate;
pub mod grade;
mod key;
pub mod kit;
pub mod lever;
pub mod pledge;
pub mod poll;
pub mod role;
pub mod size;
pub mod text;
