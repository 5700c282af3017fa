//! Fills a folder for `bench/load/run`: people with tokens and a campaign they
//! can pledge in, and a directory of campaigns with searches for it. All of it
//! is made up.
//!
//! `crowd people FOLDER N`, `crowd directory FOLDER N`, and `crowd recount
//! FOLDER`, which prints how long counting all pledges from scratch takes.
//! `crowd vote FOLDER N METHOD` has so many of the people vote, on what is to be
//! closed at once; `crowd closed FOLDER` prints a line when that is done, and
//! another when all voters were told.

use capstan_bench::median;
use capstan_coalition::ballot::Choice;
use capstan_stats::Stream;
use capstan_store::decisions::{self, Proposal};
use capstan_store::directory::{self, Entry};
use capstan_store::testing::crowd;
use capstan_store::{Store, ballots, id, pledges};
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{Rng, RngExt};
use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// How many pledges of this campaign let it go on to notices: never here.
const THRESHOLD: u64 = 5_000_000;

/// The id of what is voted on.
const VOTE: &str = "00000000000070008000000000000003";

/// How many options it has.
const OPTIONS: usize = 10;

/// How many ballots are cast in one transaction.
const AT_ONCE: u64 = 20_000;

/// How many searches are written.
const SEARCHES: usize = 5000;

/// How many words there are to choose from.
const WORDS: usize = 4000;

/// What campaigns want.
const VISIONS: [&str; 12] = [
    "climate",
    "fair-pay",
    "privacy",
    "open-science",
    "health",
    "housing",
    "mobility",
    "education",
    "care",
    "culture",
    "food",
    "accessibility",
];

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        match words[..] {
            ["people", folder, n] => people(Path::new(folder), n.parse()?).await,
            ["directory", folder, n] => entries(Path::new(folder), n.parse()?).await,
            ["recount", folder] => recount(Path::new(folder)).await,
            ["vote", folder, n, method] => vote(Path::new(folder), n.parse()?, method).await,
            ["closed", folder] => closed(Path::new(folder)).await,
            _ => Err("expected one of the forms above with FOLDER".into()),
        }
    })
}

async fn people(folder: &Path, n: u64) -> Result<()> {
    let store = Store::in_folder(folder).await?;
    let now = id::now();
    let mut tx = store.begin().await?;
    crowd::open(&mut tx, crowd::terms(THRESHOLD, now)).await?;
    tx.commit().await?;
    crowd::join_all(&store, 0..n, now).await?;
    store.close().await;
    Ok(())
}

/// Words that can be said, some of them much more often than others.
struct Vocabulary(Vec<String>);

impl Vocabulary {
    fn new(rng: &mut impl Rng) -> Self {
        const BEGIN: [&str; 20] = [
            "b", "br", "c", "cl", "d", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "pl", "r",
            "s", "st", "t", "v",
        ];
        const MIDDLE: [&str; 7] = ["a", "e", "i", "o", "u", "ea", "ou"];
        const END: [&str; 10] = ["", "", "n", "r", "s", "t", "l", "nd", "rt", "m"];
        let mut syllable = || {
            let mut one = |all: &[&'static str]| *all.choose(rng).unwrap_or(&"");
            [one(&BEGIN), one(&MIDDLE), one(&END)].concat()
        };
        let mut word = |n: usize| (0..2 + n % 3).map(|_| syllable()).collect();
        Self((0..WORDS).map(&mut word).collect())
    }

    /// A word; the lower its number, the likelier.
    fn word(&self, rng: &mut impl Rng) -> &str {
        let share: f64 = rng.random();
        &self.0[(share * share * share * self.0.len() as f64) as usize]
    }

    fn text(&self, rng: &mut impl Rng, words: usize) -> String {
        let words: Vec<&str> = (0..words).map(|_| self.word(rng)).collect();
        words.join(" ")
    }
}

async fn entries(folder: &Path, n: u64) -> Result<()> {
    const LANGUAGES: [&str; 8] = ["en", "es", "fr", "de", "pt", "ar", "hi", "sw"];
    const SIZES: [i64; 8] = [0, 10, 20, 50, 100, 500, 2000, 10_000];
    let mut rng = Stream::root(1).child("directory").at(0);
    let vocabulary = Vocabulary::new(&mut rng);
    let systems: Vec<String> = (0..300).map(|_| vocabulary.text(&mut rng, 1)).collect();
    let places: Vec<String> = (0..600).map(|_| vocabulary.text(&mut rng, 1)).collect();
    let store = Store::in_folder(folder).await?;
    let now = id::now();
    let mut tx = store.begin().await?;
    for at in 0..n {
        let operator = rng.random_range(0..systems.len());
        let id = id::id();
        let mut visions: Vec<String> = VISIONS.choose_multiple_of(&mut rng, 3);
        visions.sort();
        let entry = Entry {
            kind: "campaign".into(),
            path: format!("/campaigns/{id}"),
            id,
            coalition: crowd::COALITION.into(),
            title: vocabulary.text(&mut rng, 5),
            summary: vocabulary.text(&mut rng, 22),
            visions,
            system: systems[operator].clone(),
            operator: systems[operator / 3].clone(),
            place: places[rng.random_range(0..places.len())].clone(),
            languages: LANGUAGES.choose_multiple_of(&mut rng, 2),
            size: SIZES[rng.random_range(0..SIZES.len())],
            made: now - at as i64 * 1_000_000,
        };
        directory::put(&mut tx, &entry).await?;
    }
    tx.commit().await?;
    store.close().await;
    let mut one = || search(&mut rng, &vocabulary, &places);
    let searches: Vec<String> = (0..SEARCHES).map(|_| one()).collect();
    std::fs::write(folder.join("searches"), searches.join("\n"))?;
    Ok(())
}

/// A search as people type it: beginnings of words, words, slips, filters.
fn search(rng: &mut impl Rng, vocabulary: &Vocabulary, places: &[String]) -> String {
    let mut word = vocabulary.word(rng).to_owned();
    let (kind, order) = (rng.random_range(0..10), rng.random_range(0..5));
    let vision = VISIONS.choose(rng).unwrap_or(&"");
    let search = match kind {
        0..2 => {
            word.truncate(3);
            format!("q={word}")
        }
        2..5 => format!("q={word}"),
        5..7 => format!("q={word}+{}", vocabulary.word(rng)),
        7 => {
            let at = rng.random_range(1..word.len());
            word.replace_range(at..=at, "x");
            format!("q={word}")
        }
        8 => {
            let place = places.choose(rng).map_or("", String::as_str);
            format!("vision={vision}&place={place}")
        }
        _ => format!("q={word}&vision={vision}&language=es"),
    };
    match order {
        0 => format!("{search}&sort=newest"),
        _ => search,
    }
}

/// Some of a list.
trait Some {
    fn choose_multiple_of(&self, rng: &mut impl Rng, most: usize) -> Vec<String>;
}

impl Some for [&str] {
    fn choose_multiple_of(&self, rng: &mut impl Rng, most: usize) -> Vec<String> {
        let n = rng.random_range(1..=most);
        self.sample(rng, n).map(|s| (*s).to_owned()).collect()
    }
}

async fn recount(folder: &Path) -> Result<()> {
    let store = Store::in_folder(folder).await?;
    let mut conn = store.read().await?;
    let mut seconds = Vec::new();
    let mut found = (0, 0);
    for _ in 0..5 {
        let start = Instant::now();
        let (buckets, same) = pledges::recount(&mut conn, crowd::CAMPAIGN).await?;
        if !same {
            return Err("the sizes that are kept are not those of the pledges".into());
        }
        let bound = buckets.committed(0);
        seconds.push(start.elapsed().as_secs_f64());
        found = (buckets.rows().map(|(_, n)| n).sum(), bound.people);
    }
    drop(conn);
    store.close().await;
    let all = [
        ("pledges", found.0 as f64),
        ("bound", found.1 as f64),
        ("seconds", median(seconds)),
    ];
    let all = all.map(|(name, value)| format!("\"{name}\": {value}"));
    println!("{{{}}}", all.join(", "));
    Ok(())
}

/// Approval is asked in secret, any other method openly: then the names of those
/// who voted stand beside what they said.
async fn vote(folder: &Path, n: u64, method: &str) -> Result<()> {
    let store = Store::in_folder(folder).await?;
    let now = id::now();
    let options: Vec<String> = (0..OPTIONS).map(|n| format!("Option {n}")).collect();
    let proposal = Proposal {
        id: VOTE.into(),
        coalition: crowd::COALITION.into(),
        author: None,
        kind: "question".into(),
        about: String::new(),
        title: "What comes first?".into(),
        text: String::new(),
        options: serde_json::to_string(&options)?,
        plan: format!("{{\"hash\": \"{}\", \"clauses\": null}}", "0".repeat(64)),
        method: method.into(),
        rule: r#"{"quorum": "1/10", "majority": {"more-than": "1/2"}, "base": "voters"}"#.into(),
        minimum_age: 0,
        secret: method == "approval",
        public: true,
        opens: now,
        closes: now,
        state: "open".into(),
        electorate: i64::try_from(n)?,
        unusual: false,
        result: String::new(),
    };
    let mut tx = store.begin().await?;
    decisions::add(&mut tx, &proposal).await?;
    tx.commit().await?;
    let mut rng = Stream::root(1).child("votes").at(0);
    let mut order: Vec<usize> = (0..OPTIONS).collect();
    for first in (0..n).step_by(AT_ONCE as usize) {
        let mut tx = store.begin().await?;
        for voter in first..n.min(first + AT_ONCE) {
            order.shuffle(&mut rng);
            let choice = match method {
                "approval" => {
                    let mut some = order[..rng.random_range(1..=OPTIONS)].to_vec();
                    some.sort_unstable();
                    Choice::Approve(some)
                }
                _ => Choice::Rank(order.iter().map(|option| vec![*option]).collect()),
            };
            let member = crowd::member(voter);
            ballots::cast(&mut tx, &store.keys, (VOTE, OPTIONS), &member, &choice).await?;
        }
        tx.commit().await?;
    }
    store.close().await;
    Ok(())
}

async fn closed(folder: &Path) -> Result<()> {
    let store = Store::in_folder(folder).await?;
    let mut conn = store.read().await?;
    println!("waiting");
    let over = async |conn: &mut capstan_store::Conn| -> Result<(bool, bool)> {
        let found = decisions::by_id(conn, VOTE).await?.ok_or("no vote")?;
        let told = decisions::all_told(conn, VOTE).await?;
        Ok((found.state == "closed", told))
    };
    while !over(&mut conn).await?.0 {
        std::thread::sleep(Duration::from_millis(10));
    }
    println!("closed");
    while !over(&mut conn).await?.1 {
        std::thread::sleep(Duration::from_millis(10));
    }
    println!("told");
    drop(conn);
    store.close().await;
    Ok(())
}
