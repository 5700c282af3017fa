//! Files are read one by one, each in a transaction with what was read of it:
//! whoever takes the work up again begins with the first that still waits, and
//! no job comes twice. A file that cannot be read is named; the others stay.

use crate::app::App;
use crate::coalitions::acts::standing;
use crate::donations::acts::{Donor, vault};
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
use capstan_report::words::Voice;
use capstan_store::blobs::Blobs;
use capstan_store::donations::{self, Donation, Draft};
use capstan_store::jobs::Job;
use capstan_store::vault::Key;
use capstan_store::{Micros, id};
use capstan_worlds::Progress;
use std::io::{Cursor, Write};
use std::sync::Arc;
use zip::write::SimpleFileOptions;

/// The kind of job that reads files. Its `args` are the donation's id.
pub const READ: &str = "donation";
/// Up to so many files are read while their donor waits.
const FEW: usize = 3;
/// After this, files that should have been read at once are read anyway: the
/// service may have ended meanwhile.
const LATER: Micros = 120_000_000;

/// Files on their way in. If this is dropped before all are there, nothing
/// stays of them.
#[derive(Debug)]
pub struct Coming {
    app: App,
    donor: Donor,
    /// The donation that they are going to be.
    id: String,
    files: Vec<SentFile>,
    done: bool,
}

impl Coming {
    /// Begins to take in files of a member.
    ///
    /// # Errors
    /// If they are no member, or do not agree to anything being kept.
    pub async fn begin(
        app: &App,
        who: &Who,
        slug: &str,
        purposes: &[Purpose],
    ) -> Result<Self, Problem> {
        if !purposes.contains(&Purpose::Own) {
            return Err(Problem::input("own", "donations-no-consent"));
        }
        let mut conn = app.store.read().await?;
        let standing = standing(app, who, &mut conn, slug, Deed::Donate).await?;
        Ok(Self {
            app: app.clone(),
            donor: standing.into(),
            id: id::blind(),
            files: Vec::new(),
            done: false,
        })
    }

    /// How many came.
    pub fn count(&self) -> usize {
        self.files.len()
    }

    /// Locks a file and writes it down.
    ///
    /// # Errors
    /// If the key cannot be made, or the disk refuses.
    pub async fn take(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), Problem> {
        let (vault, folder) = (vault(&self.app), Folder::of(&self.app, &self.id));
        let (member, id, place) = (self.donor.member.clone(), self.id.clone(), self.files.len());
        let written = tokio::task::spawn_blocking(move || {
            folder.put(place, &vault.seal(Key::draft(&member, &id), &bytes)?)
        });
        written.await.map_err(|_| ours())??;
        self.files.push(SentFile {
            name: name.to_owned(),
            state: State::Waits,
        });
        Ok(())
    }

    /// Makes a donation of what came, with jobs that were typed beside, and
    /// writes down what its donor agrees to. A few files are read before this returns, more in the background. Gives
    /// the id.
    ///
    /// # Errors
    /// If they do not agree to anything being kept, or the store fails.
    pub async fn done(
        mut self,
        voice: &Voice,
        purposes: &[Purpose],
        typed: Vec<Card>,
    ) -> Result<String, Problem> {
        let app = self.app.clone();
        let (now, few) = (app.now(), self.files.len() <= FEW);
        let mut content = Content::new(typed);
        content.files = std::mem::take(&mut self.files);
        let body = content.bytes()?;
        let mut tx = app.store.begin().await?;
        consent::give(&mut tx, voice, &self.donor.member, purposes, now).await?;
        let id = self.id.clone();
        let draft = Draft {
            id: &id,
            coalition: &self.donor.coalition,
            member: &self.donor.member,
            channel: "web",
            body: &body,
            picture: None,
            now,
        };
        donations::draft(&mut tx, &vault(&app), &draft).await?;
        let due = if few { now + LATER } else { now };
        capstan_store::jobs::add(&mut tx, &self.donor.coalition, READ, &id, due).await?;
        tx.commit().await?;
        self.done = true;
        if few {
            // A donor who goes away meanwhile does not end it.
            let (app, id) = (app.clone(), id.clone());
            let reading = tokio::spawn(async move { read(&app, &id, &Watched::default()).await });
            reading.await.map_err(|_| ours())??;
        }
        Ok(id)
    }
}

impl Drop for Coming {
    fn drop(&mut self) {
        if !self.done {
            // What cannot be removed now is once it is old.
            let _ = Folder::of(&self.app, &self.id).clear();
            let _ = vault(&self.app).destroy(Key::draft(&self.donor.member, &self.id));
        }
    }
}

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
async fn read(app: &App, donation: &str, watch: &Watched) -> Result<(), Problem> {
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
        let read = one(app, &found, place, &content.files[place].name).await?;
        settle(app, donation, place, read).await?;
        watch.done(1, false);
    }
    Ok(())
}

fn open(app: &App, donation: &Donation) -> Result<Option<Content>, Problem> {
    let bytes = donation.open(&vault(app))?;
    bytes.map(|bytes| Content::of(&bytes)).transpose()
}

/// What was read of a file: its cards, and how it looks if it is a picture.
type Found = (Vec<Card>, Option<String>);

/// What is in the file at a place, or what is wrong with it.
async fn one(
    app: &App,
    donation: &Donation,
    place: usize,
    name: &str,
) -> Result<Result<Found, Problem>, Problem> {
    let Some(bytes) = unlocked(app, donation, place).await? else {
        return Ok(Err(Problem::input("file", "donations-file-gone")));
    };
    let file = Came {
        name: name.to_owned(),
        bytes,
    };
    Ok(match files::read_one(file.clone()).await {
        Ok(cards) => Ok((cards, files::look(file).await)),
        Err(problem) => Err(problem),
    })
}

/// The file at a place, unlocked; nothing if it is gone.
async fn unlocked(
    app: &App,
    donation: &Donation,
    place: usize,
) -> Result<Option<Vec<u8>>, Problem> {
    let (vault, member, id) = (vault(app), donation.member.clone(), donation.id.clone());
    let folder = Folder::of(app, &id);
    let open = tokio::task::spawn_blocking(move || match folder.read(place)? {
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
        (false, false) => folder.remove(place)?,
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
    for (place, file) in files.iter().enumerate() {
        if file.state != State::Read {
            continue;
        }
        let bytes = unlocked(app, donation, place).await?.unwrap_or_default();
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

fn ours() -> Problem {
    Problem::new(axum::http::StatusCode::INTERNAL_SERVER_ERROR, "ours")
}
