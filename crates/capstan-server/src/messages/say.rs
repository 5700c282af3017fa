//! What is said in a message: sentences by their keys, so that the rules of
//! the dialogue know no language.

use super::asking::Question;
use crate::donations::consent::Purpose;
use capstan_report::args;
use capstan_report::words::{Args, Voice};

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

/// All that is said, as one message.
pub fn message(voice: &Voice, says: &[Say]) -> Option<String> {
    let texts: Vec<String> = says.iter().map(|say| say.text(voice)).collect();
    (!texts.is_empty()).then(|| texts.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::voices;
    use capstan_data::pay::Field;
    use capstan_report::Lang;

    #[test]
    fn a_question_says_what_was_read() {
        let voices = voices();
        let asked = |read: Option<&str>, lang| {
            let question = Question {
                job: 0,
                field: Field::Tip,
                read: read.map(str::to_owned),
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
