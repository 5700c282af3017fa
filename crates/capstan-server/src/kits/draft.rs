//! A kit as its author writes it, and what is wrong with one.

use crate::api::kinds;
use crate::problem::Problem;
use crate::typed;
use capstan_coalition::kit::{Kit, KitError, MOST_STEPS, Step};
use capstan_coalition::lever::Lever;
use capstan_coalition::text::TAG;
use capstan_store::campaigns::Campaign;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A kit as its author writes it. Its version is counted by the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schema(as = KitDraft, example = json!({
    "lever": "strike", "languages": ["en"],
    "steps": [{"id": "open-settings", "text": {"en": "Open the settings of your account."}}]
}))]
pub struct Draft {
    /// One of the campaign's levers; there are no kits for poison.
    #[schema(value_type = kinds::Lever)]
    pub lever: Lever,
    /// The languages in which every step is written.
    #[schema(value_type = BTreeSet<kinds::LanguageCode>, min_items = 1, max_items = 60)]
    pub languages: Vec<String>,
    /// What to do, in order: an id that stays the same over versions, a text in
    /// every language; where it helps a link, the path to a setting, and what
    /// may be attached (words, reference or picture).
    #[schema(schema_with = kinds::steps)]
    pub steps: Vec<Step>,
}

/// The fields of the steps.
const STEPS: [&str; MOST_STEPS] = [
    "step-1", "step-2", "step-3", "step-4", "step-5", "step-6", "step-7", "step-8", "step-9",
    "step-10", "step-11", "step-12", "step-13", "step-14", "step-15", "step-16", "step-17",
    "step-18", "step-19", "step-20", "step-21", "step-22", "step-23", "step-24", "step-25",
    "step-26", "step-27", "step-28", "step-29", "step-30", "step-31", "step-32", "step-33",
    "step-34", "step-35", "step-36", "step-37", "step-38", "step-39", "step-40",
];

/// The field of the step with a number, from 1.
pub fn step_field(number: usize) -> Option<&'static str> {
    STEPS.get(number.checked_sub(1)?).copied()
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
        kit.check(&hosts).map_err(|error| self.wrong(&error))
    }

    /// The field of what an error names: "steps.open-settings.text.en".
    fn field(&self, name: &str) -> &'static str {
        let id = name
            .strip_prefix("steps.")
            .and_then(|rest| rest.split('.').next());
        let at = id.and_then(|id| self.steps.iter().position(|step| step.id == id));
        at.and_then(|at| step_field(at + 1)).unwrap_or("steps")
    }

    /// The problem of this draft.
    fn wrong(&self, error: &KitError) -> Problem {
        let at = |field: &str| Problem::input(self.field(field), error.key());
        match error {
            KitError::Text(error) => typed::wrong(self.field(&error.field), error),
            KitError::Poison | KitError::Version => Problem::input("lever", "kit-lever"),
            KitError::Number { field, most, .. } => at(field).with("most", most),
            KitError::Language { found } => {
                Problem::input("languages", error.key()).with("found", found)
            }
            KitError::Twice { field, found } => at(field).with("found", found),
            KitError::Languages { field, expected } => at(field).with("expected", expected),
            KitError::Address { field, found } => at(field).with("found", found),
            KitError::Link { field, .. } => at(field),
            KitError::Host { field, found, .. } => at(field).with("found", found),
            KitError::Onward { field, found } => at(field).with("found", found),
        }
    }
}
