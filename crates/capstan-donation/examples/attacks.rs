//! Writes files that attack into a folder, and prints the name of each with
//! what it is; `bench/attacks` runs it.
//!
//! `cargo run --release -p capstan-donation --example attacks -- FOLDER`

use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("expected FOLDER")?;
    for attack in capstan_donation::generator::attacks() {
        std::fs::write(Path::new(&folder).join(attack.name), &attack.bytes)?;
        println!("{}\t{}", attack.name, attack.what);
    }
    Ok(())
}
