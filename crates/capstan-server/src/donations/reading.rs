//! Files are read one by one, each in a transaction with what was read of it:
//! whoever takes the work up again begins with the first that still waits, and
//! no job comes twice. A file that cannot be read is named; the others stay.

use crate::app::App;
use crate::coalitions::acts::standing;
use crate::donations::acts::vault;
use crate::donations::body::Content;
use crate::donations::consent::{self, Purpose};
use crate::donations::files::{self, Came};
use crate::donations::sent::{Folder, SentFile, State};
use crate::jobs::{self, Failure, Watched};
use crate::problem::Problem;
use crate::who::Who;
use capstan_coalition::role::Deed;
use capstan_donation::Card;
use capstan_leverage::Watch;
use capstan_store::blobs::Blobs;
use capstan_store::donations::{self, Donation};
use capstan_store::jobs::Job;
use capstan_store::vault::Key;
use capstan_worlds::Progress;
use std::io::{Cursor, Write};
use std::sync::Arc;
use zip::write::SimpleFileOptions;

/// The kind of job that reads files. Its `args` are the donation's id.
pub const READ: &str = "donation";
/// What a member agrees to.
///
/// # Errors
/// If they are no member.
pub async fn agreed(app: &App, who: &Who, slug: &str) -> Result<Vec<Purpose>, Problem> {
    let mut conn = app.store.read().await?;
    let standing = standing(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
    Ok(consent::given(&mut conn, &standing.member.id).await?.0)
}

/// The pictures that are kept of a donation, with what kind of file it is: one
/// as it came, or several in an archive.
///
/// # Errors
/// If it is not theirs, or has none.
pub async fn picture(
    app: &App,
    who: &Who,
    slug: &str,
    id: &str,
) -> Result<(&'static str, Vec<u8>), Problem> {
    let mut conn = app.store.read().await?;
    let standing = standing(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
    let found = donations::find(&mut conn, &standing.member.id, id).await?;
    let found = found.ok_or_else(Problem::missing)?;
    let name = found.picture.as_deref().ok_or_else(Problem::missing)?;
    let locked = blobs(app).read(name).await?;
    let bytes = vault(app).open(Key::pictures(&found.member, id), &locked)?;
    let bytes = bytes.ok_or_else(Problem::missing)?;
    Ok((files::picture(&bytes).unwrap_or("zip"), bytes))
}

/// Reads the files of the donation that a job names.
///
/// # Errors
/// If it was cancelled, or the store fails.
pub async fn work(app: App, job: Job, watch: Arc<Watched>) -> Result<(), Failure> {
    read(&app, &job.args, &watch).await?;
    if watch.cancelled() {
        return Err(Failure::Cancelled);
    }
    let mut tx = app.store.begin().await?;
    capstan_store::jobs::finish(&mut tx, &job, "").await?;
    Ok(tx.commit().await?)
}

/// Reads every file of a donation that waits. If the donation is kept or gone,
/// nobody reads the rest any more, and it is removed.
///
/// # Errors
/// If the store fails.
pub(super) async fn read(app: &App, donation: &str, watch: &Watched) -> Result<(), Problem> {
    let mut begun = false;
    while !watch.cancelled() {
        let mut conn = app.store.read().await?;
        let Some(found) = donations::waiting(&mut conn, donation).await? else {
            return Ok(Folder::of(app, donation).clear()?);
        };
        drop(conn);
        let Some(content) = open(app, &found)? else {
            return Ok(());
        };
        let waits = |file: &SentFile| file.state == State::Waits;
        if !begun {
            watch.begins(content.files.iter().filter(|f| waits(f)).count() as u64, 0);
            begun = true;
        }
        let Some(place) = content.files.iter().position(waits) else {
            return Ok(());
        };
        let read = one(app, &found, &content.files[place]).await?;
        settle(app, donation, place, read).await?;
        watch.done(1, false);
    }
    Ok(())
}

pub(super) fn open(app: &App, donation: &Donation) -> Result<Option<Content>, Problem> {
    let bytes = donation.open(&vault(app))?;
    bytes.map(|bytes| Content::of(&bytes)).transpose()
}

/// What was read of a file: its cards, and how it looks if it is a picture.
type Found = (Vec<Card>, Option<String>);

/// What is in a file, or what is wrong with it.
async fn one(
    app: &App,
    donation: &Donation,
    sent: &SentFile,
) -> Result<Result<Found, Problem>, Problem> {
    let Some(bytes) = unlocked(app, donation, &sent.place).await? else {
        return Ok(Err(Problem::input("file", "donations-file-gone")));
    };
    let file = Came {
        name: sent.name.clone(),
        bytes,
    };
    Ok(match files::read_one(file.clone(), app.now()).await {
        Ok(cards) => Ok((cards, files::look(file).await)),
        Err(problem) => Err(problem),
    })
}

/// The file at a place, unlocked; nothing if it is gone.
async fn unlocked(app: &App, donation: &Donation, place: &str) -> Result<Option<Vec<u8>>, Problem> {
    let (vault, member, id) = (vault(app), donation.member.clone(), donation.id.clone());
    let (folder, place) = (Folder::of(app, &id), place.to_owned());
    let open = tokio::task::spawn_blocking(move || match folder.read(&place)? {
        Some(locked) => vault.open(Key::draft(&member, &id), &locked),
        None => Ok(None),
    });
    Ok(open.await.map_err(|_| ours())??)
}

/// Writes down what came of a file. After the last one, the pictures are kept
/// if their donor said so, and everything that was sent is removed.
async fn settle(
    app: &App,
    donation: &str,
    place: usize,
    read: Result<Found, Problem>,
) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    let Some(found) = donations::waiting(&mut tx, donation).await? else {
        return Ok(());
    };
    let Some(mut content) = open(app, &found)? else {
        return Ok(());
    };
    let all = content.cards.len();
    let Some(file) = content.files.get_mut(place) else {
        return Ok(());
    };
    if file.state != State::Waits {
        return Ok(());
    }
    let at = file.place.clone();
    match read.and_then(|read| files::few(all + read.0.len()).map(|()| read)) {
        Ok((cards, look)) => {
            file.state = State::Read;
            content.cards.extend(cards);
            content.looks.extend(look);
        }
        Err(problem) => file.state = State::Failed(jobs::noted(&problem)),
    }
    let folder = Folder::of(app, donation);
    let over = content.files.iter().all(|file| file.state != State::Waits);
    let (given, _) = consent::given(&mut tx, &found.member).await?;
    let keeps = given.contains(&Purpose::Picture);
    let picture = match over && keeps {
        true => pictures(app, &found, &content.files).await?,
        false => None,
    };
    donations::rewrite(
        &mut tx,
        &vault(app),
        &found,
        &content.bytes()?,
        picture.as_deref(),
    )
    .await?;
    tx.commit().await?;
    match (over, keeps) {
        (true, _) => folder.clear()?,
        (false, true) => {}
        (false, false) => folder.remove(&at)?,
    }
    Ok(())
}

/// Keeps the pictures that could be read, locked, and gives the name: one as
/// it came, several in an archive.
async fn pictures(
    app: &App,
    donation: &Donation,
    files: &[SentFile],
) -> Result<Option<String>, Problem> {
    let mut all = Vec::new();
    for file in files.iter().filter(|file| file.state == State::Read) {
        let bytes = unlocked(app, donation, &file.place).await?;
        let bytes = bytes.unwrap_or_default();
        all.extend(files::picture(&bytes).map(|kind| (kind, bytes)));
    }
    let whole = match all.as_slice() {
        [] => return Ok(None),
        [(_, bytes)] => bytes.clone(),
        several => archive(several).map_err(|_| ours())?,
    };
    let key = Key::pictures(&donation.member, &donation.id);
    let locked = vault(app).seal(key, &whole)?;
    let mut upload = blobs(app).upload(locked.len() as u64).await?;
    upload.write(&locked).await?;
    Ok(Some(upload.keep().await?.hash))
}

fn archive(pictures: &[(&str, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (number, (kind, bytes)) in (1..).zip(pictures) {
        zip.start_file(format!("{number}.{kind}"), stored)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn blobs(app: &App) -> Blobs {
    Blobs::new(&app.config.data, "donations")
}

pub(super) fn ours() -> Problem {
    Problem::new(axum::http::StatusCode::INTERNAL_SERVER_ERROR, "ours")
}
