//! The service as a whole: its router, and running it.

use crate::app::App;
use crate::{api, health, problem, tick, web};
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;

/// Every page, the API and what machines ask.
pub fn router(app: &App) -> Router {
    let pages = web::pages()
        .into_router()
        .fallback(web::nothing)
        .layer(from_fn_with_state(app.clone(), problem::show_page));
    let api = api::router().layer(from_fn_with_state(app.clone(), problem::show_json));
    Router::new()
        .merge(pages)
        .nest("/api/v1", api)
        .merge(web::assets::router())
        .layer(from_fn(web::guard::headers))
        .layer(CompressionLayer::new())
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .with_state(app.clone())
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
    let service = router(&app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(told_to_end())
        .await?;
    ticking.abort();
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
