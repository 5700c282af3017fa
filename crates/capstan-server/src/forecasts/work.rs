//! The engine's part: making a forecast, and making one again.

use crate::app::App;
use crate::forecasts::acts;
use crate::forecasts::ask::{Ask, Asked};
use crate::forecasts::ratings::{self, Reading};
use crate::forecasts::refused;
use crate::jobs::{self, Failure, Watched};
use crate::problem::Problem;
use capstan_data::{Dataset, Keep};
use capstan_learn::Params;
use capstan_leverage::verify::{self, Agreement};
use capstan_leverage::{Forecast, Lever, LeverageError, Operator, Plan};
use capstan_store::forecasts::{self, Checked};
use capstan_store::jobs::Job;
use capstan_worlds::{Cache, Protocol, WorldError};
use std::path::PathBuf;
use std::sync::Arc;

/// The kind of job that makes a forecast. Its `args` are the forecast's id.
pub const MAKE: &str = "forecast";
/// The kind of job that makes a part of a forecast again, to compare.
pub const VERIFY: &str = "verify";

/// Which share of the worlds is made again to verify a forecast.
const SHARE: f64 = 0.2;

/// Where the data of a job are.
enum Source {
    Sample,
    File {
        path: PathBuf,
        reading: Reading,
        name: String,
    },
}

/// What a job works on.
struct Work {
    row: forecasts::Forecast,
    source: Source,
    worlds: PathBuf,
}

async fn begun(app: &App, job: &Job) -> Result<Work, Failure> {
    let mut conn = app.store.read().await?;
    let gone = || Failure::Never(Problem::conflict("forecasts-gone"));
    let row = forecasts::find(&mut conn, &job.args)
        .await?
        .ok_or_else(gone)?;
    let folder = app.config.data.join("worlds");
    let Some(id) = &row.ratings else {
        return Ok(Work {
            row,
            source: Source::Sample,
            worlds: folder.join("sample"),
        });
    };
    let kept = forecasts::find_ratings(&mut conn, id)
        .await?
        .ok_or_else(gone)?;
    let path = ratings::blobs(app).path(&kept.blob);
    let path = path.ok_or_else(|| Failure::Never(Problem::conflict("forecasts-ratings-gone")))?;
    Ok(Work {
        row,
        worlds: folder.join(&kept.blob),
        source: Source::File {
            path,
            reading: serde_json::from_str(&kept.reading).unwrap_or_default(),
            name: ratings::name(&kept.blob),
        },
    })
}

impl Source {
    fn read(&self, keep: Keep) -> Result<(Dataset, serde_json::Value), Failure> {
        let (file, reading) = match self {
            Self::Sample => (None, Reading::default()),
            Self::File { name, reading, .. } => (Some(name), reading.clone()),
        };
        // As the command line writes it, so that it can verify the file.
        let source = serde_json::json!({
            "file": file, "reading": reading, "times": keep.times, "rows": keep.rows,
        });
        let data = match self {
            Self::Sample => capstan_data::world::sample().data,
            Self::File {
                path,
                reading,
                name,
            } => ratings::read(path, reading, keep, name).map_err(Failure::Never)?,
        };
        Ok((data, source))
    }
}

fn keep(plan: &Plan) -> Keep {
    let dated = |a: &capstan_leverage::Action| matches!(a.lever, Lever::StrikeFrom(_));
    Keep {
        times: plan.actions.iter().any(dated),
        rows: plan.protocol == Protocol::Published,
    }
}

impl From<LeverageError> for Failure {
    fn from(error: LeverageError) -> Self {
        match error {
            LeverageError::World(WorldError::Cancelled) => Self::Cancelled,
            LeverageError::World(WorldError::Write { .. }) => {
                tracing::error!(%error, "worlds cannot be kept");
                let ours = axum::http::StatusCode::INTERNAL_SERVER_ERROR;
                Self::Later(Problem::new(ours, "ours"))
            }
            error => Self::Never(refused::engine(&error)),
        }
    }
}

impl From<WorldError> for Failure {
    fn from(error: WorldError) -> Self {
        LeverageError::World(error).into()
    }
}

/// Makes the forecast that a job names.
///
/// # Errors
/// If it was cancelled, or cannot be made.
pub async fn make(app: App, job: Job, watch: Arc<Watched>) -> Result<(), Failure> {
    let Work {
        row,
        source,
        worlds,
    } = begun(&app, &job).await?;
    let ask: Ask = serde_json::from_str(&row.ask)
        .map_err(|_| Failure::Never(Problem::conflict("forecasts-gone")))?;
    let made = jobs::engine(move || {
        let Asked {
            plan,
            model,
            params,
        } = ask.checked().map_err(Failure::Never)?;
        let (data, note) = source.read(keep(&plan))?;
        let operator = Operator {
            data: &data,
            hash: &data.hash(),
            synthetic: matches!(source, Source::Sample),
            model,
            params: &params,
        };
        let cache = Cache::open(&worlds)?;
        Ok(capstan_leverage::forecast(
            &plan, operator, note, &cache, &*watch,
        )?)
    });
    let json = made.await?.to_json();
    let mut tx = app.store.begin().await?;
    capstan_store::jobs::finish(&mut tx, &job, &row.id).await?;
    forecasts::made(&mut tx, &row.id, &json).await?;
    tx.commit().await?;
    Ok(acts::due(&app).await?)
}

/// Makes a part of a forecast again that was made elsewhere.
///
/// # Errors
/// If it was cancelled, the data are others, or it cannot be made.
pub async fn verify(app: App, job: Job, watch: Arc<Watched>) -> Result<(), Failure> {
    let Work { row, source, .. } = begun(&app, &job).await?;
    let earlier: Forecast = serde_json::from_str(&row.result)
        .map_err(|_| Failure::Never(Problem::conflict("forecasts-gone")))?;
    let verdict = jobs::engine(move || {
        let plan = verify::plan_of(&earlier)?;
        let (data, _) = source.read(keep(&plan))?;
        let hash = data.hash();
        if hash != earlier.data.hash {
            return Err(Failure::Never(Problem::conflict("forecasts-other-data")));
        }
        let model = capstan_learn::find(&earlier.model.name).map_err(LeverageError::from)?;
        let settings: Vec<(String, String)> = earlier
            .model
            .params
            .iter()
            .map(|(name, value)| (name.to_owned(), value.to_string()))
            .collect();
        let settings = settings.iter().map(|(n, v)| (n.as_str(), v.as_str()));
        let params = Params::new(model.info(), settings).map_err(LeverageError::from)?;
        let operator = Operator {
            data: &data,
            hash: &hash,
            synthetic: matches!(source, Source::Sample),
            model,
            params: &params,
        };
        Ok(verify::sample(&earlier, SHARE, operator, &*watch)?)
    });
    let checked = match verdict.await?.agreement {
        Agreement::Bytes => Checked::Bytes,
        Agreement::Numbers => Checked::Numbers,
        Agreement::Differs => Checked::Differs,
    };
    let mut tx = app.store.begin().await?;
    capstan_store::jobs::finish(&mut tx, &job, checked.word()).await?;
    forecasts::checked(&mut tx, &row.id, checked).await?;
    tx.commit().await?;
    Ok(acts::due(&app).await?)
}
