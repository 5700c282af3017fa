//! Ed25519 signatures, each for one use.
//!
//! What is signed is the length of the context in 8 bytes, the context, and the
//! message: a signature made for one use fits no other. Checking is strict: a
//! signature has one form only, and keys that fit many messages are refused.

use crate::digest::Digest;
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

const PREFIX: &str = "ed25519:";

/// A secret key. It has no text form and shows nothing of itself.
#[derive(Clone)]
pub struct Key(SigningKey);

/// The key that checks what a [`Key`] signed. As text, and in files, it is
/// `ed25519:` and 64 small hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicKey([u8; 32]);

/// A signature. As text, and in files, it is `ed25519:` and 128 small
/// hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Signature(ed25519_dalek::Signature);

/// What is wrong with a key or a signature.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// A text that is no public key.
    #[error(
        "\"{found}\" is no public key: expected ed25519: and 64 digits of 0-9 and a-f that are a key; copy it again from its source"
    )]
    Key {
        /// What was given.
        found: String,
    },
    /// A text that is no signature.
    #[error(
        "\"{found}\" is no signature: expected ed25519: and 128 digits of 0-9 and a-f; copy it again from its source"
    )]
    Signature {
        /// What was given.
        found: String,
    },
    /// The signature was not made by this key for this message and use.
    #[error(
        "the signature does not fit the key {key}: expected one made with it for exactly this content; get both again from their source"
    )]
    Fit {
        /// The key it was checked with.
        key: PublicKey,
    },
}

impl Key {
    /// The key that follows from 32 bytes, which the caller draws at random
    /// and keeps secret.
    pub fn new(secret: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(secret))
    }

    /// The key that checks what this one signs.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }

    /// Signs `message` for the use `context`. The same message gives the same
    /// signature.
    pub fn sign(&self, context: &str, message: &[u8]) -> Signature {
        Signature(self.0.sign(&framed(context, message)))
    }
}

impl PublicKey {
    /// Whether `signature` was made with this key for `message` and the use
    /// `context`.
    ///
    /// # Errors
    /// If it was not.
    pub fn verify(
        &self,
        context: &str,
        message: &[u8],
        signature: &Signature,
    ) -> Result<(), SignError> {
        VerifyingKey::from_bytes(&self.0)
            .and_then(|key| key.verify_strict(&framed(context, message), &signature.0))
            .map_err(|_| SignError::Fit { key: *self })
    }
}

fn framed(context: &str, message: &[u8]) -> Vec<u8> {
    let length = (context.len() as u64).to_le_bytes();
    [&length, context.as_bytes(), message].concat()
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key of {}", self.public())
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}{}", Digest::new(self.0))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for PublicKey {
    type Err = SignError;

    fn from_str(text: &str) -> Result<Self, SignError> {
        let key = || {
            let bytes: Digest = text.strip_prefix(PREFIX)?.parse().ok()?;
            let key = VerifyingKey::from_bytes(bytes.bytes()).ok()?;
            (!key.is_weak()).then_some(Self(*bytes.bytes()))
        };
        key().ok_or_else(|| SignError::Key {
            found: text.to_owned(),
        })
    }
}

impl TryFrom<String> for PublicKey {
    type Error = SignError;

    fn try_from(text: String) -> Result<Self, SignError> {
        text.parse()
    }
}

impl From<PublicKey> for String {
    fn from(key: PublicKey) -> Self {
        key.to_string()
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}{:x}", self.0)
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for Signature {
    type Err = SignError;

    fn from_str(text: &str) -> Result<Self, SignError> {
        text.strip_prefix(PREFIX)
            .filter(|hex| !hex.bytes().any(|b| b.is_ascii_uppercase()))
            .and_then(|hex| hex.parse().ok())
            .map(Self)
            .ok_or_else(|| SignError::Signature {
                found: text.to_owned(),
            })
    }
}

impl TryFrom<String> for Signature {
    type Error = SignError;

    fn try_from(text: String) -> Result<Self, SignError> {
        text.parse()
    }
}

impl From<Signature> for String {
    fn from(signature: Signature) -> Self {
        signature.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key() -> Key {
        Key::new(&[7; 32])
    }

    #[test]
    fn keys_are_those_of_rfc_8032() {
        // Section 7.1, test 2.
        let secret: Digest = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"
            .parse()
            .unwrap();
        let public = "ed25519:3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
        let key = Key::new(secret.bytes());
        assert_eq!(key.public().to_string(), public);
        assert_eq!(public.parse(), Ok(key.public()));
    }

    #[test]
    fn what_is_signed_is_the_context_and_the_message() {
        let signature = key().sign("use", b"x");
        let bytes = b"\x03\0\0\0\0\0\0\0usex";
        assert_eq!(signature.0, SigningKey::from_bytes(&[7; 32]).sign(bytes));
    }

    #[test]
    fn a_signature_fits_one_key_one_use_and_one_message() {
        let public = key().public();
        let signature = key().sign("use", b"message");
        assert_eq!(public.verify("use", b"message", &signature), Ok(()));
        let wrong = Err(SignError::Fit { key: public });
        assert_eq!(public.verify("us", b"emessage", &signature), wrong);
        assert_eq!(public.verify("other", b"message", &signature), wrong);
        assert_eq!(public.verify("use", b"messagf", &signature), wrong);
        let other = Key::new(&[8; 32]).public();
        assert!(other.verify("use", b"message", &signature).is_err());
    }

    #[test]
    fn nothing_secret_is_shown() {
        let shown = format!("{:?}", key());
        assert!(!shown.contains("0707"), "{shown}");
        assert!(shown.contains(&key().public().to_string()));
    }

    #[test]
    fn weak_keys_are_refused() {
        // The neutral point, which fits many messages, and bytes that are no point.
        let one = format!("ed25519:01{}", "0".repeat(62));
        let none = format!("ed25519:02{}", "0".repeat(62));
        for wrong in [one, none] {
            assert!(wrong.parse::<PublicKey>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn text_has_one_form() {
        let public = key().public();
        let signature = key().sign("use", b"message");
        assert_eq!(signature.to_string().parse(), Ok(signature));
        let json = serde_json::to_string(&(public, signature)).unwrap();
        let back: (PublicKey, Signature) = serde_json::from_str(&json).unwrap();
        assert_eq!(back, (public, signature));
        for good in [public.to_string(), signature.to_string()] {
            let (prefix, hex) = good.split_at(PREFIX.len());
            for wrong in [
                hex.to_owned(),
                format!("{prefix}{}", hex.to_uppercase()),
                format!("{good}0"),
                format!("{good} "),
                good[..good.len() - 1].to_owned(),
                format!("ED25519:{hex}"),
                format!("{prefix}{}", "é".repeat(hex.len() / 2)),
                prefix.to_owned(),
            ] {
                assert!(wrong.parse::<PublicKey>().is_err(), "{wrong}");
                assert!(wrong.parse::<Signature>().is_err(), "{wrong}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_changed_bit_is_noticed(
            message in prop::collection::vec(any::<u8>(), 1..40),
            at in any::<prop::sample::Index>(), bit in 0u8..8, signed in any::<bool>(),
        ) {
            let mut signature = key().sign("use", &message);
            let mut message = message;
            if signed {
                let at = at.index(message.len());
                message[at] ^= 1 << bit;
            } else {
                let mut bytes = signature.0.to_bytes();
                bytes[at.index(64)] ^= 1 << bit;
                signature = Signature(ed25519_dalek::Signature::from_bytes(&bytes));
            }
            prop_assert!(key().public().verify("use", &message, &signature).is_err());
        }
    }
}
