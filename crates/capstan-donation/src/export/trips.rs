//! Trips, and the periods of what was offered.

use super::files::Sheet;
use crate::error::DonationError;
use crate::reader::Reader;
use capstan_data::pay::{PayEvent, When};

/// Metres in a mile.
const MILE: f64 = 1609.344;

/// The trips that were completed.
pub(super) fn read(sheet: &Sheet, reader: &Reader) -> Result<Vec<PayEvent>, DonationError> {
    sheet.needs(&["request", "dropoff", "status"])?;
    let mut trips = Vec::new();
    for row in sheet.rows() {
        let status = row.text("status").unwrap_or("").to_lowercase();
        if !["complet", "termin"]
            .iter()
            .any(|done| status.contains(done))
        {
            continue;
        }
        let (start, pickup, end) = (
            row.when("request")?,
            row.when("pickup")?,
            row.when("dropoff")?,
        );
        let currency = row.currency(reader.mapping.currency)?;
        trips.push(PayEvent {
            start,
            end,
            en_route: span(start, pickup),
            on_job: span(pickup, end),
            distance: row
                .number("miles")?
                .map(|miles| (miles * MILE).round() as i64),
            // The fare is what the rider's price was made from, not the pay.
            order_total: match currency {
                Some(currency) => row.amount("fare", currency)?,
                None => None,
            },
            currency,
            place: row.text("place").map(str::to_owned),
            ..PayEvent::default()
        });
    }
    Ok(trips)
}

fn span(from: Option<When>, to: Option<When>) -> Option<i64> {
    from?.until(&to?).filter(|seconds| *seconds >= 0)
}

/// Periods, each as one event: its fares, and its minutes by what was done.
pub(super) fn periods(sheet: &Sheet, reader: &Reader) -> Result<Vec<PayEvent>, DonationError> {
    sheet.needs(&["period_start", "online"])?;
    let mut periods = Vec::new();
    for row in sheet.rows() {
        let currency = row.currency(reader.mapping.currency)?;
        let minutes = [
            row.number("online")?,
            row.number("active")?,
            row.number("on_trip")?,
        ];
        let between = |more: Option<f64>, less: Option<f64>| {
            Some(((more? - less?) * 60.0).round() as i64).filter(|s| *s >= 0)
        };
        periods.push(PayEvent {
            start: row.when("period_start")?,
            end: row.when("finish")?,
            waiting: between(minutes[0], minutes[1]),
            en_route: between(minutes[1], minutes[2]),
            on_job: between(minutes[2], Some(0.0)),
            total: match currency {
                Some(currency) => row.amount("fares", currency)?,
                None => None,
            },
            currency,
            ..PayEvent::default()
        });
    }
    Ok(periods)
}
