//! The engine's part: finding out what data add.

use crate::app::App;
use crate::donations;
use crate::forecasts::ratings::{self, Reading};
use crate::forecasts::refused;
use crate::jobs::{self, Failure, Watched};
use crate::problem::Problem;
use crate::values::acts;
use crate::values::ask::{self, Ask, Game, SEED};
use crate::values::found::{Found, GroupValue, Worth, coarse};
use crate::values::pay::{self, Jobs, Unfit};
use crate::values::shown::{Behind, Gave, release, release_ratings};
use crate::values::spread::{Band, Own, short, spread};
use crate::values::table;
use axum::http::StatusCode;
use capstan_coalition::size;
use capstan_data::Keep;
use capstan_data::pay::PayEvent;
use capstan_learn::supervised::Learner;
use capstan_stats::interval::t95;
use capstan_stats::{Interval, Stream};
use capstan_store::donations as given;
use capstan_store::forecasts as stored;
use capstan_store::jobs::Job;
use capstan_store::values::{self, Made, Valuation};
use capstan_store::{charters, coalitions};
use capstan_value::ValueError;
use capstan_value::game::{Coalition, Game as _};
use capstan_value::recommender::{self, Players, RatingsValues, System};
use capstan_value::records::{Metric, RecordGame};
use capstan_value::sampling::{Permutation, SampleLog, Stop, Walk, run};
use capstan_worlds::{Cache, WorldError};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// The kind of job that values data. Its `args` are the valuation's id.
pub const MAKE: &str = "valuation";

/// On how many subsets of members a model learns from donated jobs.
const SUBSETS: u64 = 20_000;
/// Values of pay are told in parts of this many.
const WHOLE: f64 = 100.0;
/// The most people of whom each is valued alone by ratings.
const MOST_PEOPLE: usize = 2000;

/// What the engine found.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What all may see.
    pub found: Found,
    /// Each member's own.
    pub own: Vec<(String, Own)>,
    /// What each member gave to it.
    pub gave: Vec<Gave>,
    /// Who stands behind figures of ratings of real people.
    pub behind: Option<Behind>,
}

impl From<ValueError> for Failure {
    fn from(error: ValueError) -> Self {
        let never = |key| Self::Never(Problem::conflict(key));
        match error {
            ValueError::Cancelled | ValueError::World(WorldError::Cancelled) => Self::Cancelled,
            ValueError::World(WorldError::Write { .. }) | ValueError::Log { .. } => {
                tracing::error!(%error, "worlds cannot be kept");
                Self::Later(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "ours"))
            }
            ValueError::NoMetric { .. } => never("valuations-no-metric"),
            ValueError::Undefined { .. } => never("valuations-undefined"),
            ValueError::TooMany { .. } | ValueError::Range { .. } => never("valuations-too-much"),
            ValueError::World(error) => Self::Never(refused::engine(&error.into())),
            ValueError::Learn(error) => Self::Never(refused::engine(&error.into())),
            error @ (ValueError::NotShared { .. } | ValueError::Program { .. }) => {
                tracing::error!(%error, "values could not be found");
                Self::Never(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "ours"))
            }
        }
    }
}

impl From<Unfit> for Failure {
    fn from(unfit: Unfit) -> Self {
        Self::Never(match unfit {
            Unfit::Few { needed } => Problem::conflict("valuations-few").with("needed", needed),
            Unfit::Bare => Problem::conflict("valuations-bare"),
            Unfit::Untestable => Problem::conflict("valuations-untestable"),
        })
    }
}

/// Makes the valuation that a job names.
///
/// # Errors
/// If it was cancelled, or cannot be made. What cannot be made any more since
/// its donations went is taken back.
pub async fn make(app: App, job: Job, watch: Arc<Watched>) -> Result<(), Failure> {
    let mut conn = app.store.read().await?;
    let gone = || Failure::Never(Problem::conflict("valuations-gone"));
    let row = values::find(&mut conn, &job.args).await?.ok_or_else(gone)?;
    let asked: Ask = serde_json::from_str(&row.ask).map_err(|_| gone())?;
    let ask = Ask {
        table: table::open(&app.store.keys, &row.id, &asked.table),
        ..asked.clone()
    };
    let coalition = coalitions::by_id(&mut conn, &row.coalition).await?;
    let coalition = coalition.ok_or_else(gone)?;
    let charter = charters::read(&coalition.charter)?.charter;
    // Whoever looks knows their own, so it takes one more to hide in.
    let least = charter.minimum_group.members;
    let (version, made) = match ask.game {
        Game::Pay => {
            let version = given::version(&mut conn, &row.coalition).await?;
            let events = donations::acts::events(&app, &mut conn, &row.coalition).await?;
            drop(conn);
            let learner = ask.learner().map_err(Failure::Never)?;
            let platform = ask.platform();
            let made = jobs::engine(move || {
                of_pay(&events, platform.as_deref(), &*learner, least, &watch)
            });
            (version, made.await)
        }
        Game::Ratings => {
            let source = source(&app, &mut conn, &row).await?;
            drop(conn);
            let ask = ask.clone();
            let made = jobs::engine(move || of_ratings(&ask, source, least, &watch));
            (0, made.await)
        }
    };
    let mut tx = app.store.begin().await?;
    let Outcome {
        found,
        own,
        gave,
        behind,
    } = match made {
        Ok(outcome) => outcome,
        Err(failure) => {
            if matches!(failure, Failure::Never(_)) && !row.result.is_empty() {
                values::clear(&mut tx, &row.id).await?;
                tx.commit().await?;
            }
            return Err(failure);
        }
    };
    let sealed: Vec<(String, Vec<u8>)> = own
        .into_iter()
        .map(|(member, own)| (member, serde_json::to_vec(&own).unwrap_or_default()))
        .collect();
    let found = match (ask.game, behind) {
        (Game::Pay, _) => release(&app, &mut tx, &row, (found, &gave), least + 1).await?,
        (Game::Ratings, Some(behind)) => {
            release_ratings(&app, &mut tx, &row, (found, &behind), least).await?
        }
        (Game::Ratings, None) => found,
    };
    if !asked.table.is_empty() {
        let without = Ask {
            table: String::new(),
            ..asked
        };
        let without = serde_json::to_string(&without).unwrap_or_default();
        values::asked(&mut tx, &row.id, &without).await?;
    }
    let result = serde_json::to_string(&found).unwrap_or_default();
    let made = Made {
        result: &result,
        version,
        own: &sealed,
        now: app.now(),
    };
    capstan_store::jobs::finish(&mut tx, &job, &row.id).await?;
    values::made(&mut tx, &donations::acts::vault(&app), &row.id, &made).await?;
    tx.commit().await?;
    Ok(acts::due(&app).await?)
}

/// What donated jobs say of the pay rule: Shapley values of members, in parts
/// of 100 of the differences in pay.
///
/// # Errors
/// If there are too few members or jobs, or it was cancelled.
pub fn of_pay(
    events: &[(String, PayEvent)],
    platform: Option<&str>,
    learner: &dyn Learner,
    least: u64,
    watch: &Watched,
) -> Result<Outcome, Failure> {
    let jobs = pay::jobs(events, platform, least.saturating_add(1))?;
    let game = RecordGame::new(&jobs.train, &jobs.tests, learner, Metric::R2, true)?;
    let stream = Stream::root(SEED).child("values of members");
    let orders = Permutation::new(&game, stream, Walk::Antithetic)?;
    let stop = Stop {
        tolerance: None,
        budget: SUBSETS,
    };
    let sampled = run(&orders, stop, &mut SampleLog::none(), watch)?;
    let parts = game.parts(&Coalition::full(game.players()), &mut Vec::new())?;
    let worth = clustered(&parts, &jobs);
    let values: Vec<Interval> = sampled
        .values
        .iter()
        .map(|v| Interval {
            value: v.value * WHOLE,
            low: v.low * WHOLE,
            high: v.high * WHOLE,
        })
        .collect();
    let mean = values.iter().map(|v| v.value).sum::<f64>() / values.len() as f64;
    let own = jobs.members().zip(&values).zip(&jobs.counts);
    let own = own.map(|((member, value), &jobs)| {
        let own = Own {
            value: short(value.value),
            low: short(value.low),
            high: short(value.high),
            band: Band::of(*value, mean),
            jobs,
        };
        (member.to_owned(), own)
    });
    let own = own.collect();
    let (nobody, _) = orders.ends();
    let found = Found {
        metric: "explained".into(),
        model: learner.name().into(),
        method: "shapley".into(),
        platform: jobs.platform.clone(),
        currency: jobs.currency.code().into(),
        features: jobs.features.iter().map(|f| (*f).to_owned()).collect(),
        records: coarse(jobs.train.len() + jobs.tests.len()),
        worth: Worth {
            value: Some(short(worth.value * WHOLE)),
            low: Some(short(worth.low * WHOLE)),
            high: Some(short(worth.high * WHOLE)),
        },
        nobody: Some(short(nobody * WHOLE)),
        nobody_within: None,
        spread: spread(&values, least),
        pools: BTreeMap::new(),
        groups: Vec::new(),
        hidden: 0,
        withheld: None,
        older: false,
        evaluations: sampled.evaluations,
        seed: SEED,
    };
    let gave = jobs.members().zip(&jobs.counts).zip(&jobs.hashes);
    let gave = (gave.zip(&values)).map(|(((member, &jobs), hash), &value)| Gave {
        member: member.to_owned(),
        jobs,
        hash: hash.clone(),
        value,
    });
    Ok(Outcome {
        gave: gave.collect(),
        found,
        own,
        behind: None,
    })
}

/// The mean of what each test job says, with an interval that lets the jobs of
/// one member be alike: members are drawn, and their jobs come with them
/// (Liang and Zeger 1986, doi:10.1093/biomet/73.1.13).
fn clustered(parts: &[f64], jobs: &Jobs) -> Interval {
    let mean = parts.iter().sum::<f64>() / parts.len() as f64;
    let mut off = vec![0.0; jobs.counts.len()];
    let mut there = vec![false; jobs.counts.len()];
    let owners = jobs.tests.owners.iter().flat_map(|o| &o.of);
    for (part, &owner) in parts.iter().zip(owners) {
        off[owner as usize] += part - mean;
        there[owner as usize] = true;
    }
    let members = there.iter().filter(|t| **t).count() as f64;
    let spread: f64 = off.iter().map(|o| o * o).sum();
    let error = (spread * members / (members - 1.0)).sqrt() / parts.len() as f64;
    Interval::around(mean, t95(members - 1.0) * error)
}

/// Where the ratings of a valuation are.
struct Source {
    file: Option<(PathBuf, Reading, String)>,
    worlds: PathBuf,
}

async fn source(
    app: &App,
    conn: &mut capstan_store::Conn,
    row: &Valuation,
) -> Result<Source, Failure> {
    let folder = app.config.data.join("worlds");
    let Some(id) = &row.ratings else {
        return Ok(Source {
            file: None,
            worlds: folder.join(crate::forecasts::ask::SAMPLE),
        });
    };
    let gone = || Failure::Never(Problem::conflict("forecasts-ratings-gone"));
    let kept = stored::find_ratings(conn, id).await?.ok_or_else(gone)?;
    let path = ratings::blobs(app).path(&kept.blob).ok_or_else(gone)?;
    let reading = serde_json::from_str(&kept.reading).unwrap_or_default();
    Ok(Source {
        file: Some((path, reading, ratings::name(&kept.blob))),
        worlds: folder.join(&kept.blob),
    })
}

fn of_ratings(ask: &Ask, source: Source, least: u64, watch: &Watched) -> Result<Outcome, Failure> {
    let asked = ask.checked().map_err(Failure::Never)?;
    let data = match &source.file {
        None => capstan_data::world::sample().data,
        Some((path, reading, name)) => {
            ratings::read(path, reading, Keep::default(), name).map_err(Failure::Never)?
        }
    };
    let groups = match (&asked.groups, &asked.table) {
        (Some(named), _) => Some(ask::members(named, &data)),
        (None, Some(text)) => Some(table::groups(text, data.ratings.users())),
        (None, None) => None,
    };
    let groups = groups.transpose().map_err(Failure::Never)?;
    let unions = groups.as_ref().is_some_and(|g| g.unions.is_some());
    if asked.plan.method == recommender::Method::Owen && !unions {
        return Err(Failure::Never(Problem::input("table", "valuations-unions")));
    }
    let (players, unit) = match &groups {
        None => (Players::people(&data), recommender::run::PEOPLE),
        Some(groups) => (Players::groups(&data, groups), "groups"),
    };
    if groups.is_none() && players.len() > MOST_PEOPLE {
        let many = Problem::conflict("valuations-many-people");
        return Err(Failure::Never(many.with("most", MOST_PEOPLE)));
    }
    let system = System {
        data: &data,
        hash: &data.hash(),
        synthetic: source.file.is_none(),
        source: &serde_json::Value::Null,
        model: asked.model,
        params: &asked.params,
    };
    let cache = Cache::open(&source.worlds).map_err(ValueError::from)?;
    let made = recommender::values(&asked.plan, &players, unit, system, &cache, watch)?;
    Ok(Outcome {
        found: of_worlds(&made, groups.is_some(), least),
        own: Vec::new(),
        gave: Vec::new(),
        // What comes with Capstan is about nobody.
        behind: source.file.as_ref().map(|_| Behind::of(&data, groups)),
    })
}

/// What all may see of values of a recommender: of people how they are spread,
/// of groups those that are large enough.
fn of_worlds(made: &RatingsValues, groups: bool, least: u64) -> Found {
    let values: Vec<Interval> = made.values.iter().filter_map(|line| line.main()).collect();
    let shown = made
        .values
        .iter()
        .filter(|line| groups && line.people as u64 >= least);
    let lines: Vec<GroupValue> = shown
        .filter_map(|line| {
            let value = line.main();
            Some(GroupValue {
                name: line.id.clone(),
                people: size::published(line.people as u64)?,
                value: value.map(|v| short(v.value)),
                low: value.map(|v| short(v.low)),
                high: value.map(|v| short(v.high)),
            })
        })
        .collect();
    let worth = made.worths.first();
    // Without all groups is with those in none: they are no few either.
    let ungrouped = made.unit.ungrouped as u64;
    let nobody = worth.filter(|_| ungrouped == 0 || ungrouped >= least);
    let within = worth.and_then(|w| w.everybody_within);
    Found {
        metric: made.metric.clone(),
        model: made.model.name.clone(),
        method: made.method.name.clone(),
        platform: String::new(),
        currency: String::new(),
        features: Vec::new(),
        records: made.data.ratings as u64,
        worth: Worth {
            value: worth.and_then(|w| w.everybody).map(short),
            low: within.map(|ends| short(ends[0])),
            high: within.map(|ends| short(ends[1])),
        },
        nobody: nobody.and_then(|w| w.nobody).map(short),
        nobody_within: nobody.and_then(|w| w.nobody_within.map(|ends| ends.map(short))),
        spread: if groups { None } else { spread(&values, least) },
        pools: BTreeMap::new(),
        hidden: match groups {
            true => (made.values.len() - lines.len()) as u64,
            false => 0,
        },
        groups: lines,
        withheld: None,
        older: false,
        evaluations: made.design.subsets,
        seed: made.seed,
    }
}
