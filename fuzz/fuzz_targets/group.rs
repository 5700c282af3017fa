//! Group expressions: what parses displays as a text that parses to the same
//! group, and asking for its members never panics.
#![no_main]

use capstan_data::{Dataset, Group, ReadOptions, read_bytes, read_sides};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static DATA: LazyLock<Dataset> = LazyLock::new(|| {
    let options = ReadOptions::default();
    let mut rows = "user,item,rating\n".to_owned();
    for user in 0..9 {
        for item in user..14 {
            rows += &format!("{user},{item},{}\n", 1 + (user * item) % 5);
        }
    }
    let users = b"user,age,gender\n0,20,F\n1,30,M\n2,,F\n3,40,\n";
    let items = b"item,genre,year\n0,Horror|War,1990\n1,Horror,2000\n5,War,\n";
    let mut data = read_bytes("r.csv", rows.as_bytes(), &options).expect("good rows");
    let (users, items) = (("u.csv", &users[..]), ("i.csv", &items[..]));
    read_sides(&mut data, Some(users), Some(items), &options).expect("good tables");
    data
});

fuzz_target!(|text: &str| {
    let Ok(group) = Group::parse(text) else {
        return;
    };
    assert_eq!(Group::parse(&group.to_string()).ok().as_ref(), Some(&group));
    // A file that is named could be any file of the machine.
    if !group.files().is_empty() {
        return;
    }
    match group.members(&DATA) {
        Ok(members) => {
            assert!(members.is_sorted() && members.iter().all(|&m| m < 9));
            let explicit = group.explicit(&DATA).expect("it has members");
            assert_eq!(explicit.members(&DATA).ok(), Some(members));
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
