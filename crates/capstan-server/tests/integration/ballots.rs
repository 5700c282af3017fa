//! Ballots: each counts once, and nobody sees whose it is.

use crate::coalitions::{join, whole};
use crate::decisions::{close, coalition, kind, propose, record, vote};
use crate::lists::walk;
use crate::support::{Someone, services};
use capstan_server::tick;
use capstan_store::id::DAY;
use capstan_store::{ballots, coalitions, members};
use serde_json::{Value, json};

#[tokio::test]
async fn every_method_counts_what_its_form_sends() {
    for service in services().await {
        let (slug, people) = coalition(&service, &["ana", "bea", "cem"]).await;
        let cases = [
            (
                "score",
                [
                    "score=5&score=&score=0",
                    "score=1&score=3&score=",
                    "score=&score=1&score=1",
                ],
                0,
            ),
            (
                "instant-runoff",
                [
                    "place=1&place=2&place=",
                    "place=2&place=1&place=",
                    "place=&place=2&place=1",
                ],
                1,
            ),
            (
                "schulze",
                [
                    "place=1&place=1&place=2",
                    "place=2&place=1&place=3",
                    "place=&place=&place=1",
                ],
                1,
            ),
        ];
        let mut pages = Vec::new();
        for (method, forms, _) in cases {
            let more = json!({"method": method, "quorum": "1/3", "share": "0/1"});
            let page = propose(&service, &people[0], &slug, more).await;
            for (who, form) in people.iter().zip(forms) {
                let cast = service.post_as(who, &format!("{page}/ballot"), form).await;
                assert_eq!(cast.status, 303, "{method}: {}", cast.body);
            }
            let open = service.get_as(&people[0], &page).await.body;
            assert!(!open.contains("The result"));
            pages.push(page);
        }
        close(&service).await;
        for ((method, _, winner), page) in cases.iter().zip(&pages) {
            let found = record(&service, &people[0], page).await;
            assert_eq!(found.verify(), Ok(()));
            assert!(
                found.tally.count.winners.contains(winner),
                "{method}: {:?}",
                found.tally
            );
            let closed = service.get_as(&people[0], page).await.body;
            let sheet = match *method {
                "instant-runoff" => "Round 1",
                _ => "The count step by step",
            };
            assert!(closed.contains(sheet), "{method}: {closed}");
        }
        // Ballots that fit no question.
        let page = propose(&service, &people[0], &slug, json!({"method": "schulze"})).await;
        let long: Vec<Vec<usize>> = (0..3000).map(|n| vec![n % 3]).collect();
        for ballot in [
            json!({"rank": long}),
            json!({"rank": [[0], [0]]}),
            json!({"rank": [[9]]}),
            json!({"approve": [0]}),
            json!({"rank": [[]]}),
            json!({"else": 1}),
        ] {
            vote(&service, &people[0], &page, ballot).await.is(422);
        }
        // Any tie on the way can be followed with as many options as there may be.
        let options: Vec<String> = (0..14).map(|n| format!("Option {n}")).collect();
        let more = json!({"method": "instant-runoff", "options": options});
        let tied = propose(&service, &people[1], &slug, more).await;
        let order: Vec<Vec<usize>> = (0..14).map(|n| vec![n]).collect();
        let back: Vec<Vec<usize>> = (0..14).rev().map(|n| vec![n]).collect();
        for (who, order) in people.iter().zip([order, back]) {
            let cast = vote(&service, who, &tied, json!({"rank": order})).await;
            cast.is(200);
        }
        close(&service).await;
        assert_eq!(record(&service, &people[0], &tied).await.tally.cast, 2);
    }
}

#[tokio::test]
async fn only_those_vote_who_may_and_only_while_it_is_open() {
    for service in services().await {
        let (slug, people) = coalition(&service, &["ana", "bea"]).await;
        let late = service.someone().await;
        join(&service, &late, &slug, "dan").await;
        let stranger = service.someone().await;
        let page = propose(&service, &people[0], &slug, json!({"opens_in_days": 2})).await;
        let yes = json!({"approve": [0]});
        let refused = async |who: &Someone| kind(&vote(&service, who, &page, yes.clone()).await);
        let expect = |status: u16, key: &str| (status, format!("/problems/{key}"));
        assert_eq!(refused(&people[0]).await, expect(409, "vote-waits"));
        service.app.clock.forward(2 * DAY);
        tick::due(&service.app).await.unwrap();
        vote(&service, &people[0], &page, yes.clone()).await.is(200);
        assert_eq!(refused(&late).await, expect(403, "too-new"));
        assert_eq!(refused(&stranger).await, expect(404, "missing"));
        let nobody = service.get(&page).await;
        assert!(nobody.body.contains("Members vote here"), "{}", nobody.body);
        // Time decides, whether or not it was counted yet.
        service.app.clock.forward(4 * DAY);
        assert_eq!(refused(&people[1]).await, expect(409, "vote-closed"));
        tick::due(&service.app).await.unwrap();
        assert_eq!(refused(&people[1]).await, expect(409, "vote-closed"));
        assert_eq!(record(&service, &people[0], &page).await.tally.cast, 1);
        // A clock that is put back opens nothing again.
        service.app.clock.forward(-30 * DAY);
        assert_eq!(refused(&people[1]).await, expect(409, "vote-closed"));
    }
}

#[tokio::test]
async fn whoever_votes_twice_at_once_or_again_has_one_ballot() {
    for service in services().await {
        let (slug, people) = coalition(&service, &["ana", "bea"]).await;
        let page = propose(&service, &people[0], &slug, json!({})).await;
        let cast = |n: usize| vote(&service, &people[0], &page, json!({"approve": [n]}));
        let (one, other) = tokio::join!(cast(0), cast(1));
        assert_eq!((one.status.as_u16(), other.status.as_u16()), (200, 200));
        assert_eq!(
            one.body, other.body,
            "a receipt does not tell who voted again"
        );
        // A ballot that is sent again under its key does not undo a later one.
        let again = async || {
            let request = axum::http::Request::put(format!("/api/v1{page}/ballot"))
                .header("authorization", format!("Bearer {}", people[1].token))
                .header("content-type", "application/json")
                .header("idempotency-key", "one")
                .body(r#"{"approve":[2]}"#.into());
            service.send(request.unwrap()).await
        };
        let first = again().await;
        vote(&service, &people[1], &page, json!({"approve": [1]})).await;
        assert_eq!(again().await.body, first.body);
        close(&service).await;
        let found = record(&service, &people[0], &page).await;
        assert_eq!((found.tally.cast, found.tally.count.support[2]), (2, 0));
    }
}

#[tokio::test]
async fn nobody_finds_out_who_cast_which_secret_ballot() {
    for service in services().await {
        let (slug, people) = coalition(&service, &["ana", "bea", "cem"]).await;
        let steward = &people[0];
        let page = propose(&service, steward, &slug, json!({})).await;
        let id = page.rsplit('/').next().unwrap();
        let mut receipts = Vec::new();
        for (who, option) in people.iter().zip([0, 1, 1]) {
            let cast = vote(&service, who, &page, json!({"approve": [option]})).await;
            let text = cast.json()["receipt"].as_str().unwrap().to_owned();
            assert!(!text.contains("approve") && !text.contains("May"), "{text}");
            let signed: Value = serde_json::from_str(&text).unwrap();
            receipts.push(
                signed["statement"]["facts"]["receipt"]
                    .as_str()
                    .unwrap()
                    .to_owned(),
            );
        }
        let store = &service.app.store;
        let mut conn = store.read().await.unwrap();
        let coalition = coalitions::by_slug(&mut conn, &slug)
            .await
            .unwrap()
            .unwrap();
        let mut voters = Vec::new();
        for who in &people {
            let tag = members::tag(&store.keys, &who.person);
            let member = members::of_person(&mut conn, &coalition.id, &tag)
                .await
                .unwrap();
            voters.push(ballots::voter(&store.keys, id, &member.unwrap().id));
        }
        drop(conn);
        // While it is open: what is stored does not say what was chosen, and no
        // answer holds a count.
        assert!(whole(&service, &["approve\":["]).await.is_empty());
        for path in [page.clone(), format!("/coalitions/{slug}/decisions")] {
            let shown = service.api(steward, "GET", &path, "").await;
            shown.is(200);
            for hidden in ["\"cast\"", "\"support\"", &receipts[1], &voters[1]] {
                assert!(!shown.body.contains(hidden), "{hidden}: {}", shown.body);
            }
        }
        for file in ["record", "receipts", "names"] {
            let early = service
                .api(steward, "GET", &format!("{page}/{file}"), "")
                .await;
            early.is(404);
        }

        close(&service).await;
        let found = record(&service, steward, &page).await;
        assert_eq!(found.tally.count.support, [1, 2, 0]);
        // Afterwards: nothing leads from a voter or a receipt to a ballot.
        let voters: Vec<&str> = voters.iter().map(String::as_str).collect();
        assert_eq!(whole(&service, &voters).await, Vec::<String>::new());
        for ballot in &found.ballots {
            let places = whole(&service, &[&ballot.tag]).await;
            assert!(
                places.iter().all(|p| p.starts_with("records.record: ")),
                "{places:?}"
            );
        }
        for receipt in &receipts {
            let places = whole(&service, &[receipt]).await;
            assert!(
                places.iter().all(|p| p.starts_with("records.receipts: ")),
                "{places:?}"
            );
        }
        let names = service
            .api(steward, "GET", &format!("{page}/names"), "")
            .await;
        assert!(names.json()["items"].as_array().unwrap().is_empty());
        let mut sorted = receipts.clone();
        sorted.sort();
        let listed = async |part: String| {
            let path = format!("{page}/receipts?{part}");
            service.api(steward, "GET", &path, "").await
        };
        for most in [1, 2, 100] {
            let all = walk(&listed, most).await;
            assert_eq!(json!(all), json!(sorted), "the order tells nothing");
        }
    }
}

#[tokio::test]
async fn who_leaves_takes_their_ballot_along_or_their_name_off() {
    for service in services().await {
        let (slug, people) = coalition(&service, &["ana", "bea", "cem"]).await;
        let more = json!({"secret": false});
        let closed = propose(&service, &people[0], &slug, more).await;
        for (who, option) in people.iter().zip([0, 0, 1]) {
            vote(&service, who, &closed, json!({"approve": [option]})).await;
        }
        close(&service).await;
        let names = async || {
            let path = format!("{closed}/names");
            let names = service.api(&people[0], "GET", &path, "").await.json();
            let handle = |n: &Value| {
                (
                    n["handle"].as_str().unwrap().to_owned(),
                    n["ballot"].clone(),
                )
            };
            let mut all: Vec<_> = names["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(handle)
                .collect();
            all.sort_by(|a, b| a.0.cmp(&b.0));
            all
        };
        let before = names().await;
        assert_eq!(before.len(), 3);
        assert_eq!(before[2], ("cem".to_owned(), json!({"approve": [1]})));
        let page = service.get_as(&people[1], &closed).await.body;
        assert!(
            page.contains("Who voted how") && page.contains("<bdi>cem</bdi>"),
            "{page}"
        );
        assert!(!service.get(&closed).await.body.contains("<bdi>cem"));
        let file = format!("{closed}/names.json");
        service.get(&file).await.is(404);

        let open = propose(&service, &people[0], &slug, json!({})).await;
        for who in &people {
            vote(&service, who, &open, json!({"approve": [2]})).await;
        }
        let leave = format!("/coalitions/{slug}/members/me");
        let left = service.api(&people[2], "DELETE", &leave, "").await;
        left.is(200);
        assert!(names().await.iter().all(|(handle, _)| handle != "cem"));
        assert_eq!(record(&service, &people[0], &closed).await.tally.cast, 3);
        close(&service).await;
        assert_eq!(record(&service, &people[0], &open).await.tally.cast, 2);
    }
}
