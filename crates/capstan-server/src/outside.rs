//! Speaking to servers elsewhere whose address came from someone: only by
//! HTTPS, only to public machines, and never for long. Otherwise anyone could
//! have this service ask the machines beside it.

use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::http::response::Parts;
use axum::http::{Request, Response, StatusCode};
use http_body_util::LengthLimitError;
use hyper_rustls::builderstates::WantsSchemes;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::dns::Name;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use std::future::Future;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::net::lookup_host;
use tower::Service;
use url::{Host, Url};

/// How long a request may take in all.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(5);
/// How long a connection that is not used is kept.
const IDLE: Duration = Duration::from_secs(60);

/// The most bytes that the head of an answer may have; what follows it is not
/// read.
const HEAD: usize = 16 << 10;

/// Why a server elsewhere was not asked, or did not answer. It never says
/// which.
#[derive(Debug, thiserror::Error)]
pub enum OutsideError {
    /// It may not be asked.
    #[error("the address is not that of a public server with HTTPS")]
    Refused,
    /// It took too long.
    #[error("no answer in time")]
    Slow,
    /// It says more than is read.
    #[error("the answer is too large")]
    TooLarge,
    /// It cannot be reached, or what it says is no HTTP.
    #[error("{0}")]
    Unreachable(&'static str),
}

type Connector = HttpsConnector<HttpConnector<Resolver>>;

/// What asks servers elsewhere.
#[derive(Debug, Default)]
pub struct Outside {
    near: Arc<[String]>,
    client: OnceLock<Option<Client<Connector, Body>>>,
}

impl Outside {
    /// What asks public servers, and those whose origin is in `near`, which may
    /// be beside this service and speak plain HTTP.
    pub fn new(near: &[String]) -> Self {
        let origin = |text: &String| {
            let url = Url::parse(text).ok()?;
            Some(url.origin().ascii_serialization())
        };
        Self {
            near: near.iter().filter_map(origin).collect(),
            client: OnceLock::new(),
        }
    }

    /// Whether the server at this address may be asked, as far as can be told
    /// from its name alone.
    pub fn allows(&self, url: &Url) -> bool {
        let near = self.near.contains(&url.origin().ascii_serialization());
        let public = match url.host() {
            Some(Host::Domain(name)) => name.contains('.'),
            Some(Host::Ipv4(ip)) => is_public(ip.into()),
            Some(Host::Ipv6(ip)) => is_public(ip.into()),
            None => false,
        };
        let plain = url.username().is_empty() && url.password().is_none();
        plain && (near || (url.scheme() == "https" && url.port().is_none() && public))
    }

    /// Sends a request: how the server answers, without what it says. It is
    /// not followed to another place.
    ///
    /// # Errors
    /// If the server may not be asked or does not answer in time.
    pub async fn send(&self, request: Request<Body>) -> Result<Parts, OutsideError> {
        let answer = tokio::time::timeout(PATIENCE, self.ask(request)).await;
        Ok(answer.map_err(|_| OutsideError::Slow)??.into_parts().0)
    }

    /// As [`Outside::send`], with what the server says: at most `most` bytes,
    /// all of it within `patience`.
    ///
    /// # Errors
    /// As [`Outside::send`], or if it says more.
    pub async fn fetch(
        &self,
        request: Request<Body>,
        most: usize,
        patience: Duration,
    ) -> Result<(Parts, Bytes), OutsideError> {
        let fetched = async {
            let (parts, body) = self.ask(request).await?.into_parts();
            let said = body.size_hint().lower();
            if said > u64::try_from(most).unwrap_or(u64::MAX) {
                return Err(OutsideError::TooLarge);
            }
            match to_bytes(body, most).await {
                Ok(bytes) => Ok((parts, bytes)),
                Err(error) if too_large(&error) => Err(OutsideError::TooLarge),
                Err(_) => Err(OutsideError::Unreachable("the connection broke off")),
            }
        };
        let fetched = tokio::time::timeout(patience, fetched).await;
        fetched.unwrap_or(Err(OutsideError::Slow))
    }

    async fn ask(&self, request: Request<Body>) -> Result<Response<Body>, OutsideError> {
        let url = Url::parse(&request.uri().to_string()).map_err(|_| OutsideError::Refused)?;
        if !self.allows(&url) {
            return Err(OutsideError::Refused);
        }
        let client = self.client.get_or_init(|| {
            let roots = HttpsConnectorBuilder::new().with_native_roots();
            roots.ok().map(|roots| client(&self.near, roots))
        });
        let client = client.as_ref().ok_or(OutsideError::Unreachable(
            "this machine has no certificates",
        ))?;
        match client.request(request).await {
            Ok(answer) => Ok(answer.map(Body::new)),
            Err(error) if refused(&error) => Err(OutsideError::Refused),
            Err(error) if error.is_connect() => Err(OutsideError::Unreachable("no connection")),
            Err(_) => Err(OutsideError::Unreachable("the connection broke off")),
        }
    }
}

/// Whether what went wrong with a body is that it has too many bytes.
fn too_large(error: &(dyn std::error::Error + 'static)) -> bool {
    error
        .source()
        .is_some_and(<dyn std::error::Error>::is::<LengthLimitError>)
}

/// Whether what went wrong is that a name leads to a machine that is not
/// public.
fn refused(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if error.downcast_ref::<NotPublic>().is_some() {
            return true;
        }
        next = error.source();
    }
    false
}

/// What asks, and believes the servers that `roots` vouch for.
fn client(
    near: &Arc<[String]>,
    roots: HttpsConnectorBuilder<WantsSchemes>,
) -> Client<Connector, Body> {
    let mut http = HttpConnector::new_with_resolver(Resolver(Arc::clone(near)));
    http.enforce_http(false);
    http.set_connect_timeout(Some(CONNECT));
    let https = roots.https_or_http().enable_http1().wrap_connector(http);
    Client::builder(TokioExecutor::new())
        .pool_idle_timeout(IDLE)
        .pool_timer(TokioTimer::new())
        .http1_max_buf_size(HEAD)
        .build(https)
}

/// A name leads to no public machine.
#[derive(Debug, thiserror::Error)]
#[error("the name leads to no public machine")]
struct NotPublic;

/// Looks names up, and keeps the public addresses only: what is checked is
/// what is connected to.
#[derive(Clone, Debug)]
struct Resolver(Arc<[String]>);

type Found = std::vec::IntoIter<SocketAddr>;
type Error = Box<dyn std::error::Error + Send + Sync>;

impl Service<Name> for Resolver {
    type Response = Found;
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Found, Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let named = |origin: &String| {
            let url = Url::parse(origin).ok();
            url.is_some_and(|url| url.host_str() == Some(name.as_str()))
        };
        let near = self.0.iter().any(named);
        Box::pin(async move {
            let found = lookup_host((name.as_str(), 0)).await?;
            let found: Vec<SocketAddr> = found.filter(|at| near || is_public(at.ip())).collect();
            if found.is_empty() {
                return Err(NotPublic.into());
            }
            Ok(found.into_iter())
        })
    }
}

/// Whether an address is one of the public internet: by the IANA registries of
/// special-purpose addresses (RFC 6890).
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special = a == 0
        || a >= 240
        || ip.is_loopback()
        || ip.is_private()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_documentation()
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (18..20).contains(&b));
    !special
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let part = ip.segments();
    if part[..6] == [0x64, 0xff9b, 0, 0, 0, 0] {
        // What a network without IPv4 gives for machines that have only that.
        let [a, b] = part[6].to_be_bytes();
        let [c, d] = part[7].to_be_bytes();
        return is_public_v4(Ipv4Addr::new(a, b, c, d));
    }
    let special = (part[0] == 0x2001 && (part[1] < 0x200 || part[1] == 0xdb8))
        || part[0] == 0x2002
        || (part[0] == 0x3fff && part[1] < 0x1000);
    // All that is given out so far begins with the bits 001.
    part[0] >> 13 == 1 && !special
}

/// When a server wants to be asked again, in seconds, if it says so.
pub fn retry_after(answer: &Parts) -> Option<u64> {
    let busy = [
        StatusCode::TOO_MANY_REQUESTS,
        StatusCode::SERVICE_UNAVAILABLE,
    ];
    let value = answer.headers.get(axum::http::header::RETRY_AFTER)?;
    let seconds = value.to_str().ok()?.trim().parse().ok()?;
    busy.contains(&answer.status).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::routing::post;
    use axum::serve::Listener;
    use tokio::net::{TcpListener, TcpStream};
    use tokio_rustls::TlsAcceptor;
    use tokio_rustls::rustls::pki_types::PrivateKeyDer;
    use tokio_rustls::rustls::{ClientConfig, RootCertStore, ServerConfig};
    use tokio_rustls::server::TlsStream;

    /// A server with TLS.
    struct Tls(TcpListener, TlsAcceptor);

    impl Listener for Tls {
        type Io = TlsStream<TcpStream>;
        type Addr = SocketAddr;

        async fn accept(&mut self) -> (Self::Io, SocketAddr) {
            loop {
                let (stream, from) = self.0.accept().await.unwrap();
                // A client that does not believe goes away.
                if let Ok(stream) = self.1.accept(stream).await {
                    return (stream, from);
                }
            }
        }

        fn local_addr(&self) -> std::io::Result<SocketAddr> {
            self.0.local_addr()
        }
    }

    #[tokio::test]
    async fn a_server_is_believed_only_if_someone_vouches_for_it() {
        let own = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).unwrap();
        let tls = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![own.cert.der().clone()], key)
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!(
            "https://localhost:{}",
            listener.local_addr().unwrap().port()
        );
        let router = Router::new().route("/", post(|| async { StatusCode::CREATED }));
        let server = Tls(listener, TlsAcceptor::from(Arc::new(tls)));
        tokio::spawn(async move { axum::serve(server, router).await });

        let ask = || {
            Request::post(format!("{origin}/"))
                .body(Body::empty())
                .unwrap()
        };
        let outside = Outside::new(std::slice::from_ref(&origin));
        let refused = outside.send(ask()).await;
        assert!(
            matches!(refused, Err(OutsideError::Unreachable(_))),
            "{refused:?}"
        );
        let mut roots = RootCertStore::empty();
        roots.add(own.cert.der().clone()).unwrap();
        let trust = ClientConfig::builder()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let trust = client(
            &outside.near,
            HttpsConnectorBuilder::new().with_tls_config(trust),
        );
        let outside = Outside {
            client: OnceLock::from(Some(trust)),
            near: outside.near,
        };
        assert_eq!(
            outside.send(ask()).await.unwrap().status,
            StatusCode::CREATED
        );
    }

    #[test]
    fn only_public_machines_are_public() {
        for public in [
            "1.1.1.1",
            "100.63.255.255",
            "100.128.0.1",
            "172.32.0.1",
            "198.20.0.1",
            "223.255.255.254",
            "2606:4700::1111",
            "2a00:1450::1",
            "64:ff9b::1.1.1.1",
        ] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
        for private in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "192.0.0.8",
            "192.0.2.1",
            "192.168.1.1",
            "198.18.0.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:1.1.1.1",
            "64:ff9b::127.0.0.1",
            "64:ff9b:1::1",
            "fc00::1",
            "fe80::1",
            "ff02::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
    }

    fn allows(outside: &Outside, url: &str) -> bool {
        outside.allows(&Url::parse(url).unwrap())
    }

    #[test]
    fn an_address_is_taken_by_https_alone_unless_its_server_was_named() {
        let outside = Outside::new(&["http://push.lan:8080/".into()]);
        for url in [
            "https://push.example.org/a",
            "https://push.example.org:443/a",
            "https://1.1.1.1/",
            "http://push.lan:8080/up",
        ] {
            assert!(allows(&outside, url), "{url}");
        }
        for url in [
            "http://push.example.org/a",
            "https://push.example.org:8443/a",
            "https://ana:secret@push.example.org/",
            "https://localhost/",
            "https://127.0.0.1/",
            // All of these are 127.0.0.1.
            "https://0x7f.1/",
            "https://2130706433/",
            "https://[::1]/",
            "https://[::ffff:7f00:1]/",
            "http://push.lan/up",
            "https://push.lan.:8080/up",
            "ftp://push.example.org/",
        ] {
            assert!(!allows(&outside, url), "{url}");
        }
    }

    #[tokio::test]
    async fn a_name_that_leads_to_a_machine_of_ones_own_is_refused() {
        let look_up = async |near: &[String]| {
            let name: Name = "localhost".parse().unwrap();
            Resolver(near.into()).call(name).await
        };
        let refused = look_up(&[]).await.unwrap_err();
        assert!(refused.downcast_ref::<NotPublic>().is_some(), "{refused}");
        let named = look_up(&["http://localhost:1".into()]).await.unwrap();
        assert!(named.count() > 0);
    }
}
