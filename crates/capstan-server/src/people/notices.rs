//! What members are told.

use crate::api::list::{self, Page};
use crate::app::App;
use crate::problem::Problem;
use crate::web::parts::date;
use crate::who::Who;
use capstan_report::words::{Args, Voice};
use capstan_store::notices::{self, Delivered, Notice};
use capstan_store::{Conn, Micros, id};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// Tells a member something: the sentence `notice-KEY` of the words, said with
/// `args`, which leads to `link`, a path of this service. `args` is a JSON
/// object of texts and numbers. To be called in the transaction that does what
/// it tells of.
///
/// # Errors
/// If the store fails.
pub async fn tell(
    conn: &mut Conn,
    member: &str,
    key: &str,
    args: &Value,
    link: &str,
    now: Micros,
) -> Result<(), Problem> {
    let notice = Notice {
        id: id::blind(),
        member: member.to_owned(),
        key: key.to_owned(),
        args: args.to_string(),
        link: link.to_owned(),
        made: now,
        read: false,
    };
    Ok(notices::add(conn, &notice).await?)
}

/// Tells members what was announced, some at a time, so that others who write
/// need not wait long.
///
/// # Errors
/// If the store fails.
pub async fn due(app: &App) -> Result<(), Problem> {
    let mut conn = app.store.read().await?;
    let mut more = notices::announcing(&mut conn).await?;
    drop(conn);
    while more {
        let mut tx = app.store.begin().await?;
        more = notices::announce_some(&mut tx, notices::AT_ONCE).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// A notice as its person sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Notice)]
pub struct Item {
    /// The id.
    pub id: String,
    /// The coalition, by its name in addresses.
    #[schema(example = "riders")]
    pub coalition: String,
    /// Its name.
    #[schema(example = "Riders of the valley")]
    pub name: String,
    /// Which of the person's handles it is for.
    #[schema(example = "ana")]
    pub handle: String,
    /// What is told, in the language asked for.
    pub text: String,
    /// Where it leads: a path of this service.
    #[schema(example = "/coalitions/riders")]
    pub link: String,
    /// When it was made, in microseconds UTC since 1970.
    #[schema(example = 1_790_000_000_000_000_i64)]
    pub made: Micros,
    /// Whether it was read.
    pub read: bool,
}

/// The sentence of a notice.
fn text(voice: &Voice, notice: &Notice) -> String {
    let key = format!("notice-{}", notice.key);
    if !voice.knows(&key) {
        return voice.say("notice-other", Args::new());
    }
    let values: Value = serde_json::from_str(&notice.args).unwrap_or_default();
    let mut args = Args::new();
    for (name, value) in values.as_object().into_iter().flatten() {
        match value {
            Value::String(text) => args.set(name.clone(), text.clone()),
            value if name == "day" => {
                args.set("day", date(voice, value.as_i64().unwrap_or_default()).1);
            }
            value => args.set(name.clone(), value.as_f64().unwrap_or(0.0)),
        }
    }
    voice.say(&key, args)
}

fn item(voice: &Voice, delivered: Delivered) -> Item {
    Item {
        text: text(voice, &delivered.notice),
        id: delivered.notice.id,
        coalition: delivered.coalition,
        name: delivered.name,
        handle: delivered.handle,
        link: delivered.notice.link,
        made: delivered.notice.made,
        read: delivered.notice.read,
    }
}

/// The notices of who asks, newest first, at most `most`, after the one with
/// the id `after`.
///
/// # Errors
/// If nobody is signed in, or they have no such notice.
pub async fn list(
    app: &App,
    who: &Who,
    voice: &Voice,
    after: Option<&str>,
    most: usize,
) -> Result<Page<Item>, Problem> {
    who.may("read")?;
    let tag = who.tag(app)?;
    let mut conn = app.store.read().await?;
    if let Some(after) = after
        && notices::link(&mut conn, &tag, after).await?.is_none()
    {
        return Err(list::unknown());
    }
    let found = notices::of_person(&mut conn, &tag, after, list::and_one(most)).await?;
    let page = Page::of(found, most, |told| told.notice.id.clone());
    Ok(page.map(|told| item(voice, told)))
}

/// Marks a notice of who asks as read: where it leads.
///
/// # Errors
/// If it is none of theirs.
pub async fn open(app: &App, who: &Who, id: &str) -> Result<String, Problem> {
    who.may("member")?;
    let tag = who.tag(app)?;
    let mut tx = app.store.begin().await?;
    let link = notices::link(&mut tx, &tag, id).await?;
    let link = link.ok_or_else(Problem::missing)?;
    notices::mark(&mut tx, &tag, id, true).await?;
    tx.commit().await?;
    Ok(link)
}

/// Marks all notices of who asks as read.
///
/// # Errors
/// If nobody is signed in.
pub async fn read_all(app: &App, who: &Who) -> Result<(), Problem> {
    who.may("member")?;
    let mut tx = app.store.begin().await?;
    notices::mark_all(&mut tx, &who.tag(app)?).await?;
    Ok(tx.commit().await?)
}

/// Whether anything is unread; never where nobody is signed in.
///
/// # Errors
/// If the store fails.
pub async fn any_unread(app: &App, who: &Who) -> Result<bool, Problem> {
    if !who.is_someone() {
        return Ok(false);
    }
    let mut conn = app.store.read().await?;
    Ok(notices::any_unread(&mut conn, &who.tag(app)?).await?)
}
