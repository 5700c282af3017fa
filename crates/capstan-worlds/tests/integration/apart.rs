//! Worlds side by side, in each of which other people are missing.

use crate::small::{Count, DESIGN, data, lab};
use capstan_data::Dataset;
use capstan_worlds::{Cache, Change, WIDTH, Withheld};

/// Nobody, one person, another, a group and everybody withhold everything.
fn changes(data: &Dataset) -> Vec<Change> {
    let n = data.ratings.n_users() as u32;
    [0..0, 0..1, 7..8, 20..60, 0..n]
        .into_iter()
        .map(|gone| Change::without(n as usize, gone))
        .collect()
}

/// How far what one person got is apart, at most.
fn far(a: &[[f32; WIDTH]; 2], b: &[[f32; WIDTH]; 2]) -> f32 {
    let all = a.iter().flatten().zip(b.iter().flatten());
    all.map(|(x, y)| (x - y).abs()).fold(0.0, f32::max)
}

/// A sweep of one world trains anew, or forgets from the same training.
#[test]
fn worlds_are_those_of_a_sweep_and_are_shared_with_it() {
    let data = data();
    let changes = changes(&data);
    for name in ["ease", "item-knn", "popularity", "svd"] {
        let cache = Cache::in_memory();
        let lab = lab(&data, name, DESIGN, &cache);
        let swept = lab.run(1..2, &|_| vec![changes[3].clone()], &()).unwrap();
        let count = Count::default();
        let made = lab.apart(1, &changes, &|o| o, &count).unwrap();
        // The data as they are, and the change of the sweep.
        assert_eq!(count.both(), [3, 2], "{name}");
        assert_eq!(made[0], swept[0].base, "{name}");
        assert_eq!(made[3], swept[0].outcomes[0], "{name}");
        let again = Count::default();
        assert_eq!(lab.apart(1, &changes, &|o| o, &again).unwrap(), made);
        assert_eq!(again.both(), [0, 5], "{name}");
    }
}

/// Forgetting from a shared training is training on those who are left, but
/// for items whose scores differ in the last bits alone.
#[test]
fn forgetting_is_training_without() {
    let data = data();
    for name in ["ease", "item-knn"] {
        let cache = Cache::in_memory();
        let lab = lab(&data, name, DESIGN, &cache);
        let changes = changes(&data);
        let made = lab.apart(0, &changes, &|o| o, &()).unwrap();
        for (change, made) in changes.iter().zip(&made) {
            // A history that is withheld rating by rating cannot be forgotten,
            // so this world is trained by itself.
            let mut piecemeal = change.clone();
            for withheld in &mut piecemeal.withheld {
                if *withheld == Withheld::Everything {
                    *withheld = Withheld::Share(1.0);
                }
            }
            let forgets = lab.forks(std::slice::from_ref(&piecemeal));
            assert_eq!(forgets, piecemeal == *change);
            let trained = lab.apart(0, &[piecemeal], &|o| o, &()).unwrap();
            let people = made.people.iter().zip(&trained[0].people);
            let other = people.filter(|(a, b)| far(a, b) > 1e-4).count();
            assert!(other * 20 <= made.people.len(), "{name}: {other} people");
        }
    }
}
