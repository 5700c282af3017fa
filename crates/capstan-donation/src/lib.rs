//! Donations: pictures and exports turned into pay events.
//!
//! What a worker sends becomes [`Card`]s, each field with how sure the reading
//! is and why it should be asked back. Nothing that was read is written over:
//! a correction stands beside it. Whatever a file asks of the machine is
//! bounded by [`Limits`] before anything in it is decoded.

mod archive;
mod card;
mod child;
mod decoder;
pub mod duplicate;
mod error;
mod export;
pub mod generator;
mod kind;
mod layout;
mod limits;
mod ocr;
mod picture;
mod reader;
pub mod receipt;
pub mod redaction;
pub mod report;
mod screenshot;
pub mod spoken;
mod spreadsheet;
mod statement;
mod table;
mod typed;

pub use card::{Card, Flag, NoCorrection, Reading, Value};
pub use decoder::{Decoder, answer};
pub use error::DonationError;
pub use kind::{Kind, kind};
pub use layout::{Layout, Line};
pub use limits::Limits;
pub use picture::{Picture, decode};
pub use reader::Reader;
pub use table::Mapping;
pub use typed::typed;
