//! Whose test examples values of records are about.
//!
//! A test example belongs to the person whom the column of owners names in the
//! test data too. Strikers are a player's own people and bystanders all
//! others, as in ratings; others are those who are no player. Where it is known
//! whose test examples are, all views stand side by side.

use super::ask::Plan;
use super::game::owners_of;
use super::metric::Metric;
use super::run::Ask;
use super::units::Units;
use crate::error::ValueError;
use crate::sight::Sight;
use capstan_data::{Examples, Labels, Owners};
use capstan_worlds::View;

/// What a view is refused with.
fn refused(found: String, expected: &str) -> ValueError {
    ValueError::Range {
        name: "--view",
        found,
        expected: expected.to_owned(),
    }
}

/// The view that is asked for.
///
/// # Errors
/// If there is none of this name, or it is none of records.
pub(crate) fn view(plan: &Plan) -> Result<View, ValueError> {
    let name = plan.view.as_deref().unwrap_or(View::Everyone.name());
    match View::find(name) {
        Some(View::Similar) | None => Err(refused(
            name.to_owned(),
            "everyone, strikers, bystanders or others",
        )),
        Some(view) => Ok(view),
    }
}

/// Whether other test examples count for each player.
///
/// # Errors
/// As [`view`].
pub(crate) fn each_its_own(plan: &Plan) -> Result<bool, ValueError> {
    Ok(matches!(view(plan)?, View::Strikers | View::Bystanders))
}

/// Refuses a view where it says nothing.
///
/// # Errors
/// As [`view`]; if there are no test examples, none that count for anybody, or
/// the method knows no views.
pub(crate) fn checked(ask: &Ask<'_>) -> Result<(), ValueError> {
    let (name, main) = (view_name(ask.plan), view(ask.plan)?);
    if main == View::Everyone {
        return Ok(());
    }
    let Some(tests) = ask.tests else {
        return Err(refused(
            format!("{name} without test examples"),
            "everyone, or --test in place of --command",
        ));
    };
    if ask.plan.method == "oob" {
        return Err(refused(
            format!("{name} with --method oob"),
            "everyone: records are tried on each other there, and not on test examples",
        ));
    }
    if one_whole(ask.plan) && each_its_own(ask.plan)? {
        return Err(refused(
            format!("{name} with --method {}", ask.plan.method),
            "everyone or others: shares of one whole take one view for all groups",
        ));
    }
    if sight(ask.plan, ask.train, Some(tests), ask.units)?.known(0) {
        return Ok(());
    }
    Err(refused(
        name.to_owned(),
        match main {
            View::Others => {
                "everyone, strikers or bystanders: there are no others, since every test example is of a player, or r2 cannot tell their labels apart"
            }
            _ => {
                "everyone: no player has two test examples that count, with labels that differ if the metric is r2"
            }
        },
    ))
}

/// Whether values are shares of one whole.
fn one_whole(plan: &Plan) -> bool {
    matches!(plan.method.as_str(), "least-core" | "nucleolus")
}

fn view_name(plan: &Plan) -> &str {
    plan.view.as_deref().unwrap_or(View::Everyone.name())
}

/// The test examples of those who are no player, where only these are looked
/// at.
///
/// # Errors
/// If it is not known whose they are.
pub(crate) fn others(ask: &Ask<'_>, tests: &Examples) -> Result<Option<Examples>, ValueError> {
    if view(ask.plan)? != View::Others {
        return Ok(None);
    }
    let (whose, _) = whose(ask.plan, ask.train, tests, ask.units)?;
    let rows: Vec<usize> = (0..tests.len()).filter(|&t| whose[t].is_empty()).collect();
    Ok(Some(some(tests, &rows)))
}

/// Which test examples count for which player, in the view that is asked for
/// and in all that can be told beside it. A walk that is truncated ends by one
/// view, and shares of one whole are told in views that are the same for all.
///
/// # Errors
/// If the view takes to know whose the test examples are, and that is not
/// known.
pub(crate) fn sight(
    plan: &Plan,
    train: &Examples,
    tests: Option<&Examples>,
    units: Option<&Units>,
) -> Result<Sight, ValueError> {
    let main = view(plan)?;
    let tests = tests.filter(|tests| plan.owners && tests.owners.is_some());
    let (Some(tests), false) = (tests, plan.method == "oob") else {
        return match main {
            View::Everyone => Ok(Sight::everyone()),
            _ => Err(unknown(plan)),
        };
    };
    let (whose, players) = whose(plan, train, tests, units)?;
    let mut views = vec![main];
    if plan.method != "truncated" {
        let same = |view: &View| matches!(view, View::Everyone | View::Others);
        let beside = View::ALL.into_iter().filter(|view| {
            ![main, View::Similar].contains(view) && (same(view) || !one_whole(plan))
        });
        views.extend(beside);
    }
    let sight = Sight::new(views, whose, players);
    let trained = !plan.method.starts_with("knn-");
    Ok(match &tests.labels {
        Labels::Numbers(of) if trained && plan.metric.as_deref() == Some(Metric::R2.name()) => {
            sight.over_variance(of)
        }
        _ => sight,
    }
    .told())
}

fn unknown(plan: &Plan) -> ValueError {
    refused(
        view_name(plan).to_owned(),
        "everyone; or with --owner COLUMN, which says in the records and in the test examples whose each is",
    )
}

/// The players whose own each test example is, and how many players there are.
fn whose(
    plan: &Plan,
    train: &Examples,
    tests: &Examples,
    units: Option<&Units>,
) -> Result<(Vec<Vec<u32>>, usize), ValueError> {
    let owners = owners_of(train)?;
    let seen = tests.owners.as_ref().ok_or_else(|| unknown(plan))?;
    let people = owners.names.len();
    let (players, many) = match units {
        None => ((0..people as u32).map(|p| vec![p]).collect(), people),
        Some(units) => (groups_of(owners, units), units.names().len()),
    };
    let of = |&person: &u32| match owners.names.get(seen.names.name(person)) {
        Some(owner) => players[owner as usize].clone(),
        None => Vec::new(),
    };
    Ok((seen.of.iter().map(of).collect(), many))
}

/// The groups that each owner is in, ascending.
fn groups_of(owners: &Owners, units: &Units) -> Vec<Vec<u32>> {
    let mut groups = vec![Vec::new(); owners.names.len()];
    for (group, rows) in (0u32..).zip(units.rows()) {
        for &row in rows {
            let of = &mut groups[owners.of[row as usize] as usize];
            if of.last() != Some(&group) {
                of.push(group);
            }
        }
    }
    groups
}

/// Some of the examples, without their ids.
pub(crate) fn some(examples: &Examples, rows: &[usize]) -> Examples {
    Examples {
        name: examples.name.clone(),
        features: examples.features.clone(),
        cells: rows
            .iter()
            .flat_map(|&r| examples.row(r))
            .copied()
            .collect(),
        labels: match &examples.labels {
            Labels::Numbers(of) => Labels::Numbers(rows.iter().map(|&r| of[r]).collect()),
            Labels::Classes { names, of } => Labels::Classes {
                names: names.clone(),
                of: rows.iter().map(|&r| of[r]).collect(),
            },
        },
        ids: None,
        owners: examples.owners.as_ref().map(|owners| Owners {
            names: owners.names.clone(),
            of: rows.iter().map(|&r| owners.of[r]).collect(),
        }),
    }
}

#[cfg(test)]
mod tests;
