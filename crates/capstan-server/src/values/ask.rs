//! What can be asked of the engine about the worth of data.

use crate::api::kinds;
use crate::forecasts::ask as forecast;
use crate::problem::Problem;
use capstan_coalition::text::{LINE, NAME};
use capstan_data::{Dataset, Group, Groups};
use capstan_learn::supervised::{Learner, Neighbours, Ridge};
use capstan_learn::{Model, Params};
use capstan_value::recommender::{Method, Plan};
use capstan_worlds::{METRICS, View};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The most groups.
pub const MOST_GROUPS: usize = 10;
/// The largest table of groups, in bytes.
pub const LARGEST_TABLE: usize = 1_000_000;
/// The most subsets that a model is trained on.
const MOST_SUBSETS: u64 = 2000;
/// The seed of everything that is drawn.
pub const SEED: u64 = 1;

/// What is played for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = ValuationGame)]
pub enum Game {
    /// Donated jobs: how well they show by which rule a platform pays.
    #[default]
    Pay,
    /// Ratings: how well a recommender does that is trained on them.
    Ratings,
}

/// Whose data are valued.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = ValuationUnit)]
pub enum Unit {
    /// Each person's.
    #[default]
    People,
    /// Those of groups of people.
    Groups,
}

/// What is asked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = ValuationAsk, example = json!({
    "game": "ratings", "data": "sample", "model": "item-mean", "metric": "rmse",
    "unit": "groups", "groups": "busy: top 20% by ratings\nquiet: bottom 20% by ratings",
    "method": "loo"
}))]
pub struct Ask {
    /// What is played for.
    pub game: Game,
    /// Of donated jobs: the platform; empty for that of most donors.
    #[schema(max_length = 200)]
    pub platform: String,
    /// Of ratings: the id of uploaded ratings, or "sample" for those that come
    /// with Capstan, which are made up.
    pub data: String,
    /// The model: of donated jobs "ridge" or "knn", ridge if empty; of ratings
    /// one that an operator may run, "ease" if empty.
    pub model: String,
    /// Of ratings: settings of the model, with commas between.
    #[schema(max_length = 300)]
    pub settings: String,
    /// Of ratings: the metric, "ndcg@10" if empty.
    pub metric: String,
    /// Of ratings: whose data are valued. Donated jobs are valued by member.
    pub unit: Unit,
    /// The groups, one a line: "name: condition", or "name (union): condition"
    /// where some groups stand together.
    #[schema(max_length = 3000)]
    pub groups: String,
    /// In the place of such groups a table of commas with the columns `id` and
    /// `group`, and `union` where some groups stand together. A person may be
    /// in several groups. It is kept locked, and only until it is worked out.
    #[schema(max_length = 1_000_000)]
    pub table: String,
    /// Of ratings: "loo", "shapley" or "owen"; "loo" if empty.
    #[schema(value_type = kinds::ValuationMethod)]
    pub method: String,
}

/// What is asked of ratings, checked.
pub struct Asked {
    /// How values are made.
    pub plan: Plan,
    /// The operator's model.
    pub model: &'static dyn Model,
    /// Its settings.
    pub params: Params,
    /// The groups by their conditions, if they are asked for so.
    pub groups: Option<Vec<Named>>,
    /// The table of groups, if there is one.
    pub table: Option<String>,
}

/// A group by its condition.
pub struct Named {
    name: String,
    union: Option<String>,
    group: Group,
}

impl Ask {
    /// The model that learns from donated jobs.
    ///
    /// # Errors
    /// If there is none of this name, or the platform's name is none.
    pub fn learner(&self) -> Result<Box<dyn Learner>, Problem> {
        if !self.platform.trim().is_empty() {
            crate::typed::clean(&LINE, "platform", &self.platform)?;
        }
        match self.model.as_str() {
            "" | "ridge" => Ok(Box::new(Ridge { lambda: 1.0 })),
            "knn" => Ok(Box::new(Neighbours { k: 5 })),
            _ => Err(Problem::input("model", "valuations-model")),
        }
    }

    /// The platform that was named, as events name it.
    pub fn platform(&self) -> Option<String> {
        let name = self.platform.trim().to_lowercase();
        (!name.is_empty()).then_some(name)
    }

    /// What is asked of ratings.
    ///
    /// # Errors
    /// If something cannot be asked for, at its field.
    pub fn checked(&self) -> Result<Asked, Problem> {
        let or = |text: &'static str, given: &str| match given.trim() {
            "" => text.to_owned(),
            given => given.to_owned(),
        };
        let model = capstan_learn::find(&or("ease", &self.model))
            .map_err(|_| Problem::input("model", "valuations-model"))?;
        let metric = or("ndcg@10", &self.metric);
        let metric = METRICS.iter().position(|m| m.name == metric);
        let metric = metric.ok_or(Problem::input("metric", "valuations-metric"))?;
        let method = or("loo", &self.method);
        let method = METHODS.into_iter().find(|m| m.name() == method);
        let method = method.ok_or(Problem::input("method", "valuations-method"))?;
        let table = Some(&self.table).filter(|table| !table.trim().is_empty());
        let groups = match (self.unit, table) {
            (Unit::People, _) => None,
            (Unit::Groups, None) => Some(groups(&self.groups)?),
            (Unit::Groups, Some(_)) if !self.groups.trim().is_empty() => {
                return Err(Problem::input("groups", "valuations-both"));
            }
            (Unit::Groups, Some(table)) if table.len() > LARGEST_TABLE => {
                return Err(Problem::input("table", "valuations-table-large"));
            }
            (Unit::Groups, Some(_)) => None,
        };
        let table = table.filter(|_| self.unit == Unit::Groups).cloned();
        let unions = groups.iter().flatten().any(|g| g.union.is_some());
        if method == Method::Owen && !unions && table.is_none() {
            return Err(Problem::input("groups", "valuations-unions"));
        }
        Ok(Asked {
            plan: Plan {
                method,
                metric,
                view: View::Everyone,
                folds: 5,
                replicates: 2,
                seed: SEED,
                tolerance: None,
                budget: Some(MOST_SUBSETS),
            },
            params: forecast::settings(model, &self.settings)?,
            model,
            groups,
            table,
        })
    }
}

/// The methods that can be asked for of ratings.
pub const METHODS: [Method; 3] = [Method::LeaveOneOut, Method::Shapley, Method::Owen];

/// Groups as they are typed, one a line.
fn groups(text: &str) -> Result<Vec<Named>, Problem> {
    let wrong = |line: usize| Problem::input("groups", "valuations-group").with("line", line);
    let mut all: Vec<Named> = Vec::new();
    for (at, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        let (name, condition) = line.split_once(':').ok_or_else(|| wrong(at))?;
        let (name, union) = match name.trim().strip_suffix(')') {
            Some(both) => {
                let (name, union) = both.split_once('(').ok_or_else(|| wrong(at))?;
                (name, Some(union))
            }
            None => (name, None),
        };
        let clean = |text: &str| NAME.clean("groups", text.trim()).map_err(|_| wrong(at));
        let name = clean(name)?;
        if all.iter().any(|g| g.name == name) {
            return Err(wrong(at));
        }
        all.push(Named {
            name,
            union: union.map(clean).transpose()?,
            group: forecast::group(condition).map_err(|why| Problem {
                field: Some("groups"),
                ..why
            })?,
        });
    }
    if !(1..=MOST_GROUPS).contains(&all.len()) {
        return Err(Problem::input("groups", "valuations-groups").with("most", MOST_GROUPS));
    }
    Ok(all)
}

/// The people of each group in some data.
///
/// # Errors
/// If a condition asks for what the data do not have, or is nobody's.
pub fn members(named: &[Named], data: &Dataset) -> Result<Groups, Problem> {
    let mut members = Vec::with_capacity(named.len());
    for one in named {
        let found = one.group.members(data);
        let found = found.ok().filter(|found| !found.is_empty());
        let none = || Problem::input("groups", "valuations-nobody").with("name", &one.name);
        members.push(found.ok_or_else(none)?);
    }
    let unions = named.iter().any(|g| g.union.is_some());
    Ok(Groups {
        names: named.iter().map(|g| g.name.clone()).collect(),
        members,
        unions: unions.then(|| named.iter().map(|g| g.union.clone()).collect()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstan_data::world;

    fn wrong(change: impl FnOnce(&mut Ask)) -> (Option<&'static str>, &'static str) {
        let mut ask = Ask {
            game: Game::Ratings,
            ..Ask::default()
        };
        change(&mut ask);
        let problem = ask.checked().err().expect("a problem");
        (problem.field, problem.key)
    }

    #[test]
    fn what_is_left_out_is_the_usual() {
        let asked = Ask::default().checked().unwrap();
        assert_eq!(asked.model.info().name, "ease");
        assert_eq!(METRICS[asked.plan.metric].name, "ndcg@10");
        assert!(asked.groups.is_none());
        assert_eq!(Ask::default().learner().unwrap().name(), "ridge");
    }

    #[test]
    fn groups_are_read_line_by_line_with_their_unions() {
        let text = "busy (all): top 10% by ratings\n\n rest : bottom 50% by ratings \n";
        let asked = Ask {
            unit: Unit::Groups,
            groups: text.into(),
            method: "owen".into(),
            ..Ask::default()
        };
        let named = asked.checked().unwrap().groups.unwrap();
        let data = world::sample().data;
        let found = members(&named, &data).unwrap();
        assert_eq!(found.names, ["busy", "rest"]);
        assert_eq!(found.unions, Some(vec![Some("all".to_owned()), None]));
        assert!(found.members[0].len() < found.members[1].len());
    }

    #[test]
    fn what_cannot_be_asked_for_is_said_at_its_field() {
        assert_eq!(wrong(|a| a.model = "gpt".into()).1, "valuations-model");
        assert_eq!(wrong(|a| a.metric = "joy".into()).1, "valuations-metric");
        assert_eq!(wrong(|a| a.method = "luck".into()).1, "valuations-method");
        assert_eq!(wrong(|a| a.method = "owen".into()).1, "valuations-unions");
        let of = |text: &str| {
            wrong(|a| {
                a.unit = Unit::Groups;
                a.groups = text.to_owned();
            })
        };
        assert_eq!(of(""), (Some("groups"), "valuations-groups"));
        let both = wrong(|a| {
            a.unit = Unit::Groups;
            a.groups = "busy: random".into();
            a.table = "id,group\n".into();
        });
        assert_eq!(both, (Some("groups"), "valuations-both"));
        for text in [
            "abc",
            "abc: random\nabc: random",
            ": random",
            "abc): random",
        ] {
            assert_eq!(of(text), (Some("groups"), "valuations-group"), "{text}");
        }
        let here = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        let file = of(&format!("abc: ids {here}"));
        assert_eq!(file, (Some("groups"), "forecasts-group-file"));
    }
}
