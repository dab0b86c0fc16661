//! The page of the task force.

use app::{
    Act,
    taskforce::{self, Heading, SeatView, Section, Show, TermView},
};
use domain::{
    taskforce::{Term, TermState, overdue},
    time::Date,
};
use maud::{Markup, html};
use report::membership::{names_agency, vacancy_words};
use text::Lang;

use super::{PATH, asked_day, words};
use crate::{
    Ctx, Fault,
    agency::words as agency_words,
    ui::{
        self, Button, Chip, Column, Empty, Event, Fact, Filters, NextStep, Notice, Record, Row,
        Table, Tone, cell,
    },
};

/// The task force on a day.
pub async fn show(ctx: Ctx) -> Result<Markup, Fault> {
    let show = taskforce::show(ctx.app(), ctx.actor()?, asked_day(&ctx)).await?;
    Ok(page(&ctx, &show))
}

/// What the person on this page may do with the term it shows.
#[derive(Clone, Copy)]
struct May {
    edit: bool,
    appoint: bool,
    print: bool,
}

fn may(ctx: &Ctx, show: &Show) -> May {
    let may = |act| ctx.actor().is_ok_and(|actor| actor.may(act));
    let open = show.term.as_ref().is_some_and(|view| view.term.state != TermState::Closed);
    // A past day is for reading; a change counts from a day on and is made from today's page.
    let edit = open && show.on == ctx.today() && may(Act::TaskforceEdit);
    May { edit, appoint: may(Act::AgencyEdit), print: may(Act::TaskforcePrint) }
}

fn page(ctx: &Ctx, show: &Show) -> Markup {
    let lang = ctx.lang;
    let today = ctx.today();
    let may = may(ctx, show);
    let lead = if show.on == today {
        lang.taskforce_lead().to_owned()
    } else {
        lang.taskforce_lead_on(lang.long_date(show.on))
    };
    let frame = ctx
        .frame(lang.taskforce_title())
        .lead(lead)
        .actions(ui::actions(&buttons(ctx, show, may)))
        .notice(ctx.query("tersimpan").map(|_| Notice::done(lang.taskforce_saved())));
    let body = html! {
        (day_field(lang, show.on))
        @match &show.term {
            Some(view) => { (term(ctx, show, view, may)) }
            None => {
                (Empty::new(lang.taskforce_none(), lang.taskforce_none_how()))
                (ui::timeline(lang, &terms(lang, &show.terms)))
            }
        }
    };
    ui::page(&frame, body)
}

fn buttons<'a>(ctx: &Ctx, show: &Show, may: May) -> Vec<Button<'a>> {
    let lang = ctx.lang;
    let mut buttons = Vec::new();
    if may.print && show.term.is_some() {
        let query =
            if show.on == ctx.today() { String::new() } else { format!("?tanggal={}", show.on) };
        let address = format!("{PATH}/daftar.pdf{query}");
        buttons.push(Button::link(lang.taskforce_print(), address));
    }
    if may.edit {
        let new = format!("{PATH}/kedudukan/baru");
        buttons.push(Button::link(lang.taskforce_seat_new(), new).quiet());
    }
    if let Some(view) = show.term.as_ref().filter(|_| may.edit) {
        let close = format!("{PATH}/masa-tugas/{}/tutup", view.term.id);
        buttons.push(Button::link(lang.taskforce_term_close(), close).quiet());
    }
    let editor = ctx.actor().is_ok_and(|actor| actor.may(Act::TaskforceEdit));
    let running = show.terms.iter().any(|term| term.state == TermState::Running);
    if editor && !running {
        let new = format!("{PATH}/masa-tugas/baru");
        buttons.push(Button::link(lang.taskforce_term_new(), new));
    }
    buttons
}

/// The field that shows another day.
fn day_field(lang: Lang, on: Date) -> Markup {
    let field = html! {
        label { span { (lang.taskforce_on_date()) } input type="date" name="tanggal" value=(on); }
    };
    Filters::new().fields(PATH, field).render(lang)
}

fn term(ctx: &Ctx, show: &Show, view: &TermView, may: May) -> Markup {
    let lang = ctx.lang;
    let record = Record::new(lang, facts(lang, view))
        .next(step(ctx, view, may))
        .events(terms(lang, &show.terms));
    html! {
        @if view.term.to_confirm {
            (Notice::new(Tone::Wait, lang.taskforce_to_confirm_note()))
        }
        (record)
        (vacant(lang, view, may))
        (table(lang, view, may))
    }
}

/// A term past its last day waits to be closed.
fn step<'a>(ctx: &Ctx, view: &TermView, may: May) -> Option<NextStep<'a>> {
    let lang = ctx.lang;
    let last = view.term.valid.until.filter(|_| overdue(&view.term, ctx.today()))?;
    let step = NextStep::new(lang.taskforce_term_close(), lang.taskforce_overdue(lang.date(last)));
    if !may.edit {
        return Some(step);
    }
    let close = format!("{PATH}/masa-tugas/{}/tutup", view.term.id);
    Some(step.button(Button::link(lang.taskforce_term_close(), close)))
}

fn facts<'a>(lang: Lang, view: &TermView) -> Vec<Fact<'a>> {
    let term = &view.term;
    let decree =
        lang.taskforce_decree_line(&term.decree.number, lang.long_date(term.decree.signed_on));
    let (all, vacant) = view.tally();
    let rest = if vacant == 0 {
        lang.taskforce_tally_full().to_owned()
    } else {
        lang.taskforce_tally_vacant(lang.number(vacant))
    };
    let tally = html! { (lang.taskforce_term_count(all, lang.number(all))) ", " (rest) };
    vec![
        Fact::new(lang.taskforce_decree(), decree),
        Fact::new(lang.taskforce_decree_about(), term.decree.title.clone()),
        Fact::new(lang.taskforce_valid(), span(lang, term)),
        Fact::new(lang.taskforce_state(), words::state(lang, term.state)),
        Fact::new(lang.taskforce_tally(), tally),
    ]
}

fn span(lang: Lang, term: &Term) -> String {
    let until = term.valid.until.map_or_else(String::new, |day| lang.date(day));
    lang.taskforce_valid_span(lang.date(term.valid.from), until)
}

/// Every term with the way to see who was in it, latest first.
fn terms<'a>(lang: Lang, terms: &[Term]) -> Vec<Event<'a>> {
    let day = |term: &Term| match term.state {
        TermState::Closed => term.valid.until,
        TermState::Draft | TermState::Running => None,
    };
    terms
        .iter()
        .map(|term| Event {
            when: span(lang, term).into(),
            who: words::state(lang, term.state).into(),
            what: html! {
                @let years = lang.taskforce_term(term.years());
                @match day(term) {
                    Some(day) => { a href={ (PATH) "?tanggal=" (day) } { (years) } }
                    None => { a href=(PATH) { (years) } }
                }
                " " small { (term.decree.number) }
            },
            from: None,
        })
        .collect()
}

/// The vacant seats in short, each with the way to fill it.
fn vacant(lang: Lang, view: &TermView, may: May) -> Markup {
    let seats = view.sections.iter().flat_map(|section| {
        section.seats.iter().filter(|seat| seat.holder.is_err()).map(move |seat| (section, seat))
    });
    let columns = vec![
        Column::text(lang.taskforce_column_position()),
        Column::text(lang.taskforce_column_office()),
        Column::text(lang.taskforce_column_holder()),
    ];
    let rows: Vec<Row> = seats
        .map(|(section, seat)| {
            let name = html! { (words::seat(lang, &seat.seat)) };
            let within = html! { (words::heading(lang, &section.heading)) };
            Row::new(cell::lines(name, within)).cell(office(lang, seat)).cell(html! {
                (holder(lang, seat)) " " (fill(lang, seat, may))
            })
        })
        .collect();
    html! {
        @if !rows.is_empty() {
            section {
                h2 { (lang.taskforce_seat_vacant_list()) }
                (Table::new(lang.taskforce_seat_vacant_list(), columns).rows(rows))
            }
        }
    }
}

fn table(lang: Lang, view: &TermView, may: May) -> Markup {
    let mut columns = vec![
        Column::text(lang.taskforce_column_office()),
        Column::text(lang.taskforce_column_position()),
        Column::text(lang.taskforce_column_holder()),
    ];
    if may.edit {
        columns.push(Column::text(""));
    }
    let title = lang.taskforce_term(view.term.years());
    let mut table = Table::new(title.clone(), columns);
    let mut chips = Vec::with_capacity(view.sections.len());
    for (section, place) in view.sections.iter().zip(1..) {
        chips.push(jump(lang, section, place));
        table = add(lang, table, (section, place), may);
    }
    let jumps = Filters::new().chips(lang.taskforce_parts(), chips);
    html! { section { h2 { (title) } (jumps.render(lang)) (table) } }
}

/// A link down to a section, for a list that is long on a phone.
fn jump<'a>(lang: Lang, section: &Section, place: usize) -> Chip<'a> {
    let words = match &section.heading {
        Heading::Sub(sub) => lang.taskforce_sub_short(&sub.number),
        layer @ Heading::Layer(_) => words::heading(lang, layer),
    };
    let count = i64::try_from(section.seats.len()).unwrap_or(i64::MAX);
    Chip::new(words, format!("#bagian-{place}"), false).count(count)
}

fn add<'a>(
    lang: Lang,
    table: Table<'a>,
    (section, place): (&Section, usize),
    may: May,
) -> Table<'a> {
    let rows = section.seats.iter().map(|seat| {
        let row = Row::new(office(lang, seat)).cell(position(lang, seat)).cell(holder(lang, seat));
        if may.edit { row.cell(fill(lang, seat, may)) } else { row }
    });
    let heading = words::heading(lang, &section.heading);
    table.group(html! { span id={ "bagian-" (place) } { (heading) } }).rows(rows)
}

fn office(lang: Lang, seat: &SeatView) -> Markup {
    match &seat.office {
        Some(known) if names_agency(&known.office.title, &known.agency_full) => {
            html! { (known.office.title) }
        }
        Some(known) => cell::lines(html! { (known.office.title) }, html! { (known.agency_short) }),
        None => cell::none(lang),
    }
}

fn position(lang: Lang, view: &SeatView) -> Markup {
    let name = html! { (words::seat(lang, &view.seat)) };
    if view.seat.to_confirm {
        let note = html! { span class="waits" { (lang.taskforce_to_confirm()) } };
        return cell::lines(name, note);
    }
    name
}

fn holder(lang: Lang, seat: &SeatView) -> Markup {
    match &seat.holder {
        Ok(holder) => agency_words::person(lang, holder),
        Err(why) => cell::lines(agency_words::vacant(lang), html! { (vacancy_words(lang, *why)) }),
    }
}

/// What to do about a seat: an empty office needs a holder, an empty seat an office.
fn fill(lang: Lang, view: &SeatView, may: May) -> Markup {
    let seat = format!("{PATH}/kedudukan/{}", view.seat.id);
    let (href, words) = match (&view.office, &view.holder) {
        (Some(known), Err(_)) if may.appoint => {
            let holder = format!("/pengaturan/jabatan/{}/pejabat", known.office.id);
            (holder, lang.agency_holder_set())
        }
        (Some(_), _) => (seat, lang.taskforce_seat_change()),
        (None, _) => (seat, lang.taskforce_seat_assign()),
    };
    html! { @if may.edit { a href=(href) { (words) } } }
}
