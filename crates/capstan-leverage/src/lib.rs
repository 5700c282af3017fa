//! Levers, scenarios, forecasts.
//!
//! People withhold their data together; an operator's system gets worse, or it
//! does not. A [`Plan`] says who does what; [`forecast()`] makes the worlds it
//! takes and says what they show: a curve over participation for every metric
//! and every view, the critical mass, and the shape of the curve.

pub mod baseline;
pub mod compare;
pub mod critical;
pub mod error;
pub mod forecast;
pub mod lever;
pub mod plan;
pub mod report;
pub mod result;
pub mod shape;
pub mod target;
pub mod verify;

pub use error::LeverageError;
pub use forecast::{Operator, Watch, forecast};
pub use lever::Lever;
pub use plan::{Action, Plan};
pub use result::Forecast;
pub use target::Target;
