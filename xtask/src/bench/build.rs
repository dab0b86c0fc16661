//! B1: from a clean clone to a served demo, and from an edit to running tests.

use crate::bench::process;
use crate::bench::round;
use crate::bench::server::Server;
use crate::{keeper, shell};
use anyhow::Result;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// Clones what is committed, builds it as the README says and serves it; then touches one handler.
pub fn clean() -> Result<Value> {
    let folder = keeper::temporary_folder("build")?;
    let line = measure(&folder);
    let _ = std::fs::remove_dir_all(&folder);
    line
}

fn measure(folder: &Path) -> Result<Value> {
    let clone = folder.join("clone");
    shell::run(Command::new("git").args(["clone", "--quiet"]).arg(shell::root()).arg(&clone))?;
    let target = folder.join("target");
    let (cpu, start) = (process::cpu_seconds_of_children()?, Instant::now());
    shell::run(cargo(&clone, &target).args(["build", "--release", "--locked"]))?;
    let server = Server::start(&target.join("release/gugus"), &folder.join("demo"))?;
    let wall = start.elapsed().as_secs_f64();
    let cpu = process::cpu_seconds_of_children()? - cpu;
    drop(server);
    let edit = edit(&clone, &target)?;
    Ok(json!({
        "id": "B1", "clone_to_demo_s": round(wall, 1), "cpu_s": round(cpu, 1), "edit_to_tests_s": round(edit, 1),
        "goal": "clone to demo < 720 s, edit to running tests < 15 s", "met": wall < 720.0 && edit < 15.0,
    }))
}

/// Seconds until the tests of `web` run after a handler changed, the rest being built.
fn edit(clone: &Path, target: &Path) -> Result<f64> {
    let build = ["test", "--package", "web", "--no-run", "--locked"];
    shell::run(cargo(clone, target).args(build))?;
    let handler = clone.join("crates/web/src/home/mod.rs");
    let text = std::fs::read_to_string(&handler)?;
    std::fs::write(&handler, text + "\n// An edit.\n")?;
    let start = Instant::now();
    shell::run(cargo(clone, target).args(build))?;
    Ok(start.elapsed().as_secs_f64())
}

fn cargo(clone: &Path, target: &Path) -> Command {
    let mut cargo = shell::cargo();
    cargo.current_dir(clone).env("CARGO_TARGET_DIR", target);
    cargo
}
