//! What the measurements share: clocks, memory, and ratings made up in bulk.

use capstan_data::{Feedback, Ids, Keep, Rating, Ratings, Scale};
use capstan_stats::Stream;
use rand::RngExt;
use std::fs;

/// Processor seconds that this thread has used. Time in which other programs
/// had the processor does not count.
///
/// # Panics
/// Where there is no `/proc/thread-self/schedstat`.
pub fn cpu_seconds() -> f64 {
    // The kernel brings the count up to date when the thread steps back.
    std::thread::yield_now();
    let text = fs::read_to_string("/proc/thread-self/schedstat").expect("Linux");
    let nanoseconds: f64 = text
        .split_whitespace()
        .next()
        .and_then(|n| n.parse().ok())
        .expect("a number");
    nanoseconds / 1e9
}

/// What `work` gives and the processor seconds it takes.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = cpu_seconds();
    let result = work();
    (result, cpu_seconds() - start)
}

/// The middle of `xs`; 0 of nothing.
pub fn median(mut xs: Vec<f64>) -> f64 {
    xs.sort_by(f64::total_cmp);
    let n = xs.len();
    if n == 0 {
        return 0.0;
    }
    f64::midpoint(xs[(n - 1) / 2], xs[n / 2])
}

/// The most memory that this program has held since the last
/// [`forget_peak`], in GiB.
///
/// # Panics
/// Where there is no `/proc/self/status`.
pub fn peak_gib() -> f64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find(|l| l.starts_with("VmHWM:"));
    let kib: f64 = line
        .and_then(|l| l.split_whitespace().nth(1))
        .and_then(|n| n.parse().ok())
        .expect("a number");
    kib / 1024.0 / 1024.0
}

/// Starts a new peak at what is held now. Where the kernel does not allow it
/// the old one stays, which only makes the figures larger.
pub fn forget_peak() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// `people` people, each with `each` different ones of `items` items; popular
/// items come more often. `take` is called for each rating: person, item,
/// stars from 0.5 to 5.
pub fn made_up(
    people: u32,
    items: u32,
    each: impl Fn(u32) -> usize,
    mut take: impl FnMut(u32, u32, f32),
) {
    let stream = Stream::root(1).child("made up");
    let mut row = Vec::new();
    let mut there = vec![false; items as usize];
    for user in 0..people {
        let mut rng = stream.at(u64::from(user));
        row.clear();
        let each = each(user).min(items as usize);
        while row.len() < each {
            let u: f64 = rng.random();
            let item = (u * u * u * f64::from(items)) as u32;
            if !std::mem::replace(&mut there[item as usize], true) {
                row.push(item);
            }
        }
        row.sort_unstable();
        for &item in &row {
            there[item as usize] = false;
            take(user, item, rng.random_range(1..=10) as f32 / 2.0);
        }
    }
}

/// The same as [`Ratings`], each person with the same number.
pub fn made_up_ratings(people: u32, items: u32, each: usize) -> Ratings {
    let (mut users, mut names) = (Ids::new(), Ids::new());
    for u in 0..people {
        users.insert(&format!("u{u}"));
    }
    for i in 0..items {
        names.insert(&format!("i{i}"));
    }
    let mut all = Vec::new();
    made_up(
        people,
        items,
        |_| each,
        |user, item, value| {
            all.push(Rating {
                user,
                item,
                value,
                time: 0,
                row: 0,
            });
        },
    );
    let scale = Scale { min: 0.5, max: 5.0 };
    Ratings::pack(
        users,
        names,
        all,
        scale,
        Feedback::Explicit,
        4.0,
        Keep::default(),
    )
}

/// Whether a goal is reached, as a sentence.
pub fn verdict(goal: f64, value: f64, unit: &str) -> String {
    let word = if value >= goal {
        "Reached"
    } else {
        "**Missed**"
    };
    format!("Goal: at least {goal} {unit}; measured: {value:.1}. {word}.")
}

/// A table row in Markdown.
pub fn row(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), 2.5);
    }

    #[test]
    fn goals_are_reached_or_missed() {
        assert!(verdict(20.0, 20.0, "times").ends_with("Reached."));
        assert!(verdict(1.8, 1.79, "times").ends_with("**Missed**."));
    }

    #[test]
    fn the_clock_counts_work_and_not_sleep() {
        let (_, idle) = timed(|| std::thread::sleep(std::time::Duration::from_millis(60)));
        assert!(idle < 0.02, "{idle}");
        let start = std::time::Instant::now();
        let (_, busy) = timed(|| while start.elapsed().as_millis() < 120 {});
        assert!(busy > 0.0 && busy < 0.14, "{busy}");
    }

    #[test]
    fn made_up_rows_have_different_items() {
        let ratings = made_up_ratings(5, 30, 12);
        assert_eq!(ratings.len(), 60);
        for user in 0..5 {
            assert!(ratings.user(user).items.is_sorted_by(|a, b| a < b));
        }
    }
}
