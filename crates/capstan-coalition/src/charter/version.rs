//! Versions of a charter, each naming the one before it.

use super::Charter;
use capstan_proof::Digest;
use serde::{Deserialize, Serialize};

const CONTEXT: &str = "capstan charter v1";

/// A charter as it held from one decision to the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    /// Its number, from 1.
    pub number: u32,
    /// The hash of the version before it; nothing for the first.
    pub before: Option<Digest>,
    /// The charter.
    pub charter: Charter,
}

impl Version {
    /// The first version.
    pub fn first(charter: Charter) -> Self {
        Self {
            number: 1,
            before: None,
            charter,
        }
    }

    /// The version after this one.
    pub fn next(&self, charter: Charter) -> Self {
        Self {
            number: self.number.saturating_add(1),
            before: Some(self.digest()),
            charter,
        }
    }

    /// Whether this is the version after `earlier`, unchanged.
    pub fn follows(&self, earlier: &Self) -> bool {
        *self == earlier.next(self.charter.clone())
    }

    /// Its JSON without spaces, names in alphabetical order: the same bytes
    /// on every machine.
    pub fn bytes(&self) -> Vec<u8> {
        let mut value = serde_json::json!(self);
        value.sort_all_objects();
        value.to_string().into_bytes()
    }

    /// The hash of its bytes.
    pub fn digest(&self) -> Digest {
        Digest::of(CONTEXT, &[&self.bytes()])
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Joining, tests::charter};
    use super::*;

    #[test]
    fn bytes_are_canonical() {
        let version = Version::first(charter());
        let expected = concat!(
            r#"{"before":null,"charter":{"contact":"mail@example.org","#,
            r#""decisions":{"method":"approval","minimum_age_days":14,"#,
            r#""rule":{"base":"voters","majority":{"more-than":"1/2"},"quorum":"1/5"}},"#,
            r#""dividend_rule":null,"minimum_group":{"members":5,"public":10},"#,
            r#""purpose":"Pay for the data of our work.","retention_days":365,"#,
            r#""who_may_join":"invitation","words_needed":1},"number":1}"#,
        );
        assert_eq!(String::from_utf8(version.bytes()).unwrap(), expected);
        let back: Version = serde_json::from_slice(&version.bytes()).unwrap();
        assert_eq!(back, version);
    }

    #[test]
    fn versions_are_chained() {
        let first = Version::first(charter());
        let mut open = charter();
        open.who_may_join = Joining::Open;
        let second = first.next(open);
        let third = second.next(charter());
        assert_eq!((second.number, third.number), (2, 3));
        assert!(second.follows(&first) && third.follows(&second));
        assert!(!third.follows(&first) && !first.follows(&first));
        let mut changed = first.clone();
        changed.charter.retention_days += 1;
        assert!(!second.follows(&changed));
        assert_ne!(first.digest(), changed.digest());
    }
}
