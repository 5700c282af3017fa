//! Whose test examples values of records are about.
//!
//! A test example belongs to the person whom the column of owners names in the
//! test data too. Strikers are a player's own people and bystanders all
//! others, as in ratings; others are those who are no player.

use super::ask::Plan;
use super::game::owners_of;
use super::run::{Ask, needs};
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
/// As [`view`]; if there are no test examples, or models would be tried on
/// what is left, which takes one set of test examples.
pub(crate) fn checked(ask: &Ask<'_>) -> Result<(), ValueError> {
    let name = view_name(ask.plan);
    if view(ask.plan)? != View::Everyone && ask.tests.is_none() {
        return Err(refused(
            format!("{name} without test examples"),
            "everyone, or --test in place of --command",
        ));
    }
    if ask.check && each_its_own(ask.plan)? {
        return Err(refused(
            format!("{name} with --check"),
            "everyone or others: what is left is tried on one set of test examples",
        ));
    }
    Ok(())
}

/// The method does not know what each test example adds to each value.
pub(crate) fn not_drawn(plan: &Plan) -> ValueError {
    refused(
        format!("{} with --method {}", view_name(plan), plan.method),
        "everyone or others, since what is drawn is measured on one set of test examples for all players; or loo, influence, a method of nearest neighbours, or few enough groups to count all their subsets out",
    )
}

/// Shares of one whole take one set of test examples.
pub(crate) fn not_shared(plan: &Plan) -> ValueError {
    refused(
        format!("{} with --method {}", view_name(plan), plan.method),
        "everyone or others: shares of one whole take one view for all groups",
    )
}

fn view_name(plan: &Plan) -> &str {
    plan.view.as_deref().unwrap_or(View::Everyone.name())
}

/// The test examples of those who are no player, where only these are looked
/// at.
///
/// # Errors
/// If it is not known whose they are, or there are none.
pub(crate) fn others(ask: &Ask<'_>) -> Result<Option<Examples>, ValueError> {
    if view(ask.plan)? != View::Others {
        return Ok(None);
    }
    let tests = ask.tests.ok_or_else(|| needs("--test", "test examples"))?;
    let (whose, _) = whose(ask.plan, ask.train, tests, ask.units)?;
    let rows: Vec<usize> = (0..tests.len()).filter(|&t| whose[t].is_empty()).collect();
    if rows.is_empty() {
        return Err(refused(
            "others".to_owned(),
            "everyone, strikers or bystanders: every test example is of a player, so there are no others",
        ));
    }
    Ok(Some(some(tests, &rows)))
}

/// Which test examples count for which player, where that differs.
///
/// # Errors
/// If it is not known whose they are.
pub(crate) fn sight(
    plan: &Plan,
    train: &Examples,
    tests: &Examples,
    units: Option<&Units>,
) -> Result<Option<Sight>, ValueError> {
    let own = match view(plan)? {
        View::Strikers => true,
        View::Bystanders => false,
        _ => return Ok(None),
    };
    let (whose, players) = whose(plan, train, tests, units)?;
    Ok(Some(Sight::new(own, whose, players)))
}

/// The players whose own each test example is, and how many players there are.
fn whose(
    plan: &Plan,
    train: &Examples,
    tests: &Examples,
    units: Option<&Units>,
) -> Result<(Vec<Vec<u32>>, usize), ValueError> {
    let unknown = || {
        refused(
            view_name(plan).to_owned(),
            "everyone; or with --owner COLUMN, which says in the records and in the test examples whose each is",
        )
    };
    if !plan.owners {
        return Err(unknown());
    }
    let owners = owners_of(train)?;
    let seen = tests.owners.as_ref().ok_or_else(unknown)?;
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

/// Some of the examples, without their ids and owners.
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
        owners: None,
    }
}
