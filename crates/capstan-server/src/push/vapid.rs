//! Who sends a push: push services take it only with a signature of the key
//! that the browser was given (VAPID, RFC 8292).

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use capstan_store::{Keys, Micros};
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::json;
use url::Url;

/// How long a signature holds, in seconds. Push services take no more than a
/// day.
const HOLDS: i64 = 12 * 60 * 60;

/// The key of an installation for pushes. It follows from its secret, like all
/// others: whoever restores the one has the other.
#[derive(Clone, Debug)]
pub struct Vapid(SigningKey);

impl Vapid {
    /// The key that follows from a secret.
    pub fn new(keys: &Keys) -> Self {
        let mut n = 0;
        loop {
            // One number of 256 bits in 2^32 is no key on this curve.
            if let Ok(key) = SigningKey::from_slice(&keys.of(&format!("web push {n}"))) {
                return Self(key);
            }
            n += 1;
        }
    }

    /// The public key, as browsers want it: an uncompressed point, base64url.
    pub fn public(&self) -> String {
        let point = self.0.verifying_key().to_encoded_point(false);
        BASE64_URL_SAFE_NO_PAD.encode(point.as_bytes())
    }

    /// The value of the header `Authorization` for a push to `endpoint` at
    /// `now`. `contact` is an address under which the operator of a push
    /// service reaches this one.
    pub fn authorization(&self, endpoint: &Url, contact: Option<&str>, now: Micros) -> String {
        let mut claims = json!({
            "aud": endpoint.origin().ascii_serialization(),
            "exp": now / 1_000_000 + HOLDS,
        });
        if let Some(contact) = contact {
            claims["sub"] = contact.into();
        }
        let head = json!({"alg": "ES256", "typ": "JWT"});
        let [head, claims] =
            [head, claims].map(|part| BASE64_URL_SAFE_NO_PAD.encode(part.to_string()));
        let signed = format!("{head}.{claims}");
        let signature: Signature = self.0.sign(signed.as_bytes());
        let signature = BASE64_URL_SAFE_NO_PAD.encode(signature.to_bytes());
        format!("vapid t={signed}.{signature}, k={}", self.public())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use p256::ecdsa::VerifyingKey;
    use p256::ecdsa::signature::Verifier;
    use serde_json::Value;

    fn bytes(text: &str) -> Vec<u8> {
        BASE64_URL_SAFE_NO_PAD.decode(text).unwrap()
    }

    /// The claims of a header, once its signature is found right.
    fn claims(header: &str) -> Value {
        let (token, key) = header
            .strip_prefix("vapid t=")
            .and_then(|rest| rest.split_once(", k="))
            .unwrap();
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let key = VerifyingKey::from_sec1_bytes(&bytes(key)).unwrap();
        let signature = Signature::from_slice(&bytes(signature)).unwrap();
        key.verify(signed.as_bytes(), &signature).unwrap();
        let (head, claims) = signed.split_once('.').unwrap();
        let head: Value = serde_json::from_slice(&bytes(head)).unwrap();
        assert_eq!(head, json!({"alg": "ES256", "typ": "JWT"}));
        serde_json::from_slice(&bytes(claims)).unwrap()
    }

    #[test]
    fn the_example_of_rfc_8292_is_understood_by_these_checks() {
        // Section 2.4, with line breaks taken out.
        let header = "vapid t=eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA, k=BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs";
        let expected = json!({
            "aud": "https://push.example.net",
            "exp": 1_453_523_768,
            "sub": "mailto:push@example.com",
        });
        assert_eq!(claims(header), expected);
    }

    #[test]
    fn a_push_is_signed_for_its_service_and_for_half_a_day() {
        let vapid = Vapid::new(&Keys::fresh());
        let endpoint = Url::parse("https://push.example.org:8443/send/x?y").unwrap();
        let header = vapid.authorization(&endpoint, Some("https://capstan.example.org"), 7_000_001);
        let expected = json!({
            "aud": "https://push.example.org:8443",
            "exp": 7 + 12 * 60 * 60,
            "sub": "https://capstan.example.org",
        });
        assert_eq!(claims(&header), expected);
        assert!(header.ends_with(&vapid.public()));
        assert_eq!(bytes(&vapid.public()).len(), 65);
        let without = claims(&vapid.authorization(&endpoint, None, 0));
        assert!(without["sub"].is_null());
    }

    #[test]
    fn one_secret_has_one_key() {
        let keys = Keys::fresh();
        assert_eq!(Vapid::new(&keys).public(), Vapid::new(&keys).public());
        assert_ne!(
            Vapid::new(&keys).public(),
            Vapid::new(&Keys::fresh()).public()
        );
    }
}
