//! `gugus serve`.

use std::{net::SocketAddr, process::ExitCode, sync::Arc};

use anyhow::Context as _;
use app::App;
use axum_server::{Handle, tls_rustls::RustlsConfig};
use web::Settings;

use crate::{config::Config, mail::Smtp, node, output::say};

/// Opens everything and serves until told to stop.
pub async fn run(config: Config) -> anyhow::Result<ExitCode> {
    let app = node::open(&config).await?;
    if app::taskforce::only(&app).await?.is_none() {
        anyhow::bail!(
            "there is no task force yet; begin with `gugus init --name … --region …`, or look around with `gugus demo`"
        );
    }
    let settings = Settings { public_url: config.public_url.clone(), ..Settings::default() };
    let scheme = if config.tls.is_some() { "https" } else { "http" };
    let address =
        config.public_url.clone().unwrap_or_else(|| format!("{scheme}://{}", config.listen));
    listen(app, settings, &config, &[format!("Gugus serves on {address}")]).await
}

/// Serves `app`, says `lines` once it listens, and stops gently on an interrupt.
pub async fn listen(
    app: App,
    settings: Settings,
    config: &Config,
    lines: &[String],
) -> anyhow::Result<ExitCode> {
    let app = match &config.mail {
        Some((smtp, from)) => app.mailing(Arc::new(Smtp::open(smtp, from)?)),
        None => app,
    };
    let site = match &config.public_url {
        Some(url) => url.trim_end_matches('/').to_owned(),
        None => format!("http://localhost:{}", config.listen.port()),
    };
    let store = app.store.clone();
    let by_itself = tokio::spawn(work(app.clone(), site));
    let service = web::site(app, settings).into_make_service_with_connect_info::<SocketAddr>();
    let handle = Handle::new();
    tokio::spawn(stop_on_signal(handle.clone()));
    let listener = std::net::TcpListener::bind(config.listen).with_context(|| {
        format!(
            "can't listen on {}; is something else there? Choose another with --listen",
            config.listen
        )
    })?;
    listener.set_nonblocking(true)?;
    for line in lines {
        say(line);
    }
    match &config.tls {
        Some((cert, key)) => {
            // The process-wide provider may be set once; a second set is the same one.
            let _ = rustls::crypto::ring::default_provider().install_default();
            let tls = RustlsConfig::from_pem_file(cert, key)
                .await
                .context("can't read certificate and key")?;
            axum_server::from_tcp_rustls(listener, tls)?.handle(handle).serve(service).await?;
        }
        None => axum_server::from_tcp(listener)?.handle(handle).serve(service).await?,
    }
    by_itself.abort();
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Seconds between two looks into the outbox.
const LOOK: u64 = 5;
/// Looks between two rounds of reminders, about an hour.
const ROUND: u64 = 720;
/// E-mails that are sent in one go.
const BATCH: usize = 50;

/// What the program does by itself while it serves: sends what waits, and reminds. A fault is
/// written down and tried again; nothing is lost, since it stands in the database.
async fn work(app: App, site: String) {
    let mut ticks = tokio::time::interval(std::time::Duration::from_secs(LOOK));
    for look in 0_u64.. {
        ticks.tick().await;
        if look.is_multiple_of(ROUND)
            && let Err(error) = app::job::remind(&app).await
        {
            tracing::warn!(%error, "reminders were not written");
        }
        if let Err(error) = app::job::deliver(&app, &site, BATCH).await {
            tracing::warn!(%error, "e-mails were not sent");
        }
    }
}

/// Seconds that open requests have to finish.
const GRACE: u64 = 10;

async fn stop_on_signal(handle: Handle<SocketAddr>) {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let Ok(mut terminate) =
            tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
        else {
            return;
        };
        tokio::select! {
            _ = interrupt => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = interrupt.await;
    handle.graceful_shutdown(Some(std::time::Duration::from_secs(GRACE)));
}
