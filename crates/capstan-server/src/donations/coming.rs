//! Files on their way in. Each is locked and written down as soon as it is
//! there, so that what arrived stays when the network fails: who sends again
//! sends only what is missing, or goes on with what is there.

use crate::app::App;
use crate::coalitions::acts::standing;
use crate::donations::acts::{Donor, Mine, list_of, vault};
use crate::donations::body::Content;
use crate::donations::consent::{self, Purpose};
use crate::donations::files::MOST_FILES;
use crate::donations::reading::{READ, open, ours, read};
use crate::donations::sent::{Folder, SentFile, State};
use crate::jobs::Watched;
use crate::problem::Problem;
use crate::who::Who;
use capstan_coalition::role::Deed;
use capstan_donation::Card;
use capstan_report::words::Voice;
use capstan_store::donations::{self, Donation, Draft};
use capstan_store::vault::Key;
use capstan_store::{Conn, Micros, id};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// Up to so many files are read while their donor waits.
const FEW: usize = 3;
/// After this, files that should have been read at once are read anyway: the
/// service may have ended meanwhile.
const LATER: Micros = 120_000_000;

/// Files on their way in.
#[derive(Debug)]
pub struct Coming {
    app: App,
    donor: Donor,
    /// The donation that they are going to be.
    id: String,
    /// What arrived when they were sent before, by hash.
    before: BTreeSet<String>,
}

impl Coming {
    /// Begins to take in files of a member, or goes on with the donation
    /// `earlier` if more of it were on their way. Writes down what they agree
    /// to.
    ///
    /// # Errors
    /// If they are no member, or do not agree to anything being kept.
    pub async fn begin(
        app: &App,
        who: &Who,
        slug: &str,
        (voice, purposes): (&Voice, &[Purpose]),
        earlier: &str,
    ) -> Result<Self, Problem> {
        let mut tx = app.store.begin().await?;
        let donor = standing(app, who, &mut tx, slug, Deed::Donate).await?;
        let donor = Donor::from(donor);
        consent::give(&mut tx, voice, &donor.member, purposes, app.now()).await?;
        let coming = match there(app, &mut tx, &donor, earlier).await? {
            Some((_, content)) => Self::of(app, donor, earlier.to_owned(), &content),
            None => {
                let mut content = Content::new(Vec::new());
                content.coming = true;
                let new = Self::of(app, donor, id::blind(), &content);
                let draft = Draft {
                    id: &new.id,
                    coalition: &new.donor.coalition,
                    member: &new.donor.member,
                    channel: "web",
                    body: &content.bytes()?,
                    picture: None,
                    now: app.now(),
                };
                donations::draft(&mut tx, &vault(app), &draft).await?;
                new
            }
        };
        tx.commit().await?;
        Ok(coming)
    }

    /// What arrived of a donation of which more were on their way.
    ///
    /// # Errors
    /// If there is no such donation of theirs.
    pub async fn again(app: &App, who: &Who, slug: &str, id: &str) -> Result<Self, Problem> {
        let mut conn = app.store.read().await?;
        let donor = standing(app, who, &mut conn, slug, Deed::Donate).await?;
        let donor = Donor::from(donor);
        let found = there(app, &mut conn, &donor, id).await?;
        let (_, content) = found.ok_or_else(Problem::missing)?;
        Ok(Self::of(app, donor, id.to_owned(), &content))
    }

    fn of(app: &App, donor: Donor, id: String, content: &Content) -> Self {
        Self {
            app: app.clone(),
            donor,
            id,
            before: content.files.iter().map(|f| f.hash.clone()).collect(),
        }
    }

    /// The id of the donation that they are going to be.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Locks a file and writes it down, unless it arrived before. It is on the
    /// disk when this returns.
    ///
    /// # Errors
    /// If there are too many, the donation is gone, or the disk refuses.
    pub async fn take(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), Problem> {
        let hash = hash(&bytes);
        if self.before.contains(&hash) {
            return Ok(());
        }
        let (vault, folder) = (vault(&self.app), Folder::of(&self.app, &self.id));
        let (member, id) = (self.donor.member.clone(), self.id.clone());
        let place = id::blind();
        let file = SentFile {
            name: name.to_owned(),
            place: place.clone(),
            hash,
            state: State::Waits,
        };
        let written = tokio::task::spawn_blocking(move || {
            folder.put(&place, &vault.seal(Key::draft(&member, &id), &bytes)?)
        });
        written.await.map_err(|_| ours())??;
        let add = |content: &mut Content| {
            if content.files.len() == MOST_FILES {
                let problem = Problem::input("file", "donations-too-many-files");
                return Err(problem.with("most", MOST_FILES));
            }
            content.files.push(file);
            Ok(())
        };
        self.change(add, None).await
    }

    /// Makes a donation of what came, with jobs that were typed beside. A few
    /// files are read before this returns, more in the background. Gives the
    /// id.
    ///
    /// # Errors
    /// If nothing came, or the store fails.
    pub async fn done(self, typed: Vec<Card>) -> Result<String, Problem> {
        let mut few = true;
        let end = |content: &mut Content| {
            content.cards.extend(typed);
            content.coming = false;
            few = content.files.len() <= FEW;
            match content.files.is_empty() && content.cards.is_empty() {
                true => Err(Problem::input("file", "donations-no-file")),
                false => Ok(()),
            }
        };
        self.change(end, Some(self.app.now() + LATER)).await?;
        if few {
            // A donor who goes away meanwhile does not end it.
            let (app, id) = (self.app.clone(), self.id.clone());
            let reading = tokio::spawn(async move { read(&app, &id, &Watched::default()).await });
            reading.await.map_err(|_| ours())??;
        }
        Ok(self.id)
    }

    /// Changes the content, and has it read from `due` on, if that is given.
    async fn change(
        &self,
        change: impl FnOnce(&mut Content) -> Result<(), Problem>,
        due: Option<Micros>,
    ) -> Result<(), Problem> {
        let app = &self.app;
        let mut tx = app.store.begin().await?;
        let found = there(app, &mut tx, &self.donor, &self.id).await?;
        let (found, mut content) = found.ok_or_else(Problem::missing)?;
        change(&mut content)?;
        let (body, picture) = (content.bytes()?, found.picture.as_deref());
        donations::rewrite(&mut tx, &vault(app), &found, &body, picture).await?;
        if let Some(later) = due {
            let due = match content.files.len() <= FEW {
                true => later,
                false => app.now(),
            };
            capstan_store::jobs::add(&mut tx, &self.donor.coalition, READ, &self.id, due).await?;
        }
        Ok(tx.commit().await?)
    }
}

/// A donation of a donor of which more files are on their way.
async fn there(
    app: &App,
    conn: &mut Conn,
    donor: &Donor,
    id: &str,
) -> Result<Option<(Donation, Content)>, Problem> {
    let found = donations::find(conn, &donor.member, id).await?;
    let Some(found) = found.filter(|found| !found.kept) else {
        return Ok(None);
    };
    let content = open(app, &found)?.filter(|content| content.coming);
    Ok(content.map(|content| (found, content)))
}

/// What arrived last of files of which more were on their way, if anything did.
///
/// # Errors
/// If they are no member.
pub async fn unfinished(app: &App, who: &Who, slug: &str) -> Result<Option<Mine>, Problem> {
    let mut conn = app.store.read().await?;
    let donor = standing(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
    let all = list_of(app, &mut conn, &donor.into()).await?;
    let mut coming = all.into_iter().filter(|mine| mine.coming);
    Ok(coming.find(|mine| !mine.files.is_empty()))
}

fn hash(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}
