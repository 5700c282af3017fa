//! A coalition with people in roles, for tests of what they do in it.

use crate::support::{Service, Someone};
use capstan_store::coalitions::{self, Coalition};
use capstan_store::id::blind;
use capstan_store::members::{self, Member};
use capstan_store::testing;

/// Founds a coalition with this name in addresses.
pub async fn found(service: &Service, slug: &str) {
    let mut tx = service.app.store.begin().await.unwrap();
    let coalition = Coalition {
        summary: "Who drives.".into(),
        place: "Leeds".into(),
        ..testing::coalition(slug)
    };
    coalitions::add(&mut tx, &coalition, &[]).await.unwrap();
    tx.commit().await.unwrap();
}

/// Someone new who is a member of it, with this handle, role and evidence.
pub async fn member(service: &Service, slug: &str, name: &str, role: &str, tier: &str) -> Someone {
    let someone = service.someone().await;
    let store = &service.app.store;
    let mut tx = store.begin().await.unwrap();
    let row = Member {
        id: blind(),
        role: role.into(),
        tier: tier.into(),
        ..testing::member(slug, name)
    };
    let tag = members::tag(&store.keys, &someone.person);
    members::add(&mut tx, &row, &tag, name).await.unwrap();
    tx.commit().await.unwrap();
    someone
}

/// A draft of a campaign as JSON; `more` are further fields, which win.
pub fn draft(service: &Service, more: serde_json::Value) -> String {
    let day = |days: i64| {
        let at = service.app.now() + days * capstan_store::id::DAY;
        capstan_server::campaigns::draft::date(at)
    };
    let mut draft = serde_json::json!({
        "title": "Tell us how pay is set",
        "operator": "Quick Rides",
        "system": "The pay algorithm",
        "demand": "Publish how each fare is split.",
        "levers": ["strike"],
        "stop": "The split is published.",
        "claims": [{
            "text": "Fares rose and pay did not.",
            "status": "documented",
            "source": "https://example.org/report",
            "dated": day(-30),
        }],
        "threshold": 10,
        "counting": "invitation",
        "opens": day(0),
        "closes": day(60),
        "step": 1,
        "window": 7,
    });
    for (key, value) in more.as_object().unwrap() {
        draft[key] = value.clone();
    }
    draft.to_string()
}

/// A campaign that Ana wrote and Ben opened, both organisers.
pub struct Opened {
    pub ana: Someone,
    pub ben: Someone,
    pub id: String,
}

/// Opens a campaign in a new coalition; `more` are further fields of its draft.
pub async fn opened(service: &Service, slug: &str, more: serde_json::Value) -> Opened {
    found(service, slug).await;
    let ana = member(service, slug, "Ana", "organiser", "vouched").await;
    let ben = member(service, slug, "Ben", "organiser", "vouched").await;
    let path = format!("/coalitions/{slug}/campaigns");
    let made = service
        .api(&ana, "POST", &path, &draft(service, more))
        .await;
    made.is(201);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    for (who, step) in [(&ana, "submit"), (&ben, "approve")] {
        let done = service
            .api(who, "POST", &format!("/campaigns/{id}/{step}"), "")
            .await;
        assert_eq!(done.status, 204, "{step}: {}", done.body);
    }
    Opened { ana, ben, id }
}
