//! A kit as its author writes it, and what is wrong with one.

use crate::problem::Problem;
use crate::typed;
use capstan_coalition::kit::{Kit, KitError, Step};
use capstan_coalition::lever::Lever;
use capstan_coalition::text::{TAG, TextError};
use capstan_store::campaigns::Campaign;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A kit as its author writes it. Its version is counted by the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schema(as = KitDraft)]
pub struct Draft {
    /// The lever: strike, boycott or contribute.
    #[schema(value_type = String, example = "strike")]
    pub lever: Lever,
    /// The languages in which every step is written.
    #[schema(example = json!(["en"]))]
    pub languages: Vec<String>,
    /// What to do, in order: an id that stays the same over versions, a text in
    /// every language; where it helps a link, the path to a setting, and what
    /// may be attached (words, reference or picture).
    #[schema(value_type = Vec<Object>, example = json!([
        {"id": "open-settings", "text": {"en": "Open the settings of your account."}}
    ]))]
    pub steps: Vec<Step>,
}

/// The system of a campaign as a tag.
fn system(campaign: &Campaign) -> String {
    let letters = campaign.brief.system.chars().map(|c| match c {
        'a'..='z' | '0'..='9' => c,
        'A'..='Z' => c.to_ascii_lowercase(),
        _ => '-',
    });
    let letters: String = letters.take(TAG.max).collect();
    let parts: Vec<&str> = letters.split('-').filter(|part| !part.is_empty()).collect();
    match parts.join("-") {
        tag if tag.len() >= TAG.min => tag,
        _ => "system".to_owned(),
    }
}

impl Draft {
    /// The kit, cleaned, for a campaign.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn kit(&self, campaign: &Campaign, version: u32) -> Result<Kit, Problem> {
        if !campaign.brief.levers.contains(&self.lever) {
            return Err(Problem::input("lever", "kit-lever"));
        }
        let kit = Kit {
            system: system(campaign),
            lever: self.lever,
            version,
            languages: self.languages.clone(),
            steps: self.steps.clone(),
        };
        let hosts: Vec<&str> = campaign.hosts.iter().map(String::as_str).collect();
        kit.check(&hosts).map_err(|error| wrong(&error))
    }
}

/// The problem of a kit.
pub fn wrong(error: &KitError) -> Problem {
    let text = |error: &TextError| typed::wrong("steps", error).with("where", &error.field);
    let at = |field: &String| Problem::input("steps", error.key()).with("where", field);
    match error {
        KitError::Text(error) => text(error),
        KitError::Poison | KitError::Version => Problem::input("lever", "kit-lever"),
        KitError::Number { field, most, .. } => at(field).with("most", most),
        KitError::Language { found } => {
            Problem::input("languages", error.key()).with("found", found)
        }
        KitError::Twice { field, found } => at(&(*field).to_owned()).with("found", found),
        KitError::Languages { field, expected } => at(field).with("expected", expected),
        KitError::Address { field, found } => at(field).with("found", found),
        KitError::Link { field, .. } => at(field),
        KitError::Host { field, found, .. } => at(field).with("found", found),
        KitError::Onward { field, found } => at(field).with("found", found),
    }
}
