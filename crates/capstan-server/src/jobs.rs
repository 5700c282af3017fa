//! Background work: what takes longer than a request may.
//!
//! Each kind of work is one function and one line in [`KINDS`]. It gets its
//! job and someone to tell how far it is, who also knows when it was
//! cancelled; it ends the job in the transaction that writes what came of it.

use crate::app::App;
use crate::forecasts;
use crate::problem::Problem;
use capstan_leverage::Watch;
use capstan_report::words::{Args, Voice};
use capstan_store::jobs::{self, Job, MOST_TRIES};
use capstan_store::{Micros, StoreError, id};
use capstan_worlds::Progress;
use serde::{Deserialize, Serialize};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use tokio::sync::Notify;

/// How often it is looked for work, and said that a worker is still at it.
const BEAT: Duration = Duration::from_secs(1);
/// A worker that was not heard of for so long is dead.
const LEASE: Micros = 60_000_000;
/// The wait after the first failure; each further one is four times as long.
const WAIT: Micros = 10_000_000;

/// What a kind of work is done by.
type Work = fn(App, Job, Arc<Watched>) -> Pin<Box<dyn Future<Output = Result<(), Failure>> + Send>>;

/// Every kind of work.
const KINDS: &[(&str, Work)] = &[
    (forecasts::work::MAKE, |app, job, watch| {
        Box::pin(forecasts::work::make(app, job, watch))
    }),
    (forecasts::work::VERIFY, |app, job, watch| {
        Box::pin(forecasts::work::verify(app, job, watch))
    }),
];

/// Threads for the engine: one core is left to answer requests.
static ENGINE: LazyLock<Option<rayon::ThreadPool>> = LazyLock::new(|| {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    rayon::ThreadPoolBuilder::new()
        .num_threads((cores - 1).max(1))
        .build()
        .ok()
});

/// Why a job did not end well.
#[derive(Debug)]
pub enum Failure {
    /// It was cancelled, or is another worker's now.
    Cancelled,
    /// It may work another time.
    Later(Problem),
    /// It never will, as it was asked for.
    Never(Problem),
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Later(problem)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Missing { what: "job" } => Self::Cancelled,
            error => Self::Later(error.into()),
        }
    }
}

impl From<capstan_store::sqlx::Error> for Failure {
    fn from(error: capstan_store::sqlx::Error) -> Self {
        Self::Later(error.into())
    }
}

/// Hears how a job goes, and tells it to stop.
#[derive(Debug, Default)]
pub struct Watched {
    done: AtomicI64,
    total: AtomicI64,
    stop: AtomicBool,
}

impl Watched {
    fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    fn parts(&self) -> (i64, i64) {
        let read = |n: &AtomicI64| n.load(Ordering::Relaxed);
        (read(&self.done).min(read(&self.total)), read(&self.total))
    }
}

impl Progress for Watched {
    fn done(&self, worlds: usize, _: bool) {
        let worlds = i64::try_from(worlds).unwrap_or(0);
        self.done.fetch_add(worlds, Ordering::Relaxed);
    }

    fn cancelled(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

impl Watch for Watched {
    fn begins(&self, worlds: u64, _: u8) {
        self.more(worlds);
    }

    fn more(&self, worlds: u64) {
        let worlds = i64::try_from(worlds).unwrap_or(0);
        self.total.fetch_add(worlds, Ordering::Relaxed);
    }
}

/// Stops the engine when nobody waits for it any more.
struct Stop(Arc<Watched>);

impl Drop for Stop {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// Does jobs, one after the other: for ever, or until none waits.
pub async fn work(app: App, until_none: bool) {
    let worker = id::blind();
    loop {
        match next(&app, &worker).await {
            Ok(true) => continue,
            Ok(false) if until_none => return,
            Ok(false) => {}
            Err(problem) => tracing::error!(key = problem.key, "work could not be found"),
        }
        tokio::time::sleep(BEAT).await;
    }
}

/// Does the next job as `worker`. Says whether there was one. If this is
/// dropped, the job stays claimed until its time runs out.
///
/// # Errors
/// If the store fails.
pub async fn next(app: &App, worker: &str) -> Result<bool, Problem> {
    let gave_up = noted(&Problem::conflict("job-gave-up"));
    let until = |now: Micros| now.saturating_add(LEASE);
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let job = jobs::claim(&mut tx, worker, (now, until(now)), &gave_up).await?;
    tx.commit().await?;
    let Some(job) = job else { return Ok(false) };
    let watch = Arc::new(Watched::default());
    let _stop = Stop(watch.clone());
    let work = KINDS.iter().find(|(kind, _)| *kind == job.kind);
    let Some((_, work)) = work else {
        let unknown = noted(&Problem::conflict("job-unknown"));
        let mut tx = app.store.begin().await?;
        jobs::fail(&mut tx, &job, &unknown, None).await?;
        tx.commit().await?;
        return Ok(true);
    };
    let over = Notify::new();
    let running = async {
        let ended = work(app.clone(), job.clone(), watch.clone()).await;
        over.notify_one();
        ended
    };
    // Side by side: a beat waits for the writer, which the job may hold.
    let (ended, beaten) = tokio::join!(running, beats(app, &job, &watch, &over));
    beaten?;
    let (problem, again) = match ended {
        Ok(()) | Err(Failure::Cancelled) => return Ok(true),
        Err(Failure::Never(problem)) => (problem, None),
        Err(Failure::Later(problem)) if job.tries >= MOST_TRIES => (problem, None),
        Err(Failure::Later(problem)) => {
            let wait = WAIT.saturating_mul(
                4_i64.saturating_pow(u32::try_from(job.tries.saturating_sub(1)).unwrap_or(0)),
            );
            (problem, Some(app.now().saturating_add(wait)))
        }
    };
    tracing::warn!(kind = job.kind, key = problem.key, "a job did not work");
    let mut tx = app.store.begin().await?;
    jobs::fail(&mut tx, &job, &noted(&problem), again).await?;
    tx.commit().await?;
    Ok(true)
}

/// Says again and again how far a job is and that it is still worked on, until
/// it is over. A job that is no longer this worker's is stopped.
async fn beats(app: &App, job: &Job, watch: &Watched, over: &Notify) -> Result<(), Problem> {
    let beat = async || -> Result<bool, Problem> {
        let until = app.now().saturating_add(LEASE);
        let mut tx = app.store.begin().await?;
        let own = jobs::beat(&mut tx, job, watch.parts(), until).await?;
        tx.commit().await?;
        Ok(own)
    };
    loop {
        tokio::select! {
            () = over.notified() => return Ok(()),
            () = tokio::time::sleep(BEAT) => {}
        }
        match beat().await {
            Ok(true) => {}
            Ok(false) => watch.stop(),
            Err(problem) => {
                watch.stop();
                return Err(problem);
            }
        }
    }
}

/// Lets the engine work on threads of its own.
///
/// # Errors
/// What `work` says; [`Failure::Later`] if it panics.
pub async fn engine<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let done = tokio::task::spawn_blocking(move || match &*ENGINE {
        Some(pool) => pool.install(work),
        None => work(),
    });
    done.await.unwrap_or_else(|_| {
        let ours = axum::http::StatusCode::INTERNAL_SERVER_ERROR;
        Err(Failure::Later(Problem::new(ours, "ours")))
    })
}

#[derive(Serialize, Deserialize)]
struct Noted {
    key: String,
    args: Vec<(String, String)>,
}

/// A problem as a job keeps it.
pub fn noted(problem: &Problem) -> String {
    let noted = Noted {
        key: problem.key.to_owned(),
        args: problem
            .args
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect(),
    };
    serde_json::to_string(&noted).unwrap_or_default()
}

/// The sentence of a problem that a job kept; nothing if it kept none.
pub fn said(voice: &Voice, problem: &str) -> Option<String> {
    let noted: Noted = serde_json::from_str(problem).ok()?;
    let mut args = Args::new();
    for (name, value) in noted.args {
        args.set(name, value);
    }
    Some(voice.say(&format!("problem-{}", noted.key), args))
}
