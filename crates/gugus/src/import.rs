//! `gugus import`.

use std::process::ExitCode;

use crate::{args::{Common, ImportArgs}, config::Config};

/// Reads a file into the workspace.
pub async fn run(_config: Config, _common: &Common, _args: ImportArgs) -> anyhow::Result<ExitCode> {
    Ok(ExitCode::SUCCESS)
}
