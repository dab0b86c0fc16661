//! The journeys of `e2e/`: a real browser against a demo that lives for this run only.

use crate::debian;
use crate::shell::{self, say};
use crate::tally::Tally;
use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Names a Chromium to use instead of the one on the path. The product reads every other `GUGUS_` name as a setting.
const CHROMIUM: &str = "GUGUS_TEST_CHROMIUM";

/// The oldest Node the journeys run on.
const OLDEST_NODE: u32 = 20;

/// Builds the demo, fetches what the journeys need, runs them.
pub fn run() -> Tally {
    let mut tally = Tally::default();
    match journeys(&mut tally) {
        Ok(false) if tally.failed == 0 => {
            tally.add(Tally::fail("the journeys ended before they could count"));
        }
        Ok(false) => tally.reasons.push(format!("{} browser tests failed", tally.failed)),
        Ok(true) => {}
        Err(error) => tally.add(Tally::fail(format!("browser: {error:#}"))),
    }
    tally
}

fn journeys(tally: &mut Tally) -> Result<bool> {
    check_node()?;
    let chromium = chromium()?;
    let folder = packages()?;
    // The whole workspace, so that nothing is built again with other features than the tests had.
    shell::run(shell::cargo().args(["build", "--workspace", "--bins", "--locked"]))?;
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=spec", "main.mjs"]).current_dir(&folder);
    node.env(CHROMIUM, chromium).env("GUGUS_TEST_PROGRAM", program());
    shell::run_lines(&mut node, |line| tally.read_node(line))
}

/// The folder of the journeys, with what `package-lock.json` names installed.
pub fn packages() -> Result<PathBuf> {
    let folder = shell::root().join("e2e");
    if !is_installed(&folder) {
        let options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
        shell::run(Command::new("npm").args(options).current_dir(&folder))?;
    }
    Ok(folder)
}

/// The binary as the build above leaves it.
pub fn program() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| shell::root().join("target"), PathBuf::from);
    target.join("debug/gugus")
}

/// npm leaves a copy of the lock file behind when it is done.
fn is_installed(folder: &Path) -> bool {
    let changed =
        |file: &str| std::fs::metadata(folder.join(file)).and_then(|meta| meta.modified()).ok();
    match (changed("package-lock.json"), changed("node_modules/.package-lock.json")) {
        (Some(asked), Some(done)) => done >= asked,
        _ => false,
    }
}

fn check_node() -> Result<()> {
    let said = shell::read(Command::new("node").arg("--version"))
        .with_context(|| format!("the browser tests need Node {OLDEST_NODE} or newer"))?;
    let major =
        said.trim().trim_start_matches('v').split('.').next().and_then(|n| n.parse::<u32>().ok());
    if major.is_none_or(|major| major < OLDEST_NODE) {
        bail!("the browser tests need Node {OLDEST_NODE} or newer, here is {}", said.trim());
    }
    Ok(())
}

fn chromium() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os(CHROMIUM) {
        return Ok(named.into());
    }
    if let Some(found) = find() {
        return Ok(found);
    }
    // The journeys take screenshots, so there must be letters to draw.
    debian::install("Chromium", &["chromium", "fonts-dejavu-core"])?;
    let found = find().context("Chromium was installed, but it is not on the path")?;
    say(format!("Chromium {}", found.display()));
    Ok(found)
}

fn find() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| shell::which(name))
}
