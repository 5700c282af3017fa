//! Campaigns and their claims as posts that can be reported, hidden and
//! replied to.

use super::draft::date;
use crate::api::kinds;
use crate::moderation;
use crate::moderation::acts::Said;
use crate::moderation::post::Post;
use crate::problem::Problem;
use capstan_coalition::campaign::{Claim, Status};
use capstan_store::campaigns::{self, Campaign};
use capstan_store::{Conn, coalitions};
use serde::Serialize;
use utoipa::ToSchema;

/// A claim as it is shown.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = CampaignClaim)]
pub struct Shown {
    /// Its id as a post.
    pub id: String,
    /// Its number in the campaign, from 1.
    pub number: usize,
    /// What is claimed; empty while stewards have hidden it.
    pub text: String,
    /// Why it is hidden, if it is.
    pub hidden: Option<String>,
    /// How far it is settled.
    #[schema(value_type = kinds::ClaimStatus)]
    pub status: Status,
    /// Where it can be read; empty while the claim is hidden.
    pub source: String,
    /// The date of the source.
    #[schema(example = "2025-03-01", format = Date)]
    pub dated: String,
    /// What those who are named in it reply.
    pub replies: Vec<Said>,
}

/// The id of a claim as a post: it stays as long as what it says does.
fn claim_id(campaign: &str, claim: &Claim) -> String {
    let hash = blake3::hash(format!("{}\n{}", claim.source, claim.text).as_bytes());
    format!("{campaign}-{}", &hash.to_hex()[..16])
}

/// The claims of a campaign.
///
/// # Errors
/// If the store fails.
pub async fn claims(conn: &mut Conn, campaign: &Campaign) -> Result<Vec<Shown>, Problem> {
    let mut shown = Vec::new();
    for (number, claim) in (1..).zip(&campaign.brief.claims) {
        let id = claim_id(&campaign.id, claim);
        let hidden = moderation::hidden(conn, "claim", &id).await?;
        let replies = moderation::replies(conn, "claim", &id).await?;
        let unless_hidden = |text: &String| match hidden {
            Some(_) => String::new(),
            None => text.clone(),
        };
        shown.push(Shown {
            number,
            text: unless_hidden(&claim.text),
            source: unless_hidden(&claim.source),
            status: claim.status,
            dated: date(claim.dated),
            replies: replies.into_iter().map(Said::from).collect(),
            hidden,
            id,
        });
    }
    Ok(shown)
}

/// The post of a campaign or of one of its claims.
///
/// # Errors
/// If there is none that everyone may see, or the store fails.
pub async fn post(conn: &mut Conn, kind: &str, id: &str) -> Result<Post, Problem> {
    let campaign_id = match kind {
        "claim" => id.split_once('-').map_or(id, |(campaign, _)| campaign),
        _ => id,
    };
    let found = campaigns::find(conn, campaign_id).await?;
    let found = found.filter(|campaign| campaign.state.public());
    let campaign = found.ok_or_else(Problem::missing)?;
    let mut claims = campaign.brief.claims.iter();
    if kind == "claim" && !claims.any(|claim| claim_id(campaign_id, claim) == id) {
        return Err(Problem::missing());
    }
    let coalition = coalitions::by_id(conn, &campaign.coalition).await?;
    Ok(Post {
        slug: coalition.ok_or_else(Problem::missing)?.slug,
        authors: campaigns::authors(conn, campaign_id).await?,
        title: campaign.brief.title,
        path: format!("/campaigns/{campaign_id}"),
        coalition: campaign.coalition,
    })
}
