//! Small examples for tests.

use capstan_data::{ExampleOptions, Examples, read_examples_bytes};
use capstan_stats::Stream;

fn read(cells: &[f64], labels: &[String], numbers: bool) -> Examples {
    let width = cells.len() / labels.len();
    let mut text = (0..width).map(|j| format!("x{j},")).collect::<String>() + "label\n";
    for (row, label) in cells.chunks(width).zip(labels) {
        row.iter().for_each(|x| text += &format!("{x},"));
        text += &format!("{label}\n");
    }
    let options = ExampleOptions {
        label: "label".into(),
        numbers,
        ..ExampleOptions::default()
    };
    read_examples_bytes("t.csv", text.as_bytes(), &options, None).expect("examples")
}

/// Examples of one feature or more with these classes.
pub fn classes(cells: &[f64], labels: &[&str]) -> Examples {
    let labels: Vec<String> = labels.iter().map(|&l| l.to_owned()).collect();
    read(cells, &labels, false)
}

/// Examples with these numbers.
pub fn numbers(cells: &[f64], labels: &[f64]) -> Examples {
    let labels: Vec<String> = labels.iter().map(f64::to_string).collect();
    read(cells, &labels, true)
}

/// Two clouds that overlap, `n` examples of `width` features in turn.
pub fn clouds(n: usize, width: usize, seed: u64) -> Examples {
    let stream = Stream::root(seed);
    let cells: Vec<f64> = (0..n * width)
        .map(|i| {
            let side = if (i / width).is_multiple_of(2) {
                0.7
            } else {
                -0.7
            };
            stream.uniform(i as u64) * 4.0 - 2.0 + side
        })
        .collect();
    let labels: Vec<&str> = (0..n).map(|i| if i % 2 == 0 { "a" } else { "b" }).collect();
    classes(&cells, &labels)
}
