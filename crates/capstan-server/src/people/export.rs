//! All that is held about a person, for their own eyes.

use crate::app::App;
use crate::dividends;
use crate::donations::acts::{Donor, list_of};
use crate::mail::acts::address;
use crate::messages::phones;
use crate::moderation::acts::reporter;
use crate::problem::Problem;
use crate::push;
use crate::who::Who;
use capstan_store::held::Held;
use capstan_store::members::{self, Member};
use capstan_store::{Conn, ballots, coalitions, contacts, decisions, held, people, reports};
use serde_json::{Value, json};

/// All that is held about who asks, as JSON. It holds no id that joins what
/// they do in one coalition with what they do in another.
///
/// # Errors
/// If nobody is signed in.
pub async fn export(app: &App, who: &Who) -> Result<Value, Problem> {
    let person = who.may("account")?;
    let tag = who.tag(app)?;
    let mut conn = app.store.read().await?;
    let (lang, day) = people::about(&mut conn, person)
        .await?
        .ok_or_else(Problem::missing)?;
    let account = held::about(&mut conn, "people", person).await?;
    let mail = mail(app, &mut conn, &tag).await?;
    let devices = push::acts::export(app, &mut conn, &tag).await?;
    let reports = reported(app, &mut conn, person).await?;
    let mut memberships = Vec::new();
    for member in members::all_of_person(&mut conn, &tag).await? {
        memberships.push(membership(app, &mut conn, &member).await?);
    }
    Ok(json!({
        "made": app.now(),
        "language": lang,
        "day": day,
        "account": account,
        "mail": mail,
        "devices": devices,
        "reports": reports,
        "memberships": memberships,
        "dividends": dividends::own::export(app, &mut conn, &tag).await?,
    }))
}

/// The address, what is on its way there, and whether one address, this or an
/// earlier one, counts as evidence for this person.
async fn mail(app: &App, conn: &mut Conn, tag: &str) -> Result<Value, Problem> {
    let contact = contacts::of_person(conn, tag).await?;
    Ok(json!({
        "address": contact.as_ref().map(|c| address(app, c)),
        "confirmed": contact.as_ref().is_some_and(|c| c.confirmed),
        "names": contact.as_ref().is_some_and(|c| c.names),
        "pending": contacts::pending(conn, tag).await?,
        "evidence": contacts::evident(conn, tag).await?,
    }))
}

/// What they reported, as far as no steward ruled on it yet.
async fn reported(app: &App, conn: &mut Conn, person: &str) -> Result<Vec<Value>, Problem> {
    let theirs = reports::by(conn, |about| reporter(app, person, about)).await?;
    let shown = theirs.into_iter().map(|report| {
        json!({
            "kind": report.about.kind,
            "post": report.about.id,
            "reason": report.reason,
            "day": report.made,
        })
    });
    Ok(shown.collect())
}

async fn membership(app: &App, conn: &mut Conn, member: &Member) -> Result<Value, Problem> {
    let coalition = coalitions::by_id(conn, &member.coalition).await?;
    let mut held = held::about(conn, "members", &member.id).await?;
    unseal(app, &mut held, &member.id);
    // In place of what is locked, what it is.
    held.remove("donations");
    let slug = coalition.as_ref().map(|c| c.slug.clone());
    let donor = Donor {
        coalition: member.coalition.clone(),
        slug: slug.unwrap_or_default(),
        member: member.id.clone(),
    };
    let donations = list_of(app, conn, &donor).await?;
    // That a ballot is there, and its receipt. What it says is told to nobody:
    // else someone could be made to show it.
    let mut cast = Vec::new();
    for proposal in decisions::open_of(conn, &member.coalition).await? {
        let receipt = ballots::receipt(conn, &app.store.keys, &proposal, &member.id).await?;
        cast.extend(receipt.map(|receipt| json!({"proposal": proposal, "receipt": receipt})));
    }
    Ok(json!({
        "coalition": coalition.map(|c| c.slug),
        "handle": member.handle,
        "role": member.role,
        "tier": member.tier,
        "joined": member.joined,
        "seen": member.seen_day,
        "ballots": cast,
        "donations": donations,
        "held": held,
    }))
}

/// Opens what is sealed for others, and takes out what would join coalitions.
fn unseal(app: &App, held: &mut Held, member: &str) {
    for row in held.get_mut("phones").into_iter().flatten() {
        // One number has one tag in all coalitions.
        let phone = row.remove("phone").unwrap_or_default();
        let sealed = row.get("talk").and_then(Value::as_str);
        let talk = phone.as_str().zip(sealed);
        let talk: Option<Value> = talk.and_then(|(phone, s)| phones::open(app, phone, s));
        row.insert("talk".to_owned(), talk.into());
    }
    for row in held.get_mut("text_files").into_iter().flatten() {
        // What was donated, which is here already, and the hash of a link.
        row.retain(|column, _| column == "until");
    }
    for row in held.get_mut("evidence_asked").into_iter().flatten() {
        let sealed = row.get("note").and_then(Value::as_str);
        let note = sealed.and_then(|s| app.store.keys.open_sealed("evidence", member, s));
        row.insert("note".to_owned(), note.into());
    }
}
