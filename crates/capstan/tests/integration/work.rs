//! Jobs that are done apart from the service.

use capstan_server::config::Config;
use capstan_server::forecasts::acts;
use capstan_server::who::Who;
use capstan_server::{App, forecasts};
use capstan_store::testing::{self, crowd, schema};
use capstan_store::{Keys, Store, forecasts as stored, id, jobs, members};
use std::path::Path;
use std::process::{Command, Output};

fn work(data: &Path, database: Option<&str>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_capstan"));
    command
        .args(["work", "--until-none", "--data"])
        .arg(data)
        .current_dir(data)
        .env_remove("DATABASE_URL");
    if let Some(database) = database {
        command.env("DATABASE_URL", database);
    }
    command.output().unwrap()
}

/// An organiser of the crowd's coalition.
async fn organiser(store: &Store) -> Who {
    let person = id::blind();
    let mut tx = store.begin().await.unwrap();
    let member = members::Member {
        id: id::blind(),
        role: "organiser".into(),
        tier: "vouched".into(),
        ..testing::member(crowd::COALITION, "ana")
    };
    let tag = members::tag(&store.keys, &person);
    members::add(&mut tx, &member, &tag, "ana").await.unwrap();
    tx.commit().await.unwrap();
    Who::person_of(&person)
}

#[tokio::test]
async fn a_forecast_is_made_by_a_process_apart_from_the_service() {
    let Ok(server) = std::env::var("CAPSTAN_TEST_POSTGRES") else {
        eprintln!("CAPSTAN_TEST_POSTGRES is not set: this test did nothing");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let database = schema(&server).await;
    let keys = Keys::open(&data.join("secret.key")).unwrap();
    let store = Store::open(&database, keys).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let terms = crowd::terms(10, id::now());
    crowd::open(&mut tx, terms).await.unwrap();
    tx.commit().await.unwrap();
    let who = organiser(&store).await;
    let config = Config {
        data: data.to_owned(),
        ..Config::default()
    };
    let app = App::new(store, config);
    let ask: forecasts::ask::Ask = serde_json::from_value(serde_json::json!({
        "data": "sample", "model": "item-mean", "participation": [0.5], "replicates": 1,
    }))
    .unwrap();
    let made = acts::attach(&app, &who, crowd::CAMPAIGN, &ask)
        .await
        .unwrap();

    let done = work(data, Some(&database));
    assert!(done.status.success(), "{done:?}");
    let mut conn = app.store.read().await.unwrap();
    let row = stored::find(&mut conn, &made).await.unwrap().unwrap();
    let job = jobs::find(&mut conn, &row.job).await.unwrap().unwrap();
    assert_eq!(job.state, jobs::State::Done, "{job:?}");
    assert!(row.result.contains("\"points\""), "{}", row.result);
}

#[test]
fn work_apart_needs_the_database_and_the_folder_of_the_service() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |database| {
        let output = work(folder.path(), database);
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    let none = refused(None);
    assert!(none.contains("expected postgres://"), "{none}");
    let elsewhere = refused(Some("postgres://nobody@127.0.0.1:1/none"));
    assert!(elsewhere.contains("found no secret"), "{elsewhere}");
    assert!(!folder.path().join("secret.key").exists());
}
