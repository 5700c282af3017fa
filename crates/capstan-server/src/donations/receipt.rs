//! The receipt of a donation: made of its row alone, so that it is the same
//! whenever it is asked for.
//!
//! It names the hash of the content and not of what is stored, which is locked:
//! the donor has the content and can see that it is theirs, and the hash stays
//! true however it is locked. A random number in the content keeps others from
//! guessing amounts until the hash fits.

use crate::app::App;
use crate::coalitions::acts::leave::key;
use crate::problem::Problem;
use crate::receipts::acts::complete;
use axum::http::StatusCode;
use capstan_donation::receipt::{self, Donated};
use capstan_proof::Digest;
use capstan_store::Conn;
use capstan_store::donations::Donation;
use serde::Serialize;
use utoipa::ToSchema;

/// A receipt with what is known beside it, as `capstan verify` reads it: the
/// signed statement that it was donated; once its day is closed, the proof that
/// leads to the root that was published; and the signed statement that it was
/// withdrawn, if it was.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(as = DonationReceipt, value_type = Object)]
pub struct Receipt(pub receipt::Receipt);

impl Receipt {
    /// As a file.
    ///
    /// # Errors
    /// Never, with receipts as they are.
    pub fn text(&self) -> Result<String, Problem> {
        serde_json::to_string(&self.0).map_err(|_| ours())
    }
}

/// The bare receipt of a donation that is kept.
///
/// # Errors
/// If its row is damaged.
pub fn bare(app: &App, slug: &str, donation: &Donation) -> Result<receipt::Receipt, Problem> {
    let digest = |text: &str| text.parse::<Digest>().map_err(|_| ours());
    let donated = Donated {
        coalition: slug.to_owned(),
        donation: digest(&donation.hash)?,
        consent: digest(&donation.consent)?,
        at: donation.made,
    };
    Ok(donated.receipt(&key(&app.store.keys)))
}

/// The receipt of a donation with all that is known beside it.
///
/// # Errors
/// If its row is damaged or the store fails.
pub async fn of(
    app: &App,
    conn: &mut Conn,
    slug: &str,
    donation: &Donation,
) -> Result<Receipt, Problem> {
    complete(app, conn, bare(app, slug, donation)?).await
}

/// The row does not say what we wrote, and nothing of it is told.
fn ours() -> Problem {
    tracing::error!("the row of a donation is damaged");
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "ours")
}
