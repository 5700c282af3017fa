//! A command of the user's that scores subsets.

use capstan_value::{Coalition, Game, ValueError};
use std::collections::HashMap;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};

/// Up to so many players subsets come again often enough to be remembered.
const FEW: usize = 64;

/// Players by their ids, and a command that reads some of these, one a line,
/// and writes what they are worth.
pub struct Scored {
    /// The command, for the shell.
    command: String,
    /// The ids.
    ids: Vec<String>,
    /// What subsets of few players are worth, as far as it was asked for.
    known: Mutex<HashMap<Coalition, f64>>,
}

impl Game for Scored {
    fn players(&self) -> usize {
        self.ids.len()
    }

    fn worth(&self, coalition: &Coalition) -> Result<f64, ValueError> {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(&worth) = known().get(coalition) {
            return Ok(worth);
        }
        let worth = self.score(coalition).map_err(|why| ValueError::Undefined {
            size: coalition.len(),
            why,
        })?;
        if self.ids.len() > FEW {
            return Ok(worth);
        }
        // Another thread may have asked for the same meanwhile.
        Ok(*known().entry(coalition.clone()).or_insert(worth))
    }
}

impl Scored {
    /// Players with these ids, and the command for the shell.
    pub fn new(command: &str, ids: Vec<String>) -> Self {
        Self {
            command: command.to_owned(),
            ids,
            known: Mutex::default(),
        }
    }

    fn score(&self, coalition: &Coalition) -> Result<f64, String> {
        let failed = |what: &str, why: std::io::Error| format!("the command {what}: {why}");
        let mut child = Command::new("sh")
            .args(["-c", &self.command])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|why| failed("could not start", why))?;
        let lines: String = coalition
            .iter()
            .map(|p| format!("{}\n", self.ids[p]))
            .collect();
        let input = child.stdin.take();
        // It writes one number, so it cannot block before it has read all.
        if let Some(mut input) = input
            && let Err(why) = input.write_all(lines.as_bytes())
            && why.kind() != std::io::ErrorKind::BrokenPipe
        {
            return Err(failed("could not read the ids", why));
        }
        let out = child
            .wait_with_output()
            .map_err(|why| failed("could not be waited for", why))?;
        if !out.status.success() {
            return Err(format!("the command ended with {}", out.status));
        }
        let text = String::from_utf8_lossy(&out.stdout);
        match text.trim().parse::<f64>() {
            Ok(worth) if worth.is_finite() => Ok(worth),
            _ => Err(format!(
                "the command wrote {:?}; expected one finite number",
                text.trim().chars().take(60).collect::<String>()
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scored(command: &str) -> Scored {
        Scored::new(command, ["3", "4", "5"].map(str::to_owned).to_vec())
    }

    #[test]
    fn a_command_scores_what_it_reads() {
        let sum = scored("awk '{ s += $1 } END { print s + 0 }'");
        assert_eq!(sum.worth(&Coalition::of(3, [0, 2])).unwrap(), 8.0);
        assert_eq!(sum.worth(&Coalition::empty(3)).unwrap(), 0.0);
        assert_eq!(scored("echo 2").worth(&Coalition::full(3)).unwrap(), 2.0);
    }

    #[test]
    fn a_subset_is_scored_once() {
        let folder = tempfile::tempdir().unwrap();
        let count = folder.path().join("count");
        let file = count.display();
        let counted = scored(&format!("cat > /dev/null; echo >> {file}; wc -l < {file}"));
        for _ in 0..2 {
            assert_eq!(counted.worth(&Coalition::full(3)).unwrap(), 1.0);
            assert_eq!(counted.worth(&Coalition::empty(3)).unwrap(), 2.0);
        }
    }

    #[test]
    fn a_command_that_fails_names_the_size_of_the_subset() {
        let error = |c: &str| {
            scored(c)
                .worth(&Coalition::of(3, [1]))
                .unwrap_err()
                .to_string()
        };
        assert!(error("exit 3").starts_with("a subset of 1 has no worth: the command ended"));
        assert!(error("echo nan").contains("\"nan\""));
    }
}
