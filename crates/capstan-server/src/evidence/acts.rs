//! What can be done about evidence.

use crate::api::kinds;
use crate::api::list::{self, Page};
use crate::app::App;
use crate::coalitions::acts::{Standing, log, standing};
use crate::people::notices::tell;
use crate::pledges::acts::refused as pledge_refused;
use crate::problem::Problem;
use crate::typed::clean;
use crate::who::Who;
use capstan_coalition::evidence::{ASKED_FOR, Word};
use capstan_coalition::pledge::Refusal;
use capstan_coalition::role::{Deed, Role};
use capstan_coalition::text::{PARAGRAPH, handle_key};
use capstan_store::members::{self, Member};
use capstan_store::pledges::{self, Act, Ledger};
use capstan_store::{Conn, Micros, charters, evidence, roles};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

/// What is known of who asks, for their own eyes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Evidence)]
pub struct Known {
    /// What is known of them: "none", "email", "invitation", "vouched" or
    /// "verified".
    #[schema(example = "invitation")]
    pub tier: String,
    /// What stewards said.
    pub words: Vec<Spoken>,
    /// What they ask the stewards to say.
    pub asked: Option<Asked>,
    /// What stands for them in the stewards' log.
    #[schema(example = "0123456789abcdef")]
    pub mark: String,
}

/// What stewards said of a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = EvidenceWord)]
pub struct Spoken {
    /// What: "vouched", "work-address", "work", "card" or "account".
    #[schema(example = "card")]
    pub word: String,
    /// How many stewards said it.
    #[schema(example = 1)]
    pub stewards: u64,
    /// How many it takes.
    #[schema(example = 1)]
    pub needed: u64,
    /// The day of the last word, in microseconds UTC since 1970.
    pub day: Micros,
}

/// What a member asks the stewards to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = EvidenceAsked)]
pub struct Asked {
    /// Their handle.
    #[schema(example = "bea")]
    pub handle: String,
    /// What.
    #[schema(example = "card")]
    pub word: String,
    /// What they wrote to the stewards.
    #[schema(example = "I can show you my licence on a call.")]
    pub note: String,
    /// When it goes, answered or not, in microseconds UTC since 1970.
    pub until: Micros,
}

/// What stewards have to answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = EvidenceOpen)]
pub struct Open {
    /// What members ask, oldest first.
    pub items: Vec<Asked>,
    /// What waits for the word of another steward, at most a hundred.
    pub waiting: Vec<Waiting>,
    /// What to ask for the next of them with; nothing at the end.
    pub next: Option<String>,
}

/// What waits for the word of another steward.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = EvidenceWaiting)]
pub struct Waiting {
    /// The handle of the member.
    #[schema(example = "bea")]
    pub handle: String,
    /// What was said.
    #[schema(example = "vouched")]
    pub word: String,
}

/// What is asked of the stewards.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = EvidenceAsk, example = json!({
    "word": "card", "note": "I can show you my licence on a call."
}))]
pub struct Ask {
    /// What they should say.
    #[schema(value_type = kinds::Word, required)]
    pub word: String,
    /// What the stewards should know to answer. It is sealed, and goes with
    /// their answer.
    #[schema(value_type = kinds::Paragraph, required)]
    pub note: String,
}

/// What a steward says, and of whom.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = EvidenceSay, example = json!({"handle": "bea", "word": "vouched"}))]
pub struct Say {
    /// The handle of the member.
    #[schema(value_type = kinds::Handle, required)]
    pub handle: String,
    /// What.
    #[schema(value_type = kinds::Word, required)]
    pub word: String,
}

/// What is taken back, and why.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = EvidenceUnsay, example = json!({
    "handle": "bea", "word": "vouched", "reason": "The card was not yours."
}))]
pub struct Unsay {
    /// The handle of the member.
    #[schema(value_type = kinds::Handle, required)]
    pub handle: String,
    /// What.
    #[schema(value_type = kinds::Word, required)]
    pub word: String,
    /// Why. Only the member reads it.
    #[schema(value_type = kinds::Paragraph, required)]
    pub reason: String,
}

/// A question that is not answered with a word, and why.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = EvidenceDecline, example = json!({
    "handle": "bea", "reason": "We could not read it."
}))]
pub struct Decline {
    /// The handle of the member.
    #[schema(value_type = kinds::Handle, required)]
    pub handle: String,
    /// Why. Only the member reads it.
    #[schema(value_type = kinds::Paragraph, required)]
    pub reason: String,
}

/// What came of a steward's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = EvidenceSaid)]
pub enum Said {
    /// It is known of the member now.
    Done,
    /// Another steward has to say the same.
    Waits,
}

fn word(key: &str) -> Result<Word, Problem> {
    let known = Word::ALL.iter().copied().find(|word| word.key() == key);
    known.ok_or_else(|| Problem::input("word", "evidence-word"))
}

fn shown(app: &App, asked: evidence::Asked, handle: String) -> Asked {
    let keys = &app.store.keys;
    let note = keys.open_sealed("evidence", &asked.member, &asked.note);
    Asked {
        handle,
        word: asked.word.key().to_owned(),
        note: note.unwrap_or_default(),
        until: asked.until,
    }
}

/// What is known of who asks.
///
/// # Errors
/// If they are no member.
pub async fn known(app: &App, who: &Who, slug: &str) -> Result<Known, Problem> {
    let mut conn = app.store.read().await?;
    let member = standing(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
    let member = member.member;
    let words = evidence::of_member(&mut conn, &member.id).await?;
    let asked = evidence::asked(&mut conn, &member.id).await?;
    let asked = asked.filter(|asked| asked.until > app.now());
    Ok(Known {
        words: words
            .into_iter()
            .map(|held| Spoken {
                word: held.said.word.key().to_owned(),
                stewards: held.said.stewards,
                needed: held.said.needed,
                day: held.day,
            })
            .collect(),
        asked: asked.map(|asked| shown(app, asked, member.handle)),
        mark: evidence::mark(&app.store.keys, &member.id),
        tier: member.tier,
    })
}

/// Asks the stewards for their word, in place of what was asked before.
///
/// # Errors
/// If they are no member, or what they wrote cannot be taken.
pub async fn ask(app: &App, who: &Who, slug: &str, ask: &Ask) -> Result<(), Problem> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let asks = standing(app, who, &mut tx, slug, Deed::Vote).await?;
    let word = word(&ask.word)?;
    let note = clean(&PARAGRAPH, "note", &ask.note)?;
    let said = evidence::of_member(&mut tx, &asks.member.id).await?;
    if said.iter().any(|h| h.said.word == word && h.said.settled()) {
        return Err(Problem::conflict("evidence-already"));
    }
    let before = evidence::asked(&mut tx, &asks.member.id).await?;
    let asked = evidence::Asked {
        note: app.store.keys.seal("evidence", &asks.member.id, &note),
        member: asks.member.id.clone(),
        word,
        made: now,
        until: now + ASKED_FOR,
    };
    evidence::ask(&mut tx, &asks.coalition.id, &asked).await?;
    // Who writes again does not call them again.
    if before.is_none() {
        tell_stewards(&mut tx, &asks, "evidence-asked", now).await?;
    }
    Ok(tx.commit().await?)
}

async fn tell_stewards(
    conn: &mut Conn,
    from: &Standing,
    key: &str,
    now: Micros,
) -> Result<(), Problem> {
    let link = format!("/coalitions/{}/evidence", from.coalition.slug);
    for steward in roles::with(conn, &from.coalition.id, Role::Steward.key()).await? {
        if steward.id != from.member.id {
            tell(conn, &steward.id, key, &json!({}), &link, now).await?;
        }
    }
    Ok(())
}

/// Takes back what one asked the stewards, with what was written.
///
/// # Errors
/// If nothing was asked.
pub async fn unask(app: &App, who: &Who, slug: &str) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    let asks = standing(app, who, &mut tx, slug, Deed::Vote).await?;
    match evidence::unask(&mut tx, &asks.member.id).await? {
        true => Ok(tx.commit().await?),
        false => Err(Problem::missing()),
    }
}

/// What stewards have to answer, at most `most`, behind the question of the
/// member with the handle `after`.
///
/// # Errors
/// If they are no steward, or that member asks nothing.
pub async fn open(
    app: &App,
    who: &Who,
    slug: &str,
    after: Option<&str>,
    most: usize,
) -> Result<Open, Problem> {
    who.may("steward")?;
    let mut conn = app.store.read().await?;
    let reads = standing(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
    if reads.role != Role::Steward {
        return Err(Problem::forbidden("role-too-low"));
    }
    let coalition = &reads.coalition.id;
    let after = match after {
        None => None,
        Some(handle) => {
            let found = members::by_handle(&mut conn, coalition, &handle_key(handle)).await?;
            let found = found.ok_or_else(list::unknown)?.id;
            let asked = evidence::asked(&mut conn, &found).await?;
            Some(asked.ok_or_else(list::unknown)?.member)
        }
    };
    let ask = list::and_one(most);
    let found = evidence::open(&mut conn, coalition, after.as_deref(), ask).await?;
    let Page { items, next } = Page::of(found, most, |(_, handle)| handle.clone());
    let waiting = evidence::waiting(&mut conn, coalition, 100).await?;
    Ok(Open {
        next,
        items: items
            .into_iter()
            .filter(|(asked, _)| asked.until > app.now())
            .map(|(asked, handle)| shown(app, asked, handle))
            .collect(),
        waiting: waiting
            .into_iter()
            .map(|(handle, word)| Waiting {
                handle,
                word: word.key().to_owned(),
            })
            .collect(),
    })
}

/// A steward, and the member that they speak of, who is another.
async fn speaking(
    app: &App,
    who: &Who,
    conn: &mut Conn,
    slug: &str,
    handle: &str,
) -> Result<(Standing, Member), Problem> {
    let steward = standing(app, who, conn, slug, Deed::Vouch).await?;
    let key = handle_key(handle.trim());
    let member = members::by_handle(conn, &steward.coalition.id, &key).await?;
    let member = member.ok_or_else(|| Problem::input("handle", "handle-unknown"))?;
    match member.id == steward.member.id {
        true => Err(Problem::input("handle", "evidence-oneself")),
        false => Ok((steward, member)),
    }
}

/// Writes into the log what a steward did about a member, who stands there by
/// their mark.
async fn logged(
    app: &App,
    conn: &mut Conn,
    (steward, member): (&Standing, &Member),
    did: &str,
    word: Option<Word>,
) -> Result<(), Problem> {
    let mut more = json!({"member-mark": evidence::mark(&app.store.keys, &member.id)});
    if let Some(word) = word {
        more["word"] = word.key().into();
    }
    let (coalition, by) = (&steward.coalition.id, &steward.member.handle);
    log(conn, coalition, by, did, more, app.now()).await
}

/// Says something of a member. Once enough stewards said it, it is known of
/// the member, and their pledges count by it.
///
/// # Errors
/// If they are no steward, there is no such member, it is themselves, or they
/// said so already.
pub async fn say(app: &App, who: &Who, slug: &str, say: &Say) -> Result<Said, Problem> {
    let now = app.now();
    let word = word(&say.word)?;
    let mut tx = app.store.begin().await?;
    let (steward, member) = speaking(app, who, &mut tx, slug, &say.handle).await?;
    let needed = charters::read(&steward.coalition.charter)?
        .charter
        .words_needed;
    let about = (steward.member.id.as_str(), member.id.as_str());
    let keys = &app.store.keys;
    if !evidence::say(&mut tx, keys, about, word, needed, now).await? {
        return Err(Problem::conflict("evidence-said"));
    }
    logged(
        app,
        &mut tx,
        (&steward, &member),
        "say-of-member",
        Some(word),
    )
    .await?;
    let said = evidence::of_member(&mut tx, &member.id).await?;
    let said = said.iter().find(|held| held.said.word == word);
    let settled = said.is_some_and(|held| held.said.settled());
    if settled {
        if let Some(asked) = evidence::asked(&mut tx, &member.id).await?
            && asked.word == word
        {
            evidence::unask(&mut tx, &member.id).await?;
        }
        counted(&mut tx, &member.id, now).await?;
        let key = format!("evidence-{}", word.key());
        let link = format!("/coalitions/{slug}/evidence");
        tell(&mut tx, &member.id, &key, &json!({}), &link, now).await?;
    } else {
        tell_stewards(&mut tx, &steward, "evidence-waits", now).await?;
    }
    tx.commit().await?;
    Ok(if settled { Said::Done } else { Said::Waits })
}

/// Takes back what was said of a member, by whichever stewards, with the
/// reason, which only the member reads.
///
/// # Errors
/// If they are no steward, there is no such member, or nothing was said.
pub async fn unsay(app: &App, who: &Who, slug: &str, unsay: &Unsay) -> Result<(), Problem> {
    let now = app.now();
    let word = word(&unsay.word)?;
    let reason = clean(&PARAGRAPH, "reason", &unsay.reason)?;
    let mut tx = app.store.begin().await?;
    let (steward, member) = speaking(app, who, &mut tx, slug, &unsay.handle).await?;
    if !evidence::unsay(&mut tx, &member.id, word).await? {
        return Err(Problem::input("word", "evidence-unsaid"));
    }
    logged(
        app,
        &mut tx,
        (&steward, &member),
        "take-back-word",
        Some(word),
    )
    .await?;
    counted(&mut tx, &member.id, now).await?;
    let link = format!("/coalitions/{slug}/evidence");
    let why = json!({"reason": reason});
    tell(&mut tx, &member.id, "evidence-taken-back", &why, &link, now).await?;
    Ok(tx.commit().await?)
}

/// Answers what a member asked without giving a word.
///
/// # Errors
/// If they are no steward, or the member asks nothing.
pub async fn decline(app: &App, who: &Who, slug: &str, decline: &Decline) -> Result<(), Problem> {
    let now = app.now();
    let reason = clean(&PARAGRAPH, "reason", &decline.reason)?;
    let mut tx = app.store.begin().await?;
    let (steward, member) = speaking(app, who, &mut tx, slug, &decline.handle).await?;
    if !evidence::unask(&mut tx, &member.id).await? {
        return Err(Problem::input("handle", "evidence-unasked"));
    }
    logged(app, &mut tx, (&steward, &member), "give-no-word", None).await?;
    let link = format!("/coalitions/{slug}/evidence");
    let why = json!({"reason": reason});
    tell(&mut tx, &member.id, "evidence-declined", &why, &link, now).await?;
    Ok(tx.commit().await?)
}

/// Lets the pledges of a member count by what is known of them now. To be
/// called in the transaction in which that changed.
///
/// # Errors
/// If the store fails.
pub async fn counted(conn: &mut Conn, member: &str, now: Micros) -> Result<(), Problem> {
    let mut ledger = Ledger::default();
    for pledge in pledges::of_member(conn, member).await? {
        let act = Act::Known {
            member: member.to_owned(),
        };
        match ledger.apply(conn, &pledge.campaign, now, &act).await? {
            Ok(()) | Err(Refusal::NotOpen) => {}
            Err(refusal) => return Err(pledge_refused(refusal)),
        }
    }
    Ok(ledger.close(conn).await?)
}

/// Removes what members asked and nobody answered in time.
///
/// # Errors
/// If the store fails.
pub async fn due(app: &App) -> Result<(), Problem> {
    let now = app.now();
    let mut conn = app.store.read().await?;
    let over = evidence::over(&mut conn, now).await?;
    drop(conn);
    if over {
        let mut tx = app.store.begin().await?;
        evidence::forget(&mut tx, now).await?;
        tx.commit().await?;
    }
    Ok(())
}
