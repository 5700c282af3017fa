//! Campaigns: two people open one, and nothing in it changes after.

use crate::coalition::{draft, found, member, opened};
use crate::support::{Service, services};
use capstan_coalition::gate::{Answer, Gate, Reason};
use capstan_report::Lang;
use capstan_server::campaigns::draft::date;
use capstan_server::tick;
use capstan_store::id::DAY;
use serde_json::json;

async fn state(service: &Service, id: &str) -> String {
    let shown = service.get(&format!("/api/v1/campaigns/{id}")).await;
    shown.json()["state"].as_str().unwrap_or("none").to_owned()
}

#[tokio::test]
async fn nobody_opens_their_own_draft_and_others_do_not_see_it() {
    for service in services().await {
        found(&service, "riders").await;
        found(&service, "others").await;
        let ana = member(&service, "riders", "Ana", "organiser", "vouched").await;
        let ben = member(&service, "riders", "Ben", "steward", "vouched").await;
        let cleo = member(&service, "riders", "Cleo", "member", "vouched").await;
        let away = member(&service, "others", "Dan", "steward", "vouched").await;
        let body = draft(&service, json!({}));
        let path = "/coalitions/riders/campaigns";
        for (who, status) in [(&cleo, 403), (&away, 404)] {
            assert_eq!(service.api(who, "POST", path, &body).await.status, status);
        }
        let made = service.api(&ana, "POST", path, &body).await;
        let id = made.json()["id"].as_str().unwrap().to_owned();
        let at = format!("/campaigns/{id}");
        let act = |step: &str| format!("{at}/{step}");
        service.get(&at).await.is(404);
        service.get_as(&away, &at).await.is(404);
        service.get_as(&cleo, &at).await.is(404);
        service.get_as(&ben, &at).await.is(200);
        // It cannot be opened before it is handed in, nor by who wrote it.
        service.api(&ben, "POST", &act("approve"), "").await.is(409);
        service.api(&ana, "POST", &act("submit"), "").await.is(204);
        let own = service.api(&ana, "POST", &act("approve"), "").await;
        own.refuses(403, "campaign-own-draft");
        for who in [&away, &cleo] {
            service.api(who, "POST", &act("approve"), "").await.is(404);
        }
        // Whoever changes a draft has written it too.
        let back = json!({"reason": "Name the source."}).to_string();
        service
            .api(&ben, "POST", &act("send-back"), "{\"reason\": \" \"}")
            .await
            .is(422);
        service
            .api(&ben, "POST", &act("send-back"), &back)
            .await
            .is(204);
        let page = service.get_as(&ana, &at).await;
        assert!(page.body.contains("Name the source."), "{}", page.body);
        service.api(&ben, "PUT", &at, &body).await.is(204);
        service.api(&ana, "POST", &act("submit"), "").await.is(204);
        let changed = service.api(&ben, "POST", &act("approve"), "").await;
        assert_eq!(changed.problem(), "campaign-own-draft");
        let third = member(&service, "riders", "Eve", "organiser", "vouched").await;
        service
            .api(&third, "POST", &act("approve"), "")
            .await
            .is(204);
        assert_eq!(state(&service, &id).await, "open");
        let page = service.get(&at).await;
        assert!(
            page.body.contains("Publish how each fare is split."),
            "{}",
            page.body
        );
        assert!(!page.body.contains(">Ana<") && !page.body.contains(">Eve<"));
    }
}

#[tokio::test]
async fn an_open_campaign_changes_only_by_losing_claims_and_ending() {
    for service in services().await {
        let soon = date(service.app.now() + 20 * DAY);
        let campaign = opened(&service, "riders", json!({"closes": soon})).await;
        let at = format!("/campaigns/{}", campaign.id);
        for more in [
            json!({}),
            json!({"threshold": 20}),
            json!({"hosts": ["evil.example"]}),
        ] {
            let body = draft(&service, more);
            let refused = service.api(&campaign.ben, "PUT", &at, &body).await;
            refused.is(409);
        }
        let claim = format!("{at}/claims/1");
        service
            .api(&campaign.ben, "DELETE", &claim, "")
            .await
            .is(204);
        service
            .api(&campaign.ben, "DELETE", &claim, "")
            .await
            .is(404);
        let shown = service.get(&format!("/api/v1{at}")).await.json();
        assert_eq!(shown["claims"], json!([]));
        assert_eq!(shown["threshold"], 10);
        assert_eq!(shown["sizes"], json!(null));
        // It ends by itself, and what came of it can be entered once.
        let outcome = |loss: f64| {
            json!({"participation": 0.3, "loss": loss, "interval": [0.08, 0.17],
                "source": "https://example.org/measured"})
            .to_string()
        };
        let enter = format!("{at}/outcome");
        service
            .api(&campaign.ana, "POST", &enter, &outcome(0.12))
            .await
            .is(409);
        service.app.clock.forward(21 * DAY);
        assert_eq!(state(&service, &campaign.id).await, "ended");
        tick::due(&service.app).await.unwrap();
        tick::due(&service.app).await.unwrap();
        assert_eq!(state(&service, &campaign.id).await, "ended");
        let wrong = service
            .api(&campaign.ana, "POST", &enter, &outcome(0.5))
            .await;
        assert_eq!(wrong.problem(), "grade-interval");
        service
            .api(&campaign.ana, "POST", &enter, &outcome(0.12))
            .await
            .is(204);
        service
            .api(&campaign.ana, "POST", &enter, &outcome(0.12))
            .await
            .is(409);
        assert_eq!(state(&service, &campaign.id).await, "graded");
        let page = service.get(&at).await;
        assert!(page.body.contains("30.0 of 100 people"), "{}", page.body);
    }
}

#[tokio::test]
async fn the_form_keeps_what_was_typed_and_names_the_claim() {
    for service in services().await {
        found(&service, "riders").await;
        let ana = member(&service, "riders", "Ana", "organiser", "vouched").await;
        let path = "/coalitions/riders/campaigns/new";
        let page = service.get_as(&ana, path).await;
        page.is(200);
        let fields = |source: &str| {
            format!(
                "title=Tell+us&operator=Rides&system=Pay&demand=Tell+us.&levers=strike&levers=boycott\
                 &group=&stop=Told.&claim_text=One&claim_status=alleged&claim_source=https://a.org/\
                 &claim_dated=2020-01-01&claim_text=Two&claim_status=documented&claim_source={source}\
                 &claim_dated=2020-01-02&claim_text=&claim_status=alleged&claim_source=&claim_dated=\
                 &threshold=50&counting=vouched&opens=2020-01-01&closes=2999-01-01&step=1&window=7\
                 &hosts=help.example.org&counsel="
            )
        };
        let wrong = service
            .post_as(&ana, path, &fields("javascript:alert(1)"))
            .await;
        wrong.is(422);
        let at = wrong.body.find("Claim 2").unwrap();
        let error = wrong.body[at..].find("class=\"error\"").unwrap();
        assert!(error < wrong.body[at..].find("Claim 3").unwrap());
        assert!(
            wrong.body.contains(">One<") && wrong.body.contains(">Two<"),
            "{}",
            wrong.body
        );
        let none = service
            .post_as(
                &ana,
                path,
                &fields("https://b.org/").replace("counsel=", "counsel=Zoe"),
            )
            .await;
        none.is(422);
        let made = service.post_as(&ana, path, &fields("https://b.org/")).await;
        made.is(303);
        let to = made.headers["location"].to_str().unwrap().to_owned();
        let page = service.get_as(&ana, &to).await;
        assert!(page.body.contains("The draft is saved."), "{}", page.body);
        let edit = to.replace("?done=campaign-saved", "/edit");
        let page = service.get_as(&ana, &edit).await;
        assert!(page.body.contains("help.example.org") && page.body.contains(">Two<"));
        let saved = service
            .post_as(&ana, &edit, &fields("https://c.org/"))
            .await;
        saved.is(303);
        let list = service.get_as(&ana, "/coalitions/riders/campaigns").await;
        assert!(list.body.contains("Tell us"));
        let list = service.get("/coalitions/riders/campaigns").await;
        assert!(!list.body.contains("Tell us"));
    }
}

#[tokio::test]
async fn poison_never_opens_and_says_why() {
    for service in services().await {
        found(&service, "riders").await;
        let ana = member(&service, "riders", "Ana", "organiser", "vouched").await;
        // Every answer that its author can give opens a gate, and that of the
        // reviews and the decision is not taken from them.
        let plan = json!({
            "data": "own-traces",
            "representation": {"states_fact": false, "signed": false, "warranted": false},
            "contract": {"terms_shown": true, "paid": false},
            "ownership": {"own_account": true, "own_device": true, "automated": false,
                "several_accounts": false, "faster_than_human": false},
            "third_parties": {"billed": false, "safety": false, "commons": false},
            "alternative": {"open": false, "share_of_effect": null, "enough": 0.5},
            "country": "NL",
            "reviews": [{"country": "NL", "reviewer": "me", "at": 0}],
            "exit": {"stop_published": true, "spares_compliant": true,
                "from": service.app.now(), "until": service.app.now() + 20 * DAY},
            "mandate": {"voted": true, "reviewed": true, "two_people": true},
        });
        let body = draft(
            &service,
            json!({"levers": ["strike", "poison"], "poison": plan}),
        );
        let made = service
            .api(&ana, "POST", "/coalitions/riders/campaigns", &body)
            .await;
        made.is(201);
        let id = made.json()["id"].as_str().unwrap().to_owned();
        let submit = format!("/campaigns/{id}/submit");
        let refused = service.api(&ana, "POST", &submit, "").await;
        assert_eq!(refused.problem(), "campaign-poison");
        let gates = service
            .api(&ana, "GET", &format!("/campaigns/{id}/gates"), "")
            .await;
        assert_eq!(gates.json()["simulation"], false);
        let failing: Vec<String> = gates.json()["items"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|f| !["pass", "warn"].contains(&f["answer"].as_str().unwrap()))
            .map(|f| f["gate"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(failing, ["proportion", "jurisdiction", "two-people"]);
        let page = service
            .get_as(&ana, &format!("/campaigns/{id}/poison"))
            .await;
        assert_eq!(page.body.matches("<li class=\"card\">").count(), 9);
        let campaign = opened(&service, "drivers", json!({})).await;
        let page = service.get(&format!("/campaigns/{}", campaign.id)).await;
        assert!(page.body.contains("Poison is off."), "{}", page.body);
    }
}

#[tokio::test]
async fn every_gate_has_its_sentences() {
    let service = &services().await[0];
    let keys = Gate::ALL.iter().map(|g| format!("gates-gate-{}", g.key()));
    let keys = keys.chain(
        Answer::ALL
            .iter()
            .map(|a| format!("gates-answer-{}", a.key())),
    );
    for key in keys.chain(
        Reason::ALL
            .iter()
            .map(|r| format!("gates-reason-{}", r.key())),
    ) {
        for voice in Lang::ALL.map(|lang| service.app.voices.of(lang)) {
            assert!(voice.knows(&key), "{key}");
        }
    }
}
