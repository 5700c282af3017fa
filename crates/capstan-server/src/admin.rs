//! What whoever runs an installation does from the command line, beside the
//! running service.

use crate::app::App;
use crate::coalitions::acts::end;
use crate::coalitions::acts::found::{Founding, found};
use crate::config::Config;
use crate::problem::Problem;
use crate::who::Who;
use crate::{people, run};
use capstan_report::Lang;
use capstan_store::blobs::Blobs;
use capstan_store::vault::{Restored, Vault};
use capstan_store::{
    Keys, Store, StoreError, backup, coalitions, export, forecasts, id, kits, log, pledges,
};
use std::future::Future;
use std::path::{Path, PathBuf};

/// Why it cannot be done.
#[derive(Debug, thiserror::Error)]
pub enum AdminError {
    /// The store refuses.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no installation.
    #[error(
        "{} is not there, so there is no installation to look after; name its folder with --data, or its settings with --config",
        .0.display()
    )]
    Nothing(PathBuf),
    /// There is no such coalition.
    #[error("there is no coalition \"{0}\"; give the last part of its address")]
    Coalition(String),
    /// The secret that a backup was made with is not there.
    #[error(
        "{} is not there; put it back first: without it nobody in the backup reaches their account. If it is lost, add --new-secret",
        .0.display()
    )]
    Secret(PathBuf),
    /// The coalition cannot be founded so.
    #[error("{field}: {why}")]
    Founding {
        /// What is wrong.
        field: &'static str,
        /// Why.
        why: String,
    },
    /// The system refuses.
    #[error("{path}: {why}")]
    File {
        /// The file.
        path: String,
        /// What the system says.
        why: std::io::Error,
    },
}

/// The folder of people's files.
pub fn blobs(config: &Config) -> PathBuf {
    config.data.join("blobs")
}

fn wait<T>(work: impl Future<Output = Result<T, AdminError>>) -> Result<T, AdminError> {
    let threads = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    match threads {
        Ok(threads) => threads.block_on(work),
        Err(why) => Err(AdminError::File {
            path: "threads".into(),
            why,
        }),
    }
}

/// The store of an installation that is there: none is made by looking.
async fn there(config: &Config) -> Result<Store, AdminError> {
    let mut needed = vec![config.data.join("secret.key")];
    if config.database_url.is_none() {
        needed.push(run::embedded(config));
    }
    match needed.into_iter().find(|file| !file.is_file()) {
        Some(file) => Err(AdminError::Nothing(file)),
        None => Ok(run::open(config).await?),
    }
}

/// Writes a backup while the service runs. The secret is not in it.
///
/// # Errors
/// If the store cannot be read or the file not be written.
pub fn back_up(config: &Config, file: &Path) -> Result<backup::Summary, AdminError> {
    wait(async {
        let store = there(config).await?;
        Ok(backup::write(&store, &blobs(config), file).await?)
    })
}

/// Restores a backup into an empty installation. Its secret must be there, or
/// `new_secret` say that it is lost.
///
/// # Errors
/// If the file is no whole backup or the installation is not empty.
pub fn restore(
    config: &Config,
    file: &Path,
    new_secret: bool,
) -> Result<backup::Summary, AdminError> {
    wait(async {
        run::folder(&config.data)?;
        let secret = config.data.join("secret.key");
        if !secret.exists() && !new_secret {
            return Err(AdminError::Secret(secret));
        }
        let keys = Keys::open(&secret)?;
        let address = run::address(config)?;
        let read = backup::restore(file, &address, keys.clone(), &blobs(config)).await?;
        if let Some(made) = read.made {
            let at = id::now();
            Vault::new(&config.data, &keys).put_back(Restored { made, at })?;
        }
        Ok(read)
    })
}

/// What is wrong with an installation, a line each; nothing if all is well.
///
/// # Errors
/// If the store cannot be opened.
pub fn doctor(config: &Config) -> Result<Vec<String>, AdminError> {
    wait(async {
        let store = there(config).await?;
        let mut found = backup::check(&store).await?;
        logs(&store, &mut found).await?;
        sizes(&store, &mut found).await?;
        files(&blobs(config), &mut found)?;
        missing(&store, config, &mut found).await?;
        Ok(found)
    })
}

/// Walks the log of every coalition.
async fn logs(store: &Store, found: &mut Vec<String>) -> Result<(), AdminError> {
    let mut conn = store.read().await?;
    for (id, slug) in coalitions::all(&mut conn).await? {
        let entries = log::entries(&mut conn, &id, 0, i64::MAX).await?;
        if let Err(error) = capstan_proof::log::verify(&log::name(&id), entries, None) {
            found.push(format!("the log of {slug}: {error}"));
        }
    }
    Ok(())
}

/// Counts the pledges of every campaign.
async fn sizes(store: &Store, found: &mut Vec<String>) -> Result<(), AdminError> {
    let mut conn = store.read().await?;
    for campaign in pledges::all(&mut conn).await? {
        if !pledges::recount(&mut conn, &campaign).await?.1 {
            found.push(format!(
                "the sizes of campaign {campaign} are not those of its pledges; they are counted \
                 again when a time to confirm ends"
            ));
        }
    }
    Ok(())
}

/// Looks whether each file holds what its name says.
fn files(folder: &Path, found: &mut Vec<String>) -> Result<(), AdminError> {
    for (name, path) in backup::files(folder)? {
        match std::fs::read(&path) {
            Ok(content) if name.ends_with(blake3::hash(&content).to_hex().as_str()) => {}
            Ok(_) => found.push(format!(
                "the file {} is not what it was; bring it back from a backup",
                path.display()
            )),
            Err(why) => found.push(format!("the file {}: {why}", path.display())),
        }
    }
    Ok(())
}

/// Looks whether each file that the database names is there.
async fn missing(
    store: &Store,
    config: &Config,
    found: &mut Vec<String>,
) -> Result<(), AdminError> {
    let mut conn = store.read().await?;
    let named = [
        ("ratings", forecasts::blobs(&mut conn).await?),
        ("proofs", kits::files(&mut conn).await?),
    ];
    for (kind, hashes) in named {
        let blobs = Blobs::new(&config.data, kind);
        let gone = hashes.iter().filter_map(|hash| blobs.path(hash));
        found.extend(gone.filter(|path| !path.is_file()).map(|path| {
            format!(
                "the file {} is missing; bring it back from a backup",
                path.display()
            )
        }));
    }
    Ok(())
}

/// All that is a coalition's, as JSON.
///
/// # Errors
/// If there is no such coalition.
pub fn export(config: &Config, slug: &str) -> Result<serde_json::Value, AdminError> {
    wait(async {
        let store = there(config).await?;
        let id = id(&store, slug).await?;
        let all = export::coalition(&store, &id).await?;
        all.ok_or_else(|| AdminError::Coalition(slug.to_owned()))
    })
}

/// Removes a coalition with all that is its.
///
/// # Errors
/// If there is no such coalition.
pub fn delete(config: &Config, slug: &str) -> Result<(), AdminError> {
    wait(async {
        let app = App::new(there(config).await?, config.clone());
        let id = id(&app.store, slug).await?;
        let mut tx = app.store.begin().await?;
        end::remove(&mut tx, &id, app.now()).await?;
        tx.commit().await.map_err(StoreError::from)?;
        Ok(crate::donations::acts::settle(&app).await?)
    })
}

/// A coalition that was founded from the command line.
#[derive(Clone, Debug)]
pub struct Founded {
    /// Where it is.
    pub path: String,
    /// What opens the account of its steward.
    pub phrase: String,
}

/// Founds a coalition with its first steward, who gets a new account.
///
/// # Errors
/// What is wrong with the coalition; nothing was made then but an account
/// that nobody can open.
pub fn steward(config: &Config, founding: &Founding, lang: Lang) -> Result<Founded, AdminError> {
    wait(async {
        let app = App::new(run::open(config).await?, config.clone());
        let refused = |problem: Problem| AdminError::Founding {
            field: problem.field.unwrap_or("coalition"),
            why: problem.say(app.voices.of(lang)),
        };
        // What cannot be founded is refused before an account is made.
        founding.texts.clean().map_err(refused)?;
        founding.charter.charter().map_err(refused)?;
        let (person, phrase) = people::acts::new(&app, lang).await.map_err(refused)?;
        let who = Who::person_of(&person);
        let slug = found(&app, &who, founding).await.map_err(refused)?;
        Ok(Founded {
            path: format!("/coalitions/{slug}"),
            phrase: phrase.text(),
        })
    })
}

async fn id(store: &Store, slug: &str) -> Result<String, AdminError> {
    let mut conn = store.read().await?;
    let coalition = coalitions::by_slug(&mut conn, slug).await?;
    let coalition = coalition.ok_or_else(|| AdminError::Coalition(slug.to_owned()))?;
    Ok(coalition.id)
}
