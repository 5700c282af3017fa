//! Files of ids.

use super::error::GroupError;
use crate::Ids;
use std::path::Path;

/// Who of `users` stands in the file `path`, one id a line. Empty lines are
/// passed over, and an id may stand there twice.
pub(super) fn read(path: &Path, users: &Ids) -> Result<Vec<bool>, GroupError> {
    let bytes = std::fs::read(path).map_err(|why| GroupError::Unreadable {
        file: path.to_owned(),
        why,
    })?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let mut listed = vec![false; users.len()];
    let mut any = false;
    for (n, line) in bytes.split(|&b| b == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            continue;
        }
        let id = std::str::from_utf8(line).map_err(|_| GroupError::NotText {
            file: path.to_owned(),
            line: n + 1,
        })?;
        let Some(user) = users.get(id) else {
            return Err(GroupError::UnknownId {
                file: path.to_owned(),
                line: n + 1,
                id: id.to_owned(),
                people: users.len(),
                known: "ids of the ratings",
                first: users.names().next().unwrap_or_default().to_owned(),
            });
        };
        listed[user as usize] = true;
        any = true;
    }
    if any {
        Ok(listed)
    } else {
        Err(GroupError::NoIds {
            file: path.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn users() -> Ids {
        let mut ids = Ids::new();
        for id in ["ann", "b o b", "7"] {
            ids.insert(id);
        }
        ids
    }

    fn file(bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("members.txt");
        std::fs::write(&path, bytes).expect("a file");
        (folder, path)
    }

    #[test]
    fn ids_are_whole_lines() {
        let (_folder, path) = file(b"\xef\xbb\xbf7\r\n\nb o b\n7");
        let listed = read(&path, &users()).expect("ids");
        assert_eq!(listed, [false, true, true]);
    }

    #[test]
    fn errors_name_file_and_line() {
        let message = |bytes: &[u8]| {
            let (_folder, path) = file(bytes);
            let error = read(&path, &users()).expect_err("an error").to_string();
            error.replace(&path.display().to_string(), "members.txt")
        };
        assert_eq!(
            message(b"ann\n 7\n"),
            "members.txt, line 2, id: found \" 7\", expected one of the 3 ids of the ratings (the \
             first is \"ann\"); remove the line, or check that the file belongs to these data"
        );
        assert_eq!(
            message(b"ann\n\n\xff\n"),
            "members.txt, line 3, id: found bytes that are not UTF-8, expected an id; save the \
             file as UTF-8"
        );
        assert_eq!(
            message(b"\n\n"),
            "members.txt: found no id, expected one id a line; add the ids of the members"
        );
        let missing = read(Path::new("/no/such/file"), &users()).expect_err("an error");
        assert!(
            missing
                .to_string()
                .starts_with("/no/such/file: cannot be read (")
        );
    }
}
