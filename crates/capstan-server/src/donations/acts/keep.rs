//! Keeping what a donor wants of what came, and the receipt for it.

use super::donor::{Donor, vault};
use super::see::{content, own};
use crate::app::App;
use crate::donations::body::{Content, Marks};
use crate::donations::consent;
use crate::donations::receipt::{self, Receipt};
use crate::problem::Problem;
use axum::http::StatusCode;
use capstan_data::pay::Field;
use capstan_donation::Card;
use capstan_donation::receipt::leaf;
use capstan_store::donations::{self, Keep};
use capstan_store::{Conn, receipts};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a donor wants done with the jobs of a donation.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
#[schema(as = DonationKeep, example = json!({
    "keep": [0],
    "corrections": [{"job": 0, "field": "tip", "value": "18.41"}],
}))]
pub struct Wish {
    /// The jobs that are kept, by their place, from 0. The others are removed.
    #[schema(example = json!([0]))]
    pub keep: Vec<usize>,
    /// What the donor says of a field in place of what was read.
    pub corrections: Vec<Correction>,
}

/// What a donor says of a field.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schema(as = DonationCorrection)]
pub struct Correction {
    /// The job, by its place, from 0.
    #[schema(example = 0)]
    pub job: usize,
    /// The field, as in a file of events.
    #[schema(example = "tip")]
    pub field: String,
    /// The value: an amount such as 18.41, a time, or a name. Empty to leave
    /// the field out.
    #[schema(example = "18.41")]
    pub value: String,
}

/// A donation that is kept once the transaction is committed. Whoever kept it
/// gets the receipt with [`Kept::receipt`] then.
#[derive(Clone, Debug)]
#[must_use]
pub struct Kept {
    id: String,
    body: Vec<u8>,
}

/// Keeps what a donor wants of what came. To be called in a transaction that
/// writes.
///
/// # Errors
/// If it is not theirs or kept already, a correction is none, or nothing is to
/// be kept.
pub async fn keep_of(
    app: &App,
    conn: &mut Conn,
    donor: &Donor,
    id: &str,
    wish: &Wish,
) -> Result<Kept, Problem> {
    let donation = own(conn, donor, id).await?;
    if donation.kept {
        return Err(Problem::conflict("donations-kept"));
    }
    let content = content(app, &donation)?.ok_or_else(Problem::missing)?;
    let cards = wished(content.cards, wish)?;
    let marks: Vec<String> = cards
        .iter()
        .filter_map(|card| Marks::of(&app.store.keys, &donor.member, card))
        .flat_map(Marks::kept)
        .collect();
    let mut whole = Content::new(cards);
    whole.looks = content.looks;
    let body = whole.bytes()?;
    let (_, consent) = consent::given(conn, &donor.member).await?;
    let wanted = Keep {
        body: &body,
        consent: &consent,
        marks: &marks,
        now: app.now(),
    };
    donations::keep(conn, &vault(app), &donation, &wanted).await?;
    let kept = own(conn, donor, id).await?;
    let leaf = leaf(&receipt::bare(app, &donor.slug, &kept)?.receipt);
    receipts::add(conn, &leaf, kept.made).await?;
    Ok(Kept {
        id: donation.id,
        body,
    })
}

impl Kept {
    /// Reads back what was kept and gives the receipt for it. To be called
    /// once the transaction is committed: nobody gets a receipt for what is
    /// not on the disk or cannot be read back.
    ///
    /// # Errors
    /// If it reads back as something else.
    pub async fn receipt(self, app: &App, donor: &Donor) -> Result<Receipt, Problem> {
        let mut conn = app.store.read().await?;
        let kept = own(&mut conn, donor, &self.id).await?;
        if !kept.kept || kept.open(&vault(app))?.as_deref() != Some(&self.body) {
            tracing::error!("a donation reads back as something else");
            return Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "ours"));
        }
        receipt::of(app, &mut conn, &donor.slug, &kept).await
    }
}

/// The receipt of a donation that is kept.
///
/// # Errors
/// If it is not theirs or not kept yet.
pub async fn receipt_of(
    app: &App,
    conn: &mut Conn,
    donor: &Donor,
    id: &str,
) -> Result<Receipt, Problem> {
    let donation = own(conn, donor, id).await?;
    if !donation.kept {
        return Err(Problem::missing());
    }
    receipt::of(app, conn, &donor.slug, &donation).await
}

/// The cards that are wished for, with what their worker says.
pub(crate) fn wished(mut cards: Vec<Card>, wish: &Wish) -> Result<Vec<Card>, Problem> {
    for correction in &wish.corrections {
        let card = cards.get_mut(correction.job);
        let card = card.ok_or(Problem::input("corrections", "donations-no-such-job"))?;
        let field = Field::of_name(&correction.field);
        let field = field.filter(|field| !matches!(field, Field::Worker | Field::Source));
        let field = field.ok_or(Problem::input("corrections", "donations-no-such-field"))?;
        if correction.value.is_empty() {
            card.empty(field);
            continue;
        }
        card.correct(field, &correction.value).map_err(|error| {
            let problem = Problem::input("corrections", "donations-correction");
            problem.with("job", correction.job + 1).with("why", error)
        })?;
    }
    let places = wish.keep.iter().copied();
    if let Some(_none) = places.clone().find(|&at| at >= cards.len()) {
        return Err(Problem::input("keep", "donations-no-such-job"));
    }
    let kept: std::collections::BTreeSet<usize> = places.collect();
    if kept.is_empty() {
        return Err(Problem::input("keep", "donations-nothing-kept"));
    }
    let cards = cards.into_iter().enumerate();
    Ok(cards
        .filter(|(at, _)| kept.contains(at))
        .map(|(_, card)| card)
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstan_data::pay::PayEvent;

    fn cards(n: i64) -> Vec<Card> {
        let event = |total| PayEvent {
            total: Some(total),
            currency: "USD".parse().ok(),
            ..PayEvent::default()
        };
        (0..n).map(|at| Card::of_event("a", &event(at))).collect()
    }

    fn correction(job: usize, field: &str, value: &str) -> Correction {
        Correction {
            job,
            field: field.into(),
            value: value.into(),
        }
    }

    #[test]
    fn only_what_is_wished_for_is_kept_and_corrections_stand_beside_what_was_read() {
        let wish = Wish {
            keep: vec![2, 0, 2],
            corrections: vec![correction(2, "total", "18.41")],
        };
        let kept = wished(cards(3), &wish).expect("kept");
        let totals: Vec<Option<i64>> = kept.iter().map(|c| c.number(Field::Total)).collect();
        assert_eq!(totals, [Some(0), Some(1841)]);
        let read = kept[1].readings[&Field::Total].value.clone();
        assert_eq!(read, Some(capstan_donation::Value::Number(2)));
    }

    #[test]
    fn what_is_none_of_its_jobs_or_fields_is_refused() {
        let refused = |keep: &[usize], corrections: Vec<Correction>| {
            let keep = keep.to_vec();
            let problem = wished(cards(2), &Wish { keep, corrections }).expect_err("refused");
            problem.key
        };
        assert_eq!(refused(&[], vec![]), "donations-nothing-kept");
        assert_eq!(refused(&[2], vec![]), "donations-no-such-job");
        let one = |job, field, value| vec![correction(job, field, value)];
        assert_eq!(
            refused(&[0], one(2, "tip", "1.00")),
            "donations-no-such-job"
        );
        assert_eq!(
            refused(&[0], one(0, "rent", "1.00")),
            "donations-no-such-field"
        );
        assert_eq!(
            refused(&[0], one(0, "worker", "bo")),
            "donations-no-such-field"
        );
        assert_eq!(refused(&[0], one(0, "tip", "much")), "donations-correction");
    }
}
