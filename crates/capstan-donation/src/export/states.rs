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

/// Seconds of `state` from `from` on and before `to`, without those that a
/// busier state covers.
fn seconds(spells: &[Spell], state: State, from: i64, to: i64) -> i64 {
    let inside = |s: &Spell| {
        let (begin, end) = (s.begin.seconds()?.max(from), s.end.seconds()?.min(to));
        (begin < end).then_some((begin, end))
    };
    let covered = |least: State| {
        let mut parts: Vec<(i64, i64)> = spells
            .iter()
            .filter(|s| s.state >= least)
            .filter_map(inside)
            .collect();
        parts.sort_unstable();
        let (mut sum, mut reached) = (0, i64::MIN);
        for (begin, end) in parts {
            sum += (end - begin.max(reached)).max(0);
            reached = reached.max(end);
        }
        sum
    };
    match state {
        State::Open => covered(State::Open) - covered(State::EnRoute),
        State::EnRoute => covered(State::EnRoute) - covered(State::OnTrip),
        State::OnTrip => covered(State::OnTrip),
    }
}

/// Jobs as times alone show them: each trip, with what led to it since the
/// last one.
pub(super) fn jobs(spells: &[Spell]) -> Vec<PayEvent> {
    let mut trips: Vec<&Spell> = spells.iter().filter(|s| s.state == State::OnTrip).collect();
    trips.sort_by_key(|s| s.begin);
    let mut before = i64::MIN;
    let mut jobs: Vec<PayEvent> = Vec::new();
    for trip in trips {
        let (Some(begin), Some(end)) = (trip.begin.seconds(), trip.end.seconds()) else {
            continue;
        };
        let way = spells.iter().filter(|s| s.state == State::EnRoute);
        let way = way.filter(|s| s.begin.seconds().is_some_and(|b| b >= before && b < begin));
        jobs.push(PayEvent {
            start: way.map(|s| s.begin).min().or(Some(trip.begin)),
            end: Some(trip.end),
            waiting: Some(seconds(spells, State::Open, before, begin)),
            en_route: Some(seconds(spells, State::EnRoute, before, begin)),
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
    let mut before = i64::MIN;
    for job in jobs {
        let start = job.start.and_then(|s| s.seconds());
        let end = job.end.and_then(|e| e.seconds());
        if let (Some(start), Some(end)) = (start, end) {
            job.waiting = Some(seconds(spells, State::Open, before, start));
            before = before.max(end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let of = |state| seconds(&spells, state, i64::MIN, i64::MAX) / 60;
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
}
