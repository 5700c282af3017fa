//! What is asked of the engine.

use crate::api::kinds;
use crate::problem::Problem;
use capstan_data::{Group, GroupError};
use capstan_learn::{Model, Params};
use capstan_leverage::{Action, Lever, Plan};
use capstan_worlds::Protocol;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The data that come with Capstan, and are made up.
pub const SAMPLE: &str = "sample";

/// Where a curve is looked at if nobody says.
pub const SHARES: [f64; 7] = [0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9];
/// The most points of one curve.
const MOST_SHARES: usize = 20;
/// The most draws of who takes part.
const MOST_REPLICATES: u32 = 32;
/// The longest text of a group or a target, in characters.
const LONGEST: usize = 300;

/// What a forecast is to be made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "data": "sample", "model": "item-mean", "settings": "", "lever": "strike", "group": "random",
    "participation": [0.3, 0.6], "target": null, "replicates": 1
}))]
pub struct Ask {
    /// The id of uploaded ratings, or "sample" for the data that come with
    /// Capstan, which are made up.
    pub data: String,
    /// The model the operator may run.
    #[serde(default = "svd")]
    #[schema(value_type = kinds::Model)]
    pub model: String,
    /// Settings of the model that differ from its own, with commas between:
    /// "factors=20, epochs=30".
    #[serde(default)]
    #[schema(max_length = 300)]
    pub settings: String,
    /// What those do who take part: "strike", "boycott", "volume=0.5",
    /// "strike-from=2015-06-30". The simulation of "poison" is made only while
    /// every gate before it is open.
    #[serde(default = "strike")]
    pub lever: String,
    /// Who is called: "random" for everyone, or a condition such as
    /// "top 10% by ratings". Files cannot be named.
    #[serde(default = "everyone")]
    #[schema(max_length = 300)]
    pub group: String,
    /// At which shares of those called the curve is made, above 0 and up to 1.
    #[serde(default)]
    #[schema(value_type = Vec<kinds::Participation>, max_items = 20)]
    pub participation: Vec<f64>,
    /// What is to be reached, such as "normalised_loss >= 0.5".
    #[serde(default)]
    #[schema(max_length = 300)]
    pub target: Option<String>,
    /// How many draws of who takes part at most.
    #[serde(default = "eight")]
    #[schema(minimum = 1, maximum = 32)]
    pub replicates: u32,
}

fn svd() -> String {
    "svd".into()
}

fn strike() -> String {
    "strike".into()
}

fn everyone() -> String {
    "random".into()
}

fn eight() -> u32 {
    8
}

/// What the engine is given.
pub struct Asked {
    /// Who does what.
    pub plan: Plan,
    /// The operator's model.
    pub model: &'static dyn Model,
    /// Its settings.
    pub params: Params,
}

impl Ask {
    /// The usual question about some data and a lever.
    pub fn of(data: &str, lever: &str) -> Self {
        Self {
            data: data.to_owned(),
            model: svd(),
            settings: String::new(),
            lever: lever.to_owned(),
            group: everyone(),
            participation: Vec::new(),
            target: None,
            replicates: eight(),
        }
    }

    /// What this asks for, checked as far as it can be without the data.
    ///
    /// # Errors
    /// If something cannot be asked for, at its field.
    pub fn checked(&self) -> Result<Asked, Problem> {
        let model = capstan_learn::find(&self.model)
            .map_err(|_| Problem::input("model", "forecasts-model"))?;
        let lever: Lever = self
            .lever
            .parse()
            .map_err(|_| Problem::input("lever", "forecasts-lever"))?;
        let target = match self.target.as_deref().map(str::trim) {
            None | Some("") => None,
            Some(text) if text.chars().count() > LONGEST => {
                return Err(Problem::input("target", "forecasts-target"));
            }
            Some(text) => Some(
                text.parse()
                    .map_err(|_| Problem::input("target", "forecasts-target"))?,
            ),
        };
        if !(1..=MOST_REPLICATES).contains(&self.replicates) {
            let problem = Problem::input("replicates", "forecasts-replicates");
            return Err(problem.with("most", MOST_REPLICATES));
        }
        Ok(Asked {
            plan: Plan {
                actions: vec![Action {
                    group: group(&self.group)?,
                    lever,
                    share: 1.0,
                }],
                participation: shares(&self.participation)?,
                replicates: self.replicates,
                folds: 5,
                seed: 1,
                target,
                tolerance: None,
                protocol: Protocol::Paired,
            },
            params: settings(model, &self.settings)?,
            model,
        })
    }
}

/// A group that people may ask for: one that opens no file.
///
/// # Errors
/// If it is no group, or names a file.
pub fn group(text: &str) -> Result<Group, Problem> {
    let wrong = || Problem::input("group", "forecasts-group");
    if text.chars().count() > LONGEST {
        return Err(wrong());
    }
    match Group::expression(text.trim()) {
        Ok(group) if group.files().is_empty() => Ok(group),
        Ok(_) => Err(Problem::input("group", "forecasts-group-file")),
        Err(GroupError::Syntax { position, .. }) => {
            Err(Problem::input("group", "forecasts-group-at").with("position", position))
        }
        Err(_) => Err(wrong()),
    }
}

fn shares(given: &[f64]) -> Result<Vec<f64>, Problem> {
    let mut shares = given.to_vec();
    if shares.is_empty() {
        shares = SHARES.to_vec();
    }
    let good = |p: &f64| *p > 0.0 && *p <= 1.0;
    if shares.len() > MOST_SHARES || !shares.iter().all(good) {
        let problem = Problem::input("participation", "forecasts-shares");
        return Err(problem.with("most", MOST_SHARES));
    }
    shares.sort_by(f64::total_cmp);
    shares.dedup();
    Ok(shares)
}

/// The settings of a model: its own, but for those that `text` names.
///
/// # Errors
/// If it has no such settings.
pub fn settings(model: &'static dyn Model, text: &str) -> Result<Params, Problem> {
    let wrong = || Problem::input("settings", "forecasts-settings");
    let parts = text.split(',').filter(|p| !p.trim().is_empty());
    let changes: Option<Vec<(&str, &str)>> = parts
        .map(|p| p.split_once('=').map(|(n, v)| (n.trim(), v.trim())))
        .collect();
    Params::new(model.info(), changes.ok_or_else(wrong)?).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask() -> Ask {
        serde_json::from_str(r#"{"data": "sample"}"#).unwrap()
    }

    fn wrong(change: impl FnOnce(&mut Ask)) -> (Option<&'static str>, &'static str) {
        let mut ask = ask();
        change(&mut ask);
        let problem = ask.checked().err().expect("a problem");
        (problem.field, problem.key)
    }

    #[test]
    fn what_is_left_out_is_the_usual() {
        let asked = ask().checked().unwrap();
        assert_eq!(asked.plan.participation, SHARES);
        assert_eq!(asked.model.info().name, "svd");
        assert!(asked.plan.actions[0].group.is_everyone());
        let own = Ask {
            settings: " factors=2, epochs = 3 ".into(),
            participation: vec![0.5, 0.1, 0.5],
            ..ask()
        };
        let asked = own.checked().unwrap();
        assert_eq!(asked.plan.participation, [0.1, 0.5]);
        assert_eq!(asked.params.whole("factors"), 2);
    }

    #[test]
    fn no_group_opens_a_file_or_tells_whether_there_is_one() {
        let here = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        let there = wrong(|a| a.group = here.to_owned());
        let nowhere = wrong(|a| a.group = "/none/such/Cargo.toml".into());
        assert_eq!(there, (Some("group"), "forecasts-group-at"));
        assert_eq!(there, nowhere);
        for text in [
            format!("ids {here}"),
            format!("not ids \"{here}\""),
            format!("count>3 and (file:\"{here}\" or age<3)"),
        ] {
            let refused = wrong(|a| a.group = text.clone());
            assert_eq!(refused, (Some("group"), "forecasts-group-file"), "{text}");
        }
        let deep = "(".repeat(100_000);
        assert_eq!(wrong(|a| a.group = deep).1, "forecasts-group");
    }

    #[test]
    fn what_cannot_be_asked_for_is_said_at_its_field() {
        assert_eq!(wrong(|a| a.lever = "poison=1".into()).1, "forecasts-lever");
        assert_eq!(wrong(|a| a.model = "gpt".into()).1, "forecasts-model");
        assert_eq!(wrong(|a| a.target = Some("x".into())).1, "forecasts-target");
        for shares in [vec![0.0], vec![1.1], vec![f64::NAN], vec![0.5; 21]] {
            let refused = wrong(|a| a.participation = shares);
            assert_eq!(refused.0, Some("participation"));
        }
        for replicates in [0, 33] {
            assert_eq!(wrong(|a| a.replicates = replicates).0, Some("replicates"));
        }
        for text in ["factors", "factors=-1", "files=1"] {
            assert_eq!(wrong(|a| a.settings = text.into()).1, "forecasts-settings");
        }
    }
}
