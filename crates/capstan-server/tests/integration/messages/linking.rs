//! A phone and an account become one person, and nobody else learns of it.

use super::{ANA, BO, Far, cards, code, fetch, join, pictures, stands, text, with_twilio};
use crate::coalitions;
use crate::support::{Service, Someone};
use axum::http::StatusCode;
use capstan_server::App;
use capstan_server::donations::acts::{catch_up, vault};
use capstan_server::messages::linking;
use capstan_server::receipts::acts::completed;
use capstan_store::id::{self, DAY};
use capstan_store::messages::links;
use capstan_store::sqlx::{self, Row};
use capstan_store::vault::Restored;
use capstan_store::{Store, backup, coalitions as stored, members};
use serde_json::{Value, json};

const PHONE: &str = "/coalitions/riders/phone";

/// Someone with an account who is a member under this handle.
async fn member(service: &Service, handle: &str) -> Someone {
    let who = service.someone().await;
    let joined = coalitions::join(service, &who, "riders", handle).await;
    assert_eq!(joined, StatusCode::CREATED);
    who
}

async fn donations(service: &Service, who: &Someone) -> Vec<Value> {
    let path = "/coalitions/riders/donations";
    let all = service.api(who, "GET", path, "").await;
    all.is(200);
    let all = all.json();
    let list = all["items"].as_array();
    list.expect("a list").clone()
}

async fn phones(service: &Service, who: &Someone) -> i64 {
    let seen = service.api(who, "GET", PHONE, "").await;
    seen.json()["phones"].as_i64().expect("a count")
}

async fn count(service: &Service) -> u64 {
    let mut conn = service.app.store.read().await.expect("a reader");
    let here = stored::by_slug(&mut conn, "riders").await.expect("found");
    let here = here.expect("one").id;
    members::count(&mut conn, &here).await.expect("counted")
}

/// The code that the page of an account shows.
async fn made(service: &Service, who: &Someone) -> String {
    let made = service.api(who, "POST", PHONE, "").await;
    made.is(201);
    made.json()["code"].as_str().expect("a code").to_owned()
}

async fn claim(service: &Service, who: &Someone, code: &str) -> StatusCode {
    let body = json!({ "code": code }).to_string();
    let path = format!("{PHONE}/claim");
    service.api(who, "POST", &path, body).await.status
}

/// The code that a phone got.
async fn got(service: &Service, from: &str) -> String {
    let said = text(service, from, "web").await;
    let (_, rest) = said
        .split_once("and type ")
        .unwrap_or_else(|| panic!("{said}"));
    let part = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
    rest.chars().take_while(part).collect()
}

async fn share(service: &Service, far: &Far, from: &str, number: u64) -> String {
    let id = format!("MM-{}", &id::blind()[..8]);
    pictures(service, far, &id, from, vec![cards(number, 1).file]).await
}

/// The receipt of what a phone shared last, as it was given out.
async fn receipt(service: &Service, from: &str) -> Value {
    let link = code(&text(service, from, "receipt").await);
    serde_json::from_str(&fetch(service, &link).await.body).expect("a receipt")
}

#[tokio::test]
async fn a_code_of_the_web_makes_a_phone_its_members() {
    for (service, far) in with_twilio().await {
        join(&service, ANA).await;
        share(&service, &far, ANA, 21).await;
        let before = receipt(&service, ANA).await;
        let (wanda, people) = (member(&service, "wanda").await, count(&service).await);
        let page = service.get_as(&wanda, PHONE).await;
        assert!(page.body.contains("Make a code"), "{}", page.body);
        let shown = service.post_as(&wanda, PHONE, "").await;
        assert!(shown.body.contains("LINK ") && shown.body.contains("By sending it you agree"));

        // The second code ends the first, and none stands in the store.
        let (old, new) = (made(&service, &wanda).await, made(&service, &wanda).await);
        assert!(!stands(&service, &new).await);
        for wrong in ["link 0123456789", &format!("link {old}")] {
            let said = text(&service, ANA, wrong).await;
            assert!(said.contains("This code does not hold"), "{said}");
        }
        let typed = format!("Link {}", new.replace('-', "").to_uppercase());
        let said = text(&service, ANA, &typed).await;
        assert!(said.contains("now one with wanda"), "{said}");

        let inbox = service.get_as(&wanda, "/inbox").await;
        assert!(
            inbox.body.contains("A phone sent your code"),
            "{}",
            inbox.body
        );

        // What the phone shared is hers, with its receipt, and the phone's
        // member is no more, nor their keys.
        let own = donations(&service, &wanda).await;
        assert_eq!(own.len(), 1, "{own:?}");
        assert_eq!(count(&service).await, people - 1);
        assert_eq!(receipt(&service, ANA).await, before);
        let vault = std::fs::read_dir(service.app.config.data.join("vault")).expect("keys");
        let folders = vault.filter(|e| e.as_ref().is_ok_and(|e| e.path().is_dir()));
        assert_eq!(folders.count(), 1);
        let pay = text(&service, ANA, "pay").await;
        assert!(pay.contains("Your 1 job paid"), "{pay}");
        // The same job is known; another one is hers too.
        let again = share(&service, &far, ANA, 21).await;
        assert!(again.contains("1 job was here before"), "{again}");
        share(&service, &far, ANA, 22).await;
        assert_eq!(donations(&service, &wanda).await.len(), 2);

        // Whoever takes the code up later has nothing of it.
        let said = text(&service, BO, &format!("link {new}")).await;
        assert!(said.contains("This code does not hold"), "{said}");
        let late = made(&service, &wanda).await;
        service.app.clock.forward(61 * 60 * 1_000_000);
        let said = text(&service, BO, &format!("link {late}")).await;
        assert!(said.contains("This code does not hold"), "{said}");
        let anew = text(&service, BO, "hello").await;
        assert!(anew.contains("This is Riders"), "{anew}");

        // A phone is one account's at a time, and may be taken away.
        assert_eq!(phones(&service, &wanda).await, 1);
        let other = member(&service, "otto").await;
        let code = made(&service, &other).await;
        let said = text(&service, ANA, &format!("link {code}")).await;
        assert!(said.contains("one with an account already"), "{said}");
        let gone = service
            .post_as(&wanda, &format!("{PHONE}/remove"), "")
            .await;
        gone.is(303);
        let anew = text(&service, ANA, "pay").await;
        assert!(anew.contains("This is Riders"), "{anew}");
        assert_eq!(donations(&service, &wanda).await.len(), 2);
    }
}

/// A backup is made, a phone and an account become one, more is shared, and the
/// backup is restored.
#[tokio::test]
async fn a_restored_backup_makes_them_one_again_and_says_what_is_not_in_it() {
    for (service, far) in with_twilio().await {
        join(&service, ANA).await;
        share(&service, &far, ANA, 21).await;
        let first = receipt(&service, ANA).await;
        let wanda = member(&service, "wanda").await;
        let data = service.app.config.data.clone();
        let (file, blobs) = (data.join("backup"), data.join("blobs"));
        let written = backup::write(&service.app.store, &blobs, &file).await;
        let made = written.expect("written").made.expect("a time");
        let code = self::made(&service, &wanda).await;
        let said = text(&service, ANA, &format!("link {code}")).await;
        assert!(said.contains("now one with wanda"), "{said}");
        share(&service, &far, ANA, 22).await;
        let late = receipt(&service, ANA).await;

        let address = format!("sqlite:{}", data.join("new.db").display());
        let keys = service.app.store.keys.clone();
        let read = backup::restore(&file, &address, keys.clone(), &blobs).await;
        assert_eq!(read.expect("restored").made, Some(made));
        let store = Store::open(&address, keys).await.expect("a store");
        let app = App::new(store, service.app.config.clone());
        vault(&app)
            .put_back(Restored {
                made: made.min(service.app.now() - DAY),
                at: id::now(),
            })
            .expect("written");
        for _ in 0..2 {
            catch_up(&app).await.expect("caught up");
            linking::catch_up(&app).await.expect("one again");
        }
        let mut conn = app.store.read().await.expect("a reader");
        let rows = sqlx::query("SELECT member FROM donations")
            .fetch_all(&mut *conn)
            .await
            .expect("rows");
        assert_eq!(rows.len(), 1);
        let own = members::find(&mut conn, rows[0].get(0))
            .await
            .expect("read");
        let own = own.expect("a member");
        assert_eq!(own.handle, "wanda");
        assert_eq!(links::phones_of(&mut conn, &own.id).await.expect("read"), 1);
        let of = capstan_server::donations::acts::Donor {
            coalition: own.coalition,
            slug: "riders".into(),
            member: own.id,
        };
        let all = capstan_server::donations::acts::list_of(&app, &mut conn, &of).await;
        assert_eq!(all.expect("opened").len(), 1);
        drop(conn);
        completed(&app, &first.to_string())
            .await
            .expect("as it was");
        let said = completed(&app, &late.to_string())
            .await
            .expect_err("not there");
        assert_eq!(said.key, "receipts-put-back");
        app.store.close().await;
    }
}

#[tokio::test]
async fn a_phone_that_begins_with_a_code_is_asked_what_its_account_was_not() {
    for (service, far) in with_twilio().await {
        let wanda = member(&service, "wanda").await;
        let code = made(&service, &wanda).await;
        let said = text(&service, ANA, &format!("vincular {code}")).await;
        assert!(
            said.contains("wanda") && said.contains("Responde SÍ"),
            "{said}"
        );
        for word in ["sí", "no"] {
            text(&service, ANA, word).await;
        }
        let said = text(&service, ANA, "no").await;
        assert!(said.contains("Queda anotado"), "{said}");
        text(&service, ANA, "english").await;
        let people = count(&service).await;
        share(&service, &far, ANA, 23).await;
        assert_eq!(donations(&service, &wanda).await.len(), 1);
        assert_eq!(count(&service).await, people, "nobody joined");
    }
}

#[tokio::test]
async fn whoever_has_the_code_of_a_phone_is_its_member_on_the_web() {
    for (service, far) in with_twilio().await {
        join(&service, ANA).await;
        share(&service, &far, ANA, 24).await;
        let (eve, people) = (service.someone().await, count(&service).await);
        assert_eq!(
            claim(&service, &eve, "0123456789").await,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        let code = got(&service, ANA).await;
        assert_eq!(claim(&service, &eve, &code).await, StatusCode::NO_CONTENT);
        assert_eq!(donations(&service, &eve).await.len(), 1);
        assert_eq!(
            (phones(&service, &eve).await, count(&service).await),
            (1, people)
        );
        let mallory = service.someone().await;
        assert_eq!(
            claim(&service, &mallory, &code).await,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        let said = text(&service, ANA, "cuenta").await;
        assert!(said.contains("one with an account already"), "{said}");

        // Who is a member already has both.
        let wanda = member(&service, "wanda").await;
        join(&service, BO).await;
        share(&service, &far, BO, 25).await;
        let code = got(&service, BO).await;
        let sent = format!("code={code}");
        let done = service
            .post_as(&wanda, &format!("{PHONE}/claim"), &sent)
            .await;
        done.is(303);
        assert_eq!(donations(&service, &wanda).await.len(), 1);
        let pay = text(&service, BO, "pay").await;
        assert!(pay.contains("Your 1 job paid"), "{pay}");

        // A code is over after an hour.
        let third = "+14155550177";
        join(&service, third).await;
        let late = got(&service, third).await;
        service.app.clock.forward(DAY / 24 + 1);
        assert_eq!(
            claim(&service, &wanda, &late).await,
            StatusCode::UNPROCESSABLE_ENTITY
        );
    }
}

#[tokio::test]
async fn codes_cannot_be_tried_again_and_again() {
    for (service, _) in with_twilio().await {
        let wanda = member(&service, "wanda").await;
        let code = made(&service, &wanda).await;
        for n in 0..5 {
            let said = text(&service, ANA, &format!("link 00000000{n:02}")).await;
            assert!(said.contains("This code does not hold"), "{said}");
        }
        // Not even the right one any more.
        let said = text(&service, ANA, &format!("link {code}")).await;
        assert!(said.contains("too many codes"), "{said}");
        for _ in 0..5 {
            let wrong = claim(&service, &wanda, "0123456789").await;
            assert_eq!(wrong, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let stopped = claim(&service, &wanda, "0123456789").await;
        assert_eq!(stopped, StatusCode::TOO_MANY_REQUESTS);
    }
}
