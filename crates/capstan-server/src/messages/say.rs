//! What is said in a message: sentences by their keys, so that the rules of
//! the dialogue know no language.

use super::asking::Question;
use crate::donations::consent::Purpose;
use capstan_data::pay::Field;
use capstan_report::args;
use capstan_report::words::{Args, Voice};
use jiff::civil::Date;

/// Something that is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Say {
    /// A sentence with its values.
    Key(&'static str, Vec<(&'static str, String)>),
    /// The text of a purpose, with the question whether they agree. It is the
    /// text whose hash is written down.
    Consent(Purpose),
    /// A field that is asked back.
    Question(Question),
    /// What was made into sentences elsewhere.
    Text(String),
}

impl Say {
    /// A sentence without values.
    pub fn key(key: &'static str) -> Self {
        Self::Key(key, Vec::new())
    }

    /// A sentence with one value.
    pub fn with(key: &'static str, name: &'static str, value: impl ToString) -> Self {
        Self::Key(key, vec![(name, value.to_string())])
    }

    /// In the language of a voice.
    pub fn text(&self, voice: &Voice) -> String {
        match self {
            Self::Key(key, values) => {
                let mut args = Args::new();
                for (name, value) in values {
                    // A count is a number to the sentence, for "1 job".
                    match value.parse::<u32>() {
                        Ok(count) => args.set(*name, count),
                        Err(_) => args.set(*name, value.clone()),
                    }
                }
                voice.say(key, args)
            }
            Self::Consent(purpose) => {
                let text = purpose.text(voice);
                format!("{text} {}", voice.say("messages-yes-or-no", args![]))
            }
            Self::Question(question) => {
                if question.field == Field::Start {
                    return day(voice, question);
                }
                let field = question.field.name().replace('_', "-");
                match &question.read {
                    Some(read) => voice.say(
                        "messages-ask-read",
                        args![field = field, amount = read.as_str()],
                    ),
                    None => voice.say("messages-ask-missing", args![field = field]),
                }
            }
            Self::Text(text) => text.clone(),
        }
    }
}

/// A day that is asked back, with the amount by which the job is known.
fn day(voice: &Voice, question: &Question) -> String {
    let amount = question.of.as_deref().unwrap_or_default();
    let known = if amount.is_empty() { "no" } else { "yes" };
    let read = question
        .read
        .as_ref()
        .and_then(|read| read.parse::<Date>().ok());
    let asked = match read {
        Some(date) => {
            let day = written(voice, date);
            voice.say(
                "messages-ask-day",
                args![known = known, amount = amount, day = day],
            )
        }
        None => voice.say(
            "messages-ask-day-missing",
            args![known = known, amount = amount],
        ),
    };
    match question.others {
        0 => asked,
        jobs => asked + " " + &voice.say("messages-ask-day-others", args![jobs = jobs]),
    }
}

/// A day in words.
pub fn written(voice: &Voice, date: Date) -> String {
    let month = voice.say(&format!("month-{}", date.month()), args![]);
    let (day, year) = (date.day().to_string(), date.year().to_string());
    voice.say("date", args![day = day, month = month, year = year])
}

/// All that is said, as one message.
pub fn message(voice: &Voice, says: &[Say]) -> Option<String> {
    let texts: Vec<String> = says.iter().map(|say| say.text(voice)).collect();
    (!texts.is_empty()).then(|| texts.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::voices;
    use capstan_report::Lang;

    #[test]
    fn a_question_says_what_was_read() {
        let voices = voices();
        let asked = |read: Option<&str>, lang| {
            let question = Question {
                job: 0,
                field: Field::Tip,
                read: read.map(str::to_owned),
                of: None,
                others: 0,
            };
            Say::Question(question).text(voices.of(lang))
        };
        let said = asked(Some("18.41"), Lang::En);
        assert!(
            said.starts_with("Was the tip 18.41? Reply YES, or the amount."),
            "{said}"
        );
        assert!(asked(None, Lang::Es).contains("propina"));
    }

    #[test]
    fn a_day_is_asked_with_the_job_it_is_of() {
        let voices = voices();
        let asked = |read: Option<&str>, others, lang| {
            let question = Question {
                job: 0,
                field: Field::Start,
                read: read.map(str::to_owned),
                of: Some("16.69".into()),
                others,
            };
            Say::Question(question).text(voices.of(lang))
        };
        assert_eq!(
            asked(Some("2020-08-24"), 0, Lang::En),
            "Was the job of 16.69 on 24 August 2020? Reply YES, or the day. SKIP leaves the job out."
        );
        let others = asked(Some("2020-08-24"), 2, Lang::Es);
        assert!(
            others.contains("24 de agosto de 2020") && others.contains("2 trabajos"),
            "{others}"
        );
        assert!(asked(None, 0, Lang::En).starts_with("On which day was the job of 16.69?"));
    }

    #[test]
    fn what_is_agreed_to_is_what_was_shown() {
        let voices = voices();
        for lang in Lang::ALL {
            for purpose in Purpose::ALL {
                let said = Say::Consent(purpose).text(voices.of(lang));
                assert!(said.starts_with(&purpose.text(voices.of(lang))), "{said}");
            }
        }
        assert_eq!(message(voices.of(Lang::En), &[]), None);
    }
}
