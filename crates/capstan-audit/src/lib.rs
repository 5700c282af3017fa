//! Audits: what was paid beside what a published rule would have paid, with
//! its uncertainty.
//!
//! A [`rule::Rule`] is data. [`Jobs`] are pay events as the figures see them,
//! and each figure is a module: the [`gap`] between pay and rule, the
//! [`verdict`] on each worker, the [`share`] who were cut, the [`average`]
//! change by job and by worker, and so on. [`audit()`] puts them together, and
//! [`verify()`] makes an audit again from its own recipe.

pub mod apart;
pub mod audit;
pub mod average;
pub(crate) mod behind;
pub mod bundle;
pub mod cells;
pub mod choices;
pub mod detail;
pub mod era;
pub mod error;
pub mod falsified;
pub mod gap;
pub(crate) mod headline;
pub(crate) mod hold;
pub mod hourly;
pub mod jobs;
pub mod lad;
pub mod left;
pub mod months;
pub mod needed;
#[cfg(feature = "privacy")]
pub mod noise;
pub mod opacity;
pub mod own;
#[cfg(feature = "privacy")]
pub mod public;
pub mod ratio;
pub mod release;
pub mod report;
pub mod result;
pub mod rule;
pub mod sample;
pub mod search;
pub mod sensitivity;
pub mod share;
pub mod staggered;
pub mod strata;
pub mod take;
pub mod tips;
pub mod verdict;
pub mod verify;
pub mod weigh;
pub mod when;

pub use apart::Apart;
pub use audit::{Question, audit};
pub use bundle::bundle;
pub use choices::{Choices, Promotion, Records, Which};
pub use detail::{Detail, detail};
pub use error::AuditError;
pub use jobs::{Job, Jobs};
pub use release::{Held, Release, release};
pub use result::Audit;
pub use rule::{Rates, Rule};
pub use strata::Stratum;
pub use verify::verify;
