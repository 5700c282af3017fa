//! How well pay cards are read that no one looked at while the readers were
//! made: fonts, a layout and seeds of their own; and how much of what is
//! personal is blacked out. Prints tables in Markdown; `bench/ocr` runs it.
//!
//! What is done is kept in FOLDER, by the program that did it: the same program
//! goes on where it was interrupted, and another one begins anew.
//!
//! `cargo run --release -p capstan-donation --example ocr -- FOLDER [PICTURES [SEED]] [KIND...]`

use capstan_donation::Reader;
use capstan_donation::generator::{Damage, Face, Part, Recipe, Style, Tally, hidden, measure};
use capstan_stats::interval::wilson;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::Instant;

const FACES: [&str; 4] = [
    "OpenSans-Regular",
    "Lato-Regular",
    "NotoSans-Regular",
    "OpenSans-Semibold",
];
const STYLES: [Style; 3] = [Style::Older, Style::Newer, Style::Ruled];
/// Two cards are on each picture.
const CARDS: usize = 2;
/// Pictures in which all goals should be met.
const GOALS: [Damage; 3] = [Damage::None, Damage::Small, Damage::Mms];

fn main() -> Result<(), Box<dyn Error>> {
    let mut given = std::env::args().skip(1);
    let folder = given
        .next()
        .ok_or("expected FOLDER [PICTURES [SEED]] [KIND...]")?;
    let (mut numbers, mut only): (Vec<u64>, Vec<&Damage>) = Default::default();
    for word in given {
        let kind = Damage::ALL
            .iter()
            .find(|d| d.name().eq_ignore_ascii_case(&word));
        match kind {
            Some(kind) => only.push(kind),
            None => numbers.push(word.parse()?),
        }
    }
    let pictures = numbers.first().copied().unwrap_or(20);
    let seed = numbers.get(1).copied().unwrap_or(20_201_013);
    let program = blake3::hash(&fs::read(std::env::current_exe()?)?).to_hex();
    let folder = Path::new(&folder).join(format!("{}-{seed}-{pictures}", &program[..16]));
    fs::create_dir_all(&folder)?;
    let threads = std::thread::available_parallelism()?.get();
    let reader = Reader::default();
    println!(
        "| pictures | cards | all four amounts right | 95 % interval | asked back | silent | 95 % interval |"
    );
    println!("|---|---|---|---|---|---|---|");
    let (mut all, mut goals) = (Tally::default(), Tally::default());
    let wanted = |damage: &&Damage| only.is_empty() || only.contains(damage);
    for &damage in Damage::ALL.iter().filter(wanted) {
        for dark in [false, true] {
            let mut sum = Tally::default();
            for face in FACES {
                for style in STYLES {
                    let recipe = Recipe {
                        style,
                        face: Face::named(face),
                        dark,
                        damage,
                        cards: CARDS,
                    };
                    let name = format!("{}-{dark}-{face}-{style:?}.json", damage.name());
                    add(
                        &mut sum,
                        &once(&folder.join(&name), || {
                            let started = Instant::now();
                            let tally = measure(&reader, &recipe, seed, 0..pictures, threads)?;
                            eprintln!("{name}: {:.0} s", started.elapsed().as_secs_f64());
                            Ok(tally)
                        })?,
                    );
                }
            }
            let paper = if dark { "dark" } else { "light" };
            row(&format!("{}, {paper}", damage.name()), &sum);
            add(&mut all, &sum);
            if GOALS.contains(&damage) {
                add(&mut goals, &sum);
            }
        }
    }
    if goals.cards > 0 {
        row("clean, small and MMS", &goals);
    }
    row("all", &all);
    println!("\n| in made-up lines | share | of | 95 % interval |\n|---|---|---|---|");
    let found = hidden(seed, 2000);
    for (kind, part) in &found.kinds {
        let kind = format!("{kind:?}").to_lowercase();
        part_row(&format!("{kind}: lines of which it is hidden"), part);
    }
    part_row("places blacked out that are personal", &found.right);
    part_row(
        "lines about nobody in which something is black",
        &found.touched,
    );
    part_row("amounts in those lines that are black", &found.amounts);
    Ok(())
}

/// What is kept at `path`, else what `make` makes, which is then kept.
fn once(
    path: &Path,
    make: impl FnOnce() -> Result<Tally, Box<dyn Error>>,
) -> Result<Tally, Box<dyn Error>> {
    if let Ok(text) = fs::read(path) {
        return Ok(serde_json::from_slice(&text)?);
    }
    let made = make()?;
    let beside = path.with_extension("part");
    fs::write(&beside, serde_json::to_vec(&made)?)?;
    fs::rename(beside, path)?;
    Ok(made)
}

fn add(sum: &mut Tally, one: &Tally) {
    sum.cards += one.cards;
    sum.right += one.right;
    sum.asked += one.asked;
    sum.amounts += one.amounts;
    sum.silent += one.silent;
}

fn range(part: u64, of: u64) -> String {
    wilson(part, of).map_or(String::new(), |i| {
        format!("{:.2} to {:.2} %", 100.0 * i.low, 100.0 * i.high)
    })
}

fn part_row(name: &str, part: &Part) {
    let Part { of_them, all } = *part;
    let share = 100.0 * of_them as f64 / all as f64;
    println!(
        "| {name} | {share:.2} % | {all} | {} |",
        range(of_them, all)
    );
}

fn row(name: &str, tally: &Tally) {
    let Tally {
        cards,
        right,
        asked,
        amounts,
        silent,
        ..
    } = tally;
    println!(
        "| {name} | {cards} | {right} ({:.2} %) | {} | {asked} | {silent} of {amounts} amounts | {} |",
        100.0 * *right as f64 / *cards as f64,
        range(*right, *cards),
        range(*silent, *amounts)
    );
}
