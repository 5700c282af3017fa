//! What may be shown after all that was shown before: nobody is to be told by
//! the difference of two figures.

use crate::app::App;
use crate::problem::Problem;
use crate::values::found::Found;
use capstan_stats::disclosure::{Book, Contributions, Limits, Withheld};
use capstan_store::Conn;
use capstan_store::values::{self, Valuation};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// For what tags and seals are made.
const USE: &str = "values shown";

/// What a member gave to a valuation: how many jobs, and a hash of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gave {
    /// The member.
    pub member: String,
    /// How many jobs.
    pub jobs: u64,
    /// The hash of all that counts of them.
    pub hash: String,
}

/// What was shown so far.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Shown {
    book: Book,
    /// What each valuation that is shown rests on: the jobs of each tag.
    basis: BTreeMap<String, BTreeMap<String, u64>>,
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
    let sealed = values::shown(conn, &row.coalition).await?;
    let open = sealed.and_then(|text| keys.open_sealed(USE, &row.coalition, &text));
    let mut shown: Shown = open
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default();
    let tag = |member: &str| keys.tag(USE, &[&row.coalition, member]);
    let stands: Contributions = (gave.iter())
        .map(|g| (tag(&g.member), keys.tag(USE, &[&g.hash])))
        .collect();
    let jobs: BTreeMap<String, u64> = gave.iter().map(|g| (tag(&g.member), g.jobs)).collect();
    let limits = Limits {
        people: usize::try_from(least).unwrap_or(usize::MAX),
        ..Limits::default()
    };
    // Whatever the model, it is about the same jobs.
    let figure = format!("{} {}", found.platform, found.currency);
    let told = match shown.book.why_not(&figure, &stands, &limits) {
        None => {
            shown.book.write(&figure, stands);
            shown.basis.insert(row.id.clone(), jobs);
            found
        }
        Some(why) => {
            let needed = match why {
                Withheld::Unchanged { needed } | Withheld::TooFew { needed, .. } => needed,
                Withheld::Dominated | Withheld::Near | Withheld::Complement => limits.turnover,
            };
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
                    found.without_figures(needed as u64)
                }
            }
        }
    };
    let text = serde_json::to_string(&shown).unwrap_or_default();
    let sealed = keys.seal(USE, &row.coalition, &text);
    values::show(conn, &row.coalition, &sealed).await?;
    Ok(told)
}
