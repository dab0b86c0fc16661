//! `gugus audit verify`.

use std::process::ExitCode;

use app::{Actor, ActorKind, audit};

use crate::{
    args::{AuditArgs, AuditCommand},
    config::Config,
    node,
    output::say,
};

/// Checks every chain.
pub async fn run(config: Config, args: AuditArgs) -> anyhow::Result<ExitCode> {
    let AuditCommand::Verify { json } = args.command;
    let app = node::open(&config).await?;
    let actor = Actor::system(ActorKind::Cli("system:cli".to_owned()));
    let verdicts = audit::verify(&app, &actor).await?;
    let bad = verdicts.iter().any(|verdict| verdict.bad.is_some());
    if json {
        say(&serde_json::to_string(&verdicts)?);
    } else {
        for verdict in &verdicts {
            let keyed = if verdict.authenticated { "" } else { " (no key for this chain here)" };
            match &verdict.bad {
                None => {
                    say(&format!("chain {}: {} rows, whole{keyed}", verdict.chain, verdict.rows));
                }
                Some(row) => say(&format!(
                    "chain {}: first bad row {} ({}){keyed}",
                    verdict.chain, row.seq, row.why
                )),
            }
        }
    }
    Ok(if bad { ExitCode::from(1) } else { ExitCode::SUCCESS })
}
