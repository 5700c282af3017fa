//! What whoever runs an installation does from the command line, beside the
//! running service.

use crate::config::Config;
use crate::run;
use capstan_store::{Keys, Store, StoreError, backup, coalitions, export, log};
use std::future::Future;
use std::path::{Path, PathBuf};

/// Why it cannot be done.
#[derive(Debug, thiserror::Error)]
pub enum AdminError {
    /// The store refuses.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such coalition.
    #[error("there is no coalition \"{0}\"; give the last part of its address")]
    Coalition(String),
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

/// Writes a backup while the service runs. The secret is not in it.
///
/// # Errors
/// If the store cannot be read or the file not be written.
pub fn back_up(config: &Config, file: &Path) -> Result<backup::Summary, AdminError> {
    wait(async {
        let store = run::open(config).await?;
        Ok(backup::write(&store, &blobs(config), file).await?)
    })
}

/// Restores a backup into an empty installation.
///
/// # Errors
/// If the file is no whole backup or the installation is not empty.
pub fn restore(config: &Config, file: &Path) -> Result<backup::Summary, AdminError> {
    wait(async {
        std::fs::create_dir_all(&config.data).map_err(|why| AdminError::File {
            path: config.data.display().to_string(),
            why,
        })?;
        let keys = Keys::open(&config.data.join("secret.key"))?;
        let address = run::address(config);
        Ok(backup::restore(file, &address, keys, &blobs(config)).await?)
    })
}

/// What is wrong with an installation, a line each; nothing if all is well.
///
/// # Errors
/// If the store cannot be opened.
pub fn doctor(config: &Config) -> Result<Vec<String>, AdminError> {
    wait(async {
        let store = run::open(config).await?;
        let mut found = backup::check(&store).await?;
        logs(&store, &mut found).await?;
        files(&blobs(config), &mut found);
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

/// Looks whether each file holds what its name says.
fn files(folder: &Path, found: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.len() != 64 {
            continue;
        }
        match std::fs::read(entry.path()) {
            Ok(content) if blake3::hash(&content).to_hex().as_str() == name => {}
            Ok(_) => found.push(format!(
                "the file {} is not what it was; bring it back from a backup",
                entry.path().display()
            )),
            Err(why) => found.push(format!("the file {}: {why}", entry.path().display())),
        }
    }
}

/// All that is a coalition's, as JSON.
///
/// # Errors
/// If there is no such coalition.
pub fn export(config: &Config, slug: &str) -> Result<serde_json::Value, AdminError> {
    wait(async {
        let store = run::open(config).await?;
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
        let store = run::open(config).await?;
        let id = id(&store, slug).await?;
        let mut tx = store.begin().await?;
        coalitions::remove(&mut tx, &id).await?;
        tx.commit().await.map_err(StoreError::from)?;
        Ok(())
    })
}

async fn id(store: &Store, slug: &str) -> Result<String, AdminError> {
    let mut conn = store.read().await?;
    let coalition = coalitions::by_slug(&mut conn, slug).await?;
    let coalition = coalition.ok_or_else(|| AdminError::Coalition(slug.to_owned()))?;
    Ok(coalition.id)
}
