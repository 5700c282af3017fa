//! Programs of others, run in a limited child process: no shell, no
//! environment of ours, a bound on time, memory and what they may write.

use crate::error::DonationError;
use crate::limits::Limits;
use std::ffi::OsStr;
use std::io::{ErrorKind, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// A program, and the package of Debian that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Program {
    /// Its name.
    pub name: &'static str,
    /// The package.
    pub package: &'static str,
}

/// More output than this is cut off, and the program with it.
const MOST_OUTPUT: u64 = 256 << 20;

/// Runs `program` with `args`, `input` at its standard input, and gives what
/// it wrote to standard output. `file` is what errors name.
///
/// # Errors
/// If the program is not there, fails, or goes beyond `limits`.
pub(crate) fn run(
    program: Program,
    args: &[&OsStr],
    input: Vec<u8>,
    file: &str,
    limits: &Limits,
) -> Result<Vec<u8>, DonationError> {
    run_at(OsStr::new(program.name), program, args, input, file, limits)
}

/// As [`run`], where the program is at `path`.
pub(crate) fn run_at(
    path: &OsStr,
    program: Program,
    args: &[&OsStr],
    input: Vec<u8>,
    file: &str,
    limits: &Limits,
) -> Result<Vec<u8>, DonationError> {
    let failed = |why: String| DonationError::Program {
        file: file.to_owned(),
        program: program.name,
        why,
    };
    if !there(path) {
        return Err(DonationError::NoProgram {
            file: file.to_owned(),
            program: program.name,
            package: program.package,
        });
    }
    let mut child = limited(path, limits)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| match e.kind() {
            ErrorKind::NotFound => DonationError::NoProgram {
                file: file.to_owned(),
                program: "prlimit",
                package: "util-linux",
            },
            _ => failed(format!("did not start ({e})")),
        })?;
    let output = talk(&mut child, input, limits.seconds);
    let in_time = output.is_some();
    if !in_time {
        // It may have ended just now; then there is nothing to stop.
        let _ = child.kill();
    }
    let status = child
        .wait()
        .map_err(|e| failed(format!("was lost ({e})")))?;
    match output {
        None => Err(failed(format!("took longer than {} s", limits.seconds))),
        Some(output) if output.len() as u64 >= MOST_OUTPUT => {
            Err(failed("wrote more than 256 MiB".to_owned()))
        }
        Some(output) if status.success() => Ok(output),
        Some(_) => Err(failed(format!("stopped ({status})"))),
    }
}

/// Feeds the child and takes what it says; nothing if time runs out.
fn talk(child: &mut Child, input: Vec<u8>, seconds: u64) -> Option<Vec<u8>> {
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    thread::spawn(move || {
        // A program that has read enough closes its end early.
        if let Some(mut stdin) = stdin {
            let _ = stdin.write_all(&input);
        }
    });
    let (done, wait) = mpsc::channel();
    thread::spawn(move || {
        let mut output = Vec::new();
        if let Some(stdout) = stdout {
            let _ = stdout.take(MOST_OUTPUT).read_to_end(&mut output);
        }
        let _ = done.send(output);
    });
    wait.recv_timeout(Duration::from_secs(seconds)).ok()
}

/// The program under `prlimit`, which sets the limits before it becomes the
/// program, so that there is no moment without them.
fn limited(path: &OsStr, limits: &Limits) -> Command {
    let mut command = Command::new("prlimit");
    command
        .arg(format!("--data={}", limits.memory))
        .arg(format!("--cpu={}", limits.seconds))
        .args(["--core=0", "--nofile=64"])
        .arg(format!("--fsize={MOST_OUTPUT}"))
        .arg("--")
        .arg(path)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("LC_ALL", "C.UTF-8")
        // One picture is one thread: many pictures are read side by side.
        .env("OMP_THREAD_LIMIT", "1");
    if let Some(data) = std::env::var_os("TESSDATA_PREFIX") {
        command.env("TESSDATA_PREFIX", data);
    }
    command
}

/// Whether a program of this name, or at this place, is there.
fn there(path: &OsStr) -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).any(|folder| folder.join(path).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sh(script: &str, limits: &Limits) -> Result<Vec<u8>, String> {
        let shell = Program {
            name: "sh",
            package: "dash",
        };
        let args = [OsStr::new("-c"), OsStr::new(script)];
        run(shell, &args, b"given".to_vec(), "f", limits).map_err(|e| e.to_string())
    }

    #[test]
    fn what_goes_in_comes_out_and_nothing_else_is_known() {
        let limits = Limits::default();
        assert_eq!(sh("cat", &limits).as_deref(), Ok(&b"given"[..]));
        assert_eq!(
            sh("echo $HOME$CAPSTAN_DATA", &limits).as_deref(),
            Ok(&b"\n"[..])
        );
        // Nobody reads the input here.
        assert_eq!(sh("true", &limits).as_deref(), Ok(&b""[..]));
    }

    #[test]
    fn limits_hold() {
        let tight = Limits {
            seconds: 1,
            memory: 64 << 20,
            ..Limits::default()
        };
        let late = sh("exec sleep 100", &tight).expect_err("late");
        assert!(
            late.starts_with("f: found that sh took longer than 1 s;"),
            "{late}"
        );
        let spins = sh("while :; do :; done", &tight).expect_err("spins");
        assert!(
            spins.contains("sh took longer") || spins.contains("sh stopped"),
            "{spins}"
        );
        let greedy = sh("exec dd if=/dev/zero of=/dev/null bs=200M count=1", &tight);
        assert!(greedy.expect_err("greedy").contains("sh stopped"));
        assert!(
            sh("exit 3", &tight)
                .expect_err("fails")
                .contains("exit status: 3")
        );
    }

    #[test]
    fn a_program_that_is_not_there_is_named_with_its_package() {
        let none = Program {
            name: "no-such-program",
            package: "its-package",
        };
        let error = run(none, &[], Vec::new(), "f", &Limits::default()).expect_err("none");
        assert_eq!(
            error.to_string(),
            "f: found no program no-such-program on this machine; expected it, to read this kind of file. Install the package its-package."
        );
    }
}
