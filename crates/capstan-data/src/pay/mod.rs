//! Pay events: one paid job in typed form, whatever channel it came through,
//! and the file of them that people can open in a spreadsheet.
//!
//! Money is a whole number of minor units (cents), never a fraction. What is
//! not known is missing, never zero: a tip of 0 was read as 0 somewhere.
//!
//! ```
//! use capstan_data::pay::{self, Units};
//! let text = b"worker,platform,start,end,base,promotion,tip,total,order_total,currency,source\n\
//!     w1,shipt,2020-08-24,,14.58,,0.00,14.58,124.37,USD,screenshot\n";
//! let file = pay::read_bytes("events.csv", text, Units::Guess)?;
//! let job = &file.events[0];
//! assert_eq!((job.base, job.promotion, job.order_total), (Some(1458), None, Some(12437)));
//! # Ok::<(), capstan_data::pay::PayError>(())
//! ```

mod check;
mod error;
mod event;
mod read;
mod rows;
mod when;
mod write;

pub use check::{Doubt, doubts};
pub use error::PayError;
pub use event::{Field, PayEvent, Record};
pub use read::{Events, Units, of_rows, read, read_bytes};
pub use rows::{Rows, rows};
pub use when::{NoTime, When};
pub use write::write;
