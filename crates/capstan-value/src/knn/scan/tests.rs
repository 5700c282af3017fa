use super::*;
use crate::exact::Semivalue;
use crate::knn::Hard;

fn cells(n: usize, seed: u64) -> Vec<f32> {
    let stream = capstan_stats::Stream::root(seed);
    (0..n).map(|i| stream.uniform(i as u64) as f32).collect()
}

#[test]
fn threads_and_runs_do_not_change_a_bit() {
    /// Hands records over in small runs.
    struct Runs<'a>(Points<'a>);
    impl Records for Runs<'_> {
        fn len(&self) -> usize {
            self.0.len
        }
        fn width(&self) -> usize {
            self.0.width
        }
        fn walk(&self, take: &mut dyn FnMut(usize, &[f32])) -> Result<(), ValueError> {
            for (run, cells) in self.0.cells.chunks(7 * self.0.width).enumerate() {
                take(run * 7, cells);
            }
            Ok(())
        }
        fn read(&self, at: usize, row: &mut Vec<f32>) -> Result<(), ValueError> {
            self.0.read(at, row)
        }
    }
    let (n, m, width) = (5000, 23, 3);
    let (train, test) = (cells(n * width, 1), cells(m * width, 2));
    let labels: Vec<u32> = (0..n as u32).map(|i| i % 3).collect();
    let seen: Vec<u32> = (0..m as u32).map(|i| i % 3).collect();
    let train = Points {
        width,
        len: n,
        cells: &train,
    };
    let test = Points {
        width,
        len: m,
        cells: &test,
    };
    let rule = Hard::new(&labels, &seen, 5, Semivalue::Shapley).unwrap();
    let with = |threads: usize, records: &dyn Records| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.unwrap()
            .install(|| scan(records, test, &rule).unwrap())
    };
    let one = with(1, &train);
    assert_eq!(with(3, &train), one);
    assert_eq!(with(2, &Runs(train)), one);
    assert_eq!(
        scan_by(&Runs(train), test, &rule, &Owned::default(), 2, 12).unwrap(),
        std::slice::from_ref(&one)
    );
    let sum: f64 = (0..n).map(|at| one.interval(at).value).sum();
    assert!((sum - one.worth).abs() < 1e-6, "{sum} {}", one.worth);
    assert!(one.off.is_some());
    // Owners have what their records have.
    let of: Vec<u32> = (0..n as u32).map(|i| i % 7).collect();
    let everyone = Sight::everyone();
    let owned = scan_owned(&Runs(train), test, &rule, (&of, 7), &everyone).unwrap();
    let [owned] = &owned[..] else { panic!() };
    assert_eq!(owned.len(), 7);
    for owner in 0..7 {
        let all = (owner..n).step_by(7);
        let sum: f64 = all.map(|at| one.interval(at).value).sum();
        assert!((owned.interval(owner).value - sum).abs() < 1e-7, "{owner}");
    }
}

#[test]
fn room_is_kept_and_used() {
    for (n, threads) in [
        (10_000_000, 1),
        (10_000_000, 2),
        (1_000_000, 64),
        (3_000_000, 7),
    ] {
        let (threads, tile) = fitting(n, threads);
        assert!(tile.is_multiple_of(ABREAST) && threads * (18 + 4 * tile) * n <= ROOM);
        let more = threads * (18 + 4 * (tile + ABREAST)) * n;
        assert!(tile == MOST || more > ROOM, "{threads} {tile}");
    }
    assert_eq!(fitting(4_000_000_000, 8), (1, ABREAST));
}

#[test]
fn the_interval_is_that_of_student() {
    // What three test points said of one record: 1, 2 and 6.
    let totals = Totals {
        sums: vec![9.0],
        squares: vec![41.0],
        tests: Counting::All {
            tests: 3,
            t: t95(2.0),
        },
        worth: 0.0,
        off: None,
    };
    let i = totals.interval(0);
    assert_eq!(i.value, 3.0);
    // sd = sqrt(7), t of 2 degrees of freedom 4.302653.
    assert!((i.high - 3.0 - 4.302_653 * (7.0f64 / 3.0).sqrt()).abs() < 1e-5);
    let lone = Totals {
        tests: Counting::Some(vec![1]),
        ..totals
    };
    assert_eq!(lone.interval(0).high, f64::INFINITY);
}

#[test]
fn what_records_of_one_owner_say_is_not_independent() {
    // Two records that are always valued alike: together twice as much,
    // with an interval twice as wide.
    let train = cells(60, 1);
    let train: Vec<f32> = train.iter().flat_map(|&x| [x, x]).collect();
    let test = cells(9, 2);
    let points = |cells| Points {
        width: 1,
        len: <[f32]>::len(cells),
        cells,
    };
    let labels: Vec<u32> = (0..120).map(|i| i / 2 % 2).collect();
    let rule = Hard::new(&labels, &labels, 2, Semivalue::LeaveOneOut).unwrap();
    let alone = scan(&points(&train), points(&test), &rule).unwrap();
    let of: Vec<u32> = (0..120).map(|i| i / 2).collect();
    let everyone = Sight::everyone();
    let owned = scan_owned(&points(&train), points(&test), &rule, (&of, 60), &everyone).unwrap();
    let owned = &owned[0];
    for owner in 0..60 {
        let (one, both) = (alone.interval(2 * owner), owned.interval(owner));
        let other = alone.interval(2 * owner + 1);
        assert!((both.value - one.value - other.value).abs() < 1e-6);
        if one == other {
            assert!((both.reach() - 2.0 * one.reach()).abs() < 1e-6);
        }
    }
}

/// Each view says of each owner what only its test points would say.
#[test]
fn a_view_is_what_its_test_points_say_alone() {
    let (n, m, owners) = (90, 25, 4);
    let (train, test) = (cells(n, 1), cells(m, 2));
    fn points(cells: &[f32]) -> Points<'_> {
        Points {
            width: 1,
            len: cells.len(),
            cells,
        }
    }
    let labels: Vec<u32> = (0..n as u32).map(|i| i / 3 % 2).collect();
    let seen: Vec<u32> = (0..m as u32).map(|i| i / 2 % 2).collect();
    let of: Vec<u32> = (0..n as u32).map(|i| i % 4).collect();
    // Some are of two owners, and every fifth is of nobody.
    let whose: Vec<Vec<u32>> = (0..m as u32)
        .map(|t| match t % 5 {
            4 => Vec::new(),
            0 => vec![0, 2],
            own => vec![own - 1],
        })
        .collect();
    let views = [
        View::Bystanders,
        View::Everyone,
        View::Strikers,
        View::Others,
    ];
    let sight = Sight::new(views.to_vec(), whose.clone(), owners);
    let rule = Hard::new(&labels, &seen, 3, Semivalue::Shapley).unwrap();
    let both = (of.as_slice(), owners);
    let found = scan_owned(&points(&train), points(&test), &rule, both, &sight).unwrap();
    for (view, totals) in views.into_iter().zip(&found) {
        for owner in 0..owners {
            let counts = |of: &[u32]| match view {
                View::Strikers => of.contains(&(owner as u32)),
                View::Bystanders => !of.contains(&(owner as u32)),
                View::Others => of.is_empty(),
                _ => true,
            };
            let kept: Vec<usize> = (0..m).filter(|&t| counts(&whose[t])).collect();
            if kept.len() < 2 {
                assert_eq!(totals.interval(owner).high, f64::INFINITY);
                continue;
            }
            let some: Vec<f32> = kept.iter().map(|&t| test[t]).collect();
            let seen: Vec<u32> = kept.iter().map(|&t| seen[t]).collect();
            let rule = Hard::new(&labels, &seen, 3, Semivalue::Shapley).unwrap();
            let everyone = Sight::everyone();
            let alone = scan_owned(&points(&train), points(&some), &rule, both, &everyone);
            let alone = &alone.unwrap()[0];
            let (got, wanted) = (totals.interval(owner), alone.interval(owner));
            assert!((got.value - wanted.value).abs() < 1e-9, "{view}: {got:?}");
            assert!((got.high - wanted.high).abs() < 1e-9, "{view}: {wanted:?}");
            if view == View::Others {
                assert!((totals.worth - alone.worth).abs() < 1e-12);
            }
        }
    }
}

#[test]
fn values_that_do_not_add_up_are_refused() {
    let share = Share {
        worth: 1.0,
        sum: Some(1.0),
    };
    assert!(checked(share, &[0.5, 0.5]).is_ok());
    assert!(checked(share, &[0.5, 0.4]).is_err());
}

#[test]
fn nothing_to_learn_from_is_refused() {
    let none = Points {
        width: 2,
        len: 0,
        cells: &[],
    };
    let rule = Hard::new(&[], &[], 1, Semivalue::Shapley).unwrap();
    assert!(matches!(
        scan(&none, none, &rule),
        Err(ValueError::Range { .. })
    ));
}
