//! Sending pushes, beside requests: what fails is tried again later, ever more
//! rarely, and what a push service no longer knows is forgotten.

use crate::app::App;
use crate::outside::{self, OutsideError};
use crate::problem::Problem;
use crate::push::acts::{Kept, open};
use crate::web::view::language;
use axum::body::Body;
use axum::http::response::Parts;
use axum::http::{Request, StatusCode, header};
use capstan_report::{Lang, args};
use capstan_store::devices::{self, Device};
use capstan_store::id::DAY;
use capstan_store::{Micros, id, notices, sessions};
use serde_json::json;
use std::time::Duration;
use tokio::task::JoinSet;
use url::Url;

/// How often it is looked what is due.
const EVERY: Duration = Duration::from_secs(5);
/// How many are sent at once.
const AT_ONCE: i64 = 64;
/// How often one is tried.
const TRIES: i64 = 8;
/// How long the first retry waits; each further one four times as long.
const WAIT: Micros = 60 * 1_000_000;
/// For how long a push service keeps what a device cannot take yet, in
/// seconds: what waits, waits in the inbox too.
const KEEP: u64 = 3 * 24 * 60 * 60;
/// What a message is filled up to, in bytes, so that its length does not tell
/// its language.
const LENGTH: usize = 256;

/// Sends what is due, again and again.
pub async fn run(app: App) {
    loop {
        if let Err(problem) = drain(&app).await {
            tracing::error!(key = problem.key, "pushes could not be sent");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Sends what is due now.
///
/// # Errors
/// If the store fails.
pub async fn drain(app: &App) -> Result<(), Problem> {
    loop {
        let mut conn = app.store.read().await?;
        let any = devices::due(&mut conn, app.now(), 1).await?;
        drop(conn);
        if any.is_empty() {
            return Ok(());
        }
        let mut sending = JoinSet::new();
        for (device, kept) in claim(app).await? {
            let app = app.clone();
            sending.spawn(async move {
                let outcome = send(&app, &kept).await;
                (device, outcome)
            });
        }
        settle(app, &sending.join_all().await).await?;
    }
}

/// Those to whom something is due and who still want it. Each is put off
/// before it is sent to: if this process dies, or another takes up the same
/// work, it is not sent to at once again.
async fn claim(app: &App) -> Result<Vec<(Device, Kept)>, Problem> {
    let now = app.now();
    let mut claimed = Vec::new();
    let mut tx = app.store.begin().await?;
    for device in devices::due(&mut tx, now, AT_ONCE).await? {
        let kept = open(app, &device);
        let holds = match &kept {
            Some(kept) => sessions::holds(&mut tx, &kept.pass, now).await?,
            None => false,
        };
        let Some(kept) = kept.filter(|_| holds) else {
            devices::remove(&mut tx, &device.person, &device.id).await?;
            continue;
        };
        // It may have been read meanwhile.
        if notices::any_unread(&mut tx, &device.person).await? {
            let power = u32::try_from(device.tries.clamp(0, TRIES)).unwrap_or(0);
            let next = now + WAIT * 4_i64.pow(power);
            devices::trying(&mut tx, &device.id, next).await?;
            claimed.push((device, kept));
        } else {
            devices::done(&mut tx, &device.id).await?;
        }
    }
    tx.commit().await?;
    Ok(claimed)
}

/// What came of sending one message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// It was taken, or never will be.
    Done,
    /// The device is not there any more.
    Gone,
    /// It may be taken later: not before so many seconds, if that was said.
    Later(Option<u64>),
}

async fn send(app: &App, kept: &Kept) -> Outcome {
    let Some(request) = message(app, kept) else {
        return Outcome::Gone;
    };
    match app.outside.send(request).await {
        Ok(answer) => judge(&answer),
        // Its name leads elsewhere than it did, or than it should.
        Err(OutsideError::Refused) => Outcome::Gone,
        Err(error) => {
            tracing::warn!(%error, "a push was not sent");
            Outcome::Later(None)
        }
    }
}

/// What a push service means (RFC 8030, sections 5, 7.2, 7.3 and 8.4).
fn judge(answer: &Parts) -> Outcome {
    match answer.status {
        status if status.is_success() => Outcome::Done,
        StatusCode::NOT_FOUND | StatusCode::GONE => Outcome::Gone,
        status
            if status.is_server_error()
                || status == StatusCode::TOO_MANY_REQUESTS
                || status == StatusCode::REQUEST_TIMEOUT =>
        {
            Outcome::Later(outside::retry_after(answer))
        }
        status => {
            tracing::warn!(status = status.as_u16(), "a push was refused");
            Outcome::Done
        }
    }
}

async fn settle(app: &App, all: &[(Device, Outcome)]) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    for (device, outcome) in all {
        match outcome {
            Outcome::Done => devices::done(&mut tx, &device.id).await?,
            Outcome::Later(None) if device.tries + 1 < TRIES => {}
            Outcome::Later(Some(seconds)) if device.tries + 1 < TRIES => {
                let wait = i64::try_from(*seconds)
                    .unwrap_or(i64::MAX)
                    .saturating_mul(1_000_000);
                let next = app.now() + wait.clamp(WAIT, DAY);
                devices::later(&mut tx, &device.id, next).await?;
            }
            // One that could not be reached for days is not coming back.
            Outcome::Gone | Outcome::Later(_) => {
                devices::remove(&mut tx, &device.person, &device.id).await?;
            }
        }
    }
    Ok(tx.commit().await?)
}

/// The message: locked for the device (RFC 8291), and signed for its push
/// service. A newer one takes the place of one that is still on its way.
fn message(app: &App, kept: &Kept) -> Option<Request<Body>> {
    let voice = app.voices.of(language(&kept.lang).unwrap_or(Lang::En));
    let say = |key: &str| voice.say(key, args![]);
    let text = json!({"title": say("push-message-title"), "text": say("push-message")});
    let mut text = text.to_string();
    text += &" ".repeat(LENGTH.saturating_sub(text.len()));
    let (public, auth) = kept.keys()?;
    let locked = web_push_native::encrypt(text.into_bytes(), &public, &auth).ok()?;
    let endpoint = Url::parse(&kept.endpoint).ok()?;
    let contact = app.config.public_url.as_deref();
    let contact = contact.filter(|url| url.starts_with("https://"));
    // Push services go by their own clocks, so ours is the machine's.
    let signed = app.vapid.authorization(&endpoint, contact, id::now());
    Request::post(endpoint.as_str())
        .header(header::AUTHORIZATION, signed)
        .header(header::CONTENT_ENCODING, "aes128gcm")
        .header(header::CONTENT_TYPE, "application/octet-stream")
        .header("ttl", KEEP)
        .header("topic", "inbox")
        .header("urgency", "normal")
        .body(Body::from(locked))
        .ok()
}
