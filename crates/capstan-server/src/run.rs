//! The service as a whole: its router, and running it.

use crate::app::App;
use crate::config::Config;
use crate::problem::Problem;
use crate::{api, demo, health, jobs, limits, mail, messages, metrics, problem, push, tick, web};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use capstan_store::{Keys, Store, StoreError};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

/// The largest body of a request that is no file, in bytes.
const LARGEST: usize = 256 << 10;

/// Every page, the API and what machines ask.
pub fn router(app: &App) -> Router {
    let pages = web::pages()
        .into_router()
        .fallback(web::nothing)
        .layer(from_fn_with_state(app.clone(), limits::writes))
        .layer(CatchPanicLayer::custom(broken))
        .layer(from_fn_with_state(app.clone(), problem::show_page));
    let api = api::router()
        .layer(from_fn_with_state(app.clone(), api::once::once))
        .layer(from_fn_with_state(app.clone(), limits::writes))
        .layer(from_fn(api::tokens))
        .layer(CatchPanicLayer::custom(broken))
        .layer(from_fn_with_state(app.clone(), problem::show_json));
    Router::new()
        .merge(pages)
        .nest("/api/v1", api)
        .merge(web::assets::router())
        .merge(messages::hooks::router())
        .layer(from_fn(web::guard::headers))
        .layer(CompressionLayer::new())
        .layer(DefaultBodyLimit::max(LARGEST))
        .layer(from_fn_with_state(app.clone(), metrics::count))
        .route("/metrics", get(metrics::show))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .with_state(app.clone())
}

/// The answer to a request that met a fault of ours. What it says may hold
/// what someone typed, so only that it happened is told.
fn broken(_: Box<dyn std::any::Any + Send>) -> Response {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "ours").into_response()
}

/// Opens what a configuration says and serves it, with threads of its own and
/// its log on standard error.
///
/// # Errors
/// If the database cannot be opened or the address is taken.
pub fn start(config: Config, ready: impl FnOnce(SocketAddr)) -> Result<(), StartError> {
    log();
    if config.mark_words {
        capstan_report::words::mark();
    }
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(async {
            let app = App::new(open(&config).await?, config);
            crate::donations::acts::catch_up(&app).await?;
            if let Err(problem) = crate::coalitions::acts::leave::catch_up(&app).await {
                tracing::error!(key = problem.key, "who left could not be taken out again");
            }
            if let Err(problem) = crate::messages::linking::catch_up(&app).await {
                // What was one person is two until they link them again.
                tracing::error!(key = problem.key, "phones could not be linked again");
            }
            if app.config.demo {
                demo::start(&app, demo::story::WHOLE).await?;
            }
            Ok(serve(app, ready).await?)
        })
}

/// Does the background jobs of a service that runs elsewhere, on the same
/// PostgreSQL database and folder of data: until the process is told to end,
/// or, with `until_none`, until no job waits. Whatever it was at then is begun
/// again by others after a minute. `ready` is called once it is connected.
///
/// # Errors
/// If the database is not PostgreSQL or cannot be opened, or the folder of
/// data is another than that of the service.
pub fn work(config: Config, until_none: bool, ready: impl FnOnce()) -> Result<(), StartError> {
    log();
    let secret = config.data.join("secret.key");
    if config.database_url.is_none() {
        return Err(StartError::NotApart);
    }
    if !secret.is_file() {
        return Err(StartError::NoSecret(secret));
    }
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(async {
            let app = App::new(open(&config).await?, config);
            crate::donations::acts::catch_up(&app).await?;
            ready();
            tokio::select! {
                () = jobs::work(app.clone(), until_none) => {}
                () = told_to_end() => {}
            }
            app.store.close().await;
            Ok(())
        })
}

/// Why the service does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The store cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Work apart from the service, on a database that is a file beside it.
    #[error(
        "database_url: found none, expected postgres://…; with SQLite the service does its jobs itself"
    )]
    NotApart,
    /// The folder of data is not that of the service.
    #[error(
        "{}: found no secret there, expected that of the service; give its folder of data with --data",
        .0.display()
    )]
    NoSecret(PathBuf),
    /// The demonstration cannot be made.
    #[error(transparent)]
    Demo(#[from] demo::seed::Seeding),
    /// The system refuses, say because the address is taken.
    #[error(
        "the system refuses; if another service listens there, choose another address with --listen"
    )]
    Io(#[from] std::io::Error),
}

/// Makes a folder that only its owner may enter, if it is not there.
///
/// # Errors
/// If it cannot be made.
pub fn folder(path: &Path) -> Result<(), StoreError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|e| StoreError::File {
        path: path.display().to_string(),
        why: e.to_string(),
    })
}

/// The store of a configuration.
///
/// # Errors
/// If it cannot be opened.
pub async fn open(config: &Config) -> Result<Store, StoreError> {
    folder(&config.data)?;
    let keys = Keys::open(&config.data.join("secret.key"))?;
    Store::open(&address(config)?, keys).await
}

/// The address of the database of a configuration. The file of an embedded one
/// is made if it is not there, for its owner's eyes alone: those that SQLite
/// puts beside it are as it is.
///
/// # Errors
/// If it cannot be made.
pub fn address(config: &Config) -> Result<String, StoreError> {
    if let Some(address) = &config.database_url {
        return Ok(address.clone());
    }
    let file = embedded(config);
    let path = file.display().to_string();
    let mut options = std::fs::File::options();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(&file) {
        Ok(_) => Ok(format!("sqlite:{path}")),
        Err(e) => Err(StoreError::File {
            path,
            why: e.to_string(),
        }),
    }
}

/// The file of the embedded database of a configuration.
pub fn embedded(config: &Config) -> PathBuf {
    config.data.join("capstan.db")
}

/// Logs are lines of JSON. `RUST_LOG` says what is in them; nothing personal
/// ever is.
fn log() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,capstan=info"));
    // Fails only if there is a log already.
    let _ = tracing_subscriber::fmt()
        .json()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
}

/// Serves until the process is told to end; then finishes what is under way.
/// `ready` hears the address once the service listens.
///
/// # Errors
/// If it cannot listen.
pub async fn serve(app: App, ready: impl FnOnce(SocketAddr)) -> std::io::Result<()> {
    let listener = TcpListener::bind(app.config.listen).await?;
    ready(listener.local_addr()?);
    let ticking = tokio::spawn(tick::run(app.clone()));
    let working = tokio::spawn(jobs::work(app.clone(), false));
    let mailing = tokio::spawn(mail::post::run(app.clone()));
    let pushing = tokio::spawn(push::post::run(app.clone()));
    let texting = tokio::spawn(messages::work::run(app.clone()));
    let service = router(&app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(told_to_end())
        .await?;
    ticking.abort();
    working.abort();
    mailing.abort();
    pushing.abort();
    texting.abort();
    app.store.close().await;
    Ok(())
}

async fn told_to_end() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut term) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = term.recv() => {}
            }
            return;
        }
    }
    let _ = interrupt.await;
}
