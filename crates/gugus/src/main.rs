//! The one binary: commands, configuration, wiring.

use clap::Parser;

mod args;
mod audit;
mod config;
mod demo;
mod export;
mod import;
mod mail;
mod node;
mod output;
mod serve;
mod user;

use args::{Cli, Command};

/// Gives memory back after the layout of a document or a filling; the system's own keeps a third of a gigabyte.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no errors; anything else is a usage error, exit code 2.
            let _ = error.print();
            return std::process::ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    output::init_logging();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return output::fail(&error.into()),
    };
    match runtime.block_on(run(cli)) {
        Ok(code) => code,
        Err(error) => output::fail(&error),
    }
}

async fn run(cli: Cli) -> anyhow::Result<std::process::ExitCode> {
    let config = config::read(&cli.common)?;
    match cli.command {
        Command::Demo(args) => demo::run(config, args).await,
        Command::Serve => serve::run(config).await,
        Command::Init(args) => user::init(config, args).await,
        Command::Migrate => node::migrate(config).await,
        Command::User(args) => user::run(config, &cli.common, args).await,
        Command::Import(args) => import::run(config, &cli.common, args).await,
        Command::Export(args) => export::run(config, &cli.common, args).await,
        Command::Report(args) => export::report(config, &cli.common, args).await,
        Command::Bench(args) => export::bench(config, &cli.common, args).await,
        Command::Audit(args) => audit::run(config, args).await,
    }
}
