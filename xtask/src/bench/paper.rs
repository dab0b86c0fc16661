//! The rows of documents: a long table on paper, and a longer one as a workbook.

use crate::bench::process::{Cost, cost};
use crate::bench::server::{self, Server};
use crate::bench::web::{self, Folder, folder, more_rows};
use crate::bench::{peer, round};
use crate::shell;
use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The versions the figures in `docs/benchmarks.md` were taken with.
const PACKAGES: [&str; 2] = ["reportlab==4.4.4", "XlsxWriter==3.2.9"];

/// Rows of the table on paper, of which the demo has the first 30.
const PAPER: usize = 1_000;
const DEMO: usize = 30;

fn said(id: &str, rows: usize, made: Cost, file: &Path) -> Result<Value> {
    let bytes = std::fs::metadata(file)?.len();
    Ok(json!({
        "id": id, "rows": rows, "bytes": bytes, "cpu_s": round(made.cpu_s, 2),
        "wall_s": round(made.wall_s, 2), "peak_mib": round(made.peak_mib, 1),
    }))
}

/// A demo without its server.
fn demo() -> Result<(Folder, PathBuf, PathBuf)> {
    let program = server::program()?;
    let data = folder()?;
    let demo = data.0.join("demo");
    drop(Server::start(&program, &demo)?);
    Ok((data, program, demo))
}

/// D1: the matrix of a plan with 1,000 rows as PDF.
pub fn document() -> Result<Value> {
    let (data, program, demo) = demo()?;
    let more = data.0.join("more.csv");
    std::fs::write(&more, more_rows(PAPER - DEMO))?;
    let gugus = |words: &[&str], file: &Path| {
        let mut command = Command::new(&program);
        command.args(words).arg(file).args(["--as", "sekretariat", "--data"]).arg(&demo);
        command
    };
    shell::run(&mut gugus(&["import", "plan"], &more))?;
    let out = data.0.join("matrix.pdf");
    let made = cost(&mut gugus(&["report", "plan-matrix", "--out"], &out))?;
    let mut row = said("D1", PAPER, made, &out)?;
    let rows = kept("matrix.csv")?;
    shell::run(&mut gugus(&["report", "plan-matrix", "--out"], &rows))?;
    row["goal"] = json!("no more CPU than reportlab, file < 300 KB");
    row["small"] = json!(row["bytes"].as_u64().is_some_and(|bytes| bytes < 300_000));
    Ok(row)
}

/// D2: every report of the nation's task forces as a workbook, read from the database.
pub fn table() -> Result<Value> {
    let (data, program, demo) = demo()?;
    web::seed(&program, &demo)?;
    let export = |file: &Path| {
        let mut command = Command::new(&program);
        command.args(["export", "reports", "--out"]).arg(file).arg("--data").arg(&demo);
        command
    };
    let out = data.0.join("reports.xlsx");
    let made = cost(&mut export(&out))?;
    let rows = kept("reports.csv")?;
    shell::run(&mut export(&rows))?;
    let count = std::fs::read_to_string(&rows)?.lines().count().saturating_sub(1);
    let mut row = said("D2", count, made, &out)?;
    row["columns"] = json!(25);
    row["goal"] = json!("a fifth of the CPU of XlsxWriter, < 30 MiB");
    row["small"] = json!(made.peak_mib < 30.0);
    Ok(row)
}

/// Where the rows of ours wait for the peer.
fn kept(name: &str) -> Result<PathBuf> {
    let folder = shell::root().join("target/peer-rows");
    std::fs::create_dir_all(&folder)?;
    Ok(folder.join(name))
}

/// D1: the same rows by reportlab.
pub fn document_peer(ours: &Value) -> Result<Value> {
    by_peer("D1", "pdf", "matrix.csv", ours)
}

/// D2: the same rows by XlsxWriter.
pub fn table_peer(ours: &Value) -> Result<Value> {
    by_peer("D2", "xlsx", "reports.csv", ours)
}

fn by_peer(id: &str, kind: &str, rows: &str, ours: &Value) -> Result<Value> {
    let programs = peer::environment("peer-paper", &PACKAGES)?;
    let data = folder()?;
    let out = data.0.join(format!("peer.{kind}"));
    let script = shell::root().join("xtask/peers/paper/table.py");
    let mut command = Command::new(programs.join("python"));
    let made = cost(command.arg(script).arg(kind).arg(kept(rows)?).arg(&out))?;
    let count = ours["rows"].as_u64().context("a row without its size")?;
    let mut row = said(id, usize::try_from(count)?, made, &out)?;
    let own = ours["cpu_s"].as_f64().unwrap_or(f64::INFINITY);
    row["peer"] = json!(PACKAGES);
    row["ratio"] = json!(round(made.cpu_s / own, 2));
    Ok(row)
}
