//! Action kits: plain steps for one lever on one system.
//!
//! A kit is data, and nothing in it is carried out. Its links lead only to the
//! hosts that the system is known by, and hold nothing that could send a person
//! on from there. So a kit cannot be made into a trap, whoever wrote it.

mod link;
mod progress;

pub use progress::{Progress, band};

use crate::key::keyed;
use crate::lever::Lever;
use crate::text::{Form, Kind, LINE, LinkError, TAG, TextError};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The most steps of a kit.
pub const MOST_STEPS: usize = 40;
/// The most languages of a kit.
pub const MOST_LANGUAGES: usize = 60;
/// The most parts of the path to a setting.
pub const DEEPEST: usize = 8;

/// What a step says.
const STEP: Kind = Kind::new("step", 1, 600, Form::Lines);

/// What a person may attach to a step that they have done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proof {
    /// A few words of their own.
    Words,
    /// The number or name under which the operator has it.
    Reference,
    /// A picture of the screen.
    Picture,
}

keyed! {
    Proof {
        Words = "words",
        Reference = "reference",
        Picture = "picture",
    }
}

/// Texts by language, such as `en` and `es`.
pub type Texts = BTreeMap<String, String>;

/// An action kit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kit {
    /// The system, as a tag.
    pub system: String,
    /// The lever; there are no kits for poison.
    pub lever: Lever,
    /// The version, from 1.
    pub version: u32,
    /// The languages in which every step is written.
    pub languages: Vec<String>,
    /// What to do, in order.
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// A tag that stays the same over versions.
    pub id: String,
    /// What to do, in every language of the kit.
    pub text: Texts,
    /// A page of the system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// Where a setting is: the names to choose, one after the other, in every
    /// language of the kit.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub setting: BTreeMap<String, Vec<String>>,
    /// What may be attached once it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Proof>,
}

/// Why a kit cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KitError {
    /// One of its texts.
    #[error(transparent)]
    Text(#[from] TextError),
    /// It is for poison.
    #[error("lever = poison: expected strike, boycott or contribute; poison is only simulated")]
    Poison,
    /// No version.
    #[error("version = 0: expected 1 or more; count versions from 1")]
    Version,
    /// Something of which there is too little or too much.
    #[error("{field}: {found} of them: expected 1 to {most}")]
    Number {
        /// What.
        field: String,
        /// How many there are.
        found: usize,
        /// The most.
        most: usize,
    },
    /// A language that is none.
    #[error("languages: \"{found}\": expected a code like en or pt-BR")]
    Language {
        /// What was given.
        found: String,
    },
    /// Something that must differ and is there twice.
    #[error("{field}: \"{found}\" is there twice; give each once")]
    Twice {
        /// What.
        field: &'static str,
        /// Which.
        found: String,
    },
    /// The languages of a text are not those of the kit.
    #[error("{field}: expected a text in each of the languages {expected}, and no other")]
    Languages {
        /// Which text.
        field: String,
        /// The languages of the kit.
        expected: String,
    },
    /// A text with an address in it, or with what a page might take for markup.
    #[error("{field}: \"{found}\" in the text; put the address of a page into the step's link")]
    Address {
        /// Which text.
        field: String,
        /// What gives it away.
        found: String,
    },
    /// A link that is none.
    #[error("{field}: {error}")]
    Link {
        /// Of which step.
        field: String,
        /// What is wrong with it.
        error: LinkError,
    },
    /// A link to a host that is not the system's.
    #[error("{field}: the host {found} is none of the system's: expected one of {expected}")]
    Host {
        /// Of which step.
        field: String,
        /// The host.
        found: String,
        /// The system's hosts.
        expected: String,
    },
    /// A link that could send a person on to another page or run a program.
    #[error("{field}: the link holds \"{found}\", which could lead elsewhere; use a plain one")]
    Onward {
        /// Of which step.
        field: String,
        /// The part that could.
        found: String,
    },
}

impl Kit {
    /// The kit with its texts cleaned and its links in their plain form, if it
    /// can be used for a system with these hosts, each in small letters. A
    /// host stands for itself alone, not for those below it.
    ///
    /// # Errors
    /// The first thing that is wrong with it; the error names the field.
    pub fn check(&self, allowed_hosts: &[&str]) -> Result<Self, KitError> {
        if self.lever == Lever::Poison {
            return Err(KitError::Poison);
        }
        if self.version == 0 {
            return Err(KitError::Version);
        }
        number("languages", self.languages.len(), MOST_LANGUAGES)?;
        number("steps", self.steps.len(), MOST_STEPS)?;
        if let Some(found) = self.languages.iter().find(|l| !is_language(l)) {
            let found = found.clone();
            return Err(KitError::Language { found });
        }
        each_once("languages", self.languages.iter())?;
        let steps = self.steps.iter();
        let steps = steps.map(|step| self.check_step(step, allowed_hosts));
        let steps: Vec<Step> = steps.collect::<Result<_, _>>()?;
        each_once("steps", steps.iter().map(|step| &step.id))?;
        Ok(Self {
            system: TAG.clean("system", &self.system)?,
            steps,
            ..self.clone()
        })
    }

    fn check_step(&self, step: &Step, allowed_hosts: &[&str]) -> Result<Step, KitError> {
        let id = TAG.clean("steps.id", &step.id)?;
        let field = |part: &str| format!("steps.{id}.{part}");
        self.in_every_language(field("text"), &step.text)?;
        let mut text = Texts::new();
        for (language, said) in &step.text {
            let said = plain(&STEP, &field(&format!("text.{language}")), said)?;
            text.insert(language.clone(), said);
        }
        let mut setting = BTreeMap::new();
        if !step.setting.is_empty() {
            self.in_every_language(field("setting"), &step.setting)?;
        }
        for (language, path) in &step.setting {
            let field = field(&format!("setting.{language}"));
            number(&field, path.len(), DEEPEST)?;
            let path = path.iter().map(|part| plain(&LINE, &field, part));
            setting.insert(language.clone(), path.collect::<Result<_, _>>()?);
        }
        let link = step.link.as_ref();
        Ok(Step {
            link: link
                .map(|link| link::check(&field("link"), link, allowed_hosts))
                .transpose()?,
            id,
            text,
            setting,
            proof: step.proof,
        })
    }

    fn in_every_language<T>(
        &self,
        field: String,
        texts: &BTreeMap<String, T>,
    ) -> Result<(), KitError> {
        let here: BTreeSet<&String> = self.languages.iter().collect();
        if texts.keys().collect::<BTreeSet<_>>() == here {
            return Ok(());
        }
        let expected = self.languages.join(", ");
        Err(KitError::Languages { field, expected })
    }
}

impl KitError {
    /// The stable key under which it has its sentences.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Text(error) => error.fault.key(),
            Self::Poison => "kit-poison",
            Self::Version => "kit-version",
            Self::Number { .. } => "kit-number",
            Self::Language { .. } => "kit-language",
            Self::Twice { .. } => "kit-twice",
            Self::Languages { .. } => "kit-languages",
            Self::Address { .. } => "kit-address",
            Self::Link { error, .. } => error.key(),
            Self::Host { .. } => "kit-host",
            Self::Onward { .. } => "kit-onward",
        }
    }
}

fn number(field: &str, found: usize, most: usize) -> Result<(), KitError> {
    if (1..=most).contains(&found) {
        return Ok(());
    }
    let field = field.to_owned();
    Err(KitError::Number { field, found, most })
}

fn each_once<'a>(
    field: &'static str,
    mut names: impl Iterator<Item = &'a String>,
) -> Result<(), KitError> {
    let mut seen = BTreeSet::new();
    match names.find(|name| !seen.insert(name.as_str())) {
        None => Ok(()),
        Some(found) => Err(KitError::Twice {
            field,
            found: found.clone(),
        }),
    }
}

/// A language with its region, if it has one (BCP 47).
fn is_language(code: &str) -> bool {
    let (language, region) = code.split_once('-').unwrap_or((code, "XX"));
    matches!(language.len(), 2 | 3)
        && language.bytes().all(|b| b.is_ascii_lowercase())
        && region.len() == 2
        && region.bytes().all(|b| b.is_ascii_uppercase())
}

/// A text without addresses, which a reader or a program might follow, and
/// without what begins markup.
fn plain(kind: &Kind, field: &str, text: &str) -> Result<String, KitError> {
    let clean = kind.clean(field, text)?;
    let folded = clean.to_lowercase();
    let found = ["<", "//", "www.", "javascript:", "vbscript:"]
        .into_iter()
        .find(|sign| folded.contains(sign))
        .map(str::to_owned)
        .or_else(|| scheme(&folded));
    match found {
        None => Ok(clean),
        Some(found) => Err(KitError::Address {
            field: field.to_owned(),
            found,
        }),
    }
}

/// The first name before a colon that something follows at once, as in
/// `mailto:ana`; times such as 10:30 are none.
fn scheme(text: &str) -> Option<String> {
    text.match_indices(':').find_map(|(at, _)| {
        let followed = text[at + 1..].starts_with(|c: char| !c.is_whitespace());
        let mut names = text[..at].rsplit(|c: char| !c.is_ascii_alphanumeric());
        let name = names.next()?;
        let named = name.contains(|c: char| c.is_ascii_alphabetic());
        (followed && named).then(|| format!("{name}:"))
    })
}

#[cfg(test)]
mod tests;
