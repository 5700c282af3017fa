//! The plan before the gates: who writes it, who reviews it, and that nothing
//! but a simulation follows.

use crate::coalition::draft;
use crate::coalitions::join;
use crate::decisions::{close, coalition, propose, vote};
use crate::support::{Answer, Service, Someone, services};
use capstan_server::jobs;
use capstan_store::id::DAY;
use serde_json::{Value, json};

/// A plan to which no gate objects but those that wait for others.
fn plan(service: &Service) -> Value {
    let day = |days: i64| {
        let at = service.app.now() + days * DAY;
        capstan_server::campaigns::draft::date(at)
    };
    json!({
        "data": "own-traces", "terms-shown": true, "own-account": true, "own-device": true,
        "enough": 50.0, "country": "nl", "stop-published": true, "spares-compliant": true,
        "from": day(1), "until": day(20),
    })
}

/// The gates that forbid it.
async fn shut(service: &Service, who: &Someone, id: &str) -> Vec<String> {
    let gates = service
        .api(who, "GET", &format!("/campaigns/{id}/gates"), "")
        .await;
    let gates = gates.json();
    let shut = gates["items"].as_array().unwrap().iter();
    let shut: Vec<String> = shut
        .filter(|f| !["pass", "warn"].contains(&f["answer"].as_str().unwrap()))
        .map(|f| f["gate"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(gates["simulation"], shut.is_empty());
    shut
}

async fn review(service: &Service, who: &Someone, id: &str, said: Value) -> Answer {
    let at = format!("/campaigns/{id}/plan/reviews");
    service.api(who, "POST", &at, said.to_string()).await
}

async fn ask(service: &Service, who: &Someone, id: &str, lever: &str) -> Answer {
    let ask = json!({
        "data": "sample", "model": "item-mean", "lever": lever, "participation": [0.3],
        "replicates": 1
    });
    let at = format!("/campaigns/{id}/forecasts");
    service.api(who, "POST", &at, ask.to_string()).await
}

/// With every gate open the engine simulates it, beside the strike that it
/// falls back to, and nowhere else.
async fn simulated(service: &Service, (ana, cem): (&Someone, &Someone), id: &str) {
    assert!(ask(service, ana, id, "strike").await.status.is_success());
    assert!(jobs::next(&service.app, "w").await.unwrap());
    let page = format!("/campaigns/{id}/poison");
    let simulate = format!("{page}/simulate");
    service.post_as(cem, &simulate, "").await.is(404);
    let asked = service.post_as(ana, &simulate, "").await;
    asked.is(303);
    let waits = service.get_as(ana, &page).await;
    assert!(waits.headers.contains_key("refresh"), "{}", waits.body);
    assert!(jobs::next(&service.app, "w").await.unwrap());
    let shown = service.get_as(ana, &page).await.body;
    for said in [
        "What the simulation says",
        "This is a simulation.",
        "give false ratings",
        "those who do not take part",
        "this is what is left of it",
        "those who do not strike",
    ] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    let at = format!("/campaigns/{id}/forecasts");
    let listed = service.api(ana, "GET", &at, "").await.json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 1, "{listed}");
    assert!(!listed.to_string().contains("false ratings"));
}

#[tokio::test]
async fn a_plan_passes_only_by_others_and_a_vote_and_then_only_its_simulation_shows() {
    for service in services().await {
        let (slug, people) = coalition(&service, &["ana", "bea", "cem"]).await;
        let (ana, bea) = (&people[0], &people[1]);
        let role = json!({"handle": "bea", "role": "organiser"}).to_string();
        let at = format!("/coalitions/{slug}/roles");
        assert!(
            service
                .api(ana, "POST", &at, role)
                .await
                .status
                .is_success()
        );
        let at = format!("/coalitions/{slug}/campaigns");
        let made = service
            .api(ana, "POST", &at, draft(&service, json!({})))
            .await;
        let id = made.json()["id"].as_str().unwrap().to_owned();
        let at = format!("/campaigns/{id}/plan");
        service.api(ana, "GET", &at, "").await.is(404);
        let ethics = json!({"part": "ethics", "agrees": true});
        assert_eq!(
            review(&service, bea, &id, ethics.clone()).await.problem(),
            "plan-none"
        );

        // The form and the API write the same.
        let written = plan(&service);
        let form = format!(
            "data=own-traces&terms-shown=yes&own-account=yes&own-device=yes&enough=50&country=nl\
             &stop-published=yes&spares-compliant=yes&from={}&until={}",
            written["from"].as_str().unwrap(),
            written["until"].as_str().unwrap()
        );
        let page = format!("/campaigns/{id}/poison");
        let edit = format!("{page}/plan");
        let wrong = form.replace("enough=50", "enough=lots");
        service.post_as(ana, &edit, &wrong).await.is(422);
        service.post_as(ana, &edit, &form).await.is(303);
        let shown = service.api(bea, "GET", &at, "").await.json();
        for (name, value) in written.as_object().unwrap() {
            assert_eq!(&shown[name], value, "{name}");
        }
        let waiting = ["proportion", "jurisdiction", "two-people"];
        assert_eq!(shut(&service, ana, &id).await, waiting);

        // Its author cannot review it, in no way.
        assert_eq!(
            review(&service, ana, &id, ethics.clone()).await.problem(),
            "plan-own"
        );
        let own = service
            .post_as(ana, &format!("{page}/review"), "part=ethics&agrees=yes")
            .await;
        own.is(409);
        review(&service, &people[2], &id, ethics.clone())
            .await
            .is(404);

        let by_form = "part=ethics&agrees=yes";
        service
            .post_as(bea, &format!("{page}/review"), by_form)
            .await
            .is(303);
        let country = json!({"part": "country", "agrees": true});
        review(&service, bea, &id, country).await.is(204);
        let strong = json!({"part": "alternative", "agrees": true, "open": true, "share": 60.0});
        review(&service, bea, &id, strong).await.is(204);
        assert_eq!(shut(&service, ana, &id).await, ["proportion", "two-people"]);
        let weak = json!({"part": "alternative", "agrees": true, "open": true, "share": 10.0});
        review(&service, bea, &id, weak.clone()).await.is(204);
        assert_eq!(
            shut(&service, ana, &id).await,
            ["two-people"],
            "no vote yet"
        );
        let early = ask(&service, ana, &id, "poison").await;
        assert_eq!(early.problem(), "forecasts-poison");
        let lever = service.get_as(ana, &page).await.body;
        assert!(lever.contains("Others have to review it"), "{lever}");

        let ask = json!({"kind": "campaign", "title": "Shall we?", "campaign": id});
        let ballot = propose(&service, ana, &slug, ask).await;
        for who in &people {
            vote(&service, who, &ballot, json!({"approve": [0]})).await;
        }
        close(&service).await;
        assert_eq!(shut(&service, ana, &id).await, [""; 0]);
        let open = service.get_as(ana, &page).await.body;
        assert!(open.contains("Capstan only simulates it"), "{open}");
        simulated(&service, (ana, &people[2]), &id).await;
        let log = service
            .api(bea, "GET", &format!("/coalitions/{slug}/log?limit=100"), "")
            .await;
        assert_eq!(log.body.matches("review-plan").count(), 4);

        // A review is taken back, and a changed plan has none.
        let back = json!({"part": "country", "agrees": false});
        review(&service, bea, &id, back).await.is(204);
        let shut_again = service.get_as(ana, &page).await.body;
        assert!(!shut_again.contains("What the simulation says"));
        let refused = service.post_as(ana, &format!("{page}/simulate"), "").await;
        refused.is(409);
        assert_eq!(shut(&service, ana, &id).await, ["jurisdiction"]);
        let again = service.api(ana, "PUT", &at, written.to_string()).await;
        again.is(204);
        assert_eq!(shut(&service, ana, &id).await, waiting);
        review(&service, bea, &id, ethics.clone()).await.is(204);
        let left = shut(&service, ana, &id).await;
        assert!(
            left.contains(&"two-people".into()),
            "nobody voted on this plan"
        );

        // Who changes the plan has written it.
        let late = service.someone().await;
        assert_eq!(join(&service, &late, &slug, "dan").await, 201);
        let role = json!({"handle": "dan", "role": "organiser"}).to_string();
        let roles = format!("/coalitions/{slug}/roles");
        service.api(ana, "POST", &roles, role).await;
        service
            .api(&late, "PUT", &at, written.to_string())
            .await
            .is(204);
        assert_eq!(
            review(&service, &late, &id, ethics).await.problem(),
            "plan-own"
        );
        service
            .post_as(ana, &format!("{page}/remove"), "")
            .await
            .is(303);
        service.api(bea, "GET", &at, "").await.is(404);
    }
}
