//! `cargo xtask test | bench | postgres | help`: see the library for what each does.

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask test [--only lints|rust|browser]...
    Everything that must hold before a change lands. Without --only, all of it:
      lints    formatting, clippy, the licences, sources and bans of deny.toml
      rust     all Rust tests, on SQLite and on a PostgreSQL that lives for this run only
      browser  the journeys of e2e/ in Chromium against a demo that lives for this run only
    Needs Rust and Node >= 20. PostgreSQL and Chromium are installed from Debian when run as root.
    GUGUS_TEST_POSTGRES=URL and GUGUS_TEST_CHROMIUM=PATH name ones to use instead.
    Ends with `N passed, N failed`; exit code 0 when nothing failed, 1 otherwise, 2 for a wrong call.
cargo xtask bench [ROW]... [--peers]
    Measures the rows of docs/benchmarks.md (W1 W3 W4 B1; all without a choice) on a release build and prints one
    line of JSON each. Needs wrk for W1, W3 and W4. With --peers also Django and its admin on the same work, with the
    ratio; needs Python 3 and installs both below target/.

cargo xtask postgres COMMAND [ARGUMENT]...
    Runs one command with GUGUS_TEST_POSTGRES naming a private PostgreSQL that ends with it, for example
    cargo xtask postgres cargo test -p store
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words.split_first() {
        Some((&"test", rest)) => match xtask::test::Parts::parse(rest) {
            Ok(parts) => xtask::test::run(parts),
            Err(message) => usage(&message),
        },
        Some((&"bench", rest)) => match xtask::bench::Plan::parse(rest) {
            Ok(plan) => xtask::bench::run(&plan),
            Err(message) => usage(&message),
        },
        Some((&"postgres", [])) => usage("say which command should have a PostgreSQL"),
        Some((&"postgres", rest)) => xtask::postgres::lend(rest).unwrap_or_else(|error| {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }),
        Some((&("help" | "--help" | "-h"), _)) => {
            print!("{HELP}");
            ExitCode::SUCCESS
        }
        Some((other, _)) => usage(&format!("there is no task `{other}`")),
        None => usage("say which task"),
    }
}

/// Says what is wrong with the call, then how to call.
fn usage(message: &str) -> ExitCode {
    eprint!("xtask: {message}\n\n{HELP}");
    ExitCode::from(2)
}
