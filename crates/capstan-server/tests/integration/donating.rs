//! The pages of donations: what is sent from a phone without scripts, looked
//! at, kept and withdrawn.

use crate::coalitions::{found, join};
use crate::support::{Answer, Service, Someone, services};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use capstan_server::jobs;
use capstan_store::sessions;
use std::path::Path;

const DONATE: &str = "/coalitions/riders/donate";
const TABLE: &str = "platform,start,base,tip,total,currency\n\
    shipt,2020-08-24T16:05,14.58,3.00,17.58,USD\n\
    canary-platform,2020-08-25,9.43,1.00,9.43,USD\n";

async fn riders(service: &Service) -> Someone {
    let ana = service.someone().await;
    assert_eq!(found(service, &ana, "Riders", "ana").await, "riders");
    ana
}

/// Sends the form of donating, as a browser does.
async fn send(
    service: &Service,
    who: &Someone,
    fields: &[(&str, &str)],
    files: &[(&str, &[u8])],
) -> Answer {
    let body = form(service, who, fields, files);
    post(service, who, body).await
}

async fn post(service: &Service, who: &Someone, body: Vec<u8>) -> Answer {
    let request = Request::post(DONATE)
        .header(header::HOST, "localhost")
        .header(header::COOKIE, format!("capstan={}", who.session))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=cut");
    service.send(request.body(Body::from(body)).unwrap()).await
}

fn form(
    service: &Service,
    who: &Someone,
    fields: &[(&str, &str)],
    files: &[(&str, &[u8])],
) -> Vec<u8> {
    let mut body = Vec::new();
    let mut part = |head: &str, content: &[u8]| {
        body.extend(format!("--cut\r\nContent-Disposition: form-data; {head}\r\n\r\n").bytes());
        body.extend(content);
        body.extend(b"\r\n");
    };
    let session = sessions::hash(&who.session);
    let proof = service.app.store.keys.tag("forms", &[&session]);
    part("name=\"csrf\"", proof.as_bytes());
    for (name, value) in fields {
        part(&format!("name=\"{name}\""), value.as_bytes());
    }
    // The input of the camera is left empty.
    part("name=\"file\"; filename=\"\"", b"");
    for (name, content) in files {
        part(&format!("name=\"file\"; filename=\"{name}\""), content);
    }
    body.extend(b"--cut--\r\n");
    body
}

fn location(answer: &Answer) -> String {
    answer.is(303);
    answer.headers["location"].to_str().unwrap().to_owned()
}

/// Every file below a folder that holds a text.
fn holding(folder: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(holding(&path, text));
            continue;
        }
        let bytes = std::fs::read(&path).unwrap_or_default();
        if bytes
            .windows(text.len())
            .any(|part| part == text.as_bytes())
        {
            found.push(path.display().to_string());
        }
    }
    found
}

fn has(answer: &Answer, text: &str) {
    assert!(answer.body.contains(text), "{text}: {}", answer.body);
}

#[tokio::test]
async fn a_file_is_read_looked_at_put_right_kept_and_withdrawn() {
    for service in services().await {
        let ana = riders(&service).await;
        let agree = [("agree", "own"), ("agree", "figures")];
        let sent = send(
            &service,
            &ana,
            &agree,
            &[("canary-name.csv", TABLE.as_bytes())],
        )
        .await;
        let page = location(&sent);
        let look = service.get_as(&ana, &page).await;
        has(&look, "24 August 2020, 16:05");
        has(&look, "Was the tip 1.00?");
        has(&look, "Pay, promotion and tip do not add up to the total.");
        has(&look, "canary-name.csv");
        let data = &service.app.config.data;
        assert_eq!(holding(data, "canary-"), Vec::<String>::new());
        assert_eq!(std::fs::read_dir(data.join("sent")).unwrap().count(), 0);

        let wrong = service
            .post_as(&ana, &page, "keep=1&fix-1-tip=lots&fix-1-place=Here")
            .await;
        wrong.is(422);
        has(&wrong, "id=\"fix-1-tip-error\"");
        has(&wrong, "value=\"lots\"");
        let none = service.post_as(&ana, &page, "fix-1-tip=0").await;
        has(&none, "Nothing is ticked.");
        let fields = "keep=1&fix-1-tip=0&right=fix-1-total&fix-1-platform=canary-platform";
        let kept = location(&service.post_as(&ana, &page, fields).await);
        let kept = service.get_as(&ana, &kept).await;
        has(&kept, "read as <del><bdi>1.00</bdi></del>");
        assert!(!kept.body.contains("24 August"), "{}", kept.body);
        let receipt = service.get_as(&ana, &format!("{page}/receipt")).await;
        assert!(!receipt.body.contains("canary"), "{}", receipt.body);
        assert_eq!(holding(data, "canary-"), Vec::<String>::new());

        let again = service.get_as(&ana, DONATE).await;
        has(&again, "value=\"figures\" checked");
        assert!(!again.body.contains("value=\"picture\" checked"));

        let gone = service.post_as(&ana, &format!("{page}/withdraw"), "").await;
        has(&gone, "data:application/json;base64,");
        service.get_as(&ana, &page).await.is(404);
    }
}

#[tokio::test]
async fn many_files_are_read_behind_and_one_that_cannot_be_is_named() {
    for service in services().await {
        let ana = riders(&service).await;
        let table = |n: u32| {
            let line = format!("2020-08-{n:02},{n}.00,USD\n");
            format!("start,total,currency\n{line}").into_bytes()
        };
        let tables: Vec<Vec<u8>> = (1..6).map(table).collect();
        let names: Vec<String> = (1..6).map(|n| format!("week-{n}.csv")).collect();
        let mut files: Vec<(&str, &[u8])> = Vec::new();
        for (name, table) in names.iter().zip(&tables) {
            files.push((name, table));
        }
        files.insert(
            2,
            ("broken.csv", b"start,total,currency\n2020-08-01,lots,USD\n"),
        );
        let sent = send(&service, &ana, &[("agree", "own")], &files).await;
        let page = location(&sent);
        let waits = service.get_as(&ana, &page).await;
        assert!(waits.headers.contains_key("refresh"));
        has(&waits, "0 of 6 files are read.");

        // Another worker goes on where one was cut off, and reads nothing twice.
        let folder = service.app.config.data.join("sent");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
        while jobs::next(&service.app, "worker").await.unwrap() {}
        let look = service.get_as(&ana, &page).await;
        assert!(!look.headers.contains_key("refresh"));
        has(&look, "Some files could not be read.");
        has(
            &look,
            "<bdi>broken.csv</bdi>: The column “total” cannot be read in line 2.",
        );
        assert_eq!(look.body.matches("name=\"keep\"").count(), 5);
        for name in &names {
            has(&look, name);
        }
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
    }
}

#[tokio::test]
async fn what_nobody_waits_for_goes_and_nothing_is_taken_from_who_may_not() {
    for service in services().await {
        let ana = riders(&service).await;
        let data = service.app.config.data.clone();
        let file: (&str, &[u8]) = ("a.csv", TABLE.as_bytes());
        let refused = send(&service, &ana, &[("agree", "figures")], &[file]).await;
        refused.is(422);
        has(&refused, "Nothing is taken in unless you agree");
        let nothing = send(&service, &ana, &[("agree", "own")], &[]).await;
        has(&nothing, "No file came.");
        let bo = service.someone().await;
        let stranger = send(&service, &bo, &[("agree", "own")], &[file]).await;
        stranger.is(404);
        assert!(!data.join("sent").exists(), "nothing was written");

        let files = [file; 4];
        let page = location(&send(&service, &ana, &[("agree", "own")], &files).await);
        service.post_as(&ana, &format!("{page}/withdraw"), "").await;
        assert_eq!(std::fs::read_dir(data.join("sent")).unwrap().count(), 0);
        while jobs::next(&service.app, "worker").await.unwrap() {}
        service.get_as(&ana, &page).await.is(404);
    }
}

#[tokio::test]
async fn a_job_is_typed_looked_at_and_kept_with_forms_alone() {
    for service in services().await {
        let ana = riders(&service).await;
        let job = [
            ("agree", "own"),
            ("platform", "canary-platform"),
            ("start", "2020-08-24"),
            ("currency", "usd"),
            ("base", "14.58"),
        ];
        let wrong = [job.as_slice(), &[("tip", "canary")]].concat();
        let wrong = send(&service, &ana, &wrong, &[]).await;
        wrong.is(422);
        has(&wrong, "id=\"tip-error\"");
        has(&wrong, "value=\"14.58\"");
        let page = location(&send(&service, &ana, &job, &[]).await);
        let look = service.get_as(&ana, &page).await;
        has(&look, "value=\"14.58\"");
        let kept = service
            .post_as(&ana, &page, "keep=0&fix-0-base=15.00")
            .await;
        let shown = service.get_as(&ana, &location(&kept)).await;
        has(&shown, "15.00");
        assert_eq!(
            holding(&service.app.config.data, "canary-platform"),
            Vec::<String>::new()
        );
    }
}

#[tokio::test]
async fn pictures_stay_only_where_that_is_agreed_to() {
    for service in services().await {
        let ana = riders(&service).await;
        let card = service.get("/donations/sample.png").await;
        if card.status != StatusCode::OK {
            eprintln!("passed over: no font to draw a card with (fonts-dejavu-core)");
            return;
        }
        let bytes = card.bytes.clone();
        let files: [(&str, &[u8]); 2] = [("one.png", &bytes), ("two.png", &bytes)];
        let page = location(&send(&service, &ana, &[("agree", "own")], &files[..1]).await);
        let look = service.get_as(&ana, &page).await;
        has(&look, "No picture is kept.");
        let none = service.get_as(&ana, &format!("{page}/picture")).await;
        none.is(404);
        let agree = [("agree", "own"), ("agree", "picture")];
        let page = location(&send(&service, &ana, &agree, &files).await);
        let look = service.get_as(&ana, &page).await;
        assert_eq!(
            look.body.matches("name=\"keep\"").count(),
            4,
            "{}",
            look.body
        );
        let kept = service.get_as(&ana, &format!("{page}/picture")).await;
        assert!(kept.bytes.starts_with(b"PK") && kept.bytes.len() > 2 * bytes.len());
        let blobs = service.app.config.data.join("blobs/donations");
        assert_eq!(std::fs::read_dir(&blobs).unwrap().count(), 1);
        service.post_as(&ana, &format!("{page}/withdraw"), "").await;
        assert_eq!(std::fs::read_dir(&blobs).unwrap().count(), 0);
    }
}

/// A table with one job, different for each number.
fn week(n: u32) -> Vec<u8> {
    format!("start,total,currency\n2020-08-{n:02},{n}.00,USD\n").into_bytes()
}

/// The donation that a page of what arrived leads to.
fn arrived(page: &Answer) -> String {
    let at = page.body.split("/go-on").next().expect("something arrived");
    at.rsplit('/').next().expect("an id").to_owned()
}

#[tokio::test]
async fn what_arrived_stays_when_the_network_fails_and_only_the_rest_is_taken_again() {
    for service in services().await {
        let ana = riders(&service).await;
        let weeks: Vec<Vec<u8>> = (1..=10).map(week).collect();
        let names: Vec<String> = (1..=10).map(|n| format!("week-{n}.csv")).collect();
        let all: Vec<(&str, &[u8])> = names
            .iter()
            .zip(&weeks)
            .map(|(name, week)| (name.as_str(), week.as_slice()))
            .collect();
        let agree = [("agree", "own")];
        let mut cut = form(&service, &ana, &agree, &all);
        let fourth = cut.windows(10).position(|w| w == b"week-4.csv").unwrap();
        cut.truncate(fourth + 60);
        let failed = post(&service, &ana, cut).await;
        assert!(!failed.status.is_success(), "{}", failed.body);

        let page = service.get_as(&ana, DONATE).await;
        has(&page, "Not everything arrived. These files did.");
        for (n, name) in (1..).zip(&names) {
            assert_eq!(page.body.contains(name), n < 4, "{name}");
        }
        let id = arrived(&page);
        has(&page, &format!("name=\"donation\" value=\"{id}\""));
        let look = format!("/coalitions/riders/donations/{id}");
        has(&service.get_as(&ana, &look).await, "Send the rest");
        let data = &service.app.config.data;
        assert_eq!(
            std::fs::read_dir(data.join("sent").join(&id))
                .unwrap()
                .count(),
            3
        );
        // A pause changes nothing, nor does the time until it is forgotten.
        while jobs::next(&service.app, "worker").await.unwrap() {}
        has(&service.get_as(&ana, &look).await, "Send the rest");

        let again = [("agree", "own"), ("donation", id.as_str())];
        assert_eq!(location(&send(&service, &ana, &again, &all).await), look);
        while jobs::next(&service.app, "worker").await.unwrap() {}
        let read = service.get_as(&ana, &look).await;
        assert_eq!(
            read.body.matches("name=\"keep\"").count(),
            10,
            "{}",
            read.body
        );
        assert_eq!(std::fs::read_dir(data.join("sent")).unwrap().count(), 0);
        let page = service.get_as(&ana, DONATE).await;
        assert!(!page.body.contains("go-on"), "nothing is unfinished");
    }
}

#[tokio::test]
async fn a_donor_may_go_on_with_what_arrived_or_send_one_by_one() {
    for service in services().await {
        let ana = riders(&service).await;
        let weeks = [1, 2, 3].map(week);
        let one = |n: usize, id: &str| {
            let (service, ana, weeks) = (&service, &ana, &weeks);
            let id = id.to_owned();
            async move {
                let fields = [("agree", "own"), ("more", "1"), ("donation", id.as_str())];
                let said = send(service, ana, &fields, &[("a.csv", &weeks[n])]).await;
                said.is(200);
                said.json()["donation"].as_str().unwrap().to_owned()
            }
        };
        let id = one(0, "").await;
        assert_eq!(one(0, &id).await, id, "it arrived, and its answer did not");
        assert_eq!(one(1, &id).await, id);
        let bo = service.someone().await;
        assert_eq!(
            join(&service, &bo, "riders", "bobo").await,
            StatusCode::CREATED
        );
        let go_on = format!("/coalitions/riders/donations/{id}/go-on");
        let stranger = service.post_as(&bo, &go_on, "").await;
        stranger.is(404);
        let fields = [("agree", "own"), ("more", "1"), ("donation", id.as_str())];
        let theirs = send(&service, &bo, &fields, &[("b.csv", &weeks[2])]).await;
        assert_ne!(theirs.json()["donation"], id.as_str());

        let look = location(&service.post_as(&ana, &go_on, "").await);
        let read = service.get_as(&ana, &look).await;
        assert_eq!(
            read.body.matches("name=\"keep\"").count(),
            2,
            "{}",
            read.body
        );
        let over = service.post_as(&ana, &go_on, "").await;
        over.is(404);

        // As the page's script does it: files first, then the form itself.
        let id = one(2, "").await;
        let fields = [("agree", "own"), ("donation", id.as_str())];
        let look = location(&send(&service, &ana, &fields, &[]).await);
        let read = service.get_as(&ana, &look).await;
        assert_eq!(
            read.body.matches("name=\"keep\"").count(),
            1,
            "{}",
            read.body
        );
    }
}
