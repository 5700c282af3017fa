//! What passkeys open, and what they do not.

use super::device::{Device, PRESENT, VERIFIED};
use crate::support::{Service, Someone, services, services_with};
use axum::http::{HeaderMap, header};
use capstan_server::Problem;
use capstan_server::config::Config;
use capstan_server::limits::Peer;
use capstan_server::passkeys::acts::{self, Answer, Asked};
use capstan_server::people::account;
use capstan_server::people::phrase::Phrase;
use capstan_server::who::Who;
use capstan_store::sessions;

const HOUR: i64 = 60 * 60 * 1_000_000;

async fn who(service: &Service, session: &str) -> Who {
    let mut headers = HeaderMap::new();
    let cookie = format!("capstan={session}");
    headers.insert(header::COOKIE, cookie.parse().unwrap());
    Who::of(&service.app, &headers).await.unwrap()
}

fn answer(asked: &Asked, answer: String) -> Answer {
    Answer {
        sealed: asked.sealed.clone(),
        answer,
    }
}

/// Adds the key of a device to someone's account.
async fn add(service: &Service, someone: &Someone, device: &mut Device) -> Result<(), Problem> {
    let who = who(service, &someone.session).await;
    let asked = acts::ask_new(&service.app, &who).await?;
    let answer = answer(&asked, device.create(&asked.options));
    acts::add(&service.app, &who, "My phone", &answer).await
}

/// The person whom an answer signs in.
async fn opened(service: &Service, answer: &Answer) -> Result<String, &'static str> {
    let peer = Peer("here".into());
    let (nobody, headers) = (Who::default(), HeaderMap::new());
    let done = acts::sign_in(&service.app, &peer, &nobody, &headers, answer).await;
    let (secret, _) = done.map_err(|problem| problem.key)?;
    let signed_in = who(service, &secret).await;
    Ok(signed_in.person().unwrap().to_owned())
}

/// The person whom a device signs in.
async fn sign_in(service: &Service, device: &mut Device) -> Result<String, &'static str> {
    let asked = acts::ask(&service.app).unwrap();
    let given = device.get(&asked.options);
    opened(service, &answer(&asked, given)).await
}

#[tokio::test]
async fn a_key_opens_the_account_of_who_added_it_and_no_other() {
    for service in services().await {
        let (ana, ben) = (service.someone().await, service.someone().await);
        let (mut phone, mut desk, mut other) = (Device::new(1), Device::new(2), Device::new(3));
        add(&service, &ana, &mut phone).await.unwrap();
        add(&service, &ana, &mut desk).await.unwrap();
        add(&service, &ben, &mut other).await.unwrap();
        assert_eq!(phone.handle, desk.handle, "one person to a device");
        assert_ne!(phone.handle, other.handle);
        for device in [&mut phone, &mut desk] {
            assert_eq!(sign_in(&service, device).await.unwrap(), ana.person);
        }
        assert_eq!(sign_in(&service, &mut other).await.unwrap(), ben.person);
        // One who says to be another gets nowhere.
        other.handle.clone_from(&phone.handle);
        assert_eq!(sign_in(&service, &mut other).await, Err("passkey-unknown"));
        let mut stranger = Device::new(4);
        stranger.handle.clone_from(&phone.handle);
        let refused = sign_in(&service, &mut stranger).await;
        assert_eq!(refused, Err("passkey-unknown"));
        // A key that opens an account opens no second one.
        let twice = add(&service, &ben, &mut phone).await.unwrap_err();
        assert_eq!(twice.key, "passkey-wrong");
    }
}

#[tokio::test]
async fn what_a_device_signs_counts_once_here_and_for_half_an_hour() {
    for service in services().await {
        let ana = service.someone().await;
        let mut phone = Device::new(1);
        add(&service, &ana, &mut phone).await.unwrap();
        phone.counts = false;
        let asked = acts::ask(&service.app).unwrap();
        let given = answer(&asked, phone.get(&asked.options));
        assert_eq!(opened(&service, &given).await, Ok(ana.person.clone()));
        let again = answer(&asked, phone.get(&asked.options));
        for replayed in [given, again] {
            assert_eq!(opened(&service, &replayed).await, Err("passkey-over"));
        }
        phone.counts = true;
        let asked = acts::ask(&service.app).unwrap();
        let fresh = phone.get(&asked.options);
        let other = acts::ask(&service.app).unwrap();
        let mixed = opened(&service, &answer(&other, fresh)).await;
        assert_eq!(mixed, Err("passkey-unknown"), "another challenge");

        for (origin, host, there) in [
            ("http://evil.example", "localhost", PRESENT | VERIFIED),
            ("http://localhost:7878", "evil.example", PRESENT | VERIFIED),
            ("http://localhost:7878", "localhost", PRESENT),
            ("http://localhost:7878", "localhost", VERIFIED),
        ] {
            let (was, at) = (phone.origin.clone(), phone.host.clone());
            (phone.origin, phone.host) = (origin.into(), host.into());
            phone.there = there;
            let refused = sign_in(&service, &mut phone).await;
            assert_eq!(refused, Err("passkey-unknown"), "{origin} {host} {there}");
            (phone.origin, phone.host, phone.there) = (was, at, PRESENT | VERIFIED);
        }
        // A copy of the key counts on its own.
        assert!(sign_in(&service, &mut phone).await.is_ok());
        phone.counter = 0;
        assert_eq!(sign_in(&service, &mut phone).await, Err("passkey-unknown"));
        phone.counter = 90;
        assert!(sign_in(&service, &mut phone).await.is_ok());

        let asked = acts::ask(&service.app).unwrap();
        let late = answer(&asked, phone.get(&asked.options));
        service.app.clock.forward(HOUR / 2 + 1);
        assert_eq!(opened(&service, &late).await, Err("passkey-over"));
    }
}

#[tokio::test]
async fn a_key_is_added_only_by_who_signed_in_lately_and_only_once() {
    for service in services().await {
        let (ana, ben) = (service.someone().await, service.someone().await);
        let who_ana = who(&service, &ana.session).await;
        let who_ben = who(&service, &ben.session).await;
        let mut phone = Device::new(1);
        let asked = acts::ask_new(&service.app, &who_ana).await.unwrap();
        let given = answer(&asked, phone.create(&asked.options));
        // What was asked of one is not answered by another.
        let stolen = acts::add(&service.app, &who_ben, "Mine", &given).await;
        assert_eq!(stolen.unwrap_err().key, "passkey-over");
        let unnamed = acts::add(&service.app, &who_ana, " ", &given).await;
        assert_eq!(unnamed.unwrap_err().field, Some("name"));
        acts::add(&service.app, &who_ana, "My phone", &given)
            .await
            .unwrap();
        let again = acts::add(&service.app, &who_ana, "My phone", &given).await;
        assert_eq!(again.unwrap_err().key, "passkey-over");
        let mut careless = Device::new(2);
        careless.there = PRESENT;
        let refused = add(&service, &ana, &mut careless).await.unwrap_err();
        assert_eq!(refused.key, "passkey-wrong", "nobody was recognised");

        let mut headers = HeaderMap::new();
        let token = format!("Bearer {}", ana.token);
        headers.insert(header::AUTHORIZATION, token.parse().unwrap());
        let program = Who::of(&service.app, &headers).await.unwrap();
        let refused = acts::ask_new(&service.app, &program).await.unwrap_err();
        assert_eq!(refused.key, "passkey-browser");

        service.app.clock.forward(HOUR + 1);
        let late = add(&service, &ana, &mut Device::new(3)).await.unwrap_err();
        assert_eq!(late.key, "passkey-fresh");
        let page = service.get_as(&ana, "/you/passkeys").await;
        assert!(page.body.contains("sign out and sign in again"));
        assert!(!page.body.contains("data-passkey="));
    }
}

#[tokio::test]
async fn keys_are_listed_renamed_and_removed_by_their_person_alone() {
    for service in services().await {
        let (ana, ben) = (service.someone().await, service.someone().await);
        let mut phone = Device::new(1);
        add(&service, &ana, &mut phone).await.unwrap();
        let listed = service.api(&ana, "GET", "/you/passkeys", "").await.json();
        assert_eq!(listed["items"][0]["name"], "My phone");
        let id = listed["items"][0]["id"].as_str().unwrap().to_owned();
        let none = service.api(&ben, "GET", "/you/passkeys", "").await.json();
        assert_eq!(none["items"].as_array().unwrap().len(), 0);

        let path = format!("/you/passkeys/{id}");
        let name = r#"{"name": "Old phone"}"#;
        service.api(&ben, "PUT", &path, name).await.is(404);
        service.api(&ana, "PUT", &path, name).await.is(204);
        let fields = format!("id={id}&name=");
        let wrong = service.post_as(&ana, "/you/passkeys/rename", &fields).await;
        wrong.is(422);
        let page = service.get_as(&ana, "/you/passkeys").await;
        assert!(page.body.contains("Old phone"), "{}", page.body);
        let export = service.get_as(&ana, "/you/export").await.json();
        let held = &export["account"]["passkeys"][0];
        assert_eq!(held["name"], "Old phone");

        let remove = |who| {
            let fields = format!("id={id}");
            let service = &service;
            async move { service.post_as(who, "/you/passkeys/remove", &fields).await }
        };
        remove(&ben).await.is(404);
        assert!(sign_in(&service, &mut phone).await.is_ok());
        remove(&ana).await.is(303);
        assert_eq!(sign_in(&service, &mut phone).await, Err("passkey-unknown"));
    }
}

#[tokio::test]
async fn a_new_phrase_ends_all_keys_and_so_does_leaving() {
    for service in services().await {
        let ana = service.someone().await;
        let mut phone = Device::new(1);
        add(&service, &ana, &mut phone).await.unwrap();
        let own = who(&service, &ana.session).await;
        let phrase = Phrase::draw(capstan_report::Lang::En);
        account::set_phrase(&service.app, &own, &phrase)
            .await
            .unwrap();
        assert_eq!(sign_in(&service, &mut phone).await, Err("passkey-unknown"));
        let mut desk = Device::new(2);
        add(&service, &ana, &mut desk).await.unwrap();
        account::delete(&service.app, &own).await.unwrap();
        assert_eq!(sign_in(&service, &mut desk).await, Err("passkey-unknown"));
    }
}

#[tokio::test]
async fn the_pages_ask_and_take_the_answer() {
    for service in services().await {
        let ana = service.someone().await;
        let mut phone = Device::new(1);
        add(&service, &ana, &mut phone).await.unwrap();
        let page = service.get("/sign-in?back=%2Finbox").await.body;
        let value = |before: &str| {
            let rest = page.split_once(before).unwrap().1;
            rest.split('"').next().unwrap().replace("&quot;", "\"")
        };
        let options = serde_json::from_str(&value("data-options=\"")).unwrap();
        let sealed = value("name=\"sealed\" value=\"");
        let mut form = vec![("sealed", sealed.clone()), ("back", "/inbox".to_owned())];
        form.push(("answer", phone.get(&options)));
        let send = async |form: &[(&str, String)]| {
            let body = serde_html_form::to_string(form).unwrap();
            let request = axum::http::Request::post("/sign-in/passkey")
                .header(header::HOST, "localhost")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            let body = format!("{body}&csrf=");
            service
                .send(request.body(axum::body::Body::from(body)).unwrap())
                .await
        };
        let done = send(&form).await;
        done.is(303);
        assert_eq!(done.headers[header::LOCATION], "/inbox?done=signed-in");
        let cookies = done.headers.get_all(header::SET_COOKIE).iter();
        let cookie = cookies.filter_map(|c| c.to_str().ok());
        let secret = cookie
            .filter_map(|c| c.strip_prefix("capstan="))
            .find_map(|c| c.split(';').next());
        let mut conn = service.app.store.read().await.unwrap();
        let hash = sessions::hash(secret.unwrap());
        let session = sessions::find(&mut conn, &hash, service.app.now()).await;
        assert_eq!(session.unwrap().unwrap().person, ana.person);
        let again = send(&form).await;
        assert!(again.status.is_client_error());
        assert!(again.body.contains("name=\"phrase\""), "{}", again.body);
    }
}

#[tokio::test]
async fn keys_belong_to_the_public_address_and_need_a_name() {
    let at = |url: &'static str| {
        move || Config {
            public_url: Some(url.to_owned()),
            ..Config::default()
        }
    };
    for service in services_with(at("https://capstan.example.org")).await {
        let ana = service.someone().await;
        let mut phone = Device::new(1);
        phone.host = "capstan.example.org".into();
        let refused = add(&service, &ana, &mut phone).await.unwrap_err();
        assert_eq!(refused.key, "passkey-wrong", "a page of this machine");
        phone.origin = "https://capstan.example.org".into();
        add(&service, &ana, &mut phone).await.unwrap();
        assert_eq!(sign_in(&service, &mut phone).await.unwrap(), ana.person);
        phone.origin = "https://capstan.example.org:8443".into();
        assert!(sign_in(&service, &mut phone).await.is_err());
    }
    for service in services_with(at("http://10.0.0.7:7878")).await {
        let ana = service.someone().await;
        assert!(acts::ask(&service.app).is_none());
        let page = service.get_as(&ana, "/you/passkeys").await;
        page.is(200);
        assert!(page.body.contains("no address with a name"));
    }
}
