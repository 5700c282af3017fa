//! A signed statement: what someone says happened, in a form that can be kept,
//! passed on and checked by anyone.
//!
//! Its text is JSON in one form only: keys in order, no spaces, no fractions.
//! The signature covers all of it, and a text in another form is refused, so
//! two people who read one statement read the same.

use crate::log::Head;
use crate::sign::{Key, PublicKey, Signature};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

const CONTEXT: &str = "capstan statement v1";

// The fields stand in the order of their names: that is the order of the text.
/// What is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Whom or what it is about, like a coalition.
    pub about: String,
    /// When it was said, in microseconds of UTC since 1970.
    pub at: i64,
    /// What is said in particular, by name.
    pub facts: BTreeMap<String, Fact>,
    /// How far the log had come in which this is written down, if it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<Head>,
    /// What kind of statement it is, like `left`.
    pub kind: String,
}

/// A value in a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "a fact that is neither a text, nor a whole number of 64 bits, nor a list of texts"
)]
pub enum Fact {
    /// A whole number.
    Number(i64),
    /// A text.
    Text(String),
    /// Texts in order.
    List(Vec<String>),
}

/// A statement with its signature. What [`fmt::Display`] writes is its text, and
/// parsing that text is how it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// Who says it.
    pub key: PublicKey,
    /// That they said just this.
    pub signature: Signature,
    /// What is said.
    pub statement: Statement,
}

/// Why a signed statement does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// The text is none.
    #[error(
        "this is no signed statement: {why}; expected the file as it was given out, with \"key\", \"signature\" and \"statement\""
    )]
    Text {
        /// What is wrong with it.
        why: String,
    },
    /// The text is not in the form in which statements are signed.
    #[error(
        "the text of the statement was rewritten: expected it on one line, keys in order and each once, as it was given out"
    )]
    Form,
    /// The statement was signed by someone else.
    #[error("the statement names the key {found}, expected {expected}: someone else signed it")]
    Key {
        /// The key in the statement.
        found: PublicKey,
        /// The key that was asked for.
        expected: PublicKey,
    },
    /// The parts do not belong together.
    #[error(
        "the signature does not fit: what is said, the key {key} or the signature was changed after signing; ask for the statement again"
    )]
    Signature {
        /// The key in the statement.
        key: PublicKey,
    },
}

impl Statement {
    /// Signs the statement.
    pub fn sign(self, key: &Key) -> Signed {
        Signed {
            key: key.public(),
            signature: key.sign(CONTEXT, json(&self).as_bytes()),
            statement: self,
        }
    }
}

impl Signed {
    /// Whether the statement is just as the holder of its key signed it.
    /// `expected` is the key it must be, if that is known: without it, the
    /// statement may be by anyone.
    ///
    /// # Errors
    /// If the key is another, or a part of the statement was changed.
    pub fn verify(&self, expected: Option<&PublicKey>) -> Result<&Statement, StatementError> {
        if let Some(&expected) = expected.filter(|&&key| key != self.key) {
            return Err(StatementError::Key {
                found: self.key,
                expected,
            });
        }
        self.key
            .verify(CONTEXT, json(&self.statement).as_bytes(), &self.signature)
            .map_err(|_| StatementError::Signature { key: self.key })?;
        Ok(&self.statement)
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("texts, whole numbers and lists are always JSON")
}

impl fmt::Display for Signed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&json(self))
    }
}

impl FromStr for Signed {
    type Err = StatementError;

    /// Reads a statement; one line break at the end is no part of it.
    fn from_str(text: &str) -> Result<Self, StatementError> {
        let signed: Self =
            serde_json::from_str(text).map_err(|e| StatementError::Text { why: e.to_string() })?;
        if json(&signed) != text.strip_suffix('\n').unwrap_or(text) {
            return Err(StatementError::Form);
        }
        Ok(signed)
    }
}

impl From<i64> for Fact {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Fact {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Fact {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Vec<String>> for Fact {
    fn from(list: Vec<String>) -> Self {
        Self::List(list)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key() -> Key {
        Key::new(&[7; 32])
    }

    fn left() -> Statement {
        let removed = vec!["membership".to_owned(), "2 pledges".to_owned()];
        Statement {
            about: "drivers of the north".to_owned(),
            at: 1_770_000_000_000_000,
            facts: BTreeMap::from([
                ("removed".to_owned(), removed.into()),
                ("ballots".to_owned(), 3.into()),
                ("kept".to_owned(), "ballots, because \"n\" counted\n".into()),
            ]),
            head: Some(Head::start("log").append(b"left")),
            kind: "left".to_owned(),
        }
    }

    #[test]
    fn the_text_is_in_order_and_read_back_the_same() {
        let signed = left().sign(&key());
        let text = signed.to_string();
        let said = format!(
            "{{\"about\":\"drivers of the north\",\"at\":1770000000000000,\
             \"facts\":{{\"ballots\":3,\"kept\":\"ballots, because \\\"n\\\" counted\\n\",\
             \"removed\":[\"membership\",\"2 pledges\"]}},\"head\":\"{}\",\"kind\":\"left\"}}",
            left().head.unwrap()
        );
        assert!(text.ends_with(&format!("\"statement\":{said}}}")), "{text}");
        assert!(text.starts_with("{\"key\":\"ed25519:"), "{text}");
        let back: Signed = format!("{text}\n").parse().unwrap();
        assert_eq!(back, signed);
        assert_eq!(back.verify(Some(&key().public())), Ok(&left()));
        let by_hand = key().sign(CONTEXT, said.as_bytes());
        assert_eq!(signed.signature, by_hand);
    }

    #[test]
    fn the_error_says_what_was_changed() {
        let signed = left().sign(&key());
        let other = Key::new(&[8; 32]).public();
        let by_another = StatementError::Key {
            found: key().public(),
            expected: other,
        };
        assert_eq!(signed.verify(Some(&other)), Err(by_another));
        let mut changed = signed.clone();
        changed.key = other;
        let changed = changed.verify(None);
        assert_eq!(changed, Err(StatementError::Signature { key: other }));
        let mut changed = signed.clone();
        changed.statement.at += 1;
        assert!(changed.verify(None).is_err());
        let mut changed = signed.clone();
        changed.statement.head = None;
        assert!(changed.verify(None).is_err());
        let mut changed = signed.clone();
        changed.signature = key().sign("another use", b"");
        assert!(changed.verify(None).is_err());
    }

    #[test]
    fn a_text_in_another_form_is_refused() {
        let text = left().sign(&key()).to_string();
        let form = |text: String| assert_eq!(text.parse::<Signed>(), Err(StatementError::Form));
        form(format!(" {text}"));
        form(format!("{text}\n\n"));
        form(text.replace("\"at\":", "\"at\": "));
        // What a person reads first is not what would be checked.
        form(text.replace("{\"ballots\":3", "{\"ballots\":0,\"ballots\":3"));
        form(text.replace("left", "l\\u0065ft"));
        let refused = |text: String, why: &str| match text.parse::<Signed>() {
            Err(StatementError::Text { why: said }) => assert!(said.contains(why), "{said}"),
            other => panic!("{other:?}"),
        };
        refused(text.replace(":3,", ":3.5,"), "neither a text");
        refused(text.replace(":3,", ":null,"), "neither a text");
        refused(
            text.replace("{\"about\"", "{\"a\":1,\"about\""),
            "unknown field",
        );
        refused(text.replace("ed25519:", "rsa:"), "is no public key");
        refused(
            text.replace("\"kind\":\"left\"", "\"kind\":1"),
            "expected a string",
        );
        refused(String::new(), "EOF");
    }

    fn fact() -> impl Strategy<Value = Fact> {
        prop_oneof![
            any::<i64>().prop_map(Fact::Number),
            any::<String>().prop_map(Fact::Text),
            prop::collection::vec(any::<String>(), 0..4).prop_map(Fact::List),
        ]
    }

    prop_compose! {
        fn statement()(
            about in any::<String>(), at in any::<i64>(), kind in any::<String>(),
            facts in prop::collection::btree_map(any::<String>(), fact(), 0..5),
            head in prop::option::of(any::<String>()),
        ) -> Statement {
            let head = head.map(|entry| Head::start("log").append(entry.as_bytes()));
            Statement { about, at, facts, head, kind }
        }
    }

    proptest! {
        #[test]
        fn every_statement_is_read_back_and_holds(statement in statement()) {
            let signed = statement.clone().sign(&key());
            let back: Signed = signed.to_string().parse().unwrap();
            prop_assert_eq!(&back, &signed);
            prop_assert_eq!(back.verify(None), Ok(&statement));
        }

        #[test]
        fn any_change_of_one_byte_is_noticed(
            statement in statement(), at in any::<prop::sample::Index>(),
            byte in any::<u8>(), how in 0u8..3,
        ) {
            let text = statement.sign(&key()).to_string();
            let mut bytes = text.clone().into_bytes();
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => { bytes.remove(at); }
            }
            prop_assume!(bytes != text.as_bytes());
            // What is not even text was noticed.
            let Ok(changed) = String::from_utf8(bytes) else { return Ok(()) };
            let noticed = changed
                .parse::<Signed>()
                .and_then(|signed| signed.verify(None).cloned());
            prop_assert!(noticed.is_err(), "{}", changed);
        }
    }
}
