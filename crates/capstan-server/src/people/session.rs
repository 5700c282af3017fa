//! Sessions of browsers: a cookie with 256 random bits, of which only a hash
//! is kept.

use crate::app::App;
use crate::problem::Problem;
use crate::push::acts::tidy;
use crate::who::{COOKIE, Who};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use capstan_store::id::{self, DAY};
use capstan_store::sessions::{self, Session};
use capstan_store::{Conn, Micros};

/// How long a session holds.
const LASTS: Micros = 90 * DAY;

/// The most sessions of a person; the oldest ends when another begins.
const MOST: usize = 20;

/// A secret of 256 bits from the operating system, as hexadecimal digits.
pub fn secret() -> String {
    let mut bytes = [0; 32];
    id::random(&mut bytes);
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// Begins a session, in place of the one that `who` had in this browser: its
/// secret.
///
/// # Errors
/// If the store fails.
pub async fn begin(
    app: &App,
    conn: &mut Conn,
    who: &Who,
    person: &str,
    headers: &HeaderMap,
) -> Result<String, Problem> {
    let now = app.now();
    if let Some(old) = &who.session {
        sessions::end(conn, &old.person, &old.id).await?;
        tidy(app, conn, &old.person).await?;
    }
    let others = sessions::of(conn, person, now).await?;
    for session in others.iter().skip(MOST - 1) {
        sessions::end(conn, person, &session.id).await?;
    }
    tidy(app, conn, person).await?;
    let secret = secret();
    let session = Session {
        id: sessions::hash(&secret),
        person: person.to_owned(),
        label: label(headers),
        started: now,
        seen_day: id::day(now),
        expires: now + LASTS,
    };
    sessions::begin(conn, &session).await?;
    Ok(secret)
}

/// Gives the browser its cookie; an empty secret takes it away.
pub fn set_cookie(app: &App, response: &mut Response, secret: &str) {
    let age = if secret.is_empty() {
        0
    } else {
        LASTS / 1_000_000
    };
    let secure = app
        .config
        .public_url
        .as_deref()
        .is_some_and(|url| url.starts_with("https://"));
    let secure = if secure { "; Secure" } else { "" };
    let cookie =
        format!("{COOKIE}={secret}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// The families that are told apart, with what gives them away. Earlier ones
/// win, since browsers also name those they want to be taken for.
const BROWSERS: [(&str, &str); 6] = [
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 6] = [
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// What kind of browser it is, so that its person knows it again: the families
/// of the browser and the system, and nothing else of what it says.
fn label(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT);
    let agent = agent.and_then(|v| v.to_str().ok()).unwrap_or("");
    let family = |of: &[(&str, &'static str)]| {
        let found = of.iter().find(|(mark, _)| agent.contains(mark));
        found.map(|(_, name)| *name)
    };
    let known = [family(&BROWSERS), family(&SYSTEMS)];
    let known: Vec<&str> = known.into_iter().flatten().collect();
    known.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_holds_families_only() {
        let of = |agent: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::USER_AGENT, agent.parse().unwrap());
            label(&headers)
        };
        let edge =
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0";
        assert_eq!(of(edge), "Edge, Windows");
        let phone = "Mozilla/5.0 (Linux; Android 14; SM-A156B) Gecko Firefox/140.0";
        assert_eq!(of(phone), "Firefox, Android");
        assert_eq!(of("curl/8"), "");
        assert_eq!(secret().len(), 64);
        assert_ne!(secret(), secret());
    }
}
