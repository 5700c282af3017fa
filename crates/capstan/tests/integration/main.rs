//! Tests of the whole: the command line as people use it, the floors of the
//! house, the documentation.

mod admin;
mod attacks;
mod audit;
mod cli;
mod crash;
mod dividend;
mod docs;
mod donate;
mod floors;
mod groups;
mod program;
mod published;
mod records;
mod refused;
mod schema;
mod views;
mod work;
