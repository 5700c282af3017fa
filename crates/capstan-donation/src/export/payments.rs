//! Payments: the parts that were paid at one moment are one job.

use super::files::{Sheet, plain};
use crate::error::DonationError;
use crate::reader::Reader;
use capstan_data::Currency;
use capstan_data::pay::{PayEvent, When};
use std::collections::BTreeMap;

/// The jobs that payments were for, as far as payments tell: an amount whose
/// kind is not known counts in the total alone.
pub(super) fn read(sheet: &Sheet, reader: &Reader) -> Result<Vec<PayEvent>, DonationError> {
    sheet.needs(&["amount", "paid"])?;
    let mut jobs: BTreeMap<(When, Option<String>, Currency), PayEvent> = BTreeMap::new();
    for row in sheet.rows() {
        let (Some(paid), Some(currency)) =
            (row.when("paid")?, row.currency(reader.mapping.currency)?)
        else {
            continue;
        };
        let Some(amount) = row.amount("amount", currency)? else {
            continue;
        };
        let place = row.text("place").map(str::to_owned);
        let job = jobs
            .entry((paid, place.clone(), currency))
            .or_insert_with(|| PayEvent {
                end: Some(paid),
                place,
                currency: Some(currency),
                ..PayEvent::default()
            });
        let kind = ["category", "classification"].map(|key| plain(row.text(key).unwrap_or("")));
        let part = match part(sheet, &kind.join(" ")) {
            Some("tip") => Some(&mut job.tip),
            Some("promotion") => Some(&mut job.promotion),
            Some("base") => Some(&mut job.base),
            _ => None,
        };
        if let Some(part) = part {
            *part = Some(part.unwrap_or(0).saturating_add(amount));
        }
        job.total = Some(job.total.unwrap_or(0).saturating_add(amount));
    }
    Ok(jobs.into_values().collect())
}

/// The part of pay whose words stand in `kind`: tips and promotions first,
/// since "trip tip" is a tip.
fn part<'a>(sheet: &'a Sheet, kind: &str) -> Option<&'a str> {
    let kinds = &sheet.names().kinds;
    let word = |w: &String| {
        kind.split(' ')
            .any(|k| k == w || k.strip_suffix('s') == Some(w))
    };
    ["tip", "promotion", "base"]
        .into_iter()
        .find(|part| kinds.get(*part).is_some_and(|words| words.iter().any(word)))
}
