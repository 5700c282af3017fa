//! Labelled examples; the first byte chooses how they are read.
#![no_main]

use capstan_data::{ExampleOptions, read_examples_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let [choice, text @ ..] = input else {
        return;
    };
    let options = ExampleOptions {
        label: ["label", "1", "2", "x"][usize::from(choice & 3)].to_owned(),
        numbers: choice & 4 != 0,
        id: (choice & 8 != 0).then(|| "name".to_owned()),
        owner: (choice & 16 != 0).then(|| "who".to_owned()),
        ignore: Vec::new(),
        delimiter: (choice & 32 != 0).then_some(b';'),
    };
    match read_examples_bytes("e.csv", text, &options, None) {
        Ok(examples) => {
            assert!(!examples.is_empty() && examples.width() > 0);
            assert_eq!(examples.cells.len(), examples.len() * examples.width());
            assert!(examples.cells.iter().all(|x| x.is_finite()));
            assert_eq!(examples.hash(), examples.hash());
            // What was read can be read again as test data of itself.
            let again = read_examples_bytes("e.csv", text, &options, Some(&examples));
            assert_eq!(again.map(|e| e.len()).ok(), Some(examples.len()));
        }
        Err(error) => assert!(error.to_string().contains("e.csv"), "{error}"),
    }
});
