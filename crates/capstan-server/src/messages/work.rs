//! Answering messages beside requests: what came is read and answered, one
//! message of a phone after the other; what is said is sent. Whatever fails is
//! tried again later, ever more rarely, and removed with its last try.

use super::deeds::Scene;
use super::dialogue::{self, Deed, Heard, Talk, World};
use super::folder::{self, Folder};
use super::inbound::{Address, InboundMessage, Provider, Unreached};
use super::line::Line;
use super::phones::{self, Letter, open, seal};
use super::reading::{self, postponed};
use super::say::{self, Say};
use super::settings::Messages;
use super::sms_gateway::SmsGateway;
use super::twilio::Twilio;
use super::whatsapp::WhatsApp;
use crate::app::App;
use crate::config::Config;
use crate::donations::acts::settle;
use crate::invitations::acts::public_url;
use crate::limits::Limit;
use crate::outside::Outside;
use crate::problem::Problem;
use capstan_report::args;
use capstan_store::id::DAY;
use capstan_store::messages::{self, Kept, Phone, Queue, Waiting};
use capstan_store::{Micros, id};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use tokio::task::JoinSet;

/// How often it is looked what came.
const EVERY: Duration = Duration::from_secs(1);
/// How long one that is being answered or sent is left alone.
const LEASE: Micros = 5 * 60 * 1_000_000;
/// The wait after the first failure; each further one four times as long.
const WAIT: Micros = 15 * 1_000_000;
/// How often one is tried.
const TRIES: i64 = 6;
/// How many phones are answered at once.
const AT_ONCE: usize = 4;
/// The longest message that providers take, in characters.
const LONGEST: usize = 1500;
/// How long what never was a dialogue is kept.
const STRANGERS: Micros = DAY;
/// How long tags of messages are kept, so that none counts twice.
const SEEN: Micros = 400 * DAY;
/// How often it is looked what is over.
const SWEEP: Micros = 10 * 60 * 1_000_000;

/// The providers of an installation.
#[derive(Debug)]
pub struct Texts {
    providers: Vec<Box<dyn Provider>>,
    folder: Option<Folder>,
    swept: AtomicI64,
}

/// What stands in the queue.
#[derive(Serialize, Deserialize)]
enum Task {
    /// A message to be answered.
    Answer(InboundMessage),
    /// A message whose media are to be deleted at the provider.
    Forget(InboundMessage),
}

impl Texts {
    /// The providers that are set up.
    pub fn new(config: &Config) -> Self {
        let Messages {
            seconds,
            twilio,
            whatsapp,
            sms_gateway,
            folder,
            ..
        } = &config.messages;
        let outside = Arc::new(Outside::new(&config.messages.servers()));
        let line = Line::new(outside, Duration::from_secs(*seconds));
        let folder = folder.as_deref().map(Folder::new);
        let mut providers: Vec<Box<dyn Provider>> = Vec::new();
        // Its signature is over the public address.
        if twilio.token.is_set() && config.public_url.is_some() {
            providers.push(Box::new(Twilio::new(twilio, line.clone())));
        }
        if whatsapp.secret.is_set() {
            providers.push(Box::new(WhatsApp::new(whatsapp, line.clone())));
        }
        if sms_gateway.key.is_set() {
            providers.push(Box::new(SmsGateway::new(sms_gateway, line)));
        }
        if let Some(folder) = &folder {
            providers.push(Box::new(folder.clone()));
        }
        Self {
            providers,
            folder,
            swept: AtomicI64::new(0),
        }
    }

    /// Whether any provider is set up.
    pub fn offered(&self) -> bool {
        !self.providers.is_empty()
    }

    /// The provider with this name, if it is set up.
    pub fn of(&self, name: &str) -> Option<&dyn Provider> {
        let found = self.providers.iter().find(|p| p.name() == name);
        found.map(|provider| &**provider)
    }
}

/// Takes a message in: once it is on the disk, this returns. What can be
/// answered without asking anyone is, where the provider takes answers at
/// once; then this gives them.
///
/// # Errors
/// If the store fails: then the message is not taken.
pub async fn take(
    app: &App,
    message: &InboundMessage,
    at_once: bool,
) -> Result<Vec<String>, Problem> {
    let Some(number) = message.number() else {
        return Ok(Vec::new());
    };
    let phone = phones::tag(app, &number);
    if app.limits.take(Limit::Text, &phone).is_err() {
        tracing::warn!("someone writes too often");
        return Ok(Vec::new());
    }
    let now = app.now();
    let body = seal(app, &phone, &Task::Answer(message.clone()));
    // While it is answered here, nobody else takes it up.
    let due = if at_once { now + LEASE } else { now };
    let mut tx = app.store.begin().await?;
    if !messages::first_time(&mut tx, &phones::mark(app, message), now).await? {
        return Ok(Vec::new());
    }
    let first = messages::oldest(&mut tx, Queue::In, &phone)
        .await?
        .is_none();
    let id = messages::put(&mut tx, Queue::In, &phone, &body, due).await?;
    tx.commit().await?;
    if !at_once {
        return Ok(Vec::new());
    }
    let waiting = Waiting {
        id,
        phone,
        body,
        tries: 1,
    };
    let soon = match first {
        true => reply(app, &waiting, message).await,
        false => Ok(None),
    };
    match soon {
        Ok(Some(said)) => Ok(said),
        Ok(None) => later(app, &waiting.id, now).await,
        Err(problem) => {
            tracing::warn!(key = problem.key, "a message is answered later");
            later(app, &waiting.id, now).await
        }
    }
}

/// Leaves a message to those who answer beside requests.
async fn later(app: &App, id: &str, now: Micros) -> Result<Vec<String>, Problem> {
    let mut tx = app.store.begin().await?;
    messages::later(&mut tx, Queue::In, id, now).await?;
    tx.commit().await?;
    Ok(Vec::new())
}

/// What is said at once; nothing if pictures are to be read first, which takes
/// a while.
async fn reply(
    app: &App,
    waiting: &Waiting,
    message: &InboundMessage,
) -> Result<Option<Vec<String>>, Problem> {
    let scene = look(app, waiting, message).await?;
    let Some((_, _, _, turn)) = &scene else {
        return Ok(None);
    };
    if turn.deeds.contains(&Deed::Read) {
        let voice = app.voices.of(turn.talk.lang());
        let got = voice.say("messages-got", args![pictures = message.media.len()]);
        later(app, &waiting.id, app.now()).await?;
        return Ok(Some(vec![got]));
    }
    answer(app, waiting, message, false).await.map(Some)
}

type Looked = (
    capstan_store::coalitions::Coalition,
    Option<Phone>,
    World,
    dialogue::Turn,
);

/// What a message brings about, as things stand; nothing if nobody knows which
/// coalition it is for.
async fn look(
    app: &App,
    waiting: &Waiting,
    message: &InboundMessage,
) -> Result<Option<Looked>, Problem> {
    let mut conn = app.store.read().await?;
    let coalition = phones::coalition(app, &mut conn, &message.to).await?;
    let Some(coalition) = coalition else {
        tracing::warn!("no coalition is set for the number that a message came to");
        return Ok(None);
    };
    let phone = messages::phone(&mut conn, &coalition.id, &waiting.phone).await?;
    let world = World {
        name: coalition.name.clone(),
        charter: format!("{}/coalitions/{}/charter", public_url(app), coalition.slug),
        invitation: phones::invites(&coalition)?,
    };
    let talk: Option<Talk> = phone.as_ref().and_then(|p| open(app, &p.phone, &p.talk));
    let heard = Heard {
        text: &message.body,
        media: message.media.len(),
    };
    let turn = dialogue::hear(talk.as_ref(), &heard, &world);
    Ok(Some((coalition, phone, world, turn)))
}

/// Answers a message and gives what is said, each part as long as providers
/// take. `send` puts it into the queue of what is sent, in the same
/// transaction as all that was done.
async fn answer(
    app: &App,
    waiting: &Waiting,
    message: &InboundMessage,
    send: bool,
) -> Result<Vec<String>, Problem> {
    let Some((coalition, before, _, turn)) = look(app, waiting, message).await? else {
        let mut tx = app.store.begin().await?;
        messages::done(&mut tx, Queue::In, &waiting.id).await?;
        return Ok(tx.commit().await.map(|()| Vec::new())?);
    };
    let provider = app.texts.of(&message.provider);
    let provider = provider.ok_or_else(postponed)?;
    let found = match turn.deeds.contains(&Deed::Read) {
        true => {
            let last = waiting.tries >= TRIES;
            reading::read(provider, message, (last, app.now())).await?
        }
        false => Vec::new(),
    };
    let mut tx = app.store.begin().await?;
    let now = messages::phone(&mut tx, &coalition.id, &waiting.phone).await?;
    if now != before || !messages::done(&mut tx, Queue::In, &waiting.id).await? {
        // Another message was answered meanwhile, or this one.
        return Err(postponed());
    }
    let mut scene = Scene {
        app,
        coalition: &coalition,
        phone: &waiting.phone,
        member: before.as_ref().and_then(|phone| phone.member.clone()),
        talk: turn.talk,
        says: turn.says,
        found,
        kept: Vec::new(),
        erased: false,
        forget: false,
        first: before.is_none(),
    };
    for deed in turn.deeds {
        scene.act(&mut tx, deed).await?;
    }
    if scene.forget {
        messages::remove_phone(&mut tx, &coalition.id, &waiting.phone).await?;
    } else {
        let phone = Phone {
            coalition: coalition.id.clone(),
            phone: waiting.phone.clone(),
            member: scene.member.clone(),
            talk: seal(app, &waiting.phone, &scene.talk),
            turn: before.map_or(0, |phone| phone.turn) + 1,
        };
        messages::put_phone(&mut tx, &phone, app.now()).await?;
    }
    let said = parts(&say::message(app.voices.of(scene.talk.lang()), &scene.says));
    if send {
        for text in &said {
            let letter = Letter {
                to: Address::of(message),
                text: text.clone(),
            };
            let body = seal(app, &waiting.phone, &letter);
            messages::put(&mut tx, Queue::Out, &waiting.phone, &body, app.now()).await?;
        }
    }
    if !message.media.is_empty() {
        let bare = InboundMessage {
            body: String::new(),
            ..message.clone()
        };
        let key = format!("{} media", waiting.phone);
        let body = seal(app, &key, &Task::Forget(bare));
        messages::put(&mut tx, Queue::In, &key, &body, app.now()).await?;
    }
    let donor = scene
        .member
        .as_deref()
        .map(|member| phones::donor(&coalition, member));
    tx.commit().await?;
    if scene.erased {
        settle(app).await?;
    }
    // Nobody hears that something is kept which cannot be read back.
    for kept in scene.kept {
        if let Some(donor) = &donor {
            kept.receipt(app, donor).await?;
        }
    }
    Ok(said)
}

/// A text in parts that providers take, cut between lines or words.
fn parts(text: &Option<String>) -> Vec<String> {
    let mut rest = text.as_deref().unwrap_or("").trim();
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let end = rest
            .char_indices()
            .nth(LONGEST)
            .map_or(rest.len(), |(at, _)| at);
        let cut = match end == rest.len() {
            true => end,
            false => {
                let head = &rest[..end];
                head.rfind('\n').or_else(|| head.rfind(' ')).unwrap_or(end)
            }
        };
        parts.push(rest[..cut].trim_end().to_owned());
        rest = rest[cut..].trim_start();
    }
    parts
}

/// Answers and sends what is due, again and again.
pub async fn run(app: App) {
    // Without a provider nothing comes.
    if !app.texts.offered() {
        return;
    }
    loop {
        if let Err(problem) = drain(&app).await {
            tracing::error!(key = problem.key, "messages could not be answered");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Answers and sends all that is due now.
///
/// # Errors
/// If the store fails.
pub async fn drain(app: &App) -> Result<(), Problem> {
    collect(app).await?;
    let mut answering = JoinSet::new();
    loop {
        while answering.len() < AT_ONCE
            && let Some(waiting) = claim(app, Queue::In).await?
        {
            let app = app.clone();
            answering.spawn(async move { work(&app, &waiting).await });
        }
        match answering.join_next().await {
            None => break,
            Some(Ok(done)) => done?,
            Some(Err(_)) => tracing::error!("a message ended its answering"),
        }
    }
    while let Some(waiting) = claim(app, Queue::Out).await? {
        post(app, &waiting).await?;
    }
    Ok(())
}

async fn claim(app: &App, queue: Queue) -> Result<Option<Waiting>, Problem> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let claimed = messages::claim(&mut tx, queue, (now, now + LEASE)).await?;
    tx.commit().await?;
    Ok(claimed)
}

/// Takes in what was put into the folder.
async fn collect(app: &App) -> Result<(), Problem> {
    let Some(folder) = app.texts.folder.clone() else {
        return Ok(());
    };
    let ours = |error: std::io::Error| {
        tracing::error!(%error, "the folder of messages cannot be read");
        Problem::new(axum::http::StatusCode::INTERNAL_SERVER_ERROR, "ours")
    };
    for (path, message) in folder.waiting(id::now()).map_err(ours)? {
        debug_assert_eq!(message.provider, folder::NAME);
        take(app, &message, false).await?;
        std::fs::remove_file(path).map_err(ours)?;
    }
    Ok(())
}

/// Does what a row of the queue wants.
async fn work(app: &App, waiting: &Waiting) -> Result<(), Problem> {
    let task: Option<Task> = open(app, &waiting.phone, &waiting.body);
    let done = match &task {
        // Of another secret: nobody can ever read it.
        None => Ok(true),
        Some(Task::Answer(message)) => answer(app, waiting, message, true).await.map(|_| false),
        Some(Task::Forget(message)) => match app.texts.of(&message.provider) {
            None => Ok(true),
            Some(provider) => match reading::forget(provider, message).await {
                true => Ok(true),
                false => Err(postponed()),
            },
        },
    };
    let mut tx = app.store.begin().await?;
    match done {
        Ok(false) => return Ok(()),
        Ok(true) => {
            messages::done(&mut tx, Queue::In, &waiting.id).await?;
        }
        Err(problem) if waiting.tries >= TRIES => {
            tracing::error!(key = problem.key, "a message was given up");
            messages::done(&mut tx, Queue::In, &waiting.id).await?;
            if let Some(Task::Answer(message)) = &task {
                let said = give_up(app, &mut tx, waiting, message).await?;
                messages::put(&mut tx, Queue::Out, &waiting.phone, &said, app.now()).await?;
            }
        }
        Err(problem) => {
            tracing::warn!(key = problem.key, "a message is answered later");
            let due = app.now() + wait(waiting.tries);
            messages::later(&mut tx, Queue::In, &waiting.id, due).await?;
        }
    }
    Ok(tx.commit().await?)
}

/// What is said to a message that cannot be answered.
async fn give_up(
    app: &App,
    conn: &mut capstan_store::Conn,
    waiting: &Waiting,
    message: &InboundMessage,
) -> Result<String, Problem> {
    let coalition = phones::coalition(app, conn, &message.to).await?;
    let phone = match &coalition {
        Some(coalition) => messages::phone(conn, &coalition.id, &waiting.phone).await?,
        None => None,
    };
    let talk: Option<Talk> = phone.and_then(|p| open(app, &p.phone, &p.talk));
    let lang = talk.map_or(capstan_report::Lang::En, |talk| talk.lang());
    let letter = Letter {
        to: Address::of(message),
        text: Say::key("messages-given-up").text(app.voices.of(lang)),
    };
    Ok(seal(app, &waiting.phone, &letter))
}

fn wait(tries: i64) -> Micros {
    let power = u32::try_from(tries.saturating_sub(1).clamp(0, TRIES)).unwrap_or(0);
    WAIT.saturating_mul(4_i64.saturating_pow(power))
}

/// Sends an answer.
async fn post(app: &App, waiting: &Waiting) -> Result<(), Problem> {
    let letter: Option<Letter> = open(app, &waiting.phone, &waiting.body);
    let sent = match &letter {
        None => Err(Unreached::Never("another secret")),
        Some(letter) => match app.texts.of(&letter.to.provider) {
            None => Err(Unreached::Never("the provider is not set up")),
            Some(provider) => provider.send(&letter.to, &letter.text).await,
        },
    };
    let mut tx = app.store.begin().await?;
    match sent {
        Err(Unreached::Later(why)) if waiting.tries < TRIES => {
            tracing::warn!(why, "an answer is sent later");
            let due = app.now() + wait(waiting.tries);
            messages::later(&mut tx, Queue::Out, &waiting.id, due).await?;
        }
        other => {
            if let Err(error) = other {
                tracing::warn!(%error, "an answer was not sent");
            }
            messages::done(&mut tx, Queue::Out, &waiting.id).await?;
        }
    }
    Ok(tx.commit().await?)
}

/// Removes what is over.
///
/// # Errors
/// If the store fails.
pub async fn due(app: &App) -> Result<(), Problem> {
    let now = app.now();
    let swept = &app.texts.swept;
    if now - swept.load(Ordering::Relaxed) < SWEEP {
        return Ok(());
    }
    swept.store(now, Ordering::Relaxed);
    let kept = Kept {
        now,
        strangers: now - STRANGERS,
        // Ids are made by the machine's clock.
        waiting: id::now() - DAY,
        seen: now - SEEN,
    };
    let mut tx = app.store.begin().await?;
    messages::forget(&mut tx, &kept).await?;
    Ok(tx.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_answers_are_cut_between_lines_or_words() {
        assert!(parts(&None).is_empty());
        assert_eq!(parts(&Some("short".into())), ["short"]);
        let line = "ñandú ".repeat(200);
        let long = format!("{line}\n{line}");
        let cut = parts(&Some(long.clone()));
        assert_eq!(cut.len(), 2);
        assert!(cut.iter().all(|part| part.chars().count() <= LONGEST));
        let again: String = cut.join(" ");
        assert_eq!(
            again.split_whitespace().collect::<Vec<_>>(),
            long.split_whitespace().collect::<Vec<_>>()
        );
        let solid = "x".repeat(LONGEST + 1);
        assert_eq!(parts(&Some(solid)).len(), 2);
    }

    #[test]
    fn waits_grow_and_end() {
        assert_eq!((wait(1), wait(2)), (WAIT, 4 * WAIT));
        assert!((1..=TRIES).map(wait).sum::<Micros>() < 12 * 60 * 60 * 1_000_000);
    }
}
