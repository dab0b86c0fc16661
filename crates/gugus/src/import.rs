//! `gugus import`.

use std::process::ExitCode;

use app::{Actor, App, region};
use text::Lang;

use crate::{
    args::{Common, FileArgs, ImportArgs, ImportCommand},
    config::Config,
    node,
    output::{confirm, interactive, say},
};

/// Reads a file into the workspace.
pub async fn run(config: Config, common: &Common, args: ImportArgs) -> anyhow::Result<ExitCode> {
    let app = node::open(&config).await?;
    let actor = node::actor(&app, common).await?;
    match args.command {
        ImportCommand::Regions(file) => regions(&app, &actor, file).await,
        ImportCommand::Plan(file) => plan(&app, &actor, file).await,
    }
}

/// Whether to go on from what a dry run showed: a person at a terminal is asked, a script is not.
fn wanted(file: &FileArgs) -> bool {
    !file.dry_run && (file.yes || file.json || !interactive() || confirm("Save this?"))
}

async fn regions(app: &App, actor: &Actor, file: FileArgs) -> anyhow::Result<ExitCode> {
    let dry = region::import::Options { dry_run: true, ..Default::default() };
    let mut outcome = region::import_path(app, actor, &file.file, dry).await?;
    if outcome.error_count == 0 && wanted(&file) {
        outcome = region::import_path(app, actor, &file.file, region::import::Options::default()).await?;
    }
    if file.json {
        say(&serde_json::to_string(&outcome)?);
    } else {
        say(&region::words::outcome(Lang::Id, &outcome, !outcome.applied));
    }
    Ok(if outcome.error_count == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

async fn plan(_app: &App, _actor: &Actor, _file: FileArgs) -> anyhow::Result<ExitCode> {
    Ok(ExitCode::SUCCESS)
}
