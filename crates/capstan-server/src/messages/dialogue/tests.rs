//! The dialogue as a table: how it stands, what is heard, what is said and
//! done.

use super::*;
use capstan_data::pay::Field;
use proptest::prelude::*;

fn world(invitation: bool) -> World {
    World {
        name: "Riders".into(),
        charter: "https://example.org/coalitions/riders/charter".into(),
        invitation,
    }
}

fn talk(step: Step) -> Talk {
    Talk {
        step,
        ..Talk::begun("hello", &world(false))
    }
}

fn text(text: &str) -> Heard<'_> {
    Heard { text, media: 0 }
}

const PICTURE: Heard<'static> = Heard { text: "", media: 1 };

/// What is said, by keys, and what is done.
fn seen(turn: &Turn) -> (Vec<String>, Vec<Deed>) {
    let key = |say: &Say| match say {
        Say::Key(key, _) => (*key).trim_start_matches("messages-").to_owned(),
        Say::Consent(purpose) => format!("consent {}", purpose.key()),
        Say::Question(question) => format!("question {}", question.field.name()),
        Say::Text(text) => text.clone(),
    };
    (turn.says.iter().map(key).collect(), turn.deeds.clone())
}

fn check(from: Option<&Talk>, heard: Heard<'_>, says: &[&str], deeds: &[Deed], to: Step) {
    let turn = hear(from, &heard, &world(false));
    let expected = (
        says.iter().map(|s| (*s).to_owned()).collect(),
        deeds.to_vec(),
    );
    assert_eq!(seen(&turn), expected, "{heard:?}");
    assert_eq!(turn.talk.step, to, "{heard:?}");
}

#[test]
fn whoever_writes_first_hears_what_this_is_and_is_asked() {
    let hello: &[&str] = &["about", "consent own", "other-language"];
    check(None, text("hi"), hello, &[], Step::Own);
    check(None, text("pay"), hello, &[], Step::Own);
    // A picture that came before consent is not read.
    let unread = &["about", "not-read", "consent own", "other-language"];
    check(None, PICTURE, unread, &[], Step::Own);
    for word in ["STOP", "delete"] {
        check(
            None,
            text(word),
            &["nothing-kept"],
            &[Deed::Forget],
            Step::Own,
        );
    }
    let turn = hear(None, &text("Hola"), &world(true));
    assert_eq!((turn.talk.lang(), turn.talk.step), (Lang::Es, Step::Code));
}

#[test]
fn consent_is_asked_for_each_purpose_and_refusing_is_easy() {
    let own = talk(Step::Own);
    check(
        Some(&own),
        text("yes"),
        &["consent figures"],
        &[],
        Step::Figures,
    );
    check(
        Some(&own),
        text("no"),
        &["refused"],
        &[Deed::Forget],
        Step::Own,
    );
    check(Some(&own), text("what?"), &["consent own"], &[], Step::Own);
    check(
        Some(&own),
        PICTURE,
        &["not-read", "consent own"],
        &[],
        Step::Own,
    );
    check(
        Some(&own),
        text("help"),
        &["about", "consent own"],
        &[],
        Step::Own,
    );
    check(
        Some(&own),
        text("stop"),
        &["nothing-kept"],
        &[Deed::Forget],
        Step::Own,
    );
    let figures = talk(Step::Figures);
    let next = |figures| Step::Picture { figures };
    check(
        Some(&figures),
        text("Y"),
        &["consent picture"],
        &[],
        next(true),
    );
    check(
        Some(&figures),
        text("N"),
        &["consent picture"],
        &[],
        next(false),
    );
    for (figures, word, expected) in [
        (true, "yes", &Purpose::ALL[..]),
        (true, "no", &[Purpose::Own, Purpose::Figures]),
        (false, "yes", &[Purpose::Own, Purpose::Picture]),
        (false, "no", &[Purpose::Own]),
    ] {
        let from = talk(Step::Picture { figures });
        let join = Deed::Join(expected.to_vec());
        check(Some(&from), text(word), &[], &[join], Step::Member);
    }
}

#[test]
fn an_invitation_is_asked_for_where_it_takes_one() {
    let from = talk(Step::Code);
    let turn = hear(
        Some(&from),
        &text(" https://example.org/join/riders/abc123 "),
        &world(true),
    );
    assert_eq!(
        (turn.talk.code.as_str(), turn.talk.step),
        ("abc123", Step::Own)
    );
    for none in ["yes", "help", ""] {
        let turn = hear(Some(&from), &text(none), &world(true));
        assert_eq!(turn.talk.step, Step::Code, "{none}");
    }
}

#[test]
fn a_member_is_heard_in_both_languages() {
    let member = talk(Step::Member);
    for (words, deed) in [
        (["pay", "Pago"], Deed::Pay),
        (["tips", "propinas"], Deed::Tips),
        (["group", "grupo"], Deed::Group),
        (["export", "exportar"], Deed::Export),
        (["receipt", "recibo"], Deed::Receipt),
    ] {
        for word in words {
            check(
                Some(&member),
                text(word),
                &[],
                std::slice::from_ref(&deed),
                Step::Member,
            );
        }
    }
    check(Some(&member), text("about"), &["about"], &[], Step::Member);
    check(Some(&member), text("ayuda"), &["more"], &[], Step::Member);
    check(Some(&member), text("menu"), &["more"], &[], Step::Member);
    check(
        Some(&member),
        text("so what"),
        &["lost", "more"],
        &[],
        Step::Member,
    );
    let caption = Heard {
        text: "two from today",
        media: 2,
    };
    check(Some(&member), caption, &[], &[Deed::Read], Step::Member);
    let and_pay = Heard {
        text: "pay",
        media: 1,
    };
    check(
        Some(&member),
        and_pay,
        &[],
        &[Deed::Read, Deed::Pay],
        Step::Member,
    );
}

#[test]
fn the_language_is_the_one_that_was_chosen_last() {
    let mut member = talk(Step::Member);
    for (word, lang) in [
        ("lang", Lang::Es),
        ("IDIOMA", Lang::En),
        ("español", Lang::Es),
        ("lang es", Lang::Es),
        ("English", Lang::En),
    ] {
        member = hear(Some(&member), &text(word), &world(false)).talk;
        assert_eq!(member.lang(), lang, "{word}");
    }
}

#[test]
fn everything_is_removed_only_if_asked_twice_in_a_row() {
    let member = talk(Step::Member);
    let asked = hear(Some(&member), &text("delete"), &world(false)).talk;
    assert!(asked.deleting);
    check(
        Some(&asked),
        text("BORRAR"),
        &[],
        &[Deed::Erase],
        Step::Member,
    );
    let calm = hear(Some(&asked), &text("pay"), &world(false)).talk;
    check(Some(&calm), text("delete"), &["delete"], &[], Step::Member);
    let picture = Heard {
        text: "delete",
        media: 1,
    };
    check(Some(&asked), picture, &[], &[Deed::Erase], Step::Member);
}

#[test]
fn whoever_stops_hears_nothing_until_they_start() {
    let member = talk(Step::Member);
    check(
        Some(&member),
        text("STOP"),
        &["stopped"],
        &[],
        Step::Stopped,
    );
    let stopped = talk(Step::Stopped);
    for heard in [text("pay"), text("stop"), text("hello"), PICTURE] {
        check(Some(&stopped), heard, &[], &[], Step::Stopped);
    }
    check(
        Some(&stopped),
        text("start"),
        &["started"],
        &[],
        Step::Member,
    );
    // They can still have everything removed.
    check(
        Some(&stopped),
        text("delete"),
        &["delete"],
        &[],
        Step::Stopped,
    );
}

#[test]
fn an_open_question_takes_an_answer_and_leaves_commands_alone() {
    let member = Talk {
        question: Some(Question {
            job: 0,
            field: Field::Tip,
            read: Some("18.41".into()),
            of: None,
            others: 0,
        }),
        ..talk(Step::Member)
    };
    let amount = |text: &str| Deed::Answer(Answer::Amount(text.into()));
    for (word, deed) in [
        ("yes", Deed::Answer(Answer::Right)),
        ("sí", Deed::Answer(Answer::Right)),
        ("skip", Deed::Answer(Answer::LeaveOut)),
        ("$18,14", amount("18.14")),
        ("it was 18.14", amount("18.14")),
        ("pay", Deed::Pay),
    ] {
        check(Some(&member), text(word), &[], &[deed], Step::Member);
    }
    let of_day = Talk {
        question: member.question.clone().map(|question| Question {
            field: Field::Start,
            ..question
        }),
        ..member.clone()
    };
    let day = Deed::Answer(Answer::Day("24 August 2020".into()));
    check(
        Some(&of_day),
        text("24 August 2020"),
        &[],
        &[day],
        Step::Member,
    );
    for word in ["no", "what", "18 or 19"] {
        check(
            Some(&member),
            text(word),
            &["question tip"],
            &[],
            Step::Member,
        );
    }
    // Without a question, none of these is an answer.
    for word in ["yes", "skip", "18.14"] {
        check(
            Some(&talk(Step::Member)),
            text(word),
            &["lost", "more"],
            &[],
            Step::Member,
        );
    }
}

#[test]
fn nobody_can_order_anything_about_others() {
    let member = talk(Step::Member);
    for word in [
        "export_all:PASSWORD",
        "send_all:PASSWORD:hello",
        "send_all",
        "sendall",
        "reset",
    ] {
        check(
            Some(&member),
            text(word),
            &["lost", "more"],
            &[],
            Step::Member,
        );
    }
}

proptest! {
    /// Whatever comes, nothing is read or kept of who has not agreed.
    #[test]
    fn nothing_is_done_before_consent(body: String, media in 0..3_usize, step in 0..5_usize) {
        let steps = [Step::Code, Step::Own, Step::Figures, Step::Picture { figures: true }];
        let from = steps.get(step).map(|&step| talk(step));
        let heard = Heard { text: &body, media };
        let turn = hear(from.as_ref(), &heard, &world(step == 0));
        let allowed = |deed: &Deed| match deed {
            Deed::Forget => true,
            Deed::Join(purposes) => step == 3 && purposes.contains(&Purpose::Own),
            _ => false,
        };
        prop_assert!(turn.deeds.iter().all(allowed), "{:?}", turn.deeds);
    }
}
