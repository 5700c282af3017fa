//! Who looks at a page, and in which language.

use crate::app::App;
use crate::people::notices::any_unread;
use crate::problem::Problem;
use crate::web::form;
use crate::who::{Who, cookie};
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use capstan_report::Lang;
use capstan_report::words::{Args, Voice};
use maud::{Markup, html};
use serde::Deserialize;

/// The cookie of the language.
pub const LANG: &str = "lang";

#[derive(Clone, Copy)]
struct Unread(bool);

/// Who looks, and how.
#[derive(Clone, Debug)]
pub struct View {
    /// The service.
    pub app: App,
    /// Who looks.
    pub who: Who,
    /// The language.
    pub lang: Lang,
    /// The address of the page, with its query.
    pub path: String,
    /// Whether something in their inbox is unread.
    pub unread: bool,
}

/// A language by its code.
pub fn language(code: &str) -> Option<Lang> {
    Lang::ALL.into_iter().find(|l| l.code() == code)
}

/// The language that headers ask for: the one chosen here before, else the
/// first of the browser's that is spoken, else English.
pub fn lang(headers: &HeaderMap) -> Lang {
    let chosen = cookie(headers, LANG).and_then(language);
    let wished = || {
        let wish = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        wish.split(',')
            .filter_map(|part| part.split(';').next())
            .find_map(|tag| language(tag.trim().split('-').next()?))
    };
    chosen.or_else(wished).unwrap_or(Lang::En)
}

impl View {
    /// How a page is seen by someone of whom it cannot be told who they are.
    pub fn of_nobody(app: &App, parts: &Parts) -> Self {
        Self {
            app: app.clone(),
            who: Who::default(),
            lang: lang(&parts.headers),
            path: parts
                .uri
                .path_and_query()
                .map_or_else(|| "/".to_owned(), ToString::to_string),
            unread: false,
        }
    }

    /// The voice of the page.
    pub fn voice(&self) -> &Voice {
        self.app.voices.of(self.lang)
    }

    /// A sentence.
    pub fn say(&self, key: &str, args: Args<'_>) -> String {
        self.voice().say(key, args)
    }

    /// A sentence without values.
    pub fn t(&self, key: &str) -> String {
        self.voice().say(key, Args::new())
    }

    /// What every form must hold: the proof that it is ours.
    pub fn proof(&self) -> Markup {
        html! { input type="hidden" name="csrf" value=(form::csrf(&self.app, &self.who)); }
    }
}

impl FromRequestParts<App> for View {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let who = Who::from_request_parts(parts, app).await?;
        // Asked once a request, however often a view of it is made.
        let unread = match parts.extensions.get::<Unread>() {
            Some(known) => known.0,
            None => any_unread(app, &who).await?,
        };
        parts.extensions.insert(Unread(unread));
        Ok(Self {
            unread,
            who,
            ..Self::of_nobody(app, parts)
        })
    }
}

/// Where to go back to after the language was chosen.
#[derive(Debug, Deserialize)]
pub struct Back {
    #[serde(default)]
    back: String,
}

/// A path of this service as it may be led back to, or the first page.
pub fn back(path: &str) -> &str {
    let own = path.starts_with('/') && !path.starts_with("//") && !path.contains('\\');
    if own && !path.contains(char::is_control) {
        path
    } else {
        "/"
    }
}

/// Keeps the chosen language in a cookie and leads back.
///
/// # Errors
/// If the language is not spoken.
pub async fn choose(
    Path(code): Path<String>,
    Query(query): Query<Back>,
) -> Result<Response, Problem> {
    let lang = language(&code).ok_or_else(Problem::missing)?;
    let cookie = format!(
        "{LANG}={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly",
        lang.code()
    );
    Ok((
        [(header::SET_COOKIE, cookie)],
        Redirect::to(back(&query.back)),
    )
        .into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_language_wins_over_the_browsers() {
        let mut headers = HeaderMap::new();
        assert_eq!(lang(&headers), Lang::En);
        headers.insert(header::ACCEPT_LANGUAGE, "fr, es-MX;q=0.8".parse().unwrap());
        assert_eq!(lang(&headers), Lang::Es);
        headers.insert(header::COOKIE, "a=b; lang=en".parse().unwrap());
        assert_eq!(lang(&headers), Lang::En);
        headers.insert(header::COOKIE, "lang=xx".parse().unwrap());
        assert_eq!(lang(&headers), Lang::Es);
    }

    #[test]
    fn nobody_is_led_away() {
        assert_eq!(back("/coalitions?q=a"), "/coalitions?q=a");
        for away in [
            "https://example.org",
            "//example.org",
            "/\\example.org",
            "/a\nb",
            "",
        ] {
            assert_eq!(back(away), "/");
        }
    }
}
