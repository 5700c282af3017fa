//! What the dialogue wants done, done in the transaction that answers the
//! message: it is there once, or not at all.

use super::asking::{self, Answer, Pending};
use super::dialogue::{Deed, Step, Talk};
use super::links::{self, Offer};
use super::phones::{donor, join};
use super::reading::Found;
use super::say::Say;
use super::{figures, group};
use crate::app::App;
use crate::coalitions::acts::leave;
use crate::donations::acts::{
    Donor, Kept, Mine, Wish, draft_of, find_of, keep_of, known_of, list_of, receipt_of, withdraw_of,
};
use crate::donations::body::mark;
use crate::donations::consent::Purpose;
use crate::problem::Problem;
use axum::http::StatusCode;
use capstan_data::pay::{self, Field, PayEvent};
use capstan_donation::Card;
use capstan_report::words::Voice;
use capstan_store::coalitions::Coalition;
use capstan_store::{Conn, donations, members};
use std::collections::HashSet;

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
            Deed::Erase => self.erase(conn, &donor).await,
            Deed::Forget | Deed::Join(_) => Ok(()),
        }
    }

    fn say(&mut self, key: &'static str) {
        self.says.push(Say::key(key));
    }

    fn voice(&self) -> &Voice {
        self.app.voices.of(self.talk.lang())
    }

    async fn join(&mut self, conn: &mut Conn, purposes: &[Purpose]) -> Result<(), Problem> {
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

    /// The jobs that are kept of a donor.
    async fn events(&self, conn: &mut Conn, donor: &Donor) -> Result<Vec<PayEvent>, Problem> {
        let all = list_of(self.app, conn, donor).await?;
        let cards = all.iter().filter(|one| one.kept).flat_map(|one| &one.cards);
        Ok(cards.map(Card::worked).collect())
    }

    /// Keeps what is sure of what was found, and asks about the rest.
    async fn read(&mut self, conn: &mut Conn, donor: &Donor) -> Result<(), Problem> {
        let found = std::mem::take(&mut self.found);
        let (mut new, mut known, mut asked) = (Vec::new(), 0, 0);
        // A job without a day has no mark: it is known by all of its amounts.
        let undated = self.undated(conn, donor).await?;
        let mut seen: HashSet<String> = undated.into_iter().collect();
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
            let (mut sure, mut unsure) = (Vec::new(), Vec::new());
            for card in cards {
                let mark = mark(&self.app.store.keys, &donor.member, &card);
                let before = match &mark {
                    Some(mark) => {
                        let marks = std::slice::from_ref(mark);
                        let stored = donations::seen(conn, &donor.coalition, marks).await?;
                        stored.contains(&true) || !seen.insert(mark.clone())
                    }
                    None => !seen.insert(amounts(&card)),
                };
                match (before, asking::doubtful(&card)) {
                    (true, _) => known += 1,
                    (false, true) => unsure.push(card),
                    (false, false) => sure.push(card),
                }
            }
            if !sure.is_empty() {
                new.extend(sure.iter().map(Card::event));
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
        if known > 0 {
            self.says.push(Say::with("messages-known", "jobs", known));
        }
        if asked > 0 {
            self.says.push(Say::with("messages-unsure", "jobs", asked));
        }
        self.ask(conn, donor).await
    }

    /// What the jobs that are kept and have no day are known by.
    async fn undated(&self, conn: &mut Conn, donor: &Donor) -> Result<Vec<String>, Problem> {
        let all = list_of(self.app, conn, donor).await?;
        let cards = all.iter().filter(|one| one.kept).flat_map(|one| &one.cards);
        let undated = cards.filter(|card| card.event().start.is_none());
        Ok(undated.map(amounts).collect())
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
    async fn count(
        &mut self,
        conn: &mut Conn,
        donor: &Donor,
        new: &[PayEvent],
    ) -> Result<(), Problem> {
        let all = self.events(conn, donor).await?.len();
        let sum = figures::total(new, self.voice());
        self.says.push(Say::Key(
            "messages-found",
            vec![
                ("jobs", new.len().to_string()),
                ("sum", sum),
                ("all", all.to_string()),
            ],
        ));
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
        match self.pending(conn, donor).await? {
            None => self.say("messages-over"),
            Some(mine) => {
                let Some(pending) = self.talk.pending.first_mut() else {
                    return Ok(());
                };
                if !asking::take(&mine.cards, pending, &question, answer) {
                    self.say("messages-no-amount");
                }
            }
        }
        self.ask(conn, donor).await
    }

    /// Asks the next question, if there is one; what has no more is kept.
    async fn ask(&mut self, conn: &mut Conn, donor: &Donor) -> Result<(), Problem> {
        while !self.talk.pending.is_empty() {
            let mine = self.pending(conn, donor).await?;
            if let Some(mine) = mine {
                // Some of it may have come again and been kept meanwhile.
                let known = known_of(self.app, conn, donor, &mine).await?;
                let left_out = &mut self.talk.pending[0].left_out;
                let new = known.into_iter().filter(|job| !left_out.contains(job));
                let new: Vec<usize> = new.collect();
                if !new.is_empty() {
                    self.says
                        .push(Say::with("messages-known", "jobs", new.len()));
                    left_out.extend(new);
                }
                let pending = self.talk.pending[0].clone();
                if let Some(question) = asking::next(&mine.cards, &pending) {
                    self.says.push(Say::Question(question.clone()));
                    self.talk.question = Some(question);
                    return Ok(());
                }
                match asking::wish(&mine.cards, &pending) {
                    None => {
                        withdraw_of(self.app, conn, donor, &mine.id).await?;
                        self.erased = true;
                        self.say("messages-left-out");
                    }
                    Some(wish) => {
                        let kept = keep_of(self.app, conn, donor, &mine.id, &wish).await?;
                        self.kept.push(kept);
                        let kept = find_of(self.app, conn, donor, &mine.id).await?;
                        let new: Vec<PayEvent> = kept.cards.iter().map(Card::event).collect();
                        self.count(conn, donor, &new).await?;
                    }
                }
            }
            self.talk.pending.remove(0);
        }
        self.talk.question = None;
        Ok(())
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
