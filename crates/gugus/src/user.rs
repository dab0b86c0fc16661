//! `gugus init` and `gugus user`.

use std::process::ExitCode;

use anyhow::{Context as _, bail};
use app::{Actor, ActorKind, account, taskforce};
use domain::{
    account::{NewAccount, NewAccountForm},
    id::TaskForceId,
    time::Zone,
};
use store::taskforce::TaskForceRow;

use crate::{
    args::{Common, InitArgs, UserArgs, UserCommand},
    config::Config,
    node,
    output::say,
};

/// Makes the task force and its first administrator.
pub async fn init(config: Config, args: InitArgs) -> anyhow::Result<ExitCode> {
    let app = node::open(&config).await?;
    if taskforce::only(&app).await?.is_some() {
        bail!("this installation already has a task force; `gugus serve` serves it");
    }
    let zone = Zone::from_code(&args.zone).context("--zone is WIB, WITA or WIT")?;
    let system = Actor::system(ActorKind::Cli("system:cli".to_owned()));
    app::region::shipped::load_shipped(&app, &system).await?;
    let row = TaskForceRow {
        id: TaskForceId(app.ids.next()),
        region: args.region.clone(),
        name: args.name.clone(),
        zone,
        is_demo: false,
        place: None,
        address: None,
    };
    let id = taskforce::found(&app, &system, row).await?;
    let system = system.within(id);
    let agencies = taskforce::bring_agencies(&app, &system, &args.region).await?;
    let new = NewAccount {
        username: args.admin.clone(),
        name: args.admin.clone(),
        role: "administrator".into(),
        agency: None,
        region: None,
    };
    let (_, password) = account::create(&app, &system, &new).await?;
    say(&format!(
        "Task force of {} made. Sign in as {} with the first password {}",
        args.name, new.username, *password
    ));
    say("It must be changed at the first sign-in. Serve with `gugus serve`.");
    say(&match agencies {
        0 => "No agencies ship for this region: enter them under /pengaturan/instansi.".to_owned(),
        some => format!(
            "{some} agencies with their offices came with it; check them under /pengaturan/instansi."
        ),
    });
    Ok(ExitCode::SUCCESS)
}

/// Lists or adds accounts.
pub async fn run(config: Config, common: &Common, args: UserArgs) -> anyhow::Result<ExitCode> {
    let app = node::open(&config).await?;
    let actor = node::actor(&app, common).await?;
    match args.command {
        UserCommand::List { json } => {
            for line in list(&app, &actor, json).await? {
                say(&line);
            }
        }
        UserCommand::Add { username, name, role, agency, region } => {
            let agency = match agency {
                Some(short) => app::agency::find(&app, &short)
                    .await?
                    .with_context(|| format!("no agency is called {short}"))?
                    .to_string(),
                None => String::new(),
            };
            let roles: Vec<String> = app.rules.roles.all().map(|role| role.code.clone()).collect();
            let codes: Vec<&str> = roles.iter().map(String::as_str).collect();
            let region = region.unwrap_or_default();
            let form = NewAccountForm {
                username: &username,
                name: &name,
                role: &role,
                agency: &agency,
                region: &region,
            };
            let new = NewAccount::parse(&form, &codes).map_err(app::Error::Invalid)?;
            let (_, password) = account::create(&app, &actor, &new).await?;
            say(&format!("{}: first password {}", new.username, *password));
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn list(app: &app::App, actor: &Actor, json: bool) -> anyhow::Result<Vec<String>> {
    let listed = account::index(app, actor).await?;
    let role = |one: &account::Listed| {
        one.assignments.last().map(|last| last.role.clone()).unwrap_or_default()
    };
    if json {
        let rows: Vec<_> = listed
            .iter()
            .map(|one| serde_json::json!({ "username": one.account.username, "name": one.account.name, "role": role(one), "state": one.account.state.code() }))
            .collect();
        return Ok(vec![serde_json::to_string(&rows)?]);
    }
    Ok(listed
        .iter()
        .map(|one| format!("{:<24} {:<16} {}", one.account.username, role(one), one.account.name))
        .collect())
}
