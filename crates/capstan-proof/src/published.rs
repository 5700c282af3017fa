//! A log as a file that anyone can check.

use crate::digest::Digest;
use crate::log::{self, Head, LogError};
use serde::{Deserialize, Serialize};

/// A whole log as it is published, in JSON:
/// `{"log": NAME, "entries": [{"entry": TEXT, "hash": HASH}], "head": HEAD}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// The name of the log.
    pub log: String,
    /// Its entries from the first on.
    pub entries: Vec<Entry>,
    /// Where the log ends; may be left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<Head>,
}

/// An entry of a published log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// What it says.
    pub entry: String,
    /// The hash of it and of all before it, as [`Head::append`] gave it.
    pub hash: Digest,
}

impl Published {
    /// Publishes the entries of the log called `name`, with their hashes as
    /// they are stored.
    pub fn new(name: &str, stored: impl IntoIterator<Item = (String, Digest)>) -> Self {
        let entries: Vec<Entry> = stored
            .into_iter()
            .map(|(entry, hash)| Entry { entry, hash })
            .collect();
        let head = match entries.last() {
            Some(last) => Head::new(entries.len() as u64, last.hash),
            None => Head::start(name),
        };
        Self {
            log: name.to_owned(),
            entries,
            head: Some(head),
        }
    }

    /// Walks the log from the start. `known` is a head that was written down
    /// earlier, or nothing. Gives the head at the end.
    ///
    /// # Errors
    /// As [`log::verify`], and if the log does not end at the head it names.
    pub fn verify(&self, known: Option<&Head>) -> Result<Head, LogError> {
        let stored = self.entries.iter().map(|e| (&e.entry, e.hash));
        let found = log::verify(&self.log, stored, known)?;
        match self.head {
            Some(expected) if expected != found => Err(LogError::End { found, expected }),
            _ => Ok(found),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published(texts: &[&str]) -> Published {
        let mut head = Head::start("stewards");
        let stored = texts.iter().map(|text| {
            head = head.append(text.as_bytes());
            ((*text).to_owned(), head.hash())
        });
        Published::new("stewards", stored)
    }

    #[test]
    fn a_log_read_back_is_the_same_and_holds() {
        let log = published(&["opened", "named a steward"]);
        let end = Head::start("stewards")
            .append(b"opened")
            .append(b"named a steward");
        assert_eq!(log.head, Some(end));
        let text = serde_json::to_string(&log).unwrap();
        let back: Published = serde_json::from_str(&text).unwrap();
        assert_eq!(back, log);
        assert_eq!(back.verify(None), Ok(end));
        let early = Head::start("stewards").append(b"opened");
        assert_eq!(back.verify(Some(&early)), Ok(end));
        let bare = Published { head: None, ..log };
        assert_eq!(bare.verify(Some(&end)), Ok(end));
        assert!(!serde_json::to_string(&bare).unwrap().contains("head"));
        let empty = published(&[]);
        assert_eq!(empty.verify(None), Ok(Head::start("stewards")));
    }

    #[test]
    fn every_change_is_found() {
        let log = published(&["a", "b", "c"]);
        let mut changed = log.clone();
        changed.entries[1].entry = "B".to_owned();
        assert!(matches!(
            changed.verify(None),
            Err(LogError::Broken { entry: 2, .. })
        ));
        let mut changed = log.clone();
        changed.log = "others".to_owned();
        assert!(matches!(
            changed.verify(None),
            Err(LogError::Broken { entry: 1, .. })
        ));
        let mut changed = log.clone();
        changed.entries.pop();
        let cut = published(&["a", "b"]);
        let end = LogError::End {
            found: cut.head.unwrap(),
            expected: log.head.unwrap(),
        };
        assert_eq!(changed.verify(None), Err(end));
        // With the head cut off too, only one written down earlier can tell.
        assert!(cut.verify(None).is_ok());
        assert!(matches!(
            cut.verify(log.head.as_ref()),
            Err(LogError::Shorter {
                found: 2,
                expected: 3
            })
        ));
    }

    #[test]
    fn what_is_not_part_of_a_log_is_refused() {
        for wrong in [
            r#"{"log":"a","entries":[],"note":"b"}"#,
            r#"{"log":"a","log":"b","entries":[]}"#,
            r#"{"log":"a","entries":[{"entry":"b"}]}"#,
            r#"{"log":"a","entries":[{"entry":"b","hash":"c"}]}"#,
            r#"{"log":"a","entries":[],"head":"1"}"#,
        ] {
            assert!(serde_json::from_str::<Published>(wrong).is_err(), "{wrong}");
        }
    }
}
