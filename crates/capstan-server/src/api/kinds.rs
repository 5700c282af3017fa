//! How the API describes what people type and what they choose from: by the
//! same rules that check it, so that the description cannot say otherwise.

use crate::campaigns::poison::PARTS;
use crate::decisions::plan;
use crate::invitations::acts::DAYS;
use crate::kits::steps::WORDS;
use crate::moderation::acts::REASON;
use crate::people::account::TOKEN_DAYS;
use crate::values::ask::METHODS;
use crate::who::SCOPES;
use capstan_coalition::ballot::methods;
use capstan_coalition::campaign::{State, Status};
use capstan_coalition::charter::{Dividend, Joining};
use capstan_coalition::evidence;
use capstan_coalition::gate;
use capstan_coalition::kit;
use capstan_coalition::lever;
use capstan_coalition::pledge::{self, GRID};
use capstan_coalition::role;
use capstan_coalition::text::{Form, HANDLE, Kind, LINE, NAME, PARAGRAPH, TAG, link};
use capstan_report::Lang;
use serde_json::Value;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{
    AdditionalProperties, ArrayBuilder, KnownFormat, ObjectBuilder, OneOfBuilder, Schema,
    SchemaFormat, Type,
};
use utoipa::{PartialSchema, ToSchema};

/// Gives each of these a name in the description.
macro_rules! described {
    ($($(#[doc = $what:literal])+ $name:ident = $schema:expr;)+) => {$(
        $(#[doc = $what])+
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let what = concat!($($what),+).trim();
                $schema.description(Some(what)).into()
            }
        }

        impl ToSchema for $name {}
    )+};
}

described! {
    /// What stewards can say of a member.
    Word = one_of(evidence::Word::ALL.iter().map(|w| w.key()));
    /// What the data are of a plan that would mislead.
    PoisonData = one_of(gate::DataClass::ALL.iter().map(|d| d.key()));
    /// What of such a plan others review.
    PlanPart = one_of(PARTS.into_iter());
    /// What a coalition or a campaign is called.
    Name = text(&NAME);
    /// A sentence or two, in one line.
    Line = text(&LINE);
    /// A sentence or two, in one line; may be empty.
    LineOrEmpty = or_empty(&LINE);
    /// A longer text.
    Paragraph = text(&PARAGRAPH);
    /// A longer text; may be empty.
    ParagraphOrEmpty = or_empty(&PARAGRAPH);
    /// Why something is reported, or ruled so: a few sentences.
    Reason = text(&REASON);
    /// What a person is known by in a coalition: letters of one script.
    Handle = text(&HANDLE);
    /// What is written to a step that is done; may be empty.
    StepWords = or_empty(&WORDS);
    /// A handle; may be empty.
    HandleOrEmpty = or_empty(&HANDLE);
    /// A short name in addresses and filters.
    Tag = text(&TAG);
    /// The code of a language.
    LanguageCode = string().pattern(Some("^[a-z]{2,3}$"));
    /// A link to a page of others, at a named host.
    Link = link_to();
    /// The name of a host.
    Host = string()
        .pattern(Some(format!("^{HOST}$")))
        .max_length(Some(253));
    /// A zip file, as its bytes.
    Archive = string().format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)));
    /// A picture, as its bytes.
    Picture = string().format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)));
    /// An address for mail.
    MailAddress = string()
        .format(Some(SchemaFormat::Custom("email".to_owned())))
        .max_length(Some(254));
    /// The digits that were mailed.
    MailCode = string().pattern(Some("^[0-9]{8}$"));
    /// A share of people, above 0 and up to 1.
    Participation = ObjectBuilder::new()
        .schema_type(Type::Number)
        .exclusive_minimum(Some(0))
        .maximum(Some(1));
    /// How values of ratings are made; empty for the usual way.
    ValuationMethod = one_of([""].into_iter().chain(METHODS.map(|m| m.name())));
    /// A model that an operator may run.
    Model = one_of(capstan_learn::models().iter().map(|m| m.info().name));
    /// In which order things are found: the largest published size first, or
    /// the newest; empty for the first.
    Sort = one_of(["", "size", "newest"]);
    /// A day, UTC.
    Day = string().format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)));
    /// Part of a whole, such as 1/5.
    Share = string().pattern(Some(SHARE));
    /// Part of a whole, such as 1/5; may be empty.
    ShareOrEmpty = string().pattern(Some(format!("^$|{SHARE}")));
    /// Twelve words that open an account.
    Phrase = string().pattern(Some(r"^\s*\p{L}+(?:\s+\p{L}+){11}\s*$"));
    /// A lever.
    Lever = one_of(lever::Lever::ALL.iter().map(|l| l.key()));
    /// Where a campaign stands.
    CampaignState = one_of(State::ALL.iter().map(|s| s.key()));
    /// How far a claim is settled.
    ClaimStatus = one_of(Status::ALL.iter().map(|s| s.key()));
    /// What is known of a person.
    Tier = one_of(pledge::Tier::ALL.iter().map(|t| t.key()));
    /// The lowest evidence that counts.
    Counting = one_of(pledge::Tier::ALL.iter().skip(1).map(|t| t.key()));
    /// To whom people are shown.
    Audience = one_of(pledge::Audience::ALL.iter().map(|a| a.key()));
    /// Where a pledge stands.
    Stand = one_of(pledge::Stand::ALL.iter().map(|s| s.key()));
    /// How many counted others must take part: nobody, or a published size.
    Others = number().enum_values(Some([0].into_iter().chain(GRID)));
    /// What a member is in a coalition.
    Role = one_of(role::Role::ALL.iter().map(|r| r.key()));
    /// What people come in by.
    WhoMayJoin = one_of(Joining::ALL.iter().map(|j| j.key()));
    /// A method of voting.
    Method = one_of(methods().iter().map(|m| m.info().name));
    /// A method of voting; empty for the charter's.
    MethodOrEmpty = one_of([""].into_iter().chain(methods().iter().map(|m| m.info().name)));
    /// Whether a winner needs the share, or more than it.
    Majority = one_of(["more-than", "at-least"]);
    /// Whom a majority is a share of.
    Base = one_of(["voters", "present", "electorate"]);
    /// How money is split; empty while that is not decided.
    DividendRule = one_of([""].into_iter().chain(Dividend::ALL.iter().map(|d| d.key())));
    /// What a proposal is about.
    ProposalKind = one_of(plan::Kind::ALL.map(plan::Kind::key));
    /// What can be reported and replied to.
    PostKind = one_of(["coalition", "campaign", "claim", "proposal"]);
    /// What a steward rules about a post.
    Ruling = one_of(["hide", "keep"]);
    /// How far people have come with a step, as it was published.
    Progress = one_of(kit::Progress::ALL.iter().map(|p| p.key()));
    /// A language of the service.
    PageLanguage = one_of(Lang::ALL.map(Lang::code));
    /// What a token may do.
    Scope = one_of(SCOPES);
    /// For how many days a token holds.
    TokenDays = number().enum_values(Some(TOKEN_DAYS));
    /// For how many days an invitation holds.
    InvitationDays = number().enum_values(Some(DAYS));
}

/// A share: so many parts of so many.
const SHARE: &str = "^[0-9]{1,9}/[1-9][0-9]{0,8}$";
/// The name of a host, with a dot.
const HOST: &str = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])";
/// The characters of a link after its host.
const PAGE: &str = r"!#$%&'()*+,./0-9:;=?@A-Z\[\]_a-z~-";

fn string() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn number() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::Integer)
}

fn one_of<T: Into<Value>>(values: impl IntoIterator<Item = T>) -> ObjectBuilder {
    string().enum_values(Some(values))
}

fn link_to() -> ObjectBuilder {
    string()
        .format(Some(SchemaFormat::Custom("uri".to_owned())))
        .pattern(Some(format!("^https://{HOST}(?:[/?#][{PAGE}]*)?$")))
        .max_length(Some(link::LONGEST))
}

/// What a text of a form looks like as it is kept: the expression (ECMA-262,
/// with the flag u) between its ends.
fn looks(form: Form) -> &'static str {
    match form {
        Form::Line => {
            r"[\p{L}\p{N}\p{P}\p{S}](?:[\p{L}\p{M}\p{N}\p{P}\p{S} ]*[\p{L}\p{M}\p{N}\p{P}\p{S}])?"
        }
        Form::Lines => {
            r"[\p{L}\p{N}\p{P}\p{S}](?:[\p{L}\p{M}\p{N}\p{P}\p{S} \n]*[\p{L}\p{M}\p{N}\p{P}\p{S}])?"
        }
        Form::Handle => r"[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}])?",
        Form::Tag => "[A-Za-z0-9](?:[A-Za-z0-9 -]*[A-Za-z0-9])?",
    }
}

/// A text of this kind.
pub fn text(kind: &Kind) -> ObjectBuilder {
    string()
        .pattern(Some(format!("^{}$", looks(kind.form))))
        .min_length(Some(kind.min))
        .max_length(Some(kind.max))
}

/// A text of this kind, which may be left empty.
pub fn or_empty(kind: &Kind) -> ObjectBuilder {
    string()
        .pattern(Some(format!("^(?:{})?$", looks(kind.form))))
        .max_length(Some(kind.max))
}

/// The limits of an interval of 95 %, or nothing.
pub fn interval() -> Schema {
    let limit = number()
        .schema_type(Type::Number)
        .minimum(Some(-10))
        .maximum(Some(10));
    let limits = ArrayBuilder::new()
        .items(limit)
        .min_items(Some(2))
        .max_items(Some(2));
    OneOfBuilder::new()
        .item(ObjectBuilder::new().schema_type(Type::Null))
        .item(limits)
        .build()
        .into()
}

/// The steps of a kit.
pub fn steps() -> Schema {
    let said = || text(&Kind::new("step", 1, 600, Form::Lines));
    let parts = ArrayBuilder::new()
        .items(text(&LINE))
        .min_items(Some(1))
        .max_items(Some(kit::DEEPEST));
    let step = ObjectBuilder::new()
        .property(
            "id",
            text(&TAG).description(Some("Stays the same over versions.")),
        )
        .property(
            "text",
            by_language(said()).description(Some("What to do, in every language of the kit.")),
        )
        .property(
            "link",
            link_to().description(Some(
                "A page of the system, at one of the campaign's hosts.",
            )),
        )
        .property(
            "setting",
            by_language(parts).description(Some(
                "Where a setting is: the names to choose, one after the other.",
            )),
        )
        .property(
            "proof",
            one_of(["words", "reference", "picture"])
                .description(Some("What may be attached once it is done.")),
        )
        .required("id")
        .required("text")
        .additional_properties(Some(AdditionalProperties::FreeForm(false)));
    ArrayBuilder::new()
        .items(step)
        .min_items(Some(1))
        .max_items(Some(kit::MOST_STEPS))
        .build()
        .into()
}

fn by_language(what: impl Into<RefOr<Schema>>) -> ObjectBuilder {
    ObjectBuilder::new()
        .property_names(Some(string().pattern(Some("^[a-z]{2,3}$"))))
        .additional_properties(Some(what.into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn shown<T: PartialSchema>() -> Value {
        serde_json::to_value(T::schema()).unwrap()
    }

    #[test]
    fn texts_are_described_with_the_limits_that_they_are_checked_by() {
        let name = shown::<Name>();
        assert_eq!(
            (&name["minLength"], &name["maxLength"]),
            (&json!(3), &json!(80))
        );
        let place = shown::<LineOrEmpty>();
        assert_eq!(
            (&place["minLength"], &place["maxLength"]),
            (&Value::Null, &json!(200))
        );
        // A line has no breaks, and lines have.
        let breaks = |schema: &Value| schema["pattern"].as_str().unwrap().contains(r"\n");
        assert!(!breaks(&name) && breaks(&shown::<Paragraph>()));
        assert_eq!(
            shown::<Tag>()["description"],
            "A short name in addresses and filters."
        );
    }

    #[test]
    fn choices_are_those_that_are_taken() {
        let counting = json!(["email", "invitation", "vouched", "verified"]);
        assert_eq!(shown::<Counting>()["enum"], counting);
        let others = shown::<Others>();
        assert_eq!(
            others["enum"].as_array().unwrap()[..3],
            [json!(0), json!(10), json!(20)]
        );
        assert_eq!(others["type"], "integer");
        assert_eq!(shown::<PageLanguage>()["enum"], json!(["en", "es"]));
        assert_eq!(
            shown::<Majority>()["enum"],
            json!(["more-than", "at-least"])
        );
    }
}
