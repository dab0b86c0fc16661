//! `gugus import`.

use std::process::ExitCode;

use app::{
    Actor, App,
    plan::{import, import::Source},
    region::{
        self,
        shape::{self, ShapeOutcome},
    },
};
use text::Lang;

use crate::{
    args::{Common, FileArgs, ImportArgs, ImportCommand},
    config::Config,
    node,
    output::{confirm, interactive, say},
};

/// Reads a file into the workspace; where that is refused, a script that asked for JSON gets it.
pub async fn run(config: Config, common: &Common, args: ImportArgs) -> anyhow::Result<ExitCode> {
    let (ImportCommand::Regions(file)
    | ImportCommand::Boundaries(file)
    | ImportCommand::Population(file)
    | ImportCommand::Plan(file)) = &args.command;
    let json = file.json;
    let done = attempt(config, common, args).await;
    if let Err(error) = &done
        && json
    {
        let refusal = serde_json::json!({ "code": "refused", "message": format!("{error:#}") });
        say(&serde_json::json!({ "applied": false, "errors": [refusal] }).to_string());
    }
    done
}

async fn attempt(config: Config, common: &Common, args: ImportArgs) -> anyhow::Result<ExitCode> {
    let app = node::open(&config).await?;
    let actor = node::actor(&app, common).await?;
    match args.command {
        ImportCommand::Regions(file) => regions(&app, &actor, file).await,
        ImportCommand::Boundaries(file) => {
            let dry = shape::import_boundaries(&app, &actor, &file.file, true).await?;
            if !dry.errors.is_empty() || !wanted(&file, || say(&shapes(&dry))) {
                return told(&file, &dry);
            }
            told(&file, &shape::import_boundaries(&app, &actor, &file.file, false).await?)
        }
        ImportCommand::Population(file) => {
            let dry = shape::import_population(&app, &actor, &file.file, true).await?;
            if !dry.errors.is_empty() || !wanted(&file, || say(&shapes(&dry))) {
                return told(&file, &dry);
            }
            told(&file, &shape::import_population(&app, &actor, &file.file, false).await?)
        }
        ImportCommand::Plan(file) => plan(&app, &actor, file).await,
    }
}

/// What a file of outlines or populations holds, in words.
fn shapes(outcome: &ShapeOutcome) -> String {
    let mut lines = vec![format!("{} regions", outcome.regions)];
    lines.extend(outcome.errors.iter().map(|error| match error.row {
        0 => format!("error: {} ({})", error.code, error.field),
        row => format!("error in feature or line {row}: {} ({})", error.code, error.field),
    }));
    if !outcome.unknown.is_empty() {
        lines.push(format!("no such region today, left out: {}", outcome.unknown.join(", ")));
    }
    let end = if outcome.applied { "saved" } else { "nothing was saved" };
    lines.push(end.to_owned());
    lines.join("\n")
}

fn told(file: &FileArgs, outcome: &ShapeOutcome) -> anyhow::Result<ExitCode> {
    if file.json {
        say(&serde_json::to_string(outcome)?);
    } else {
        say(&shapes(outcome));
    }
    Ok(if outcome.errors.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Whether to go on from what a dry run showed: a person at a terminal is asked, a script is not.
fn wanted(file: &FileArgs, show: impl FnOnce()) -> bool {
    if file.dry_run || file.yes || file.json || !interactive() {
        return !file.dry_run;
    }
    show();
    confirm("Save this?")
}

async fn regions(app: &App, actor: &Actor, file: FileArgs) -> anyhow::Result<ExitCode> {
    let dry = region::import::Options { dry_run: true, ..Default::default() };
    let mut outcome = region::import_path(app, actor, &file.file, dry).await?;
    let show = || say(&region::words::outcome(Lang::Id, &outcome, true));
    if outcome.error_count == 0 && wanted(&file, show) {
        outcome =
            region::import_path(app, actor, &file.file, region::import::Options::default()).await?;
    }
    if file.json {
        say(&serde_json::to_string(&outcome)?);
    } else {
        say(&region::words::outcome(Lang::Id, &outcome, !outcome.applied));
    }
    Ok(if outcome.error_count == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

async fn plan(app: &App, actor: &Actor, file: FileArgs) -> anyhow::Result<ExitCode> {
    let bytes = match std::fs::read(&file.file) {
        Ok(bytes) => bytes,
        Err(error) => anyhow::bail!("can't read {}: {error}; check the path", file.file.display()),
    };
    let name = file.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let source = Source { name, bytes };
    let mut progress = progress();
    let mut outcome =
        import::import(app, actor, Lang::Id, source.clone(), true, &mut progress).await?;
    if outcome.errors.is_empty()
        && wanted(&file, || say(&import::words::lines(Lang::Id, &source.name, &outcome)))
    {
        outcome =
            import::import(app, actor, Lang::Id, source.clone(), false, &mut progress).await?;
    }
    if file.json {
        say(&serde_json::to_string(&outcome)?);
    } else {
        say(&import::words::lines(Lang::Id, &source.name, &outcome));
    }
    Ok(if outcome.errors.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Shows on standard error how far a long import is, a line each thousand rows.
fn progress() -> impl FnMut(usize, usize) + Send {
    |done, all| {
        if done > 0 && (done.is_multiple_of(1_000) || done == all) {
            eprintln!("{done} / {all}");
        }
    }
}
