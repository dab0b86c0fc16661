//! Load from `wrk`: bounded in time, on loopback, with the figures as JSON.

use crate::bench::process;
use crate::{debian, keeper, shell};
use anyhow::{Context as _, Result};
use serde_json::Value;
use std::net::SocketAddr;
use std::process::Command;

/// Prints one line of JSON when it is done. The cookie arrives in the environment.
const SCRIPT: &str = r#"
wrk.headers["Cookie"] = os.getenv("GUGUS_TEST_COOKIES")
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format('{"per_s":%.1f,"p50_ms":%.3f,"p99_ms":%.3f,"requests":%d,"failed":%d}\n',
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    summary.requests, e.status + e.connect + e.read + e.write + e.timeout))
end
"#;

/// What one run of load showed.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    /// Answers a second.
    pub per_s: f64,
    /// Half of the answers came within this many ms.
    pub p50_ms: f64,
    /// 99 of 100 answers came within this many ms.
    pub p99_ms: f64,
    /// Answers in all.
    pub requests: f64,
    /// Answers that were errors, and those that never came.
    pub failed: f64,
    /// Processor seconds of the server.
    pub cpu_s: f64,
}

/// Asks for `path` from 16 connections for `seconds`, as whoever the cookies say.
pub fn run(server: SocketAddr, pid: u32, path: &str, cookies: &str, seconds: u32) -> Result<Load> {
    if shell::which("wrk").is_none() {
        debian::install("wrk", &["wrk"])?;
    }
    let folder = keeper::temporary_folder("wrk")?;
    let script = folder.join("get.lua");
    std::fs::write(&script, SCRIPT)?;
    let before = process::cpu_seconds(pid)?;
    let said = shell::read(
        Command::new("wrk")
            .args(["-t1", "-c16", &format!("-d{seconds}s"), "-s"])
            .arg(&script)
            .arg(format!("http://{server}{path}"))
            .env("GUGUS_TEST_COOKIES", cookies),
    );
    let after = process::cpu_seconds(pid)?;
    let _ = std::fs::remove_dir_all(&folder);
    parse(&said?, after - before)
}

fn parse(said: &str, cpu_s: f64) -> Result<Load> {
    let line = said.lines().find(|line| line.starts_with('{')).context("wrk printed no figures")?;
    let figures: Value = serde_json::from_str(line)?;
    let figure =
        |name: &str| figures[name].as_f64().with_context(|| format!("wrk did not say {name}"));
    Ok(Load {
        per_s: figure("per_s")?,
        p50_ms: figure("p50_ms")?,
        p99_ms: figure("p99_ms")?,
        requests: figure("requests")?,
        failed: figure("failed")?,
        cpu_s,
    })
}
