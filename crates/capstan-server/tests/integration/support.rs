//! A service over a fresh database, and a browser to ask it with.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use capstan_server::clock::Clock;
use capstan_server::config::Config;
use capstan_server::who::SCOPES;
use capstan_server::{App, run};
use capstan_store::id::{DAY, blind};
use capstan_store::people::Person;
use capstan_store::testing::{TestStore, stores};
use capstan_store::{people, sessions};
use tower::ServiceExt;

/// A service over a fresh database.
pub struct Service {
    pub app: App,
    router: Router,
    _store: TestStore,
    _data: tempfile::TempDir,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    pub bytes: Vec<u8>,
}

impl Answer {
    /// It must have come back with this status.
    #[track_caller]
    pub fn is(&self, status: u16) {
        assert_eq!(self.status, status, "{}", self.body);
    }

    /// The key of the problem that came back; empty where none did.
    pub fn problem(&self) -> String {
        let json = self.json();
        let kind = json["type"].as_str().unwrap_or_default();
        kind.trim_start_matches("/problems/").to_owned()
    }

    /// It must have come back with this problem.
    #[track_caller]
    pub fn refuses(&self, status: u16, key: &str) {
        self.is(status);
        assert_eq!(self.problem(), key, "{}", self.body);
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }
}

/// A service over an empty database of each kind.
pub async fn services() -> Vec<Service> {
    services_with(Config::default).await
}

/// As [`services`], each set up by `config`.
pub async fn services_with(config: impl FnMut() -> Config) -> Vec<Service> {
    services_on(config, Clock::default).await
}

/// As [`services_with`], each with its clock.
pub async fn services_on(
    mut config: impl FnMut() -> Config,
    clock: impl Fn() -> Clock,
) -> Vec<Service> {
    stores()
        .await
        .into_iter()
        .map(|test| {
            let data = tempfile::tempdir().unwrap();
            let config = Config {
                data: data.path().to_owned(),
                ..config()
            };
            let app = App::with_clock(test.store.clone(), config, clock());
            Service {
                router: run::router(&app),
                app,
                _store: test,
                _data: data,
            }
        })
        .collect()
}

impl Service {
    /// Sends a request as it is.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = to_bytes(response.into_body(), 1 << 26).await.unwrap();
        Answer {
            status,
            headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.to_vec(),
        }
    }

    /// Asks for a page as nobody in particular.
    pub async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path).header(header::HOST, "localhost");
        self.send(request.body(Body::empty()).unwrap()).await
    }
}

/// Someone who is signed in, in a browser and with a token for programs that
/// may do everything.
pub struct Someone {
    /// The id of the person.
    pub person: String,
    pub session: String,
    pub token: String,
}

impl Service {
    /// A new person who is signed in.
    pub async fn someone(&self) -> Someone {
        let (person, session, token) = (blind(), blind(), blind());
        let now = self.app.now();
        let expires = now + 30 * DAY;
        let mut tx = self.app.store.begin().await.unwrap();
        let row = Person {
            id: person.clone(),
            phrase: String::new(),
            lang: "en".into(),
        };
        people::add(&mut tx, &row, &person, now).await.unwrap();
        let row = sessions::Session {
            id: sessions::hash(&session),
            person: person.clone(),
            label: "test".into(),
            started: now,
            seen_day: now,
            expires,
        };
        sessions::begin(&mut tx, &row).await.unwrap();
        let row = sessions::Token {
            id: sessions::hash(&token),
            person: person.clone(),
            name: "test".into(),
            scopes: SCOPES.join(" "),
            made: now,
            expires,
        };
        sessions::add_token(&mut tx, &row).await.unwrap();
        tx.commit().await.unwrap();
        Someone {
            person,
            session,
            token,
        }
    }

    /// As many people who are signed in.
    pub async fn people<const N: usize>(&self) -> [Someone; N] {
        let mut all = Vec::new();
        for _ in 0..N {
            all.push(self.someone().await);
        }
        all.try_into().unwrap_or_else(|_| unreachable!())
    }

    /// Asks for a page as someone.
    pub async fn get_as(&self, who: &Someone, path: &str) -> Answer {
        let request = Request::get(path)
            .header(header::HOST, "localhost")
            .header(header::COOKIE, format!("capstan={}", who.session));
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Sends a form with a file as a browser does: `file` is the input's name,
    /// the file's and what it holds. The proof is added.
    pub async fn post_file(
        &self,
        who: &Someone,
        path: &str,
        fields: &[(&str, &str)],
        file: [&str; 3],
    ) -> Answer {
        let session = sessions::hash(&who.session);
        let proof = self.app.store.keys.tag("forms", &[&session]);
        let mut body = String::new();
        let mut part = |head: &str, content: &str| {
            body += &format!("--b\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n");
        };
        for (name, value) in [("csrf", &*proof)].iter().chain(fields) {
            part(&format!("name=\"{name}\""), value);
        }
        let [input, name, content] = file;
        part(&format!("name=\"{input}\"; filename=\"{name}\""), content);
        body += "--b--\r\n";
        let request = Request::post(path)
            .header(header::HOST, "localhost")
            .header(header::COOKIE, format!("capstan={}", who.session))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Sends a form of our own page as someone: `fields` as in an address,
    /// without the proof, which is added.
    pub async fn post_as(&self, who: &Someone, path: &str, fields: &str) -> Answer {
        let proof = self
            .app
            .store
            .keys
            .tag("forms", &[&sessions::hash(&who.session)]);
        let request = Request::post(path)
            .header(header::HOST, "localhost")
            .header(header::COOKIE, format!("capstan={}", who.session))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let body = format!("{fields}&csrf={proof}");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Asks the API as someone's program; `body` is JSON, or empty for none.
    pub async fn api(
        &self,
        who: &Someone,
        method: &str,
        path: &str,
        body: impl AsRef<[u8]>,
    ) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header(header::AUTHORIZATION, format!("Bearer {}", who.token))
            .header(header::CONTENT_TYPE, "application/json");
        let body = Body::from(body.as_ref().to_vec());
        self.send(request.body(body).unwrap()).await
    }
}
