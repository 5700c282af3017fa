//! What every method must keep to. A method's own tests start with
//! `suite!(Method)`.

use super::{Choice, Method, score, tally};
use proptest::prelude::*;

/// Strict rankings of some of `n` options.
pub fn rankings(n: usize) -> impl Strategy<Value = Choice> {
    let all: Vec<usize> = (0..n).collect();
    (Just(all).prop_shuffle(), 0..=n)
        .prop_map(|(order, keep)| Choice::Rank(order[..keep].iter().map(|&o| vec![o]).collect()))
}

/// Rankings of some of `n` options in which several may share a place.
pub fn equal_rankings(n: usize) -> impl Strategy<Value = Choice> {
    prop::collection::vec(0..=n, n).prop_map(move |places| {
        let at = |p| (0..n).filter(|&o| places[o] == p).collect::<Vec<_>>();
        Choice::Rank((0..n).map(at).filter(|place| !place.is_empty()).collect())
    })
}

/// The well-known example of Tennessee's capital: Memphis, Nashville,
/// Chattanooga, Knoxville.
pub fn tennessee() -> Vec<Choice> {
    let groups = [
        (42, [0, 1, 2, 3]),
        (26, [1, 2, 3, 0]),
        (15, [2, 3, 1, 0]),
        (17, [3, 2, 1, 0]),
    ];
    let mut ballots = Vec::new();
    for (n, order) in groups {
        ballots.extend(vec![Choice::Rank(order.map(|o| vec![o]).to_vec()); n]);
    }
    ballots
}

/// Ballots on `n` options of the kind that the method takes.
pub fn ballots(method: &'static dyn Method, n: usize) -> BoxedStrategy<Vec<Choice>> {
    let kind = match method.info().name {
        "instant-runoff" => rankings(n).boxed(),
        "schulze" => equal_rankings(n).boxed(),
        "score" => prop::collection::vec(prop::option::of(0..=score::TOP), n)
            .prop_map(Choice::Score)
            .boxed(),
        _ => {
            let all: Vec<usize> = (0..n).collect();
            prop::sample::subsequence(all, 0..=n)
                .prop_map(Choice::Approve)
                .boxed()
        }
    };
    prop::collection::vec(kind, 0..15).boxed()
}

/// The ballot with each option `o` called `name[o]`.
pub fn renamed(choice: &Choice, name: &[usize]) -> Choice {
    let all = |options: &[usize]| options.iter().map(|&o| name[o]).collect();
    match choice {
        Choice::Abstain => Choice::Abstain,
        Choice::Approve(options) => Choice::Approve(all(options)),
        Choice::Rank(places) => Choice::Rank(places.iter().map(|p| all(p)).collect()),
        Choice::Score(scores) => {
            let mut out = scores.clone();
            for (o, score) in scores.iter().enumerate() {
                out[name[o]] = *score;
            }
            Choice::Score(out)
        }
    }
}

/// The ballot with the option put as high as can be.
pub fn raised(choice: &Choice, option: usize) -> Choice {
    let mut out = choice.clone();
    match &mut out {
        Choice::Abstain => {}
        Choice::Approve(options) if options.contains(&option) => {}
        Choice::Approve(options) => options.push(option),
        Choice::Rank(places) => {
            for place in places.iter_mut() {
                place.retain(|&o| o != option);
            }
            places.retain(|place| !place.is_empty());
            places.insert(0, vec![option]);
        }
        Choice::Score(scores) => scores[option] = Some(score::TOP),
    }
    out
}

/// Who wins among four options.
pub fn winners(method: &dyn Method, ballots: &[Choice]) -> Vec<usize> {
    tally(method, 4, ballots).expect("it counts").count.winners
}

macro_rules! suite {
    ($method:ident) => {
        mod conformance {
            use crate::ballot::conformance::{ballots, raised, renamed, winners};
            use crate::ballot::{Choice, Method, tally};
            use proptest::prelude::*;

            static METHOD: &dyn Method = &super::$method;

            fn shuffled() -> impl Strategy<Value = (Vec<Choice>, Vec<Choice>)> {
                ballots(METHOD, 4).prop_flat_map(|b| (Just(b.clone()), Just(b).prop_shuffle()))
            }

            proptest::proptest! {
                #[test]
                fn who_cast_a_ballot_does_not_matter((given, other) in shuffled()) {
                    prop_assert_eq!(tally(METHOD, 4, &given), tally(METHOD, 4, &other));
                }

                #[test]
                fn the_order_of_options_does_not_matter(
                    given in ballots(METHOD, 4),
                    name in Just(vec![0usize, 1, 2, 3]).prop_shuffle(),
                ) {
                    let before = tally(METHOD, 4, &given).unwrap().count;
                    let other: Vec<_> = given.iter().map(|b| renamed(b, &name)).collect();
                    let after = tally(METHOD, 4, &other).unwrap().count;
                    let mut expected: Vec<_> = before.winners.iter().map(|&o| name[o]).collect();
                    expected.sort_unstable();
                    prop_assert_eq!(after.winners, expected);
                    for (o, &new) in name.iter().enumerate() {
                        prop_assert_eq!(before.support[o], after.support[new]);
                    }
                }

                #[test]
                fn someone_wins_and_more_support_does_not_harm(
                    given in ballots(METHOD, 4),
                    at in any::<prop::sample::Index>(),
                ) {
                    let before = winners(METHOD, &given);
                    prop_assert!(!before.is_empty());
                    if METHOD.info().monotone && !given.is_empty() {
                        let at = at.index(given.len());
                        for &option in &before {
                            let mut other = given.clone();
                            other[at] = raised(&other[at], option);
                            prop_assert!(winners(METHOD, &other).contains(&option));
                        }
                    }
                }

                #[test]
                fn what_all_put_first_wins_alone(given in ballots(METHOD, 4), best in 0usize..4) {
                    prop_assume!(!given.is_empty());
                    let other: Vec<_> = given
                        .iter()
                        .map(|b| match raised(b, best) {
                            Choice::Approve(_) => Choice::Approve(vec![best]),
                            Choice::Score(mut scores) => {
                                for (o, score) in scores.iter_mut().enumerate() {
                                    if o != best {
                                        *score = score.map(|s| s.min(4));
                                    }
                                }
                                Choice::Score(scores)
                            }
                            rank => rank,
                        })
                        .collect();
                    let count = tally(METHOD, 4, &other).unwrap().count;
                    prop_assert_eq!(count.winners, vec![best]);
                    prop_assert_eq!(count.support[best], given.len() as u64);
                }
            }
        }
    };
}
pub(crate) use suite;
