//! Style sheet, sign and scripts. Addresses hold a hash of the content, so
//! that browsers may keep them for good.

use crate::app::App;
use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use capstan_report::sign::sign_file;
use capstan_report::tokens::Token;
use std::sync::LazyLock;

/// A file whose address holds a hash of its content.
#[derive(Debug)]
pub struct Asset {
    path: String,
    mime: &'static str,
    content: String,
}

impl Asset {
    fn new(name: &str, extension: &str, mime: &'static str, content: String) -> Self {
        let hash = blake3::hash(content.as_bytes()).to_hex();
        Self {
            path: format!("/assets/{name}-{}.{extension}", &hash[..12]),
            mime,
            content,
        }
    }

    /// Its address.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What kind of file it is.
    pub fn mime(&self) -> &'static str {
        self.mime
    }

    /// What is in it.
    pub fn content(&self) -> &str {
        &self.content
    }
}

/// The style of all pages.
pub static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    let css = format!(
        "{}{}",
        capstan_report::page::css(),
        include_str!("style.css")
    );
    Asset::new("style", "css", "text/css; charset=utf-8", css)
});

/// The scripts that were built, by name; none without the builder.
static SCRIPTS: LazyLock<Vec<(&str, Asset)>> = LazyLock::new(|| {
    let built: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/scripts.rs"));
    let asset = |&(name, content): &(&'static str, &str)| {
        let mime = "text/javascript; charset=utf-8";
        (name, Asset::new(name, "js", mime, content.to_owned()))
    };
    built.iter().map(asset).collect()
});

/// The script `web/src/NAME.ts`, if it was built.
pub fn script(name: &str) -> Option<&'static Asset> {
    let found = SCRIPTS.iter().find(|(n, _)| *n == name);
    found.map(|(_, asset)| asset)
}

/// Where the files are.
pub fn router() -> Router<App> {
    Router::new().route("/assets/{name}", get(file))
}

async fn file(Path(name): Path<String>) -> Response {
    let path = format!("/assets/{name}");
    let scripts = SCRIPTS.iter().map(|(_, asset)| asset);
    let mut all = std::iter::once(&*STYLE).chain(scripts);
    if let Some(asset) = all.find(|a| a.path == path) {
        let keep = "public, max-age=31536000, immutable";
        let headers = [
            (header::CONTENT_TYPE, asset.mime),
            (header::CACHE_CONTROL, keep),
        ];
        return (headers, asset.content.as_str()).into_response();
    }
    if name == "sign.svg" {
        let headers = [
            (header::CONTENT_TYPE, "image/svg+xml"),
            (header::CACHE_CONTROL, "public, max-age=86400"),
        ];
        return (headers, sign_file(Token::Teal.light())).into_response();
    }
    StatusCode::NOT_FOUND.into_response()
}
