//! Static files, inside the binary, with an ETag and an address that changes with the content.

use std::sync::LazyLock;

use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{Ctx, Fault, Guard, Routes};

struct Asset {
    name: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
}

const ASSETS: &[Asset] = &[
    Asset {
        name: "gugus.css",
        kind: "text/css; charset=utf-8",
        bytes: include_bytes!("../static/gugus.css"),
    },
    Asset {
        name: "gugus.svg",
        kind: "image/svg+xml",
        bytes: include_bytes!("../static/gugus.svg"),
    },
    Asset {
        name: "minutes.js",
        kind: "text/javascript; charset=utf-8",
        bytes: include_bytes!("../static/minutes.js"),
    },
    Asset {
        name: "filter.js",
        kind: "text/javascript; charset=utf-8",
        bytes: include_bytes!("../static/filter.js"),
    },
];

static STYLE: LazyLock<String> =
    LazyLock::new(|| format!("/static/gugus.css?v={}", tag(ASSETS[0].bytes)));

/// Address of the style sheet.
pub fn style() -> &'static str {
    &STYLE
}

static MINUTES: LazyLock<String> =
    LazyLock::new(|| format!("/static/minutes.js?v={}", tag(ASSETS[2].bytes)));

/// Address of the script that keeps minutes while they are typed.
pub fn minutes() -> &'static str {
    &MINUTES
}

static FILTER: LazyLock<String> =
    LazyLock::new(|| format!("/static/filter.js?v={}", tag(ASSETS[3].bytes)));

/// Address of the script that narrows a long list while one types.
pub fn filter() -> &'static str {
    &FILTER
}

/// A short name of the content (FNV-1a), which needs no secret and no strength.
fn tag(bytes: &[u8]) -> String {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// Static files, robots, and whether the server lives.
pub fn routes() -> Routes {
    Routes::new()
        .get("/static/{name}", Guard::Public, file)
        .get("/robots.txt", Guard::Public, async || "User-agent: *\nDisallow: /\n")
        .get("/healthz", Guard::Public, async || "ok\n")
        .get("/readyz", Guard::Public, ready)
}

async fn file(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Fault> {
    let asset = ASSETS.iter().find(|asset| asset.name == name).ok_or(app::Error::NotFound)?;
    let tag = format!("\"{}\"", tag(asset.bytes));
    let cache = [
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable".to_owned()),
        (header::ETAG, tag.clone()),
    ];
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, cache).into_response());
    }
    Ok((cache, [(header::CONTENT_TYPE, asset.kind)], asset.bytes).into_response())
}

/// Whether the database answers.
async fn ready(ctx: Ctx) -> Result<&'static str, Fault> {
    drop(ctx.app().store.read().await.map_err(app::Error::from)?);
    Ok("ok\n")
}
