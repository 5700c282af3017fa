//! The signatures by which a provider shows that a request is its own. They
//! are compared in constant time.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::Sha256;

/// Whether `tag` is the HMAC-SHA1 of the parts under `key`.
pub fn sha1(key: &str, parts: &[&[u8]], tag: &[u8]) -> bool {
    holds(
        Hmac::<Sha1>::new_from_slice(key.as_bytes()).ok(),
        parts,
        tag,
    )
}

/// Whether `tag` is the HMAC-SHA256 of the parts under `key`.
pub fn sha256(key: &str, parts: &[&[u8]], tag: &[u8]) -> bool {
    holds(
        Hmac::<Sha256>::new_from_slice(key.as_bytes()).ok(),
        parts,
        tag,
    )
}

fn holds<M: Mac>(mac: Option<M>, parts: &[&[u8]], tag: &[u8]) -> bool {
    let Some(mut mac) = mac else { return false };
    for part in parts {
        mac.update(part);
    }
    mac.verify_slice(tag).is_ok()
}

/// The bytes that hexadecimal digits stand for; nothing if they are none.
pub fn bytes(hex: &str) -> Option<Vec<u8>> {
    let pair = |at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
    let digits = hex.bytes().all(|b| b.is_ascii_hexdigit());
    digits
        .then(|| (0..hex.len()).step_by(2).map(pair).collect())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_answers_hold_and_nothing_else() {
        // RFC 2202, test case 2, and RFC 4231, test case 2.
        let text: &[&[u8]] = &[b"what do ya want ", b"for nothing?"];
        let one = bytes("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79").expect("digits");
        assert!(sha1("Jefe", text, &one));
        let two = bytes("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        let two = two.expect("digits");
        assert!(sha256("Jefe", text, &two));
        assert!(!sha256("jefe", text, &two));
        assert!(!sha256("Jefe", &text[..1], &two));
        assert!(!sha256("Jefe", text, &two[..31]));
        assert!(!sha256("Jefe", text, &[]));
    }

    #[test]
    fn only_pairs_of_digits_are_bytes() {
        assert_eq!(bytes("00fF"), Some(vec![0, 255]));
        for none in ["0", "0g", "+f", "ñ", "0x00"] {
            assert_eq!(bytes(none), None, "{none}");
        }
    }
}
