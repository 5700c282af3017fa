//! Who asks: nobody in particular, a person in a browser, or a program that
//! acts for one.

use crate::app::App;
use crate::problem::Problem;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use capstan_store::members::{self, Member};
use capstan_store::sessions::{self, Session};
use capstan_store::{Conn, Micros, id};

/// The name of the cookie of a session.
pub const COOKIE: &str = "capstan";

/// What a token may allow: reading what its person may read; changing the
/// account; acting as a member; organising; stewarding.
pub const SCOPES: [&str; 5] = ["read", "account", "member", "organise", "steward"];

/// Who asks.
#[derive(Clone, Debug, Default)]
pub struct Who {
    /// The person, if someone is signed in.
    person: Option<String>,
    /// Their session, if they use a browser.
    pub session: Option<Session>,
    /// What a program may do; nothing for browsers, which may do all.
    scopes: Option<Vec<String>>,
    pass: Option<Pass>,
}

/// What lets someone in: a session or a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pass {
    /// The hash of its secret.
    pub id: String,
    /// When it ends.
    pub expires: Micros,
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(n, _)| *n == name)
        .map(|(_, value)| value)
}

impl Who {
    /// Who sends these headers. A token wins over a cookie: a request with one
    /// is a program's.
    ///
    /// # Errors
    /// If there is a token and it is not valid, or the store fails.
    pub async fn of(app: &App, headers: &HeaderMap) -> Result<Self, Problem> {
        let now = app.now();
        if let Some(value) = headers.get(header::AUTHORIZATION) {
            let secret = value
                .to_str()
                .ok()
                .and_then(|v| v.split_once(' '))
                .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
                .map(|(_, secret)| secret.trim());
            let secret =
                secret.ok_or(Problem::new(axum::http::StatusCode::UNAUTHORIZED, "token"))?;
            let mut conn = app.store.read().await?;
            let token = sessions::find_token(&mut conn, &sessions::hash(secret), now)
                .await?
                .ok_or(Problem::new(axum::http::StatusCode::UNAUTHORIZED, "token"))?;
            return Ok(Self {
                pass: Some(Pass {
                    id: token.id,
                    expires: token.expires,
                }),
                person: Some(token.person),
                session: None,
                scopes: Some(token.scopes.split(' ').map(str::to_owned).collect()),
            });
        }
        let Some(secret) = cookie(headers, COOKIE) else {
            return Ok(Self::default());
        };
        let mut conn = app.store.read().await?;
        let session = sessions::find(&mut conn, &sessions::hash(secret), now).await?;
        drop(conn);
        if let Some(session) = &session
            && session.seen_day < id::day(now)
        {
            let mut tx = app.store.begin().await?;
            sessions::seen(&mut tx, &session.id, now).await?;
            tx.commit().await?;
        }
        Ok(Self {
            pass: session.as_ref().map(|s| Pass {
                id: s.id.clone(),
                expires: s.expires,
            }),
            person: session.as_ref().map(|s| s.person.clone()),
            session,
            scopes: None,
        })
    }

    /// A person whom no request speaks for: when an installation is set up.
    pub fn person_of(id: &str) -> Self {
        Self {
            person: Some(id.to_owned()),
            ..Self::default()
        }
    }

    /// Whether someone is signed in.
    pub fn is_someone(&self) -> bool {
        self.person.is_some()
    }

    /// The person.
    ///
    /// # Errors
    /// If nobody is signed in.
    pub fn person(&self) -> Result<&str, Problem> {
        self.person.as_deref().ok_or_else(Problem::sign_in)
    }

    /// The person, if a program of theirs may do `scope`; a browser may do all
    /// that its person may.
    ///
    /// # Errors
    /// If nobody is signed in, or the program may not.
    pub fn may(&self, scope: &'static str) -> Result<&str, Problem> {
        let person = self.person()?;
        match &self.scopes {
            Some(scopes) if !scopes.iter().any(|s| s == scope) => {
                Err(Problem::forbidden("scope").with("scope", scope))
            }
            _ => Ok(person),
        }
    }

    /// What lets them in.
    ///
    /// # Errors
    /// If no request speaks for them.
    pub fn pass(&self) -> Result<&Pass, Problem> {
        self.pass.as_ref().ok_or_else(Problem::sign_in)
    }

    /// Who reads: a program that may not sees what everyone sees.
    #[must_use]
    pub fn reader(self) -> Self {
        match self.may("read") {
            Ok(_) => self,
            Err(_) => Self::default(),
        }
    }

    /// The tag that stands for the person in coalitions.
    ///
    /// # Errors
    /// If nobody is signed in.
    pub fn tag(&self, app: &App) -> Result<String, Problem> {
        Ok(members::tag(&app.store.keys, self.person()?))
    }

    /// The member they are in a coalition, if they are one.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn member(
        &self,
        app: &App,
        conn: &mut Conn,
        coalition: &str,
    ) -> Result<Option<Member>, Problem> {
        match &self.person {
            None => Ok(None),
            Some(person) => {
                let tag = members::tag(&app.store.keys, person);
                Ok(members::of_person(conn, coalition, &tag).await?)
            }
        }
    }
}

impl FromRequestParts<App> for Who {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        if let Some(who) = parts.extensions.get::<Self>() {
            return Ok(who.clone());
        }
        let who = Self::of(app, &parts.headers).await?;
        parts.extensions.insert(who.clone());
        Ok(who)
    }
}
