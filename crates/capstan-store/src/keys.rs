//! The secret of an installation, and what follows from it.
//!
//! One file beside the database, never in it and never in its backups: who has
//! only the database cannot tell which handles belong to one person, nor read
//! addresses.

use crate::error::StoreError;
use crate::id::random;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use std::io::Write;
use std::path::Path;

const LENGTH: usize = 32;
const NONCE: usize = 24;

/// The secret of an installation.
#[derive(Clone)]
pub struct Keys([u8; LENGTH]);

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys")
    }
}

impl Keys {
    /// Reads the secret in `file`, or draws one and writes it there, readable
    /// by its owner only.
    ///
    /// # Errors
    /// If the file cannot be read or written, or holds no secret.
    pub fn open(file: &Path) -> Result<Self, StoreError> {
        let fail = |why: String| StoreError::File {
            path: file.display().to_string(),
            why,
        };
        match std::fs::read(file) {
            Ok(bytes) => bytes.try_into().map(Self).map_err(|bytes: Vec<u8>| {
                fail(format!(
                    "it has {} bytes, expected {LENGTH}; bring back the file from where you keep keys",
                    bytes.len()
                ))
            }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let mut key = [0; LENGTH];
                random(&mut key);
                let mut options = std::fs::OpenOptions::new();
                options.write(true).create_new(true);
                #[cfg(unix)]
                std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
                let mut out = options.open(file).map_err(|e| fail(e.to_string()))?;
                out.write_all(&key)
                    .and_then(|()| out.sync_all())
                    .map_err(|e| fail(e.to_string()))?;
                Ok(Self(key))
            }
            Err(error) => Err(fail(error.to_string())),
        }
    }

    /// A fresh secret that is kept nowhere.
    pub fn fresh() -> Self {
        let mut key = [0; LENGTH];
        random(&mut key);
        Self(key)
    }

    /// The key for one use.
    pub fn of(&self, r#use: &str) -> [u8; LENGTH] {
        blake3::derive_key(&format!("capstan 2026 {}", r#use), &self.0)
    }

    /// The keys behind a code that is given away and kept nowhere: without the
    /// code nobody has them, not even who has the installation.
    pub fn behind(&self, code: &str) -> Self {
        Self(*blake3::keyed_hash(&self.of("codes"), code.as_bytes()).as_bytes())
    }

    /// A tag of `parts` for one use, as 64 hexadecimal digits: equal for equal
    /// parts, and without the secret neither made nor undone.
    pub fn tag(&self, r#use: &str, parts: &[&str]) -> String {
        let mut hasher = blake3::Hasher::new_keyed(&self.of(r#use));
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }

    /// `text` locked, as hexadecimal digits. It opens only for the same use
    /// and the same `about`, say the row it stands in.
    pub fn seal(&self, r#use: &str, about: &str, text: &str) -> String {
        let mut nonce = [0; NONCE];
        random(&mut nonce);
        let cipher = XChaCha20Poly1305::new(&self.of(r#use).into());
        let payload = Payload {
            msg: text.as_bytes(),
            aad: about.as_bytes(),
        };
        // Fails only for texts of more than 256 GiB.
        let locked = cipher
            .encrypt(&XNonce::from(nonce), payload)
            .unwrap_or_default();
        nonce
            .iter()
            .chain(&locked)
            .map(|b| format!("{b:02x}"))
            .collect()
    }

    /// What [`Keys::seal`] locked; nothing if it was locked with another
    /// secret, for another use or about something else, or was changed.
    pub fn open_sealed(&self, r#use: &str, about: &str, sealed: &str) -> Option<String> {
        let bytes: Option<Vec<u8>> = (0..sealed.len())
            .step_by(2)
            .map(|i| u8::from_str_radix(sealed.get(i..i + 2)?, 16).ok())
            .collect();
        let bytes = bytes?;
        let (nonce, locked) = bytes.split_at_checked(NONCE)?;
        let nonce: [u8; NONCE] = nonce.try_into().ok()?;
        let cipher = XChaCha20Poly1305::new(&self.of(r#use).into());
        let payload = Payload {
            msg: locked,
            aad: about.as_bytes(),
        };
        let open = cipher.decrypt(&XNonce::from(nonce), payload).ok()?;
        String::from_utf8(open).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_is_drawn_once_and_kept_from_others() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("secret.key");
        let first = Keys::open(&file).unwrap();
        assert_eq!(first.of("x"), Keys::open(&file).unwrap().of("x"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(&file).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        std::fs::write(&file, b"short").unwrap();
        let error = Keys::open(&file).unwrap_err().to_string();
        assert!(error.contains("5 bytes, expected 32"), "{error}");
    }

    #[test]
    fn tags_depend_on_use_parts_and_secret() {
        let keys = Keys::fresh();
        let tag = keys.tag("person", &["a", "bc"]);
        assert_eq!(tag, keys.tag("person", &["a", "bc"]));
        assert_ne!(tag, keys.tag("person", &["ab", "c"]));
        assert_ne!(tag, keys.tag("ballot", &["a", "bc"]));
        assert_ne!(tag, Keys::fresh().tag("person", &["a", "bc"]));
    }

    #[test]
    fn what_lies_behind_a_code_opens_with_it_alone() {
        let keys = Keys::fresh();
        let sealed = keys.behind("code").seal("file", "f", "18.41");
        let open = |keys: Keys| keys.open_sealed("file", "f", &sealed);
        assert_eq!(open(keys.behind("code")).as_deref(), Some("18.41"));
        for other in [
            keys.clone(),
            keys.behind("cod"),
            keys.behind(&keys.tag("file", &["code"])),
            Keys::fresh().behind("code"),
        ] {
            assert_eq!(open(other), None);
        }
    }

    #[test]
    fn what_is_sealed_opens_only_where_it_belongs() {
        let keys = Keys::fresh();
        let sealed = keys.seal("mail", "row 1", "ana@example.org");
        assert_eq!(
            keys.open_sealed("mail", "row 1", &sealed).as_deref(),
            Some("ana@example.org")
        );
        assert_eq!(keys.open_sealed("mail", "row 2", &sealed), None);
        assert_eq!(keys.open_sealed("push", "row 1", &sealed), None);
        assert_eq!(Keys::fresh().open_sealed("mail", "row 1", &sealed), None);
        assert_eq!(keys.open_sealed("mail", "row 1", &sealed[2..]), None);
        assert_eq!(keys.open_sealed("mail", "row 1", "zz"), None);
    }
}
