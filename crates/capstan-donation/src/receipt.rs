//! The receipt of a donation: a signed statement that proves what was given,
//! under which consent, and when, without showing any of it.
//!
//! A receipt and a tombstone are [`Statement`]s, signed with Ed25519. Each day
//! the hashes of all receipts become the leaves of a Merkle tree whose root is
//! published; a receipt with its [`Proof`] can be checked against that root by
//! anyone, without asking us.

use capstan_proof::merkle::{self, Inclusion};
use capstan_proof::{Digest, Fact, Key, PublicKey, Signed, Statement, Tree};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The kind of statement that a receipt is.
pub const RECEIPT: &str = "donation-received";
/// The kind of statement that says a donation was withdrawn.
pub const TOMBSTONE: &str = "donation-withdrawn";

/// What a receipt is about. The donation is named by its hash alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Donated {
    /// The coalition.
    pub coalition: String,
    /// The hash of the donation as it is stored, read back from the disk.
    pub donation: Digest,
    /// The hash of the consent it was given under: its text, version and
    /// purposes.
    pub consent: Digest,
    /// When it was stored, in microseconds of UTC since 1970.
    pub at: i64,
}

/// A receipt as the donor keeps it, in JSON. Before the day's root is
/// published there is no proof yet; the signature holds without it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// The signed statement.
    pub receipt: Signed,
    /// That it is among the receipts of its day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Proof>,
    /// That the donation was withdrawn, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Signed>,
}

/// The place of a receipt in the tree of its day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// The root that was published.
    pub root: Digest,
    /// The way from the receipt to the root.
    pub inclusion: Inclusion,
}

/// Why a receipt does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// The text is no receipt.
    #[error("this is no receipt: {0}; expected the file as it was given out")]
    Text(String),
    /// A signature does not fit.
    #[error(transparent)]
    Signature(#[from] capstan_proof::statement::StatementError),
    /// The statement is of another kind, or says less than a receipt must.
    #[error(
        "the statement is of the kind {found:?}; expected {expected:?} with the hashes of a donation and a consent; ask for the receipt again"
    )]
    Kind {
        /// Its kind.
        found: String,
        /// The kind it should be.
        expected: &'static str,
    },
    /// The proof does not lead to the root.
    #[error(
        "the receipt is not under the root {root}; expected the proof for exactly this receipt; ask for it again"
    )]
    Proof {
        /// The root in the file.
        root: Digest,
    },
    /// The root is not the one that was published.
    #[error("the proof leads to the root {found}; the one that was published is {expected}")]
    Root {
        /// The root in the file.
        found: Digest,
        /// The root that was named.
        expected: Digest,
    },
    /// A root was named, and the receipt has no proof yet.
    #[error(
        "the receipt has no proof that leads to a root; expected one; ask for the receipt again after the day's root is published"
    )]
    NoProof,
    /// The tombstone is of another donation, or was signed by someone else.
    #[error("the withdrawal is not of this donation by the same coalition; ask for it again")]
    Tombstone,
}

impl Donated {
    fn statement(&self, kind: &str, at: i64) -> Statement {
        let fact = |digest: Digest| Fact::Text(digest.to_string());
        Statement {
            about: self.coalition.clone(),
            at,
            facts: BTreeMap::from([
                ("consent".to_owned(), fact(self.consent)),
                ("donation".to_owned(), fact(self.donation)),
            ]),
            head: None,
            kind: kind.to_owned(),
        }
    }

    /// The receipt, signed with the coalition's key.
    pub fn receipt(&self, key: &Key) -> Receipt {
        Receipt {
            receipt: self.statement(RECEIPT, self.at).sign(key),
            proof: None,
            withdrawn: None,
        }
    }

    /// That it was withdrawn at `at`, in microseconds of UTC since 1970.
    pub fn tombstone(&self, at: i64, key: &Key) -> Signed {
        self.statement(TOMBSTONE, at).sign(key)
    }

    /// What a signed statement of this kind says was donated.
    fn of(signed: &Signed, kind: &'static str) -> Result<Self, ReceiptError> {
        let said = &signed.statement;
        let wrong = || ReceiptError::Kind {
            found: said.kind.clone(),
            expected: kind,
        };
        let digest = |name: &str| match said.facts.get(name) {
            Some(Fact::Text(text)) => text.parse().map_err(|_| wrong()),
            _ => Err(wrong()),
        };
        if said.kind != kind {
            return Err(wrong());
        }
        Ok(Self {
            coalition: said.about.clone(),
            donation: digest("donation")?,
            consent: digest("consent")?,
            at: said.at,
        })
    }
}

/// The leaf that a receipt is in the tree of its day. Nothing of the receipt
/// can be read from it.
pub fn leaf(receipt: &Signed) -> Digest {
    merkle::leaf(receipt.to_string().as_bytes())
}

/// The tree of the leaves of one day, in their order.
pub fn tree(leaves: impl IntoIterator<Item = Digest>) -> Tree {
    let mut tree = Tree::new();
    for leaf in leaves {
        tree.push_leaf(leaf);
    }
    tree
}

impl Receipt {
    /// Reads a receipt from its JSON.
    ///
    /// # Errors
    /// If it is none.
    pub fn parse(text: &str) -> Result<Self, ReceiptError> {
        serde_json::from_str(text).map_err(|e| ReceiptError::Text(e.to_string()))
    }

    /// Checks all that can be checked offline: the signature by `key` if that
    /// is known, the way to the root, that the root is `root` if one is known,
    /// and that a withdrawal is of the same donation by the same key. Gives
    /// what was donated, and when it was withdrawn if it was.
    ///
    /// # Errors
    /// If a part does not hold.
    pub fn verify(
        &self,
        key: Option<&PublicKey>,
        root: Option<&Digest>,
    ) -> Result<(Donated, Option<i64>), ReceiptError> {
        self.receipt.verify(key)?;
        let donated = Donated::of(&self.receipt, RECEIPT)?;
        if let Some(proof) = &self.proof {
            if !proof
                .inclusion
                .holds(self.receipt.to_string().as_bytes(), &proof.root)
            {
                return Err(ReceiptError::Proof { root: proof.root });
            }
            if let Some(&expected) = root.filter(|&&root| root != proof.root) {
                return Err(ReceiptError::Root {
                    found: proof.root,
                    expected,
                });
            }
        } else if root.is_some() {
            return Err(ReceiptError::NoProof);
        }
        let Some(withdrawn) = &self.withdrawn else {
            return Ok((donated, None));
        };
        withdrawn.verify(Some(&self.receipt.key))?;
        let gone = Donated::of(withdrawn, TOMBSTONE)?;
        let same = Donated {
            at: donated.at,
            ..gone.clone()
        };
        if same != donated || gone.at < donated.at {
            return Err(ReceiptError::Tombstone);
        }
        Ok((donated, Some(gone.at)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> Key {
        Key::new(&[7; 32])
    }

    fn donated(n: u8) -> Donated {
        Donated {
            coalition: "riders".into(),
            donation: Digest::new([n; 32]),
            consent: Digest::new([9; 32]),
            at: 1_000_000 + i64::from(n),
        }
    }

    /// The receipts of a day, each with its proof.
    fn day(count: u8) -> Vec<Receipt> {
        let mut all: Vec<Receipt> = (0..count).map(|n| donated(n).receipt(&key())).collect();
        let tree = tree(all.iter().map(|r| leaf(&r.receipt)));
        for (place, receipt) in (0u64..).zip(&mut all) {
            let inclusion = tree.inclusion(place, count.into()).expect("a place");
            receipt.proof = Some(Proof {
                root: tree.root(),
                inclusion,
            });
        }
        all
    }

    #[test]
    fn a_receipt_proves_what_was_given_and_when() {
        let (public, all) = (key().public(), day(5));
        let root = all[0].proof.as_ref().map(|p| p.root).expect("a proof");
        for (n, receipt) in (0u8..).zip(&all) {
            let text = serde_json::to_string(receipt).expect("json");
            let back = Receipt::parse(&text).expect("a receipt");
            assert_eq!(
                back.verify(Some(&public), Some(&root)),
                Ok((donated(n), None))
            );
        }
        let bare = donated(0).receipt(&key());
        assert_eq!(bare.verify(None, None), Ok((donated(0), None)));
    }

    #[test]
    fn nothing_of_it_can_be_changed() {
        let all = day(5);
        let mut other = all[1].clone();
        other.proof.clone_from(&all[2].proof);
        assert!(matches!(
            other.verify(None, None),
            Err(ReceiptError::Proof { .. })
        ));
        let mut changed = all[1].clone();
        changed.receipt.statement.at += 1;
        assert!(matches!(
            changed.verify(None, None),
            Err(ReceiptError::Signature(_))
        ));
        let stranger = Key::new(&[8; 32]).public();
        assert!(matches!(
            all[1].verify(Some(&stranger), None),
            Err(ReceiptError::Signature(_))
        ));
        let elsewhere = Digest::new([1; 32]);
        let bare = donated(1).receipt(&key());
        assert_eq!(
            bare.verify(None, Some(&elsewhere)),
            Err(ReceiptError::NoProof)
        );
        assert!(matches!(
            all[1].verify(None, Some(&elsewhere)),
            Err(ReceiptError::Root { .. })
        ));
        let as_tombstone = Receipt {
            receipt: donated(1).tombstone(5, &key()),
            proof: None,
            withdrawn: None,
        };
        assert!(matches!(
            as_tombstone.verify(None, None),
            Err(ReceiptError::Kind { .. })
        ));
        assert!(matches!(Receipt::parse("{}"), Err(ReceiptError::Text(_))));
    }

    proptest::proptest! {
        /// One letter of the file is another: either it says the same, or it
        /// does not hold.
        #[test]
        fn a_file_that_was_changed_does_not_hold(at: proptest::sample::Index, letter in "[ -~]") {
            let key = key();
            let mut whole = day(5).remove(3);
            whole.withdrawn = Some(donated(3).tombstone(2_000_000, &key));
            let text = serde_json::to_string(&whole).expect("json");
            let at = at.index(text.len());
            let changed = [&text[..at], &letter, &text[at + 1..]].concat();
            if let Ok(receipt) = Receipt::parse(&changed) {
                let holds = receipt.verify(Some(&key.public()), None).is_ok();
                proptest::prop_assert_eq!(holds, receipt == whole, "{}", changed);
            }
        }
    }

    #[test]
    fn a_withdrawal_is_of_one_donation_and_comes_after_it() {
        let with = |tombstone| Receipt {
            withdrawn: Some(tombstone),
            ..donated(1).receipt(&key())
        };
        let gone = with(donated(1).tombstone(2_000_000, &key()));
        assert_eq!(gone.verify(None, None), Ok((donated(1), Some(2_000_000))));
        for wrong in [
            donated(2).tombstone(2_000_000, &key()),
            donated(1).tombstone(5, &key()),
        ] {
            assert_eq!(with(wrong).verify(None, None), Err(ReceiptError::Tombstone));
        }
        let forged = donated(1).tombstone(2_000_000, &Key::new(&[8; 32]));
        assert!(with(forged).verify(None, None).is_err());
    }
}
