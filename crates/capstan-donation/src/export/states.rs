//! When someone was online: waiting, on the way, or on a trip.
//!
//! Where two states overlap the busier one counts: on a trip before on the
//! way before waiting.

use super::files::{Sheet, plain};
use crate::error::DonationError;
use capstan_data::pay::{PayEvent, When};

/// What someone did while online, the busiest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    Open,
    EnRoute,
    OnTrip,
}

/// A time in one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spell {
    state: State,
    begin: When,
    end: When,
}

/// The times online; being offline says nothing.
pub(super) fn read(sheet: &Sheet) -> Result<Vec<Spell>, DonationError> {
    sheet.needs(&["state", "begin", "finish"])?;
    let mut spells = Vec::new();
    for row in sheet.rows() {
        let state = match plain(row.text("state").unwrap_or(""))
            .replace(' ', "")
            .as_str()
        {
            "ontrip" | "p3" => State::OnTrip,
            "enroute" | "p2" => State::EnRoute,
            "open" | "p1" => State::Open,
            _ => continue,
        };
        if let (Some(begin), Some(end)) = (row.when("begin")?, row.when("finish")?) {
            spells.push(Spell { state, begin, end });
        }
    }
    Ok(spells)
}

/// Times that are covered, parted so that none overlap, in order: each with how
/// many seconds were covered before it.
struct Cover(Vec<(i64, i64, i64)>);

impl Cover {
    /// What spells of this state or a busier one cover.
    fn of(spells: &[Spell], least: State) -> Self {
        let busy = spells.iter().filter(|s| s.state >= least);
        let mut parts: Vec<(i64, i64)> = busy
            .filter_map(|s| Some((s.begin.seconds()?, s.end.seconds()?)))
            .filter(|(begin, end)| begin < end)
            .collect();
        parts.sort_unstable();
        let mut covered: Vec<(i64, i64, i64)> = Vec::new();
        for (begin, end) in parts {
            match covered.last_mut() {
                Some(last) if begin <= last.1 => last.1 = last.1.max(end),
                last => {
                    let sum = last.map_or(0, |l| l.2 + l.1 - l.0);
                    covered.push((begin, end, sum));
                }
            }
        }
        Self(covered)
    }

    /// Seconds covered before `at`.
    fn before(&self, at: i64) -> i64 {
        let after = self.0.partition_point(|part| part.0 < at);
        let last = after.checked_sub(1).map(|n| self.0[n]);
        last.map_or(0, |(begin, end, sum)| sum + end.min(at) - begin)
    }
}

/// What someone did when, so that any span is looked up at once.
struct Times {
    /// What each state and the busier ones cover, in the order of states.
    covers: [Cover; 3],
}

impl Times {
    fn of(spells: &[Spell]) -> Self {
        Self {
            covers: [State::Open, State::EnRoute, State::OnTrip].map(|s| Cover::of(spells, s)),
        }
    }

    /// Seconds of `state` from `from` on and before `to`, without those that a
    /// busier state covers.
    fn seconds(&self, state: State, from: i64, to: i64) -> i64 {
        let covered = |level: usize| {
            let cover = self.covers.get(level);
            cover.map_or(0, |c| (c.before(to) - c.before(from)).max(0))
        };
        covered(state as usize) - covered(state as usize + 1)
    }
}

/// Jobs as times alone show them: each trip, with what led to it since the
/// last one.
pub(super) fn jobs(spells: &[Spell]) -> Vec<PayEvent> {
    let mut trips: Vec<&Spell> = spells.iter().filter(|s| s.state == State::OnTrip).collect();
    trips.sort_by_key(|s| s.begin);
    let ways = spells.iter().filter(|s| s.state == State::EnRoute);
    let mut ways: Vec<(i64, When)> = ways
        .filter_map(|s| Some((s.begin.seconds()?, s.begin)))
        .collect();
    ways.sort_unstable();
    let times = Times::of(spells);
    let mut before = i64::MIN;
    let mut jobs: Vec<PayEvent> = Vec::new();
    for trip in trips {
        let (Some(begin), Some(end)) = (trip.begin.seconds(), trip.end.seconds()) else {
            continue;
        };
        let way = ways.get(ways.partition_point(|w| w.0 < before));
        let way = way.filter(|w| w.0 < begin).map(|w| w.1);
        jobs.push(PayEvent {
            start: way.or(Some(trip.begin)),
            end: Some(trip.end),
            waiting: Some(times.seconds(State::Open, before, begin)),
            en_route: Some(times.seconds(State::EnRoute, before, begin)),
            on_job: Some(end - begin),
            ..PayEvent::default()
        });
        before = end;
    }
    jobs
}

/// Adds to each job, in order of time, the waiting since the one before.
pub(super) fn add_waiting(jobs: &mut [PayEvent], spells: &[Spell]) {
    if spells.is_empty() {
        return;
    }
    let times = Times::of(spells);
    let mut before = i64::MIN;
    for job in jobs {
        let start = job.start.and_then(|s| s.seconds());
        let end = job.end.and_then(|e| e.seconds());
        if let (Some(start), Some(end)) = (start, end) {
            job.waiting = Some(times.seconds(State::Open, before, start));
            before = before.max(end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spell(state: State, begin: &str, end: &str) -> Spell {
        let at = |time: &str| format!("2021-03-05T{time}").parse().expect(time);
        Spell {
            state,
            begin: at(begin),
            end: at(end),
        }
    }

    #[test]
    fn the_busier_state_counts_where_two_overlap() {
        let spells = [
            spell(State::Open, "10:00", "10:30"),
            spell(State::Open, "10:20", "10:40"),
            spell(State::EnRoute, "10:30", "10:45"),
            spell(State::OnTrip, "10:44", "11:00"),
        ];
        let of = |state| Times::of(&spells).seconds(state, i64::MIN, i64::MAX) / 60;
        assert_eq!(
            (of(State::Open), of(State::EnRoute), of(State::OnTrip)),
            (30, 14, 16)
        );
        let job = &jobs(&spells)[0];
        assert_eq!(
            (job.waiting, job.en_route, job.on_job),
            (Some(1800), Some(840), Some(960))
        );
        assert_eq!(
            job.start.map(|s| s.to_string()),
            Some("2021-03-05T10:30:00".into())
        );
    }

    #[test]
    fn waiting_counts_from_the_job_before() {
        let spells = [
            spell(State::Open, "10:00", "10:10"),
            spell(State::Open, "11:00", "11:05"),
        ];
        let job = |start: &str, end: &str| {
            let spell = spell(State::OnTrip, start, end);
            PayEvent {
                start: Some(spell.begin),
                end: Some(spell.end),
                ..PayEvent::default()
            }
        };
        let mut all = [job("10:10", "10:50"), job("11:05", "11:30")];
        add_waiting(&mut all, &spells);
        assert_eq!([all[0].waiting, all[1].waiting], [Some(600), Some(300)]);
        let mut none = [job("10:10", "10:50")];
        add_waiting(&mut none, &[]);
        assert_eq!(none[0].waiting, None);
    }

    proptest! {
        /// Against looking at every minute of the day.
        #[test]
        fn spans_hold_what_each_minute_says(
            spells in proptest::collection::vec((0..3_usize, 0..200_i64, 0..60_i64), 0..12),
            from in 0..200_i64,
            length in 0..100_i64,
        ) {
            let states = [State::Open, State::EnRoute, State::OnTrip];
            let clock = |m: i64| format!("{:02}:{:02}", 10 + m / 60, m % 60);
            let made: Vec<Spell> = spells
                .iter()
                .map(|&(s, begin, length)| spell(states[s], &clock(begin), &clock(begin + length)))
                .collect();
            let start = spell(State::Open, &clock(0), &clock(0)).begin.seconds().expect("a time");
            let busiest = |minute: i64| {
                let on = spells.iter().filter(|(_, b, l)| (*b..b + l).contains(&minute));
                on.map(|(s, ..)| *s).max()
            };
            for (n, state) in states.into_iter().enumerate() {
                let minutes = (from..from + length).filter(|&m| busiest(m) == Some(n)).count();
                let found = Times::of(&made).seconds(state, start + 60 * from, start + 60 * (from + length));
                prop_assert_eq!(found, 60 * minutes as i64);
            }
        }
    }
}
