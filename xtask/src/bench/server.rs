//! A release build of the product, serving a demo that lives for this measurement.

use crate::bench::http;
use crate::keeper::{self, Keeper};
use crate::shell;
use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use std::ffi::OsString;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Nothing that takes longer than this will be measured.
const START_LIMIT: Duration = Duration::from_mins(2);

/// A serving demo.
#[derive(Debug)]
pub struct Server {
    keeper: Keeper,
    /// Where it listens.
    pub address: SocketAddr,
    /// From the start of the process to its first page.
    pub first_page: Duration,
    data: PathBuf,
}

/// The release binary, built if need be.
pub fn program() -> Result<PathBuf> {
    shell::run(shell::cargo().args(["build", "--release", "--locked"]))?;
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| shell::root().join("target"), PathBuf::from);
    Ok(target.join("release/gugus"))
}

impl Server {
    /// Serves the demo of `data`, which is made on the first start, until dropped.
    pub fn start(program: &Path, data: &Path) -> Result<Self> {
        let folder = keeper::temporary_folder("bench")?;
        let address = free_address()?;
        let listen = address.to_string();
        let words = [
            program.as_os_str(),
            "demo".as_ref(),
            "--data".as_ref(),
            data.as_os_str(),
            "--listen".as_ref(),
        ];
        let mut words: Vec<OsString> = words.iter().map(OsString::from).collect();
        words.push(listen.into());
        let start = Instant::now();
        let keeper = Keeper::start(&words, "TERM", &folder)?;
        let answers = || http::get(address, "/masuk", "").is_ok_and(|answer| answer.status == 200);
        keeper.wait_until("the demo", START_LIMIT, answers)?;
        Ok(Self { keeper, address, first_page: start.elapsed(), data: data.to_path_buf() })
    }

    /// The id of the process.
    pub fn pid(&self) -> u32 {
        self.keeper.pid()
    }

    /// Signs in as the first demo account of a role and returns the cookies of the session.
    pub fn sign_in(&self, role: &str) -> Result<String> {
        let text = std::fs::read_to_string(self.data.join("demo-accounts.json"))?;
        let accounts: Value = serde_json::from_str(&text)?;
        let account = accounts
            .as_array()
            .and_then(|all| all.iter().find(|account| account["role"].as_str() == Some(role)))
            .with_context(|| format!("the demo has no account with the role {role}"))?;
        let field = |name: &str| account[name].as_str().unwrap_or_default().to_owned();
        let fields = [("username", field("username")), ("password", field("password"))];
        let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
        let answer = http::post(self.address, "/masuk", &fields)?;
        if answer.status != 303 {
            bail!("signing in as {role} was answered with {}", answer.status);
        }
        Ok(answer.cookies())
    }
}

/// A loopback port that is free now.
fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}
