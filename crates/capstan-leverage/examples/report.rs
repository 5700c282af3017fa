//! Writes the report of a forecast again: `forecast.json`, a language and the
//! page to write on the command line; the text goes to standard output.
//!
//! `cargo run -p capstan-leverage --example report -- forecast.json es report.html`

use capstan_leverage::{Forecast, report};
use capstan_report::Lang;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let file = args.next().unwrap_or("forecast.json".into());
    let lang = match args.next().as_deref() {
        Some("es") => Lang::Es,
        _ => Lang::En,
    };
    let page = args.next().unwrap_or("report.html".into());
    let forecast: Forecast = serde_json::from_str(&std::fs::read_to_string(file)?)?;
    std::fs::write(page, report::page(&forecast, lang))?;
    print!("{}", report::text(&forecast, lang));
    Ok(())
}
