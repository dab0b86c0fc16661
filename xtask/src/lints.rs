//! Formatting, clippy, and what may enter the tree of dependencies.

use crate::deny;
use crate::shell::{self, say};
use crate::tally::Tally;
use std::process::Command;

/// All lints; each counts as one check.
pub fn run() -> Tally {
    let mut tally = Tally::default();
    tally.add(command("formatting", shell::cargo().args(["fmt", "--all", "--check"])));
    tally.add(dependencies());
    let clippy = ["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"];
    tally.add(command("clippy", shell::cargo().args(clippy)));
    tally
}

/// Our own reading of `deny.toml`, and cargo-deny's where it is installed.
fn dependencies() -> Tally {
    say("licences, bans and sources of deny.toml");
    let mut tally = match deny::breaches() {
        Ok(found) if found.is_empty() => Tally::pass(),
        Ok(found) => Tally::fail(format!("deny.toml:\n    {}", found.join("\n    "))),
        Err(error) => Tally::fail(format!("deny.toml: {error:#}")),
    };
    if shell::which("cargo-deny").is_some() {
        let check = ["deny", "--offline", "check", "bans", "licenses", "sources"];
        tally.add(command("cargo deny", shell::cargo().args(check)));
    }
    tally
}

fn command(name: &str, command: &mut Command) -> Tally {
    match shell::run(command) {
        Ok(()) => Tally::pass(),
        Err(error) => Tally::fail(format!("{name}: {error:#}")),
    }
}
