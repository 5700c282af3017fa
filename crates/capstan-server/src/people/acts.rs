//! Making an account and signing in.

use crate::app::App;
use crate::limits::{Limit, Peer};
use crate::people::phrase::{Phrase, WORDS};
use crate::people::session;
use crate::problem::Problem;
use crate::who::Who;
use axum::http::HeaderMap;
use capstan_report::Lang;
use capstan_store::people::{self, Person};
use capstan_store::{Micros, StoreError, id};

/// How long a phrase that was shown may be taken: half an hour.
const SHOWN_FOR: Micros = 30 * 60 * 1_000_000;

/// For what a phrase was drawn: it can be used for nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For<'a> {
    /// A new account.
    Account,
    /// A person's new phrase.
    Person(&'a str),
}

impl<'a> For<'a> {
    fn about(self) -> &'a str {
        match self {
            Self::Account => "new account",
            Self::Person(id) => id,
        }
    }
}

/// A phrase that was drawn and is kept nowhere: it travels, sealed, with the
/// forms that lead to its use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The phrase.
    pub phrase: Phrase,
    /// The places of the two words that are asked back, from 0.
    pub asked: [usize; 2],
    /// All of this, sealed.
    pub sealed: String,
}

/// Draws a phrase and what is asked of it.
pub fn draw(app: &App, lang: Lang, purpose: For<'_>) -> Drawn {
    let phrase = Phrase::draw(lang);
    let mut bytes = [0; 2];
    id::random(&mut bytes);
    let first = usize::from(bytes[0]) % WORDS;
    let second = (first + 1 + usize::from(bytes[1]) % (WORDS - 1)) % WORDS;
    let asked = [first.min(second), first.max(second)];
    let until = app.now() + SHOWN_FOR;
    let text = format!("{until} {} {} {}", asked[0], asked[1], phrase.text());
    Drawn {
        phrase,
        asked,
        sealed: app.store.keys.seal("drawn phrases", purpose.about(), &text),
    }
}

/// What was sealed, if it may still be used.
///
/// # Errors
/// If it was drawn too long ago, for something else, or not here.
pub fn open(app: &App, sealed: &str, purpose: For<'_>) -> Result<Drawn, Problem> {
    let over = || Problem::conflict("phrase-over");
    let keys = &app.store.keys;
    let text = keys.open_sealed("drawn phrases", purpose.about(), sealed);
    let text = text.ok_or_else(over)?;
    let mut parts = text.splitn(4, ' ');
    let mut number = || parts.next()?.parse::<i64>().ok();
    let (until, first, second) = (number(), number(), number());
    let phrase = parts.next().and_then(|text| Phrase::read(text).ok());
    match (until, first, second, phrase) {
        (Some(until), Some(first), Some(second), Some(phrase)) if until > app.now() => Ok(Drawn {
            phrase,
            asked: [first, second].map(|at| usize::try_from(at).unwrap_or(0)),
            sealed: sealed.to_owned(),
        }),
        _ => Err(over()),
    }
}

/// Whether the two words that were asked were typed.
///
/// # Errors
/// Which of them is another.
pub fn check_words(drawn: &Drawn, typed: [&str; 2]) -> Result<(), Problem> {
    for (field, (&place, typed)) in ["first", "second"]
        .into_iter()
        .zip(drawn.asked.iter().zip(typed))
    {
        if !drawn.phrase.has(place, typed) {
            return Err(Problem::input(field, "phrase-asked").with("place", place + 1));
        }
    }
    Ok(())
}

/// Makes the account that a phrase opens, and begins a session: its secret.
/// Nothing is kept of the phrase but a hash and a tag.
///
/// # Errors
/// If the phrase opens an account already, or too many were made here.
pub async fn create(
    app: &App,
    peer: &Peer,
    who: &Who,
    headers: &HeaderMap,
    phrase: &Phrase,
    lang: Lang,
) -> Result<String, Problem> {
    app.limits.take(Limit::SignUp, &peer.0)?;
    let person = Person {
        id: id::blind(),
        phrase: app.people.hashing.hash(phrase).await?,
        lang: lang.code().to_owned(),
    };
    let mut tx = app.store.begin().await?;
    add(app, &mut tx, &person, phrase).await?;
    let secret = session::begin(app, &mut tx, who, &person.id, headers).await?;
    tx.commit().await?;
    Ok(secret)
}

/// Makes an account for a program: its phrase, which is shown once.
///
/// # Errors
/// If too many were made here.
pub async fn create_drawn(app: &App, peer: &Peer, lang: Lang) -> Result<Phrase, Problem> {
    app.limits.take(Limit::SignUp, &peer.0)?;
    Ok(new(app, lang).await?.1)
}

/// Makes an account: the id of its person, and its phrase.
///
/// # Errors
/// If the store fails.
pub async fn new(app: &App, lang: Lang) -> Result<(String, Phrase), Problem> {
    let phrase = Phrase::draw(lang);
    let person = Person {
        id: id::blind(),
        phrase: app.people.hashing.hash(&phrase).await?,
        lang: lang.code().to_owned(),
    };
    let mut tx = app.store.begin().await?;
    add(app, &mut tx, &person, &phrase).await?;
    tx.commit().await?;
    Ok((person.id, phrase))
}

async fn add(
    app: &App,
    conn: &mut capstan_store::Conn,
    person: &Person,
    phrase: &Phrase,
) -> Result<(), Problem> {
    let lookup = phrase.lookup(&app.store.keys);
    people::add(conn, person, &lookup, app.now())
        .await
        .map_err(used)
}

/// The problem of a phrase whose first words are those of another.
pub(super) fn used(error: StoreError) -> Problem {
    match error {
        StoreError::Taken { .. } => Problem::conflict("phrase-used"),
        error => error.into(),
    }
}

/// The person whom a phrase opens the account of. Whether there is none with
/// its first words, or one with other words after them, cannot be told from
/// the answer, nor from the work it takes.
///
/// # Errors
/// If there is no such account, or it was tried too often.
pub async fn recognise(app: &App, peer: &Peer, typed: &str) -> Result<Person, Problem> {
    app.limits.take(Limit::SignIn, &peer.0)?;
    let phrase = Phrase::read(typed)?;
    let lookup = phrase.lookup(&app.store.keys);
    app.limits.take(Limit::Phrase, &lookup)?;
    let mut conn = app.store.read().await?;
    let found = people::by_lookup(&mut conn, &lookup).await?;
    drop(conn);
    let hash = found.as_ref().map(|person| person.phrase.as_str());
    let right = app.people.hashing.check(&phrase, hash).await?;
    found
        .filter(|_| right)
        .ok_or_else(|| Problem::input("phrase", "phrase-unknown"))
}

/// Whether a recognised phrase is that of the person who is signed in.
///
/// # Errors
/// As if there were no such account.
pub fn own(recognised: &Person, person: &str) -> Result<(), Problem> {
    if recognised.id == person {
        Ok(())
    } else {
        Err(Problem::input("phrase", "phrase-unknown"))
    }
}

/// Signs in with a phrase: the secret of the session, and the language of the
/// person.
///
/// # Errors
/// As [`recognise`].
pub async fn sign_in(
    app: &App,
    peer: &Peer,
    who: &Who,
    headers: &HeaderMap,
    typed: &str,
) -> Result<(String, String), Problem> {
    let person = recognise(app, peer, typed).await?;
    let mut tx = app.store.begin().await?;
    let secret = session::begin(app, &mut tx, who, &person.id, headers).await?;
    tx.commit().await?;
    Ok((secret, person.lang))
}
