//! How an installation is set up: `capstan.toml`, then the environment, then
//! the command line; later ones win.

use crate::messages::settings::Messages;
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// How an installation is set up.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The folder of the database, the files of people and the secret.
    pub data: PathBuf,
    /// Where the service listens.
    pub listen: SocketAddr,
    /// `postgres://…`, or nothing for a SQLite database in `data`.
    pub database_url: Option<String>,
    /// The address under which people reach the service, for links in
    /// messages: `https://capstan.example.org`.
    pub public_url: Option<String>,
    /// Whether a demonstration is seeded and its clock may be put forward.
    pub demo: bool,
    /// How mail is sent; none is without.
    pub smtp_url: Option<String>,
    /// The sender of mail.
    pub mail_from: Option<String>,
    /// The origins of push servers that may be beside this service and speak
    /// plain HTTP: `http://push.lan:8080`.
    pub push_servers: Vec<String>,
    /// How text messages come and go.
    pub messages: Messages,
    /// Whether every sentence stands between brackets, for translators and
    /// tests: what has none is not translated.
    pub mark_words: bool,
    /// How many times as wide as usual the limits of how often things may be
    /// done are, for places where many people share an address.
    pub limits: u32,
    /// Whether a proxy on this machine adds `X-Forwarded-For`.
    pub behind_proxy: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("capstan-data"),
            listen: SocketAddr::from(([127, 0, 0, 1], 7878)),
            database_url: None,
            public_url: None,
            demo: false,
            smtp_url: None,
            mail_from: None,
            push_servers: Vec::new(),
            messages: Messages::default(),
            mark_words: false,
            limits: 1,
            behind_proxy: false,
        }
    }
}

/// Why an installation cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{path}: {why}")]
    File {
        /// The file.
        path: String,
        /// What the system or the parser says.
        why: String,
    },
    /// A variable of the environment has a value that is none.
    #[error("{name} is {found}: expected {expected}")]
    Variable {
        /// The variable.
        name: &'static str,
        /// Its value.
        found: String,
        /// What was expected.
        expected: &'static str,
    },
}

impl Config {
    /// The settings of a file, changed by the environment. Without a file,
    /// `capstan.toml` in the working folder is read if it is there.
    ///
    /// # Errors
    /// If the file cannot be read or has unknown settings, or a variable is
    /// not understood.
    pub fn load(
        file: Option<&Path>,
        env: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, ConfigError> {
        let path = file.unwrap_or(Path::new("capstan.toml"));
        let fail = |why: String| ConfigError::File {
            path: path.display().to_string(),
            why,
        };
        let mut config = match std::fs::read_to_string(path) {
            Ok(text) => toml::from_str(&text).map_err(|e| fail(e.to_string()))?,
            Err(e) if file.is_none() && e.kind() == std::io::ErrorKind::NotFound => Self::default(),
            Err(e) => return Err(fail(e.to_string())),
        };
        if let Some(data) = env("CAPSTAN_DATA_DIR") {
            config.data = data.into();
        }
        if let Some(listen) = env("CAPSTAN_LISTEN") {
            config.listen = listen.parse().map_err(|_| ConfigError::Variable {
                name: "CAPSTAN_LISTEN",
                found: listen.clone(),
                expected: "an address and a port such as 127.0.0.1:7878",
            })?;
        }
        for (name, field) in [
            ("DATABASE_URL", &mut config.database_url),
            ("CAPSTAN_PUBLIC_URL", &mut config.public_url),
            ("CAPSTAN_SMTP_URL", &mut config.smtp_url),
            ("CAPSTAN_MAIL_FROM", &mut config.mail_from),
        ] {
            if let Some(value) = env(name) {
                *field = Some(value);
            }
        }
        config.messages.environment(&env);
        config.mark_words |= env("CAPSTAN_MARK_WORDS").is_some_and(|v| v == "1");
        Ok(config)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_wins_over_the_file_and_unknown_settings_are_refused() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("capstan.toml");
        std::fs::write(&file, "listen = \"127.0.0.1:1\"\ndata = \"here\"\n").unwrap();
        let env = |name: &str| (name == "CAPSTAN_LISTEN").then(|| "127.0.0.1:2".to_owned());
        let config = Config::load(Some(&file), env).unwrap();
        assert_eq!(config.listen.port(), 2);
        assert_eq!(config.data, Path::new("here"));
        let wrong = Config::load(Some(&file), |n| (n == "CAPSTAN_LISTEN").then(|| "x".into()));
        assert!(
            wrong
                .unwrap_err()
                .to_string()
                .contains("CAPSTAN_LISTEN is x")
        );
        std::fs::write(&file, "lisen = 1").unwrap();
        let wrong = Config::load(Some(&file), |_| None).unwrap_err().to_string();
        assert!(wrong.contains("lisen"), "{wrong}");
        let none = Config::load(Some(&dir.path().join("none")), |_| None);
        assert!(none.is_err());
    }
}
