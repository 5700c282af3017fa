//! Notices on devices, against a small push service of the test's own, which
//! opens what it gets as a browser would.

use crate::support::{Service, Someone, services, services_with};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::routing::post;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use capstan_server::config::Config;
use capstan_server::people::notices::tell;
use capstan_server::push::post::drain;
use capstan_server::{mail, tick};
use capstan_store::id::DAY;
use capstan_store::members;
use capstan_store::testing::joined;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use web_push_native::Auth;
use web_push_native::p256::SecretKey;

/// A browser's keys.
struct Keys {
    secret: SecretKey,
    auth: [u8; 16],
}

impl Keys {
    fn new(n: u8) -> Self {
        Self {
            secret: SecretKey::from_slice(&[n; 32]).unwrap(),
            auth: [n; 16],
        }
    }

    fn said(&self) -> (String, String) {
        let public = self.secret.public_key().to_sec1_bytes();
        (BASE64.encode(public), BASE64.encode(self.auth))
    }

    fn opened(&self, message: &[u8]) -> Value {
        let auth: Auth = self.auth.into();
        let text = web_push_native::decrypt(message.to_vec(), &self.secret, &auth).unwrap();
        assert_eq!(text.len(), 256, "all messages are of one length");
        serde_json::from_slice(&text).unwrap()
    }
}

/// An answer, with when to come back.
type Next = (StatusCode, Option<&'static str>);

/// What a push service was sent, and how it answers next.
#[derive(Clone, Default)]
struct Operator {
    got: Arc<Mutex<Vec<(HeaderMap, Bytes)>>>,
    answers: Arc<Mutex<Vec<Next>>>,
}

impl Operator {
    async fn start(&self) -> String {
        async fn take(
            State(own): State<Operator>,
            headers: HeaderMap,
            body: Bytes,
        ) -> (StatusCode, HeaderMap) {
            own.got.lock().unwrap().push((headers, body));
            let next = own.answers.lock().unwrap().pop();
            let (status, retry) = next.unwrap_or((StatusCode::CREATED, None));
            let mut headers = HeaderMap::new();
            if let Some(retry) = retry {
                headers.insert(header::RETRY_AFTER, retry.parse().unwrap());
            }
            (status, headers)
        }
        let router = Router::new()
            .route("/{*any}", post(take))
            .with_state(self.clone());
        let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0)))
            .await
            .unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        origin
    }

    fn taken(&self) -> Vec<(HeaderMap, Bytes)> {
        std::mem::take(&mut *self.got.lock().unwrap())
    }

    fn will(&self, status: StatusCode, retry: Option<&'static str>) {
        self.answers.lock().unwrap().push((status, retry));
    }
}

async fn with_push() -> (Vec<Service>, Operator, String) {
    let operator = Operator::default();
    let origin = operator.start().await;
    let services = services_with(|| Config {
        push_servers: vec![origin.clone()],
        public_url: Some("https://capstan.example.org".into()),
        ..Config::default()
    });
    (services.await, operator, origin)
}

async fn turn_on(service: &Service, who: &Someone, endpoint: &str, keys: &Keys) {
    let (p256dh, auth) = keys.said();
    let fields = format!("endpoint={endpoint}&p256dh={p256dh}&auth={auth}");
    let done = service.post_as(who, "/you/devices", &fields).await;
    done.is(303);
}

/// Something for the inbox of a member, up to its being sent.
async fn told(service: &Service, member: &str) {
    let app = &service.app;
    let mut tx = app.store.begin().await.unwrap();
    let args = json!({"n": 1});
    tell(&mut tx, member, "k", &args, "/x", app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    mail::post::drain(app).await.unwrap();
    drain(app).await.unwrap();
}

async fn member(service: &Service, who: &Someone, slug: &str) -> String {
    let tag = members::tag(&service.app.store.keys, &who.person);
    let mut tx = service.app.store.begin().await.unwrap();
    let member = joined(&mut tx, &tag, slug).await;
    tx.commit().await.unwrap();
    member
}

async fn devices(service: &Service, who: &Someone) -> Vec<Value> {
    let list = service.api(who, "GET", "/you/devices", "").await.json();
    list["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_device_is_told_that_something_waits_and_its_service_learns_nothing_else() {
    let (services, operator, origin) = with_push().await;
    for service in services {
        let (ana, ben) = (service.someone().await, service.someone().await);
        let (member, other) = (
            member(&service, &ana, "riders").await,
            member(&service, &ben, "readers").await,
        );
        let keys = Keys::new(7);
        turn_on(&service, &ana, &format!("{origin}/up/ana"), &keys).await;
        told(&service, &other).await;
        assert!(operator.taken().is_empty(), "only those who asked");
        told(&service, &member).await;
        told(&service, &member).await;
        let taken = operator.taken();
        assert_eq!(taken.len(), 2);
        let (headers, body) = &taken[0];
        let said = keys.opened(body);
        assert_eq!(said["title"], "Something waits for you");
        assert_eq!(said.as_object().unwrap().len(), 2, "{said}");
        assert_eq!(headers["content-encoding"], "aes128gcm");
        assert_eq!(headers["topic"], "inbox");
        assert!(headers["ttl"].to_str().unwrap().parse::<u64>().unwrap() > 0);
        let signed = headers["authorization"].to_str().unwrap();
        let claims = signed.split('.').nth(1).unwrap();
        let claims: Value = serde_json::from_slice(&BASE64.decode(claims).unwrap()).unwrap();
        assert_eq!(claims["aud"], origin.as_str());
        assert_eq!(claims["sub"], "https://capstan.example.org");
        let page = service.get_as(&ana, "/you/devices").await;
        let key = signed.split("k=").nth(1).unwrap();
        let list = service.api(&ana, "GET", "/you/devices", "").await.json();
        assert_eq!(list["key"], key, "the key that browsers were given");
        assert!(page.body.contains("data-push-off"), "{}", page.body);
        let done = service.get_as(&ana, "/you/devices?done=push-on").await;
        assert!(done.body.contains("tells you from now on"), "{}", done.body);

        // What was read meanwhile is not told.
        let app = &service.app;
        let mut tx = app.store.begin().await.unwrap();
        tell(&mut tx, &member, "k", &json!({}), "/x", app.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        mail::post::drain(app).await.unwrap();
        service.post_as(&ana, "/inbox/read", "").await;
        drain(app).await.unwrap();
        assert!(operator.taken().is_empty());

        // Nothing in the store says where, and no one else can stop it.
        let held = devices(&service, &ana).await;
        let id = held[0]["id"].as_str().unwrap();
        let foreign = service
            .post_as(&ben, "/you/devices/remove", &format!("id={id}"))
            .await;
        foreign.is(404);
        let stored = capstan_store::devices::of_person(
            &mut app.store.read().await.unwrap(),
            &members::tag(&app.store.keys, &ana.person),
        )
        .await
        .unwrap();
        let row = format!("{:?}", stored[0]);
        assert!(!row.contains("127.0.0.1") && !row.contains("/up/"), "{row}");
        let mine = service.get_as(&ana, "/you/export").await.json();
        assert_eq!(mine["devices"][0]["endpoint"], format!("{origin}/up/ana"));
        assert_eq!(mine["devices"][0]["keys"]["p256dh"], keys.said().0);

        let off = service
            .post_as(&ana, "/you/devices/remove", &format!("id={id}"))
            .await;
        assert_eq!(off.headers["location"], "/you/devices?done=push-off");
        told(&service, &member).await;
        assert!(operator.taken().is_empty());
    }
}

#[tokio::test]
async fn what_a_push_service_cannot_take_comes_later_and_what_it_does_not_know_is_forgotten() {
    let (services, operator, origin) = with_push().await;
    for service in services {
        let app = &service.app;
        let ana = service.someone().await;
        let member = member(&service, &ana, "riders").await;
        turn_on(&service, &ana, &format!("{origin}/up/ana"), &Keys::new(7)).await;
        operator.will(StatusCode::INTERNAL_SERVER_ERROR, None);
        told(&service, &member).await;
        drain(app).await.unwrap();
        assert_eq!(operator.taken().len(), 1, "not at once again");
        operator.will(StatusCode::TOO_MANY_REQUESTS, Some("600"));
        app.clock.forward(61 * 1_000_000);
        drain(app).await.unwrap();
        assert_eq!(operator.taken().len(), 1);
        app.clock.forward(599 * 1_000_000);
        drain(app).await.unwrap();
        assert!(operator.taken().is_empty(), "it said when");
        app.clock.forward(2 * 1_000_000);
        drain(app).await.unwrap();
        assert_eq!(operator.taken().len(), 1);
        app.clock.forward(DAY);
        drain(app).await.unwrap();
        assert!(operator.taken().is_empty(), "none is sent twice");
        // What is wrong with this message is not mended by sending it again.
        operator.will(StatusCode::PAYLOAD_TOO_LARGE, None);
        told(&service, &member).await;
        app.clock.forward(DAY);
        drain(app).await.unwrap();
        assert_eq!(operator.taken().len(), 1);

        // One that fails for days is given up; one that is gone, at once.
        for _ in 0..8 {
            operator.will(StatusCode::BAD_GATEWAY, None);
        }
        told(&service, &member).await;
        for _ in 0..7 {
            assert_eq!(devices(&service, &ana).await.len(), 1);
            app.clock.forward(3 * DAY);
            drain(app).await.unwrap();
        }
        assert_eq!(operator.taken().len(), 8);
        assert!(devices(&service, &ana).await.is_empty());
    }
    let (services, operator, origin) = with_push().await;
    for service in services {
        let ana = service.someone().await;
        let member = member(&service, &ana, "riders").await;
        for status in [StatusCode::GONE, StatusCode::NOT_FOUND] {
            turn_on(&service, &ana, &format!("{origin}/up/ana"), &Keys::new(7)).await;
            operator.will(status, None);
            told(&service, &member).await;
            assert_eq!(operator.taken().len(), 1);
            assert!(devices(&service, &ana).await.is_empty(), "{status}");
        }
    }
}

#[tokio::test]
async fn a_device_goes_with_the_session_or_token_by_which_it_came() {
    let (services, operator, origin) = with_push().await;
    for service in services {
        let ana = service.someone().await;
        let member = member(&service, &ana, "riders").await;
        let (p256dh, auth) = Keys::new(9).said();
        let keys = json!({"p256dh": p256dh, "auth": auth});
        turn_on(
            &service,
            &ana,
            &format!("{origin}/up/browser"),
            &Keys::new(7),
        )
        .await;
        // The same browser, after its push service gave it another address.
        turn_on(&service, &ana, &format!("{origin}/up/again"), &Keys::new(8)).await;
        for _ in 0..2 {
            let new = json!({"endpoint": format!("{origin}/up/program"), "keys": keys});
            let added = service
                .api(&ana, "POST", "/you/devices", new.to_string())
                .await;
            added.is(201);
        }
        assert_eq!(devices(&service, &ana).await.len(), 2);
        let out = service.post_as(&ana, "/sign-out", "").await;
        out.is(303);
        let left = devices(&service, &ana).await;
        assert_eq!(left.len(), 1, "the browser's is gone");
        assert_eq!(left[0]["server"], "127.0.0.1");
        assert_eq!(left[0]["browser"], "");
        told(&service, &member).await;
        assert_eq!(operator.taken().len(), 1);

        let token = service.api(&ana, "GET", "/you/tokens", "").await.json();
        let id = token["items"][0]["id"].as_str().unwrap();
        let ended = service
            .api(&ana, "DELETE", &format!("/you/tokens/{id}"), "")
            .await;
        ended.is(204);
        told(&service, &member).await;
        assert!(operator.taken().is_empty());

        // With time, too, and with the account.
        let ben = service.someone().await;
        turn_on(&service, &ben, &format!("{origin}/up/ben"), &Keys::new(7)).await;
        service.app.clock.forward(31 * DAY);
        tick::due(&service.app).await.unwrap();
        let tag = members::tag(&service.app.store.keys, &ben.person);
        let mut conn = service.app.store.read().await.unwrap();
        let rows = capstan_store::devices::of_person(&mut conn, &tag)
            .await
            .unwrap();
        assert!(rows.is_empty());
        drop(conn);
        let cem = service.someone().await;
        turn_on(&service, &cem, &format!("{origin}/up/cem"), &Keys::new(7)).await;
        let deleted = service.post_as(&cem, "/you/delete", "sure=yes").await;
        deleted.is(200);
        let tag = members::tag(&service.app.store.keys, &cem.person);
        let mut conn = service.app.store.read().await.unwrap();
        let rows = capstan_store::devices::of_person(&mut conn, &tag)
            .await
            .unwrap();
        assert!(rows.is_empty());
    }
}

#[tokio::test]
async fn what_was_sealed_with_a_lost_secret_is_forgotten() {
    let (services, operator, _) = with_push().await;
    for service in services {
        let app = &service.app;
        let ana = service.someone().await;
        let member = member(&service, &ana, "riders").await;
        let tag = members::tag(&app.store.keys, &ana.person);
        let lost = capstan_store::devices::Device {
            id: "x".into(),
            sealed: capstan_store::Keys::fresh().seal("devices", "x", "{}"),
            until: app.now() + DAY,
            tries: 0,
            person: tag.clone(),
        };
        let mut tx = app.store.begin().await.unwrap();
        capstan_store::devices::put(&mut tx, &lost).await.unwrap();
        tx.commit().await.unwrap();
        assert!(devices(&service, &ana).await.is_empty());
        told(&service, &member).await;
        assert!(operator.taken().is_empty());
        let mut conn = app.store.read().await.unwrap();
        let rows = capstan_store::devices::of_person(&mut conn, &tag).await;
        assert!(rows.unwrap().is_empty());
    }
}

#[tokio::test]
async fn this_service_asks_no_machine_that_is_not_public_and_no_keys_that_are_none() {
    for service in services().await {
        let ana = service.someone().await;
        let (p256dh, auth) = Keys::new(7).said();
        let send = async |endpoint: &str, p256dh: &str, auth: &str| {
            let new = json!({"endpoint": endpoint, "keys": {"p256dh": p256dh, "auth": auth}});
            service
                .api(&ana, "POST", "/you/devices", new.to_string())
                .await
        };
        let long = format!("https://push.example.org/{}", "a".repeat(1024));
        for endpoint in [
            "",
            "push.example.org",
            "http://push.example.org/a",
            "https://127.0.0.1/a",
            "https://169.254.169.254/latest",
            "https://[::ffff:10.0.0.1]/a",
            "https://localhost/a",
            "https://push.example.org:22/a",
            "https://a:b@push.example.org/a",
            "file:///etc/passwd",
            &long,
        ] {
            let refused = send(endpoint, &p256dh, &auth).await;
            assert_eq!(
                refused.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{endpoint}"
            );
            assert_eq!(refused.json()["field"], "endpoint");
        }
        let place = "https://push.example.org/a";
        let off_curve = BASE64.encode([4; 65]);
        for (p256dh, auth) in [
            ("", auth.as_str()),
            ("BCVx", &auth),
            (&off_curve, &auth),
            (&p256dh, ""),
            (&p256dh, "BTBZ"),
            (&p256dh, "no base 64 at all!!!"),
        ] {
            let refused = send(place, p256dh, auth).await;
            assert_eq!(
                refused.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{p256dh} {auth}"
            );
            assert_eq!(refused.json()["field"], "keys");
        }
        for n in 0..20 {
            let taken = send(&format!("{place}{n}"), &p256dh, &auth).await;
            taken.is(201);
        }
        send(place, &p256dh, &auth).await.is(409);
        let again = send(&format!("{place}3"), &p256dh, &auth).await;
        assert_eq!(again.status, StatusCode::CREATED, "in its own place");
        let nobody = service.get("/you/devices").await;
        nobody.is(401);
    }
}

#[tokio::test]
async fn the_script_that_takes_messages_has_an_address_of_its_own() {
    for service in services().await {
        let worker = service.get("/push/worker.js").await;
        let policy = worker.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'"), "{policy}");
        // Without the builder there is none, and the page says what remains.
        if capstan_server::web::assets::script("push-worker").is_some() {
            assert_eq!(
                worker.headers["content-type"],
                "text/javascript; charset=utf-8"
            );
            assert_eq!(worker.headers["cache-control"], "no-cache");
            assert!(worker.body.contains("/inbox"), "{}", worker.body);
        } else {
            worker.is(404);
        }
        let ana = service.someone().await;
        let page = service.get_as(&ana, "/you/devices").await;
        assert!(
            page.body.contains("Your inbox and mail work without"),
            "{}",
            page.body
        );
        assert!(page.body.contains("hidden"), "{}", page.body);
    }
}

/// The example of RFC 8291, section 5 and appendix A, opens with the library
/// that locks our messages: the same keys, the same text.
#[test]
fn the_example_of_rfc_8291_opens() {
    let bytes = |text: &str| BASE64.decode(text).unwrap();
    let secret =
        SecretKey::from_slice(&bytes("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94")).unwrap();
    let public =
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    assert_eq!(BASE64.encode(secret.public_key().to_sec1_bytes()), public);
    let auth: [u8; 16] = bytes("BTBZMqHH6r4Tts7J_aSIgg").try_into().unwrap();
    let message = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
    let text = web_push_native::decrypt(bytes(message), &secret, &auth.into()).unwrap();
    assert_eq!(text, b"When I grow up, I want to be a watermelon");
}
