//! The demonstration: what a newcomer finds, and that it is sound.

use crate::exports::no_export_joins_two_handles;
use crate::lists::every_list_is_the_same_in_small_parts;
use crate::support::{Answer, Service, services, services_with};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use capstan_coalition::campaign::State;
use capstan_coalition::pledge::{Audience, Stand};
use capstan_server::config::Config;
use capstan_server::demo::book::{self, Book};
use capstan_server::demo::crowd::CAST;
use capstan_server::demo::seed::Seeding;
use capstan_server::demo::start;
use capstan_server::people::phrase::Phrase;
use capstan_server::{App, web};
use capstan_store::id::DAY;
use capstan_store::{backup, campaigns, coalitions, log, members, people, pledges};

/// So few that a test does not wait, and so many that every size that may be
/// published is.
const PEOPLE: u64 = 300;

async fn demonstrations() -> Vec<Service> {
    let services = services_with(|| Config {
        demo: true,
        ..Config::default()
    });
    let services = services.await;
    for service in &services {
        start(&service.app, PEOPLE).await.unwrap();
    }
    services
}

async fn get(service: &Service, cookie: &str, path: &str) -> Answer {
    let request = Request::get(path)
        .header(header::HOST, "localhost")
        .header(header::COOKIE, cookie);
    service.send(request.body(Body::empty()).unwrap()).await
}

async fn post(service: &Service, path: &str, fields: &str) -> Answer {
    let request = Request::post(path)
        .header(header::HOST, "localhost")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let request = request.body(Body::from(fields.to_owned())).unwrap();
    service.send(request).await
}

/// Comes in by the button of a role: the cookie.
async fn enter(service: &Service, role: &str) -> String {
    let answer = post(service, "/demo/enter", &format!("role={role}&back=/about")).await;
    answer.is(303);
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

/// The id of a person of the cast, and their handles.
async fn handles(app: &App, book: &Book, role: &str) -> (String, Vec<String>) {
    let phrase = Phrase::read(&book.people[role]).unwrap();
    let mut conn = app.store.read().await.unwrap();
    let lookup = phrase.lookup(&app.store.keys);
    let person = people::by_lookup(&mut conn, &lookup)
        .await
        .unwrap()
        .unwrap()
        .id;
    let tag = members::tag(&app.store.keys, &person);
    let all = members::all_of_person(&mut conn, &tag).await.unwrap();
    (
        person,
        all.into_iter().map(|member| member.handle).collect(),
    )
}

/// Seeding takes longest, so one demonstration is looked at from all sides.
#[tokio::test]
async fn a_newcomer_sees_every_page_alive_and_can_go_the_whole_way() {
    for service in demonstrations().await {
        everyone_sees_every_page_and_no_page_joins_two_handles(&service).await;
        what_was_seeded_is_as_if_people_had_done_it(&service.app).await;
        only_who_runs_it_may_read_the_book(&service.app);
        let book = book::read(&service.app).unwrap();
        let cast: Vec<&str> = book.people.values().map(String::as_str).collect();
        no_export_joins_two_handles(&service, &cast).await;
        every_list_is_the_same_in_small_parts(&service, &book).await;
        the_pledge_of_a_visitor_brings_the_others_along(&service).await;
    }
}

async fn everyone_sees_every_page_and_no_page_joins_two_handles(service: &Service) {
    let book = book::read(&service.app).unwrap();
    let mut cookies = vec![("anonymous", String::new())];
    let mut cast = Vec::new();
    for role in CAST {
        cookies.push((role, enter(service, role).await));
        let (person, handles) = handles(&service.app, &book, role).await;
        assert!(handles.len() > 1, "{role} is in several coalitions");
        cast.push((role, person, handles));
    }
    for pattern in web::pages().list() {
        let path = book.paths.get(*pattern).map_or(*pattern, String::as_str);
        assert!(
            !path.contains(['{', '}']) && !path.contains("//"),
            "{pattern}: {path}"
        );
        let mut seen = 0;
        for (role, cookie) in &cookies {
            let answer = get(service, cookie, path).await;
            assert!(
                !answer.status.is_server_error(),
                "{path} as {role}: {}",
                answer.body
            );
            seen += usize::from(answer.status == StatusCode::OK);
            for (whose, person, handles) in &cast {
                let tag = members::tag(&service.app.store.keys, person);
                assert!(!answer.body.contains(person) && !answer.body.contains(&tag));
                // What someone is called is joined for their own eyes only.
                let own = whose == role && ["/you", "/inbox"].iter().any(|p| path.starts_with(p));
                let shown = handles
                    .iter()
                    .filter(|handle| answer.body.contains(*handle));
                assert!(own || shown.count() <= 1, "{path} as {role}: {handles:?}");
            }
        }
        assert!(seen > 0, "nobody sees {path}");
    }
}

async fn what_was_seeded_is_as_if_people_had_done_it(app: &App) {
    assert_eq!(backup::check(&app.store).await.unwrap(), [""; 0]);
    let mut conn = app.store.read().await.unwrap();
    let mut states = Vec::new();
    for (id, slug) in coalitions::all(&mut conn).await.unwrap() {
        let entries = log::entries(&mut conn, &id, 0, i64::MAX).await.unwrap();
        assert!(!entries.is_empty());
        capstan_proof::log::verify(&log::name(&id), entries, None).unwrap();
        let coalition = coalitions::by_slug(&mut conn, &slug)
            .await
            .unwrap()
            .unwrap();
        assert!(coalition.size >= 20, "{slug}: {}", coalition.size);
        let all = campaigns::of_coalition(&mut conn, &id, false, None, 100)
            .await
            .unwrap();
        for campaign in all {
            let drive = pledges::drive(&mut conn, &campaign.id).await.unwrap();
            let shown = drive.map_or(0, |drive| drive.sizes.shown);
            if campaign.state == State::Graded {
                let outcome = campaign.outcome.unwrap().measured;
                assert!(shown >= 10 && outcome.participation > 0.0);
                let [low, high] = outcome.interval.unwrap();
                assert!(low < outcome.loss && outcome.loss < high);
            } else {
                assert_eq!(shown, 0);
            }
            states.push(campaign.state.key());
        }
    }
    states.sort_unstable();
    let expected = [
        "draft",
        "ended",
        "graded",
        "in-review",
        "open",
        "open",
        "open",
    ];
    assert_eq!(states, expected);
    let polls = capstan_store::polls::latest(&mut conn, i64::MAX, 60)
        .await
        .unwrap();
    assert!(polls.iter().filter(|poll| poll.poll.is_ok()).count() > 30);
}

async fn the_pledge_of_a_visitor_brings_the_others_along(service: &Service) {
    let app = &service.app;
    let book = book::read(app).unwrap();
    let at = &book.paths["/campaigns/{campaign}"];
    let campaign = at.rsplit('/').next().unwrap();
    let visitor = service.someone().await;

    let invited = post(service, "/demo/invitation", "").await;
    let link = invited.headers[header::LOCATION]
        .to_str()
        .unwrap()
        .to_owned();
    let code = link.strip_prefix("/join/").unwrap();
    let join = format!(r#"{{"handle": "passing-by", "agrees_to": 1, "invitation": "{code}"}}"#);
    let path = "/coalitions/fair-feeds/members/me";
    let joined = service.api(&visitor, "POST", path, &join).await;
    assert!(joined.status.is_success(), "{}", joined.body);

    let stand = async || {
        let mut conn = app.store.read().await.unwrap();
        let tag = members::tag(&app.store.keys, &visitor.person);
        let all = members::all_of_person(&mut conn, &tag).await.unwrap();
        let pledge = pledges::find(&mut conn, campaign, &all[0].id)
            .await
            .unwrap();
        pledge.map(|pledge| pledge.stand)
    };
    let later = async |days: i64| {
        let answer = post(service, "/demo/clock", &format!("days={days}&back={at}")).await;
        assert_eq!(answer.headers[header::LOCATION], format!("{at}?done=clock"));
    };
    // A day alone brings nobody anything: one person is missing.
    later(1).await;
    let path = format!("/campaigns/{campaign}/pledge");
    let terms = r#"{"others": 10, "audience": "participants"}"#;
    let pledged = service.api(&visitor, "PUT", &path, terms).await;
    assert!(pledged.status.is_success(), "{}", pledged.body);
    assert_eq!(stand().await, Some(Stand::Pledged));
    later(1).await;
    assert_eq!(stand().await, Some(Stand::Noticed));
    let inbox = service.get_as(&visitor, "/inbox").await;
    assert!(inbox.body.contains("A film feed we can check"));
    let path = format!("/campaigns/{campaign}/confirmation");
    let confirmed = service
        .api(&visitor, "POST", &path, r#"{"round": 1}"#)
        .await;
    assert!(confirmed.status.is_success(), "{}", confirmed.body);
    later(7).await;
    assert_eq!(stand().await, Some(Stand::Revealed));
    let mut conn = app.store.read().await.unwrap();
    let seen = pledges::seen_by(&mut conn, campaign, Audience::Participants, None, 1000).await;
    assert!(seen.unwrap().contains(&"passing-by".to_owned()));
    drop(conn);

    // The clock stays where it was put when the service starts again.
    let again = App::new(app.store.clone(), app.config.clone());
    start(&again, PEOPLE).await.unwrap();
    assert!(again.clock.ahead() >= 9 * DAY);
    assert_eq!(book::read(app).unwrap().people, book.people);
}

#[tokio::test]
async fn only_a_demonstration_can_be_entered_or_hurried() {
    for service in services().await {
        for (path, fields) in [
            ("/demo/clock", "days=1"),
            ("/demo/enter", "role=steward"),
            ("/demo/invitation", ""),
        ] {
            let answer = post(&service, path, fields).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(service.app.clock.ahead(), 0);
        service.someone().await;
        let refused = start(&service.app, PEOPLE).await;
        assert!(matches!(refused, Err(Seeding::InUse)));
    }
}

fn only_who_runs_it_may_read_the_book(app: &App) {
    use std::os::unix::fs::PermissionsExt;
    let file = app.config.data.join("demo.json");
    let mode = std::fs::metadata(file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
