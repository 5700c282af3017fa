//! Fonts of this machine, by the names of their files.

use crate::error::DonationError;
use ab_glyph::FontVec;
use std::path::{Path, PathBuf};

/// A font, by the name of its file without `.ttf`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face(String);

const FOLDERS: [&str; 2] = ["/usr/share/fonts", "/usr/local/share/fonts"];

impl Face {
    /// The font in the file `name.ttf`, wherever fonts are kept.
    pub fn named(name: &str) -> Self {
        Self(name.to_owned())
    }

    pub(super) fn load(&self) -> Result<FontVec, DonationError> {
        let wrong = |why: std::io::Error| DonationError::Unreadable {
            file: format!("{}.ttf", self.0),
            why,
        };
        let file = format!("{}.ttf", self.0);
        let path = FOLDERS
            .iter()
            .find_map(|folder| find(Path::new(folder), &file));
        let path = path.ok_or_else(|| {
            wrong(std::io::Error::new(
                std::io::ErrorKind::NotFound,
                "none of this name among the fonts of this machine; install its package, such as fonts-dejavu-core",
            ))
        })?;
        let bytes = std::fs::read(path).map_err(wrong)?;
        FontVec::try_from_vec(bytes).map_err(|e| wrong(std::io::Error::other(e.to_string())))
    }
}

fn find(folder: &Path, file: &str) -> Option<PathBuf> {
    let entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .ok()?
        .filter_map(|e| Some(e.ok()?.path()))
        .collect();
    let here = entries
        .iter()
        .find(|p| p.file_name().is_some_and(|n| n == file));
    here.cloned().or_else(|| {
        entries
            .iter()
            .filter(|p| p.is_dir())
            .find_map(|p| find(p, file))
    })
}
