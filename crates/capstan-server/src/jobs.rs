//! Background work: what takes longer than a request may.
//!
//! Each kind of work is one function and one line in [`KINDS`]. It gets its
//! job and someone to tell how far it is, who also knows when it was
//! cancelled; it ends the job in the transaction that writes what came of it.

use crate::app::App;
use crate::audits;
use crate::donations::reading;
use crate::forecasts;
use crate::problem::Problem;
use crate::values;
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
    (values::work::MAKE, |app, job, watch| {
        Box::pin(values::work::make(app, job, watch))
    }),
    (audits::work::MAKE, |app, job, watch| {
        Box::pin(audits::work::make(app, job, watch))
    }),
    (audits::check::CHECK, |app, job, watch| {
        Box::pin(audits::check::check(app, job, watch))
    }),
    (reading::READ, |app, job, watch| {
        Box::pin(reading::work(app, job, watch))
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

impl capstan_value::recommender::Watch for Watched {
    fn begins(&self, worlds: u64) {
        self.more(worlds);
    }
}

impl capstan_value::sampling::Watch for Watched {
    fn evaluated(&self, done: u64, most: u64) {
        let whole = |n: u64| i64::try_from(n).unwrap_or(0);
        self.done.store(whole(done), Ordering::Relaxed);
        self.total.store(whole(most), Ordering::Relaxed);
    }

    fn cancelled(&self) -> bool {
        Progress::cancelled(self)
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
    let working = work(app.clone(), job.clone(), watch.clone());
    let (problem, again) = match beating(app, &job, &watch, BEAT, working).await? {
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

/// Does a job and says with every `beat` that it is still worked on. How it
/// ended.
async fn beating(
    app: &App,
    job: &Job,
    watch: &Watched,
    beat: Duration,
    working: impl Future<Output = Result<(), Failure>>,
) -> Result<Result<(), Failure>, Problem> {
    let over = Notify::new();
    let running = async {
        let ended = working.await;
        over.notify_one();
        ended
    };
    // Side by side: a beat waits for the writer, which the job may hold.
    let (ended, beaten) = tokio::join!(running, beats(app, job, watch, beat, &over));
    beaten.map(|()| ended)
}

/// Says with every `every` how far a job is and that it is still worked on,
/// until it is over. A job that is no longer this worker's is stopped.
async fn beats(
    app: &App,
    job: &Job,
    watch: &Watched,
    every: Duration,
    over: &Notify,
) -> Result<(), Problem> {
    let beat = async || -> Result<bool, Problem> {
        let mut tx = app.store.begin().await?;
        // From when it is written: it may have waited long.
        let until = app.now().saturating_add(LEASE);
        let own = jobs::beat(&mut tx, job, watch.parts(), until).await?;
        tx.commit().await?;
        Ok(own)
    };
    loop {
        tokio::select! {
            () = over.notified() => return Ok(()),
            () = tokio::time::sleep(every) => {}
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use capstan_store::jobs::State;
    use capstan_store::testing::{joined, stores};

    const SECOND: Micros = 1_000_000;
    const EVERY: Duration = Duration::from_millis(10);

    /// A service with one job, which is claimed.
    async fn claimed(app: &App) -> Job {
        let mut tx = app.store.begin().await.unwrap();
        joined(&mut tx, "p", "c").await;
        let now = app.now();
        jobs::add(&mut tx, "c", "slow", "", now).await.unwrap();
        let until = (now, now + LEASE);
        let job = jobs::claim(&mut tx, "slow one", until, "").await.unwrap();
        tx.commit().await.unwrap();
        job.unwrap()
    }

    /// Waits for a beat that says how many parts there are.
    async fn beaten(app: &App, job: &Job, parts: i64) {
        loop {
            let mut conn = app.store.read().await.unwrap();
            let found = jobs::find(&mut conn, &job.id).await.unwrap().unwrap();
            drop(conn);
            if found.total == parts {
                return;
            }
            tokio::time::sleep(EVERY).await;
        }
    }

    /// Whether another worker would get the job now.
    async fn is_free(app: &App) -> bool {
        let mut tx = app.store.begin().await.unwrap();
        let times = (app.now(), app.now() + LEASE);
        let taken = jobs::claim(&mut tx, "other", times, "").await.unwrap();
        taken.is_some()
    }

    #[tokio::test]
    async fn a_job_that_holds_the_writer_over_beats_ends_and_stays_its_own() {
        for test in stores().await {
            let app = App::new(test.store.clone(), Config::default());
            let job = claimed(&app).await;
            let watch = Watched::default();
            let working = async {
                let tx = app.store.begin().await?;
                // Several beats are due, and the first waits for the writer.
                tokio::time::sleep(EVERY * 5).await;
                app.clock.forward(50 * SECOND);
                watch.more(7);
                drop(tx);
                beaten(&app, &job, 7).await;
                app.clock.forward(50 * SECOND);
                assert!(!is_free(&app).await, "its time ran out");
                let mut tx = app.store.begin().await?;
                jobs::finish(&mut tx, &job, "done").await?;
                tokio::time::sleep(EVERY * 5).await;
                Ok(tx.commit().await?)
            };
            let both = beating(&app, &job, &watch, EVERY, working);
            let ended = tokio::time::timeout(Duration::from_secs(20), both).await;
            ended.expect("it waits for itself").unwrap().unwrap();
            let mut conn = app.store.read().await.unwrap();
            let found = jobs::find(&mut conn, &job.id).await.unwrap().unwrap();
            assert_eq!((found.state, found.tries), (State::Done, 1));
            assert_eq!(found.result, "done");
        }
    }

    #[tokio::test]
    async fn a_job_without_beats_is_anothers_after_its_time() {
        for test in stores().await {
            let app = App::new(test.store.clone(), Config::default());
            let job = claimed(&app).await;
            let watch = Watched::default();
            let working = async {
                app.clock.forward(100 * SECOND);
                let mut tx = app.store.begin().await?;
                let times = (app.now(), app.now() + LEASE);
                let other = jobs::claim(&mut tx, "other", times, "").await?;
                tx.commit().await?;
                assert_eq!(other.map(|job| job.tries), Some(2));
                while !Progress::cancelled(&watch) {
                    tokio::time::sleep(EVERY).await;
                }
                let mut tx = app.store.begin().await?;
                Ok(jobs::finish(&mut tx, &job, "late").await?)
            };
            let both = beating(&app, &job, &watch, EVERY, working);
            let ended = tokio::time::timeout(Duration::from_secs(20), both).await;
            let ended = ended.expect("it is told to stop").unwrap();
            assert!(matches!(ended, Err(Failure::Cancelled)));
        }
    }
}
