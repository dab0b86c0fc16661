//! Pages of regions.

use app::{
    Act,
    region::{
        Change, Child, FOUND, FoundRow, JurisdictionRow, LONG_AGO, RegionRow, VersionRow, View,
        Villages, words,
    },
};
use domain::{
    field::FieldErrors,
    region::{Became, Confidence, Level},
    time::Date,
};
use maud::{Markup, html};
use text::Lang;

use super::{href, map::map};
use crate::{
    Ctx, Posted,
    ui::{
        self, Button, Column, Empty, Fact, Filters, Frame, List, Notice, Row, Table, Tone, beside,
        cell, facts, field, form,
    },
};

/// A region, or all provinces: its map with the table beside it, its facts and its history.
pub fn region(ctx: &Ctx, view: &View, typed: &Posted, errors: &FieldErrors) -> Markup {
    let lang = ctx.lang;
    let name = view.region().map_or(lang.region_nation(), |region| region.name.as_str());
    let frame = framed(ctx, view, name, errors);
    let importer = ctx.actor().is_ok_and(|actor| actor.may(Act::RegionImport));
    let body = html! {
        (search(lang, ""))
        @if let Some(region) = view.region() { (facts(&facts_of(lang, view, region))) }
        (below(lang, view, name, importer))
        @if view.versions.len() > 1 || !view.changes.is_empty() { (history(lang, view)) }
        @if let Some(region) = view.region().filter(|region| importer && region.level() <= Level::Village) {
            (relate(ctx, &frame, region, typed, errors))
        }
    };
    ui::page(&frame, body)
}

fn framed<'a>(ctx: &'a Ctx, view: &'a View, name: &'a str, errors: &FieldErrors) -> Frame<'a> {
    let lang = ctx.lang;
    let mut frame = ctx.frame(name).lead(lead(lang, view)).troubled(!errors.0.is_empty());
    if view.region().is_some() {
        frame = frame.crumb(lang.region_nation(), "/wilayah/semua");
    }
    for region in view.way.iter().rev().skip(1).rev() {
        frame = frame.crumb(region.name.as_str(), href(&region.code));
    }
    if ctx.actor().is_ok_and(|actor| actor.may(Act::RegionImport)) {
        let import = Button::link(lang.region_import(), "/wilayah/impor").quiet();
        frame = frame.actions(ui::actions(&[import]));
    }
    let ended = view.region().and_then(|region| region.closed_on);
    let notice = match ended {
        Some(on) => Some(Notice::new(Tone::Stop, lang.region_ended(lang.date(on)))),
        None => ctx.query("catat").map(|_| Notice::done(lang.region_relate_done())),
    };
    frame.notice(notice)
}

/// What the region is and what it lies in ("desa di Rajeg, Kabupaten Tangerang, Banten").
fn lead(lang: Lang, view: &View) -> String {
    let mut way = view.way.iter().rev();
    let Some(region) = way.next() else { return lang.region_lead().to_owned() };
    let kind = words::kind(lang, region.kind());
    let above: Vec<&str> = way.map(|region| region.name.as_str()).collect();
    if above.is_empty() { kind.to_owned() } else { lang.region_lies(kind, above.join(", ")) }
}

/// The field that finds a region by its name or code.
fn search(lang: Lang, typed: &str) -> Markup {
    let field = Filters::words("q", lang.region_search_label(), typed);
    Filters::new().fields("/wilayah", field).render(lang)
}

fn facts_of<'a>(lang: Lang, view: &View, region: &RegionRow) -> Vec<Fact<'a>> {
    let mut list = vec![Fact::new(lang.region_code(), region.code.as_str())];
    if let Some(below) = region.level().below().filter(|below| *below != Level::Village) {
        let count = i64::try_from(view.children.len()).unwrap_or(i64::MAX);
        if count > 0 {
            list.push(Fact::new(words::level(lang, below), lang.number(count)));
        }
    }
    if let Some((urban, rural)) = villages(view, region.level()) {
        list.push(Fact::new(lang.region_villages(), split(lang, urban, rural)));
    }
    if let Some(police) = &view.police {
        list.push(Fact::new(lang.region_police(), chain(lang, police)));
    }
    if let Some(version) = view.versions.first() {
        list.push(Fact::new(lang.region_history_source(), version.source.as_str()));
    }
    list
}

/// Kelurahan and desa below a province, regency or district.
fn villages(view: &View, level: Level) -> Option<(i64, i64)> {
    let children = || view.children.iter();
    match level {
        Level::Province | Level::Regency => Some((
            children().map(|child| child.villages.urban).sum(),
            children().map(|child| child.villages.rural).sum(),
        )),
        Level::District => {
            let urban = children()
                .filter(|child| child.region.kind() == domain::region::Kind::UrbanVillage);
            let urban = i64::try_from(urban.count()).unwrap_or(i64::MAX);
            let all = i64::try_from(view.children.len()).unwrap_or(i64::MAX);
            Some((urban, all - urban))
        }
        Level::Village | Level::Rw | Level::Rt => None,
    }
}

/// "12 desa, 1 kelurahan"; a kind that is not there is not said.
fn split(lang: Lang, urban: i64, rural: i64) -> String {
    let rural = (rural > 0).then(|| lang.region_count_rural(rural));
    let urban = (urban > 0).then(|| lang.region_count_urban(urban));
    [rural, urban].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Polsek, polres and polda with how sure it is and where it is said.
fn chain(lang: Lang, police: &JurisdictionRow) -> Markup {
    html! {
        p { (lang.region_police_chain(&police.polsek, &police.polres, &police.polda)) }
        small {
            @if police.confidence == Confidence::Unconfirmed {
                strong { (lang.region_police_unconfirmed()) } ". " (lang.region_police_ask())
            } @else {
                (lang.region_police_note(lang.date(police.from), &police.note))
            }
        }
    }
}

/// The map and the table of what lies below, or how to begin.
fn below(lang: Lang, view: &View, name: &str, importer: bool) -> Markup {
    let level = view.region().map_or(Some(Level::Province), |region| region.level().below());
    let Some(level) = level else { return html! {} };
    if view.children.is_empty() {
        let how =
            if level >= Level::Rw { lang.region_empty_rw() } else { lang.region_empty_other() };
        let mut empty = Empty::new(lang.region_empty(name), how);
        if importer {
            empty = empty.button(Button::link(lang.region_import(), "/wilayah/impor"));
        }
        return html! { section { (empty) } };
    }
    let (picture, key) = map(lang, name, &view.children);
    let rows = view.children.iter().map(|child| row(lang, level, child));
    let table = Table::new(lang.region_table(name), columns(lang, level)).rows(rows);
    html! {
        section {
            h2 { (words::level(lang, level)) }
            (beside(picture, key, &table))
        }
    }
}

fn columns(lang: Lang, level: Level) -> Vec<Column<'static>> {
    let name = Column::text(lang.region_name());
    match level {
        Level::Province => vec![name, Column::number(lang.region_level_regency())],
        Level::Regency => {
            vec![
                name,
                Column::number(lang.region_children_district()),
                Column::number(lang.region_villages()),
            ]
        }
        Level::District => {
            vec![name, Column::number(lang.region_villages()), Column::text(lang.region_police())]
        }
        Level::Village => {
            vec![name, Column::text(lang.region_kind()), Column::number(lang.region_kind_rw())]
        }
        Level::Rw => vec![name, Column::number(lang.region_kind_rt())],
        Level::Rt => vec![name],
    }
}

fn row(lang: Lang, level: Level, child: &Child) -> Row {
    let region = &child.region;
    let link = html! { a href=(href(&region.code)) { (region.name) } };
    let row = Row::new(cell::lines(link, region.code.as_str()));
    let number = |count: i64| html! { (lang.number(count)) };
    let Villages { urban, rural } = child.villages;
    let all = number(urban + rural);
    let villages = if urban == 0 { all } else { cell::lines(all, split(lang, urban, rural)) };
    match level {
        Level::Province | Level::Rw => row.cell(number(child.children)),
        Level::Regency => row.cell(number(child.children)).cell(villages),
        Level::District => row.cell(villages).cell(match &child.police {
            Some(police) => cell::lines(police.polsek.as_str(), html! {
                (police.polres)
                @if police.confidence == Confidence::Unconfirmed { " · " (lang.region_police_unconfirmed()) }
            }),
            None => cell::none(lang),
        }),
        Level::Village => row.cell(html! { (words::kind(lang, region.kind())) }).cell(match child.children {
            0 => cell::none(lang),
            count => number(count),
        }),
        Level::Rt => row,
    }
}

fn history(lang: Lang, view: &View) -> Markup {
    let columns = vec![
        Column::text(lang.region_history_from()),
        Column::text(lang.region_history_to()),
        Column::text(lang.region_code()),
        Column::text(lang.region_name()),
        Column::text(lang.region_history_source()),
    ];
    let rows = view.versions.iter().map(|version| version_row(lang, version));
    let id = view.region().map(|region| region.id);
    html! {
        section {
            h2 { (lang.region_history()) }
            @if !view.changes.is_empty() {
                ul class="changes" {
                    @for change in &view.changes { li { (became(lang, change, id == Some(change.row.old))) } }
                }
            }
            (Table::new(lang.region_history(), columns).rows(rows))
        }
    }
}

fn version_row(lang: Lang, version: &VersionRow) -> Row {
    Row::new(html! { (since(lang, version.from)) })
        .cell(html! { @match version.to {
            Some(to) => { (lang.date(to)) }
            None => { (lang.region_history_now()) }
        } })
        .cell(html! { (version.code.as_str()) })
        .cell(html! { (version.name) })
        .cell(html! { (version.source) })
}

fn since(lang: Lang, day: Date) -> String {
    if day == LONG_AGO { lang.region_history_always().to_owned() } else { lang.date(day) }
}

/// A change in words, seen from the region before it (`mine`) or from the one after.
fn became(lang: Lang, change: &Change, mine: bool) -> Markup {
    let date = lang.date(change.row.on);
    let other = if mine { &change.new } else { &change.old };
    let words = match (change.row.kind, mine) {
        (Became::Rename, _) => return html! { (lang.region_renamed(date)) },
        (Became::Move, _) => return html! { (lang.region_moved(date)) },
        (Became::Split, true) => lang.region_became_split(&other.name, date),
        (Became::Split, false) => lang.region_came_split(&other.name, date),
        (Became::Merge, true) => lang.region_became_merge(&other.name, date),
        (Became::Merge, false) => lang.region_came_merge(&other.name, date),
    };
    html! { a href=(href(&other.code)) { (words) } }
}

/// The form that writes down a split or a merger; open where it has errors.
fn relate(
    ctx: &Ctx,
    frame: &Frame<'_>,
    region: &RegionRow,
    typed: &Posted,
    errors: &FieldErrors,
) -> Markup {
    let lang = ctx.lang;
    let kinds = vec![
        field::choice("split", lang.region_relate_split()),
        field::choice("merge", lang.region_relate_merge()),
    ];
    let other = errors.of("code").map(|_| lang.region_error_other());
    let form = form(frame, format!("{}/perubahan", href(&region.code)))
        .field(
            field::radio("kind", kinds)
                .label(lang.region_relate_kind())
                .value(typed.get("kind"))
                .required(),
        )
        .field(
            field::text("code")
                .label(lang.region_relate_code())
                .help(lang.region_relate_code_help())
                .value(typed.get("code"))
                .error(other)
                .required(),
        )
        .field(field::date("on").label(lang.region_relate_on()).value(typed.get("on")).required())
        .errors(errors)
        .submit(lang.region_relate_do());
    html! {
        section {
            details open[!errors.0.is_empty()] {
                summary { (lang.region_relate()) }
                p { (lang.region_relate_lead()) }
                (form)
            }
        }
    }
}

/// What a search found.
pub fn found(ctx: &Ctx, typed: &str, rows: &[FoundRow]) -> Markup {
    let lang = ctx.lang;
    let frame = ctx.frame(lang.region_search()).crumb(lang.region_title(), "/wilayah");
    let columns = vec![
        Column::text(lang.region_name()),
        Column::text(lang.region_kind()),
        Column::text(lang.region_code()),
    ];
    let table =
        Table::new(lang.region_search(), columns).rows(rows.iter().map(|row| found_row(lang, row)));
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let empty = rows
        .is_empty()
        .then(|| Empty::new(lang.region_search_none(typed), lang.region_search_how()));
    let total =
        if count < FOUND { lang.region_count_found(count) } else { lang.region_found_first(count) };
    let list = List::new(lang, total, table).empty(empty);
    ui::page(&frame, html! { (search(lang, typed)) (list) })
}

fn found_row(lang: Lang, row: &FoundRow) -> Row {
    let above: Vec<&str> =
        [&row.parent, &row.grandparent].into_iter().flatten().map(String::as_str).collect();
    let link = html! { a href=(href(&row.region.code)) { (row.region.name) } };
    let head = if above.is_empty() {
        link
    } else {
        cell::lines(link, lang.region_within(above.join(", ")))
    };
    Row::new(head)
        .cell(html! { (words::kind(lang, row.region.kind())) })
        .cell(html! { (row.region.code.as_str()) })
}
