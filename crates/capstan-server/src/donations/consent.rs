//! What a donor agrees to: one text for each purpose, with a version, written
//! down with the hash of the text as it was shown.

use crate::problem::Problem;
use capstan_report::args;
use capstan_report::words::Voice;
use capstan_store::donations::{self, Consent};
use capstan_store::{Conn, Micros};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What something may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = DonationPurpose)]
pub enum Purpose {
    /// Reading it and keeping it, for the donor's own figures. Nothing is taken
    /// in without it.
    Own,
    /// Counting its jobs in the figures of the group.
    Figures,
    /// Keeping the picture beside what was read of it.
    Picture,
}

impl Purpose {
    /// All purposes, in the order in which they are asked.
    pub const ALL: [Self; 3] = [Self::Own, Self::Figures, Self::Picture];

    /// Its name, in the store and in keys of sentences.
    pub fn key(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Figures => "figures",
            Self::Picture => "picture",
        }
    }

    /// The version of its text. A text that says something else is a new
    /// version.
    pub fn version(self) -> i64 {
        1
    }

    /// Its text.
    pub fn text(self, voice: &Voice) -> String {
        voice.say(&format!("donations-consent-{}", self.key()), args![])
    }

    /// The hash of its text in a language.
    pub fn hash(self, voice: &Voice) -> String {
        let parts = [
            self.key(),
            &self.version().to_string(),
            voice.lang().code(),
            &self.text(voice),
        ];
        blake3::hash(parts.join("\n").as_bytes())
            .to_hex()
            .to_string()
    }
}

/// Writes down what a member agrees to, shown in the language of `voice`; what
/// they agreed to before and not now is removed, and so are pictures that are
/// not to be kept any more.
///
/// # Errors
/// If the purpose that nothing goes without is not among them, or the store
/// fails.
pub async fn give(
    conn: &mut Conn,
    voice: &Voice,
    member: &str,
    purposes: &[Purpose],
    now: Micros,
) -> Result<(), Problem> {
    if !purposes.contains(&Purpose::Own) {
        return Err(Problem::input("own", "donations-no-consent"));
    }
    for purpose in Purpose::ALL {
        if !purposes.contains(&purpose) {
            donations::refuse(conn, member, purpose.key(), now).await?;
            if purpose == Purpose::Picture {
                donations::drop_pictures(conn, member).await?;
            }
            continue;
        }
        let consent = Consent {
            purpose: purpose.key().to_owned(),
            version: purpose.version(),
            lang: voice.lang().code().to_owned(),
            hash: purpose.hash(voice),
            given: now,
        };
        donations::agree(conn, member, &consent).await?;
    }
    Ok(())
}

/// What a member agrees to, and the hash of all of it.
///
/// # Errors
/// If the store fails.
pub async fn given(conn: &mut Conn, member: &str) -> Result<(Vec<Purpose>, String), Problem> {
    let consents = donations::consents(conn, member).await?;
    let hashes: Vec<&str> = consents.iter().map(|c| c.hash.as_str()).collect();
    let hash = blake3::hash(hashes.join("\n").as_bytes()).to_hex();
    let of = |consent: &Consent| {
        Purpose::ALL
            .into_iter()
            .find(|p| p.key() == consent.purpose)
    };
    Ok((consents.iter().filter_map(of).collect(), hash.to_string()))
}
