//! How anything is shown: sentences, tables, figures and offline pages.
//!
//! A room describes its results in typed values (a [`Table`] of [`Cell`]s, a
//! [`LeverCurve`], a [`Page`]) and this crate gives them one look and one way
//! of speaking, in English and Spanish, on paper, screen and terminal. Nothing
//! here knows what a forecast or a coalition is.

pub mod faults;
pub mod figure;
pub mod format;
pub mod markup;
pub mod page;
pub mod phrases;
pub mod sign;
pub mod table;
pub mod tokens;
pub mod words;

pub use faults::faults;
pub use figure::{
    Baseline, CriticalMass, Dot, Dots, Effect, Effects, Figure, LeverCurve, Look, Panels, Point,
    Refusal, Scale, Series, Size, Svg, View, YAxis,
};
pub use format::{Format, Lang};
pub use page::{Block, Downloads, Fact, Page, Picture, Section};
pub use phrases::{Frequency, frequency};
pub use sign::{Bar, sign};
pub use table::{Cell, Colour, Column, Table, paragraph};
pub use tokens::Token;
pub use words::{Voice, Words, WordsError};
