//! A device that keeps keys, as WebAuthn (level 3) describes it.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The bits that say who is there: someone, and that the device knows them.
pub const PRESENT: u8 = 0x01;
pub const VERIFIED: u8 = 0x04;
const HAS_KEY: u8 = 0x40;

/// A device with one key.
pub struct Device {
    key: SigningKey,
    id: Vec<u8>,
    /// For whom the key is, as the service said it.
    pub handle: String,
    /// The page that asks.
    pub origin: String,
    /// The host that the key belongs to.
    pub host: String,
    /// Who is there.
    pub there: u8,
    /// Whether it counts how often it signs: keys that several devices share do
    /// not.
    pub counts: bool,
    /// How often it signed.
    pub counter: u32,
}

impl Device {
    pub fn new(n: u8) -> Self {
        Self {
            key: SigningKey::from_slice(&[n; 32]).unwrap(),
            id: vec![n; 24],
            handle: String::new(),
            origin: "http://localhost:7878".into(),
            host: "localhost".into(),
            there: PRESENT | VERIFIED,
            counts: true,
            counter: 0,
        }
    }

    fn client(&self, kind: &str, challenge: &Value) -> Vec<u8> {
        json!({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false})
            .to_string()
            .into_bytes()
    }

    fn data(&self, more: u8) -> Vec<u8> {
        let mut data = Sha256::digest(&self.host).to_vec();
        data.push(self.there | more);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// What it answers to `navigator.credentials.create`.
    pub fn create(&mut self, options: &Value) -> String {
        let asked = &options["publicKey"];
        self.handle = asked["user"]["id"].as_str().unwrap().to_owned();
        let client = self.client("webauthn.create", &asked["challenge"]);
        let mut data = self.data(HAS_KEY);
        data.extend([0; 16]);
        data.extend((self.id.len() as u16).to_be_bytes());
        data.extend(&self.id);
        // The public key: a map of CBOR (RFC 9053, section 7.1).
        let point = self.key.verifying_key().to_encoded_point(false);
        data.extend([0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(point.x().unwrap());
        data.extend([0x22, 0x58, 0x20]);
        data.extend(point.y().unwrap());
        let mut object = b"\xA3\x63fmt\x64none\x67attStmt\xA0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(data);
        json!({
            "id": BASE64.encode(&self.id),
            "rawId": BASE64.encode(&self.id),
            "type": "public-key",
            "response": {
                "clientDataJSON": BASE64.encode(client),
                "attestationObject": BASE64.encode(object),
            },
            "extensions": {},
        })
        .to_string()
    }

    /// What it answers to `navigator.credentials.get`.
    pub fn get(&mut self, options: &Value) -> String {
        self.counter = self.counter.wrapping_add(u32::from(self.counts));
        let client = self.client("webauthn.get", &options["publicKey"]["challenge"]);
        let data = self.data(0);
        let mut signed = data.clone();
        signed.extend(Sha256::digest(&client));
        let signature: Signature = self.key.sign(&signed);
        json!({
            "id": BASE64.encode(&self.id),
            "rawId": BASE64.encode(&self.id),
            "type": "public-key",
            "response": {
                "clientDataJSON": BASE64.encode(client),
                "authenticatorData": BASE64.encode(data),
                "signature": BASE64.encode(signature.to_der()),
                "userHandle": self.handle,
            },
            "extensions": {},
        })
        .to_string()
    }
}
