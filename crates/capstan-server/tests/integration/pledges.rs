//! Pledges: private, counted on the clock only, and no name without a second
//! act.

use crate::coalition::{member, opened};
use crate::support::{Service, Someone, services};
use capstan_coalition::pledge::{Audience, GRID};
use capstan_server::tick;
use capstan_store::id::DAY;
use capstan_store::pledges::{Act, recount};
use capstan_store::testing::crowd;
use serde_json::json;
use tokio::task::JoinSet;

async fn pledge(service: &Service, who: &Someone, id: &str, others: u64, audience: &str) -> u16 {
    let body = json!({"others": others, "audience": audience}).to_string();
    let path = format!("/campaigns/{id}/pledge");
    service.api(who, "PUT", &path, &body).await.status.as_u16()
}

async fn confirm(service: &Service, who: &Someone, id: &str, round: u64) -> u16 {
    let path = format!("/campaigns/{id}/confirmation");
    let body = json!({"round": round}).to_string();
    service.api(who, "POST", &path, &body).await.status.as_u16()
}

async fn stand(service: &Service, who: &Someone, id: &str) -> String {
    let path = format!("/campaigns/{id}/pledge");
    let mine = service.api(who, "GET", &path, "").await.json();
    mine["pledge"]["stand"]
        .as_str()
        .unwrap_or("none")
        .to_owned()
}

async fn later(service: &Service, days: i64) {
    service.app.clock.forward(days * DAY);
    tick::due(&service.app).await.unwrap();
}

async fn people(service: &Service, slug: &str, n: usize, tier: &str) -> Vec<Someone> {
    let mut all = Vec::new();
    for i in 0..n {
        let name = format!("{tier}{i:03}");
        all.push(member(service, slug, &name, "member", tier).await);
    }
    all
}

async fn seen(service: &Service, who: &Someone, id: &str) -> Vec<String> {
    let answer = service
        .api(who, "GET", &format!("/campaigns/{id}/people"), "")
        .await;
    let items = answer.json()["items"].clone();
    serde_json::from_value(items).unwrap()
}

#[tokio::test]
async fn enough_who_confirm_are_shown_to_whom_they_chose() {
    for service in services().await {
        let campaign = opened(&service, "riders", json!({"counsel": ""})).await;
        let id = &campaign.id;
        let all = people(&service, "riders", 12, "invitation").await;
        let audiences = ["organisers", "participants", "public"];
        for (n, who) in all.iter().enumerate() {
            assert_eq!(pledge(&service, who, id, 0, audiences[n % 3]).await, 204);
            assert_eq!(confirm(&service, who, id, 1).await, 409);
        }
        // Nobody is named to counsel there is not, nor asks between sizes.
        assert_eq!(pledge(&service, &all[0], id, 0, "counsel").await, 422);
        assert_eq!(pledge(&service, &all[0], id, 15, "public").await, 422);
        later(&service, 1).await;
        let inbox = service
            .get_as(&all[0], &format!("/campaigns/{id}/confirm"))
            .await;
        assert!(
            inbox.body.contains("name=\"agree\" value=\"yes\" required"),
            "{}",
            inbox.body
        );
        assert!(!inbox.body.contains("checked"));
        let path = format!("/campaigns/{id}/confirm");
        let unasked = service.post_as(&all[0], &path, "round=1").await;
        unasked.is(422);
        let agreed = service.post_as(&all[0], &path, "round=1&agree=yes").await;
        agreed.is(303);
        for who in &all[1..11] {
            assert_eq!(confirm(&service, who, id, 1).await, 204);
            // Sent again, it changes nothing.
            assert_eq!(confirm(&service, who, id, 1).await, 204);
        }
        assert!(seen(&service, &campaign.ana, id).await.is_empty());
        later(&service, 7).await;
        assert_eq!(stand(&service, &all[0], id).await, "revealed");
        assert_eq!(stand(&service, &all[11], id).await, "none");
        let stranger = service.someone().await;
        let public = seen(&service, &stranger, id).await;
        assert_eq!(public, ["invitation002", "invitation005", "invitation008"]);
        assert_eq!(seen(&service, &all[11], id).await, public);
        assert_eq!(seen(&service, &all[0], id).await.len(), 7);
        assert_eq!(seen(&service, &campaign.ana, id).await.len(), 11);
        let page = service.get(&format!("/campaigns/{id}/people")).await;
        assert!(page.body.contains("invitation002") && !page.body.contains("invitation001"));
        // A confirmation of a round that is over is none of a later one.
        assert_eq!(confirm(&service, &all[11], id, 1).await, 409);
        // Who is shown can leave, and is not shown any more.
        let leave = format!("/campaigns/{id}/pledge/withdraw");
        service.post_as(&all[2], &leave, "").await.is(303);
        assert_eq!(seen(&service, &stranger, id).await.len(), 2);
    }
}

#[tokio::test]
async fn nothing_shows_a_count_between_two_times_of_the_clock() {
    for service in services().await {
        let campaign = opened(&service, "riders", json!({"threshold": 1000})).await;
        let id = &campaign.id;
        let all = people(&service, "riders", 25, "vouched").await;
        let paths = [
            format!("/campaigns/{id}"),
            format!("/api/v1/campaigns/{id}"),
            format!("/campaigns/{id}/people"),
            format!("/api/v1/campaigns/{id}/people"),
        ];
        let mut before = Vec::new();
        for path in &paths {
            before.push(service.get(path).await.body);
        }
        for who in &all {
            assert_eq!(pledge(&service, who, id, 0, "public").await, 204);
        }
        tick::due(&service.app).await.unwrap();
        for (path, before) in paths.iter().zip(&before) {
            assert_eq!(&service.get(path).await.body, before, "{path}");
        }
        later(&service, 1).await;
        let shown = service.get(&paths[1]).await.json();
        assert_eq!(shown["sizes"]["counted"], 20);
        assert_eq!(shown["sizes"]["tiers"][3], json!(["vouched", 20]));
        // Nobody is shown where too few would be.
        assert_eq!(stand(&service, &all[0], id).await, "pledged");
    }
}

#[tokio::test]
async fn a_crowd_of_false_accounts_moves_nothing_and_shows_nobody() {
    for service in services().await {
        let campaign = opened(&service, "riders", json!({})).await;
        let id = &campaign.id;
        let real = people(&service, "riders", 8, "invitation").await;
        let fake = people(&service, "riders", 60, "email").await;
        for who in &real {
            assert_eq!(pledge(&service, who, id, 0, "public").await, 204);
        }
        for who in &fake {
            assert_eq!(pledge(&service, who, id, 0, "public").await, 204);
        }
        later(&service, 1).await;
        for who in real.iter().chain(&fake) {
            assert_eq!(stand(&service, who, id).await, "pledged");
        }
        // Two who pass for real bring about a notice, and still no name of
        // those who do not act again.
        let two = people(&service, "riders", 2, "verified").await;
        for who in &two {
            assert_eq!(pledge(&service, who, id, 0, "public").await, 204);
        }
        later(&service, 1).await;
        assert_eq!(stand(&service, &real[0], id).await, "noticed");
        for who in two.iter().chain(&fake) {
            assert_eq!(confirm(&service, who, id, 1).await, 204);
        }
        later(&service, 8).await;
        assert!(seen(&service, &campaign.ana, id).await.is_empty());
    }
}

#[tokio::test]
async fn ending_while_people_confirm_shows_nobody() {
    for service in services().await {
        let campaign = opened(&service, "riders", json!({})).await;
        let id = &campaign.id;
        let all = people(&service, "riders", 12, "invitation").await;
        for who in &all {
            pledge(&service, who, id, 0, "public").await;
        }
        later(&service, 1).await;
        let end = format!("/campaigns/{id}/end");
        let confirming = async {
            let mut done = Vec::new();
            for who in &all {
                done.push(confirm(&service, who, id, 1).await);
            }
            done
        };
        let ending = service.api(&campaign.ben, "POST", &end, "");
        let (done, ended) = tokio::join!(confirming, ending);
        ended.is(204);
        assert!(
            done.iter().all(|status| [204, 409].contains(status)),
            "{done:?}"
        );
        service.api(&campaign.ben, "POST", &end, "").await.is(409);
        later(&service, 8).await;
        for who in &all {
            assert_eq!(stand(&service, who, id).await, "none");
            assert_eq!(confirm(&service, who, id, 1).await, 409);
        }
        assert!(seen(&service, &campaign.ana, id).await.is_empty());
        assert_eq!(pledge(&service, &all[0], id, 0, "public").await, 409);
    }
}

#[tokio::test]
async fn strangers_and_organisers_of_others_do_nothing_here() {
    for service in services().await {
        let campaign = opened(&service, "riders", json!({})).await;
        let other = opened(&service, "drivers", json!({})).await;
        let id = &campaign.id;
        let stranger = service.someone().await;
        for who in [&stranger, &other.ana] {
            assert_eq!(pledge(&service, who, id, 0, "public").await, 403);
            assert_eq!(confirm(&service, who, id, 1).await, 403);
            let end = service
                .api(who, "POST", &format!("/campaigns/{id}/end"), "")
                .await;
            end.is(404);
        }
        let nobody = service.get(&format!("/campaigns/{id}/pledge")).await;
        nobody.is(401);
    }
}

#[tokio::test]
async fn who_leaves_the_coalition_leaves_no_count_behind() {
    for service in services().await {
        let campaign = opened(&service, "riders", json!({})).await;
        let all = people(&service, "riders", 11, "invitation").await;
        for who in &all {
            pledge(&service, who, &campaign.id, 10, "public").await;
        }
        let path = "/coalitions/riders/members/me";
        let left = service.api(&all[0], "DELETE", path, "").await;
        left.is(200);
        // Ten who each wait for ten others are one too few.
        later(&service, 1).await;
        assert_eq!(stand(&service, &all[1], &campaign.id).await, "pledged");
        let shown = service
            .get(&format!("/api/v1/campaigns/{}", campaign.id))
            .await;
        assert_eq!(shown.json()["sizes"]["counted"], 10);
    }
}

/// Lets people pledge through the queue, all at once.
async fn hurry(service: &Service, who: std::ops::Range<u64>) {
    let mut tasks = JoinSet::new();
    for n in who {
        let app = service.app.clone();
        tasks.spawn(async move {
            let act = Act::Pledge {
                member: crowd::member(n),
                others: GRID[n as usize % GRID.len()],
                audience: Audience::Participants,
            };
            app.pledges.apply(&app, crowd::CAMPAIGN, act).await.unwrap();
        });
    }
    tasks.join_all().await;
}

#[tokio::test]
async fn one_act_that_fails_takes_none_of_the_others_with_it() {
    for service in services().await {
        let (app, store) = (&service.app, &service.app.store);
        let mut tx = store.begin().await.unwrap();
        let terms = crowd::terms(10, app.now());
        crowd::open(&mut tx, terms).await.unwrap();
        tx.commit().await.unwrap();
        crowd::join_all(store, 0..20, app.now()).await.unwrap();
        let act = |n: u64| Act::Pledge {
            member: crowd::member(n),
            others: 0,
            audience: Audience::Public,
        };
        let stranger = app.pledges.apply(app, crowd::CAMPAIGN, act(99));
        let nowhere = app.pledges.apply(app, "nowhere", act(1));
        let (stranger, nowhere, ()) = tokio::join!(stranger, nowhere, hurry(&service, 0..20));
        assert_eq!(stranger.unwrap_err().status, 404);
        assert_eq!(nowhere.unwrap_err().status, 404);
        let mut conn = store.read().await.unwrap();
        let (counted, same) = recount(&mut conn, crowd::CAMPAIGN).await.unwrap();
        assert_eq!(counted.rows().map(|(_, n)| n).sum::<u64>(), 20);
        assert!(same);
    }
}
