//! The peer on the same work in the same run: Django and its admin, two workers, on SQLite.

use crate::bench::load;
use crate::bench::{http, process, round};
use crate::keeper::{self, Keeper};
use crate::{debian, shell};
use anyhow::{Result, bail};
use serde_json::{Value, json};
use std::ffi::OsString;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The versions the figures in `docs/benchmarks.md` were taken with.
const PACKAGES: [&str; 2] = ["Django==5.2.19", "gunicorn==27.0.1"];

/// As long as ours.
const SECONDS: u32 = 6;

/// A serving peer with its own database.
struct Peer {
    keeper: Keeper,
    address: SocketAddr,
    cookies: String,
    first_page: Duration,
}

/// W1: the admin's list of as many rows as our page shows, 50 at most on a page.
pub fn list(ours: &Value) -> Result<Value> {
    page("W1", "/admin/matrix/row/", ours["table_rows"].as_u64().unwrap_or(50), ours)
}

/// About as many reports as the demo's dashboard sums up.
const REPORTS: u64 = 1_000;

/// W3: sums over all rows, by agency and band.
pub fn dashboard(ours: &Value) -> Result<Value> {
    page("W3", "/dashboard/", REPORTS, ours)
}

fn page(id: &str, path: &str, rows: u64, ours: &Value) -> Result<Value> {
    let peer = Peer::start(rows)?;
    let seen = http::get(peer.address, path, &peer.cookies)?;
    if seen.status != 200 {
        bail!("the peer's {path} answered {}", seen.status);
    }
    let pid = peer.keeper.pid();
    load::run(peer.address, pid, path, &peer.cookies, 2)?;
    let load = load::run(peer.address, pid, path, &peer.cookies, SECONDS)?;
    let ratio = ours["per_s"].as_f64().unwrap_or(0.0) / load.per_s;
    Ok(json!({
        "id": id, "peer": PACKAGES, "path": path, "rows": rows, "bytes": seen.body.len(), "per_s": load.per_s,
        "p50_ms": load.p50_ms, "p99_ms": load.p99_ms, "failed": load.failed, "cpu_s": round(load.cpu_s, 2),
        "cpu_ms_per_request": round(1_000.0 * load.cpu_s / load.requests.max(1.0), 3), "ratio": round(ratio, 1),
    }))
}

/// W4: a start on a filled database, and memory at rest.
pub fn start(ours: &Value) -> Result<Value> {
    let peer = Peer::start(50)?;
    sleep(Duration::from_secs(2));
    let (idle, _) = process::resident_mib(peer.keeper.pid())?;
    let first_page = peer.first_page.as_secs_f64();
    let ratio = first_page / ours["second_start_s"].as_f64().unwrap_or(f64::INFINITY);
    Ok(json!({
        "id": "W4", "peer": PACKAGES, "second_start_s": round(first_page, 3), "idle_mib": round(idle, 1),
        "ratio": round(ratio, 1),
    }))
}

impl Peer {
    fn start(rows: u64) -> Result<Self> {
        let programs = environment("peer-django", &PACKAGES)?;
        let folder = keeper::temporary_folder("peer")?;
        let database = folder.join("peer.sqlite3");
        let source = shell::root().join("xtask/peers/django");
        let mut fill = Command::new(programs.join("python"));
        fill.arg("fill.py").arg(rows.to_string()).current_dir(&source);
        let cookies =
            shell::read(fill.env("PEER_DATABASE", &database).env("PYTHONDONTWRITEBYTECODE", "1"))?;
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let words = serve_words(&programs, &source, &database, address);
        let start = Instant::now();
        let keeper = Keeper::start(&words, "TERM", &folder)?;
        let answers =
            || http::get(address, "/admin/login/", "").is_ok_and(|answer| answer.status == 200);
        keeper.wait_until("the peer", Duration::from_secs(30), answers)?;
        Ok(Self {
            keeper,
            address,
            cookies: cookies.trim().to_owned(),
            first_page: start.elapsed(),
        })
    }
}

/// `env` sets what the server reads and becomes the server, so the process id stays.
fn serve_words(
    programs: &Path,
    source: &Path,
    database: &Path,
    address: SocketAddr,
) -> Vec<OsString> {
    let mut words: Vec<OsString> = vec!["env".into(), "PYTHONDONTWRITEBYTECODE=1".into()];
    words.push(format!("PEER_DATABASE={}", database.display()).into());
    words.extend([programs.join("gunicorn").into(), "--chdir".into(), source.into()]);
    let options = format!("-w 2 -b {address} --log-level warning server:application");
    words.extend(options.split_whitespace().map(OsString::from));
    words
}

/// The folder of programs of a virtual environment with these packages, which is kept for the next
/// time.
pub fn environment(name: &str, packages: &[&str]) -> Result<PathBuf> {
    let folder = shell::root().join("target").join(name);
    let programs = folder.join("bin");
    if shell::is_executable(&programs.join("pip")) && folder.join("ready").is_file() {
        return Ok(programs);
    }
    let made = || shell::run(Command::new("python3").args(["-m", "venv"]).arg(&folder));
    if shell::which("python3").is_none() || made().is_err() {
        debian::install("Python with venv", &["python3", "python3-venv"])?;
        made()?;
    }
    shell::run(Command::new(programs.join("pip")).args(["install", "--quiet"]).args(packages))?;
    std::fs::write(folder.join("ready"), packages.join("\n"))?;
    Ok(programs)
}
