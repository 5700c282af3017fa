//! `demo.json` in the folder of the data: how scripts, tests and the buttons
//! of a demonstration get in. Only the user who runs it may read it.

use super::crowd::CAST;
use super::seed::{Seeded, Seeding};
use crate::app::App;
use crate::campaigns::posts::claims;
use crate::forecasts;
use crate::invitations::acts::{NewInvitation, make};
use crate::people::account::{NewToken, make_token};
use crate::problem::Problem;
use crate::web;
use crate::who::{SCOPES, Who};
use capstan_store::campaigns;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

/// What stands in the file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Book {
    /// For programs: the token of each role, and none for those who have not
    /// signed in.
    pub tokens: BTreeMap<String, Option<String>>,
    /// The phrase of each role.
    pub people: BTreeMap<String, String>,
    /// For each page with parameters an address that someone can see.
    pub paths: BTreeMap<String, String>,
}

/// Which campaign or coalition a page shows best, where it is not the usual.
const APART: [(&str, &str); 8] = [
    ("/campaigns/{campaign}/edit", "poison"),
    ("/campaigns/{campaign}/poison", "poison"),
    ("/campaigns/{campaign}/poison/plan", "poison"),
    ("/campaigns/{campaign}/outcome", "ended"),
    ("/campaigns/{campaign}/confirm", "confirming"),
    ("/campaigns/{campaign}/people", "graded"),
    ("/campaigns/{campaign}/kits/new", "review"),
    ("/campaigns/{campaign}/kit", "graded"),
];

/// The rooms that show the coalition in which pay is donated.
const PAY: [&str; 7] = [
    "donate",
    "donations",
    "pay",
    "phone",
    "audit",
    "values",
    "dividends",
];

fn path(app: &App) -> PathBuf {
    app.config.data.join("demo.json")
}

/// What stands in the file of an installation.
///
/// # Errors
/// If this is no demonstration, or its file is gone.
pub fn read(app: &App) -> Result<Book, Problem> {
    if !app.config.demo {
        return Err(Problem::missing());
    }
    let text = std::fs::read(path(app)).map_err(|_| Problem::missing())?;
    serde_json::from_slice(&text).map_err(|_| Problem::missing())
}

/// Writes the file, whole or not at all.
///
/// # Errors
/// If something is refused, or the file cannot be written.
pub async fn write(app: &App, seeded: &Seeded) -> Result<(), Seeding> {
    let mut book = Book {
        paths: paths(app, seeded).await?,
        ..Book::default()
    };
    book.tokens.insert("anonymous".into(), None);
    for actor in &seeded.cast {
        let new = NewToken {
            name: "demonstration".into(),
            scopes: SCOPES.map(str::to_owned).to_vec(),
            days: 365,
        };
        let made = make_token(app, &actor.person, &new).await?;
        book.tokens.insert(actor.role.into(), Some(made.token));
        book.people.insert(actor.role.into(), actor.phrase.text());
    }
    let text = serde_json::to_string_pretty(&book).unwrap_or_default();
    let path = path(app);
    let fresh = path.with_extension("new");
    let kept = owned(&fresh)
        .and_then(|mut file| {
            file.write_all(text.as_bytes())
                .and_then(|()| file.sync_all())
        })
        .and_then(|()| std::fs::rename(&fresh, &path));
    kept.map_err(|why| Seeding::Refused(format!("{}: {why}", path.display())))
}

/// A new file that nobody else may read.
fn owned(path: &std::path::Path) -> std::io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// An address for each page with parameters.
async fn paths(app: &App, seeded: &Seeded) -> Result<BTreeMap<String, String>, Seeding> {
    let campaign = |key: &str| seeded.campaigns.get(key).cloned().unwrap_or_default();
    let open = campaign("open");
    let mut conn = app.store.read().await.map_err(Problem::from)?;
    let made = forecasts::acts::all(&mut conn, &open).await?;
    let stored = campaigns::find(&mut conn, &open)
        .await
        .map_err(Problem::from)?;
    let claim = match &stored {
        Some(stored) => claims(&mut conn, stored).await?.into_iter().next(),
        None => None,
    };
    drop(conn);
    let kits = super::pulling::kit_ids(app, &open).await?;
    let host = seeded.cast.iter().find(|actor| actor.role == CAST[1]);
    let host = host
        .map(|actor| Who::person_of(&actor.person))
        .unwrap_or_default();
    let asked = NewInvitation {
        uses: 200,
        days: 30,
    };
    let link = make(app, &host, &seeded.slug, &asked).await?.link;
    let code = link.rsplit('/').next().unwrap_or_default().to_owned();
    let usual: BTreeMap<&str, String> = BTreeMap::from([
        ("coalition", seeded.slug.clone()),
        ("campaign", open),
        (
            "forecast",
            made.first()
                .map(|one| one.row.id.clone())
                .unwrap_or_default(),
        ),
        (
            "proposal",
            seeded
                .proposals
                .get("proposal")
                .cloned()
                .unwrap_or_default(),
        ),
        ("kit", kits.into_iter().next().unwrap_or_default()),
        ("kind", "claim".to_owned()),
        ("id", claim.map(|claim| claim.id).unwrap_or_default()),
        ("code", code),
        ("donation", seeded.given.donation.clone()),
        ("valuation", seeded.valuation.clone()),
        ("round", seeded.paid.round.clone()),
        ("payment", seeded.paid.payment.clone()),
        ("spending", seeded.paid.spending.clone()),
    ]);
    let pages = web::pages();
    let with = pages.list().iter().filter(|pattern| pattern.contains('{'));
    let address = |pattern: &&str| {
        let apart = APART.iter().find(|(of, _)| of == pattern);
        let room = pattern.split('/').nth(3).unwrap_or_default();
        let mut address = String::new();
        for part in pattern.split('/').skip(1) {
            let name = part.trim_matches(['{', '}']);
            let value = match (name == part, apart) {
                (true, _) => part.to_owned(),
                _ if name == "coalition" && PAY.contains(&room) => seeded.given.slug.clone(),
                (_, Some((_, key))) if name == "campaign" => campaign(key),
                _ => usual.get(name).cloned().unwrap_or_default(),
            };
            address = format!("{address}/{value}");
        }
        ((*pattern).to_owned(), address)
    };
    Ok(with.map(address).collect())
}
