//! Hashing of phrases: slow on purpose, so only a few at once.

use crate::people::phrase::Phrase;
use crate::problem::Problem;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use axum::http::StatusCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::Semaphore;

/// How many run at once; each takes 19 MiB.
const AT_ONCE: usize = 4;

/// How long someone waits for their turn.
const PATIENCE: Duration = Duration::from_secs(10);

/// Where phrases are hashed.
#[derive(Debug)]
pub struct Hashing {
    slots: Semaphore,
    done: AtomicU64,
}

impl Default for Hashing {
    fn default() -> Self {
        Self {
            slots: Semaphore::new(AT_ONCE),
            done: AtomicU64::new(0),
        }
    }
}

/// Argon2id with 19 MiB, two passes and one lane: the least that OWASP's
/// password storage cheat sheet (2025) advises. A phrase has 128 random bits,
/// so this only adds to what is out of reach already.
fn argon2() -> Result<Argon2<'static>, Problem> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|_| ours())?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn ours() -> Problem {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "ours")
}

impl Hashing {
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let busy = || Problem::new(StatusCode::SERVICE_UNAVAILABLE, "busy");
        let slot = tokio::time::timeout(PATIENCE, self.slots.acquire()).await;
        let _slot = slot.map_err(|_| busy())?.map_err(|_| busy())?;
        self.done.fetch_add(1, Ordering::Relaxed);
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|_| ours())?
    }

    /// How many phrases were hashed since the start.
    pub fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    /// The hash of a phrase.
    ///
    /// # Errors
    /// If too many others wait.
    pub async fn hash(&self, phrase: &Phrase) -> Result<String, Problem> {
        let bits = phrase.bits();
        self.run(move || {
            let hash = argon2()?.hash_password(&bits).map_err(|_| ours())?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Whether a phrase has this hash. Where there is none to compare with,
    /// one is made all the same, so that the time tells nothing.
    ///
    /// # Errors
    /// If too many others wait.
    pub async fn check(&self, phrase: &Phrase, hash: Option<&str>) -> Result<bool, Problem> {
        let (bits, hash) = (phrase.bits(), hash.map(str::to_owned));
        self.run(move || {
            let argon2 = argon2()?;
            Ok(match hash.as_deref().map(PasswordHash::new) {
                Some(Ok(hash)) => argon2.verify_password(&bits, &hash).is_ok(),
                _ => {
                    argon2.hash_password(&bits).map_err(|_| ours())?;
                    false
                }
            })
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstan_report::Lang;

    #[tokio::test]
    async fn only_the_phrase_has_its_hash_and_every_check_is_one_hash() {
        let hashing = Hashing::default();
        let (phrase, other) = (Phrase::draw(Lang::En), Phrase::draw(Lang::En));
        let hash = hashing.hash(&phrase).await.unwrap();
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
        assert!(hashing.check(&phrase, Some(&hash)).await.unwrap());
        assert!(!hashing.check(&other, Some(&hash)).await.unwrap());
        assert!(!hashing.check(&phrase, None).await.unwrap());
        assert!(!hashing.check(&phrase, Some("")).await.unwrap());
        assert_eq!(hashing.done(), 5);
    }
}
