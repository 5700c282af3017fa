//! How the service is doing, in numbers for Prometheus: requests and their
//! times, never anything about people.

use crate::app::App;
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};
use std::net::SocketAddr;
use std::time::Instant;

type Labels = [(&'static str, String); 3];

/// The numbers.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<Labels, Counter>,
    times: Family<[(&'static str, String); 1], Histogram>,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("capstan");
        let requests = Family::<Labels, Counter>::default();
        let times = Family::<[(&'static str, String); 1], Histogram>::new_with_constructor(|| {
            // From half a millisecond to sixteen seconds.
            Histogram::new(exponential_buckets(0.0005, 2.0, 16))
        });
        registry.register(
            "http_requests",
            "Requests by route and status",
            requests.clone(),
        );
        registry.register_with_unit(
            "http_request_duration",
            "Time to answer by route",
            Unit::Seconds,
            times.clone(),
        );
        Self {
            registry,
            requests,
            times,
        }
    }
}

/// A method, if it is one of those that are answered: others could be made up
/// without end.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        _ => "other",
    }
}

/// What all writes are counted as. How often each succeeds would tell how many
/// joined or pledged.
const WRITES: &str = "writes";

/// Counts a request and writes one line about it: the route, never the
/// address, which may hold a name.
pub async fn count(State(app): State<App>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = known(request.method());
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("none", MatchedPath::as_str)
        .to_owned();
    let response = next.run(request).await;
    let (status, took) = (response.status(), began.elapsed());
    let counted = match method {
        "GET" | "HEAD" => route.clone(),
        _ => WRITES.to_owned(),
    };
    let labels = [
        ("method", method.to_owned()),
        ("route", counted.clone()),
        ("status", status.as_u16().to_string()),
    ];
    app.metrics.requests.get_or_create(&labels).inc();
    app.metrics
        .times
        .get_or_create(&[("route", counted)])
        .observe(took.as_secs_f64());
    let millis = took.as_secs_f64() * 1000.0;
    if status.is_server_error() {
        tracing::error!(method, route, status = status.as_u16(), millis, "request");
    } else {
        tracing::debug!(method, route, status = status.as_u16(), millis, "request");
    }
    response
}

/// The numbers, for this machine only: whoever asks from elsewhere, also
/// through a proxy, finds nothing here.
pub async fn show(
    State(app): State<App>,
    peer: Option<axum::Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
) -> Response {
    let near = peer.is_some_and(|p| p.0.0.ip().is_loopback());
    let forwarded = ["forwarded", "x-forwarded-for", "x-real-ip", "via"]
        .iter()
        .any(|name| headers.contains_key(*name));
    let mut text = String::new();
    if !near || forwarded || encode(&mut text, &app.metrics.registry).is_err() {
        return axum::http::StatusCode::NOT_FOUND.into_response();
    }
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}
