//! Sending mail, from an outbox and beside requests: what fails is tried again
//! later, ever more rarely.

use crate::app::App;
use crate::invitations::acts::public_url;
use crate::mail::acts::{address, stop_code};
use crate::problem::Problem;
use crate::web::view::language;
use capstan_report::{Lang, args};
use capstan_store::Micros;
use capstan_store::contacts::{self, Contact, Letter};
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use std::time::Duration;

/// How often the outbox is looked at.
const EVERY: Duration = Duration::from_secs(5);
/// How many are sent in one go.
const AT_ONCE: i64 = 50;
/// How often one is tried.
const TRIES: i64 = 8;
/// How long the first retry waits; each further one four times as long.
const WAIT: Micros = 60 * 1_000_000;
/// How long a mail server may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// Why mail is not sent. It never says to whom.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The address of the server, or of the sender, is none.
    #[error("{what} cannot be used: {why}; set it in capstan.toml")]
    Config {
        /// Which setting.
        what: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// The mail cannot be written: the stored address does not open.
    #[error("a stored address cannot be opened; is secret.key the one it was kept with?")]
    Address,
    /// The server refuses or does not answer.
    #[error("the mail server: {0}")]
    Server(#[from] lettre::transport::smtp::Error),
}

/// Sends what is due, again and again.
pub async fn run(app: App) {
    loop {
        if let Err(problem) = drain(&app).await {
            tracing::error!(key = problem.key, "mail could not be sent");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Puts mail for new notices into the outbox, and sends what is due there.
///
/// # Errors
/// If the store fails.
pub async fn drain(app: &App) -> Result<(), Problem> {
    let mut conn = app.store.read().await?;
    let any = contacts::any_unsent(&mut conn).await?;
    drop(conn);
    if any {
        let mut tx = app.store.begin().await?;
        contacts::post_notices(&mut tx, app.now()).await?;
        tx.commit().await?;
    }
    if app.config.smtp_url.is_none() {
        return Ok(());
    }
    let mut conn = app.store.read().await?;
    let letters = contacts::due(&mut conn, app.now(), AT_ONCE).await?;
    drop(conn);
    for letter in letters {
        send(app, &letter).await?;
    }
    Ok(())
}

/// Sends one mail; if that fails, says when it is tried again.
async fn send(app: &App, letter: &Letter) -> Result<(), Problem> {
    let next =
        app.now() + WAIT * 4_i64.pow(u32::try_from(letter.tries.clamp(0, TRIES)).unwrap_or(0));
    let mut tx = app.store.begin().await?;
    // Before it is sent: if this process dies, it is not sent at once again.
    contacts::trying(&mut tx, letter, next).await?;
    let contact = contacts::of_person(&mut tx, &letter.person).await?;
    let names = match &contact {
        Some(contact) if contact.names => contacts::waiting(&mut tx, &letter.person).await?,
        _ => Vec::new(),
    };
    tx.commit().await?;
    let Some(contact) = contact else {
        return Ok(());
    };
    let sent = match message(app, letter, &contact, &names) {
        Ok(message) => deliver(app, message).await,
        Err(error) => Err(error),
    };
    if let Err(error) = &sent {
        tracing::warn!(%error, tries = letter.tries + 1, "mail was not sent");
        if letter.tries + 1 < TRIES {
            return Ok(());
        }
    }
    let mut tx = app.store.begin().await?;
    contacts::done(&mut tx, letter).await?;
    Ok(tx.commit().await?)
}

async fn deliver(app: &App, message: Message) -> Result<(), MailError> {
    let url = app.config.smtp_url.as_deref().unwrap_or_default();
    let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
        .map_err(|e| MailError::Config {
            what: "smtp_url",
            why: e.to_string(),
        })?
        .timeout(Some(PATIENCE))
        .build();
    transport.send(message).await?;
    Ok(())
}

/// The mail: plain text.
fn message(
    app: &App,
    letter: &Letter,
    contact: &Contact,
    names: &[String],
) -> Result<Message, MailError> {
    let voice = app.voices.of(language(&contact.lang).unwrap_or(Lang::En));
    let home = public_url(app);
    let to = address(app, contact)
        .parse()
        .map_err(|_| MailError::Address)?;
    let from = app
        .config
        .mail_from
        .as_deref()
        .unwrap_or("capstan@localhost");
    let from: Mailbox = from.parse().map_err(|_| MailError::Config {
        what: "mail_from",
        why: format!("{from} is no address"),
    })?;
    let say = |key: &str| voice.say(key, args![]);
    let (subject, mut lines) = match letter.kind.as_str() {
        "code" => {
            let keys = &app.store.keys;
            let code = keys.open_sealed("mail codes", &letter.person, &letter.about);
            let code = code.ok_or(MailError::Address)?;
            let line = voice.say("mail-letter-code", args![code = code]);
            let not = say("mail-letter-code-not");
            (say("mail-letter-code-subject"), vec![line, not])
        }
        _ => {
            let mut lines = vec![say("mail-letter-waits")];
            lines.extend(names.iter().map(|name| format!("- {name}")));
            lines.push(format!("{home}/inbox"));
            (say("mail-letter-subject"), lines)
        }
    };
    let stop = format!("{home}/mail/stop/{}", stop_code(app, &letter.person));
    lines.push(format!("{} {stop}", say("mail-letter-stop")));
    Message::builder()
        .from(from)
        .to(Mailbox::new(None, to))
        .subject(subject)
        .header(ContentType::TEXT_PLAIN)
        .body(lines.join("\n\n") + "\n")
        .map_err(|_| MailError::Address)
}
