//! The register.

use app::{
    Act,
    instrument::{
        self,
        view::{Coverage, Filter, Index, Known, Line, Shelf},
    },
};
use domain::instrument::{Kind, Standing};
use maud::{Markup, html};
use text::Lang;

use super::{
    address::{CSV, HOME, NEW, PAPER, href, known_href},
    words,
};
use crate::{
    Ctx, Fault,
    forms::encode,
    ui::{self, Button, Chip, Column, Empty, Filters, List, Notice, Pager, Row, Table, Tone},
};

/// How many rows a page shows.
const ROWS: usize = 50;

/// The register.
pub async fn index(ctx: Ctx) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let actor = ctx.actor()?;
    let filter = asked(&ctx);
    let index = instrument::index(ctx.app(), actor, &filter).await?;
    let known = instrument::known(ctx.app(), actor).await?;
    let prints = actor.may(Act::InstrumentPrint);
    let mut buttons = Vec::new();
    if actor.may(Act::InstrumentManage) {
        buttons.push(Button::link(lang.instrument_new(), NEW));
    }
    if prints && index.total > 0 {
        let paper = address(PAPER, &filter, filter.shelf, 1);
        buttons.push(Button::link(lang.instrument_paper(), paper).quiet());
    }
    let frame = ctx
        .frame(lang.instrument_title())
        .lead(lang.instrument_lead())
        .actions(ui::actions(&buttons));
    let page: usize = ctx.query("halaman").and_then(|typed| typed.parse().ok()).unwrap_or(1).max(1);
    let count = index.lines.len();
    let total = i64::try_from(count).unwrap_or(i64::MAX);
    let shown = index.lines.iter().skip((page - 1).saturating_mul(ROWS)).take(ROWS);
    let table =
        Table::new(lang.instrument_title(), columns(lang)).rows(shown.map(|line| row(lang, line)));
    let mut list = List::new(lang, lang.instrument_count(total, lang.number(total)), table)
        .filters(filters(lang, &index, &filter))
        .pager(pager(lang, &filter, (page, count)))
        .empty((count == 0).then(|| empty(lang, &index, actor.may(Act::InstrumentManage))));
    if prints {
        list = list.export("CSV", address(CSV, &filter, filter.shelf, 1));
    }
    let body = html! {
        (list)
        (coverage(lang, &index))
        (elsewhere(lang, &known))
        @if !index.is_confirmed && index.total > 0 {
            (Notice::new(Tone::Note, lang.instrument_unconfirmed(lang.number(index.warning.before))))
        }
    };
    Ok(ui::page(&frame, body))
}

/// What the address asks for.
pub fn asked(ctx: &Ctx) -> Filter {
    Filter {
        shelf: ctx.query("keadaan").and_then(|code| Shelf::from_code(&code)).unwrap_or_default(),
        kind: ctx.query("jenis").and_then(|code| Kind::from_code(&code)),
        year: ctx.query("tahun").and_then(|year| year.parse().ok()),
        words: ctx.query("q").unwrap_or_default(),
    }
}

/// An address with this filter, on this shelf.
fn address(path: &str, filter: &Filter, shelf: Shelf, page: usize) -> String {
    let pairs = [
        ("keadaan", (shelf != Shelf::All).then(|| shelf.code().to_owned())),
        ("jenis", filter.kind.map(|kind| kind.code().to_owned())),
        ("tahun", filter.year.map(|year| year.to_string())),
        ("q", Some(filter.words.clone()).filter(|words| !words.is_empty())),
        ("halaman", (page > 1).then(|| page.to_string())),
    ];
    let pairs: Vec<String> = pairs
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| format!("{name}={}", encode(&value))))
        .collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

fn filters<'a>(lang: Lang, index: &Index, filter: &Filter) -> Filters<'a> {
    let chips = Shelf::ALL.map(|one| {
        let count = index.counts.get(&one).copied().unwrap_or(0);
        Chip::new(words::shelf(lang, one), address(HOME, filter, one, 1), one == filter.shelf)
            .count(i64::try_from(count).unwrap_or(i64::MAX))
    });
    let kinds = Kind::ALL.map(|kind| (kind.code(), words::kind(lang, kind)));
    let years: Vec<String> = index.years.iter().map(i16::to_string).collect();
    let years: Vec<(&str, &str)> =
        years.iter().map(|year| (year.as_str(), year.as_str())).collect();
    let now = filter.kind.map_or("", Kind::code);
    let year = filter.year.map(|year| year.to_string()).unwrap_or_default();
    let fields = html! {
        @if filter.shelf != Shelf::All { input type="hidden" name="keadaan" value=(filter.shelf.code()); }
        (Filters::words("q", lang.instrument_search(), &filter.words))
        (Filters::pick("jenis", lang.instrument_kind(), lang.instrument_all_kinds(), &kinds, now))
        (Filters::pick("tahun", lang.instrument_year(), lang.instrument_all_years(), &years, &year))
    };
    let narrowed = filter.kind.is_some() || filter.year.is_some() || !filter.words.is_empty();
    let clear = narrowed.then(|| address(HOME, &Filter::default(), filter.shelf, 1));
    Filters::new()
        .chips(lang.instrument_standing(), chips.to_vec())
        .fields(HOME, fields)
        .clear(clear)
}

fn pager<'a>(lang: Lang, filter: &Filter, (page, count): (usize, usize)) -> Pager<'a> {
    let at = |page: usize| address(HOME, filter, filter.shelf, page).into();
    let number = |count: usize| lang.number(i64::try_from(count).unwrap_or(i64::MAX));
    let first = (page - 1).saturating_mul(ROWS) + 1;
    let last = first.saturating_add(ROWS - 1).min(count);
    Pager {
        previous: (page > 1).then(|| at(page - 1)),
        next: (last < count).then(|| at(page + 1)),
        place: lang.instrument_place_in_list(number(first), number(last), number(count)).into(),
    }
}

fn empty(lang: Lang, index: &Index, manages: bool) -> Empty<'static> {
    if index.total > 0 {
        return Empty::new(lang.instrument_empty_filter(), lang.instrument_empty_filter_how())
            .button(Button::link(lang.ui_clear(), HOME).quiet());
    }
    let empty = Empty::new(lang.instrument_empty(), lang.instrument_empty_how());
    if manages { empty.button(Button::link(lang.instrument_new(), NEW)) } else { empty }
}

fn columns(lang: Lang) -> Vec<Column<'static>> {
    vec![
        Column::text(lang.instrument_column_name()),
        Column::text(lang.instrument_column_office()),
        Column::text(lang.instrument_standing()),
        Column::text(lang.instrument_column_until()),
    ]
}

fn row(lang: Lang, line: &Line) -> Row {
    let draft = &line.row.draft;
    let signed = line.row.life.signed.as_ref();
    let number = words::number(lang, draft.kind, signed.map(|one| one.number.as_str()), draft.year);
    Row::new(html! {
        a href=(href(line.row.id)) { (number) }
        small {
            (draft.title)
            @if line.row.is_example { " · " (lang.meeting_example()) }
        }
    })
    .cell(html! {
        (line.agency)
        @if let Some(place) = &line.place { small { (words::place(lang, place)) } }
        @if line.is_orphan { small { (lang.instrument_orphan()) } }
    })
    .cell(html! {
        (words::standing(lang, line.standing))
        @if line.standing == Standing::Signed {
            @if let Some(signed) = signed { small { (lang.date(signed.on)) } }
        }
    })
    .cell(html! {
        @match draft.term.until {
            Some(day) => { (lang.date(day)) }
            None => { "–" }
        }
        @if line.asks_answer { small { (lang.instrument_asks_answer()) } }
    })
}

/// Which villages have a regulation, by sub-district.
fn coverage(lang: Lang, index: &Index) -> Markup {
    let sum = |of: fn(&Coverage) -> usize| -> String {
        let sum: usize = index.coverage.iter().map(of).sum();
        lang.number(i64::try_from(sum).unwrap_or(i64::MAX))
    };
    let columns = vec![
        Column::text(lang.instrument_district()),
        Column::number(lang.instrument_villages()),
        Column::number(lang.instrument_covered()),
        Column::number(lang.instrument_circulars()),
    ];
    let figure = |count: usize| {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        html! { @if count == 0 { "–" } @else { (lang.number(count)) } }
    };
    let rows = index.coverage.iter().map(|one| {
        Row::new(html! { a href={ "/wilayah/" (one.code) } { (one.name) } })
            .cell(figure(one.villages))
            .cell(figure(one.covered))
            .cell(figure(one.circulars))
    });
    let gone = i64::try_from(index.gone).unwrap_or(i64::MAX);
    html! {
        @if !index.coverage.is_empty() {
            section {
                h2 { (lang.instrument_coverage()) }
                p { (lang.instrument_coverage_sum(sum(|one| one.covered), sum(|one| one.villages))) }
                @if gone > 0 { p class="help" { (lang.instrument_gone(gone, lang.number(gone))) } }
                details {
                    summary { (lang.instrument_coverage_table()) }
                    (Table::new(lang.instrument_coverage(), columns).rows(rows))
                }
            }
        }
    }
}

/// Decrees and regulations that other pages know already.
fn elsewhere(lang: Lang, known: &[Known]) -> Markup {
    html! {
        @if !known.is_empty() {
            section {
                h2 { (lang.instrument_known()) }
                p class="help" { (lang.instrument_known_help()) }
                ul class="plain-list" {
                    @for one in known {
                        li {
                            a href=(known_href(one.basis)) { (one.number) }
                            " " small { (one.title) " · " (lang.date(one.signed_on)) }
                        }
                    }
                }
            }
        }
    }
}
