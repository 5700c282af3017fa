//! The dialogue of a worker, with pictures whose truth is known.

use super::{
    ANA, BO, FAR, OURS, cards, code, fetch, join, pictures, post, send, stands, text, with_twilio,
};
use super::{TOKEN, form, sign};
use axum::http::Method;
use capstan_data::pay::Field;
use capstan_donation::generator::Made;
use capstan_proof::Signed;
use capstan_server::messages::work::drain;
use capstan_store::Keys;
use capstan_store::sqlx::{self, Row};

fn sum(made: &[&Made], field: Field) -> f64 {
    let cards = made.iter().flat_map(|made| &made.truth);
    cards
        .map(|card| card.get(&field).copied().unwrap_or(0) as f64 / 100.0)
        .sum()
}

#[tokio::test]
async fn a_worker_joins_shares_asks_and_leaves() {
    for (service, far) in with_twilio().await {
        // Nothing is read or kept before they agree.
        let one = cards(1, 2);
        let url = far.has("early", "image/png", one.file.clone());
        let early = send(&service, "MM-early", ANA, "hi", &[(&url, "image/png")]).await;
        assert!(early.contains("This is Riders"), "{early}");
        assert!(early.contains("neither read nor kept"), "{early}");
        assert!(
            early.contains("Read what I send and keep it locked"),
            "{early}"
        );
        drain(&service.app).await.expect("done");
        assert!(far.heard(&Method::GET).is_empty());
        assert_eq!(
            far.heard(&Method::DELETE).len(),
            1,
            "it is deleted all the same"
        );
        for (word, next) in [
            ("Yes", "figures of the group"),
            ("yes!", "Keep my picture too"),
            ("no", "You are in, as member-"),
        ] {
            let said = text(&service, ANA, word).await;
            assert!(said.contains(next), "{said}");
        }

        // From the first picture on there are figures.
        let said = pictures(&service, &far, "MM1", ANA, vec![one.file.clone()]).await;
        let total = format!("2 new jobs: {:.2} USD", sum(&[&one], Field::Total));
        assert!(said.contains(&total), "{said} {total}");
        assert!(said.contains("You have shared 2 jobs"), "{said}");
        assert!(far.signed_in().contains(&"Basic QUMxOjEyMzQ1".to_owned()));
        assert!(
            far.heard(&Method::DELETE)
                .iter()
                .any(|(path, _)| path.ends_with("MM1-0"))
        );
        let pay = text(&service, ANA, "pay").await;
        let mean = format!("{:.2} USD", sum(&[&one], Field::Base) / 2.0);
        assert!(
            pay.contains("2 jobs paid") && pay.contains(&mean),
            "{pay} {mean}"
        );
        let tips = text(&service, ANA, "TIPS").await;
        let mean = format!("{:.2} USD", sum(&[&one], Field::Tip) / 2.0);
        assert!(tips.contains(&mean), "{tips} {mean}");

        // The same jobs in another message are no new ones.
        let again = pictures(&service, &far, "MM2", ANA, vec![one.file.clone()]).await;
        assert!(again.contains("2 jobs were here before"), "{again}");
        // Three pictures in one message, and one with nothing on it.
        let more = [cards(2, 3), cards(3, 3), cards(4, 2)];
        let files = more.iter().map(|made| made.file.clone()).collect();
        let said = pictures(&service, &far, "MM3", ANA, files).await;
        assert!(
            said.contains("8 new jobs") && said.contains("shared 10 jobs"),
            "{said}"
        );
        let all = [&one, &more[0], &more[1], &more[2]];
        let pay = text(&service, ANA, "pago").await;
        let mean = format!("{:.2} USD", sum(&all, Field::Base) / 10.0);
        assert!(
            pay.contains("10 jobs paid") && pay.contains(&mean),
            "{pay} {mean}"
        );

        // The group is not shown while there are few.
        let group = text(&service, ANA, "group").await;
        assert!(
            group.contains("Nothing can be shown of the group yet"),
            "{group}"
        );
        let spanish = text(&service, ANA, "idioma").await;
        assert!(spanish.contains("Desde ahora"), "{spanish}");
        let pay = text(&service, ANA, "pago").await;
        assert!(pay.contains("10 trabajos"), "{pay}");
        text(&service, ANA, "lang en").await;

        // A file is behind a link, once.
        let export = text(&service, ANA, "export").await;
        let link = code(&export);
        let csv = fetch(&service, &link).await;
        csv.is(200);
        assert_eq!(csv.body.trim().lines().count(), 11, "{}", csv.body);
        fetch(&service, &link).await.is(404);
        let receipt = text(&service, ANA, "receipt").await;
        assert!(
            fetch(&service, &code(&receipt))
                .await
                .body
                .contains("donat")
        );
        let late = text(&service, ANA, "export").await;
        service.app.clock.forward(61 * 60 * 1_000_000);
        fetch(&service, &code(&late)).await.is(404);

        // Everything goes, and says so under a signature.
        let sure = text(&service, ANA, "delete").await;
        assert!(sure.contains("Send DELETE again"), "{sure}");
        let gone = text(&service, ANA, "delete").await;
        assert!(gone.contains("donations were withdrawn"), "{gone}");
        let proof = fetch(&service, &code(&gone)).await.body;
        let lines: Vec<&str> = proof.lines().collect();
        let (left, receipts) = lines.split_last().expect("statements");
        let left: Signed = left.parse().expect("signed");
        assert_eq!(left.verify(None).map(|s| s.kind.as_str()), Ok("left"));
        assert!(receipts.len() >= 4, "{proof}");
        assert!(
            receipts.iter().all(|one| one.contains("withdrawn")),
            "{proof}"
        );
        let anew = text(&service, ANA, "pay").await;
        assert!(anew.contains("This is Riders"), "{anew}");
    }
}

#[tokio::test]
async fn a_message_that_comes_again_changes_nothing() {
    for (service, far) in with_twilio().await {
        join(&service, ANA).await;
        let made = cards(5, 1);
        let first = pictures(&service, &far, "MM1", ANA, vec![made.file.clone()]).await;
        assert!(first.contains("1 new job"), "{first}");
        let url = far.has("MM1-0", "image/png", made.file);
        let form = form("MM1", ANA, "", &[(&url, "image/png")]);
        let tag = sign(TOKEN, "https://capstan.example.org/hooks/twilio", &form);
        for _ in 0..3 {
            let again = post(&service, &form, &tag).await;
            again.is(200);
            assert!(
                again.body.ends_with("<Response></Response>"),
                "{}",
                again.body
            );
            drain(&service.app).await.expect("nothing to do");
        }
        assert!(far.said().is_empty());
        // Two times the same word under one id is asked once.
        for expected in ["Send DELETE again", "<Response></Response>"] {
            let said = send(&service, "SM-delete", ANA, "delete", &[]).await;
            assert!(said.contains(expected), "{said}");
        }
        let pay = text(&service, ANA, "pay").await;
        assert!(pay.contains("Your 1 job paid"), "{pay}");
    }
}

#[tokio::test]
async fn what_is_doubtful_is_asked_and_never_changed() {
    for (service, far) in with_twilio().await {
        join(&service, ANA).await;
        // A table says what no picture would: parts that do not add up.
        let table =
            "platform,start,base,tip,total,currency\nshipt,2020-08-24,10.21,6.48,16.99,USD\n";
        let url = far.has("MM1-0", "text/csv", table.into());
        send(&service, "MM1", ANA, "", &[(&url, "text/csv")]).await;
        drain(&service.app).await.expect("answered");
        let said = far.said().join("\n");
        assert!(
            said.contains("Was the total 16.99? Reply YES, or the amount."),
            "{said}"
        );
        let pay = text(&service, ANA, "pay").await;
        assert!(
            pay.contains("not shared a job yet"),
            "nothing is kept yet: {pay}"
        );
        let no = text(&service, ANA, "no").await;
        assert!(no.contains("Was the total 16.99?"), "{no}");
        let kept = text(&service, ANA, "it was $16.69").await;
        assert!(kept.contains("1 new job: 16.69 USD"), "{kept}");

        // Whoever says nothing for a day keeps nothing.
        let other = table.replace("08-24", "08-25");
        let url = far.has("MM2-0", "text/csv", other.into());
        send(&service, "MM2", ANA, "", &[(&url, "text/csv")]).await;
        drain(&service.app).await.expect("answered");
        service.app.clock.forward(25 * 60 * 60 * 1_000_000);
        capstan_server::tick::due(&service.app).await.expect("done");
        let late = text(&service, ANA, "yes").await;
        assert!(late.contains("waited for a day and is gone"), "{late}");
    }
}

#[tokio::test]
async fn what_comes_again_is_known_even_without_a_day_or_while_it_is_asked() {
    for (service, far) in with_twilio().await {
        join(&service, ANA).await;
        let share = async |id: &str, table: &str| {
            let url = far.has(id, "text/csv", table.into());
            send(&service, id, ANA, "", &[(&url, "text/csv")]).await;
            drain(&service.app).await.expect("answered");
            far.said().join("\n")
        };
        let undated = "platform,base,tip,total,currency\nshipt,10.21,6.48,16.69,USD\n";
        let said = share("MM1", undated).await;
        assert!(said.contains("1 new job"), "{said}");
        assert!(!said.contains("no year"), "{said}");
        let said = share("MM2", undated).await;
        assert!(said.contains("1 job is like one that was here"), "{said}");
        assert!(said.contains("If it is another job, send"), "{said}");

        let doubtful =
            "platform,start,base,tip,total,currency\nshipt,2020-08-24,1.00,2.00,4.00,USD\n";
        for id in ["MM3", "MM4"] {
            let said = share(id, doubtful).await;
            assert!(said.contains("Was the total 4.00?"), "{said}");
        }
        for (word, next) in [("yes", "Was the tip 2.00?"), ("3", "1 new job: 4.00")] {
            let said = text(&service, ANA, word).await;
            assert!(said.contains(next), "{said}");
            let known = said.contains("1 job is like one that was here");
            assert_eq!(known, word == "3", "{said}");
        }
        let pay = text(&service, ANA, "pay").await;
        assert!(pay.contains("Your 2 jobs"), "{pay}");
    }
}

/// A day alone and then two times of it, and the other way about. Two jobs of
/// one day and amount are two where work is paid in batches.
#[tokio::test]
async fn a_day_alone_stands_for_one_job_of_that_day_only() {
    for (service, far) in with_twilio().await {
        join(&service, ANA).await;
        for (number, (start, new, all)) in [
            ("2020-08-24", true, 1),
            ("2020-08-24T09:00", false, 1),
            ("2020-08-24T16:00", true, 2),
            ("2020-08-24", false, 2),
            ("2020-08-24T09:00", false, 2),
            ("2020-08-24T18:00", true, 3),
            ("2020-08-25T09:00", true, 4),
            ("2020-08-25", false, 4),
            ("2020-08-25T16:00", true, 5),
        ]
        .into_iter()
        .enumerate()
        {
            let id = format!("MM{number}");
            let table = format!(
                "platform,start,base,tip,total,currency\nshipt,{start},10.00,2.00,12.00,USD\n"
            );
            let url = far.has(&id, "text/csv", table.into());
            send(&service, &id, ANA, "", &[(&url, "text/csv")]).await;
            drain(&service.app).await.expect("answered");
            let said = far.said().join("\n");
            // One that says no time may be another than the one that was here.
            let how = match (new, start.len()) {
                (true, _) => "1 new job",
                (_, 10) => "1 job is like one that was here",
                _ => "1 job was here before",
            };
            assert!(said.contains(how), "{start}: {said}");
            assert_eq!(said.contains("1 new job"), new, "{start}: {said}");
            let pay = text(&service, ANA, "pay").await;
            assert!(pay.contains(&format!("Your {all} job")), "{start}: {pay}");
        }
        // Two lines of one file are two jobs.
        let twice = "platform,start,base,tip,total,currency\n\
            shipt,2020-08-26,10.00,2.00,12.00,USD\nshipt,2020-08-26,10.00,2.00,12.00,USD\n";
        let url = far.has("MM-twice", "text/csv", twice.into());
        send(&service, "MM-twice", ANA, "", &[(&url, "text/csv")]).await;
        drain(&service.app).await.expect("answered");
        let said = far.said().join("\n");
        assert!(
            said.contains("2 new jobs") && said.contains("shared 7 jobs"),
            "{said}"
        );
    }
}

/// Neither the database nor a backup opens a file that a link leads to, not even
/// with the secret.
#[tokio::test]
async fn only_a_link_opens_what_is_behind_it() {
    for (service, far) in with_twilio().await {
        join(&service, ANA).await;
        let said = pictures(&service, &far, "MM1", ANA, vec![cards(5, 1).file]).await;
        // What the picture does not show is told.
        assert!(said.contains("1 job shows no year"), "{said}");
        let link = code(&text(&service, ANA, "export").await);
        let mut conn = service.app.store.read().await.expect("a connection");
        let row = sqlx::query("SELECT file, body FROM text_files")
            .fetch_one(&mut *conn)
            .await
            .expect("a file");
        drop(conn);
        let (file, body): (String, String) = (row.get(0), row.get(1));
        let keys = &service.app.store.keys;
        let open = |keys: &Keys| keys.open_sealed("text messages", &file, &body);
        assert!(open(&keys.behind(&link)).is_some_and(|text| text.contains("total")));
        assert_eq!((open(keys), open(&keys.behind(&file))), (None, None));
        assert_eq!(keys.open_sealed("text messages", &link, &body), None);
        assert!(!stands(&service, &link).await, "the code stands nowhere");
        assert!(fetch(&service, &link).await.body.contains("shipt"));
    }
}

#[tokio::test]
async fn a_day_without_its_year_is_asked_once_and_known_again() {
    for (service, far) in with_twilio().await {
        join(&service, ANA).await;
        let [one, other] = FAR.map(|(number, count)| cards(number, count));
        let urls = [
            far.has("MM1-0", "image/png", one.file.clone()),
            far.has("MM1-1", "image/png", other.file),
        ];
        let media = urls.each_ref().map(|url| (url.as_str(), "image/png"));
        send(&service, "MM1", ANA, "", &media).await;
        drain(&service.app).await.expect("answered");
        let asked = far.said().join("\n");
        let total = one.truth[0][&Field::Total] as f64 / 100.0;
        assert!(
            asked.contains(&format!("Was the job of {total:.2} on "))
                && asked.contains("1 other job")
                && asked.contains("3 jobs need an answer"),
            "{asked}"
        );
        let pay = text(&service, ANA, "pay").await;
        assert!(pay.contains("not shared a job yet"), "{pay}");
        let wrong = text(&service, ANA, "it was 31 February").await;
        assert!(
            wrong.contains("This is no day") && wrong.contains("Was the job of"),
            "{wrong}"
        );
        // One answer is enough for both pictures.
        let (_, rest) = asked.split_once(" on ").expect("a day");
        let (day, _) = rest.split_once('?').expect("a question");
        let year = day.rsplit(' ').next().and_then(|year| year.parse().ok());
        let year: i32 = year.expect("a year");
        let earlier = day.replace(&year.to_string(), &(year - 2).to_string());
        let said = text(&service, ANA, &earlier).await;
        assert!(
            said.contains("3 new jobs") && !said.contains("Was the job"),
            "{said}"
        );
        let csv = fetch(&service, &code(&text(&service, ANA, "export").await)).await;
        assert!(csv.body.contains(&format!("{}-", year - 2)), "{}", csv.body);
        assert!(!csv.body.contains(&format!("{year}-")), "{}", csv.body);
        // The same picture is known, and nothing is asked again.
        let again = pictures(&service, &far, "MM2", ANA, vec![one.file]).await;
        assert!(
            again.contains("2 jobs are like ones that were here") && !again.contains("Was the job"),
            "{again}"
        );
    }
}

#[tokio::test]
async fn no_number_and_no_text_stands_anywhere() {
    for (service, far) in with_twilio().await {
        join(&service, ANA).await;
        text(&service, BO, "canary in a message").await;
        let made = cards(6, 1);
        pictures(&service, &far, "MM1", ANA, vec![made.file.clone()]).await;
        // One that waits, too.
        let url = far.has("MM2-0", "image/png", made.file);
        send(
            &service,
            "MM2",
            ANA,
            "canary in a caption",
            &[(&url, "image/png")],
        )
        .await;
        for text in [
            &ANA[1..],
            &BO[1..],
            &OURS[1..],
            "canary in",
            "94107-canary",
            "QUMxOjEyMzQ1",
            "early",
        ] {
            assert!(!stands(&service, text).await, "{text}");
        }
        // What is looked for would be found.
        assert!(stands(&service, "riders").await);
    }
}

#[tokio::test]
async fn whoever_never_agreed_is_forgotten_and_whoever_stopped_hears_nothing() {
    for (service, far) in with_twilio().await {
        text(&service, BO, "hello").await;
        service.app.clock.forward(3 * 24 * 60 * 60 * 1_000_000);
        capstan_server::tick::due(&service.app).await.expect("done");
        let anew = text(&service, BO, "yes").await;
        assert!(anew.contains("This is Riders"), "{anew}");

        join(&service, ANA).await;
        let stopped = text(&service, ANA, "STOP").await;
        assert!(stopped.contains("no more messages"), "{stopped}");
        let url = far.has("MM1-0", "image/png", cards(7, 1).file);
        send(&service, "MM1", ANA, "hello?", &[(&url, "image/png")]).await;
        drain(&service.app).await.expect("done");
        assert!(far.said().is_empty() && far.heard(&Method::GET).is_empty());
        let back = text(&service, ANA, "start").await;
        assert!(back.contains("messages again"), "{back}");
    }
}
