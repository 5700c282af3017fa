//! Reading labelled examples from delimited text.

use crate::error::{At, DataError, Place};
use crate::examples::{Examples, Labels, Owners};
use crate::ids::Ids;
use crate::read::columns::plain;
use crate::read::source::{Form, Lines, sniff};
use crate::read::table::{Delimiter, Record, Table};
use crate::read::value::number;
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::Write;
use std::path::Path;

/// How to read labelled examples.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExampleOptions {
    /// The column of labels. Where a file has no header, columns are called by
    /// their numbers, from 1.
    pub label: String,
    /// Labels are numbers to predict and not classes.
    pub numbers: bool,
    /// The column of ids; a column called `id` if not given.
    pub id: Option<String>,
    /// The column that says whose each example is.
    pub owner: Option<String>,
    /// Columns that are none of these and no features either.
    pub ignore: Vec<String>,
    /// What stands between columns; recognised from the first line if not
    /// given.
    pub delimiter: Option<u8>,
}

/// Reads the examples in the file `path`: delimited text, gzipped or not.
/// Every column that is not the label, the id, the owner or ignored is a
/// feature.
///
/// With `like`, the features are those of other examples, wherever their
/// columns stand, and classes have the same numbers.
///
/// The first line is a header, unless the column of labels is called by its
/// number and all other fields of the line are numbers.
///
/// # Errors
/// [`DataError`] says what is wrong and where; every feature must be a finite
/// number in single precision.
pub fn read_examples(
    path: &Path,
    options: &ExampleOptions,
    like: Option<&Examples>,
) -> Result<Examples, DataError> {
    read_file(path, options, like, None)
}

/// As [`read_examples`], but all features go to `into` as they are read, four
/// bytes each with the lowest first, and [`Examples::cells`] stays empty: for
/// more examples than memory holds.
///
/// # Errors
/// As [`read_examples`], and if `into` cannot be written.
pub fn read_examples_to(
    path: &Path,
    options: &ExampleOptions,
    into: &mut dyn Write,
) -> Result<Examples, DataError> {
    read_file(path, options, None, Some(into))
}

fn read_file(
    path: &Path,
    options: &ExampleOptions,
    like: Option<&Examples>,
    into: Option<&mut dyn Write>,
) -> Result<Examples, DataError> {
    let shown = path.display().to_string();
    let file = File::open(path).map_err(|why| DataError::Unreadable {
        file: shown.clone(),
        why,
    })?;
    let name = path.file_name().unwrap_or(path.as_os_str());
    let mut examples = read(&shown, file, options, like, into)?;
    examples.name = name.to_string_lossy().into_owned();
    Ok(examples)
}

/// Reads the examples in `bytes`, the content of a file called `name`.
///
/// # Errors
/// As [`read_examples`].
pub fn read_examples_bytes(
    name: &str,
    bytes: &[u8],
    options: &ExampleOptions,
    like: Option<&Examples>,
) -> Result<Examples, DataError> {
    read(name, bytes, options, like, None)
}

fn read(
    name: &str,
    mut source: impl std::io::Read,
    options: &ExampleOptions,
    like: Option<&Examples>,
    into: Option<&mut dyn Write>,
) -> Result<Examples, DataError> {
    let (head, form) = sniff(&mut source).map_err(|why| DataError::Unreadable {
        file: name.to_owned(),
        why,
    })?;
    if form == Form::Parquet {
        return Err(DataError::NotText {
            file: name.to_owned(),
            line: 1,
            found: "Parquet",
            advice: "Write the examples as delimited text.",
        });
    }
    let lines = Lines::new(name, head, source, form)?;
    let mut table = Table::open(lines, options.delimiter.map(Delimiter::Byte), true)?;
    let Some((line, first)) = table.next()? else {
        return Err(DataError::Empty {
            file: name.to_owned(),
        });
    };
    let fields: Vec<String> = (0..first.len())
        .map(|at| String::from_utf8_lossy(first.get(at)).trim().to_owned())
        .collect();
    let headed = headed(&fields, &options.label);
    let names = if headed {
        fields
    } else {
        (1..=first.len()).map(|at| at.to_string()).collect()
    };
    let plan = Plan::new(name, line, names, options, like)?;
    let mut gather = Gather::new(name, &plan, options.numbers, like, into);
    if !headed {
        gather.add(line, &first)?;
    }
    while let Some((line, record)) = table.next()? {
        gather.add(line, &record)?;
    }
    if gather.lines == 0 {
        return Err(DataError::HeaderOnly {
            file: name.to_owned(),
            line,
            columns: plan.names.join(", "),
        });
    }
    Ok(gather.finish())
}

/// Whether the first line names its columns.
fn headed(fields: &[String], label: &str) -> bool {
    let Ok(column) = label.parse::<usize>() else {
        return true;
    };
    let others = fields
        .iter()
        .enumerate()
        .filter(|&(at, _)| at + 1 != column);
    let data = others
        .into_iter()
        .all(|(_, f)| number(f.as_bytes()).is_some());
    !data && fields.iter().any(|f| f == label)
}

/// Which column is what.
struct Plan {
    names: Vec<String>,
    label: usize,
    id: Option<usize>,
    owner: Option<usize>,
    features: Vec<usize>,
}

impl Plan {
    fn new(
        file: &str,
        line: u64,
        names: Vec<String>,
        options: &ExampleOptions,
        like: Option<&Examples>,
    ) -> Result<Self, DataError> {
        let look = |wanted: &str, what: &str, option: &'static str, advice: &'static str| {
            names
                .iter()
                .position(|n| n == wanted)
                .ok_or_else(|| DataError::MissingColumn {
                    file: file.to_owned(),
                    line,
                    columns: names.join(", "),
                    wanted: format!("{what}, {wanted:?}"),
                    option,
                    advice,
                })
        };
        let find = |wanted: &str, what: &str, option| look(wanted, what, option, "");
        let label = find(&options.label, "the column of labels", "--label")?;
        let id = match &options.id {
            Some(id) => Some(find(id, "the column of ids", "--id")?),
            None => names
                .iter()
                .position(|n| plain(n) == "id" && *n != options.label),
        };
        let owner = options
            .owner
            .as_deref()
            .map(|owner| find(owner, "the column of owners", "--owner"))
            .transpose()?;
        let mut others = vec![Some(label), id, owner];
        for ignored in &options.ignore {
            others.push(Some(find(ignored, "a column to ignore", "--ignore")?));
        }
        let features: Vec<usize> = match like {
            None => (0..names.len())
                .filter(|&at| !others.contains(&Some(at)))
                .collect(),
            Some(like) => like
                .features
                .iter()
                .map(|f| {
                    let what = "every feature of the training data";
                    look(
                        f,
                        what,
                        "--ignore",
                        " Then it is no feature of either file.",
                    )
                })
                .collect::<Result<_, _>>()?,
        };
        let mut seen = HashSet::new();
        if let Some(twice) = names.iter().find(|n| !seen.insert(n.as_str())) {
            return Err(DataError::ColumnTwice {
                file: file.to_owned(),
                line,
                name: twice.clone(),
            });
        }
        if features.is_empty() {
            return Err(DataError::MissingColumn {
                file: file.to_owned(),
                line,
                columns: names.join(", "),
                wanted: "at least one column of numbers beside that of labels".to_owned(),
                option: "--label",
                advice: " Ids, owners and columns to ignore are no features.",
            });
        }
        Ok(Self {
            names,
            label,
            id,
            owner,
            features,
        })
    }
}

/// Examples while they are read.
struct Gather<'a, 'w> {
    file: &'a str,
    plan: &'a Plan,
    /// Where features go, if not into memory.
    into: Option<&'a mut (dyn Write + 'w)>,
    examples: Examples,
    seen: HashMap<Box<str>, u64>,
    lines: u64,
}

impl<'a, 'w> Gather<'a, 'w> {
    fn new(
        file: &'a str,
        plan: &'a Plan,
        numbers: bool,
        like: Option<&Examples>,
        into: Option<&'a mut (dyn Write + 'w)>,
    ) -> Self {
        let known = like.and_then(|l| match &l.labels {
            Labels::Classes { names, .. } => Some(names.clone()),
            Labels::Numbers(_) => None,
        });
        let labels = if numbers {
            Labels::Numbers(Vec::new())
        } else {
            Labels::Classes {
                names: known.unwrap_or_default(),
                of: Vec::new(),
            }
        };
        let owners = plan.owner.map(|_| Owners {
            names: Ids::new(),
            of: Vec::new(),
        });
        Self {
            file,
            plan,
            into,
            examples: Examples {
                name: file.to_owned(),
                features: plan
                    .features
                    .iter()
                    .map(|&f| plan.names[f].clone())
                    .collect(),
                cells: Vec::new(),
                labels,
                ids: plan.id.map(|_| Vec::new()),
                owners,
            },
            seen: HashMap::new(),
            lines: 0,
        }
    }

    fn add(&mut self, line: u64, record: &Record<'_>) -> Result<(), DataError> {
        let plan = self.plan;
        let place = |at: usize| {
            Box::new(Place {
                file: self.file.to_owned(),
                at: At::Line(line),
                field: plan.names[at].clone(),
            })
        };
        let number = |at: usize, what: &'static str| {
            let text = record.get(at);
            number(text).ok_or_else(|| DataError::NotANumberHere {
                place: place(at),
                found: String::from_utf8_lossy(text).into_owned(),
                what,
            })
        };
        let text = |at: usize| {
            let bytes = record.get(at);
            match std::str::from_utf8(bytes).map(str::trim) {
                Ok("") => Err(DataError::EmptyField(place(at))),
                Ok(text) => Ok(text),
                Err(_) => Err(DataError::NotUtf8 {
                    place: place(at),
                    found: String::from_utf8_lossy(bytes).into_owned(),
                }),
            }
        };
        let examples = &mut self.examples;
        for &at in &plan.features {
            let cell = number(at, "feature")? as f32;
            if !cell.is_finite() {
                return Err(DataError::NotANumberHere {
                    place: place(at),
                    found: String::from_utf8_lossy(record.get(at)).into_owned(),
                    what: "feature",
                });
            }
            examples.cells.push(cell);
        }
        if let Some(into) = &mut self.into {
            for cell in examples.cells.drain(..) {
                into.write_all(&cell.to_le_bytes())
                    .map_err(|why| DataError::Unwritable { why })?;
            }
        }
        match &mut examples.labels {
            Labels::Numbers(of) => of.push(number(plan.label, "label")?),
            Labels::Classes { names, of } => {
                let class = names.insert(text(plan.label)?);
                of.push(class.ok_or_else(|| DataError::TooManyIds(place(plan.label)))?);
            }
        }
        if let (Some(at), Some(ids)) = (plan.id, &mut examples.ids) {
            let id: Box<str> = text(at)?.into();
            if let Some(first) = self.seen.insert(id.clone(), line) {
                return Err(DataError::TwiceInTable {
                    place: place(at),
                    id: id.into(),
                    first: At::Line(first),
                });
            }
            ids.push(id);
        }
        if let (Some(at), Some(owners)) = (plan.owner, &mut examples.owners) {
            let owner = owners.names.insert(text(at)?);
            owners
                .of
                .push(owner.ok_or_else(|| DataError::TooManyIds(place(at)))?);
        }
        self.lines += 1;
        Ok(())
    }

    fn finish(self) -> Examples {
        self.examples
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(label: &str) -> ExampleOptions {
        ExampleOptions {
            label: label.to_owned(),
            ..ExampleOptions::default()
        }
    }

    fn examples(text: &str, options: &ExampleOptions) -> Result<Examples, DataError> {
        read_examples_bytes("t.csv", text.as_bytes(), options, None)
    }

    #[test]
    fn columns_find_their_places() {
        let found = examples(
            "id,x,class,y\na,1,cat,2.5\nb,-3,dog,1e3\n",
            &options("class"),
        )
        .expect("examples");
        assert_eq!(found.features, ["x", "y"]);
        assert_eq!(found.cells, [1.0, 2.5, -3.0, 1000.0]);
        assert_eq!(found.classes(), Some(&[0, 1][..]));
        assert_eq!(found.id(1), "b");
        assert_eq!(found.row(1), [-3.0, 1000.0]);
        // Test data have their columns elsewhere, and a class nobody knows.
        let test = read_examples_bytes(
            "u.csv",
            b"class;y;x\nbird;1;2\ndog;3;4\n",
            &options("class"),
            Some(&found),
        )
        .expect("test data");
        assert_eq!(test.cells, [2.0, 1.0, 4.0, 3.0]);
        assert_eq!(test.classes(), Some(&[2, 1][..]));
        assert_eq!(test.id(1), "2");
    }

    #[test]
    fn files_without_a_header_have_numbers_for_names() {
        let found = examples("T,2,8\nI,5,12\n", &options("1")).expect("letters");
        assert_eq!(found.features, ["2", "3"]);
        assert_eq!(found.cells, [2.0, 8.0, 5.0, 12.0]);
        // The name of the column also stands in its first line.
        let found = examples("3,1,2\n0,1,5\n", &options("3")).expect("digits");
        assert_eq!(
            (found.len(), found.features),
            (2, vec!["1".into(), "2".into()])
        );
        let headed = examples("Letter,1,2\nT,3,4\n", &options("Letter")).expect("header");
        assert_eq!(
            (headed.len(), headed.features),
            (1, vec!["1".into(), "2".into()])
        );
    }

    #[test]
    fn owners_and_numbers() {
        let options = ExampleOptions {
            numbers: true,
            owner: Some("who".into()),
            ..options("y")
        };
        let ignoring = ExampleOptions {
            ignore: vec!["who".into()],
            owner: None,
            ..options.clone()
        };
        let text = "x\ty\twho\n1\t0.5\tann\n";
        assert_eq!(examples(text, &ignoring).expect("examples").features, ["x"]);
        let found =
            examples("x\ty\twho\n1\t0.5\tann\n2\t-1\tbo\n3\t4\tann\n", &options).expect("examples");
        assert_eq!(found.labels, Labels::Numbers(vec![0.5, -1.0, 4.0]));
        let owners = found.owners.as_ref().expect("owners");
        assert_eq!(owners.of, [0, 1, 0]);
        assert_eq!(found.only_label(), None);
    }

    #[test]
    fn what_is_no_number_is_refused_with_its_place() {
        let error =
            |text: &str, label: &str| examples(text, &options(label)).expect_err(text).to_string();
        assert_eq!(
            error("x,class\n1,a\nNaN,b\n", "class"),
            "t.csv, line 3, field x: found \"NaN\" as a feature; expected a finite number such as 4 or 3.5. Correct the record, or leave it out."
        );
        assert!(error("x,class\n,a\n", "class").starts_with("t.csv, line 2, field x: found \"\""));
        assert!(error("x,class\n1e39,a\n", "class").contains("line 2, field x: found \"1e39\""));
        assert_eq!(
            error("x,class\n1,\n", "class"),
            "t.csv, line 2, field class: found nothing; expected a value. Fill it in or remove the record."
        );
        assert!(error("x,class\n1,a\n", "klass").contains("found the columns x, class; expected the column of labels, \"klass\". Name the column with --label COLUMN."));
        assert!(error("id,x,c\n1,1,a\n1,2,b\n", "c").contains("found \"1\" again, after line 2"));
        assert!(error("x,class\n", "class").contains("no row below it"));
        assert!(error("id,class\n1,a\n", "class").contains("at least one column of numbers beside that of labels. Name the column with --label COLUMN. Ids"));
    }

    #[test]
    fn features_can_go_to_a_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("t.csv");
        std::fs::write(&path, "x,c,y\n1,a,2\n3,b,-4.5\n").expect("a file");
        let mut into = Vec::new();
        let stored = read_examples_to(&path, &options("c"), &mut into).expect("examples");
        let whole = read_examples(&path, &options("c"), None).expect("examples");
        assert_eq!((stored.len(), stored.cells.len()), (2, 0));
        let bytes: Vec<u8> = whole.cells.iter().flat_map(|c| c.to_le_bytes()).collect();
        assert_eq!(into, bytes);
        let hash = stored.hash_with(&mut |take| {
            take(&whole.cells[..1]);
            take(&whole.cells[1..]);
        });
        assert_eq!(hash, whole.hash());
    }

    #[test]
    fn the_hash_is_of_the_content() {
        let hash = |text: &str| examples(text, &options("c")).expect(text).hash();
        let whole = hash("x,c\n1,a\n2,b\n");
        assert_eq!(hash("x;c\n1.0;a\n2;b\n"), whole);
        for other in [
            "x,c\n2,b\n1,a\n",
            "z,c\n1,a\n2,b\n",
            "x,c\n1,a\n2,a\n",
            "id,x,c\n1,1,a\n2,2,b\n",
        ] {
            assert_ne!(hash(other), whole, "{other}");
        }
    }
}
