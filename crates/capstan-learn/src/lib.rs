//! The models an operator may run.
//!
//! A [`Model`] describes itself (source, cost, what it serves to a person it
//! does not know, its un-personalised counterpart) and fits a [`Training`] set.
//! What comes out is [`Fitted`]: it scores items for a person and, where the
//! model allows it exactly, forgets people without training anew.
//!
//! A new model is one file, one line in [`registry`], and one line that gives
//! it the tests of the conformance suite.

pub mod als;
pub mod baseline;
pub mod ease;
pub mod global_mean;
pub mod implicit_als;
pub mod item_mean;
pub mod knn;
pub mod model;
pub mod params;
pub mod popularity;
pub mod registry;
pub mod sgd;
pub mod supervised;
pub mod svd;
pub mod training;

#[cfg(test)]
mod conformance;

pub use model::{Fitted, LearnError, Model, ModelInfo};
pub use params::{ParamInfo, Params, Setting};
pub use registry::{find, models};
pub use training::{Training, Transposed};
