//! How well pay cards are read that no one looked at while the readers were
//! made: fonts, a layout and seeds of their own. Prints a table in Markdown;
//! `bench/ocr` runs it.
//!
//! `cargo run --release -p capstan-donation --example ocr -- [PICTURES [SEED]]`

use capstan_donation::Reader;
use capstan_donation::generator::{Damage, Face, Recipe, Style, Tally, measure};
use capstan_stats::interval::wilson;
use std::error::Error;
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

fn main() -> Result<(), Box<dyn Error>> {
    let given: Vec<u64> = std::env::args()
        .skip(1)
        .map(|a| a.parse())
        .collect::<Result<_, _>>()?;
    let pictures = given.first().copied().unwrap_or(20);
    let seed = given.get(1).copied().unwrap_or(20_201_013);
    let threads = std::thread::available_parallelism()?.get();
    let reader = Reader::default();
    println!(
        "| pictures | cards | all four amounts right | 95 % interval | asked back | wrong and not asked | 95 % interval |"
    );
    println!("|---|---|---|---|---|---|---|");
    let started = Instant::now();
    let mut all = Tally::default();
    for &damage in Damage::ALL {
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
                    add(
                        &mut sum,
                        &measure(&reader, &recipe, seed, 0..pictures, threads)?,
                    );
                }
            }
            let paper = if dark { "dark" } else { "light" };
            row(&format!("{}, {paper}", damage.name()), &sum);
            add(&mut all, &sum);
        }
    }
    row("all", &all);
    let seconds = started.elapsed().as_secs_f64();
    let read = all.cards as f64 / CARDS as f64;
    println!(
        "\n{read} pictures, made and read in {seconds:.0} s on {threads} threads: {:.2} a second.",
        read / seconds
    );
    Ok(())
}

fn add(sum: &mut Tally, one: &Tally) {
    sum.cards += one.cards;
    sum.right += one.right;
    sum.asked += one.asked;
    sum.amounts += one.amounts;
    sum.silent += one.silent;
}

fn row(name: &str, tally: &Tally) {
    let range = |part, of| {
        wilson(part, of).map_or(String::new(), |i| {
            format!("{:.2} to {:.2} %", 100.0 * i.low, 100.0 * i.high)
        })
    };
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
