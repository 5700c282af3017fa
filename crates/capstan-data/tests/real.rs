//! Files on disk: folders with side tables, the same data in several forms,
//! and the MovieLens file that the figures of the documentation come from.

use capstan_data::{
    Column, DataError, Dataset, Feedback, Keep, ReadOptions, Scale, describe, read, read_timed,
};
use flate2::{Compression, write::GzEncoder};
use std::io::Write;
use std::path::{Path, PathBuf};

fn whole() -> ReadOptions {
    ReadOptions {
        keep: Keep {
            times: true,
            rows: true,
        },
        ..ReadOptions::default()
    }
}

fn put(dir: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = dir.join(name);
    std::fs::write(&path, bytes).expect("a file of the test");
    path
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut to = GzEncoder::new(Vec::new(), Compression::default());
    to.write_all(bytes).expect("memory");
    to.finish().expect("memory")
}

/// The people for whom `test` holds of a column of numbers.
fn people(data: &Dataset, name: &str, test: impl Fn(f64) -> bool) -> Vec<String> {
    let Some(Column::Number(values)) = data.users.get(name) else {
        panic!("no numbers called {name}");
    };
    let ids = data.ratings.users();
    (0..ids.len() as u32)
        .filter(|&u| test(values[u as usize]))
        .map(|u| ids.name(u).to_owned())
        .collect()
}

#[test]
fn a_folder_of_each_movielens_form_gives_ratings_and_tables() {
    let rows = [
        ("1", "10", "5", "978300760"),
        ("2", "10", "3", "978302109"),
        ("2", "20", "4", "978301968"),
    ];
    let text = |sep: &str| {
        rows.map(|(u, i, r, t)| [u, i, r, t].join(sep) + "\n")
            .concat()
    };
    let dirs: Vec<_> = (0..3)
        .map(|_| tempfile::tempdir().expect("a folder"))
        .collect();
    put(dirs[0].path(), "u.data", text("\t").as_bytes());
    put(
        dirs[0].path(),
        "u.user",
        b"1|24|M|writer|85711\n2|17|F|student|94043\n",
    );
    put(dirs[0].path(), "u.genre", b"unknown|0\nHorror|1\nWar|2\n\n");
    put(
        dirs[0].path(),
        "u.item",
        b"10|\xc0 l'Int\xe9rieur (1995)|01-Jan-1995||u|0|1|0\n20|Troops (1997)|||u|0|0|1\n",
    );
    put(dirs[1].path(), "ratings.dat", text("::").as_bytes());
    put(
        dirs[1].path(),
        "users.dat",
        b"1::M::25::20::85711\n2::F::1::10::94043\n",
    );
    put(
        dirs[1].path(),
        "movies.dat",
        b"10::\xc0 l'Int\xe9rieur (1995)::Horror\n20::Troops (1997)::War\n",
    );
    let header = "userId,movieId,rating,timestamp\n".to_owned();
    put(
        dirs[2].path(),
        "ratings.csv.gz",
        &gzip((header + &text(",")).as_bytes()),
    );
    put(
        dirs[2].path(),
        "users.csv",
        b"userId,gender,age\n1,M,24\n2,F,17\n",
    );
    put(dirs[2].path(), "movies.csv", "movieId,title,genres\n20,Troops (1997),War\n10,\"\u{c0} l'Int\u{e9}rieur (1995)\",Horror\n".as_bytes());
    let read_all: Vec<Dataset> = dirs
        .iter()
        .map(|d| read(d.path(), &whole()).expect("a folder"))
        .collect();
    for data in &read_all {
        assert_eq!(data.ratings, read_all[0].ratings);
        assert_eq!(data.items, read_all[0].items);
        assert_eq!(people(data, "age", |a| a < 20.0), ["2"]);
        let Some(Column::Labels(gender)) = data.users.get("gender") else {
            panic!("no gender");
        };
        assert_eq!(&*gender[1][0], "F");
        let Some(Column::Labels(genre)) = data.items.get("Genre") else {
            panic!("no genre");
        };
        assert_eq!((&*genre[0][0], &*genre[1][0]), ("Horror", "War"));
        assert_eq!(
            data.items.get("year"),
            Some(&Column::Number(vec![1995.0, 1997.0]))
        );
    }
}

#[test]
fn the_same_data_in_any_form_has_the_same_hash() {
    let dir = tempfile::tempdir().expect("a folder");
    let csv =
        "userId,movieId,rating,timestamp\n1,10,5,978300760\n2,10,3.5,978302109\n2,20,4,978301968\n";
    let forms = [
        put(dir.path(), "a.csv", csv.as_bytes()),
        put(dir.path(), "b.csv.gz", &gzip(csv.as_bytes())),
        put(dir.path(), "c", &[gzip(&csv.as_bytes()[..50]), gzip(&csv.as_bytes()[50..])].concat()),
        put(dir.path(), "d.dat", b"2::20::4.0::978301968\n2::10::3.50::978302109\n1::10::5::978300760\n"),
        put(dir.path(), "e.tsv", "\u{feff}rating\ttimestamp\titem\tuser\r\n5\t2000-12-31T22:12:40Z\t10\t1\r\n3.5\t978302109000\t10\t2\r\n4\t978301968\t20\t2\r\n".as_bytes()),
    ];
    let hashes: Vec<String> = forms
        .iter()
        .map(|f| read(f, &whole()).expect("a form").hash())
        .collect();
    for hash in &hashes {
        assert_eq!(hash, &hashes[0]);
    }
    let other = put(dir.path(), "f.csv", csv.replace("3.5", "3").as_bytes());
    assert_ne!(read(&other, &whole()).expect("a form").hash(), hashes[0]);
}

#[test]
fn side_tables_can_be_named_and_their_errors_name_them() {
    let dir = tempfile::tempdir().expect("a folder");
    let clicks = put(dir.path(), "clicks.csv", b"reader,article\nann,x\nben,x\n");
    put(dir.path(), "users.csv", b"id,age\nann,30\n");
    let mut options = ReadOptions {
        user: Some("reader".into()),
        item: Some("article".into()),
        implicit: true,
        ..ReadOptions::default()
    };
    let alone = read(&clicks, &options).expect("clicks");
    assert_eq!(alone.ratings.feedback(), Feedback::Implicit);
    assert!(
        alone.users.columns.is_empty(),
        "not a file whose tables we know"
    );
    options.users = Some(put(
        dir.path(),
        "people.csv",
        b"age,reader\n30,ann\n40,ben\n",
    ));
    let named = read(&clicks, &options).expect("clicks");
    assert_eq!(people(&named, "age", |a| a > 35.0), ["ben"]);
    options.users = Some(dir.path().join("nobody.csv"));
    let error = read(&clicks, &options).expect_err("no table");
    assert!(matches!(&error, DataError::Unreadable { file, .. } if file.ends_with("nobody.csv")));
    assert!(
        error
            .to_string()
            .contains("Check the path and who may read it.")
    );
    options.users = Some(put(dir.path(), "cut.csv", b"reader,age\nann\n"));
    let error = read(&clicks, &options)
        .expect_err("a short row")
        .to_string();
    assert!(
        error.contains("cut.csv, line 2: found 1 fields; expected 2"),
        "{error}"
    );
}

#[test]
fn movielens_latest_small() {
    let Some(data) = std::env::var_os("CAPSTAN_DATA") else {
        println!("CAPSTAN_DATA is unset: ml-latest-small was not read");
        return;
    };
    let folder = Path::new(&data).join("ml-latest-small");
    let loaded = read_timed(&folder, &whole()).expect("ml-latest-small");
    let data = loaded.dataset;
    let found = describe(&data);
    assert_eq!((loaded.rows, found.ratings), (100_836, 100_836));
    assert_eq!((found.users, found.items), (610, 9_724));
    assert_eq!(data.ratings.scale(), Scale { min: 0.5, max: 5.0 });
    assert_eq!(data.ratings.relevant(), 4.0);
    assert_eq!((found.per_user.min, found.per_user.max), (20.0, 2_698.0));
    assert_eq!(found.per_item.max, 329.0);
    assert!((found.mean - 3.501_557).abs() < 1e-6, "{}", found.mean);
    let genre = found.item_columns.iter().find(|c| c.name == "genre");
    let covered = genre.expect("movies.csv is read").coverage;
    assert!(
        (0.99..1.0).contains(&covered),
        "{covered}: 34 films name no genre"
    );
    let Some(Column::Number(years)) = data.items.get("year") else {
        panic!("no year");
    };
    let toy_story = data.ratings.items().get("1").expect("rated");
    assert_eq!(years[toy_story as usize], 1995.0);
    let again = read(&folder.join("ratings.csv"), &whole()).expect("the file itself");
    assert_eq!(again.hash(), data.hash());
}
