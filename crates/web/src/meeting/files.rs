//! Adding files to a meeting, and striking them off.

use app::meeting::{
    self, Folder, Sent,
    view::{MeetingFile, Show},
};
use axum::{extract::Path, response::Response};
use domain::{
    id::{MeetingFileId, MeetingId},
    meeting::{FileForm, Sort},
};
use maud::{Markup, html};
use text::Lang;

use super::{
    address::{HOME, href},
    folder::{group_name, link, open_sorts, sort_name},
};
use crate::{
    Ctx, Fault, Posted, Upload, file,
    forms::{Refusal, again, id_in},
    labels,
    ui::{self, Button, Notice, Tone, field, form},
};

/// The files of a meeting, and the form of one more.
pub async fn keep(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let id: MeetingId = id_in(&id)?;
    let form = FileForm { sort: ctx.query("jenis").unwrap_or_default(), caption: String::new() };
    let key = MeetingFileId(ctx.app().ids.next());
    page(&ctx, id, key, &form, &Refusal::none()).await
}

/// Adds one.
pub async fn add(ctx: Ctx, Path(id): Path<String>, mut sent: Upload) -> Result<Response, Fault> {
    let id: MeetingId = id_in(&id)?;
    let key: MeetingFileId = id_in(sent.fields.get("key"))?;
    let get = |name: &str| sent.fields.get(name).to_owned();
    let typed = FileForm { sort: get("sort"), caption: get("caption") };
    let place = sent.files.iter().position(|one| one.field == "file");
    let file = place.map(|place| sent.files.swap_remove(place));
    let file = file.map(|file| Sent { name: file.name, bytes: file.bytes });
    match meeting::add_file(ctx.app(), ctx.actor()?, id, key, (&typed, file)).await {
        Ok(()) => Ok(done(id)),
        Err(error) => {
            let refusal = Refusal::of(error)?;
            Ok(again(page(&ctx, id, key, &typed, &refusal).await?))
        }
    }
}

fn done(id: MeetingId) -> Response {
    crate::forms::saved(&format!("{}/berkas", href(id)))
}

/// Strikes one off.
pub async fn strike(
    ctx: Ctx,
    Path((id, one)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Fault> {
    let (id, one): (MeetingId, MeetingFileId) = (id_in(&id)?, id_in(&one)?);
    match meeting::strike_file(ctx.app(), ctx.actor()?, id, one, posted.get("note")).await {
        Ok(()) => Ok(done(id)),
        Err(error) => {
            let refusal = Refusal::of(error)?;
            let key = MeetingFileId(ctx.app().ids.next());
            Ok(again(page(&ctx, id, key, &FileForm::default(), &refusal).await?))
        }
    }
}

async fn page(
    ctx: &Ctx,
    id: MeetingId,
    key: MeetingFileId,
    typed: &FileForm,
    refusal: &Refusal,
) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let show = meeting::show(ctx.app(), ctx.actor()?, id).await?;
    let folder = meeting::folder(ctx.app(), ctx.actor()?, id).await?;
    let done = ctx.query("tersimpan").map(|_| Notice::done(lang.meeting_saved()));
    let open = open_sorts(&show);
    let lead = match (show.may.manage, open.is_empty()) {
        (false, false) => lang.meeting_paper_office_lead(),
        (true, _) if show.row.stage == domain::meeting::Stage::Locked => {
            lang.meeting_paper_locked_lead()
        }
        _ => lang.meeting_paper_folder_lead(),
    };
    let frame = ctx
        .frame(lang.meeting_paper_folder())
        .lead(lead)
        .crumb(lang.meeting_title(), HOME)
        .crumb(show.row.draft.title.clone(), href(id))
        .notice(done.filter(|_| !refusal.is_some()))
        .troubled(refusal.is_some());
    let body = html! {
        @if let Some(code) = refusal.errors.of("note") {
            (Notice::new(Tone::Stop, reason(lang, code)))
        }
        @if !open.is_empty() { (questions(ctx, &frame, (id, key), &open, typed, refusal)) }
        @else if let Some(code) = refusal.rule { (Notice::new(Tone::Stop, labels::rule(lang, code))) }
        (list(&frame, &show, &folder))
    };
    Ok(ui::page(&frame, body))
}

const fn reason(lang: Lang, code: &str) -> &'static str {
    match code.as_bytes() {
        b"identity" => lang.meeting_error_identity(),
        b"too_long" => lang.ui_error_too_long(),
        _ => lang.plan_error_reason(),
    }
}

fn questions(
    ctx: &Ctx,
    frame: &ui::Frame,
    (id, key): (MeetingId, MeetingFileId),
    open: &[Sort],
    typed: &FileForm,
    refusal: &Refusal,
) -> Markup {
    let lang = ctx.lang;
    let problem = refusal.errors.of("file").and_then(|code| match code {
        "required" => Some(lang.meeting_paper_error_file_required()),
        "not_picture" => Some(lang.meeting_paper_error_not_picture()),
        "not_scan" => Some(lang.meeting_paper_error_not_scan()),
        code => file::problem(lang, code),
    });
    let mut form = form(frame, format!("{}/berkas", href(id))).hidden("key", key.to_string());
    form = match open {
        // An office has nothing to choose.
        [only] => form.hidden("sort", only.code()),
        _ => {
            let choices =
                open.iter().map(|sort| field::choice(sort.code(), sort_name(lang, *sort)));
            form.field(
                field::radio("sort", choices.collect())
                    .label(lang.meeting_paper_sort())
                    .value(typed.sort.as_str())
                    .required(),
            )
        }
    };
    let form = form
        .field(
            field::file("file", file::ACCEPT)
                .label(lang.meeting_paper_file())
                .help(lang.file_hint())
                .error(problem)
                .required(),
        )
        .field(
            field::text("caption")
                .label(lang.meeting_paper_caption())
                .help(lang.meeting_paper_caption_help())
                .value(typed.caption.as_str())
                .error(super::words::problem(lang, &refusal.errors, "caption")),
        )
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(lang.meeting_paper_send())
        .button(Button::link(lang.ui_cancel(), href(id)).quiet());
    html! { (form) }
}

/// Every file with the way to strike it off, and what was struck off.
fn list(frame: &ui::Frame, show: &Show, folder: &Folder) -> Markup {
    let lang = frame.lang;
    html! {
        @for sort in Sort::ALL {
            @let files: Vec<&MeetingFile> =
                folder.files.iter().filter(|one| one.draft.sort == sort).collect();
            @if !files.is_empty() {
                section {
                    h2 { (group_name(lang, sort)) }
                    ul class="evidence" {
                        @for one in files {
                            li { (link(lang, show, one, true)) (striking(frame, show, one)) }
                        }
                    }
                }
            }
        }
        @if !folder.struck.is_empty() {
            section {
                h2 { (lang.meeting_paper_struck()) }
                ul class="plain-list" {
                    @for (one, who) in &folder.struck {
                        li {
                            (link(lang, show, &MeetingFile { preview: None, ..one.clone() }, true))
                            @if let Some((_, at)) = one.struck {
                                small { (lang.meeting_paper_struck_by(who, lang.stamp(at, show.zone), &one.struck_why)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn striking(frame: &ui::Frame, show: &Show, one: &MeetingFile) -> Markup {
    let lang = frame.lang;
    let sort = one.draft.sort;
    let own = one.agency.is_some() && one.agency == show.may.part;
    let may = if show.may.manage {
        sort.for_desk(show.row.stage).is_ok()
    } else {
        own && sort.for_office(show.row.stage).is_ok()
    };
    let field = format!("why-{}", one.id);
    html! {
        @if may {
            details {
                summary { (lang.meeting_paper_strike()) }
                form class="form" method="post"
                    action={ (href(show.row.id)) "/berkas/" (one.id) "/coret" } {
                    input type="hidden" name="_token" value=(frame.csrf);
                    div class="field" {
                        label for=(field) { (lang.meeting_paper_strike_why()) " " small { (lang.ui_required()) } }
                        p class="help" { (lang.meeting_paper_strike_help()) }
                        textarea id=(field) name="note" rows="2" required {}
                    }
                    (ui::actions(&[Button::submit(lang.meeting_paper_strike()).grave()]))
                }
            }
        }
    }
}
