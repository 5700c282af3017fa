//! Who is paid as one with whom: households, which members make by a code that
//! they tell each other, and groups, which stewards write down.

use crate::app::App;
use crate::coalitions::acts::{Standing, standing};
use crate::dividends::stewards::{noted, steward};
use crate::problem::Problem;
use crate::who::Who;
use capstan_coalition::role::Deed;
use capstan_coalition::text::{NAME, handle_key};
use capstan_store::ledger::{accounts, pools};
use capstan_store::{Conn, id};
use capstan_value::dividend::Chain;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What people can be paid as one by, as a chain of rules names it.
pub const KINDS: [&str; 2] = [HOUSEHOLD, "group"];
const HOUSEHOLD: &str = "household";
/// What may stand between a handle and a group.
const MARKS: [char; 3] = [',', ';', '\t'];
/// The largest table of groups, in bytes.
pub const LARGEST: usize = 1_000_000;

/// With whom someone is paid as one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = OwnPools)]
pub struct Mine {
    /// How many members their household has, with them; nothing if they are of
    /// none.
    #[schema(example = 2)]
    pub household: Option<u64>,
    /// The group that stewards wrote down for them.
    #[schema(example = "North")]
    pub group: Option<String>,
    /// By what the rules that hold pay people as one: "household", "group" or
    /// nothing.
    #[schema(example = "household")]
    pub rules: Option<String>,
}

/// A household that was made.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Household {
    /// Its code, told this once: whoever is told it can join.
    #[schema(example = "9f1c0d2b7a6e4f5894d3a1b2c3d4e5f6")]
    pub code: String,
}

/// Who is in which group, as stewards write it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = MemberGroups, example = json!({"table": "handle,group\nbea,North\n"}))]
pub struct Groups {
    /// One member a line: the handle, a comma and the name of the group. Who is
    /// not in it is in no group.
    #[schema(max_length = 1_000_000)]
    pub table: String,
}

/// The pool of each member by the chain, by their ids.
///
/// # Errors
/// If the store fails.
pub async fn of(
    conn: &mut Conn,
    coalition: &str,
    chain: &Chain,
) -> Result<BTreeMap<String, String>, Problem> {
    match &chain.pool {
        None => Ok(BTreeMap::new()),
        Some(pool) => by(conn, coalition, &pool.by).await,
    }
}

/// The household or group of each member, by their ids.
///
/// # Errors
/// If the store fails.
pub async fn by(
    conn: &mut Conn,
    coalition: &str,
    kind: &str,
) -> Result<BTreeMap<String, String>, Problem> {
    Ok(match kind {
        HOUSEHOLD => pools::households(conn, coalition).await?,
        _ => pools::groups(conn, coalition).await?,
    })
}

/// With whom who asks is paid as one.
///
/// # Errors
/// If they are no member.
pub async fn mine(app: &App, who: &Who, slug: &str) -> Result<(Standing, Mine), Problem> {
    let mut conn = app.store.read().await?;
    let standing = standing(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
    let coalition = &standing.coalition.id;
    let member = &standing.member.id;
    let tag = pools::households(&mut conn, coalition)
        .await?
        .remove(member);
    let household = match &tag {
        Some(tag) => Some(pools::household_size(&mut conn, tag).await?),
        None => None,
    };
    let rules = super::stewards::adopted(&standing).ok();
    let mine = Mine {
        household,
        group: pools::groups(&mut conn, coalition).await?.remove(member),
        rules: rules.and_then(|(chain, _)| chain.pool.map(|pool| pool.by)),
    };
    Ok((standing, mine))
}

/// Makes a household of who asks, and gives its code.
///
/// # Errors
/// If they are no member, or of a household already.
pub async fn start(app: &App, who: &Who, slug: &str) -> Result<Household, Problem> {
    let code = id::blind();
    enter(app, who, slug, Some((&code, true))).await?;
    Ok(Household { code })
}

/// Lets who asks be of the household with this code. Another that they were of
/// is left.
///
/// # Errors
/// If they are no member, or nobody is of such a household.
pub async fn join(app: &App, who: &Who, slug: &str, code: &str) -> Result<(), Problem> {
    enter(app, who, slug, Some((&code.trim().to_lowercase(), false))).await
}

/// Lets who asks be of no household.
///
/// # Errors
/// If they are no member.
pub async fn leave(app: &App, who: &Who, slug: &str) -> Result<(), Problem> {
    enter(app, who, slug, None).await
}

async fn enter(
    app: &App,
    who: &Who,
    slug: &str,
    code: Option<(&str, bool)>,
) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::Vote).await?;
    let coalition = &standing.coalition.id;
    let tag = code.map(|(code, new)| (pools::household_tag(&app.store.keys, coalition, code), new));
    let member = &standing.member.id;
    // Who loads the page of the code again is not taken from those who joined.
    let starts = matches!(&tag, Some((_, true)));
    if starts
        && pools::households(&mut tx, coalition)
            .await?
            .contains_key(member)
    {
        return Err(Problem::conflict("pools-already"));
    }
    if let Some((tag, false)) = &tag
        && pools::household_size(&mut tx, tag).await? == 0
    {
        return Err(Problem::input("code", "pools-code"));
    }
    let tag = tag.as_ref().map(|(tag, _)| tag.as_str());
    pools::set_household(&mut tx, member, tag).await?;
    Ok(tx.commit().await?)
}

/// Who is in which group, for stewards: handles with names, by handle.
///
/// # Errors
/// If they are no steward.
pub async fn groups(
    app: &App,
    who: &Who,
    slug: &str,
) -> Result<(Standing, BTreeMap<String, String>), Problem> {
    let mut conn = app.store.read().await?;
    let standing = steward(app, who, &mut conn, slug).await?;
    let named = named(app, &mut conn, &standing.coalition.id).await?;
    Ok((standing, named))
}

async fn named(
    app: &App,
    conn: &mut Conn,
    coalition: &str,
) -> Result<BTreeMap<String, String>, Problem> {
    let groups = pools::groups(conn, coalition).await?;
    let there = accounts::members(conn, &app.store.keys, coalition).await?;
    let named = there.into_values().filter_map(|(member, handle)| {
        let group = groups.get(&member)?;
        Some((handle, group.clone()))
    });
    Ok(named.collect())
}

/// By what a page knows a table again that it showed.
pub fn mark(app: &App, groups: &BTreeMap<String, String>) -> String {
    app.store.keys.tag("groups of members", &[&table(groups)])
}

/// A table of groups as it is typed.
pub fn table(groups: &BTreeMap<String, String>) -> String {
    let lines = groups
        .iter()
        .map(|(handle, group)| match group.contains(MARKS) {
            true => format!("{handle},\"{group}\"\n"),
            false => format!("{handle},{group}\n"),
        });
    lines.collect()
}

/// Writes down anew who is in which group, in the place of the table with the
/// mark `was`, or of whichever there is if that is empty. It stands in the
/// public log that it was done.
///
/// # Errors
/// If they are no steward, a line is none, with its number, or another table is
/// there.
pub async fn set_groups(
    app: &App,
    who: &Who,
    slug: &str,
    (table, was): (&str, &str),
) -> Result<(), Problem> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::PayOut).await?;
    let coalition = &standing.coalition.id;
    let there = accounts::members(&mut tx, &app.store.keys, coalition).await?;
    let members: BTreeMap<String, String> = (there.into_values())
        .map(|(member, handle)| (handle_key(&handle), member))
        .collect();
    let groups = read(table, &members)?;
    if !was.is_empty() && was != mark(app, &named(app, &mut tx, coalition).await?) {
        return Err(Problem::conflict("pools-changed"));
    }
    pools::set_groups(&mut tx, coalition, &groups).await?;
    let more = serde_json::json!({});
    noted(&mut tx, &standing, "write-groups", more, now).await?;
    Ok(tx.commit().await?)
}

/// The groups of a table, by member; `members` are the ids by the keys of their
/// handles.
fn read(
    table: &str,
    members: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>, Problem> {
    if table.len() > LARGEST {
        return Err(Problem::input("table", "valuations-table-large"));
    }
    let mut groups = BTreeMap::new();
    for (number, line) in (1..).zip(table.trim_start_matches('\u{feff}').lines()) {
        let line = line.trim();
        let wrong = |key| Problem::input("table", key).with("line", number);
        let Some((handle, group)) = line.split_once(MARKS) else {
            match line {
                "" => continue,
                _ => return Err(wrong("pools-line")),
            }
        };
        // A third column is none of ours, and no part of a name.
        if group.contains(MARKS) && !group.trim().starts_with('"') {
            return Err(wrong("pools-line"));
        }
        let [handle, group] = [handle, group].map(|cell| cell.trim().trim_matches('"').trim());
        if number == 1 && handle.eq_ignore_ascii_case("handle") {
            continue;
        }
        let member = members.get(&handle_key(handle));
        let member = member.ok_or_else(|| wrong("pools-handle"))?;
        let group = NAME.clean("table", group);
        let group = group.map_err(|_| wrong("pools-line"))?;
        if groups.insert(member.clone(), group).is_some() {
            return Err(wrong("pools-twice"));
        }
    }
    Ok(groups)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_line_by_line() {
        let members = [("ana", "1"), ("bea", "2")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        let members = BTreeMap::from(members);
        let of = |table: &str| {
            let wrong = |p: Problem| (p.key, p.args.first().map(|(_, v)| v.clone()));
            read(table, &members).map_err(wrong)
        };
        let found = of("handle,group\r\n Ana ,\"North side\"\n\nbea;South\n").unwrap();
        assert_eq!((&*found["1"], &*found["2"]), ("North side", "South"));
        assert!(of("").unwrap().is_empty());
        let line = |n: &str| Some(n.to_owned());
        assert_eq!(of("ana,North\ncho,North"), Err(("pools-handle", line("2"))));
        assert_eq!(of("ana,North\nAna,South"), Err(("pools-twice", line("2"))));
        assert_eq!(of("ana"), Err(("pools-line", line("1"))));
        assert_eq!(of("ana,"), Err(("pools-line", line("1"))));
        assert_eq!(of("ana,North,7"), Err(("pools-line", line("1"))));
        let comma = of("ana,\"North, by the sea\"").unwrap();
        assert_eq!(comma["1"], "North, by the sea");
        let named = BTreeMap::from([("ana".to_owned(), comma["1"].clone())]);
        assert_eq!(of(&super::table(&named)).unwrap(), comma);
        assert_eq!(of("ana,a\u{202E}b"), Err(("pools-line", line("1"))));
    }
}
