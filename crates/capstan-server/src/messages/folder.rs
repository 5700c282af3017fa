//! Messages as files in a folder: for places without a network, and for
//! whatever can write a file. `in/NAME.json` is a message, with its pictures
//! beside it; `out/` gets the answers.

use super::inbound::{
    Address, Doing, InboundMessage, LARGEST, MOST_MEDIA, Media, Posted, Provider, Refused,
    Unreached, shortened,
};
use capstan_store::{Micros, id};
use serde::Deserialize;
use serde_json::json;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The name of this provider.
pub const NAME: &str = "folder";
/// The largest file of a message without its pictures, in bytes.
const LONGEST: u64 = 64 << 10;
/// The most files that are taken in one go.
const AT_ONCE: usize = 50;

/// A folder of messages.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: String,
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    body: String,
    #[serde(default)]
    media: Vec<Picture>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Picture {
    file: String,
    r#type: String,
}

/// The message in a file.
///
/// # Errors
/// If there is none.
pub fn message(bytes: &[u8], now: Micros) -> Result<InboundMessage, Refused> {
    let file: File = serde_json::from_slice(bytes).map_err(|_| Refused::Unreadable)?;
    if file.id.is_empty() || file.from.is_empty() || file.media.iter().any(|m| !plain(&m.file)) {
        return Err(Refused::Unreadable);
    }
    Ok(InboundMessage {
        provider: NAME.to_owned(),
        id: file.id,
        account: String::new(),
        from: file.from,
        to: file.to,
        body: shortened(&file.body).to_owned(),
        media: file
            .media
            .into_iter()
            .take(MOST_MEDIA)
            .map(|picture| Media {
                at: picture.file,
                kind: picture.r#type,
                data: None,
            })
            .collect(),
        received: now,
    })
}

/// Whether a name is one of a file in this folder and no way out of it.
fn plain(name: &str) -> bool {
    let usual = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
    !name.is_empty() && !name.starts_with('.') && name.bytes().all(usual)
}

impl Folder {
    /// The folder at `path`.
    pub fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
        }
    }

    /// The messages that wait, in the order of the names of their files, which
    /// come along. What is no message is put aside as `NAME.refused`.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn waiting(&self, now: Micros) -> std::io::Result<Vec<(PathBuf, InboundMessage)>> {
        let folder = self.path.join("in");
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let paths: Result<Vec<PathBuf>, _> = entries.map(|e| Ok(e?.path())).collect();
        let mut paths = paths.map_err(|e: std::io::Error| e)?;
        paths.retain(|path| path.extension().is_some_and(|e| e == "json"));
        paths.sort();
        let mut found = Vec::new();
        for path in paths.into_iter().take(AT_ONCE) {
            let small = fs::symlink_metadata(&path)?;
            let read = match small.is_file() && small.len() <= LONGEST {
                true => message(&fs::read(&path)?, now),
                false => Err(Refused::Unreadable),
            };
            match read {
                Ok(message) => found.push((path, message)),
                Err(error) => {
                    tracing::warn!(%error, "a file in the folder of messages is put aside");
                    fs::rename(&path, path.with_extension("refused"))?;
                }
            }
        }
        Ok(found)
    }

    fn picture(&self, name: &str) -> Result<PathBuf, Unreached> {
        match plain(name) {
            true => Ok(self.path.join("in").join(name)),
            false => Err(Unreached::Never("no name of a file")),
        }
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, Unreached> {
        let path = self.picture(name)?;
        // A link could lead anywhere on this machine.
        match fs::symlink_metadata(&path) {
            Ok(found) if !found.is_file() => Err(Unreached::Never("no file")),
            Ok(found) if found.len() > LARGEST as u64 => Err(Unreached::Never("too large")),
            Ok(_) => fs::read(&path).map_err(|_| Unreached::Later("the file cannot be read")),
            Err(_) => Err(Unreached::Never("no such file")),
        }
    }

    fn write(&self, to: &Address, text: &str) -> std::io::Result<()> {
        let folder = self.path.join("out");
        fs::create_dir_all(&folder)?;
        let name = id::id();
        let fresh = folder.join(format!("{name}.part"));
        let mut options = fs::File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&fresh)?;
        let said = json!({"from": to.from, "to": to.to, "body": text});
        file.write_all(said.to_string().as_bytes())?;
        file.sync_all()?;
        fs::rename(&fresh, folder.join(format!("{name}.json")))
    }
}

impl Provider for Folder {
    fn name(&self) -> &'static str {
        NAME
    }

    fn receive(&self, _: &Posted<'_>) -> Result<Vec<InboundMessage>, Refused> {
        // Nothing comes to it by HTTP.
        Err(Refused::Unsigned)
    }

    fn fetch<'a>(&'a self, _: &'a InboundMessage, media: &'a Media) -> Doing<'a, Vec<u8>> {
        Box::pin(async move { self.read(&media.at) })
    }

    fn forget<'a>(&'a self, _: &'a InboundMessage, media: &'a Media) -> Doing<'a, ()> {
        Box::pin(async move {
            match fs::remove_file(self.picture(&media.at)?) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    Err(Unreached::Later("the file cannot be removed"))
                }
                _ => Ok(()),
            }
        })
    }

    fn send<'a>(&'a self, to: &'a Address, text: &'a str) -> Doing<'a, ()> {
        Box::pin(async move {
            let written = self.write(to, text);
            written.map_err(|_| Unreached::Later("the answer cannot be written"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn put(folder: &Path, name: &str, bytes: &[u8]) {
        fs::create_dir_all(folder.join("in")).expect("a folder");
        fs::write(folder.join("in").join(name), bytes).expect("a file");
    }

    #[test]
    fn messages_wait_in_order_and_what_is_none_is_put_aside() {
        let temp = tempfile::tempdir().expect("a folder");
        let folder = Folder::new(temp.path());
        assert!(folder.waiting(0).expect("none").is_empty());
        put(
            temp.path(),
            "b.json",
            br#"{"id": "2", "from": "+15550000001"}"#,
        );
        let first = br#"{"id": "1", "from": "+15550000001", "media": [{"file": "a.png", "type": "image/png"}]}"#;
        put(temp.path(), "a.json", first);
        put(temp.path(), "a.png", b"png");
        put(temp.path(), "c.json", b"{}");
        let all = folder.waiting(7).expect("two");
        let ids: Vec<&str> = all.iter().map(|(_, m)| m.id.as_str()).collect();
        assert_eq!(ids, ["1", "2"]);
        assert!(temp.path().join("in/c.refused").is_file());
        assert_eq!(folder.read("a.png").expect("bytes"), b"png");
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        let temp = tempfile::tempdir().expect("a folder");
        let folder = Folder::new(temp.path());
        put(temp.path(), "x.json", b"{}");
        for name in [
            "../secret.key",
            "/etc/passwd",
            "a/b",
            "..",
            ".hidden",
            "",
            "a\\b",
        ] {
            assert!(folder.read(name).is_err(), "{name}");
            let file =
                json!({"id": "1", "from": "+1555", "media": [{"file": name, "type": "image/png"}]});
            assert_eq!(
                message(file.to_string().as_bytes(), 0),
                Err(Refused::Unreadable),
                "{name}"
            );
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("/etc/passwd", temp.path().join("in/link")).expect("a link");
            assert!(folder.read("link").is_err());
        }
    }

    #[tokio::test]
    async fn answers_are_whole_files_and_pictures_go() {
        let temp = tempfile::tempdir().expect("a folder");
        let folder = Folder::new(temp.path());
        put(temp.path(), "a.png", b"png");
        let first = br#"{"id": "1", "from": "+15550000001", "to": "7", "media": [{"file": "a.png", "type": "image/png"}]}"#;
        let message = message(first, 0).expect("a message");
        folder
            .send(&Address::of(&message), "hola")
            .await
            .expect("written");
        let mut out = fs::read_dir(temp.path().join("out")).expect("a folder");
        let file = out.next().expect("one").expect("an entry").path();
        let said: serde_json::Value =
            serde_json::from_slice(&fs::read(&file).expect("bytes")).expect("JSON");
        assert_eq!(
            said,
            json!({"from": "7", "to": "+15550000001", "body": "hola"})
        );
        for _ in 0..2 {
            folder
                .forget(&message, &message.media[0])
                .await
                .expect("gone");
        }
        assert!(!temp.path().join("in/a.png").exists());
    }

    proptest! {
        #[test]
        fn nothing_in_a_file_stops_the_reader(body: Vec<u8>) {
            let _ = message(&body, 0);
        }
    }
}
