//! Why a gate does not simply pass.

use crate::key::keyed;
use serde::{Deserialize, Serialize};

/// Why a gate does not simply pass. Each has a sentence in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Only traces of people's own behaviour, or their own works before
    /// publication, may be used.
    UnlistedData,
    /// Data of this kind are never falsified: people's health, money, rights or
    /// safety hang on them.
    NeverThisData,
    /// Something that is signed must be true.
    Signed,
    /// People have warranted that these data are accurate.
    Warranted,
    /// This would tell someone something false as a fact.
    StatesFact,
    /// Paid work is a contract, and false work breaks it.
    PaidWork,
    /// People must first be shown the operator's terms on automation and false
    /// data.
    TermsNotShown,
    /// You may lose your account.
    AccountAtRisk,
    /// Each person may only use their own account.
    OtherAccount,
    /// Each person may only use their own device.
    OtherDevice,
    /// No program may act in a person's place.
    Automated,
    /// Nobody may use several accounts.
    SeveralAccounts,
    /// It may not go faster than a person could.
    TooFast,
    /// Other people's safety would suffer.
    Safety,
    /// A commons that all rely on would be hurt.
    Commons,
    /// Others would be billed for what did not happen.
    Billed,
    /// It is not said from which share of the effect a strike comes first.
    NoShareNamed,
    /// A strike or an objection would do enough of the same: offer it first.
    StrikeDoesEnough,
    /// A strike or an objection is open, and no forecast says that it would do
    /// less.
    StrikeNotForecast,
    /// Nobody has reviewed this lever for the country, so it is off.
    NotReviewedHere,
    /// Publish on which condition it stops.
    StopNotPublished,
    /// An operator that meets the demand must be spared.
    CompliantNotSpared,
    /// It must end by itself within thirty days of its beginning.
    NoEnd,
    /// It has ended; a new plan needs a new decision.
    HasEnded,
    /// The coalition has not decided on it with the quorum of its charter.
    NoVote,
    /// No reviewer of ethics has agreed.
    NoEthicsReview,
    /// Who launches it and who reviews it must be two people.
    OnePerson,
}

keyed! {
    Reason {
        UnlistedData = "unlisted-data",
        NeverThisData = "never-this-data",
        Signed = "signed",
        Warranted = "warranted",
        StatesFact = "states-fact",
        PaidWork = "paid-work",
        TermsNotShown = "terms-not-shown",
        AccountAtRisk = "account-at-risk",
        OtherAccount = "other-account",
        OtherDevice = "other-device",
        Automated = "automated",
        SeveralAccounts = "several-accounts",
        TooFast = "too-fast",
        Safety = "safety",
        Commons = "commons",
        Billed = "billed",
        NoShareNamed = "no-share-named",
        StrikeDoesEnough = "strike-does-enough",
        StrikeNotForecast = "strike-not-forecast",
        NotReviewedHere = "not-reviewed-here",
        StopNotPublished = "stop-not-published",
        CompliantNotSpared = "compliant-not-spared",
        NoEnd = "no-end",
        HasEnded = "has-ended",
        NoVote = "no-vote",
        NoEthicsReview = "no-ethics-review",
        OnePerson = "one-person",
    }
}
