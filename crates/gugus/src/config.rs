//! Configuration: `gugus.toml`, overridden by `GUGUS_*`, overridden by the command line.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use serde::Deserialize;

use crate::args::Common;

/// Everything that can be set.
#[derive(Debug, Clone)]
pub struct Config {
    /// Folder for the database and the audit key.
    pub data: PathBuf,
    /// Database address.
    pub database: String,
    /// Address to listen on.
    pub listen: SocketAddr,
    /// Public address as people type it.
    pub public_url: Option<String>,
    /// Certificate chain and private key for https.
    pub tls: Option<(PathBuf, PathBuf)>,
    /// Name of this node's audit chain.
    pub node: String,
    /// The mail server, and in whose name we write.
    pub mail: Option<(String, String)>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    data: Option<PathBuf>,
    database: Option<String>,
    listen: Option<SocketAddr>,
    public_url: Option<String>,
    tls_cert: Option<PathBuf>,
    tls_key: Option<PathBuf>,
    node: Option<String>,
    smtp: Option<String>,
    mail_from: Option<String>,
}

/// Keys of the file, which are also the names behind `GUGUS_`.
const KEYS: [&str; 9] = [
    "data",
    "database",
    "listen",
    "public_url",
    "tls_cert",
    "tls_key",
    "node",
    "smtp",
    "mail_from",
];

/// Reads the configuration.
pub fn read(common: &Common) -> anyhow::Result<Config> {
    let mut file = from_file(common.config.as_deref())?;
    from_environment(&mut file)?;
    let data = common.data.clone().or(file.data).unwrap_or_else(|| "gugus-data".into());
    let database = common
        .database
        .clone()
        .or(file.database)
        .unwrap_or_else(|| format!("sqlite:{}", data.join("gugus.db").display()));
    let tls = match (
        common.tls_cert.clone().or(file.tls_cert),
        common.tls_key.clone().or(file.tls_key),
    ) {
        (Some(cert), Some(key)) => Some((cert, key)),
        (None, None) => None,
        _ => bail!("https needs both a certificate and a key: give --tls-cert and --tls-key"),
    };
    let listen =
        common.listen.or(file.listen).unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080)));
    if let Some(url) = &file.public_url
        && !url.starts_with("https://")
        && !url.starts_with("http://")
    {
        bail!("public_url must begin with https:// (or http:// on this machine), not {url}");
    }
    let mail = match (file.smtp, file.mail_from) {
        (Some(smtp), Some(from)) => Some((smtp, from)),
        (None, None) => None,
        _ => bail!("e-mail needs both a server and a sender: set smtp and mail_from"),
    };
    Ok(Config {
        data,
        database,
        listen,
        public_url: file.public_url,
        tls,
        node: file.node.unwrap_or_else(|| "main".into()),
        mail,
    })
}

fn from_file(named: Option<&Path>) -> anyhow::Result<File> {
    let path = named.unwrap_or(Path::new("gugus.toml"));
    if named.is_none() && !path.exists() {
        return Ok(File::default());
    }
    let text =
        std::fs::read_to_string(path).with_context(|| format!("can't read {}", path.display()))?;
    toml::from_str(&text).with_context(|| {
        format!(
            "{} has a key or value that Gugus does not know; `gugus serve --help` lists all",
            path.display()
        )
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "the binary is the one place that reads the environment"
)]
fn from_environment(file: &mut File) -> anyhow::Result<()> {
    for (name, value) in std::env::vars() {
        let Some(key) = name.strip_prefix("GUGUS_").map(str::to_lowercase) else { continue };
        // Names of the tests' own.
        if key.starts_with("test_") {
            continue;
        }
        match key.as_str() {
            "data" => file.data = Some(value.into()),
            "database" => file.database = Some(value),
            "listen" => {
                file.listen = Some(
                    value
                        .parse()
                        .with_context(|| format!("{name} is no address like 127.0.0.1:8080"))?,
                );
            }
            "public_url" => file.public_url = Some(value),
            "tls_cert" => file.tls_cert = Some(value.into()),
            "tls_key" => file.tls_key = Some(value.into()),
            "node" => file.node = Some(value),
            "smtp" => file.smtp = Some(value),
            "mail_from" => file.mail_from = Some(value),
            _ => bail!(
                "{name} is not a setting; known are {}",
                KEYS.map(|key| format!("GUGUS_{}", key.to_uppercase())).join(", ")
            ),
        }
    }
    Ok(())
}

/// The account of the operating system, for the audit.
#[expect(
    clippy::disallowed_methods,
    reason = "the binary is the one place that reads the environment"
)]
pub fn os_user() -> String {
    std::env::var("USER")
        .or_else(|_| std::env::var("USERNAME"))
        .unwrap_or_else(|_| "unknown".to_owned())
}
