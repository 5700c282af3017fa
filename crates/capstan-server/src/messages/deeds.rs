//! What the dialogue wants done, done in the transaction that answers the
//! message: it is there once, or not at all.

use super::asking::{self, Answer, Pending};
use super::dialogue::{Deed, Step, Talk};
use super::linking::{self, Linked};
use super::links::{self, Offer};
use super::phones::{donor, join};
use super::reading::Found;
use super::say::{self, Say};
use super::{figures, group};
use crate::app::App;
use crate::coalitions::acts::leave;
use crate::donations::acts::{
    Donor, Kept, Mine, Wish, agree_of, before, draft_of, find_of, jobs, keep_of, known_of, list_of,
    receipt_of, wished, withdraw_of,
};
use crate::donations::body::{Before, Marks};
use crate::donations::consent::{self, Purpose};
use crate::donations::files;
use crate::invitations::acts::public_url;
use crate::problem::Problem;
use axum::http::StatusCode;
use capstan_data::pay::{self, Field, PayEvent};
use capstan_donation::{Card, Reading};
use capstan_report::words::Voice;
use capstan_store::coalitions::Coalition;
use capstan_store::{Conn, members};
use jiff::civil::Date;
use std::collections::{BTreeSet, HashSet};

/// The name of this channel in donations.
const CHANNEL: &str = "text";

/// One message being answered.
#[derive(Debug)]
pub struct Scene<'a> {
    /// The service.
    pub app: &'a App,
    /// The coalition.
    pub coalition: &'a Coalition,
    /// The phone.
    pub phone: &'a str,
    /// The member they are, if they are one; none once they left.
    pub member: Option<String>,
    /// How the dialogue stands.
    pub talk: Talk,
    /// What is said.
    pub says: Vec<Say>,
    /// What was found in pictures.
    pub found: Vec<Found>,
    /// What is to be read back once it is on the disk.
    pub kept: Vec<Kept>,
    /// Whether something was withdrawn, whose traces are to be removed.
    pub erased: bool,
    /// Whether the phone is to be forgotten.
    pub forget: bool,
    /// Whether it is the first message of the phone.
    pub first: bool,
}

/// What went wrong is ours.
fn ours(error: &impl std::fmt::Display) -> Problem {
    tracing::error!(%error, "figures for a message could not be made");
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "ours")
}

/// All amounts of a card in one text.
fn amounts(card: &Card) -> String {
    let event = card.event();
    let all = Field::MONEY.iter().map(|&field| event.amount(field));
    format!("{:?} {:?}", event.platform, all.collect::<Vec<_>>())
}

impl Scene<'_> {
    /// Does a deed. To be called in a transaction that writes.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn act(&mut self, conn: &mut Conn, deed: Deed) -> Result<(), Problem> {
        match deed {
            Deed::Forget => {
                self.forget = true;
                return Ok(());
            }
            Deed::Join(purposes) => return self.join(conn, &purposes).await,
            Deed::Link(code) => return self.link(conn, &code).await,
            _ => {}
        }
        let Some(member) = self.member.clone() else {
            // They left on the web since: the dialogue begins anew.
            self.forget = true;
            self.say("messages-nothing-kept");
            return Ok(());
        };
        let donor = donor(self.coalition, &member);
        members::seen(conn, &member, self.app.now()).await?;
        match deed {
            Deed::Read => self.read(conn, &donor).await,
            Deed::Answer(answer) => self.answer(conn, &donor, &answer).await,
            Deed::Pay => {
                let events = self.events(conn, &donor).await?;
                let told = figures::pay(&events, self.voice()).map_err(|e| ours(&e))?;
                self.says.extend(told);
                Ok(())
            }
            Deed::Tips => {
                let events = self.events(conn, &donor).await?;
                self.says.extend(figures::tips(&events, self.voice()));
                Ok(())
            }
            Deed::Group => {
                let told = group::told(self.app, conn, self.coalition, self.voice()).await?;
                self.says.extend(told);
                Ok(())
            }
            Deed::Export => self.export(conn, &donor).await,
            Deed::Receipt => self.receipt(conn, &donor).await,
            Deed::Web => self.web(conn, &donor).await,
            Deed::Erase => self.erase(conn, &donor).await,
            Deed::Forget | Deed::Join(_) | Deed::Link(_) => Ok(()),
        }
    }

    fn say(&mut self, key: &'static str) {
        self.says.push(Say::key(key));
    }

    fn voice(&self) -> &Voice {
        self.app.voices.of(self.talk.lang())
    }

    /// Makes the phone that of the account which showed the code.
    async fn link(&mut self, conn: &mut Conn, code: &str) -> Result<(), Problem> {
        let phone = (self.phone, self.member.as_deref());
        match linking::by_phone(self.app, conn, self.coalition, phone, code).await? {
            Linked::To(member) => {
                let (agreed, _) = consent::given(conn, &member.id).await?;
                self.says
                    .push(Say::with("messages-linked", "handle", &member.handle));
                self.talk.step = match agreed.contains(&Purpose::Own) {
                    true => Step::Member,
                    false => {
                        self.says.push(Say::Consent(Purpose::Own));
                        Step::Own
                    }
                };
                // What waited was the phone's alone, and went with it.
                self.talk.pending.clear();
                self.talk.question = None;
                self.member = Some(member.id);
                self.erased = true;
            }
            refused => {
                self.say(match refused {
                    Linked::TooOften => "messages-link-often",
                    Linked::Another => "messages-link-another",
                    _ => "messages-link-wrong",
                });
                // Whoever was not known before is not known after.
                self.forget |= self.first;
            }
        }
        Ok(())
    }

    /// Gives the code by which an account becomes this member.
    async fn web(&mut self, conn: &mut Conn, donor: &Donor) -> Result<(), Problem> {
        let own = (donor.member.as_str(), self.phone);
        match linking::for_account(self.app, conn, self.coalition, own).await? {
            None => self.say("messages-web-linked"),
            Some(code) => {
                let link = format!("{}/coalitions/{}/phone", public_url(self.app), donor.slug);
                let values = vec![("link", link), ("code", code.code)];
                self.says.push(Say::Key("messages-web", values));
            }
        }
        Ok(())
    }

    async fn join(&mut self, conn: &mut Conn, purposes: &[Purpose]) -> Result<(), Problem> {
        if let Some(member) = self.member.clone() {
            // A phone of an account that had agreed to nothing yet.
            let donor = donor(self.coalition, &member);
            agree_of(self.app, conn, &donor, self.voice(), purposes).await?;
            self.say("messages-agreed");
            return Ok(());
        }
        let code = self.talk.code.clone();
        let came = (self.phone, code.as_str());
        let voice = self.app.voices.of(self.talk.lang());
        match join(self.app, conn, self.coalition, came, voice, purposes).await {
            Ok(member) => {
                self.says
                    .push(Say::with("messages-joined", "handle", &member.handle));
                self.member = Some(member.id);
            }
            Err(problem) if problem.key == "invitation-over" => {
                self.talk.step = Step::Code;
                self.say("messages-code-over");
            }
            Err(problem) => return Err(problem),
        }
        self.talk.code.clear();
        Ok(())
    }

    /// The jobs that are kept of a donor, each once.
    async fn events(&self, conn: &mut Conn, donor: &Donor) -> Result<Vec<PayEvent>, Problem> {
        let mut all = list_of(self.app, conn, donor).await?;
        all.retain(|one| one.kept);
        Ok(jobs(&all))
    }

    /// The last day on which a job can have been.
    fn today(&self) -> Date {
        files::latest(self.app.now())
    }

    /// Keeps what is sure of what was found, and asks about the rest.
    async fn read(&mut self, conn: &mut Conn, donor: &Donor) -> Result<(), Problem> {
        let found = std::mem::take(&mut self.found);
        let (mut new, mut known, mut alike, mut asked) = (Vec::new(), 0, 0, 0);
        let mut named = self.named(conn, donor).await?;
        let mut seen = BTreeSet::new();
        for one in found {
            let (cards, picture) = match one {
                Found::Jobs(cards, picture) => (cards, picture),
                Found::None => {
                    self.say("messages-no-job");
                    continue;
                }
                Found::Lost => {
                    self.say("messages-lost-media");
                    continue;
                }
                Found::Refused => {
                    self.say("messages-refused-media");
                    continue;
                }
            };
            let (mut sure, mut unsure, mut marked) = (Vec::new(), Vec::new(), Vec::new());
            for card in cards {
                let came = match Marks::of(&self.app.store.keys, &donor.member, &card) {
                    Some(marks) => {
                        let came = before(self.app, conn, donor, &card, &mut seen).await?;
                        marked.extend(marks.kept());
                        came
                    }
                    None if named.insert(self.name(&card)) => Before::New,
                    None => Before::Alike,
                };
                match (came, asking::doubtful(&card)) {
                    (Before::Known, _) => known += 1,
                    (Before::Alike, _) => alike += 1,
                    (_, true) => unsure.push(card),
                    (Before::Untimed, false) => {
                        known += 1;
                        sure.push(card);
                    }
                    (Before::New, false) => {
                        new.push(card.clone());
                        sure.push(card);
                    }
                }
            }
            // One picture shows no job twice; two pictures may.
            seen.extend(marked);
            if !sure.is_empty() {
                let keep = (0..sure.len()).collect();
                let id = draft_of(self.app, conn, donor, CHANNEL, sure, Some(&picture)).await?;
                self.keep(conn, donor, &id, keep, Vec::new()).await?;
            }
            if !unsure.is_empty() {
                asked += unsure.len();
                let donation =
                    draft_of(self.app, conn, donor, CHANNEL, unsure, Some(&picture)).await?;
                self.talk.pending.push(Pending {
                    donation,
                    ..Pending::default()
                });
            }
        }
        if !new.is_empty() {
            self.count(conn, donor, &new).await?;
        }
        self.say_known(known, alike);
        if asked > 0 {
            self.says.push(Say::with("messages-unsure", "jobs", asked));
        }
        self.ask(conn, donor).await
    }

    /// Says how many jobs were there before, and how many may be others.
    fn say_known(&mut self, known: usize, alike: usize) {
        for (key, jobs) in [("messages-known", known), ("messages-alike", alike)] {
            if jobs > 0 {
                self.says.push(Say::with(key, "jobs", jobs));
            }
        }
    }

    /// What a job is known by that has no mark, since the day of it or the year
    /// of that is not known: all of its amounts, and what is known of the day.
    fn name(&self, card: &Card) -> String {
        let times = asking::times(card, self.today());
        let day = times.map(|(start, _)| (start.date.month(), start.date.day()));
        format!("{} {day:?}", amounts(card))
    }

    /// The names of all jobs that are kept.
    async fn named(&self, conn: &mut Conn, donor: &Donor) -> Result<HashSet<String>, Problem> {
        let all = list_of(self.app, conn, donor).await?;
        let cards = all.iter().filter(|one| one.kept).flat_map(|one| &one.cards);
        Ok(cards.map(|card| self.name(card)).collect())
    }

    async fn keep(
        &mut self,
        conn: &mut Conn,
        donor: &Donor,
        id: &str,
        keep: Vec<usize>,
        corrections: Vec<crate::donations::acts::Correction>,
    ) -> Result<(), Problem> {
        let wish = Wish { keep, corrections };
        let kept = keep_of(self.app, conn, donor, id, &wish).await?;
        self.kept.push(kept);
        Ok(())
    }

    /// Says what was kept, and how many jobs that makes.
    async fn count(&mut self, conn: &mut Conn, donor: &Donor, new: &[Card]) -> Result<(), Problem> {
        let all = self.events(conn, donor).await?.len();
        let events: Vec<PayEvent> = new.iter().map(Card::event).collect();
        let sum = figures::total(&events, self.voice());
        self.says.push(Say::Key(
            "messages-found",
            vec![
                ("jobs", new.len().to_string()),
                ("sum", sum),
                ("all", all.to_string()),
            ],
        ));
        let assumed = new.iter().filter(|card| {
            let start = card.readings.get(&Field::Start);
            start.is_some_and(Reading::assumes_year)
        });
        let days = assumed.filter_map(|card| Some(card.event().start?.date));
        let days: Vec<Date> = days.collect();
        if let Some(first) = days.iter().min() {
            let day = say::written(self.voice(), *first);
            let values = vec![("jobs", days.len().to_string()), ("day", day)];
            self.says.push(Say::Key("messages-year", values));
        }
        Ok(())
    }

    /// The donation that is asked about first, if it is still there.
    async fn pending(&self, conn: &mut Conn, donor: &Donor) -> Result<Option<Mine>, Problem> {
        let Some(first) = self.talk.pending.first() else {
            return Ok(None);
        };
        match find_of(self.app, conn, donor, &first.donation).await {
            Ok(mine) => Ok(Some(mine).filter(|mine| !mine.kept)),
            Err(problem) if problem.status == StatusCode::NOT_FOUND => Ok(None),
            Err(problem) => Err(problem),
        }
    }

    async fn answer(
        &mut self,
        conn: &mut Conn,
        donor: &Donor,
        answer: &Answer,
    ) -> Result<(), Problem> {
        let Some(question) = self.talk.question.take() else {
            return Ok(());
        };
        let today = self.today();
        match self.pending(conn, donor).await? {
            None => self.say("messages-over"),
            Some(mine) => {
                let Some(pending) = self.talk.pending.first_mut() else {
                    return Ok(());
                };
                let taken = asking::take(&mine.cards, pending, &question, answer, today);
                // What waits beside it came at the same time.
                if let Some(near) = pending.near.clone() {
                    for other in &mut self.talk.pending {
                        other.near.get_or_insert_with(|| near.clone());
                    }
                }
                match (taken, question.field) {
                    (true, _) => {}
                    (false, Field::Start) => self.say("messages-no-day"),
                    (false, _) => self.say("messages-no-amount"),
                }
            }
        }
        self.ask(conn, donor).await
    }

    /// Asks the next question, if there is one; what has no more is kept.
    async fn ask(&mut self, conn: &mut Conn, donor: &Donor) -> Result<(), Problem> {
        let mut new = Vec::new();
        self.talk.question = None;
        while !self.talk.pending.is_empty() {
            if let Some(mine) = self.pending(conn, donor).await? {
                self.known(conn, donor, &mine).await?;
                let today = self.today();
                let pending = &mut self.talk.pending[0];
                asking::place(&mine.cards, pending, today);
                let question = asking::next(&mine.cards, pending, today);
                if question.is_some() {
                    self.talk.question = question;
                    break;
                }
                let wish = asking::wish(&mine.cards, pending);
                new.extend(self.decide(conn, donor, mine, wish).await?);
            }
            self.talk.pending.remove(0);
        }
        if !new.is_empty() {
            self.count(conn, donor, &new).await?;
        }
        self.says
            .extend(self.talk.question.clone().map(Say::Question));
        Ok(())
    }

    /// Leaves out what came again and was kept meanwhile.
    async fn known(&mut self, conn: &mut Conn, donor: &Donor, mine: &Mine) -> Result<(), Problem> {
        let mut before = known_of(self.app, conn, donor, &mine.cards).await?;
        let named = self.named(conn, donor).await?;
        for (before, card) in before.iter_mut().zip(&mine.cards) {
            let marked = Marks::of(&self.app.store.keys, &donor.member, card).is_some();
            if !marked && named.contains(&self.name(card)) {
                *before = Before::Alike;
            }
        }
        let left_out = &mut self.talk.pending[0].left_out;
        let [mut known, mut alike] = [0, 0];
        for (job, before) in before.into_iter().enumerate() {
            if !before.is_there() || left_out.contains(&job) {
                continue;
            }
            left_out.push(job);
            match before {
                Before::Alike => alike += 1,
                _ => known += 1,
            }
        }
        self.say_known(known, alike);
        Ok(())
    }

    /// Keeps what is wished for of what waited, and gives what is new of it.
    async fn decide(
        &mut self,
        conn: &mut Conn,
        donor: &Donor,
        mine: Mine,
        wish: Option<Wish>,
    ) -> Result<Vec<Card>, Problem> {
        let Some(mut wish) = wish else {
            withdraw_of(self.app, conn, donor, &mine.id).await?;
            self.erased = true;
            self.say("messages-left-out");
            return Ok(Vec::new());
        };
        // With what was said, a job may turn out to be one that is kept.
        let cards = wished(mine.cards, &wish)?;
        let before = known_of(self.app, conn, donor, &cards).await?;
        let new = cards.iter().zip(&before);
        let new = new.filter(|(_, before)| **before == Before::New);
        let new: Vec<Card> = new.map(|(card, _)| card.clone()).collect();
        let alike = before.iter().filter(|one| **one == Before::Alike).count();
        self.say_known(cards.len() - new.len() - alike, alike);
        let mut there = before.iter().map(|before| before.is_there());
        wish.keep.retain(|_| !there.next().unwrap_or(false));
        if wish.keep.is_empty() {
            withdraw_of(self.app, conn, donor, &mine.id).await?;
            self.erased = true;
        } else {
            let kept = keep_of(self.app, conn, donor, &mine.id, &wish).await?;
            self.kept.push(kept);
        }
        Ok(new)
    }

    /// Offers a file, and says where it is.
    async fn offer(
        &mut self,
        conn: &mut Conn,
        member: Option<&str>,
        file: (&str, &str, String),
        key: &'static str,
    ) -> Result<(), Problem> {
        let (name, kind, text) = file;
        let offer = Offer {
            name: name.to_owned(),
            kind: kind.to_owned(),
            text,
        };
        let link = links::offer(self.app, conn, member, &offer).await?;
        self.says.push(Say::with(key, "link", link));
        Ok(())
    }

    async fn export(&mut self, conn: &mut Conn, donor: &Donor) -> Result<(), Problem> {
        let events = self.events(conn, donor).await?;
        if events.is_empty() {
            self.say("messages-no-jobs");
            return Ok(());
        }
        let mut bytes = Vec::new();
        pay::write(&events, &mut bytes).map_err(|e| ours(&e))?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let file = ("jobs.csv", "text/csv; charset=utf-8", text);
        self.offer(conn, Some(&donor.member), file, "messages-export")
            .await
    }

    async fn receipt(&mut self, conn: &mut Conn, donor: &Donor) -> Result<(), Problem> {
        let all = list_of(self.app, conn, donor).await?;
        let Some(last) = all.iter().find(|one| one.kept) else {
            self.say("messages-no-jobs");
            return Ok(());
        };
        let receipt = receipt_of(self.app, conn, donor, &last.id).await?;
        let file = ("receipt.json", "application/json", receipt.text()?);
        self.offer(conn, Some(&donor.member), file, "messages-receipt")
            .await
    }

    /// Withdraws everything and lets them leave. The statements of it hold
    /// nothing of a person, and are the only thing that is left, for an hour.
    async fn erase(&mut self, conn: &mut Conn, donor: &Donor) -> Result<(), Problem> {
        let mut statements = Vec::new();
        for one in list_of(self.app, conn, donor).await? {
            let receipt = withdraw_of(self.app, conn, donor, &one.id).await?;
            if let Some(receipt) = receipt {
                statements.push(receipt.text()?);
            }
        }
        let withdrawn = statements.len();
        let member = members::find(conn, &donor.member).await?;
        let member = member.ok_or_else(Problem::missing)?;
        let left = leave::remove(self.app, conn, self.coalition, &member).await?;
        statements.push(left.to_string());
        self.member = None;
        self.erased = true;
        self.forget = true;
        self.says
            .push(Say::with("messages-deleted", "donations", withdrawn));
        let file = (
            "withdrawn.txt",
            "text/plain; charset=utf-8",
            statements.join("\n") + "\n",
        );
        self.offer(conn, None, file, "messages-proof").await
    }
}
