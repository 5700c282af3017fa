//! The command line: thin. Standard output is the result; progress and hints
//! go to standard error. Exit codes: 0 done, 1 a finding that was asked to
//! fail, 2 an error.

/// Says something beside the result. Whether anybody still reads it does not
/// matter.
macro_rules! tell {
    ($($said:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), $($said)*);
    }};
}

mod campaign;
mod cli;
mod commands;
mod load;
mod output;
mod progress;

use capstan_donation::Decoder;
use clap::Parser;
use cli::{Cli, Command, DataCommand, DonateCommand};
use std::process::ExitCode;

/// How a command ended.
enum Done {
    /// As asked.
    Well,
    /// With a finding that was asked to fail.
    Finding,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    if let Some(threads) = cli.threads {
        // Fails only if a pool is there already, and none is.
        let _ = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build_global();
    }
    // Fails only if nobody knows where this program is; then pictures are
    // decoded here.
    if let Ok(decoder) = Decoder::own(&["decode"]) {
        decoder.make_usual();
    }
    let result = match cli.command {
        Command::Forecast(options) => commands::forecast::run(options),
        Command::Compare(options) => commands::compare::run(options),
        Command::Verify(options) => commands::verify::run(options),
        Command::Data {
            command: DataCommand::Describe(options),
        } => commands::describe::run(options),
        Command::Donate {
            command: DonateCommand::Read(options),
        } => commands::donate::run(options),
        Command::Audit { command } => commands::audit::run(command),
        Command::Train(options) => commands::train::run(options),
        Command::Tune(options) => commands::tune::run(options),
        Command::Groups(options) => commands::groups::run(options),
        Command::Models(options) => commands::models::run(options),
        Command::Value(options) => commands::value::run(options),
        Command::Dividend(options) => commands::dividend::run(options),
        Command::Serve(options) => commands::serve::run(options),
        Command::Work(options) => commands::serve::work(options),
        Command::Admin(options) => commands::admin::run(options),
        Command::Routes => commands::serve::routes(),
        Command::Decode => commands::donate::decode(),
    };
    match result {
        Ok(Done::Well) => ExitCode::SUCCESS,
        Ok(Done::Finding) => ExitCode::from(1),
        Err(error) => {
            if !output::closed(&error) {
                tell!("error: {error:#}");
            }
            ExitCode::from(2)
        }
    }
}
