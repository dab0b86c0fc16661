//! `gugus export`, `gugus report` and `gugus bench`: files out, and a database to measure with.

use std::process::ExitCode;

use app::{
    demo::{Scale, scale},
    plan::{self, Export},
};
use domain::plan::Band;
use text::Lang;

use crate::{
    args::{
        BenchArgs, BenchCommand, Common, ExportArgs, ExportCommand, ReportArgs, ReportCommand,
        ScaleArg,
    },
    config::Config,
    node,
    output::say,
};

/// Takes a long table out.
pub async fn run(config: Config, common: &Common, args: ExportArgs) -> anyhow::Result<ExitCode> {
    let app = node::open(&config).await?;
    let actor = node::actor(&app, common).await?;
    let ExportCommand::Reports { out } = args.command;
    let mut progress = |rows: usize| {
        if rows.is_multiple_of(20_000) {
            eprintln!("{rows}");
        }
    };
    let rows = plan::export_reports(&app, &actor, &out, &mut progress).await?;
    say(&format!("{rows} rows written to {}", out.display()));
    Ok(ExitCode::SUCCESS)
}

/// Takes a paper out.
pub async fn report(config: Config, common: &Common, args: ReportArgs) -> anyhow::Result<ExitCode> {
    let app = node::open(&config).await?;
    let actor = node::actor(&app, common).await?;
    let ReportCommand::PlanMatrix { out } = args.command;
    let kind = match out.extension().and_then(|end| end.to_str()) {
        Some("pdf") => Export::Paper,
        Some("xlsx") => Export::Workbook,
        Some("csv") => Export::Csv,
        _ => anyhow::bail!("name a file that ends with .pdf, .xlsx or .csv"),
    };
    let bytes = plan::export(&app, &actor, Lang::Id, (None, None), (kind, word)).await?;
    std::fs::write(&out, &bytes)?;
    say(&format!("{} bytes written to {}", bytes.len(), out.display()));
    Ok(ExitCode::SUCCESS)
}

const fn word(lang: Lang, band: Band) -> &'static str {
    web::ui::word(lang, band)
}

/// Fills a demo so that it can be measured.
pub async fn bench(config: Config, common: &Common, args: BenchArgs) -> anyhow::Result<ExitCode> {
    let app = node::open(&config).await?;
    let actor = node::actor(&app, &Common { act_as: None, ..common.clone() }).await?;
    let BenchCommand::Seed { scale: size } = args.command;
    let size = match size {
        ScaleArg::District => Scale::District,
        ScaleArg::Province => Scale::Province,
        ScaleArg::National => Scale::National,
    };
    let mut progress = |done: usize, all: usize| {
        if done.is_multiple_of(50) || done == all {
            eprintln!("{done} / {all}");
        }
    };
    let seeded = scale(&app, &actor, size, &mut progress).await?;
    say(&serde_json::to_string(&seeded)?);
    Ok(ExitCode::SUCCESS)
}
