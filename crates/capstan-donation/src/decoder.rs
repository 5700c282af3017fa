//! Pictures decoded in a process of its own, which may ask for little memory
//! and open nothing: what a picture does to its decoder ends with it.
//!
//! The process is any program that calls [`answer`] and does nothing else. It
//! is asked with a line of JSON and the file after it, and answers with a line
//! of JSON and the shades after that.

use crate::child::{self, Program};
use crate::error::DonationError;
use crate::kind::Kind;
use crate::limits::Limits;
use crate::picture::{self, Picture};
use crate::reader::Reader;
use image::GrayImage;
use rustix::process::{Resource, Rlimit, setrlimit};
use serde::{Deserialize, Serialize};
use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::sync::OnceLock;

/// A program that decodes pictures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoder {
    /// Where it is.
    pub program: PathBuf,
    /// With which arguments it calls [`answer`].
    pub args: Vec<String>,
}

static USUAL: OnceLock<Decoder> = OnceLock::new();

/// What errors call the process.
const PROGRAM: Program = Program {
    name: "the decoder of pictures",
    package: "capstan",
};

impl Decoder {
    /// This very program, called again with `args`.
    ///
    /// # Errors
    /// If the operating system does not say where it is.
    pub fn own(args: &[&str]) -> io::Result<Self> {
        Ok(Self {
            program: std::env::current_exe()?,
            args: args.iter().map(|&a| a.to_owned()).collect(),
        })
    }

    /// Makes it the one of every [`Reader`] that names none. Only the first
    /// such call of a process counts.
    pub fn make_usual(self) {
        let _ = USUAL.set(self);
    }

    /// The one that was made usual.
    pub(crate) fn usual() -> Option<Self> {
        USUAL.get().cloned()
    }
}

#[derive(Serialize, Deserialize)]
struct Asked {
    kind: Kind,
    limits: Limits,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Answer {
    Decoded {
        width: u32,
        height: u32,
        photograph: bool,
    },
    Refused {
        found: String,
        expected: String,
        advice: String,
    },
}

impl Reader {
    /// Decodes a picture of one of the kinds that are pictures.
    ///
    /// # Errors
    /// As [`picture::decode`], and if the decoder goes beyond the limits.
    pub fn decode(&self, file: &str, bytes: &[u8], kind: Kind) -> Result<Picture, DonationError> {
        let Some(decoder) = &self.decoder else {
            return picture::decode(file, bytes, kind, &self.limits);
        };
        if kind == Kind::Heif {
            let converted = picture::heif(file, bytes, &self.limits)?;
            return self.decode(file, &converted, Kind::Png).map(Picture::taken);
        }
        let args: Vec<&OsStr> = decoder.args.iter().map(OsStr::new).collect();
        let limits = self.limits.of_decoding();
        let output = child::run_at(
            decoder.program.as_os_str(),
            PROGRAM,
            &args,
            asked(bytes, kind, &self.limits),
            file,
            &limits,
        )?;
        taken(file, &output)
    }
}

/// Decodes the picture at the standard input of this process for the one that
/// started it: what the program of a [`Decoder`] does. From now on this process
/// opens no file and no connection.
///
/// # Errors
/// If nobody asks, or nobody takes the answer.
pub fn answer() -> io::Result<()> {
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    setrlimit(Resource::Nofile, none)?;
    let mut input = Vec::new();
    io::stdin().lock().read_to_end(&mut input)?;
    let (head, shades) = answered(&input)?;
    let mut out = io::stdout().lock();
    out.write_all(&head)?;
    out.write_all(&shades)?;
    out.flush()
}

/// What the decoder is asked.
fn asked(bytes: &[u8], kind: Kind, limits: &Limits) -> Vec<u8> {
    let asked = Asked {
        kind,
        limits: *limits,
    };
    [&line(&asked), bytes].concat()
}

/// What it answers: the line, and the shades.
fn answered(input: &[u8]) -> io::Result<(Vec<u8>, Vec<u8>)> {
    let (asked, bytes) = parted::<Asked>(input)
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "nobody asks"))?;
    let (answer, shades) = match picture::decode("", bytes, asked.kind, &asked.limits) {
        Ok(picture) => (
            Answer::Decoded {
                width: picture.gray.width(),
                height: picture.gray.height(),
                photograph: picture.photograph,
            },
            picture.gray.into_raw(),
        ),
        Err(DonationError::Refused {
            found,
            expected,
            advice,
            ..
        }) => (
            Answer::Refused {
                found,
                expected,
                advice: advice.into_owned(),
            },
            Vec::new(),
        ),
        Err(other) => return Err(io::Error::other(other.to_string())),
    };
    Ok((line(&answer), shades))
}

/// The picture in an answer, or why there is none.
fn taken(file: &str, output: &[u8]) -> Result<Picture, DonationError> {
    let none = || DonationError::Program {
        file: file.to_owned(),
        program: PROGRAM.name,
        why: "gave no picture".to_owned(),
    };
    match parted(output).ok_or_else(none)? {
        (
            Answer::Decoded {
                width,
                height,
                photograph,
            },
            shades,
        ) => {
            let gray = GrayImage::from_raw(width, height, shades.to_vec()).ok_or_else(none)?;
            Ok(Picture { gray, photograph })
        }
        (
            Answer::Refused {
                found,
                expected,
                advice,
            },
            _,
        ) => Err(DonationError::refused(file, found, expected, advice)),
    }
}

/// A value as one line of JSON.
fn line(value: &impl Serialize) -> Vec<u8> {
    // Of structs with text keys only: it cannot fail.
    let mut line = serde_json::to_vec(value).unwrap_or_default();
    line.push(b'\n');
    line
}

/// The value in the first line, and what follows the line.
fn parted<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Option<(T, &'a [u8])> {
    let end = bytes.iter().position(|&b| b == b'\n')?;
    let value = serde_json::from_slice(&bytes[..end]).ok()?;
    Some((value, &bytes[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{DynamicImage, ImageFormat, Luma};

    /// As if the decoder were another process.
    fn through(bytes: &[u8], kind: Kind) -> Result<Picture, String> {
        let (head, shades) = answered(&asked(bytes, kind, &Limits::default())).expect("an answer");
        taken("f", &[head, shades].concat()).map_err(|e| e.to_string())
    }

    #[test]
    fn what_another_process_says_is_what_this_one_would() {
        let gray = GrayImage::from_fn(40, 30, |x, y| Luma([(x * y % 251) as u8]));
        let mut png = io::Cursor::new(Vec::new());
        DynamicImage::from(gray.clone())
            .write_to(&mut png, ImageFormat::Png)
            .expect("memory");
        let png = png.into_inner();
        assert_eq!(through(&png, Kind::Png).expect("whole").gray, gray);
        for (bytes, kind) in [
            (&png[..40], Kind::Png),
            (&png[..], Kind::Jpeg),
            (b"text", Kind::Text),
        ] {
            let here = picture::decode("f", bytes, kind, &Limits::default());
            assert_eq!(
                through(bytes, kind).expect_err("refused"),
                here.expect_err("refused").to_string()
            );
        }
    }

    #[test]
    fn an_answer_that_is_none_is_refused() {
        let fewer = line(&Answer::Decoded {
            width: 9,
            height: 9,
            photograph: false,
        });
        for bytes in [&b""[..], b"{}\n", b"\n\n", &fewer] {
            let said = taken("f", bytes).expect_err("none").to_string();
            assert!(
                said.starts_with("f: found that the decoder of pictures gave no picture"),
                "{said}"
            );
        }
        assert!(answered(b"no line").is_err());
    }

    #[test]
    fn a_decoder_that_is_not_there_or_does_not_answer_is_told_of() {
        let with = |program: &str| {
            let reader = Reader {
                decoder: Some(Decoder {
                    program: program.into(),
                    args: Vec::new(),
                }),
                ..Reader::default()
            };
            let said = reader
                .decode("f", b"\x89PNG", Kind::Png)
                .expect_err(program);
            said.to_string()
        };
        assert!(with("/no/such/decoder").contains("no program the decoder of pictures"));
        assert!(with("true").contains("gave no picture"));
        assert!(with("false").contains("the decoder of pictures stopped (exit status: 1)"));
    }
}
