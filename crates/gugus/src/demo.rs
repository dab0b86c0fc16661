//! `gugus demo`: Kabupaten Tangerang with invented people and figures.

use std::{fs, path::Path, process::ExitCode};

use anyhow::{Context as _, bail};
use app::App;
use web::Settings;

use crate::{args::DemoArgs, config::Config, node, output::confirm, serve};

const ACCOUNTS: &str = "demo-accounts.json";

/// Fills the folder if it is new, and serves it.
pub async fn run(config: Config, args: DemoArgs) -> anyhow::Result<ExitCode> {
    let accounts = config.data.join(ACCOUNTS);
    if args.reset && accounts.exists() {
        reset(&config.data, args.yes)?;
    }
    refuse_foreign(&config.data)?;
    let app = node::open(&config).await?;
    if app::taskforce::only(&app).await?.is_none() {
        eprintln!("Filling {} with the example of Kabupaten Tangerang …", config.data.display());
        fill(&app, &accounts).await?;
    }
    let hint = hint(&accounts)?;
    let port = config.listen.port();
    let lines = [
        format!("http://localhost:{port}"),
        format!(
            "Sign in as {hint}; the passwords are in {}. Everybody in it is an example.",
            accounts.display()
        ),
    ];
    let settings = Settings { public_url: None, demo: true, demo_hint: Some(hint) };
    serve::listen(app, settings, &config, &lines).await
}

/// A demo never touches a real installation.
fn refuse_foreign(data: &Path) -> anyhow::Result<()> {
    if !data.is_dir() || data.join(ACCOUNTS).exists() {
        return Ok(());
    }
    for entry in fs::read_dir(data)? {
        if entry?.file_name().to_string_lossy().starts_with("gugus") {
            bail!(
                "{} holds an installation that is not a demo; choose another folder with --data",
                data.display()
            );
        }
    }
    Ok(())
}

fn reset(data: &Path, yes: bool) -> anyhow::Result<()> {
    if !yes && !confirm(&format!("Forget everything in {}?", data.display())) {
        bail!("nothing was changed; answer y, or give --reset --yes");
    }
    for name in ["gugus.db", "gugus.db-wal", "gugus.db-shm", "audit.key", ACCOUNTS] {
        let path = data.join(name);
        if path.exists() {
            fs::remove_file(&path).with_context(|| format!("can't remove {}", path.display()))?;
        }
    }
    Ok(())
}

async fn fill(app: &App, accounts: &Path) -> anyhow::Result<()> {
    let made = app::demo::fill(app, &mut |line| eprintln!("  {line}")).await?;
    fs::write(accounts, serde_json::to_string_pretty(&made)?)
        .with_context(|| format!("can't write {}", accounts.display()))
}

/// User name of the secretariat, the first to try.
fn hint(accounts: &Path) -> anyhow::Result<String> {
    let text = fs::read_to_string(accounts)
        .with_context(|| format!("can't read {}; start over with --reset", accounts.display()))?;
    let list: Vec<app::demo::DemoAccount> = serde_json::from_str(&text)?;
    let first = list.iter().find(|one| one.role == "secretariat").or(list.first());
    Ok(first.map(|one| one.username.clone()).unwrap_or_default())
}
