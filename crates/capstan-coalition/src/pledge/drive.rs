//! The way of one campaign from private pledges to names.
//!
//! Pledges are private. At the times of a fixed clock, and only then, it is
//! seen whether enough people are bound. If so, these people get a private
//! notice, and each has the same window in which to confirm. When it ends,
//! those who confirmed are shown, each to the audience they chose, if among
//! them alone there are enough; otherwise nobody is. So a crowd of false
//! accounts can bring about notices, and never a name.
//!
//! What happened in a round stays between the people and the keeper of the
//! campaign: who pledges during one is not told of it, and joins a later one.

use super::GRID;
use super::act::{Act, Audience, Event, Member, Refusal, Stand};
use super::cascade::{Committed, Need, committed};
use super::terms::{Micros, Terms, TermsError};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Pledge {
    need: Need,
    audience: Audience,
    stand: Stand,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Phase {
    Gathering,
    Confirming { until: Micros },
    Ended,
}

/// One campaign's pledges over time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drive {
    terms: Terms,
    now: Micros,
    next_look: Micros,
    round: u64,
    phase: Phase,
    pledges: BTreeMap<Member, Pledge>,
}

impl Drive {
    /// Opens a campaign.
    ///
    /// # Errors
    /// If it cannot have these terms.
    pub fn open(terms: Terms) -> Result<Self, TermsError> {
        terms.check()?;
        Ok(Self {
            now: terms.opens,
            next_look: terms.opens + terms.step,
            round: 0,
            phase: Phase::Gathering,
            pledges: BTreeMap::new(),
            terms,
        })
    }

    /// Lets someone act at a time. What is due by then happens first, and is
    /// said even where the act itself is refused. A time before one already
    /// seen counts as that one, so a clock put back undoes nothing. An act that
    /// is sent twice changes nothing the second time.
    pub fn apply(&mut self, at: Micros, act: &Act) -> (Vec<Event>, Result<(), Refusal>) {
        let early = at < self.terms.opens;
        self.now = self.now.max(at);
        let mut events = self.due();
        if early && self.now == self.terms.opens && *act != Act::Close {
            return (events, Err(Refusal::NotOpen));
        }
        let done = match act {
            Act::Pledge {
                member,
                need,
                audience,
            } => self.pledge(*member, *need, *audience),
            Act::Withdraw { member } => match self.pledges.remove(member) {
                Some(_) => Ok(()),
                None => Err(Refusal::NoPledge),
            },
            Act::Confirm { member, round } => self.confirm(*member, *round),
            Act::Close if self.phase == Phase::Ended => Err(Refusal::NotOpen),
            Act::Close => {
                self.end(&mut events);
                Ok(())
            }
            Act::Wait => Ok(()),
        };
        (events, done)
    }

    /// Where a person stands, for their own eyes. Nothing if they have no
    /// pledge.
    pub fn stand(&self, member: Member) -> Option<Stand> {
        self.pledges.get(&member).map(|p| p.stand)
    }

    /// Those whom an audience may see.
    pub fn seen_by(&self, audience: Audience) -> impl Iterator<Item = Member> {
        self.pledges
            .iter()
            .filter(move |(_, p)| p.stand == Stand::Revealed && p.audience >= audience)
            .map(|(&member, _)| member)
    }

    fn pledge(&mut self, member: Member, need: Need, audience: Audience) -> Result<(), Refusal> {
        if self.phase == Phase::Ended {
            return Err(Refusal::NotOpen);
        }
        if need.others != 0 && !GRID.contains(&need.others) {
            return Err(Refusal::OffGrid { found: need.others });
        }
        let same = |p: &Pledge| p.need == need && p.audience == audience;
        match self.pledges.get(&member) {
            Some(pledge) if same(pledge) => return Ok(()),
            Some(pledge) if pledge.stand == Stand::Revealed => return Err(Refusal::Shown),
            _ => {}
        }
        let pledge = Pledge {
            need,
            audience,
            stand: Stand::Pledged,
        };
        self.pledges.insert(member, pledge);
        Ok(())
    }

    fn confirm(&mut self, member: Member, round: u64) -> Result<(), Refusal> {
        let open = matches!(self.phase, Phase::Confirming { .. }) && round == self.round;
        let pledge = self.pledges.get_mut(&member).ok_or(Refusal::NoPledge)?;
        match pledge.stand {
            Stand::Noticed if open => pledge.stand = Stand::Confirmed,
            Stand::Confirmed if open => {}
            Stand::Revealed => return Err(Refusal::Shown),
            _ => return Err(Refusal::NoNotice),
        }
        Ok(())
    }

    /// All that is due by now. A window that begins begins now, and not when it
    /// would have if someone had looked earlier.
    fn due(&mut self) -> Vec<Event> {
        let mut events = Vec::new();
        if let Phase::Confirming { until } = self.phase
            && self.now >= until
        {
            self.settle(&mut events);
        }
        if self.phase != Phase::Ended && self.now >= self.terms.closes {
            self.end(&mut events);
        }
        if self.phase == Phase::Gathering && self.now >= self.next_look {
            let steps = (self.now - self.terms.opens) / self.terms.step;
            // Past the end of time there is no further look.
            self.next_look = steps
                .checked_add(1)
                .and_then(|n| n.checked_mul(self.terms.step))
                .and_then(|t| t.checked_add(self.terms.opens))
                .unwrap_or(Micros::MAX);
            self.look(&mut events);
        }
        events
    }

    /// Who is bound among those who pass `inside`. People who are shown already
    /// are in, whatever they asked for.
    fn bound(&self, inside: impl Fn(&Pledge) -> bool) -> Committed {
        let needs: Vec<Need> = self
            .pledges
            .values()
            .filter(|p| p.stand == Stand::Revealed || inside(p))
            .map(|p| match p.stand {
                Stand::Revealed => Need {
                    others: 0,
                    ..p.need
                },
                _ => p.need,
            })
            .collect();
        committed(&needs, self.terms.threshold)
    }

    /// Sees whether enough are bound, and starts a round if so.
    fn look(&mut self, events: &mut Vec<Event>) {
        let until = match self.now.checked_add(self.terms.window) {
            Some(until) if until <= self.terms.closes => until,
            _ => return,
        };
        let bound = self.bound(|_| true);
        let round = self.round + 1;
        let before = events.len();
        for (&member, pledge) in &mut self.pledges {
            if pledge.stand == Stand::Pledged && bound.holds(&pledge.need) {
                pledge.stand = Stand::Noticed;
                events.push(Event::Notice {
                    member,
                    round,
                    until,
                });
            }
        }
        if events.len() > before {
            self.round = round;
            self.phase = Phase::Confirming { until };
        }
    }

    /// Ends a window.
    fn settle(&mut self, events: &mut Vec<Event>) {
        let bound = self.bound(|p| p.stand == Stand::Confirmed);
        self.phase = Phase::Gathering;
        self.pledges.retain(|&member, pledge| {
            match pledge.stand {
                Stand::Noticed => {
                    events.push(Event::Lapsed { member });
                    return false;
                }
                Stand::Confirmed if bound.holds(&pledge.need) => {
                    pledge.stand = Stand::Revealed;
                    events.push(Event::Revealed {
                        member,
                        audience: pledge.audience,
                    });
                }
                // Too few confirmed for this person: they may get a notice
                // again, and must confirm again.
                Stand::Confirmed => pledge.stand = Stand::Pledged,
                Stand::Pledged | Stand::Revealed => {}
            }
            true
        });
    }

    fn end(&mut self, events: &mut Vec<Event>) {
        self.phase = Phase::Ended;
        self.pledges.retain(|_, p| p.stand == Stand::Revealed);
        events.push(Event::Closed);
    }
}

#[cfg(test)]
mod tests {
    use super::super::terms::DAY;
    use super::*;
    use proptest::prelude::*;
    use proptest::strategy::ValueTree;
    use std::collections::{BTreeSet, HashMap};

    fn terms() -> Terms {
        Terms {
            threshold: 10,
            opens: 0,
            step: DAY,
            window: 7 * DAY,
            closes: 60 * DAY,
        }
    }

    fn wait(drive: &mut Drive, at: Micros) -> Vec<Event> {
        let (events, done) = drive.apply(at, &Act::Wait);
        done.unwrap();
        events
    }

    fn pledge(member: u64, others: u64, counted: bool) -> Act {
        Act::Pledge {
            member: Member(member),
            need: Need { others, counted },
            audience: Audience::Participants,
        }
    }

    fn confirm(member: u64, round: u64) -> Act {
        Act::Confirm {
            member: Member(member),
            round,
        }
    }

    /// A campaign in which `people` have pledged and the first look is over.
    fn noticed(people: u64) -> Drive {
        let mut drive = Drive::open(terms()).unwrap();
        for member in 0..people {
            drive.apply(1, &pledge(member, 0, true)).1.unwrap();
        }
        let events = wait(&mut drive, DAY);
        assert_eq!(events.len() as u64, if people < 10 { 0 } else { people });
        drive
    }

    fn shown(drive: &Drive) -> Vec<u64> {
        drive.seen_by(Audience::Counsel).map(|m| m.0).collect()
    }

    #[test]
    fn enough_who_confirm_are_shown_and_others_lapse() {
        let mut drive = noticed(12);
        for member in 0..11 {
            drive.apply(2 * DAY, &confirm(member, 1)).1.unwrap();
        }
        assert!(shown(&drive).is_empty());
        let events = wait(&mut drive, 8 * DAY);
        assert_eq!(shown(&drive), (0..11).collect::<Vec<_>>());
        assert!(events.contains(&Event::Lapsed { member: Member(11) }));
        assert_eq!(drive.stand(Member(11)), None);
        assert_eq!(drive.seen_by(Audience::Public).count(), 0);
        // Who comes later needs a notice and a confirmation all the same.
        drive.apply(8 * DAY, &pledge(50, 10, true)).1.unwrap();
        wait(&mut drive, 9 * DAY);
        drive.apply(10 * DAY, &confirm(50, 2)).1.unwrap();
        assert_eq!(shown(&drive).len(), 11);
        wait(&mut drive, 16 * DAY);
        assert!(shown(&drive).contains(&50));
    }

    #[test]
    fn too_few_who_confirm_show_nobody() {
        let mut drive = noticed(10);
        for member in 0..9 {
            drive.apply(2 * DAY, &confirm(member, 1)).1.unwrap();
        }
        let events = wait(&mut drive, 8 * DAY);
        assert_eq!(events, [Event::Lapsed { member: Member(9) }]);
        assert_eq!(drive.stand(Member(0)), Some(Stand::Pledged));
        assert!(shown(&drive).is_empty());
    }

    /// Eight people and any number of false accounts: the tip is never
    /// reached; and where accounts pass for real, those who do not confirm stay
    /// unseen.
    #[test]
    fn false_accounts_bring_out_nobody() {
        let mut drive = noticed(8);
        for fake in 100..1100 {
            drive.apply(DAY, &pledge(fake, 0, false)).1.unwrap();
        }
        assert!(wait(&mut drive, 3 * DAY).is_empty());
        for fake in 2000..2010 {
            drive.apply(3 * DAY, &pledge(fake, 0, true)).1.unwrap();
        }
        wait(&mut drive, 4 * DAY);
        for fake in 2000..2010 {
            drive.apply(5 * DAY, &confirm(fake, 1)).1.unwrap();
        }
        wait(&mut drive, 11 * DAY);
        assert_eq!(shown(&drive), (2000..2010).collect::<Vec<_>>());
    }

    #[test]
    fn a_confirmation_of_another_round_is_none() {
        let mut drive = noticed(11);
        for member in 0..9 {
            drive.apply(2 * DAY, &confirm(member, 1)).1.unwrap();
        }
        wait(&mut drive, 8 * DAY);
        for member in 20..22 {
            drive.apply(8 * DAY, &pledge(member, 0, true)).1.unwrap();
        }
        wait(&mut drive, 9 * DAY);
        assert_eq!(drive.stand(Member(0)), Some(Stand::Noticed));
        let again = drive.apply(9 * DAY, &confirm(0, 1)).1;
        assert_eq!(again, Err(Refusal::NoNotice));
        assert_eq!(drive.apply(9 * DAY, &confirm(0, 2)).1, Ok(()));
        assert_eq!(drive.apply(9 * DAY, &confirm(0, 2)).1, Ok(()));
    }

    #[test]
    fn a_personal_threshold_is_asked_again_among_those_who_confirm() {
        let mut drive = noticed(0);
        for member in 0..20 {
            drive.apply(DAY, &pledge(member, 0, true)).1.unwrap();
        }
        drive.apply(DAY, &pledge(20, 20, true)).1.unwrap();
        wait(&mut drive, 2 * DAY);
        assert_eq!(drive.stand(Member(20)), Some(Stand::Noticed));
        for member in 1..21 {
            drive.apply(3 * DAY, &confirm(member, 1)).1.unwrap();
        }
        wait(&mut drive, 9 * DAY);
        assert_eq!(shown(&drive), (1..20).collect::<Vec<_>>());
        assert_eq!(drive.stand(Member(20)), Some(Stand::Pledged));
    }

    #[test]
    fn closing_and_the_clock() {
        let mut drive = noticed(10);
        for member in 0..10 {
            drive.apply(2 * DAY, &confirm(member, 1)).1.unwrap();
        }
        let mut closed = drive.clone();
        assert_eq!(closed.apply(3 * DAY, &Act::Close).0, [Event::Closed]);
        assert!(shown(&closed).is_empty() && closed.pledges.is_empty());
        assert_eq!(closed.apply(3 * DAY, &Act::Close).1, Err(Refusal::NotOpen));
        // A clock put back does not open the window again.
        wait(&mut drive, 8 * DAY);
        assert_eq!(shown(&drive).len(), 10);
        let late = drive.apply(2 * DAY, &confirm(3, 1)).1;
        assert_eq!(late, Err(Refusal::Shown));
        // A leap past everything, and to the end of time.
        let mut leap = noticed(9);
        leap.apply(DAY, &pledge(9, 0, true)).1.unwrap();
        assert_eq!(wait(&mut leap, Micros::MAX), [Event::Closed]);
        // A window that could not end in time does not begin.
        let mut late = noticed(9);
        late.apply(54 * DAY, &pledge(9, 0, true)).1.unwrap();
        assert!(wait(&mut late, 55 * DAY).is_empty());
        // A late look gives the whole window from then on.
        let mut late = noticed(9);
        late.apply(DAY, &pledge(9, 0, true)).1.unwrap();
        let events = wait(&mut late, 20 * DAY + 5);
        let until = 27 * DAY + 5;
        assert!(matches!(events[0], Event::Notice { until: u, .. } if u == until));
    }

    #[test]
    fn refusals() {
        let mut drive = noticed(10);
        let off = drive.apply(DAY, &pledge(1, 11, true)).1;
        assert_eq!(off, Err(Refusal::OffGrid { found: 11 }));
        let none = drive.apply(DAY, &confirm(77, 1)).1;
        assert_eq!(none, Err(Refusal::NoPledge));
        let early = Drive::open(terms()).unwrap().apply(-1, &pledge(1, 0, true));
        assert_eq!(early.1, Err(Refusal::NotOpen));
    }

    #[test]
    fn a_campaign_read_back_goes_on() {
        let mut drive = noticed(10);
        let text = serde_json::to_string(&drive).unwrap();
        let mut back: Drive = serde_json::from_str(&text).unwrap();
        let step = confirm(4, 1);
        assert_eq!(drive.apply(DAY, &step), back.apply(DAY, &step));
        assert_eq!(drive, back);
    }

    fn audience() -> impl Strategy<Value = Audience> {
        prop::sample::select(vec![
            Audience::Counsel,
            Audience::Organisers,
            Audience::Participants,
            Audience::Public,
        ])
    }

    fn acts() -> impl Strategy<Value = Vec<(Micros, Act)>> {
        let member = || (0u64..16).prop_map(Member);
        let act = prop_oneof![
            3 => (member(), prop::sample::select(vec![0u64, 0, 10]), 0u8..6, audience()).prop_map(
                |(member, others, fake, audience)| Act::Pledge {
                    member,
                    need: Need { others, counted: fake > 0 },
                    audience,
                }
            ),
            20 => (member(), prop_oneof![9 => Just(0u64), 1 => 1u64..4]).prop_map(|(member, round)| Act::Confirm { member, round }),
            1 => member().prop_map(|member| Act::Withdraw { member }),
            3 => Just(Act::Wait),
        ];
        // Jumps of the clock: mostly forward, at times back.
        let jump = prop_oneof![40 => 0..DAY / 4, 1 => -3 * DAY..9 * DAY];
        let opening = (0u64..16).prop_map(|m| pledge(m, 0, true));
        let start = prop::collection::vec((Just(0), opening), 0..60);
        (start, prop::collection::vec((jump, act), 0..250), 0u8..8).prop_map(
            |(mut start, rest, close)| {
                start.push((DAY, Act::Wait));
                start.extend(rest);
                if close == 0 {
                    let at = start.len() / 2;
                    start.insert(at, (0, Act::Close));
                }
                start
            },
        )
    }

    /// Follows what each person said and agreed to, and holds the campaign to
    /// it. Gives how often someone was shown.
    fn follow(acts: Vec<(Micros, Act)>) -> Result<u64, TestCaseError> {
        let mut drive = Drive::open(terms()).unwrap();
        let mut clock = 0i64;
        // What each person said last, and who has confirmed since.
        let mut said: HashMap<Member, (Need, Audience)> = HashMap::new();
        let mut agreed: BTreeSet<Member> = BTreeSet::new();
        let mut out: BTreeSet<Member> = BTreeSet::new();
        let mut round = 0;
        let mut shown = 0;
        for (jump, mut act) in acts {
            // Round 0 stands for the one that the last notice named.
            if let Act::Confirm {
                round: asked @ 0, ..
            } = &mut act
            {
                *asked = round;
            }
            clock += jump;
            let (events, done) = drive.apply(clock, &act);
            let mut fresh = 0u64;
            for event in &events {
                match event {
                    Event::Revealed { member, audience } => {
                        prop_assert!(agreed.contains(member), "{member:?} did not confirm");
                        prop_assert_eq!(said[member].1, *audience);
                        out.insert(*member);
                        fresh += 1;
                    }
                    Event::Notice {
                        member,
                        round: named,
                        ..
                    } => {
                        round = *named;
                        agreed.remove(member);
                    }
                    Event::Lapsed { member } => {
                        prop_assert!(!agreed.contains(member));
                        said.remove(member);
                    }
                    Event::Closed => {}
                }
            }
            shown += fresh;
            if fresh > 0 {
                let counted = out.iter().filter(|m| said[m].0.counted).count() as u64;
                prop_assert!(counted >= 10, "{counted} are not enough");
                for event in &events {
                    if let Event::Revealed { member, .. } = event {
                        let need = said[member].0;
                        prop_assert!(need.others <= counted - u64::from(need.counted));
                    }
                }
            }
            if done.is_ok() {
                match act {
                    Act::Pledge {
                        member,
                        need,
                        audience,
                    } => {
                        if said.insert(member, (need, audience)) != Some((need, audience)) {
                            agreed.remove(&member);
                        }
                    }
                    Act::Withdraw { member } => {
                        agreed.remove(&member);
                        said.remove(&member);
                        out.remove(&member);
                        prop_assert_eq!(drive.stand(member), None);
                    }
                    Act::Confirm { member, .. } => {
                        agreed.insert(member);
                    }
                    Act::Close | Act::Wait => {}
                }
            }
            for audience in [
                Audience::Counsel,
                Audience::Organisers,
                Audience::Participants,
                Audience::Public,
            ] {
                let seen: BTreeSet<_> = drive.seen_by(audience).collect();
                let may: BTreeSet<_> = out
                    .iter()
                    .copied()
                    .filter(|m| said[m].1 >= audience)
                    .collect();
                prop_assert_eq!(seen, may);
            }
        }
        Ok(shown)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn nobody_is_shown_without_a_second_act(acts in acts()) {
            follow(acts)?;
        }
    }

    #[test]
    fn the_acts_above_do_show_people() {
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        let mut campaigns = 0;
        for _ in 0..200 {
            let acts = acts().new_tree(&mut runner).unwrap().current();
            campaigns += u64::from(follow(acts).unwrap() > 0);
        }
        assert!(campaigns >= 20, "{campaigns} of 200");
    }
}
