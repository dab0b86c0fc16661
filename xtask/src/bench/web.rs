//! The web rows: a list, the dashboard, and what it takes to start.

use crate::bench::load::{self, Load};
use crate::bench::server::{self, Server};
use crate::bench::{http, process, round};
use crate::{keeper, shell};
use anyhow::{Result, bail};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

/// Long enough to be steady, short enough to be run often.
const SECONDS: u32 = 6;

/// A folder that is gone when the measurement is.
pub(super) struct Folder(pub PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub(super) fn folder() -> Result<Folder> {
    keeper::temporary_folder("data").map(Folder)
}

/// Rows of the demo's plan, and of the list that W1 asks for.
const ROWS: [usize; 2] = [30, 50];

/// W1: the plan's matrix as the secretariat sees it.
pub fn list() -> Result<Value> {
    let program = server::program()?;
    let data = folder()?;
    let demo = data.0.join("demo");
    drop(Server::start(&program, &demo)?);
    let file = data.0.join("more.csv");
    std::fs::write(&file, more_rows(ROWS[1] - ROWS[0]))?;
    let mut import = Command::new(&program);
    import.args(["import", "plan", "--as", "sekretariat", "--data"]).arg(&demo).arg(&file);
    shell::run(&mut import)?;
    page("W1", "/rad", "secretariat", 4_000.0, &Server::start(&program, &demo)?)
}

/// So many more activities for the demo's plan.
pub(super) fn more_rows(count: usize) -> String {
    let head = "RAD 2024-2026 (CONTOH)\nNO;STRATEGI;KEGIATAN;INDIKATOR;SATUAN;TARGET 2024;TARGET 2025;TARGET 2026;PENANGGUNG JAWAB\n";
    let row = |row| {
        format!("{row};Tambahan;Kegiatan tambahan {row};Jumlah kegiatan;kegiatan;4;5;6;Dinsos\n")
    };
    (1..=count).map(row).fold(head.to_owned(), |file, row| file + &row)
}

/// W3: the page of the leadership, which sums up everything, in one task force and among the 552
/// of the nation.
pub fn dashboard() -> Result<Value> {
    let program = server::program()?;
    let data = folder()?;
    let demo = data.0.join("demo");
    let server = Server::start(&program, &demo)?;
    let mut row = page("W3", "/beranda", "leadership", 2_000.0, &server)?;
    drop(server);
    let seeded = seed(&program, &demo)?;
    let server = Server::start(&program, &demo)?;
    let many = page("W3", "/beranda", "leadership", 2_000.0, &server)?;
    row["among"] = seeded;
    for name in ["per_s", "p50_ms", "p99_ms", "failed", "cpu_ms_per_request", "rss_mib", "met"] {
        row[format!("among_{name}")] = many[name].clone();
    }
    Ok(row)
}

/// Adds task forces until there are as many as in the nation; says how many, and of how many
/// reports.
pub fn seed(program: &Path, demo: &Path) -> Result<Value> {
    let mut seed = Command::new(program);
    seed.args(["bench", "seed", "--scale", "national", "--data"]).arg(demo);
    Ok(serde_json::from_str(&shell::read(&mut seed)?)?)
}

fn page(id: &str, path: &str, role: &str, goal: f64, server: &Server) -> Result<Value> {
    let cookies = server.sign_in(role)?;
    let seen = http::get(server.address, path, &cookies)?;
    if seen.status != 200 {
        bail!("{path} answered {}", seen.status);
    }
    let rows = seen.body.matches("<tr").count();
    load::run(server.address, server.pid(), path, &cookies, 2)?;
    let load = load::run(server.address, server.pid(), path, &cookies, SECONDS)?;
    let (resident, peak) = process::resident_mib(server.pid())?;
    Ok(json!({
        "id": id, "path": path, "table_rows": rows, "bytes": seen.body.len(), "connections": 16,
        "per_s": load.per_s, "p50_ms": load.p50_ms, "p99_ms": load.p99_ms, "failed": load.failed,
        "cpu_s": round(load.cpu_s, 2), "cpu_ms_per_request": round(1_000.0 * load.cpu_s / load.requests.max(1.0), 3),
        "wall_s": SECONDS, "rss_mib": round(resident, 1), "peak_mib": round(peak, 1),
        "goal": format!(">= {goal} a second, p99 < 20 ms"), "met": is_met(&load, goal),
    }))
}

fn is_met(load: &Load, goal: f64) -> bool {
    load.per_s >= goal && load.p99_ms < 20.0 && load.failed == 0.0
}

/// W4: the second start on a filled folder, memory at rest and after load.
pub fn start() -> Result<Value> {
    let program = server::program()?;
    let data = folder()?;
    let first = Server::start(&program, &data.0.join("demo"))?;
    let made = first.first_page.as_secs_f64();
    drop(first);
    let server = Server::start(&program, &data.0.join("demo"))?;
    let first_page = server.first_page.as_secs_f64();
    sleep(Duration::from_secs(2));
    let (idle, _) = process::resident_mib(server.pid())?;
    let cookies = server.sign_in("secretariat")?;
    load::run(server.address, server.pid(), "/rad", &cookies, SECONDS)?;
    let (after, peak) = process::resident_mib(server.pid())?;
    Ok(json!({
        "id": "W4", "first_start_s": round(made, 3), "second_start_s": round(first_page, 3),
        "idle_mib": round(idle, 1), "after_load_mib": round(after, 1), "peak_mib": round(peak, 1),
        "cpu_s": round(process::cpu_seconds(server.pid())?, 2),
        "goal": "second start < 0.5 s, idle < 50 MiB, after load < 100 MiB",
        "met": first_page < 0.5 && idle < 50.0 && after < 100.0,
    }))
}
