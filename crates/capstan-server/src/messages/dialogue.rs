//! The rules of the dialogue: how it stands and what was heard give what is
//! said and done. Nothing here knows a database, a network or a language.

use super::asking::{Answer, Pending, Question};
use super::command::{Command, amount, behind, command, language};
use super::say::Say;
use crate::donations::consent::Purpose;
use capstan_data::pay::Field;
use capstan_report::Lang;
use serde::{Deserialize, Serialize};

/// How far someone is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// An invitation is asked for.
    Code,
    /// Whether they agree that what they send is read and kept for them.
    Own,
    /// Whether their jobs count in figures of the group.
    Figures,
    /// Whether their pictures are kept; and what they said before.
    Picture {
        /// Whether their jobs count in figures of the group.
        figures: bool,
    },
    /// They are a member.
    Member,
    /// They are a member who wants no messages.
    Stopped,
}

/// How a dialogue stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Talk {
    /// The code of the language.
    pub lang: String,
    /// How far it is.
    pub step: Step,
    /// The invitation that was sent, until they are a member.
    pub code: String,
    /// Whether they asked to have everything removed, and were asked back.
    pub deleting: bool,
    /// Jobs that wait for answers, those that are asked about first.
    pub pending: Vec<Pending>,
    /// What was asked last and not answered.
    pub question: Option<Question>,
}

/// What came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard<'a> {
    /// The text.
    pub text: &'a str,
    /// How many pictures or files.
    pub media: usize,
}

/// What the dialogue knows of the coalition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct World {
    /// Its name.
    pub name: String,
    /// Where its charter can be read.
    pub charter: String,
    /// Whether it takes an invitation to join.
    pub invitation: bool,
}

/// Something that is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Make them a member who agrees to this.
    Join(Vec<Purpose>),
    /// Read the pictures and keep what is sure of them.
    Read,
    /// Take an answer to what was asked.
    Answer(Answer),
    /// Tell what they were paid.
    Pay,
    /// Tell their tips.
    Tips,
    /// Tell how the group is paid.
    Group,
    /// Give them their jobs as a file.
    Export,
    /// Give them the receipt of what they donated last.
    Receipt,
    /// Make them one with the account that showed this code.
    Link(String),
    /// Give them a code for an account.
    Web,
    /// Withdraw all that they donated, and let them leave.
    Erase,
    /// Forget someone who is no member.
    Forget,
}

/// What a message brings about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// How the dialogue stands now.
    pub talk: Talk,
    /// What is said at once, before what the deeds say.
    pub says: Vec<Say>,
    /// What is done.
    pub deeds: Vec<Deed>,
}

impl Talk {
    /// A dialogue that begins with this text.
    pub fn begun(text: &str, world: &World) -> Self {
        let lang = match command(text) {
            Some(Command::Language(Some(lang))) => lang,
            _ => language(text).unwrap_or(Lang::En),
        };
        Self {
            lang: lang.code().to_owned(),
            step: match world.invitation {
                true => Step::Code,
                false => Step::Own,
            },
            code: String::new(),
            deleting: false,
            pending: Vec::new(),
            question: None,
        }
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        let own = |lang: &Lang| lang.code() == self.lang;
        Lang::ALL.into_iter().find(own).unwrap_or(Lang::En)
    }

    /// What someone who is no member yet has to answer.
    fn asked(&self) -> Say {
        match self.step {
            Step::Code => Say::key("messages-code"),
            Step::Figures => Say::Consent(Purpose::Figures),
            Step::Picture { .. } => Say::Consent(Purpose::Picture),
            _ => Say::Consent(Purpose::Own),
        }
    }
}

/// What someone is told whom nobody knows here yet.
fn about(world: &World) -> Say {
    let values = vec![
        ("coalition", world.name.clone()),
        ("charter", world.charter.clone()),
    ];
    Say::Key("messages-about", values)
}

/// What a message brings about; `talk` is nothing if it is the first one.
pub fn hear(talk: Option<&Talk>, heard: &Heard<'_>, world: &World) -> Turn {
    let found = command(heard.text);
    match talk {
        None => first(heard, found, world),
        Some(talk) => {
            let mut turn = Turn {
                talk: talk.clone(),
                says: Vec::new(),
                deeds: Vec::new(),
            };
            match talk.step {
                Step::Stopped => turn.stopped(found),
                Step::Member => turn.member(heard, found, world),
                _ => turn.newcomer(heard, found, world),
            }
            turn
        }
    }
}

/// The first message: what this is, and the first question. Nothing of what
/// came is kept.
fn first(heard: &Heard<'_>, found: Option<Command>, world: &World) -> Turn {
    let mut turn = Turn {
        talk: Talk::begun(heard.text, world),
        says: Vec::new(),
        deeds: Vec::new(),
    };
    if matches!(found, Some(Command::Stop | Command::Delete)) {
        turn.forget("messages-nothing-kept");
        return turn;
    }
    if found == Some(Command::Link) {
        turn.link(heard);
        return turn;
    }
    turn.says.push(about(world));
    if heard.media > 0 {
        turn.says.push(Say::key("messages-not-read"));
    }
    turn.says.push(turn.talk.asked());
    turn.says.push(Say::key("messages-other-language"));
    turn
}

impl Turn {
    fn say(&mut self, key: &'static str) {
        self.says.push(Say::key(key));
    }

    fn forget(&mut self, key: &'static str) {
        self.say(key);
        self.deeds.push(Deed::Forget);
    }

    fn link(&mut self, heard: &Heard<'_>) {
        self.deeds.push(Deed::Link(behind(heard.text).to_owned()));
    }

    /// Takes a language, or the other one.
    fn speak(&mut self, lang: Option<Lang>) {
        let other = || Lang::ALL.into_iter().find(|&lang| lang != self.talk.lang());
        if let Some(lang) = lang.or_else(other) {
            self.talk.lang = lang.code().to_owned();
        }
    }

    /// Someone who has not agreed to anything yet.
    fn newcomer(&mut self, heard: &Heard<'_>, found: Option<Command>, world: &World) {
        let answer = match found {
            Some(Command::Yes) => Some(true),
            Some(Command::No) => Some(false),
            Some(Command::Stop | Command::Delete) => return self.forget("messages-nothing-kept"),
            Some(Command::Link) => return self.link(heard),
            Some(Command::Language(lang)) => {
                self.speak(lang);
                None
            }
            Some(Command::About | Command::More) => {
                self.says.push(about(world));
                None
            }
            _ => None,
        };
        match (self.talk.step, answer) {
            (Step::Own, Some(false)) => return self.forget("messages-refused"),
            (Step::Own, Some(true)) => self.talk.step = Step::Figures,
            (Step::Figures, Some(figures)) => self.talk.step = Step::Picture { figures },
            (Step::Picture { figures }, Some(picture)) => {
                let mut purposes = vec![Purpose::Own];
                purposes.extend(figures.then_some(Purpose::Figures));
                purposes.extend(picture.then_some(Purpose::Picture));
                self.talk.step = Step::Member;
                return self.deeds.push(Deed::Join(purposes));
            }
            (Step::Code, None) if found.is_none() && !heard.text.trim().is_empty() => {
                // Who copies the whole link means the code at its end.
                let code = heard.text.trim().rsplit('/').next().unwrap_or("");
                self.talk.code = code.to_owned();
                self.talk.step = Step::Own;
            }
            _ => {}
        }
        if heard.media > 0 {
            self.say("messages-not-read");
        }
        self.says.push(self.talk.asked());
    }

    fn stopped(&mut self, found: Option<Command>) {
        match found {
            Some(Command::Start) => {
                self.talk.step = Step::Member;
                self.say("messages-started");
            }
            Some(Command::Delete) => self.delete(),
            _ => {}
        }
    }

    fn delete(&mut self) {
        match self.talk.deleting {
            true => self.deeds.push(Deed::Erase),
            false => {
                self.talk.deleting = true;
                self.say("messages-delete");
            }
        }
    }

    fn member(&mut self, heard: &Heard<'_>, found: Option<Command>, world: &World) {
        // Whoever says anything else does not want to be removed.
        if found != Some(Command::Delete) {
            self.talk.deleting = false;
        }
        if heard.media > 0 && !matches!(found, Some(Command::Delete | Command::Stop)) {
            self.deeds.push(Deed::Read);
        }
        if let Some(deed) = self.answer(heard, found) {
            return self.deeds.push(deed);
        }
        let deed = match found {
            Some(Command::Pay) => Deed::Pay,
            Some(Command::Tips) => Deed::Tips,
            Some(Command::Group) => Deed::Group,
            Some(Command::Export) => Deed::Export,
            Some(Command::Receipt) => Deed::Receipt,
            Some(Command::Web) => Deed::Web,
            Some(Command::Link) => return self.link(heard),
            Some(Command::Delete) => return self.delete(),
            Some(Command::Stop) => {
                self.talk.step = Step::Stopped;
                return self.say("messages-stopped");
            }
            Some(Command::Start) => return self.say("messages-started"),
            Some(Command::About) => return self.says.push(about(world)),
            Some(Command::More) => return self.say("messages-more"),
            Some(Command::Language(lang)) => {
                self.speak(lang);
                return self.say("messages-language");
            }
            Some(Command::Yes | Command::No | Command::Skip) | None => return self.lost(heard),
        };
        self.deeds.push(deed);
    }

    /// The answer to what was asked, if there is one.
    fn answer(&mut self, heard: &Heard<'_>, found: Option<Command>) -> Option<Deed> {
        let asked = self.talk.question.as_ref()?.field;
        let digits = heard.text.bytes().any(|b| b.is_ascii_digit());
        let answer = match found {
            Some(Command::Yes) => Answer::Right,
            Some(Command::Skip) => Answer::LeaveOut,
            None if asked == Field::Start && digits => Answer::Day(heard.text.to_owned()),
            None => Answer::Amount(amount(heard.text)?),
            Some(_) => return None,
        };
        Some(Deed::Answer(answer))
    }

    /// What cannot be understood. A picture may have any caption.
    fn lost(&mut self, heard: &Heard<'_>) {
        match self.talk.question.clone() {
            Some(question) => self.says.push(Say::Question(question)),
            None if heard.media > 0 => {}
            None => {
                self.say("messages-lost");
                self.say("messages-more");
            }
        }
    }
}

#[cfg(test)]
mod tests;
