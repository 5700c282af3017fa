//! Files that attack: each is refused in words, by a process that may ask for
//! no more than 256 MiB of memory and one second of the processor.

use capstan_donation::generator::attacks;
use std::fs;
use std::process::Command;

#[test]
fn files_that_attack_are_refused_in_little_memory_and_time() {
    let folder = tempfile::tempdir().expect("a folder");
    for attack in attacks() {
        fs::write(folder.path().join(attack.name), &attack.bytes).expect("written");
        let read = Command::new("prlimit")
            .args(["--data=268435456:", "--cpu=1:", "--core=0", "--"])
            .arg(env!("CARGO_BIN_EXE_capstan"))
            .args(["--threads", "1", "donate", "read", attack.name])
            .current_dir(folder.path())
            .output()
            .expect("the program runs");
        let said = String::from_utf8_lossy(&read.stderr);
        assert!(read.stdout.is_empty(), "{}", attack.what);
        if attack.name == "profile.png" {
            // A profile that is too large is passed over, and the picture read.
            assert_eq!(read.status.code(), Some(0), "{}: {said}", attack.what);
            continue;
        }
        let refused = format!("error: {}: found ", attack.name);
        assert!(said.starts_with(&refused), "{}: {said}", attack.what);
        assert_eq!(read.status.code(), Some(2), "{}", attack.what);
        for gone_wrong in ["stopped", "took longer", "gave no picture", "no program"] {
            assert!(!said.contains(gone_wrong), "{}: {said}", attack.what);
        }
    }
    let left = fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(left, attacks().len(), "something was written");
}
