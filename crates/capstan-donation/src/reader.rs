//! From a file to cards, whatever kind of file it is.

use crate::card::Card;
use crate::decoder::Decoder;
use crate::error::DonationError;
use crate::kind::{Kind, kind};
use crate::layout::Layout;
use crate::limits::Limits;
use crate::table::Mapping;
use crate::{archive, statement, table};
use capstan_data::pay::Field;
use jiff::civil::Date;
use std::path::Path;

/// How donated files are read.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The layouts that are looked for, the particular ones first.
    pub layouts: Vec<Layout>,
    /// How much a file may ask of the machine.
    pub limits: Limits,
    /// The day by which all cards had been made, if the name of a file says no
    /// earlier one: a card that says no year is of the last such day. Where
    /// that is most of a year ago, it is asked back.
    pub taken: Option<Date>,
    /// Which columns of a table hold what, beside those called as in a file
    /// of events.
    pub mapping: Mapping,
    /// The worker's pseudonym, where the file does not say it.
    pub worker: Option<String>,
    /// What decodes pictures, in a process of its own. Without it they are
    /// decoded in this one, which is for pictures of people one knows.
    pub decoder: Option<Decoder>,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            layouts: Layout::known(),
            limits: Limits::default(),
            taken: None,
            mapping: Mapping::default(),
            worker: None,
            decoder: Decoder::usual(),
        }
    }
}

impl Reader {
    /// The cards in the file at `path`, in reading order.
    ///
    /// # Errors
    /// If it cannot be read, is refused, or a program that is needed for it is
    /// missing.
    pub fn read(&self, path: &Path) -> Result<Vec<Card>, DonationError> {
        let file = path.display().to_string();
        let unreadable = |why| DonationError::Unreadable {
            file: file.clone(),
            why,
        };
        // A file that is too large is not even loaded.
        let size = std::fs::metadata(path).map_err(unreadable)?.len();
        let most = self.limits.bytes as u64;
        if size > most {
            return Err(DonationError::refused(
                &file,
                format!("{size} bytes"),
                format!("at most {most}"),
                "Send a smaller file.",
            ));
        }
        let bytes = std::fs::read(path).map_err(unreadable)?;
        self.bytes(&file, &bytes)
    }

    /// As [`Reader::read`], from bytes; `file` is the name that cards and
    /// errors say.
    ///
    /// # Errors
    /// As [`Reader::read`].
    pub fn bytes(&self, file: &str, bytes: &[u8]) -> Result<Vec<Card>, DonationError> {
        let kind = kind(file, bytes, &self.limits)?;
        let mut cards = match kind {
            Kind::Png | Kind::Jpeg | Kind::WebP | Kind::Heif => {
                let picture = self.decode(file, bytes, kind)?;
                self.picture(file, &picture)?
            }
            Kind::Pdf => statement::read(self, file, bytes)?,
            Kind::Zip => archive::read(self, file, bytes)?,
            Kind::Text => table::text(self, file, bytes)?,
        };
        if let Some(worker) = &self.worker {
            for card in &mut cards {
                if card.value(Field::Worker).is_none() {
                    card.set(Field::Worker, worker);
                }
            }
        }
        Ok(cards)
    }
}
