//! Side tables of all forms; the first byte chooses, and a zero byte parts
//! the table of users from that of items.
#![no_main]

use capstan_data::{ReadOptions, read_bytes, read_sides};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let [choice, tables @ ..] = input else {
        return;
    };
    let at = tables.iter().position(|&b| b == 0).unwrap_or(tables.len());
    let (users, items) = tables.split_at(at);
    let items = items.get(1..).unwrap_or_default();
    let user_name = ["users.csv", "users.dat", "u.user", "users.csv"][usize::from(choice & 3)];
    let item_name =
        ["movies.csv", "movies.dat", "u.item", "items.csv"][usize::from(choice >> 2 & 3)];
    let options = ReadOptions::default();
    let rows = b"user,item,rating\n1,1,5\n2,1,3\n2,2,4\na,b,1\n";
    let mut data = read_bytes("ratings.csv", rows, &options).expect("good rows");
    for (name, table, of_users) in [(user_name, users, true), (item_name, items, false)] {
        let given = Some((name, table));
        let (users, items) = if of_users {
            (given, None)
        } else {
            (None, given)
        };
        if let Err(error) = read_sides(&mut data, users, items, &options) {
            assert!(error.to_string().contains(name), "{error}");
        }
    }
    capstan_fuzz::look("ratings.csv", Ok(data));
});
