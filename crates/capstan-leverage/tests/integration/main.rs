//! Forecasts beside the truth, and beside another program.

mod coverage;
mod real;
