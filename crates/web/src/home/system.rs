//! The administrator's home: who can sign in, and what the audit trail saw last.

use app::{Act, account, audit};
use domain::account::AccountState;
use maud::{Markup, html};

use crate::{
    Ctx, Fault,
    ui::{self, Button, Column, Fact, Row, Table, facts},
};

/// Events that the page shows.
const FEW: i64 = 8;

/// The state of the system.
pub async fn show(ctx: &Ctx) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let actor = ctx.actor()?;
    let accounts = account::index(ctx.app(), actor).await?;
    let active = accounts.iter().filter(|one| one.account.state == AccountState::Active);
    let waiting = active.clone().filter(|one| one.account.must_change).count();
    let active = active.count();
    let number = |count: usize| lang.number(i64::try_from(count).unwrap_or(i64::MAX));
    let frame = ctx.frame(lang.home_system()).lead(lang.home_system_lead());
    let list = [
        Fact::new(
            lang.home_accounts(),
            html! {
                a href="/pengaturan/akun" { (lang.home_accounts_count(number(active), number(accounts.len() - active))) }
            },
        ),
        Fact::new(lang.home_first_password(), number(waiting)),
        Fact::new(
            lang.home_taskforce(),
            html! {
                @match ctx.signed()?.taskforce.as_ref() {
                    Some(own) => { (own.name) }
                    None => { (lang.home_taskforce_none()) }
                }
            },
        ),
    ];
    let body = html! {
        (facts(&list))
        (ui::actions(&[
            Button::link(lang.home_add_account(), "/pengaturan/akun/baru"),
            Button::link(lang.home_open_audit(), "/audit").quiet(),
        ]))
        @if actor.may(Act::AuditView) { (events(ctx).await?) }
    };
    Ok(ui::page(&frame, body))
}

/// The newest events of the audit trail.
async fn events(ctx: &Ctx) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let lines = audit::latest(ctx.app(), ctx.actor()?, None, FEW).await?;
    let columns = vec![
        Column::text(lang.audit_when()),
        Column::text(lang.audit_who()),
        Column::text(lang.audit_act()),
    ];
    let rows = lines.iter().map(|line| {
        Row::new(html! { (lang.stamp(line.row.at, ctx.zone())) })
            .cell(html! { (line.username.as_deref().unwrap_or(&line.row.actor)) })
            .cell(html! {
                code { (line.row.act) }
                @if line.row.outcome == "refused" { " " strong { (lang.audit_refused()) } }
            })
    });
    Ok(html! {
        section {
            h2 { (lang.audit_newest()) }
            (Table::new(lang.audit_newest(), columns).rows(rows))
        }
    })
}
