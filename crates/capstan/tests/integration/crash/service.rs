//! The service as a process that can be killed.

use crate::program::{capstan, well};
use capstan_server::App;
use capstan_server::config::Config;
use capstan_store::testing::schema;
use capstan_store::{Keys, Store};
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Stdio};
use tempfile::TempDir;

/// Where the service keeps its data.
pub struct Place {
    folder: TempDir,
    database: Option<String>,
}

/// A running service. It is killed when it is dropped.
pub struct Service(Child);

impl Place {
    /// A folder with an embedded database, or with one on a server.
    pub async fn new(server: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = "listen = \"127.0.0.1:0\"\ndata = \".\"\nlimits = 10000\n".to_owned();
        let database = match server {
            Some(server) => Some(schema(server).await),
            None => None,
        };
        if let Some(address) = &database {
            settings.push_str(&format!("database_url = {address:?}\n"));
        }
        fs::write(folder.path().join("capstan.toml"), settings).unwrap();
        Self { folder, database }
    }

    /// Where its data are.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The service in this process, beside or without one that listens.
    pub async fn app(&self) -> App {
        let config = Config {
            data: self.folder.path().to_owned(),
            database_url: self.database.clone(),
            ..Config::default()
        };
        App::new(self.store().await, config)
    }

    /// Does what whoever runs it does from the command line.
    pub fn admin(&self, args: &[&str]) {
        well(self.folder.path(), &[&["admin"], args].concat());
    }

    /// The store, beside or without the service.
    pub async fn store(&self) -> Store {
        let folder = self.folder.path();
        match &self.database {
            None => Store::in_folder(folder).await.unwrap(),
            Some(address) => {
                let keys = Keys::open(&folder.join("secret.key")).unwrap();
                Store::open(address, keys).await.unwrap()
            }
        }
    }

    /// Starts the service.
    pub fn start(&self) -> Service {
        let log = self.folder.path().join("log");
        let log = File::options().create(true).append(true).open(log).unwrap();
        let child = capstan(self.folder.path(), &["serve"])
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn();
        Service(child.unwrap())
    }

    /// What all services have said of themselves.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap()
    }
}

impl Service {
    /// Waits until it listens.
    pub fn address(&mut self) -> SocketAddr {
        let out = self.0.stdout.take().unwrap();
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).map(str::trim);
        let address = address.and_then(|a| a.parse().ok());
        address.unwrap_or_else(|| panic!("the service said {line:?}"))
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}
