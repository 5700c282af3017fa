//! Asking a provider: an address, a way to sign in, and what came back, within
//! limits of size and time.

use super::inbound::{LARGEST, Unreached, readable};
use crate::outside::Outside;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::sync::Arc;
use std::time::Duration;
use url::{Origin, Url};

/// A way to a provider.
#[derive(Clone, Debug)]
pub struct Line {
    outside: Arc<Outside>,
    patience: Duration,
}

/// What a provider answered.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

/// The header by which a user signs in with a password.
pub fn basic(user: &str, password: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{user}:{password}")))
}

/// The server of an address.
pub fn origin(address: &str) -> Option<Origin> {
    Some(Url::parse(address).ok()?.origin())
}

impl Line {
    /// A way through `outside`, which waits so long for an answer.
    pub fn new(outside: Arc<Outside>, patience: Duration) -> Self {
        Self { outside, patience }
    }

    /// Asks, and reads what comes back.
    ///
    /// # Errors
    /// If the host may not be asked, does not answer in time, or says too much.
    pub async fn ask(
        &self,
        method: Method,
        url: &Url,
        auth: Option<&str>,
        body: Option<(&str, String)>,
    ) -> Result<Answer, Unreached> {
        let mut request = Request::builder().method(method).uri(url.as_str());
        if let Some(auth) = auth {
            request = request.header(header::AUTHORIZATION, auth);
        }
        let body = match body {
            Some((kind, text)) => {
                request = request.header(header::CONTENT_TYPE, kind);
                Body::from(text)
            }
            None => Body::empty(),
        };
        let request = request
            .body(body)
            .map_err(|_| Unreached::Never("no address"))?;
        let (parts, body) = self.outside.fetch(request, LARGEST, self.patience).await?;
        Ok(Answer {
            status: parts.status,
            headers: parts.headers,
            body: body.to_vec(),
        })
    }
}

impl Answer {
    /// A header; empty if it is not there.
    pub fn header(&self, name: header::HeaderName) -> &str {
        let value = self.headers.get(name).and_then(|v| v.to_str().ok());
        value.unwrap_or("")
    }

    /// Nothing more is wanted than that it was done.
    ///
    /// # Errors
    /// If it was not.
    pub fn done(&self) -> Result<(), Unreached> {
        match self.status {
            status if status.is_success() => Ok(()),
            StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => {
                Err(Unreached::Later("the provider is busy"))
            }
            status if status.is_server_error() => Err(Unreached::Later("a fault of the provider")),
            _ => Err(Unreached::Never("the provider refuses")),
        }
    }

    /// As [`Answer::done`]; what is not there any more was done before.
    ///
    /// # Errors
    /// If it was not done.
    pub fn gone(&self) -> Result<(), Unreached> {
        match self.status {
            StatusCode::NOT_FOUND | StatusCode::GONE => Ok(()),
            _ => self.done(),
        }
    }

    /// What was asked for, as JSON.
    ///
    /// # Errors
    /// If it was not done or is no JSON.
    pub fn json(&self) -> Result<serde_json::Value, Unreached> {
        self.done()?;
        serde_json::from_slice(&self.body).map_err(|_| Unreached::Later("no JSON came back"))
    }

    /// The file that was asked for.
    ///
    /// # Errors
    /// If it was not done, or the file is of a type that is not read.
    pub fn file(self) -> Result<Vec<u8>, Unreached> {
        self.done()?;
        match readable(self.header(header::CONTENT_TYPE)) {
            true => Ok(self.body),
            false => Err(Unreached::Never("a type that is not read")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, kind: &str) -> Answer {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, kind.parse().expect("a value"));
        Answer {
            status: StatusCode::from_u16(status).expect("a status"),
            headers,
            body: b"{}".to_vec(),
        }
    }

    #[test]
    fn what_may_work_later_is_told_from_what_never_will() {
        assert!(answer(201, "").done().is_ok());
        for later in [408, 429, 500, 503] {
            assert!(
                matches!(answer(later, "").done(), Err(Unreached::Later(_))),
                "{later}"
            );
        }
        for never in [301, 400, 401, 403, 404] {
            assert!(
                matches!(answer(never, "").done(), Err(Unreached::Never(_))),
                "{never}"
            );
        }
        assert!(answer(404, "").gone().is_ok());
        assert!(answer(401, "").gone().is_err());
    }

    #[test]
    fn a_file_of_another_type_is_not_taken() {
        assert!(answer(200, "image/jpeg").file().is_ok());
        assert!(answer(200, "text/html").file().is_err());
        assert!(answer(404, "image/jpeg").file().is_err());
        assert!(answer(200, "application/json").json().is_ok());
    }

    #[test]
    fn a_user_signs_in_as_rfc_7617_says() {
        assert_eq!(
            basic("Aladdin", "open sesame"),
            "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
        );
    }
}
