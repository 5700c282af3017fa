//! Worlds on a small synthetic population.

use crate::small::{Count, DESIGN, data, lab};
use capstan_data::{Dataset, Ids, Keep, Rating, Ratings};
use capstan_stats::Stream;
use capstan_worlds::split::Split;
use capstan_worlds::{
    Account, Cache, Change, Design, Figure, METRICS, Outcome, Progress, Protocol, Replicate, Side,
    View, Withheld, metric,
};

/// The first `people` in a fixed order withhold `what`.
fn change(data: &Dataset, people: usize, what: Withheld) -> Change {
    let n = data.ratings.n_users();
    let stream = Stream::root(9);
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by_key(|&p| stream.priority(p as u64));
    let mut change = Change::none(n);
    for &p in &order[..people] {
        change.side[p] = Side::Striker;
        change.withheld[p] = what;
    }
    change
}

fn run(
    data: &Dataset,
    name: &str,
    design: Design,
    changes: &[Change],
    cache: &Cache,
    progress: &dyn Progress,
) -> Vec<Replicate> {
    let lab = lab(data, name, design, cache);
    lab.run(0..2, &|_| changes.to_vec(), progress).unwrap()
}

/// How far two outcomes are apart, at most.
fn distance(a: &Outcome, b: &Outcome) -> f32 {
    let numbers = |o: &Outcome| {
        o.people
            .iter()
            .flatten()
            .flatten()
            .copied()
            .collect::<Vec<_>>()
    };
    let (a, b) = (numbers(a), numbers(b));
    a.iter()
        .zip(&b)
        .map(|(x, y)| (x - y).abs())
        .fold(0.0, f32::max)
}

#[test]
fn forgetting_makes_the_worlds_that_training_anew_makes() {
    let data = data();
    let changes: Vec<Change> = [10, 40, 90]
        .map(|n| change(&data, n, Withheld::Everything))
        .to_vec();
    for name in ["item-mean", "popularity", "item-knn", "user-knn", "ease"] {
        let nested = run(&data, name, DESIGN, &changes, &Cache::in_memory(), &());
        for (n, one) in changes.iter().enumerate() {
            // A world on its own starts from a training without those people.
            let mut alone = change(&data, 0, Withheld::Nothing);
            alone.withheld.clone_from(&one.withheld);
            // One rating thinned by nothing keeps the lab from chaining worlds.
            let person = alone
                .withheld
                .iter()
                .position(|w| *w == Withheld::Nothing)
                .unwrap();
            alone.withheld[person] = Withheld::Share(0.0);
            let anew = run(&data, name, DESIGN, &[alone], &Cache::in_memory(), &());
            for (a, b) in nested.iter().zip(&anew) {
                let (a, b) = (&a.outcomes[n], &b.outcomes[0]);
                if name == "ease" {
                    // Its inverse differs in the last bits, which decide where
                    // two scores are the same but for them.
                    let off = a
                        .people
                        .iter()
                        .zip(&b.people)
                        .filter(|(a, b)| a != b)
                        .count();
                    assert!(off * 20 < a.people.len(), "change {n}: {off} people");
                } else {
                    let far = distance(a, b);
                    assert!(far < 1e-4, "{name}, change {n}: {far}");
                }
            }
        }
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let data = data();
    let changes = [20, 60].map(|n| change(&data, n, Withheld::Everything));
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| run(&data, "svd", DESIGN, &changes, &Cache::in_memory(), &()))
    };
    let (one, four) = (with(1), with(4));
    for (a, b) in one.iter().zip(&four) {
        assert_eq!(a.base, b.base);
        assert_eq!(a.counterpart, b.counterpart);
        assert_eq!(a.outcomes, b.outcomes);
    }
}

#[test]
fn what_is_finished_is_not_made_again() {
    let data = data();
    let folder = tempfile::tempdir().unwrap();
    let changes = [20, 60].map(|n| change(&data, n, Withheld::Everything));
    let go = |changes: &[Change]| {
        let (cache, count) = (Cache::open(folder.path()).unwrap(), Count::default());
        let worlds = run(&data, "svd", DESIGN, changes, &cache, &count);
        let [made, found] = count.both();
        (worlds, made, found)
    };
    let (first, made, found) = go(&changes[..1]);
    assert_eq!((made, found), (10, 0));
    let (more, made, found) = go(&changes);
    assert_eq!((made, found), (2, 10), "only the new change is made");
    assert_eq!(first[1].outcomes[0], more[1].outcomes[0]);
    // A file cut short by a crash is made again, with the same bytes.
    let file = std::fs::read_dir(folder.path())
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let whole = std::fs::read(&file).unwrap();
    std::fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    let (again, made, _) = go(&changes);
    assert_eq!(made, 1);
    assert_eq!(std::fs::read(&file).unwrap(), whole);
    assert_eq!(again[0].outcomes, more[0].outcomes);
}

#[test]
fn folds_belong_to_ratings_wherever_they_stand_in_the_file() {
    let data = data();
    let ratings = &data.ratings;
    // The same ratings, people and items met in the opposite order.
    let (mut users, mut items, mut all) = (Ids::new(), Ids::new(), Vec::new());
    for user in (0..ratings.n_users() as u32).rev() {
        let row = ratings.user(user);
        for (&item, &value) in row.items.iter().zip(row.values).rev() {
            all.push(Rating {
                user: users.insert(ratings.users().name(user)).unwrap(),
                item: items.insert(ratings.items().name(item)).unwrap(),
                value,
                time: 0,
                row: 0,
            });
        }
    }
    let other = Ratings::pack(
        users,
        items,
        all,
        ratings.scale(),
        ratings.feedback(),
        ratings.relevant(),
        Keep::default(),
    );
    let none = |r: &Ratings| Change::none(r.n_users());
    let here = Split::new(ratings, &DESIGN, 0, &none(ratings));
    let there = Split::new(&other, &DESIGN, 0, &none(&other));
    let mut sizes = [0usize; 3];
    for user in 0..ratings.n_users() as u32 {
        let name = ratings.users().name(user);
        let Some(twin) = other.users().get(name) else {
            continue;
        };
        for at in ratings.range(user) {
            let item = ratings.items().name(ratings.item_column()[at]);
            let item = other.items().get(item).unwrap();
            let at_there = other
                .range(twin)
                .find(|&a| other.item_column()[a] == item)
                .unwrap();
            assert_eq!(here.fold[at], there.fold[at_there]);
            assert_eq!(here.tie[at], there.tie[at_there]);
            sizes[usize::from(here.fold[at])] += 1;
        }
    }
    let (least, most) = (sizes.iter().min().unwrap(), sizes.iter().max().unwrap());
    assert!(most - least < ratings.len() / 20, "{sizes:?}");
}

#[test]
fn training_sees_what_a_change_leaves() {
    let mut data = data();
    let n = data.ratings.n_users();
    let split = Split::new(&data.ratings, &DESIGN, 0, &Change::none(n));
    let of = |data: &Dataset, change: &Change, fold| {
        split.training(&data.ratings, &DESIGN, 0, change, fold)
    };
    let full = of(&data, &Change::none(n), 0);
    let kept = data.ratings.len() - split.fold.iter().filter(|f| **f == 0).count();
    assert_eq!(full.len(), kept);
    // A share withheld, over all folds, is that share of each person's ratings,
    // and more is withheld at a larger share.
    let given = |share: f64, person: u32| -> usize {
        let all = change(&data, n, Withheld::Share(share));
        let folds = 0..DESIGN.folds;
        folds
            .map(|f| of(&data, &all, f).user(person).items.len())
            .sum()
    };
    for person in [0, 7, 20] {
        let total = 2 * data.ratings.range(person).len();
        assert_eq!(given(0.0, person), total);
        let half = given(0.5, person) as f64 / total as f64;
        assert!((half - 0.5).abs() < 0.06, "{half}");
        assert_eq!(given(1.0, person), 0);
    }
    let thin = of(&data, &change(&data, n, Withheld::Share(0.6)), 1);
    let thick = of(&data, &change(&data, n, Withheld::Share(0.2)), 1);
    for person in 0..n as u32 {
        let more = thick.user(person).items;
        assert!(thin.user(person).items.iter().all(|i| more.contains(i)));
    }
    // From a date on, only the past is left.
    let times = data
        .ratings
        .time_column()
        .expect("worlds have times")
        .to_vec();
    let mut sorted = times.clone();
    sorted.sort_unstable();
    let date = sorted[sorted.len() / 2];
    let strike = change(&data, n, Withheld::From(date));
    let past = of(&data, &strike, 0);
    let expected = (0..times.len())
        .filter(|&at| split.fold[at] != 0 && times[at] < date)
        .count();
    assert_eq!(past.len(), expected);
    data.name.clear();
}

#[test]
fn who_misleads_gives_random_values_of_the_scale_and_others_the_truth() {
    let data = data();
    let n = data.ratings.n_users();
    let half = change(&data, n / 2, Withheld::Truth);
    let split = Split::new(&data.ratings, &DESIGN, 0, &half);
    let of = |change: &Change, replicate, fold| {
        split.training(&data.ratings, &DESIGN, replicate, change, fold)
    };
    let (truth, seen) = (of(&Change::none(n), 0, 0), of(&half, 0, 0));
    let all = of(&change(&data, n, Withheld::Truth), 0, 1);
    let mut drawn = std::collections::BTreeMap::new();
    let (mut same, mut total) = (0, 0);
    for user in 0..n as u32 {
        let (given, told) = (truth.user(user), seen.user(user));
        assert_eq!(given.items, told.items, "the items are those they rated");
        if half.withheld[user as usize] == Withheld::Nothing {
            assert_eq!(given.values, told.values);
            continue;
        }
        for (a, b) in given.values.iter().zip(told.values) {
            *drawn.entry(b.to_bits()).or_insert(0_usize) += 1;
            same += usize::from(a == b);
            total += 1;
        }
        // What someone says of an item depends neither on the fold nor on who
        // else misleads.
        let other = all.user(user);
        for (item, value) in other.items.iter().zip(other.values) {
            if let Ok(at) = told.items.binary_search(item) {
                assert_eq!(told.values[at], *value);
            }
        }
    }
    let mut steps: Vec<u32> = data
        .ratings
        .value_column()
        .iter()
        .map(|v| v.to_bits())
        .collect();
    steps.sort_unstable();
    steps.dedup();
    assert_eq!(drawn.keys().copied().collect::<Vec<_>>(), steps);
    // Evenly: within four standard deviations of a binomial count.
    let part = 1.0 / steps.len() as f64;
    let mean = total as f64 * part;
    let four = 4.0 * (mean * (1.0 - part)).sqrt();
    for (value, count) in &drawn {
        let far = (*count as f64 - mean).abs();
        assert!(far < four, "{} of {total} are {value:x}", *count);
    }
    assert!(
        (same as f64 - mean).abs() < four,
        "{same} of {total} are true"
    );
    let again = of(&half, 1, 0);
    let differs = (0..n as u32).any(|u| again.user(u).values != seen.user(u).values);
    assert!(differs, "each replicate draws anew");
}

/// Random ratings do others more harm than missing ones: the means of items
/// are drawn to the middle of the scale.
#[test]
fn misleading_hurts_bystanders_more_than_a_strike_of_the_same_people() {
    let data = data();
    let people = data.ratings.n_users() / 2;
    let metric = metric::find("rmse").unwrap();
    let changes = [Withheld::Everything, Withheld::Truth].map(|w| change(&data, people, w));
    let worlds = run(
        &data,
        "item-mean",
        DESIGN,
        &changes,
        &Cache::in_memory(),
        &(),
    );
    let error = |outcome: &Outcome| {
        let mut sums = [0.0, 0.0];
        for (person, side) in outcome.people.iter().zip(&changes[0].side) {
            if *side != Side::Striker {
                sums[0] += f64::from(person[0][metric]);
                sums[1] += f64::from(person[1][metric]);
            }
        }
        sums[0] / sums[1]
    };
    for replicate in &worlds {
        let [base, strike, poison] = [
            &replicate.base,
            &replicate.outcomes[0],
            &replicate.outcomes[1],
        ]
        .map(error);
        assert!(base < strike && strike < poison, "{base} {strike} {poison}");
    }
}

#[test]
fn views_add_up_and_boycotters_find_nothing() {
    let data = data();
    let mut boycott = change(&data, 50, Withheld::Everything);
    let strike = boycott.clone();
    for (gone, side) in boycott.gone.iter_mut().zip(&boycott.side) {
        *gone = *side == Side::Striker;
    }
    let worlds = run(
        &data,
        "svd",
        DESIGN,
        &[strike, boycott],
        &Cache::in_memory(),
        &(),
    );
    let mut account = Account::new(data.ratings.n_users(), 2);
    worlds.iter().for_each(|w| account.add(w));
    let value = |p, v, m| account.value(Figure::Value(p, v, m), None);
    let sh = |p, v| value(p, v, 0).unwrap();
    for p in [0, 1] {
        let parts = sh(p, View::Strikers) + sh(p, View::Bystanders);
        assert!((parts - sh(p, View::Everyone)).abs() < 1e-12);
        assert_eq!(sh(p, View::Others), sh(p, View::Bystanders));
        assert_eq!(value(p, View::Similar, 0), None, "nobody is in this view");
    }
    assert!(sh(0, View::Strikers) > 0.0);
    assert_eq!(sh(1, View::Strikers), 0.0);
    assert_eq!(sh(0, View::Bystanders), sh(1, View::Bystanders));
    let rmse = metric::find("rmse").unwrap();
    assert!(value(0, View::Strikers, rmse).is_some());
    assert_eq!(value(1, View::Strikers, rmse), None);
    assert_eq!(
        value(1, View::Everyone, rmse),
        value(0, View::Bystanders, rmse)
    );
    // The plain definition, summed by hand over people and replicates.
    let (mut hits, mut liked) = (0.0, 0.0);
    for world in &worlds {
        for person in &world.outcomes[0].people {
            hits += f64::from(person[0][0]);
            liked += f64::from(person[1][0]);
        }
    }
    assert!((sh(0, View::Everyone) - hits / liked).abs() < 1e-12);
    assert_eq!(METRICS[0].name, "surfaced_hits");
}

#[test]
fn the_published_protocol_folds_strikers_apart() {
    let data = data();
    let design = Design {
        protocol: Protocol::Published,
        ..DESIGN
    };
    let strike = change(&data, 50, Withheld::Everything);
    let split = Split::new(&data.ratings, &design, 0, &strike);
    for side in [Side::Striker, Side::Other] {
        let mut sizes = [0usize; 3];
        for user in 0..data.ratings.n_users() {
            if strike.side[user] == side {
                for at in data.ratings.range(user as u32) {
                    sizes[usize::from(split.fold[at])] += 1;
                }
            }
        }
        assert!(
            sizes.iter().max().unwrap() - sizes.iter().min().unwrap() <= 1,
            "{sizes:?}"
        );
    }
}

#[test]
fn intervals_of_surfaced_hits_shrink_with_people_and_replicates() {
    let data = data();
    let changes = [change(&data, 50, Withheld::Everything)];
    let worlds = run(&data, "svd", DESIGN, &changes, &Cache::in_memory(), &());
    let mut account = Account::new(data.ratings.n_users(), 1);
    account.add(&worlds[0]);
    let figure = Figure::Change(0, View::Everyone, 0);
    let sums = account.settle(&Stream::root(1), 500);
    let one = sums.estimate(figure).unwrap();
    assert_eq!(one.variance_of_one(), 0.0);
    account.add(&worlds[1]);
    let sums = account.settle(&Stream::root(1), 2000);
    let two = sums.estimate(figure).unwrap();
    assert!(two.variance_of_one() > 0.0);
    assert!(two.freedom < 1e4);
    // Bootstrap and first-order spread agree.
    let (drawn, pulled) = (two.interval().reach(), account.reach(figure));
    assert!(
        (drawn / pulled - 1.0).abs() < 0.1,
        "{drawn} against {pulled}"
    );
}
