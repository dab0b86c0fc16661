//! `/audit`: what was done, by whom, and whether the chain holds.

use app::{
    Act, audit,
    audit::{Line, Verdict},
};
use domain::time::Instant;
use maud::{Markup, html};
use text::Lang;

use crate::{
    Ctx, Fault, Guard, Posted, Routes,
    ui::{self, Button, Column, List, Notice, Pager, Row, Table, Tone, act},
};

const PAGE: i64 = 50;

/// Routes of the audit trail.
pub fn routes() -> Routes {
    Routes::new().get("/audit", Guard::Act(Act::AuditView), index).post(
        "/audit/periksa",
        Guard::Act(Act::AuditVerify),
        verify,
    )
}

/// The newest events.
async fn index(ctx: Ctx) -> Result<Markup, Fault> {
    page(&ctx, None).await
}

/// Checks the chain and shows the verdict above the newest events.
async fn verify(ctx: Ctx, _typed: Posted) -> Result<Markup, Fault> {
    let verdicts = audit::verify(ctx.app(), ctx.actor()?).await?;
    page(&ctx, Some(verdicts)).await
}

async fn page(ctx: &Ctx, verdicts: Option<Vec<Verdict>>) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let before = ctx.query("sebelum").and_then(|text| cursor(&text));
    let mut lines = audit::latest(ctx.app(), ctx.actor()?, before, PAGE + 1).await?;
    let more = lines.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    lines.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let frame = ctx.frame(lang.audit_title()).lead(lang.audit_lead());
    let columns = vec![
        Column::text(lang.audit_when()),
        Column::text(lang.audit_who()),
        Column::text(lang.audit_act()),
        Column::text(lang.audit_object()),
        Column::number(lang.audit_seq()),
    ];
    let next = lines
        .last()
        .filter(|_| more)
        .map(|line| format!("/audit?sebelum={}.{}", line.row.at.0, line.row.seq).into());
    let rows: Vec<Row> = lines.iter().map(|line| row(ctx, line)).collect();
    let list =
        List::new(lang, lang.audit_newest(), Table::new(lang.audit_title(), columns).rows(rows))
            .pager(Pager { next, ..Pager::default() });
    let body = html! {
        @for verdict in verdicts.iter().flatten() { (notice(lang, verdict)) }
        @if ctx.actor()?.may(Act::AuditVerify) {
            (act(&frame, "/audit/periksa", None, &Button::submit(lang.audit_verify()).quiet()))
        }
        (list)
    };
    Ok(ui::page(&frame, body))
}

fn cursor(text: &str) -> Option<(Instant, i64)> {
    let (at, seq) = text.split_once('.')?;
    Some((Instant(at.parse().ok()?), seq.parse().ok()?))
}

fn row(ctx: &Ctx, line: &Line) -> Row {
    let row = &line.row;
    let refused = row.outcome == "refused";
    Row::new(html! { (ctx.lang.stamp(row.at, ctx.zone())) })
        .cell(html! { (line.username.as_deref().unwrap_or(&row.actor)) })
        .cell(
            html! { code { (row.act) } @if refused { " " strong { (ctx.lang.audit_refused()) } } },
        )
        .cell(html! { (row.noun) " " small { (row.object.chars().take(8).collect::<String>()) } })
        .cell(html! { (row.seq) })
}

fn notice(lang: Lang, verdict: &Verdict) -> Notice<'static> {
    match &verdict.bad {
        None => Notice::done(lang.audit_good(&verdict.chain, lang.number(verdict.rows))),
        Some(bad) => Notice::new(
            Tone::Stop,
            lang.audit_bad(&verdict.chain, lang.number(bad.seq), why(lang, bad.why)),
        ),
    }
}

fn why(lang: Lang, code: &str) -> &'static str {
    match code {
        "changed" => lang.audit_why_changed(),
        "missing" => lang.audit_why_missing(),
        "broken_link" => lang.audit_why_broken_link(),
        "recomputed" => lang.audit_why_recomputed(),
        "cut" => lang.audit_why_cut(),
        _ => lang.audit_why_head(),
    }
}
