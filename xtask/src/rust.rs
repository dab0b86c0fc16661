//! The Rust tests, on both engines.

use crate::browser;
use crate::postgres::{Cluster, POSTGRES};
use crate::shell::{self, say};
use crate::tally::Tally;
use anyhow::Result;

/// Starts a private PostgreSQL, runs every test of the workspace, stops it.
pub fn run() -> Tally {
    let mut tally = Tally::default();
    match tests(&mut tally) {
        // A build that fails and a test binary that crashes print no count.
        Ok(false) if tally.failed == 0 => {
            tally.add(Tally::fail("cargo test failed before it could count"));
        }
        Ok(false) => tally.reasons.push(format!("{} Rust tests failed", tally.failed)),
        Ok(true) => {}
        Err(error) => tally.add(Tally::fail(format!("Rust tests: {error:#}"))),
    }
    tally
}

fn tests(tally: &mut Tally) -> Result<bool> {
    // One test reads the regions of the whole country from there. It skips itself where there is no npm.
    if let Err(error) = browser::packages() {
        say(format!("going on without the packages of e2e: {error:#}"));
    }
    let mut cargo = shell::cargo();
    cargo.args(["test", "--workspace", "--no-fail-fast", "--locked"]);
    if std::env::var_os(POSTGRES).is_some() {
        say(format!("PostgreSQL as {POSTGRES} says"));
        return shell::run_lines(&mut cargo, |line| tally.read_cargo(line));
    }
    // Build first: the server need not wait for the compiler.
    shell::run(shell::cargo().args(["test", "--workspace", "--no-run", "--locked"]))?;
    let cluster = Cluster::start()?;
    let passed = shell::run_lines(cargo.env(POSTGRES, cluster.url()), |line| {
        tally.read_cargo(line);
    })?;
    say("stopping PostgreSQL");
    Ok(passed)
}
