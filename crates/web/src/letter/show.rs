//! The page of a letter: where it stands, what it says, and the next step.

use app::letter::{self, view::Show};
use axum::extract::Path;
use domain::{
    id::{AccountId, LetterId},
    letter::{GivenForm, NumberSource, State, Step},
};
use maud::{Markup, html};
use text::Lang;

use super::{
    address::{HOME, href},
    preview, words,
};
use crate::{
    Ctx, Fault,
    forms::{Refusal, id_in},
    labels, meeting,
    ui::{self, Button, Event, Fact, Form, Frame, NextStep, Notice, Record, Tone, field, form},
};

/// The letter.
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let show = letter::show(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    Ok(page(&ctx, &show, &Typed::default(), &Refusal::none()))
}

/// What was typed, to which step.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) step: Option<Step>,
    pub(super) given: GivenForm,
    pub(super) note: String,
    pub(super) is_stale: bool,
    /// The letter that has the number already.
    pub(super) other: Option<LetterId>,
}

/// What a page is made of, for each of its forms.
struct Parts<'a> {
    frame: &'a Frame<'a>,
    show: &'a Show,
    typed: &'a Typed,
    refusal: &'a Refusal,
}

pub(super) fn page(ctx: &Ctx, show: &Show, typed: &Typed, refusal: &Refusal) -> Markup {
    let lang = ctx.lang;
    let draft = &show.row.draft;
    let troubled = refusal.is_some() || typed.is_stale;
    let done = [("baru", lang.letter_created()), ("tersimpan", lang.letter_saved())];
    let done = done.into_iter().find(|(name, _)| ctx.query(name).is_some());
    let number = show.row.given.as_ref().map_or(lang.letter_no_number(), |given| &given.number);
    let frame = ctx
        .frame(draft.subject.clone())
        .lead(format!("{} · {number}", words::kind(lang, draft.kind)))
        .crumb(lang.letter_title(), HOME)
        .notice(done.filter(|_| !troubled).map(|(_, words)| Notice::done(words)))
        .troubled(troubled)
        .actions(ui::actions(&buttons(lang, show)));
    let parts = Parts { frame: &frame, show, typed, refusal };
    let record = Record::new(lang, facts(lang, show))
        .next(Some(next(&parts)))
        .events(events(lang, show))
        .more(html! {
            section { h2 { (lang.letter_preview()) } (preview::sheet(show)) }
        });
    ui::page(&frame, html! { (problem(&parts)) (record) })
}

fn buttons<'a>(lang: Lang, show: &Show) -> Vec<Button<'a>> {
    let own = href(show.row.id);
    let mut buttons = Vec::new();
    let is_draft = show.row.state.is_draft();
    if show.may.manage && is_draft {
        buttons.push(Button::link(lang.letter_edit(), format!("{own}/ubah")).quiet());
    }
    if show.may.print {
        let label = if is_draft { lang.letter_print_draft() } else { lang.letter_print() };
        buttons.push(Button::link(label, format!("{own}/surat.pdf")).quiet());
    }
    buttons
}

fn problem(parts: &Parts) -> Markup {
    let lang = parts.frame.lang;
    let rule = parts.refusal.rule.map(|code| labels::rule(lang, code));
    html! {
        @if parts.typed.is_stale { (Notice::new(Tone::Wait, lang.letter_rule_state())) }
        @if let Some(words) = rule {
            @match parts.typed.other {
                Some(other) => {
                    (Notice::new(Tone::Stop, words).link(lang.letter_taken_open(), href(other)))
                }
                None => { (Notice::new(Tone::Stop, words)) }
            }
        }
        @if parts.show.is_outdated { (Notice::new(Tone::Wait, lang.letter_outdated())) }
    }
}

fn facts(lang: Lang, show: &Show) -> Vec<Fact<'_>> {
    let row = &show.row;
    let mut facts = vec![
        Fact::new(lang.letter_state(), words::state(lang, row.state)),
        Fact::new(lang.letter_kind(), words::kind(lang, row.draft.kind)),
        Fact::new(lang.letter_nature(), words::nature(lang, row.draft.nature)),
    ];
    match &row.given {
        Some(given) => {
            facts.push(Fact::new(lang.letter_number(), given.number.as_str()));
            facts.push(Fact::new(lang.letter_dated_on(), lang.long_date(given.dated_on)));
            let from = words::source(lang, given.source);
            facts.push(Fact::new(lang.letter_number_source(), from));
        }
        None => {
            let from = words::source(lang, show.numbering.source);
            facts.push(Fact::new(lang.letter_number_source(), from));
        }
    }
    if let Some(signer) = &show.content.signer {
        let name = signer.name.as_deref().unwrap_or(lang.agency_vacant());
        let value = html! { (name) small { (signer.title) } };
        facts.push(Fact::new(lang.letter_signatory(), value));
    }
    if let Some(meeting) = &show.meeting {
        let link = html! {
            a href=(meeting::address::href(meeting.id)) { (meeting.draft.title) } ", "
            (lang.date(meeting.draft.held_on))
        };
        facts.push(Fact::new(lang.letter_meeting(), link));
    }
    if let Some(file) = row.file {
        let link = html! { a href={ "/berkas/" (file) } { (lang.letter_file_open()) } };
        facts.push(Fact::new(lang.letter_file(), link));
    }
    facts
}

fn events<'a>(lang: Lang, show: &Show) -> Vec<Event<'a>> {
    let who = |id: Option<AccountId>| match show.person(id) {
        "" => lang.meeting_system().to_owned(),
        name => name.to_owned(),
    };
    let steps = show.steps.iter().map(|step| Event {
        when: lang.stamp(step.taken_at, show.zone).into(),
        who: who(step.taken_by).into(),
        what: html! {
            (words::event(lang, step.step, &step.note, &step.number))
            @if let Some(file) = step.file {
                " " a href={ "/berkas/" (file) } { (lang.letter_file_open()) }
            }
        },
        from: None,
    });
    let created = Event {
        when: lang.stamp(show.row.created_at, show.zone).into(),
        who: who(show.row.created_by).into(),
        what: html! { (lang.letter_event_created()) },
        from: None,
    };
    steps.chain([created]).collect()
}

/// What comes next, for whoever can do it, and the ways back.
fn next<'a>(parts: &Parts) -> NextStep<'a> {
    let lang = parts.frame.lang;
    let show = parts.show;
    let counter = show.numbering.source == NumberSource::Counter;
    let (title, why) = match show.row.state {
        State::Draft if counter => (lang.letter_next_counter(), lang.letter_next_counter_why()),
        State::Draft => (lang.letter_next_register(), lang.letter_next_register_why()),
        State::Numbered if show.may.manage => {
            (lang.letter_next_sign(), lang.letter_next_sign_why())
        }
        State::Numbered => (lang.letter_next_reader(), lang.letter_next_reader_why()),
        State::Signed => (lang.letter_next_signed(), lang.letter_next_signed_why()),
        State::Void => (lang.letter_next_void(), lang.letter_next_void_why()),
        State::Discarded => (lang.letter_next_discarded(), lang.letter_next_discarded_why()),
    };
    let slot = html! {
        @if show.may.manage {
            @match show.row.state {
                State::Draft => {
                    @if !counter {
                        (ui::actions(&[Button::link(
                            lang.letter_print_draft(),
                            format!("{}/surat.pdf", href(show.row.id)),
                        ).quiet()]))
                    }
                    (numbering(parts, counter))
                    (folded(parts, Step::Discard, lang.letter_discard(), &ending(parts, Step::Discard)))
                }
                State::Numbered => {
                    (signing(parts, false))
                    (correction(parts))
                    (folded(parts, Step::Void, lang.letter_void(), &ending(parts, Step::Void)))
                }
                State::Signed => {
                    (folded(parts, Step::Sign, lang.letter_replace(), &html! { (signing(parts, true)) }))
                    (correction(parts))
                    (folded(parts, Step::Void, lang.letter_void(), &ending(parts, Step::Void)))
                }
                State::Void => { (correction(parts)) }
                State::Discarded => {}
            }
        }
    };
    NextStep::new(title, why).slot(slot)
}

/// A way that is seldom taken, open while it was just refused.
fn folded(parts: &Parts, step: Step, label: &str, body: &Markup) -> Markup {
    let open = parts.typed.step == Some(step);
    html! { details open[open] { summary { (label) } (body) } }
}

impl<'a> Parts<'a> {
    fn form(&self, way: &str) -> Form<'a> {
        form(self.frame, format!("{}/{way}", href(self.show.row.id))).version(self.show.row.version)
    }

    /// What was typed to this step, and what is wrong with it; nothing of another step.
    fn of(&self, step: Step) -> (Option<&'a Typed>, Option<&'a Refusal>) {
        let own = self.typed.step == Some(step);
        (own.then_some(self.typed), own.then_some(self.refusal))
    }
}

fn error(lang: Lang, refusal: Option<&Refusal>, name: &str) -> Option<&'static str> {
    refusal.and_then(|refusal| words::problem(lang, &refusal.errors, name))
}

fn finished<'a>(form: Form<'a>, refusal: Option<&Refusal>) -> Form<'a> {
    match refusal {
        Some(refusal) => form.errors(&refusal.errors),
        None => form,
    }
}

fn numbering(parts: &Parts, counter: bool) -> Markup {
    let lang = parts.frame.lang;
    let (typed, refusal) = parts.of(Step::Number);
    let day =
        typed.map_or_else(|| parts.show.today.to_string(), |typed| typed.given.dated_on.clone());
    let mut form = parts.form("nomor");
    if !counter {
        form =
            form.field(number_field(lang, typed.map_or("", |typed| &typed.given.number), refusal));
    }
    let help =
        if counter { lang.letter_dated_on_counter_help() } else { lang.letter_dated_on_help() };
    let button = if counter { lang.letter_take_number() } else { lang.letter_give_number() };
    let form = form.field(day_field(lang, &day, refusal).help(help));
    html! { (finished(form, refusal).submit(button)) }
}

fn number_field<'a>(lang: Lang, number: &str, refusal: Option<&Refusal>) -> ui::Field<'a> {
    field::text("number")
        .label(lang.letter_number())
        .help(lang.letter_number_help())
        .value(number.to_owned())
        .error(error(lang, refusal, "number"))
        .required()
}

fn day_field<'a>(lang: Lang, day: &str, refusal: Option<&Refusal>) -> ui::Field<'a> {
    field::date("dated_on")
        .label(lang.letter_dated_on())
        .value(day.to_owned())
        .error(error(lang, refusal, "dated_on"))
        .required()
}

fn reason<'a>(lang: Lang, typed: Option<&Typed>, refusal: Option<&Refusal>) -> ui::Field<'a> {
    field::area("note", 2)
        .label(lang.letter_reason())
        .value(typed.map(|typed| typed.note.clone()).unwrap_or_default())
        .error(error(lang, refusal, "note"))
        .required()
}

fn signing(parts: &Parts, again: bool) -> Markup {
    let lang = parts.frame.lang;
    let (typed, refusal) = parts.of(Step::Sign);
    let file = field::file("file", ".pdf")
        .label(lang.letter_signed_file())
        .help(lang.letter_signed_file_help())
        .error(error(lang, refusal, "file"))
        .required();
    let mut form = parts.form("tanda-tangan").field(file);
    if again {
        form = form.field(reason(lang, typed, refusal));
    }
    html! { (finished(form, refusal).submit(lang.letter_upload())) }
}

/// A number from the register may have been mistyped; one of our own counter is never typed.
fn correction(parts: &Parts) -> Markup {
    let lang = parts.frame.lang;
    let Some(given) = &parts.show.row.given else { return html! {} };
    if given.source == NumberSource::Counter {
        return html! {};
    }
    let (typed, refusal) = parts.of(Step::Correct);
    let stored = GivenForm { number: given.number.clone(), dated_on: given.dated_on.to_string() };
    let shown = typed.map_or(&stored, |typed| &typed.given);
    let form = parts
        .form("koreksi")
        .field(number_field(lang, &shown.number, refusal))
        .field(day_field(lang, &shown.dated_on, refusal))
        .field(reason(lang, typed, refusal));
    let form = finished(form, refusal).submit(lang.letter_correct_send());
    folded(parts, Step::Correct, lang.letter_correct(), &html! { (form) })
}

fn ending(parts: &Parts, step: Step) -> Markup {
    let lang = parts.frame.lang;
    let (typed, refusal) = parts.of(step);
    let label = if step == Step::Void { lang.letter_void() } else { lang.letter_discard() };
    let mut note = reason(lang, typed, refusal);
    if step == Step::Void {
        note = note.help(lang.letter_void_help());
    }
    let form = parts.form("batal").hidden("step", step.code()).field(note);
    html! { (finished(form, refusal).button(Button::submit(label).grave())) }
}
