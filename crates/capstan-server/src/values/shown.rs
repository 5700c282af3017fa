//! What may be shown after all that was shown before: nobody is to be told by
//! the difference of two figures.

use crate::app::App;
use crate::dividends::pools::{self, KINDS};
use crate::problem::Problem;
use crate::values::found::Found;
use crate::values::pooled::{Pooled, pooled};
use capstan_data::{Dataset, Groups};
use capstan_stats::Interval;
use capstan_stats::disclosure::{Book, Contributions, Limits, Withheld};
use capstan_store::Conn;
use capstan_store::values::{self, Valuation};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// For what tags and seals are made.
const USE: &str = "values shown";

/// What a member gave to a valuation: how many jobs, and a hash of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Gave {
    /// The member.
    pub member: String,
    /// How many jobs.
    pub jobs: u64,
    /// The hash of all that counts of them.
    pub hash: String,
    /// What they add.
    pub value: Interval,
}

/// Who stands behind figures of ratings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behind {
    /// Everyone in the ratings, with a hash of all they rated.
    everyone: Vec<(String, String)>,
    /// The groups by name, and who is in each; empty where people are valued.
    groups: BTreeMap<String, Vec<u32>>,
}

impl Behind {
    /// Those of some ratings and groups among them.
    pub fn of(data: &Dataset, groups: Option<Groups>) -> Self {
        let ratings = &data.ratings;
        let items: Vec<&str> = ratings.items().names().collect();
        let everyone = (0_u32..).zip(ratings.users().names()).map(|(user, id)| {
            let row = ratings.user(user);
            let mut rated: Vec<(&str, u32)> = (row.items.iter().zip(row.values))
                .map(|(&item, value)| (items[item as usize], value.to_bits()))
                .collect();
            rated.sort_unstable();
            let mut hasher = blake3::Hasher::new();
            for (item, value) in rated {
                hasher.update(&(item.len() as u64).to_le_bytes());
                hasher.update(item.as_bytes());
                hasher.update(&value.to_le_bytes());
            }
            (id.to_owned(), hasher.finalize().to_hex().to_string())
        });
        let everyone = everyone.collect();
        let groups = groups.map_or_else(BTreeMap::new, |g| {
            g.names.into_iter().zip(g.members).collect()
        });
        Self { everyone, groups }
    }
}

/// What was shown so far.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Shown {
    book: Book,
    /// What each valuation that is shown rests on: the jobs of each tag.
    basis: BTreeMap<String, BTreeMap<String, u64>>,
}

impl Shown {
    async fn read(app: &App, conn: &mut Conn, coalition: &str) -> Result<Self, Problem> {
        let sealed = values::shown(conn, coalition).await?;
        let open = sealed.and_then(|text| app.store.keys.open_sealed(USE, coalition, &text));
        let shown = open.and_then(|text| serde_json::from_str(&text).ok());
        Ok(shown.unwrap_or_default())
    }

    async fn write(&self, app: &App, conn: &mut Conn, coalition: &str) -> Result<(), Problem> {
        let text = serde_json::to_string(self).unwrap_or_default();
        let sealed = app.store.keys.seal(USE, coalition, &text);
        Ok(values::show(conn, coalition, &sealed).await?)
    }
}

/// The ratings of all people, whatever the model and metric.
const RATINGS: &str = "ratings";
/// The ratings of a group of them.
const GROUP: &str = "ratings group";

/// What of values of ratings may be shown after all that was shown before, of
/// these or other ratings. No figure is shown if the ratings differ from
/// earlier ones by those of too few people. A group is not shown if it differs
/// by too few from another that was, or leaves out too few of all.
///
/// # Errors
/// If the store fails.
pub async fn release_ratings(
    app: &App,
    conn: &mut Conn,
    row: &Valuation,
    (found, behind): (Found, &Behind),
    least: u64,
) -> Result<Found, Problem> {
    let keys = &app.store.keys;
    let mut shown = Shown::read(app, conn, &row.coalition).await?;
    let limits = limits(least);
    let everyone: Vec<(String, String)> = (behind.everyone.iter())
        .map(|(id, hash)| {
            let tag = keys.tag(USE, &[&row.coalition, RATINGS, id]);
            (tag, keys.tag(USE, &[hash]))
        })
        .collect();
    let all: Contributions = everyone.iter().cloned().collect();
    if let Some(why) = shown.book.why_not(RATINGS, &all, &limits) {
        return Ok(found.without_figures(needed(&why, &limits)));
    }
    shown.book.write(RATINGS, all);
    let mut told = Vec::new();
    let mut hidden = found.hidden;
    for group in found.groups {
        let members = behind
            .groups
            .get(&group.name)
            .map_or(&[][..], Vec::as_slice);
        let stands: Contributions = (members.iter())
            .filter_map(|&user| everyone.get(user as usize).cloned())
            .collect();
        let others = (everyone.len() - stands.len()) as u64;
        let near = shown.book.why_not(GROUP, &stands, &limits).is_some();
        if near || (1..least).contains(&others) {
            hidden += 1;
        } else {
            shown.book.write(GROUP, stands);
            told.push(group);
        }
    }
    shown.write(app, conn, &row.coalition).await?;
    Ok(Found {
        groups: told,
        hidden,
        ..found
    })
}

fn limits(least: u64) -> Limits {
    Limits {
        people: usize::try_from(least).unwrap_or(usize::MAX),
        ..Limits::default()
    }
}

/// How many people must come, go or change before figures are shown.
fn needed(why: &Withheld, limits: &Limits) -> u64 {
    let needed = match why {
        Withheld::Unchanged { needed } | Withheld::TooFew { needed, .. } => *needed,
        Withheld::Dominated | Withheld::Near | Withheld::Complement => limits.turnover,
    };
    needed as u64
}

/// What of `found` may be shown in the place of what `row` says. Where too few
/// people came or went, that is what was there before, if nothing it rests on
/// was withdrawn, and else no figure.
///
/// # Errors
/// If the store fails.
pub async fn release(
    app: &App,
    conn: &mut Conn,
    row: &Valuation,
    (found, gave): (Found, &[Gave]),
    least: u64,
) -> Result<Found, Problem> {
    let keys = &app.store.keys;
    let mut shown = Shown::read(app, conn, &row.coalition).await?;
    let tag = |member: &str| keys.tag(USE, &[&row.coalition, member]);
    let stand = |g: &Gave| (tag(&g.member), keys.tag(USE, &[&g.hash]));
    let stands: Contributions = gave.iter().map(stand).collect();
    let jobs: BTreeMap<String, u64> = gave.iter().map(|g| (tag(&g.member), g.jobs)).collect();
    let limits = limits(least);
    // Whatever the model, it is about the same jobs.
    let figure = format!("{} {}", found.platform, found.currency);
    let told = match shown.book.why_not(&figure, &stands, &limits) {
        None => {
            let mut told = BTreeMap::new();
            for kind in KINDS {
                let of = pools::by(conn, &row.coalition, kind).await?;
                let Some((steps, parts)) = as_one(&found, gave, &of, &limits) else {
                    continue;
                };
                // A group and one that differs by few would tell about them.
                let part = format!("{figure} {kind}");
                let parts: Vec<Contributions> = (parts.into_iter())
                    .map(|part| part.into_iter().map(|at| stand(&gave[at])).collect())
                    .collect();
                let why_not = |stands: &Contributions| shown.book.why_not(&part, stands, &limits);
                if parts.iter().all(|stands| why_not(stands).is_none()) {
                    (parts.into_iter()).for_each(|stands| shown.book.write(&part, stands));
                    told.insert(kind.to_owned(), steps);
                }
            }
            shown.book.write(&figure, stands);
            shown.basis.insert(row.id.clone(), jobs);
            Found {
                pools: told,
                ..found
            }
        }
        Some(why) => {
            let needed = needed(&why, &limits);
            let before = shown.basis.get(&row.id);
            let whole = before.is_some_and(|before| {
                let there = |(who, jobs_then): (&String, &u64)| {
                    jobs.get(who).is_some_and(|now| now >= jobs_then)
                };
                before.iter().all(there)
            });
            match serde_json::from_str::<Found>(&row.result) {
                Ok(older) if whole && older.withheld.is_none() => Found {
                    older: true,
                    ..older
                },
                _ => {
                    shown.basis.remove(&row.id);
                    found.without_figures(needed)
                }
            }
        }
    };
    shown.write(app, conn, &row.coalition).await?;
    Ok(told)
}

/// The steps of those who gave where some are paid as one, and the parts behind
/// them; nothing if that may not be shown.
fn as_one(
    found: &Found,
    gave: &[Gave],
    of: &BTreeMap<String, String>,
    limits: &Limits,
) -> Option<(Pooled, Vec<Vec<usize>>)> {
    let values: Vec<Interval> = gave.iter().map(|g| g.value).collect();
    let pools: Vec<Option<&str>> = (gave.iter())
        .map(|g| of.get(&g.member).map(String::as_str))
        .collect();
    pooled(&values, &pools, found.spread.as_ref()?.people, limits)
}
