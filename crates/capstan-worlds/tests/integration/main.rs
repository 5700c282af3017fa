//! Worlds on populations that are made up.

mod apart;
mod lab;
mod small;
mod truth;
