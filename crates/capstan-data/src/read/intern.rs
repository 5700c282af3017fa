//! From the bytes of an id to its number, quickly.

use crate::ids::Ids;

/// Whole numbers below this are looked up in a plain list.
const LISTED: usize = 1 << 22;
/// No id has this number in the list.
const NOBODY: u32 = u32::MAX;

/// Why an id has no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoId {
    /// It has no bytes.
    Empty,
    /// It is not UTF-8.
    NotUtf8,
    /// There are 2^32 ids already.
    TooMany,
}

/// Ids that are being collected.
///
/// Most files number people and items, so ids that are plain whole numbers
/// take a way without hashing; and the same id twice in a row is not looked
/// up again.
#[derive(Default)]
pub(crate) struct Interner {
    ids: Ids,
    listed: Vec<u32>,
    last: Option<u32>,
}

impl Interner {
    /// The number of the id `bytes`, which is added if it is new.
    pub(crate) fn number(&mut self, bytes: &[u8]) -> Result<u32, NoId> {
        if let Some(n) = plain(bytes) {
            if n >= self.listed.len() {
                let size = (n + 1).next_power_of_two();
                self.listed.resize(size.min(LISTED), NOBODY);
            }
            if self.listed[n] == NOBODY {
                self.listed[n] = self.add(bytes)?;
            }
            return Ok(self.listed[n]);
        }
        if let Some(last) = self.last
            && self.ids.name(last).as_bytes() == bytes
        {
            return Ok(last);
        }
        let number = self.add(bytes)?;
        self.last = Some(number);
        Ok(number)
    }

    fn add(&mut self, bytes: &[u8]) -> Result<u32, NoId> {
        if bytes.is_empty() {
            return Err(NoId::Empty);
        }
        let name = std::str::from_utf8(bytes).map_err(|_| NoId::NotUtf8)?;
        self.ids
            .insert(name)
            .filter(|&n| n != NOBODY)
            .ok_or(NoId::TooMany)
    }

    /// The ids so far.
    pub(crate) fn ids(&self) -> &Ids {
        &self.ids
    }

    /// All ids.
    pub(crate) fn into_ids(self) -> Ids {
        self.ids
    }
}

/// The whole number below [`LISTED`] that `bytes` writes in the usual way.
fn plain(bytes: &[u8]) -> Option<usize> {
    if bytes.is_empty() || bytes.len() > 7 || (bytes[0] == b'0' && bytes.len() > 1) {
        return None;
    }
    let mut n = 0usize;
    for &b in bytes {
        if !b.is_ascii_digit() {
            return None;
        }
        n = n * 10 + usize::from(b - b'0');
    }
    (n < LISTED).then_some(n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    #[test]
    fn ids_without_bytes_or_utf8_have_no_number() {
        let mut ids = Interner::default();
        assert_eq!(ids.number(b""), Err(NoId::Empty));
        assert_eq!(ids.number(b"\xff"), Err(NoId::NotUtf8));
        assert_eq!(ids.number(b" 1"), Ok(0));
        assert_eq!(ids.number(b"1"), Ok(1));
        assert_eq!(ids.number(b"01"), Ok(2));
    }

    proptest! {
        #[test]
        fn numbers_in_order_of_first_appearance(
            names in prop::collection::vec("[0-9]{1,8}|[a-b]{1,2}|0", 0..60),
        ) {
            let mut ids = Interner::default();
            let mut known: HashMap<&str, u32> = HashMap::new();
            for name in &names {
                let next = known.len() as u32;
                let expected = *known.entry(name).or_insert(next);
                prop_assert_eq!(ids.number(name.as_bytes()), Ok(expected));
            }
            let ids = ids.into_ids();
            for (name, number) in known {
                prop_assert_eq!(ids.get(name), Some(number));
            }
        }
    }
}
