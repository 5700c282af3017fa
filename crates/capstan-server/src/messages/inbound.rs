//! A message that came, whichever provider brought it, and what every provider
//! can do.

use crate::outside::OutsideError;
use axum::http::HeaderMap;
use capstan_store::Micros;
use serde::{Deserialize, Serialize};
use std::fmt::Debug;
use std::pin::Pin;

/// The largest picture or file in a message, in bytes.
pub const LARGEST: usize = 16 << 20;
/// The most pictures or files in a message.
pub const MOST_MEDIA: usize = 10;
/// The longest text of a message that is read, in bytes.
pub const LONGEST: usize = 2000;
/// What may be sent, by the type that the provider says.
const TYPES: [&str; 8] = [
    "image/png",
    "image/jpeg",
    "image/jpg",
    "image/webp",
    "image/heic",
    "image/heif",
    "application/pdf",
    "text/csv",
];

/// A message that came.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboundMessage {
    /// Who brought it: the name of a provider.
    pub provider: String,
    /// What the provider calls the message; it is the provider's alone.
    pub id: String,
    /// What the provider calls the account or line it came to; empty where
    /// there is only one.
    pub account: String,
    /// Who sent it, as the provider writes it.
    pub from: String,
    /// The number it was sent to, as the provider writes it; empty if it does
    /// not say.
    pub to: String,
    /// The text.
    pub body: String,
    /// Pictures and files.
    pub media: Vec<Media>,
    /// When it came, in microseconds UTC since 1970.
    pub received: Micros,
}

/// A picture or file in a message.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Media {
    /// Where the provider has it: an address, an id or the name of a file.
    pub at: String,
    /// Its type, as the provider says.
    pub kind: String,
    /// The bytes in base64, where they came with the message.
    pub data: Option<String>,
}

/// Neither numbers nor texts go where debug output goes.
impl Debug for InboundMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InboundMessage")
            .field("provider", &self.provider)
            .field("media", &self.media.len())
            .finish_non_exhaustive()
    }
}

impl Debug for Media {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Media")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

impl InboundMessage {
    /// The number of who sent it.
    pub fn number(&self) -> Option<String> {
        number(&self.from)
    }
}

/// A number as it is compared: its digits alone, without what says how it came.
/// Nothing if these are none.
pub fn number(text: &str) -> Option<String> {
    let text = text.trim();
    let text = text.strip_prefix("whatsapp:").unwrap_or(text);
    let spaces = |c: char| matches!(c, '+' | ' ' | '-' | '(' | ')' | '.' | '\u{a0}');
    let digits: String = text.chars().filter(|&c| !spaces(c)).collect();
    let only = digits.bytes().all(|b| b.is_ascii_digit());
    (only && (3..=15).contains(&digits.len())).then_some(digits)
}

/// Whether something of this type is fetched at all.
pub fn readable(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or("").trim();
    TYPES.iter().any(|known| kind.eq_ignore_ascii_case(known))
}

/// The longest beginning of a text that has at most [`LONGEST`] bytes.
pub fn shortened(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// A request that a provider sent.
#[derive(Clone, Copy, Debug)]
pub struct Posted<'a> {
    /// The address that the provider asked, as it knows it.
    pub url: &'a str,
    /// The headers.
    pub headers: &'a HeaderMap,
    /// The body.
    pub body: &'a [u8],
    /// The time, in microseconds UTC since 1970.
    pub now: Micros,
}

impl Posted<'_> {
    /// A header; empty if it is not there, or there twice.
    pub fn header(&self, name: &str) -> &str {
        let mut all = self.headers.get_all(name).iter();
        match (all.next().map(|v| v.to_str()), all.next()) {
            (Some(Ok(value)), None) => value,
            _ => "",
        }
    }
}

/// Why a request of a provider is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It is not signed with the secret of this installation.
    #[error("the signature does not hold; check the secret and the public address in the settings")]
    Unsigned,
    /// It is signed, and no message can be read in it.
    #[error("no message can be read in it; expected one as the provider describes it")]
    Unreadable,
}

/// Why something at a provider could not be done.
#[derive(Debug, thiserror::Error)]
pub enum Unreached {
    /// It will not work another time either.
    #[error("it was refused: {0}")]
    Never(&'static str),
    /// It may work later.
    #[error("it did not work this time: {0}")]
    Later(&'static str),
}

impl From<OutsideError> for Unreached {
    fn from(error: OutsideError) -> Self {
        match error {
            OutsideError::Refused => Self::Never("the host may not be asked"),
            OutsideError::TooLarge => Self::Never("too large"),
            OutsideError::Slow => Self::Later("too slow"),
            OutsideError::Unreachable(why) => Self::Later(why),
        }
    }
}

/// Something that is done at a provider.
pub type Doing<'a, T> = Pin<Box<dyn Future<Output = Result<T, Unreached>> + Send + 'a>>;

/// Where an answer goes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// The provider.
    pub provider: String,
    /// What the provider calls the account or line.
    pub account: String,
    /// Who sends it: our number.
    pub from: String,
    /// Who gets it.
    pub to: String,
}

impl Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Address")
            .field("provider", &self.provider)
            .finish_non_exhaustive()
    }
}

impl Address {
    /// Where the answer to a message goes.
    pub fn of(message: &InboundMessage) -> Self {
        Self {
            provider: message.provider.clone(),
            account: message.account.clone(),
            from: message.to.clone(),
            to: message.from.clone(),
        }
    }
}

/// Who brings messages and takes answers.
pub trait Provider: Debug + Send + Sync {
    /// Its name, in settings and in the queue.
    fn name(&self) -> &'static str;

    /// The messages in a request, if the provider signed it.
    ///
    /// # Errors
    /// If it did not, or there is none in it.
    fn receive(&self, posted: &Posted<'_>) -> Result<Vec<InboundMessage>, Refused>;

    /// Fetches a picture or file, from the provider's own hosts alone.
    fn fetch<'a>(&'a self, message: &'a InboundMessage, media: &'a Media) -> Doing<'a, Vec<u8>>;

    /// Deletes a picture or file at the provider.
    fn forget<'a>(&'a self, message: &'a InboundMessage, media: &'a Media) -> Doing<'a, ()>;

    /// Sends an answer.
    fn send<'a>(&'a self, to: &'a Address, text: &'a str) -> Doing<'a, ()>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_phone_is_one_number_however_it_is_written() {
        let one = number("+1 (415) 867-5309");
        assert_eq!(one.as_deref(), Some("14158675309"));
        assert_eq!(number("whatsapp:+14158675309"), one);
        assert_eq!(number("14158675309"), one);
        for none in ["", "+1", "anonymous", "1415867530914158", "+1415x"] {
            assert_eq!(number(none), None, "{none}");
        }
    }

    #[test]
    fn only_what_can_be_read_is_fetched() {
        assert!(readable("image/PNG"));
        assert!(readable("text/csv; charset=utf-8"));
        for none in ["", "text/html", "image/svg+xml", "video/mp4", "image/pngx"] {
            assert!(!readable(none), "{none}");
        }
    }

    #[test]
    fn a_long_text_is_cut_between_letters() {
        let long = "ñ".repeat(LONGEST);
        let cut = shortened(&long);
        assert!(cut.len() <= LONGEST && long.starts_with(cut));
        assert_eq!(shortened("pay"), "pay");
    }

    #[test]
    fn debug_output_names_nobody() {
        let message = InboundMessage {
            provider: "twilio".into(),
            id: "MM1".into(),
            account: "AC1".into(),
            from: "+14158675309".into(),
            to: "+12025550123".into(),
            body: "canary".into(),
            media: vec![Media {
                at: "canary".into(),
                kind: "image/png".into(),
                data: Some("canary".into()),
            }],
            received: 0,
        };
        let shown = format!(
            "{message:?} {:?} {:?}",
            message.media,
            Address::of(&message)
        );
        assert!(
            !shown.contains("canary") && !shown.contains("5309"),
            "{shown}"
        );
    }
}
