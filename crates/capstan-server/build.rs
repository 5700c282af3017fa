//! Embeds the scripts that were built from `web/src`, if they were.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let web = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../web");
    let dist = web.join("dist");
    let watched = [&dist, &web].into_iter().find(|folder| folder.is_dir());
    match watched {
        Some(folder) => println!("cargo::rerun-if-changed={}", folder.display()),
        None => println!("cargo::rerun-if-changed=build.rs"),
    }
    let mut files: Vec<PathBuf> = match fs::read_dir(&dist) {
        Ok(entries) => entries
            .map(|e| e.map(|e| e.path()))
            .collect::<Result<_, _>>()?,
        Err(_) => Vec::new(),
    };
    files.retain(|file| file.extension().is_some_and(|e| e == "js"));
    files.sort();
    let mut list = String::from("&[");
    for file in files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        write!(list, "({name:?}, include_str!({file:?})),")?;
    }
    list.push(']');
    let out = PathBuf::from(env::var("OUT_DIR")?).join("scripts.rs");
    Ok(fs::write(out, list)?)
}
