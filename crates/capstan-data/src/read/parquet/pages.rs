//! Pages that are checked before they are decoded.

use ::parquet::column::page::{Page, PageMetadata, PageReader};
use ::parquet::errors::{ParquetError, Result};

/// The pages of a column, without dictionaries that claim more values than
/// they have room for: the decoder would reserve memory for all of them.
pub(super) struct Checked(pub(super) Box<dyn PageReader>);

/// The fewest bytes that a value of a dictionary takes: those of a number, or
/// of the length of a text.
const LEAST: u64 = 4;

impl PageReader for Checked {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        let page = self.0.get_next_page()?;
        if let Some(Page::DictionaryPage {
            buf, num_values, ..
        }) = &page
            && u64::from(*num_values) * LEAST > buf.len() as u64
        {
            return Err(ParquetError::General(format!(
                "a dictionary of {num_values} values in {} bytes",
                buf.len()
            )));
        }
        Ok(page)
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.0.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.0.skip_next_page()
    }

    fn at_record_boundary(&mut self) -> Result<bool> {
        self.0.at_record_boundary()
    }
}

impl Iterator for Checked {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::bytes::Bytes;
    use ::parquet::basic::Encoding;

    struct One(Option<Page>);

    impl Iterator for One {
        type Item = Result<Page>;

        fn next(&mut self) -> Option<Self::Item> {
            self.0.take().map(Ok)
        }
    }

    impl PageReader for One {
        fn get_next_page(&mut self) -> Result<Option<Page>> {
            Ok(self.0.take())
        }

        fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
            Ok(None)
        }

        fn skip_next_page(&mut self) -> Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_dictionary_must_have_room_for_its_values() {
        let page = |num_values| Page::DictionaryPage {
            buf: Bytes::from_static(&[0; 12]),
            num_values,
            encoding: Encoding::PLAIN,
            is_sorted: false,
        };
        let pages = |num_values| Checked(Box::new(One(Some(page(num_values)))));
        assert!(matches!(pages(3).get_next_page(), Ok(Some(_))));
        assert!(pages(4).get_next_page().is_err());
        assert!(matches!(pages(u32::MAX).next(), Some(Err(_))));
    }
}
