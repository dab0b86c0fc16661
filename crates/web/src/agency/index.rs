//! The list of agencies.

use app::{
    Act,
    agency::{self, Index, Line, Query},
};
use domain::agency::AgencyKind;
use maud::{Markup, html};

use super::{href, words};
use crate::{
    Ctx, Fault,
    forms::encode,
    ui::{self, Button, Chip, Column, Empty, Filters, List, Pager, Row, Table, cell},
};

const PATH: &str = "/pengaturan/instansi";

/// The agencies that the task force works with.
pub async fn show(ctx: Ctx) -> Result<Markup, Fault> {
    let query = asked(&ctx);
    let index = agency::index(ctx.app(), ctx.actor()?, &query, ctx.today()).await?;
    Ok(page(&ctx, &query, &index))
}

/// What the address asks for.
fn asked(ctx: &Ctx) -> Query {
    let after = ctx.query("setelah").and_then(|after| {
        let (id, key) = after.split_once('.')?;
        Some((key.to_owned(), id.parse().ok()?))
    });
    Query {
        kind: ctx.query("jenis").and_then(|code| AgencyKind::from_code(&code)),
        text: ctx.query("q"),
        with_closed: ctx.query("semua").is_some(),
        after,
    }
}

fn page(ctx: &Ctx, query: &Query, index: &Index) -> Markup {
    let lang = ctx.lang;
    let may = ctx.actor().is_ok_and(|actor| actor.may(Act::AgencyEdit));
    let new = "/pengaturan/instansi/baru";
    let mut buttons = vec![Button::link(lang.agency_groups(), "/pengaturan/kelompok").quiet()];
    if may {
        buttons.insert(0, Button::link(lang.agency_new(), new));
    }
    let frame =
        ctx.frame(lang.agency_title()).lead(lang.agency_lead()).actions(ui::actions(&buttons));
    let columns = vec![
        Column::text(lang.agency_column_name()),
        Column::text(lang.agency_column_kind()),
        Column::text(lang.agency_column_head()),
    ];
    let table =
        Table::new(lang.agency_table(), columns).rows(index.rows.iter().map(|line| row(ctx, line)));
    let empty = index.rows.is_empty().then(|| {
        let empty = Empty::new(lang.agency_empty(), lang.agency_empty_how());
        if may { empty.button(Button::link(lang.agency_new(), new)) } else { empty }
    });
    let list = List::new(lang, lang.agency_count(index.total, lang.number(index.total)), table)
        .filters(filters(ctx, query))
        .pager(pager(query, index))
        .empty(empty);
    ui::page(&frame, html! { (list) })
}

fn row(ctx: &Ctx, line: &Line) -> Row {
    let lang = ctx.lang;
    let agency = &line.agency;
    let name = html! { a href=(href(agency.id)) { (agency.short_name) } };
    let head = match &line.head {
        Some(holder) => words::person(lang, holder),
        None if line.has_head => words::vacant(lang),
        None => cell::none(lang),
    };
    Row::new(cell::lines(name, html! { (agency.full_name) }))
        .cell(html! { (words::kind(lang, agency.kind)) })
        .cell(head)
}

fn filters<'a>(ctx: &Ctx, query: &Query) -> Filters<'a> {
    let lang = ctx.lang;
    let kinds = AgencyKind::ALL.map(|kind| (kind.code(), words::kind(lang, kind)));
    let now = query.kind.map_or("", AgencyKind::code);
    let fields = html! {
        (Filters::words("q", lang.agency_search(), query.text.as_deref().unwrap_or_default()))
        (Filters::pick("jenis", lang.agency_column_kind(), lang.agency_kind_all(), &kinds, now))
        @if query.with_closed { input type="hidden" name="semua" value="1"; }
    };
    let narrowed = query.kind.is_some() || query.text.is_some();
    let chips = vec![
        Chip::new(lang.agency_state_open(), address(query, false, None), !query.with_closed),
        Chip::new(lang.agency_state_all(), address(query, true, None), query.with_closed),
    ];
    Filters::new()
        .chips(lang.agency_state(), chips)
        .fields(PATH, fields)
        .clear(narrowed.then_some(PATH))
}

fn pager<'a>(query: &Query, index: &Index) -> Pager<'a> {
    let next = index.next.as_ref().map(|(key, id)| format!("{id}.{key}"));
    Pager {
        previous: query.after.is_some().then(|| address(query, query.with_closed, None).into()),
        next: next.map(|next| address(query, query.with_closed, Some(&next)).into()),
        place: "".into(),
    }
}

/// The address of this list with these filters, after this row.
fn address(query: &Query, with_closed: bool, after: Option<&str>) -> String {
    let pairs = [
        ("q", query.text.as_deref()),
        ("jenis", query.kind.map(AgencyKind::code)),
        ("semua", with_closed.then_some("1")),
        ("setelah", after),
    ];
    let pairs = pairs
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| format!("{name}={}", encode(value))));
    let pairs: Vec<String> = pairs.collect();
    if pairs.is_empty() { PATH.to_owned() } else { format!("{PATH}?{}", pairs.join("&")) }
}
