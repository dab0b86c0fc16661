//! `gugus demo`: Kabupaten Tangerang with invented people and figures.

use std::{fs, path::Path, process::ExitCode};

use anyhow::{Context as _, bail};
use app::App;
use store::taskforce::TaskForceRow;
use web::Settings;

use crate::{args::DemoArgs, config::Config, node, output::confirm, serve};

const ACCOUNTS: &str = "demo-accounts.json";
/// Stands in the folder while it is being filled; left behind by a start that was cut short.
const FILLING: &str = "demo-filling";

/// Fills the folder if it is new, and serves it.
pub async fn run(config: Config, args: DemoArgs) -> anyhow::Result<ExitCode> {
    let accounts = config.data.join(ACCOUNTS);
    if args.reset && accounts.exists() {
        reset(&config.data, args.yes)?;
    }
    // Held until the folder is filled, so that a second start does not fill it at the same time.
    let mut mark = None;
    if !accounts.exists() {
        let was_filling = config.data.join(FILLING).exists();
        if !was_filling {
            refuse_foreign(&config.data)?;
        }
        mark = Some(take_mark(&config.data)?);
        if was_filling {
            start_over(&config).await?;
        }
    }
    let app = node::open(&config).await?;
    let known = taskforces(&app).await?;
    if known.iter().any(|one| !one.is_demo) {
        bail!(foreign(&config.data));
    }
    if known.is_empty() {
        eprintln!("Filling {} with the example of Kabupaten Tangerang …", config.data.display());
        fill(&app, &config.data).await?;
    }
    drop(mark);
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

async fn taskforces(app: &App) -> anyhow::Result<Vec<TaskForceRow>> {
    Ok(store::taskforce::list(&mut app.store.read().await?).await?)
}

/// Makes the mark of a folder that is being filled, for this process alone.
fn take_mark(data: &Path) -> anyhow::Result<fs::File> {
    fs::create_dir_all(data).with_context(|| cant_write(data))?;
    let path = data.join(FILLING);
    let mark = fs::File::create(&path).with_context(|| cant_write(&path))?;
    if mark.try_lock().is_err() {
        bail!("another start is filling {}; wait until it serves", data.display());
    }
    Ok(mark)
}

/// Takes away what a start left behind that was cut short while filling.
async fn start_over(config: &Config) -> anyhow::Result<()> {
    let app = node::open(config).await?;
    let is_real = taskforces(&app).await?.iter().any(|one| !one.is_demo);
    app.store.close().await;
    if is_real {
        bail!(foreign(&config.data));
    }
    eprintln!("The last start was cut short while filling; starting over.");
    forget(&config.data)
}

/// A demo never touches a real installation.
fn refuse_foreign(data: &Path) -> anyhow::Result<()> {
    if !data.is_dir() || data.join(ACCOUNTS).exists() {
        return Ok(());
    }
    for entry in fs::read_dir(data)? {
        if entry?.file_name().to_string_lossy().starts_with("gugus") {
            bail!(foreign(data));
        }
    }
    Ok(())
}

fn foreign(data: &Path) -> String {
    let data = data.display();
    format!("{data} holds an installation that is not a demo; choose another folder with --data")
}

fn reset(data: &Path, yes: bool) -> anyhow::Result<()> {
    if !yes && !confirm(&format!("Forget everything in {}?", data.display())) {
        bail!("nothing was changed; answer y, or give --reset --yes");
    }
    forget(data)
}

fn forget(data: &Path) -> anyhow::Result<()> {
    for name in ["gugus.db", "gugus.db-wal", "gugus.db-shm", "audit.key", ACCOUNTS] {
        let path = data.join(name);
        if path.exists() {
            fs::remove_file(&path).with_context(|| format!("can't remove {}", path.display()))?;
        }
    }
    Ok(())
}

async fn fill(app: &App, data: &Path) -> anyhow::Result<()> {
    let [accounts, filling] = [ACCOUNTS, FILLING].map(|name| data.join(name));
    let made = app::demo::fill(app, &mut |line| eprintln!("  {line}")).await?;
    let made = serde_json::to_string_pretty(&made)?;
    fs::write(&accounts, made).with_context(|| cant_write(&accounts))?;
    fs::remove_file(&filling).with_context(|| cant_write(&filling))
}

fn cant_write(path: &Path) -> String {
    format!("can't write {}", path.display())
}

/// User name of the secretariat, the first to try.
fn hint(accounts: &Path) -> anyhow::Result<String> {
    let text = fs::read_to_string(accounts)
        .with_context(|| format!("can't read {}; start over with --reset", accounts.display()))?;
    let list: Vec<app::demo::DemoAccount> = serde_json::from_str(&text)?;
    let first = list.iter().find(|one| one.role == "secretariat").or(list.first());
    Ok(first.map(|one| one.username.clone()).unwrap_or_default())
}
