//! What a member can do with what they donate: send it, look at it, keep it,
//! get a receipt, withdraw it.

use crate::app::App;
use crate::coalitions::acts::{Standing, standing};
use crate::donations::body::{Content, mark};
use crate::donations::consent::{self, Purpose};
use crate::donations::files::{self, Came, MOST_JOBS};
use crate::donations::receipt;
use crate::problem::Problem;
use crate::who::Who;
use axum::http::StatusCode;
use capstan_coalition::role::Deed;
use capstan_data::pay::Field;
use capstan_donation::Card;
use capstan_report::words::Voice;
use capstan_store::blobs::Blobs;
use capstan_store::donations::{self, Donation, Draft, Keep};
use capstan_store::id::DAY;
use capstan_store::vault::Vault;
use capstan_store::{Conn, Micros, StoreError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What came and was not kept is removed when it is this old.
const FORGOTTEN: Micros = DAY;

/// A donation as its donor sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = Donated)]
pub struct Mine {
    /// The id.
    #[schema(example = "5f0c2f9e-1b7a-8c3d-9e4f-0a1b2c3d4e5f")]
    pub id: String,
    /// How it came: web or api.
    #[schema(example = "web")]
    pub channel: String,
    /// When it was kept, or came, in microseconds UTC since 1970.
    #[schema(example = 1_790_000_000_000_000_i64)]
    pub made: Micros,
    /// Whether it is kept; if not, it waits for a look and goes after a day.
    pub kept: bool,
    /// Whether the picture is kept beside it.
    pub picture: bool,
    /// The hash of it that stands in its receipt.
    #[schema(example = "c0ffee…")]
    pub hash: String,
    /// The jobs in it, as a file of events has them: for each field its value,
    /// how sure the reading is, and why it is asked back.
    pub jobs: Vec<serde_json::Value>,
    /// The same, for pages.
    #[serde(skip)]
    pub cards: Vec<Card>,
}

/// What a donor wants done with the jobs of a donation.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
#[schema(as = DonationKeep)]
pub struct Wish {
    /// The jobs that are kept, by their place, from 0. The others are removed.
    #[schema(example = json!([0]))]
    pub keep: Vec<usize>,
    /// What the donor says of a field in place of what was read.
    pub corrections: Vec<Correction>,
}

/// What a donor says of a field.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schema(as = DonationCorrection)]
pub struct Correction {
    /// The job, by its place, from 0.
    #[schema(example = 0)]
    pub job: usize,
    /// The field, as in a file of events.
    #[schema(example = "tip")]
    pub field: String,
    /// The value: an amount such as 18.41, a time, or a name.
    #[schema(example = "18.41")]
    pub value: String,
}

/// A receipt or a tombstone.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = DonationReceipt)]
pub struct Receipt {
    /// The signed statement, as `capstan verify` reads it.
    pub statement: String,
}

/// The keys of donors.
pub fn vault(app: &App) -> Vault {
    Vault::new(&app.config.data, &app.store.keys)
}

/// The locked pictures.
fn pictures(app: &App) -> Blobs {
    Blobs::new(&app.config.data, "donations")
}

/// Takes in files that a member sends: writes down what they agree to, reads
/// the files, and locks what was read until they have looked at it. Gives the
/// id.
///
/// # Errors
/// If they are no member, do not agree to anything being kept, or a file
/// cannot be read.
pub async fn send(
    app: &App,
    who: &Who,
    slug: &str,
    voice: &Voice,
    purposes: &[Purpose],
    files: Vec<Came>,
) -> Result<String, Problem> {
    agree(app, who, slug, voice, purposes).await?;
    let picture = match purposes.contains(&Purpose::Picture) {
        true => files.first().map(|file| file.bytes.clone()),
        false => None,
    };
    let cards = files::read(files).await?;
    draft(app, who, slug, "web", cards, picture).await
}

/// Writes down what a member agrees to.
///
/// # Errors
/// As [`send`].
pub async fn agree(
    app: &App,
    who: &Who,
    slug: &str,
    voice: &Voice,
    purposes: &[Purpose],
) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::Donate).await?;
    consent::give(&mut tx, voice, &standing.member.id, purposes, app.now()).await?;
    Ok(tx.commit().await?)
}

/// Locks cards until their donor has looked at them.
///
/// # Errors
/// If they are no member, have not agreed, or there are no cards or too many.
pub async fn draft(
    app: &App,
    who: &Who,
    slug: &str,
    channel: &str,
    cards: Vec<Card>,
    picture: Option<Vec<u8>>,
) -> Result<String, Problem> {
    if cards.is_empty() {
        return Err(Problem::input("jobs", "donations-no-job"));
    }
    if cards.len() > MOST_JOBS {
        let problem = Problem::input("jobs", "donations-too-many-jobs");
        return Err(problem.with("found", cards.len()).with("most", MOST_JOBS));
    }
    let vault = vault(app);
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::Donate).await?;
    let member = &standing.member.id;
    let (given, _) = consent::given(&mut tx, member).await?;
    if !given.contains(&Purpose::Own) {
        return Err(Problem::conflict("donations-no-consent"));
    }
    let picture = match picture {
        Some(bytes) => {
            let sealed = vault.seal(member, &bytes)?;
            let mut upload = pictures(app).upload(sealed.len() as u64).await?;
            upload.write(&sealed).await?;
            Some(upload.keep().await?.hash)
        }
        None => None,
    };
    let body = Content::new(cards).bytes()?;
    let draft = Draft {
        coalition: &standing.coalition.id,
        member,
        channel,
        body: &body,
        picture: picture.as_deref(),
        now: app.now(),
    };
    let id = donations::draft(&mut tx, &vault, &draft).await?;
    tx.commit().await?;
    Ok(id)
}

/// The donations of who asks, newest first.
///
/// # Errors
/// If they are no member.
pub async fn list(app: &App, who: &Who, slug: &str) -> Result<Vec<Mine>, Problem> {
    let mut conn = app.store.read().await?;
    let standing = standing(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
    let all = donations::of_member(&mut conn, &standing.member.id).await?;
    all.iter().map(|donation| shown(app, donation)).collect()
}

/// A donation of who asks.
///
/// # Errors
/// If they are no member or it is not theirs.
pub async fn find(app: &App, who: &Who, slug: &str, id: &str) -> Result<Mine, Problem> {
    let mut conn = app.store.read().await?;
    let standing = standing(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
    shown(app, &own(&mut conn, &standing, id).await?)
}

async fn own(conn: &mut Conn, standing: &Standing, id: &str) -> Result<Donation, Problem> {
    let found = donations::find(conn, &standing.member.id, id).await?;
    found.ok_or_else(Problem::missing)
}

fn content(app: &App, donation: &Donation) -> Result<Content, Problem> {
    let bytes = donation.open(&vault(app))?;
    Content::of(&bytes.ok_or_else(Problem::missing)?)
}

fn shown(app: &App, donation: &Donation) -> Result<Mine, Problem> {
    let content = content(app, donation)?;
    Ok(Mine {
        id: donation.id.clone(),
        channel: donation.channel.clone(),
        made: donation.made,
        kept: donation.kept,
        picture: donation.picture.is_some(),
        hash: donation.hash.clone(),
        jobs: content.cards.iter().map(Card::json).collect(),
        cards: content.cards,
    })
}

/// The places of those jobs of a donation that are kept already, whatever
/// channel they came through.
///
/// # Errors
/// If the store fails.
pub async fn known(app: &App, who: &Who, slug: &str, mine: &Mine) -> Result<Vec<usize>, Problem> {
    let mut conn = app.store.read().await?;
    let standing = standing(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
    let marks = |card| mark(&app.store.keys, &standing.member.id, card);
    let marks: Vec<(usize, String)> = mine
        .cards
        .iter()
        .enumerate()
        .filter_map(|(at, card)| Some((at, marks(card)?)))
        .collect();
    let texts: Vec<String> = marks.iter().map(|(_, mark)| mark.clone()).collect();
    let seen = donations::seen(&mut conn, &standing.coalition.id, &texts).await?;
    let places = marks.iter().zip(seen).filter(|(_, seen)| *seen);
    Ok(places.map(|((at, _), _)| *at).collect())
}

/// Keeps what a donor wants of what came, and gives the receipt once it was
/// read back.
///
/// # Errors
/// If it is not theirs or kept already, a correction is none, or nothing is to
/// be kept.
pub async fn keep(
    app: &App,
    who: &Who,
    slug: &str,
    id: &str,
    wish: &Wish,
) -> Result<Receipt, Problem> {
    let vault = vault(app);
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::Donate).await?;
    let donation = own(&mut tx, &standing, id).await?;
    if donation.kept {
        return Err(Problem::conflict("donations-kept"));
    }
    let member = &standing.member.id;
    let cards = wished(content(app, &donation)?.cards, wish)?;
    let marks: Vec<String> = cards
        .iter()
        .filter_map(|card| mark(&app.store.keys, member, card))
        .collect();
    let body = Content::new(cards).bytes()?;
    let (_, consent) = consent::given(&mut tx, member).await?;
    let wanted = Keep {
        body: &body,
        consent: &consent,
        marks: &marks,
        now: app.now(),
    };
    donations::keep(&mut tx, &vault, &donation, &wanted).await?;
    tx.commit().await?;
    // Nobody gets a receipt for what cannot be read back.
    let mut conn = app.store.read().await?;
    let kept = own(&mut conn, &standing, id).await?;
    if kept.open(&vault)?.as_deref() != Some(&body) {
        tracing::error!("a donation reads back as something else");
        return Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "ours"));
    }
    let statement = receipt::donated(app, &standing.coalition.slug, &kept);
    Ok(Receipt {
        statement: statement.to_string(),
    })
}

/// The cards that are wished for, with what their worker says.
fn wished(mut cards: Vec<Card>, wish: &Wish) -> Result<Vec<Card>, Problem> {
    for correction in &wish.corrections {
        let card = cards.get_mut(correction.job);
        let card = card.ok_or(Problem::input("corrections", "donations-no-such-job"))?;
        let field = Field::of_name(&correction.field);
        let field = field.filter(|field| !matches!(field, Field::Worker | Field::Source));
        let field = field.ok_or(Problem::input("corrections", "donations-no-such-field"))?;
        card.correct(field, &correction.value).map_err(|error| {
            let problem = Problem::input("corrections", "donations-correction");
            problem.with("job", correction.job + 1).with("why", error)
        })?;
    }
    let places = wish.keep.iter().copied();
    if let Some(_none) = places.clone().find(|&at| at >= cards.len()) {
        return Err(Problem::input("keep", "donations-no-such-job"));
    }
    let kept: std::collections::BTreeSet<usize> = places.collect();
    if kept.is_empty() {
        return Err(Problem::input("keep", "donations-nothing-kept"));
    }
    let cards = cards.into_iter().enumerate();
    Ok(cards
        .filter(|(at, _)| kept.contains(at))
        .map(|(_, card)| card)
        .collect())
}

/// The receipt of a donation of who asks.
///
/// # Errors
/// If it is not theirs or not kept yet.
pub async fn receipt(app: &App, who: &Who, slug: &str, id: &str) -> Result<Receipt, Problem> {
    let mut conn = app.store.read().await?;
    let standing = standing(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
    let donation = own(&mut conn, &standing, id).await?;
    if !donation.kept {
        return Err(Problem::missing());
    }
    let statement = receipt::donated(app, &standing.coalition.slug, &donation);
    Ok(Receipt {
        statement: statement.to_string(),
    })
}

/// Withdraws a donation, or lets go of what came and was not kept. Gives the
/// tombstone.
///
/// # Errors
/// If it is not theirs.
pub async fn withdraw(app: &App, who: &Who, slug: &str, id: &str) -> Result<Receipt, Problem> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::Donate).await?;
    let donation = own(&mut tx, &standing, id).await?;
    remove(app, &mut tx, &donation, now).await?;
    tx.commit().await?;
    let statement = receipt::withdrawn(app, &standing.coalition.slug, &donation.hash, now);
    Ok(Receipt {
        statement: statement.to_string(),
    })
}

async fn remove(
    app: &App,
    conn: &mut Conn,
    donation: &Donation,
    now: Micros,
) -> Result<(), Problem> {
    donations::withdraw(conn, &vault(app), donation, now).await?;
    if let Some(picture) = &donation.picture {
        pictures(app).remove(picture).await?;
    }
    Ok(())
}

/// Withdraws all that a member donated, who leaves. To be called in the
/// transaction that removes them, before it does.
///
/// # Errors
/// If the store fails.
pub async fn forget(app: &App, conn: &mut Conn, member: &str) -> Result<(), Problem> {
    for donation in donations::of_member(conn, member).await? {
        remove(app, conn, &donation, app.now()).await?;
    }
    Ok(vault(app).destroy(member)?)
}

/// Removes what came and was not kept within a day.
///
/// # Errors
/// If the store fails.
pub async fn due(app: &App) -> Result<(), Problem> {
    let before = app.now() - FORGOTTEN;
    let mut conn = app.store.read().await?;
    let forgotten = donations::forgotten(&mut conn, before).await?;
    drop(conn);
    for donation in forgotten {
        let mut tx = app.store.begin().await?;
        remove(app, &mut tx, &donation, app.now()).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Applies to a restored backup what was withdrawn since it was made, and
/// removes pictures that no donation names. To be called before anything is
/// served.
///
/// # Errors
/// If the store fails.
pub async fn catch_up(app: &App) -> Result<(), StoreError> {
    let mut tx = app.store.begin().await?;
    donations::catch_up(&mut tx, &vault(app)).await?;
    let needed = donations::pictures(&mut tx).await?;
    let pictures = pictures(app);
    pictures.tidy().await?;
    for hash in pictures.all().await? {
        if !needed.contains(&hash) {
            pictures.remove(&hash).await?;
        }
    }
    Ok(tx.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstan_data::pay::PayEvent;

    fn cards(n: i64) -> Vec<Card> {
        let event = |total| PayEvent {
            total: Some(total),
            currency: "USD".parse().ok(),
            ..PayEvent::default()
        };
        (0..n).map(|at| Card::of_event("a", &event(at))).collect()
    }

    fn correction(job: usize, field: &str, value: &str) -> Correction {
        Correction {
            job,
            field: field.into(),
            value: value.into(),
        }
    }

    #[test]
    fn only_what_is_wished_for_is_kept_and_corrections_stand_beside_what_was_read() {
        let wish = Wish {
            keep: vec![2, 0, 2],
            corrections: vec![correction(2, "total", "18.41")],
        };
        let kept = wished(cards(3), &wish).expect("kept");
        let totals: Vec<Option<i64>> = kept.iter().map(|c| c.number(Field::Total)).collect();
        assert_eq!(totals, [Some(0), Some(1841)]);
        let read = kept[1].readings[&Field::Total].value.clone();
        assert_eq!(read, Some(capstan_donation::Value::Number(2)));
    }

    #[test]
    fn what_is_none_of_its_jobs_or_fields_is_refused() {
        let refused = |keep: &[usize], corrections: Vec<Correction>| {
            let keep = keep.to_vec();
            let problem = wished(cards(2), &Wish { keep, corrections }).expect_err("refused");
            problem.key
        };
        assert_eq!(refused(&[], vec![]), "donations-nothing-kept");
        assert_eq!(refused(&[2], vec![]), "donations-no-such-job");
        let one = |job, field, value| vec![correction(job, field, value)];
        assert_eq!(
            refused(&[0], one(2, "tip", "1.00")),
            "donations-no-such-job"
        );
        assert_eq!(
            refused(&[0], one(0, "rent", "1.00")),
            "donations-no-such-field"
        );
        assert_eq!(
            refused(&[0], one(0, "worker", "bo")),
            "donations-no-such-field"
        );
        assert_eq!(refused(&[0], one(0, "tip", "much")), "donations-correction");
    }
}
