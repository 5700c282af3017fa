//! Text messages, from a signed webhook to an answer that was sent. Only the
//! far side of a provider is made up: it is no part of this service.

mod abuse;
mod channels;
mod dialogue;
mod linking;

use crate::coalitions::found;
use crate::support::{Answer, Service, services_on};
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Method, Request, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use capstan_donation::generator::{self, Damage, Face, Made, Recipe, Style};
use capstan_server::clock::Clock;
use capstan_server::config::Config;
use capstan_server::messages::settings::Messages;
use capstan_server::messages::twilio::parameters;
use capstan_server::messages::work::drain;
use capstan_store::id;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use url::form_urlencoded;

/// The token of the account.
pub const TOKEN: &str = "12345";
/// Where the service is, as everyone knows it.
const PUBLIC: &str = "https://capstan.example.org";
/// Our number.
const OURS: &str = "+12025550123";
/// When these tests are: of all cards that are sent, the days are at most 300
/// days back, but for those of [`FAR`].
const TODAY: &str = "2025-09-26T12:00:00Z";
/// A picture of two cards and one of one, of October and November.
pub const FAR: [(u64, usize); 2] = [(29, 2), (14, 1)];
/// Someone's number.
pub const ANA: &str = "+14158675309";
/// Another's.
pub const BO: &str = "+14155550199";

/// A file: its type and its bytes.
type File = (String, Vec<u8>);
/// What was asked: method, path, how it was signed in, body.
type Asked = (Method, String, String, String);

/// What the provider's side has and heard.
#[derive(Clone, Default)]
pub struct Far {
    files: Arc<Mutex<BTreeMap<String, File>>>,
    heard: Arc<Mutex<Vec<Asked>>>,
    /// Where it is.
    pub origin: String,
    /// The token of a steward of the coalition.
    pub steward: String,
}

impl Far {
    /// A provider's side, listening.
    pub fn start() -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let listener = tokio::net::TcpListener::from_std(listener).unwrap();
        let far = Self {
            origin: format!("http://{}", listener.local_addr().unwrap()),
            ..Self::default()
        };
        let router = Router::new().fallback(serve).with_state(far.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        far
    }

    /// Has a file, and says where.
    pub fn has(&self, name: &str, kind: &str, bytes: Vec<u8>) -> String {
        let path = format!("/2010-04-01/Accounts/AC1/Messages/MM/Media/{name}");
        let file = (kind.to_owned(), bytes);
        self.files.lock().unwrap().insert(path.clone(), file);
        format!("{}{path}", self.origin)
    }

    /// What it was asked by this method: paths and bodies.
    pub fn heard(&self, method: &Method) -> Vec<(String, String)> {
        let heard = self.heard.lock().unwrap();
        let of = heard.iter().filter(|(m, ..)| m == method);
        of.map(|(_, path, _, body)| (path.clone(), body.clone()))
            .collect()
    }

    /// The texts that it was given to be sent since it was asked last.
    pub fn said(&self) -> Vec<String> {
        let mut heard = self.heard.lock().unwrap();
        let sent = heard
            .iter()
            .filter(|(m, path, ..)| m == Method::POST && path.ends_with("Messages.json"));
        let body = |form: &str| {
            let mut all = form_urlencoded::parse(form.as_bytes());
            all.find(|(name, _)| name == "Body")
                .map(|(_, text)| text.into_owned())
        };
        let said = sent.filter_map(|(_, _, _, form)| body(form)).collect();
        heard.retain(|(m, ..)| m != Method::POST);
        said
    }

    /// How it was signed in to.
    pub fn signed_in(&self) -> Vec<String> {
        let heard = self.heard.lock().unwrap();
        heard.iter().map(|(_, _, auth, _)| auth.clone()).collect()
    }
}

async fn serve(
    State(far): State<Far>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: String,
) -> Response {
    let auth = headers
        .get(header::AUTHORIZATION)
        .and_then(|v| v.to_str().ok());
    let path = uri.path().to_owned();
    let heard = (
        method.clone(),
        path.clone(),
        auth.unwrap_or("").to_owned(),
        body,
    );
    far.heard.lock().unwrap().push(heard);
    let file = far.files.lock().unwrap().get(&path).cloned();
    match (method, file) {
        (Method::GET, Some((kind, _))) if kind == "silent" => std::future::pending().await,
        (Method::GET, Some((kind, _))) if kind == "busy" => {
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
        (Method::GET, Some((kind, bytes))) if kind == "redirect" => {
            let to = String::from_utf8(bytes).unwrap();
            (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, to)]).into_response()
        }
        (Method::GET, Some((kind, bytes))) => {
            ([(header::CONTENT_TYPE, kind)], bytes).into_response()
        }
        (Method::GET, None) => StatusCode::NOT_FOUND.into_response(),
        (Method::DELETE, _) => {
            far.files.lock().unwrap().remove(&path);
            StatusCode::NO_CONTENT.into_response()
        }
        _ => (StatusCode::CREATED, "{}").into_response(),
    }
}

/// Services with Twilio's side, each with a coalition called riders.
pub async fn with_twilio() -> Vec<(Service, Far)> {
    with(|far, messages| messages.twilio.url.clone_from(&far.origin)).await
}

/// Services that are set up by `change`, each with a coalition called riders.
pub async fn with(change: impl Fn(&Far, &mut Messages)) -> Vec<(Service, Far)> {
    let mut fars = Vec::new();
    let day: Timestamp = TODAY.parse().unwrap();
    let clock = || Clock::behind(id::now() - day.as_microsecond());
    let set_up = || {
        let mut config = Config {
            public_url: Some(PUBLIC.to_owned()),
            ..Config::default()
        };
        let far = Far::start();
        config.messages.twilio.token = TOKEN.into();
        change(&far, &mut config.messages);
        fars.push(far);
        config
    };
    let services = services_on(set_up, clock).await;
    for (service, far) in services.iter().zip(&mut fars) {
        let ana = service.someone().await;
        assert_eq!(found(service, &ana, "Riders", "ana").await, "riders");
        far.steward = ana.token;
    }
    services.into_iter().zip(fars).collect()
}

/// The signature that Twilio would make.
pub fn sign(token: &str, url: &str, form: &str) -> String {
    let mut mac = Hmac::<sha1::Sha1>::new_from_slice(token.as_bytes()).unwrap();
    mac.update(url.as_bytes());
    for (name, value) in parameters(form.as_bytes()) {
        mac.update(name.as_bytes());
        mac.update(value.as_bytes());
    }
    STANDARD.encode(mac.finalize().into_bytes())
}

/// A form as Twilio sends it.
pub fn form(id: &str, from: &str, text: &str, media: &[(&str, &str)]) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    let count = media.len().to_string();
    for (name, value) in [
        ("MessageSid", id),
        ("AccountSid", "AC1"),
        ("From", from),
        ("To", OURS),
        ("Body", text),
        ("NumMedia", &count),
        ("FromZip", "94107-canary"),
    ] {
        form.append_pair(name, value);
    }
    for (place, (url, kind)) in media.iter().enumerate() {
        form.append_pair(&format!("MediaUrl{place}"), url);
        form.append_pair(&format!("MediaContentType{place}"), kind);
    }
    form.finish()
}

/// Posts a form as it is, with a signature.
pub async fn post(service: &Service, form: &str, tag: &str) -> Answer {
    let request = Request::post("/hooks/twilio")
        .header(header::HOST, "localhost")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("x-twilio-signature", tag);
    service
        .send(request.body(Body::from(form.to_owned())).unwrap())
        .await
}

/// What Twilio's webhook is answered to a message.
pub async fn send(
    service: &Service,
    id: &str,
    from: &str,
    text: &str,
    media: &[(&str, &str)],
) -> String {
    let form = form(id, from, text, media);
    let answer = post(
        service,
        &form,
        &sign(TOKEN, &format!("{PUBLIC}/hooks/twilio"), &form),
    )
    .await;
    answer.is(200);
    assert!(answer.body.starts_with("<?xml"), "{}", answer.body);
    answer.body.replace('\u{a0}', " ")
}

/// What is answered to a text.
pub async fn text(service: &Service, from: &str, text: &str) -> String {
    static NEXT: Mutex<u64> = Mutex::new(0);
    let id = {
        let mut next = NEXT.lock().unwrap();
        *next += 1;
        format!("SM{next:032}")
    };
    send(service, &id, from, text, &[]).await
}

/// Says hello, and yes to what is asked.
pub async fn join(service: &Service, from: &str) {
    for word in ["hello", "yes", "yes"] {
        text(service, from, word).await;
    }
    let joined = text(service, from, "no").await;
    assert!(joined.contains("You are in"), "{joined}");
}

/// A picture of so many cards, and what is on it.
pub fn cards(number: u64, cards: usize) -> Made {
    let recipe = Recipe {
        style: Style::Older,
        face: Face::named("DejaVuSans"),
        dark: false,
        damage: Damage::None,
        cards,
    };
    generator::make(&recipe, 17, number).expect("the fonts of this machine")
}

/// Sends pictures, lets them be read, and gives what was said of them.
pub async fn pictures(
    service: &Service,
    far: &Far,
    id: &str,
    from: &str,
    files: Vec<Vec<u8>>,
) -> String {
    let files = files.into_iter().enumerate();
    let urls: Vec<String> = files
        .map(|(n, file)| far.has(&format!("{id}-{n}"), "image/png", file))
        .collect();
    let media: Vec<(&str, &str)> = urls.iter().map(|url| (url.as_str(), "image/png")).collect();
    let got = send(service, id, from, "", &media).await;
    assert!(got.contains("We got"), "{got}");
    drain(&service.app).await.expect("answered");
    let said = far.said().join("\n");
    said.replace('\u{a0}', " ")
}

/// Whether a text stands in what the service keeps: its files, and all tables.
pub async fn stands(service: &Service, text: &str) -> bool {
    let temp = tempfile::tempdir().unwrap();
    let file = temp.path().join("backup");
    let data = &service.app.config.data;
    capstan_store::backup::write(&service.app.store, &data.join("blobs"), &file)
        .await
        .unwrap();
    let mut all = Vec::new();
    let packed = std::fs::read(&file).unwrap();
    std::io::Read::read_to_end(
        &mut flate2::read::GzDecoder::new(packed.as_slice()),
        &mut all,
    )
    .unwrap();
    let mut folders = vec![data.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => all.extend(std::fs::read(&path).unwrap_or_default()),
            }
        }
    }
    all.windows(text.len()).any(|part| part == text.as_bytes())
}

/// The code in the only link of a text.
pub fn code(text: &str) -> String {
    let (_, rest) = text
        .split_once("/texts/")
        .unwrap_or_else(|| panic!("{text}"));
    rest.chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect()
}

/// Gets the file behind a link as a browser does.
pub async fn fetch(service: &Service, code: &str) -> Answer {
    let look = service.get(&format!("/texts/{code}")).await;
    look.is(200);
    let request = Request::post(format!("/texts/{code}"))
        .header(header::HOST, "localhost")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    service
        .send(request.body(Body::from("csrf=")).unwrap())
        .await
}
