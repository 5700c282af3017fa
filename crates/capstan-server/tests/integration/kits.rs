//! Kits: steps that a second person reviewed, and what people attach to them.

use crate::coalition::{member, opened};
use crate::support::{Service, Someone, services};
use capstan_server::{kits, tick};
use capstan_store::id::DAY;
use serde_json::{Value, json};

fn kit(steps: Value) -> String {
    json!({"lever": "strike", "languages": ["en"], "steps": steps}).to_string()
}

fn steps() -> Value {
    json!([
        {"id": "open-settings", "text": {"en": "Open the settings."},
            "link": "https://help.example.org/settings", "proof": "words"},
        {"id": "delete-history", "text": {"en": "Delete your history."}, "proof": "picture"},
    ])
}

/// Eleven members who take part and are shown, the first of them last.
async fn shown(service: &Service, id: &str) -> Vec<Someone> {
    let mut all = Vec::new();
    for n in 0..11 {
        let name = format!("m{n:02}");
        let who = member(service, "riders", &name, "member", "invitation").await;
        let body = json!({"others": 0, "audience": "participants"}).to_string();
        let path = format!("/campaigns/{id}/pledge");
        service.api(&who, "PUT", &path, &body).await.is(204);
        all.push(who);
    }
    service.app.clock.forward(DAY);
    tick::due(&service.app).await.unwrap();
    for who in &all {
        let path = format!("/campaigns/{id}/confirmation");
        let done = service.api(who, "POST", &path, "{\"round\": 1}").await;
        done.is(204);
    }
    service.app.clock.forward(7 * DAY);
    tick::due(&service.app).await.unwrap();
    all
}

#[tokio::test]
async fn a_kit_is_reviewed_by_another_and_leads_nowhere_else() {
    for service in services().await {
        let campaign = opened(&service, "riders", json!({"hosts": ["help.example.org"]})).await;
        let at = format!("/campaigns/{}/kits", campaign.id);
        for wrong in [
            json!([{"id": "a1", "text": {"en": "Go."}, "link": "https://evil.example/x"}]),
            json!([{"id": "a1", "text": {"en": "Go."}, "link": "https://help.example.org/?url=https://a.org"}]),
            json!([{"id": "a1", "text": {"en": "<script>alert(1)</script>"}}]),
            json!([{"id": "a1", "text": {"en": "See www.evil.example"}}]),
            json!([]),
        ] {
            let refused = service.api(&campaign.ana, "POST", &at, &kit(wrong)).await;
            refused.is(422);
        }
        let made = service.api(&campaign.ana, "POST", &at, &kit(steps())).await;
        made.is(201);
        let first = format!("{at}/{}", made.json()["id"].as_str().unwrap());
        let approve = format!("{first}/approve");
        let own = service.api(&campaign.ana, "POST", &approve, "").await;
        assert_eq!(own.problem(), "kit-own-draft");
        let other = opened(&service, "others", json!({})).await;
        service.api(&other.ben, "POST", &approve, "").await.is(403);
        service
            .api(&campaign.ben, "POST", &at, &kit(steps()))
            .await
            .is(409);
        for page in [&at, &first, &format!("{at}/new?lever=strike")] {
            let page = service.get_as(&campaign.ben, page).await;
            page.is(200);
        }
        service
            .api(&campaign.ben, "POST", &approve, "")
            .await
            .is(204);
        service
            .api(&campaign.ben, "POST", &approve, "")
            .await
            .is(409);
        // The next version takes the place of this one.
        let made = service.api(&campaign.ben, "POST", &at, &kit(steps())).await;
        let second = format!("{at}/{}", made.json()["id"].as_str().unwrap());
        let done = service
            .api(&campaign.ana, "POST", &format!("{second}/approve"), "")
            .await;
        done.is(204);
        let all = service.api(&campaign.ana, "GET", &at, "").await.json();
        let states: Vec<(&Value, &Value)> = all["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|v| (&v["kit"]["version"], &v["state"]))
            .collect();
        assert_eq!(
            states,
            [(&json!(2), &json!("in-use")), (&json!(1), &json!("over"))]
        );
    }
}

#[tokio::test]
async fn the_form_writes_a_kit_in_both_languages() {
    for service in services().await {
        let campaign = opened(&service, "riders", json!({})).await;
        let path = format!("/campaigns/{}/kits/new", campaign.id);
        let half = "lever=strike&languages=en%2C+es&id=&text-en=Open&text-es=Abre&link=&proof=\
                    &id=&text-en=Close&text-es=&link=&proof=words";
        let refused = service.post_as(&campaign.ana, &path, half).await;
        refused.is(422);
        let at = refused.body.find("Step 2").unwrap();
        let error = refused.body[at..].find("class=\"error\"").unwrap();
        assert!(error < refused.body[at..].find("Step 3").unwrap());
        let whole = half.replace("text-es=&", "text-es=Cierra&");
        let made = service.post_as(&campaign.ana, &path, &whole).await;
        made.is(303);
        let to = made.headers["location"].to_str().unwrap();
        let page = service.get_as(&campaign.ana, to).await;
        assert!(page.body.contains("Cierra") && page.body.contains("lang=\"es\""));
    }
}

#[tokio::test]
async fn the_form_takes_any_languages_and_the_path_to_a_setting() {
    for service in services().await {
        let campaign = opened(&service, "riders", json!({})).await;
        let path = format!("/campaigns/{}/kits/new", campaign.id);
        let typed = "lever=strike&languages=en+pt-BR&id=&text-en=Open+it&text-pt-BR=Abra\
                     &path-en=Settings+%3E+Privacy&path-pt-BR=Ajustes+%3EPrivacidade&link=&proof=";
        let again = format!("{typed}&again=yes");
        let shown = service.post_as(&campaign.ana, &path, &again).await;
        shown.is(200);
        for there in ["Open it", "name=\"text-pt-BR\"", "Settings &gt; Privacy"] {
            assert!(shown.body.contains(there), "{there}: {}", shown.body);
        }
        let none = service.get_as(&campaign.ana, &path).await;
        assert!(none.body.contains("name=\"path-es\"") && !none.body.contains("Open it"));

        let half = typed.replace("&path-en=Settings+%3E+Privacy", "&path-en=");
        let refused = service.post_as(&campaign.ana, &path, &half).await;
        assert_eq!(refused.status, 422, "a path in one language only");
        let made = service.post_as(&campaign.ana, &path, typed).await;
        made.is(303);
        let at = format!("/campaigns/{}/kits", campaign.id);
        let all = service.api(&campaign.ana, "GET", &at, "").await.json();
        let kit = &all["items"][0]["kit"];
        assert_eq!(kit["languages"], json!(["en", "pt-BR"]));
        let expected = json!({"en": ["Settings", "Privacy"], "pt-BR": ["Ajustes", "Privacidade"]});
        assert_eq!(kit["steps"][0]["setting"], expected);
    }
}

#[tokio::test]
async fn who_takes_part_marks_steps_and_only_stewards_see_what_is_attached() {
    for service in services().await {
        let campaign = opened(&service, "riders", json!({"hosts": ["help.example.org"]})).await;
        let id = &campaign.id;
        let at = format!("/campaigns/{id}/kits");
        let made = service.api(&campaign.ana, "POST", &at, &kit(steps())).await;
        let approve = format!("{at}/{}/approve", made.json()["id"].as_str().unwrap());
        service
            .api(&campaign.ben, "POST", &approve, "")
            .await
            .is(204);
        let steward = member(&service, "riders", "Sue", "steward", "vouched").await;
        let aside = member(&service, "riders", "Out", "member", "invitation").await;
        let all = shown(&service, id).await;
        let settings = format!("/campaigns/{id}/steps/strike/open-settings");
        let history = format!("/campaigns/{id}/steps/strike/delete-history");
        // Who does not take part sees no steps and marks none.
        let page = service
            .get_as(&aside, &format!("/campaigns/{id}/kit"))
            .await;
        assert!(!page.body.contains("Open the settings."));
        service.api(&aside, "PUT", &settings, "{}").await.is(403);
        let page = service
            .get_as(&all[0], &format!("/campaigns/{id}/kit"))
            .await;
        assert!(page.body.contains("Open the settings."), "{}", page.body);
        let words = json!({"words": "Number 77"}).to_string();
        service.api(&all[0], "PUT", &settings, &words).await.is(204);
        service.api(&all[0], "PUT", &history, &words).await.is(422);
        let none = format!("/campaigns/{id}/steps/strike/none");
        service.api(&all[0], "PUT", &none, "{}").await.is(404);
        let path = format!("/campaigns/{id}/kit/strike/open-settings/done");
        for who in &all[1..3] {
            service.post_as(who, &path, "words=").await.is(303);
        }
        // Only a picture is taken for one, and a page is none.
        let picture = format!("{history}/picture");
        let html = service.api(&all[0], "PUT", &picture, "<html>").await;
        assert_eq!(html.problem(), "kit-picture");
        let bytes = b"\x89PNG\r\n\x1a\nrest".to_vec();
        let sent = service.api(&all[0], "PUT", &picture, bytes).await;
        sent.is(204);
        let large = service
            .api(&all[0], "PUT", &picture, vec![0; 5_000_001])
            .await;
        large.is(413);
        let mine = service
            .api(&all[0], "GET", &format!("/campaigns/{id}/steps"), "")
            .await
            .json();
        assert_eq!(mine["items"][0]["progress"], "hidden");
        let hash = mine["items"][1]["picture"].as_str().unwrap().to_owned();
        let file = format!("/campaigns/{id}/pictures/{hash}");
        service.get_as(&all[0], &file).await.is(200);
        service.get_as(&steward, &file).await.is(200);
        for who in [&all[1], &aside, &campaign.ana] {
            service.get_as(who, &file).await.is(404);
        }
        let proofs = format!("/campaigns/{id}/proofs");
        let seen = service.get_as(&steward, &proofs).await;
        assert!(seen.body.contains("Number 77"), "{}", seen.body);
        service.get_as(&campaign.ana, &proofs).await.is(403);
        // How far all have come is seen at the next time of the clock.
        service.app.clock.forward(DAY);
        tick::due(&service.app).await.unwrap();
        let mine = service
            .api(&all[1], "GET", &format!("/campaigns/{id}/steps"), "")
            .await
            .json();
        assert_eq!(mine["items"][0]["progress"], "quarter");
        assert_eq!(mine["items"][1]["progress"], "begun");
        // What is taken back leaves nothing.
        service.api(&all[0], "DELETE", &history, "").await.is(204);
        tick::due(&service.app).await.unwrap();
        let left = kits::steps::blobs(&service.app).all().await.unwrap();
        assert!(!left.contains(&hash));
    }
}
