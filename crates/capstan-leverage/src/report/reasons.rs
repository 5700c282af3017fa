//! The reasons that stand in results, in both languages.
//!
//! A result gives its reasons in English, as the parts that refuse a figure
//! write them. Here each has a sentence of the room, so that a report in
//! another language can say it too.

use capstan_report::{Voice, args};

/// Each reason as results have it, and the sentence that says it.
const REASONS: &[(&str, &str)] = &[
    (
        "nobody has test ratings that this metric needs",
        "reason-no-test",
    ),
    (
        "the personalisation gap cannot be told from zero, so there is nothing to divide by",
        "reason-gap-zero",
    ),
    (
        "the model serves people worse than its counterpart does, so there is no personalisation to lose",
        "reason-gap-below",
    ),
    (
        "the personalisation gap cannot be told from zero here",
        "reason-gap-here",
    ),
    (
        "those who take part have left, so there is nothing to measure",
        "reason-left",
    ),
    ("nobody, or hardly anybody, takes part", "reason-nobody"),
    (
        "nobody, or hardly anybody, of the group stays out",
        "reason-all-in",
    ),
    (
        "the call goes to everyone, so there are no others",
        "reason-no-others",
    ),
    (
        "hardly anybody is left whom this could be measured on",
        "reason-hardly",
    ),
    (
        "there is no point to read a shape from",
        "reason-shape-no-point",
    ),
    (
        "a shape takes at least two participations",
        "reason-shape-two",
    ),
    (
        "the effect itself cannot be told from none",
        "reason-shape-no-effect",
    ),
    (
        "the intervals of the bends include zero and are too wide for a straight line",
        "reason-shape-wide",
    ),
    (
        "no participation that was looked at reaches the target with a probability of 95 %",
        "reason-not-reached",
    ),
    (
        "popularity counts people, it does not predict ratings",
        "reason-popularity",
    ),
    (
        "it guesses interest between 0 and 1, it does not predict ratings",
        "reason-implicit",
    ),
    (
        "it guesses interest, it does not predict ratings",
        "reason-interest",
    ),
    (
        "the mean plus the item's damped bias: no personalisation",
        "serves-damped",
    ),
    (
        "the mean plus the item's bias: no personalisation",
        "serves-bias",
    ),
    (
        "the mean rating of each item: no personalisation",
        "serves-item-mean",
    ),
    (
        "the mean rating of each item, as everyone",
        "serves-item-mean-all",
    ),
    ("the most liked items: no personalisation", "serves-liked"),
    ("the most liked items, as everyone", "serves-liked-all"),
    ("the mean of all ratings", "serves-mean"),
];

/// A reason of a result, in the language of `voice`; as it stands if it is
/// not one of this version.
pub(super) fn said(voice: &Voice, reason: &str) -> String {
    REASONS
        .iter()
        .find(|(text, _)| *text == reason)
        .map_or_else(|| reason.to_owned(), |(_, key)| voice.say(key, args![]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::words;
    use capstan_report::Lang;

    #[test]
    fn reasons_say_in_english_what_results_have() {
        let en = Voice::own(Lang::En, &[words()]);
        let es = Voice::own(Lang::Es, &[words()]);
        for (text, _) in REASONS {
            assert_eq!(said(&en, text), *text);
            assert_ne!(said(&es, text), *text);
        }
        assert_eq!(said(&es, "who knows"), "who knows");
    }

    #[test]
    fn nothing_that_results_say_is_left_out() {
        let sources = [
            include_str!("../forecast.rs"),
            include_str!("../shape.rs"),
            include_str!("../critical.rs"),
        ]
        .concat();
        let models: Vec<&str> = capstan_learn::models()
            .iter()
            .flat_map(|m| [m.info().ranks_only, Some(m.info().unknown)])
            .flatten()
            .collect();
        let known = |text: &str| REASONS.iter().any(|(t, _)| *t == text);
        for text in &models {
            assert!(known(text), "{text}");
        }
        for (text, _) in REASONS {
            assert!(
                sources.contains(&format!("\"{text}\"")) || models.contains(text),
                "no result says \"{text}\" any more"
            );
        }
    }
}
