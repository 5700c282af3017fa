//! What people take away: all that is held about them; and what a coalition
//! takes away: nothing that joins its handles with those of another.

use crate::coalitions::{found, join};
use crate::decisions::{propose, vote};
use crate::support::{Service, services};
use capstan_server::messages::phones;
use capstan_server::people::phrase::Phrase;
use capstan_store::messages::{self, Phone};
use capstan_store::{coalitions, export, held, members, people};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

#[tokio::test]
async fn a_person_gets_also_what_is_sealed_or_stands_under_a_tag() {
    for service in services().await {
        let [ana, bea] = service.people().await;
        let slug = found(&service, &ana, "Riders", "ana").await;
        assert!(join(&service, &bea, &slug, "beatriz").await.is_success());
        service.app.clock.forward(20 * capstan_store::id::DAY);
        let post = format!("/posts/coalition/{slug}/report");
        let sent = service
            .post_as(&bea, &post, "reason=It+names+a+person.")
            .await;
        sent.is(303);
        let proposal = propose(&service, &ana, &slug, json!({})).await;
        let cast = vote(&service, &bea, &proposal, json!({"approve": [1]})).await;
        assert!(cast.status.is_success(), "{}", cast.body);
        let asked = json!({"word": "vouched", "note": "We met in May."}).to_string();
        let path = format!("/coalitions/{slug}/members/me/evidence");
        let asked = service.api(&bea, "PUT", &path, &asked).await;
        assert!(asked.status.is_success(), "{}", asked.body);

        let all = service.get_as(&bea, "/you/export").await.json();
        assert_eq!(all["reports"][0]["reason"], "It names a person.");
        assert_eq!(all["reports"][0]["post"], slug.as_str());
        let membership = &all["memberships"][0];
        let held = &membership["held"]["evidence_asked"][0];
        assert_eq!(held["note"], "We met in May.");
        let ballot = &membership["ballots"][0];
        assert!(proposal.ends_with(ballot["proposal"].as_str().unwrap()));
        assert!(!ballot["receipt"].as_str().unwrap().is_empty());
        assert!(
            ballot.as_object().unwrap().len() == 2,
            "not what it says: {ballot}"
        );
        assert_eq!(all["mail"]["evidence"], false);
        assert_eq!(all["devices"], json!([]));

        // What is another's is not in it.
        let others = service.get_as(&ana, "/you/export").await.json();
        assert_eq!(others["reports"], json!([]));
        assert_eq!(others["memberships"][0]["ballots"], json!([]));
        assert!(!others.to_string().contains("beatriz"), "{others}");
    }
}

#[tokio::test]
async fn a_phone_is_in_what_its_owner_gets_and_joins_nothing() {
    for service in services().await {
        let (app, ana) = (&service.app, service.someone().await);
        let tag = phones::tag(app, "+15005550006");
        for name in ["Riders", "Cooks"] {
            let slug = found(&service, &ana, name, "ana").await;
            let mut tx = app.store.begin().await.unwrap();
            let home = coalitions::by_slug(&mut tx, &slug).await.unwrap().unwrap();
            let row = members::by_handle(&mut tx, &home.id, "ana").await.unwrap();
            let phone = Phone {
                coalition: home.id,
                phone: tag.clone(),
                member: row.map(|row| row.id),
                talk: phones::seal(app, &tag, &json!({"step": name})),
                turn: 3,
            };
            messages::put_phone(&mut tx, &phone, 0).await.unwrap();
            tx.commit().await.unwrap();
        }
        let all = service.get_as(&ana, "/you/export").await.json();
        let mut steps = Vec::new();
        for membership in all["memberships"].as_array().unwrap() {
            steps.push(&membership["held"]["phones"][0]["talk"]["step"]);
        }
        steps.sort_by_key(|step| step.to_string());
        assert_eq!(steps, ["Cooks", "Riders"]);
        assert!(!all.to_string().contains(&tag), "{all}");
        let mut conn = app.store.read().await.unwrap();
        for (id, slug) in coalitions::all(&mut conn).await.unwrap() {
            let export = export::coalition(&app.store, &id).await.unwrap().unwrap();
            assert!(!export.to_string().contains(&tag), "{slug}: {export}");
        }
    }
}

/// The long words of a text that are made of hexadecimal digits alone: ids,
/// tags and hashes. Those without a letter are times.
fn marks(text: &str) -> BTreeSet<&str> {
    let mark = |word: &&str| {
        let long = word.len() >= 16 && word.bytes().all(|b| b.is_ascii_hexdigit());
        long && word.bytes().any(|b| b.is_ascii_alphabetic())
    };
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(mark)
        .collect()
}

/// Nothing that stands beside a member in the export of one coalition stands in
/// that of another, nor does what stands for a person. `phrases` are those of
/// people who are in several.
pub async fn no_export_joins_two_handles(service: &Service, phrases: &[&str]) {
    let app = &service.app;
    let mut conn = app.store.read().await.unwrap();
    let all = coalitions::all(&mut conn).await.unwrap();
    let mut of_people: BTreeSet<String> = ["members".to_owned()].into();
    of_people.extend(
        held::references("members")
            .into_iter()
            .map(|(table, _)| table),
    );
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut texts = Vec::new();
    for (id, slug) in &all {
        let export = export::coalition(&app.store, id).await.unwrap().unwrap();
        let tables = export["tables"].as_object().unwrap();
        let rows: Vec<&Value> = of_people
            .iter()
            .filter_map(|name| tables.get(name))
            .collect();
        let text = json!(rows).to_string();
        assert!(marks(&text).len() > 10, "{slug} has members: {text}");
        for mark in marks(&text) {
            let other = seen.insert(mark.to_owned(), slug.clone());
            let alone = other.as_ref().is_none_or(|other| other == slug);
            assert!(alone, "{mark} is in the exports of {slug} and {other:?}");
        }
        texts.push(export.to_string());
    }
    assert!(all.len() > 1);
    for phrase in phrases {
        let lookup = Phrase::read(phrase).unwrap().lookup(&app.store.keys);
        let person = people::by_lookup(&mut conn, &lookup)
            .await
            .unwrap()
            .unwrap();
        let tag = members::tag(&app.store.keys, &person.id);
        for text in &texts {
            assert!(!text.contains(&tag) && !text.contains(&person.id));
        }
    }
}
