//! How often things may be done, so that nobody can guess or flood. Addresses
//! of peers are held in memory only, and only until their limit is full again.

use crate::app::App;
use crate::problem::Problem;
use crate::who::Who;
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::time::Duration;

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Signing in, by peer.
    SignIn,
    /// Trying phrases with the same first words.
    Phrase,
    /// Making accounts, by peer.
    SignUp,
    /// Any write, by person, or by peer where nobody is signed in.
    Write,
    /// Asking for mail to an address, by person.
    Mail,
    /// Trying codes of invitations, by peer.
    Code,
    /// Replying to a post without an account, by peer.
    Reply,
    /// Writing text messages, by phone.
    Text,
    /// Trying codes that make a phone and an account one, by phone or person.
    Link,
}

/// For each limit: how many at once, and how many an hour after that.
const TABLE: [(Limit, u32, u32); 9] = [
    (Limit::SignIn, 20, 60),
    (Limit::Phrase, 10, 20),
    (Limit::SignUp, 10, 20),
    (Limit::Write, 300, 7200),
    (Limit::Mail, 5, 5),
    (Limit::Code, 60, 300),
    (Limit::Reply, 5, 10),
    (Limit::Text, 60, 240),
    (Limit::Link, 5, 10),
];

/// How many times more is allowed in a demonstration, where everyone comes
/// from one machine.
const DEMO: u32 = 1000;

/// The limits of an installation.
#[derive(Debug)]
pub struct Limits(Vec<DefaultKeyedRateLimiter<String>>);

impl Limits {
    /// Limits `times` as wide as the usual ones.
    pub fn new(times: u32, demo: bool) -> Self {
        let times = times.max(1).saturating_mul(if demo { DEMO } else { 1 });
        let limiter = |(_, burst, hourly): &(Limit, u32, u32)| {
            let burst = NonZeroU32::MIN.max(
                burst
                    .saturating_mul(times)
                    .try_into()
                    .unwrap_or(NonZeroU32::MIN),
            );
            let every = Duration::from_secs(3600) / hourly.saturating_mul(times).max(1);
            let quota = Quota::with_period(every).unwrap_or(Quota::per_second(burst));
            RateLimiter::keyed(quota.allow_burst(burst))
        };
        Self(TABLE.iter().map(limiter).collect())
    }

    /// Counts one act of `key`.
    ///
    /// # Errors
    /// If it is one too many: 429, with the seconds to wait.
    pub fn take(&self, limit: Limit, key: &str) -> Result<(), Problem> {
        let at = TABLE.iter().position(|row| row.0 == limit).unwrap_or(0);
        self.0[at].check_key(&key.to_owned()).map_err(|until| {
            let wait = until.wait_time_from(DefaultClock::default().now());
            Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-often")
                .with("seconds", wait.as_secs() + 1)
        })
    }

    /// Forgets those whose limits are full again.
    pub fn forget(&self) {
        for limiter in &self.0 {
            limiter.retain_recent();
        }
    }
}

/// Where a request comes from: an address, or the network of one (of IPv6 the
/// first 64 bits, which one household has).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peer(pub String);

impl Peer {
    fn of(app: &App, parts: &Parts) -> Self {
        let socket = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let direct = socket.map(|info| info.0.ip());
        // Only the last address was added by our own proxy.
        let passed = parts
            .headers
            .get_all("x-forwarded-for")
            .iter()
            .next_back()
            .filter(|_| app.config.behind_proxy)
            .and_then(|v| v.to_str().ok())
            .and_then(|v| v.rsplit(',').next())
            .and_then(|v| v.trim().parse().ok());
        Self(match passed.or(direct) {
            Some(IpAddr::V4(ip)) => ip.to_string(),
            Some(IpAddr::V6(ip)) => match ip.to_ipv4_mapped() {
                Some(ip) => ip.to_string(),
                None => format!("{:x?}", &ip.segments()[..4]),
            },
            None => "unknown".to_owned(),
        })
    }
}

impl FromRequestParts<App> for Peer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        Ok(Self::of(app, parts))
    }
}

/// Limits the writes of a person, or of a peer where nobody is signed in.
pub async fn writes(State(app): State<App>, request: Request, next: Next) -> Response {
    if matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    ) {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let taken = match Who::from_request_parts(&mut parts, &app).await {
        Ok(who) => match who.person() {
            Ok(person) => app.limits.take(Limit::Write, person),
            Err(_) => app.limits.take(Limit::Write, &Peer::of(&app, &parts).0),
        },
        Err(problem) => Err(problem),
    };
    match taken {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(problem) => problem.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn one_too_many_is_told_when_to_come_back_and_others_are_left_alone() {
        let limits = Limits::new(1, false);
        for _ in 0..5 {
            limits.take(Limit::Mail, "ana").unwrap();
        }
        let problem = limits.take(Limit::Mail, "ana").unwrap_err();
        assert_eq!(problem.status, StatusCode::TOO_MANY_REQUESTS);
        // Five an hour: the next in twelve minutes.
        let seconds: u64 = problem.args[0].1.parse().unwrap();
        assert!((700..=720).contains(&seconds), "{seconds}");
        limits.take(Limit::Mail, "ben").unwrap();
        limits.take(Limit::SignIn, "ana").unwrap();
        limits.forget();
        assert!(limits.take(Limit::Mail, "ana").is_err());
    }

    #[tokio::test]
    async fn a_peer_is_its_network_and_a_header_counts_only_behind_a_proxy() {
        let test = capstan_store::testing::sqlite().await;
        let of = |behind_proxy, direct: &str, passed: &str| {
            let config = Config {
                behind_proxy,
                ..Config::default()
            };
            let app = App::new(test.store.clone(), config);
            let mut request = Request::new(axum::body::Body::empty());
            let direct = SocketAddr::new(direct.parse().unwrap(), 1);
            request.extensions_mut().insert(ConnectInfo(direct));
            let headers = request.headers_mut();
            headers.insert("x-forwarded-for", passed.parse().unwrap());
            Peer::of(&app, &request.into_parts().0).0
        };
        assert_eq!(of(false, "10.0.0.1", "1.2.3.4"), "10.0.0.1");
        assert_eq!(of(true, "127.0.0.1", "9.9.9.9, 1.2.3.4"), "1.2.3.4");
        assert_eq!(of(true, "10.0.0.1", "nonsense"), "10.0.0.1");
        assert_eq!(of(false, "::ffff:10.0.0.1", "-"), "10.0.0.1");
        let home = of(false, "2001:db8:1:2::1", "-");
        assert_eq!(home, of(false, "2001:db8:1:2:ffff::9", "-"));
        assert_ne!(home, of(false, "2001:db8:1:3::1", "-"));
    }

    #[test]
    fn an_installation_may_widen_them() {
        let limits = Limits::new(3, false);
        let taken = (0..100).filter(|_| limits.take(Limit::Mail, "a").is_ok());
        assert_eq!(taken.count(), 15);
        for (limit, ..) in TABLE {
            assert!(Limits::new(u32::MAX, true).take(limit, "a").is_ok());
        }
    }
}
