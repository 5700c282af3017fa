//! Exports that platforms give people who ask for their data: what was paid,
//! trips, when someone was online, and what was offered.
//!
//! The files are found by the ends of their names, their columns by names that
//! stand in `exports/`. What one file says of a job is put beside what another
//! says: a payment belongs to the trip that ended when it was made, and time
//! online before a trip is the waiting for it.

mod files;
mod payments;
mod states;
mod trips;

use crate::archive::Archive;
use crate::card::Card;
use crate::error::DonationError;
use crate::reader::Reader;
use capstan_data::pay::{PayEvent, Record, When};
use files::{Kind, Names, Sheet};
use std::collections::BTreeSet;

/// A payment belongs to a trip that ended within so many seconds of it.
const NEAR: i64 = 10 * 60;

/// The jobs in an export.
pub(crate) fn read(
    reader: &Reader,
    file: &str,
    archive: &mut Archive,
) -> Result<Vec<Card>, DonationError> {
    let names = Names::known(file)?;
    let unpacked = archive.unpack(|name| names.kind(name).is_some())?;
    if unpacked.is_empty() {
        let some: Vec<&str> = archive.names.iter().take(8).map(String::as_str).collect();
        return Err(DonationError::refused(
            file,
            format!("the files {}", some.join(", ")),
            format!("files whose names end in one of {}", names.all().join(", ")),
            "Send the archive as the platform gave it, or a table as CSV.",
        ));
    }
    let (mut paid, mut jobs, mut states, mut periods) = Default::default();
    for (name, bytes) in &unpacked {
        let place = format!("{file}, {name}");
        reader.limits.of_table(&place, bytes)?;
        let sheet = Sheet::parse(&place, bytes, &names)?;
        match names.kind(name) {
            Some(Kind::Payments) => extend(&mut paid, payments::read(&sheet, reader)?),
            Some(Kind::Trips) => extend(&mut jobs, trips::read(&sheet, reader)?),
            Some(Kind::States) => extend(&mut states, states::read(&sheet)?),
            Some(Kind::Periods) => extend(&mut periods, trips::periods(&sheet, reader)?),
            None => {}
        }
    }
    if jobs.is_empty() {
        jobs = states::jobs(&states);
    } else {
        jobs.sort_by_key(|job| job.start);
        states::add_waiting(&mut jobs, &states);
    }
    let mut events = together(jobs, paid);
    if events.is_empty() {
        // Sums of whole periods say less than jobs, but more than nothing.
        events = periods;
    }
    for event in &mut events {
        event.source = Some("export".to_owned());
        event.record = Some(Record::FullLog);
        event.platform.clone_from(&reader.mapping.platform);
    }
    Ok(events
        .iter()
        .map(|event| Card::of_event(file, event))
        .collect())
}

fn extend<T>(all: &mut Vec<T>, more: Vec<T>) {
    all.extend(more);
}

/// Jobs with what was paid for them, and payments that belong to none. A
/// payment is that of the nearest job that has none yet.
fn together(mut jobs: Vec<PayEvent>, paid: Vec<PayEvent>) -> Vec<PayEvent> {
    // Local clocks and those that say how far they are from UTC lie apart.
    let place = |when: When| Some((when.offset.is_some(), when.seconds()?));
    let open = jobs.iter().enumerate().filter(|(_, j)| j.total.is_none());
    let mut open: BTreeSet<Ended> = open
        .filter_map(|(n, job)| Some((job.end.and_then(place)?, n)))
        .collect();
    let mut alone = Vec::new();
    for payment in paid {
        let at = payment.end.and_then(place);
        let Some(found) = at.and_then(|at| nearest(&open, at)) else {
            alone.push(payment);
            continue;
        };
        open.remove(&found);
        let job = &mut jobs[found.1];
        (job.base, job.promotion, job.tip) = (payment.base, payment.promotion, payment.tip);
        job.total = payment.total;
        if job.total.is_none() {
            open.insert(found);
        }
        job.currency = job.currency.or(payment.currency);
        job.place = job.place.take().or(payment.place);
    }
    jobs.append(&mut alone);
    jobs.sort_by_key(|event| event.end.or(event.start));
    jobs
}

/// When a job ended, beside jobs of the same kind of clock, and which it is.
type Ended = ((bool, i64), usize);

/// The one of `open` that is nearest to `at` and near enough; of those as near,
/// the first by number.
fn nearest(open: &BTreeSet<Ended>, at: (bool, i64)) -> Option<Ended> {
    let later = open.range((at, 0)..).next();
    let earlier = open.range(..(at, 0)).next_back();
    // Of several at the same time, the first.
    let earlier = earlier.and_then(|&(same, _)| open.range((same, 0)..).next());
    let far = |found: &Ended| {
        let near = found.0.0 == at.0 && (found.0.1 - at.1).abs() <= NEAR;
        near.then_some(((found.0.1 - at.1).abs(), found.1))
    };
    let near = [earlier, later].into_iter().flatten();
    let near = near.filter_map(|f| Some((far(f)?, *f)));
    near.min().map(|(_, found)| found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::tests::zip;
    use capstan_data::pay::Field;

    const PAYMENTS: &str = "city_name,amount_local,currency_code,classification,category,recognize_timestamp_local\n\
        Lyon,12.50,EUR,transport,fare,2021-03-05 18:22:10\n\
        Lyon,2.00,EUR,transport,tip,2021-03-05 18:22:10\n\
        Lyon,1.50,EUR,incentive,quest,2021-03-05 18:22:10\n\
        Lyon,7.10,EUR,transport,fare,2021-03-05 19:40:00\n";
    const TRIPS: &str = "request_timestamp_local,begintrip_timestamp_local,dropoff_timestamp_local,status,trip_distance_miles,original_fare_local,currency_code\n\
        2021-03-05 17:50:00,2021-03-05 18:00:00,2021-03-05 18:20:00,completed,10,19.00,EUR\n\
        2021-03-05 18:30:00,\\N,\\N,rider_canceled,0,0,EUR\n";
    const STATES: &str = "earner_state,begin_timestamp_local,end_timestamp_local\n\
        open,2021-03-05 17:30:00,2021-03-05 17:52:00\n\
        enroute,2021-03-05 17:50:00,2021-03-05 18:00:00\n\
        ontrip,2021-03-05 18:00:00,2021-03-05 18:20:00\n\
        offline,2021-03-05 18:20:00,2021-03-05 23:00:00\n";

    fn events(files: &[(&str, &str)]) -> Vec<PayEvent> {
        let files: Vec<(&str, &[u8])> = files.iter().map(|(n, t)| (*n, t.as_bytes())).collect();
        let cards = Reader::default()
            .bytes("export.zip", &zip(&files))
            .expect("an export");
        cards.iter().map(Card::event).collect()
    }

    #[test]
    fn what_files_say_of_one_job_comes_together() {
        let all = events(&[
            ("data/19a - Driver Payments.csv", PAYMENTS),
            ("data/23a - Driver Lifetime Trips.csv", TRIPS),
            ("data/7b - Driver Online Offline.csv", STATES),
            ("data/readme.txt", "nothing"),
        ]);
        assert_eq!(all.len(), 2);
        let job = &all[0];
        assert_eq!(
            (job.base, job.tip, job.promotion),
            (Some(1250), Some(200), Some(150))
        );
        assert_eq!((job.total, job.order_total), (Some(1600), Some(1900)));
        assert_eq!(
            (job.waiting, job.en_route, job.on_job),
            (Some(1200), Some(600), Some(1200))
        );
        assert_eq!(
            (job.distance, job.record),
            (Some(16_093), Some(Record::FullLog))
        );
        // The second payment ends no trip that we know: its times are missing.
        assert_eq!(
            (all[1].total, all[1].on_job, all[1].tip),
            (Some(710), None, None)
        );
    }

    #[test]
    fn french_files_say_the_same() {
        let french = PAYMENTS
            .replace(',', ";")
            .replace("12.50", "12,50")
            .replace("city_name", "Nom ville")
            .replace("category", "Catégorie")
            .replace(";tip;", ";pourboire;")
            .replace(";fare;", ";course;");
        let english = events(&[("a/Driver Payments.csv", PAYMENTS)]);
        assert_eq!(
            events(&[("19a - Paiements chauffeur.csv", &french)]),
            english
        );
    }

    #[test]
    fn times_online_alone_are_jobs_without_pay() {
        let all = events(&[("Online Offline.csv", STATES)]);
        assert_eq!(all.len(), 1);
        assert_eq!(
            (all[0].waiting, all[0].en_route, all[0].on_job),
            (Some(1200), Some(600), Some(1200))
        );
        assert_eq!(
            Field::MONEY
                .iter()
                .filter_map(|&f| all[0].amount(f))
                .count(),
            0
        );
    }

    #[test]
    fn offers_alone_are_periods() {
        let text = "start_timestamp_local,end_timestamp_local,minutes_online,minutes_active,minutes_on_trip,trip_fares,currency_code\n\
            2021-03-05 17:00:00,2021-03-05 18:00:00,60,45,30,22.10,EUR\n";
        let all = events(&[("Driver Dispatches Offered and Accepted.csv", text)]);
        assert_eq!((all[0].total, all[0].waiting), (Some(2210), Some(900)));
        assert_eq!((all[0].en_route, all[0].on_job), (Some(900), Some(1800)));
    }

    #[test]
    fn errors_name_the_file_the_line_and_the_field() {
        let wrong = PAYMENTS.replace("7.10", "seven");
        let file = zip(&[("Driver Payments.csv", wrong.as_bytes())]);
        let said = Reader::default()
            .bytes("e.zip", &file)
            .expect_err("seven")
            .to_string();
        assert!(
            said.starts_with(
                "e.zip, Driver Payments.csv, line 5, field amount_local: found \"seven\";"
            ),
            "{said}"
        );
        let short = zip(&[("Driver Payments.csv", b"city_name\nLyon\n")]);
        let said = Reader::default()
            .bytes("e.zip", &short)
            .expect_err("short")
            .to_string();
        assert!(
            said.contains("found the columns city_name; expected a column amount_local"),
            "{said}"
        );
    }
}
