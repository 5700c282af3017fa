//! Accounts: making one, signing in, what one can do with it, and what others
//! cannot.

use crate::browser::{Browser, asked, hidden, phrase, sign_up};
use crate::support::{Answer, Service, services};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use capstan_server::people::notices::tell;
use capstan_server::tick;
use capstan_store::id::DAY;
use capstan_store::members;
use capstan_store::testing::joined;
use serde_json::json;

#[tokio::test]
async fn a_person_signs_up_out_and_in_again_without_javascript() {
    for service in services().await {
        let mut browser = Browser::default();
        let (words, _) = sign_up(&service, &mut browser).await;
        let you = browser.get(&service, "/you").await;
        you.is(200);
        let csrf = hidden(&you.body, "csrf");
        let out = browser
            .post(&service, "/sign-out", &[("csrf", &csrf)])
            .await;
        assert_eq!(out.headers["location"], "/?done=signed-out");
        let you = browser.get(&service, "/you").await;
        you.is(401);

        let typed = format!(" {} ", words.join("  ").to_uppercase());
        let fields = [("phrase", typed.as_str()), ("back", "//evil.example")];
        let done = browser.post(&service, "/sign-in", &fields).await;
        assert_eq!(done.headers["location"], "/?done=signed-in");
        let cookie = done.headers["set-cookie"].to_str().unwrap();
        for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        let list = browser.get(&service, "/you/sessions").await;
        assert!(list.body.contains("Firefox, Linux"), "{}", list.body);
    }
}

#[tokio::test]
async fn a_wrong_word_makes_no_account_and_a_form_sent_twice_makes_one() {
    for service in services().await {
        let mut browser = Browser::default();
        let first = browser.get(&service, "/sign-up").await;
        let sealed = hidden(&first.body, "sealed");
        let fields = [
            ("sealed", sealed.as_str()),
            ("first", "no"),
            ("second", "no"),
        ];
        let wrong = browser.post(&service, "/sign-up/new", &fields).await;
        wrong.is(422);
        assert!(wrong.body.contains("This is not word"), "{}", wrong.body);
        assert_eq!(hidden(&wrong.body, "sealed"), sealed);
        let again = [("sealed", sealed.as_str())];
        let again = browser.post(&service, "/sign-up/again", &again).await;
        assert_eq!(phrase(&again.body), phrase(&first.body));

        let (_, sent) = sign_up(&service, &mut browser).await;
        let sent: Vec<(&str, &str)> = sent.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let mut other = Browser::default();
        let replayed = other.post(&service, "/sign-up/new", &sent).await;
        replayed.is(409);
        assert!(other.cookie.is_empty(), "a replayed form signs nobody in");

        // What was shown too long ago, or sealed for something else, is over.
        service.app.clock.forward(DAY);
        let late = other
            .post(&service, "/sign-up/words", &again_of(&sealed))
            .await;
        late.is(409);
        assert_ne!(phrase(&late.body), phrase(&first.body));
        let forged = other
            .post(&service, "/sign-up/words", &again_of("00ff"))
            .await;
        forged.is(409);
    }
}

fn again_of(sealed: &str) -> [(&str, &str); 1] {
    [("sealed", sealed)]
}

#[tokio::test]
async fn two_who_sign_up_at_once_with_one_phrase_get_one_account() {
    for service in services().await {
        let mut browser = Browser::default();
        let first = browser.get(&service, "/sign-up").await;
        let sealed = hidden(&first.body, "sealed");
        let words = phrase(&first.body);
        let page = browser
            .post(&service, "/sign-up/words", &again_of(&sealed))
            .await;
        let places = asked(&page.body);
        let fields = [
            ("sealed", sealed.as_str()),
            ("first", &words[places[0]]),
            ("second", &words[places[1]]),
        ];
        let (mut one, mut two) = (Browser::default(), Browser::default());
        let (a, b) = tokio::join!(
            one.post(&service, "/sign-up/new", &fields),
            two.post(&service, "/sign-up/new", &fields),
        );
        let mut both = [a.status, b.status];
        both.sort();
        assert_eq!(both, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
    }
}

async fn anonymous(service: &Service, path: &str, body: serde_json::Value) -> Answer {
    let request = Request::post(format!("/api/v1{path}"))
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()));
    service.send(request.unwrap()).await
}

fn wants(phrase: &str) -> serde_json::Value {
    json!({"phrase": phrase, "name": "script", "scopes": ["read", "account"], "days": 7})
}

#[tokio::test]
async fn unknown_and_wrong_phrases_look_and_cost_the_same() {
    for service in services().await {
        let made = anonymous(&service, "/accounts", json!({"language": "es"})).await;
        made.is(201);
        let right = made.json()["phrase"].as_str().unwrap().to_owned();
        let signed_in = anonymous(&service, "/sessions", wants(&right)).await;
        signed_in.is(201);

        // Another phrase with the same first four words, and one that nobody has.
        let words: Vec<&str> = right.split(' ').collect();
        let wrong = (0..).find_map(|at| {
            let list = bip39_words();
            let mut other = words.clone();
            other[11] = list[at % 2048];
            other[10] = list[at / 2048];
            let text = other.join(" ");
            let read = capstan_server::people::phrase::Phrase::read(&text);
            (read.is_ok() && text != right).then_some(text)
        });
        let wrong = wrong.unwrap();
        let unknown = "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong";
        let hashing = &service.app.people.hashing;
        let mut answers = Vec::new();
        for phrase in [wrong.as_str(), unknown] {
            let before = hashing.done();
            let answer = anonymous(&service, "/sessions", wants(phrase)).await;
            assert_eq!(hashing.done(), before + 1);
            let mut browser = Browser::default();
            let page = browser
                .post(&service, "/sign-in", &[("phrase", phrase)])
                .await;
            assert!(browser.cookie.is_empty());
            let shown = without_challenge(&page.body).replace(phrase, "");
            answers.push((answer.status, answer.body, page.status, shown));
        }
        assert_eq!(answers[0], answers[1]);

        // What cannot be a phrase is told before anything is hashed.
        let before = hashing.done();
        let typo = unknown.replace("wrong", "wrongg");
        let answer = anonymous(&service, "/sessions", wants(&typo)).await;
        answer.is(422);
        let title = answer.json()["title"].as_str().unwrap().to_owned();
        assert!(title.contains("Word 12"), "{title}");
        assert_eq!(hashing.done(), before);
    }
}

/// A page without the challenge to passkeys, if they are built in: it is
/// another one each time.
fn without_challenge(page: &str) -> String {
    let mut shown = page.to_owned();
    for mark in ["data-options=\"", "name=\"sealed\" value=\""] {
        if let Some((before, rest)) = shown.split_once(mark) {
            let (_, after) = rest.split_once('"').unwrap();
            shown = format!("{before}{after}");
        }
    }
    shown
}

fn bip39_words() -> &'static [&'static str; 2048] {
    bip39::Language::Spanish.word_list()
}

#[tokio::test]
async fn trying_too_often_is_refused_with_a_time_to_wait() {
    for service in services().await {
        let unknown = "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong";
        let mut last = None;
        for _ in 0..11 {
            last = Some(anonymous(&service, "/sessions", wants(unknown)).await);
        }
        let last = last.unwrap();
        last.is(429);
        let wait: u64 = last.headers["retry-after"]
            .to_str()
            .unwrap()
            .parse()
            .unwrap();
        assert!(wait > 0 && wait <= 3600, "{wait}");
        assert_eq!(last.json()["type"], "/problems/too-often");
        let fields = [("phrase", unknown)];
        let page = Browser::default().post(&service, "/sign-in", &fields).await;
        page.is(429);
        assert!(page.headers.contains_key("retry-after"));
        assert!(page.body.contains("too often"), "{}", page.body);
    }
}

#[tokio::test]
async fn a_stolen_token_ends_when_it_is_ended_and_does_no_more_than_it_may() {
    for service in services().await {
        let ana = service.someone().await;
        let new = json!({"name": "script", "scopes": ["read", "account"], "days": 7});
        let made = service
            .api(&ana, "POST", "/you/tokens", &new.to_string())
            .await;
        made.is(201);
        let (secret, id) = (made.json()["token"].clone(), made.json()["id"].clone());
        let (secret, id) = (secret.as_str().unwrap(), id.as_str().unwrap());
        let ask = |method: &str, path: &str, body: &str| {
            Request::builder()
                .method(method)
                .uri(format!("/api/v1{path}"))
                .header(header::AUTHORIZATION, format!("Bearer {secret}"))
                .header(header::CONTENT_TYPE, "application/json")
                .body(Body::from(body.to_owned()))
                .unwrap()
        };
        service.send(ask("GET", "/you", "")).await.is(200);
        let more = json!({"name": "more", "scopes": ["steward"], "days": 7}).to_string();
        let more = service.send(ask("POST", "/you/tokens", &more)).await;
        more.is(403);
        service.send(ask("DELETE", "/you", "")).await.is(403);

        // Another person cannot end it; its own can.
        let ben = service.someone().await;
        service
            .api(&ben, "DELETE", &format!("/you/tokens/{id}"), "")
            .await;
        service.send(ask("GET", "/you", "")).await.is(200);
        let ended = service
            .api(&ana, "DELETE", &format!("/you/tokens/{id}"), "")
            .await;
        ended.is(204);
        let gone = service.send(ask("GET", "/you", "")).await;
        gone.is(401);

        let made = service
            .api(&ana, "POST", "/you/tokens", &new.to_string())
            .await;
        made.is(201);
        service.app.clock.forward(8 * DAY);
        tick::due(&service.app).await.unwrap();
        let left = service.api(&ana, "GET", "/you/tokens", "").await;
        assert_eq!(
            left.json()["items"].as_array().unwrap().len(),
            1,
            "{}",
            left.body
        );
    }
}

#[tokio::test]
async fn sessions_end_with_time_and_by_choice() {
    for service in services().await {
        let mut browser = Browser::default();
        let (words, _) = sign_up(&service, &mut browser).await;
        let mut other = Browser::default();
        let typed = words.join(" ");
        other
            .post(&service, "/sign-in", &[("phrase", &typed)])
            .await;
        other.get(&service, "/you").await.is(200);
        let page = browser.get(&service, "/you/sessions").await;
        let csrf = hidden(&page.body, "csrf");
        // Without the proof, or from elsewhere, nothing ends.
        for proof in ["", "00"] {
            let fields = [("csrf", proof), ("id", "")];
            let refused = browser.post(&service, "/you/sessions/end", &fields).await;
            refused.is(403);
        }
        other.get(&service, "/you").await.is(200);
        let fields = [("csrf", csrf.as_str()), ("id", "")];
        let ended = browser.post(&service, "/you/sessions/end", &fields).await;
        ended.is(303);
        other.get(&service, "/you").await.is(401);
        browser.get(&service, "/you").await.is(200);
        service.app.clock.forward(91 * DAY);
        browser.get(&service, "/you").await.is(401);
    }
}

#[tokio::test]
async fn a_new_phrase_asks_for_the_old_one_and_signs_all_others_out() {
    for service in services().await {
        let mut browser = Browser::default();
        let (words, _) = sign_up(&service, &mut browser).await;
        let old = words.join(" ");
        let mut thief = Browser::default();
        thief.post(&service, "/sign-in", &[("phrase", &old)]).await;
        let page = browser.get(&service, "/you/phrase").await;
        let csrf = hidden(&page.body, "csrf");
        let zoo = "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong";
        let fields = [("csrf", csrf.as_str()), ("phrase", zoo)];
        let wrong = browser.post(&service, "/you/phrase", &fields).await;
        wrong.is(422);
        let fields = [("csrf", csrf.as_str()), ("phrase", &old)];
        let shown = browser.post(&service, "/you/phrase", &fields).await;
        shown.is(200);
        let (new, sealed) = (phrase(&shown.body), hidden(&shown.body, "sealed"));
        // A phrase drawn for this person makes no account of another.
        let mut other = Browser::default();
        let misused = other
            .post(&service, "/sign-up/words", &again_of(&sealed))
            .await;
        misused.is(409);

        let fields = [("csrf", csrf.as_str()), ("sealed", &sealed)];
        let page = browser.post(&service, "/you/phrase/words", &fields).await;
        let places = asked(&page.body);
        let fields = [
            ("csrf", csrf.as_str()),
            ("sealed", &sealed),
            ("first", &new[places[0]]),
            ("second", &new[places[1]]),
        ];
        let done = browser.post(&service, "/you/phrase/new", &fields).await;
        assert_eq!(
            done.headers["location"], "/you?done=phrase",
            "{}",
            done.body
        );
        browser.get(&service, "/you").await.is(200);
        thief.get(&service, "/you").await.is(401);
        let late = thief.post(&service, "/sign-in", &[("phrase", &old)]).await;
        late.is(422);
        let new = new.join(" ");
        let back = other.post(&service, "/sign-in", &[("phrase", &new)]).await;
        back.is(303);
    }
}

#[tokio::test]
async fn the_inbox_is_ones_own_and_the_export_holds_it() {
    for service in services().await {
        let (ana, ben) = (service.someone().await, service.someone().await);
        let tag = members::tag(&service.app.store.keys, &ana.person);
        let now = service.app.now();
        let mut tx = service.app.store.begin().await.unwrap();
        for slug in ["riders", "readers"] {
            let member = joined(&mut tx, &tag, slug).await;
            let link = format!("/coalitions/{slug}");
            tell(
                &mut tx,
                &member,
                "nothing-known",
                &json!({"n": 1}),
                &link,
                now,
            )
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
        let page = service.get_as(&ana, "/inbox").await;
        assert!(page.body.contains("class=\"mark\""), "{}", page.body);
        for text in [
            "RIDERS",
            "READERS",
            "ana-riders",
            "Something concerns you here.",
        ] {
            assert!(page.body.contains(text), "{text} in {}", page.body);
        }
        let list = service.api(&ana, "GET", "/inbox?limit=1", "").await.json();
        assert_eq!(list["items"].as_array().unwrap().len(), 1);
        let next = list["next"].as_str().unwrap();
        let rest = service
            .api(&ana, "GET", &format!("/inbox?after={next}"), "")
            .await
            .json();
        assert_eq!(rest["items"].as_array().unwrap().len(), 1);
        assert!(rest["next"].is_null());

        let id = list["items"][0]["id"].as_str().unwrap();
        let stranger = service.post_as(&ben, &format!("/inbox/{id}"), "").await;
        stranger.is(404);
        let opened = service.post_as(&ana, &format!("/inbox/{id}"), "").await;
        assert_eq!(
            opened.headers["location"],
            list["items"][0]["link"].as_str().unwrap()
        );
        let read = service.api(&ana, "POST", "/inbox/read", "").await;
        read.is(204);
        let page = service.get_as(&ana, "/inbox").await;
        assert!(!page.body.contains("class=\"mark\""), "{}", page.body);

        let file = service.get_as(&ana, "/you/export").await;
        let disposition = file.headers["content-disposition"].to_str().unwrap();
        assert!(disposition.starts_with("attachment"), "{disposition}");
        let all = file.json();
        assert_eq!(all["memberships"].as_array().unwrap().len(), 2);
        assert_eq!(
            all["memberships"][0]["held"]["notices"][0]["key"],
            "nothing-known"
        );
        assert_eq!(all["account"]["tokens"][0]["name"], "test");
        let mut conn = service.app.store.read().await.unwrap();
        let mine = members::all_of_person(&mut conn, &tag).await.unwrap();
        for id in mine.iter().map(|m| &m.id).chain([&ana.person, &tag]) {
            assert!(!file.body.contains(id.as_str()), "{}", file.body);
        }
        assert!(service.get("/you/export").await.status == StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn whoever_deletes_their_account_leaves_nothing_that_opens() {
    for service in services().await {
        let mut browser = Browser::default();
        let (words, _) = sign_up(&service, &mut browser).await;
        let page = browser.get(&service, "/you/delete").await;
        let csrf = hidden(&page.body, "csrf");
        let unsure = browser
            .post(&service, "/you/delete", &[("csrf", &csrf)])
            .await;
        unsure.is(422);
        let fields = [("csrf", csrf.as_str()), ("sure", "yes")];
        let done = browser.post(&service, "/you/delete", &fields).await;
        done.is(200);
        let gone = browser.get(&service, "/you").await;
        gone.is(401);
        let typed = words.join(" ");
        let late = browser
            .post(&service, "/sign-in", &[("phrase", &typed)])
            .await;
        late.is(422);
    }
}

#[tokio::test]
async fn hostile_input_is_refused_plainly() {
    for service in services().await {
        let ana = service.someone().await;
        let long = "a".repeat(500);
        for name in ["", "a\u{202E}b", "a\u{0}b", &long] {
            let new = json!({"name": name, "scopes": ["read"], "days": 7}).to_string();
            let answer = service.api(&ana, "POST", "/you/tokens", &new).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name:?}");
            assert_eq!(answer.json()["field"], "name");
        }
        for (scopes, days) in [(json!([]), 7), (json!(["root"]), 7), (json!(["read"]), -1)] {
            let new = json!({"name": "script", "scopes": scopes, "days": days}).to_string();
            let answer = service.api(&ana, "POST", "/you/tokens", &new).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{new}");
        }
        let words = "zoo ".repeat(40_000);
        let answer = anonymous(&service, "/sessions", wants(&words)).await;
        answer.is(422);
        let mut browser = Browser::default();
        let page = browser
            .post(&service, "/sign-in", &[("phrase", "\u{202E}\u{0}<b>")])
            .await;
        page.is(422);
        assert!(!page.body.contains("<b>"), "{}", page.body);
    }
}

#[tokio::test]
async fn a_strangers_key_does_not_give_out_a_phrase() {
    for service in services().await {
        let ask = |key: &'static str| {
            Request::post("/api/v1/accounts")
                .header(header::CONTENT_TYPE, "application/json")
                .header("idempotency-key", key)
                .body(Body::from("{}"))
                .unwrap()
        };
        let short = service.send(ask("1")).await;
        short.is(422);
        let key = "0b6f1a52-6d4e-4c6f-9f3e-2f6f4e1c9a77";
        let made = service.send(ask(key)).await;
        made.is(201);
        assert_eq!(service.send(ask(key)).await.body, made.body);
    }
}

#[tokio::test]
async fn a_step_opened_by_its_address_says_what_to_do() {
    for service in services().await {
        let page = service.get("/sign-up/words").await;
        page.is(405);
        assert!(page.body.contains("<h1>"), "{}", page.body);
        let mut browser = Browser::default();
        let first = browser.get(&service, "/sign-up").await;
        let sealed = hidden(&first.body, "sealed");
        let second = browser
            .post(&service, "/sign-up/words", &again_of(&sealed))
            .await;
        assert!(
            second.body.contains("/language/es?back=%2Fsign-up\""),
            "{}",
            second.body
        );
    }
}
