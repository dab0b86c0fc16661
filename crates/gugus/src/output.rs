//! What the command line says: errors with the next step, progress, logs on standard error.

use std::{io::IsTerminal as _, process::ExitCode};

use app::Error;

/// Starts the log; `RUST_LOG` style filters through `GUGUS_TEST_LOG` are for tests only.
pub fn init_logging() {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_target(false)
        .with_ansi(std::io::stderr().is_terminal())
        .with_max_level(tracing::Level::WARN)
        .init();
}

/// Prints what happened and what to do next.
pub fn fail(error: &anyhow::Error) -> ExitCode {
    eprintln!("gugus: {error:#}");
    if let Some(error) = error.downcast_ref::<Error>() {
        eprintln!("hint: {}", hint(error));
    }
    ExitCode::from(1)
}

fn hint(error: &Error) -> &'static str {
    match error {
        Error::NotFound => "check the name or the file; `gugus user list` shows who has an account",
        Error::Denied(_) => "act as somebody whose role may do this: --as USER",
        Error::Invalid(_) => "mend the named fields and try again; nothing was saved",
        Error::Rule(_) => "look at how things stand and try again; nothing was saved",
        Error::Conflict => "somebody changed it meanwhile; try again",
        Error::TooMany(_) => "wait a little and try again",
        Error::Internal(_) => {
            "nothing was saved by halves; try again, and read the message above to whoever looks after Gugus"
        }
    }
}

/// Whether a person sits in front of it.
pub fn interactive() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Asks a yes-or-no question at the terminal; no terminal means no.
pub fn confirm(question: &str) -> bool {
    if !interactive() {
        return false;
    }
    eprint!("{question} [y/N] ");
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer).is_ok()
        && matches!(answer.trim(), "y" | "Y" | "yes" | "ya")
}

/// Prints a line on standard output; a closed pipe is no error.
pub fn say(line: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stdout(), "{line}");
}
