//! The files of a meeting: what the accounts need, what is there, and what is still to come.

use app::{
    Act,
    meeting::{
        self, Folder, Piece, Standing,
        view::{MeetingFile, Show},
    },
};
use domain::meeting::{Sort, record_at};
use maud::{Markup, html};
use text::Lang;

use super::address::href;
use crate::{
    Ctx,
    ui::{self, Button, Column, Row, Table},
};

/// What a sort of file is called where one is chosen.
pub(super) const fn sort_name(lang: Lang, sort: Sort) -> &'static str {
    match sort {
        Sort::Material => lang.meeting_paper_sort_material(),
        Sort::Photo => lang.meeting_paper_sort_photo(),
        Sort::Attendance => lang.meeting_paper_sort_attendance(),
        Sort::Minutes => lang.meeting_paper_sort_minutes(),
        Sort::Record => lang.meeting_paper_sort_record(),
        Sort::Other => lang.meeting_paper_sort_other(),
    }
}

/// The heading over files of one sort.
pub(super) const fn group_name(lang: Lang, sort: Sort) -> &'static str {
    match sort {
        Sort::Material => lang.meeting_paper_group_material(),
        Sort::Photo => lang.meeting_paper_group_photo(),
        Sort::Attendance => lang.meeting_paper_group_attendance(),
        Sort::Minutes => lang.meeting_paper_group_minutes(),
        Sort::Record => lang.meeting_paper_group_record(),
        Sort::Other => lang.meeting_paper_group_other(),
    }
}

/// The sorts that the actor can add now; none for whoever can add nothing.
pub(super) fn open_sorts(show: &Show) -> Vec<Sort> {
    let stage = show.row.stage;
    Sort::ALL
        .into_iter()
        .filter(|sort| {
            if show.may.manage {
                sort.for_desk(stage).is_ok()
            } else {
                show.may.part.is_some() && sort.for_office(stage).is_ok()
            }
        })
        .collect()
}

/// The folder on the page of the meeting.
pub fn section(ctx: &Ctx, show: &Show, folder: &Folder, has_letter: bool) -> Markup {
    let lang = ctx.lang;
    let own = href(show.row.id);
    let prints = ctx.actor().is_ok_and(|actor| actor.may(Act::MeetingPrint));
    let begun = show.row.stage.has_begun();
    let checks = prints && begun && show.is_readable();
    let open = open_sorts(show);
    let mut buttons = Vec::new();
    if checks {
        buttons.push(Button::link(lang.meeting_paper_bundle(), format!("{own}/berkas.zip")));
    }
    if !open.is_empty() || (show.may.manage && !folder.files.is_empty()) {
        let label = match (open.is_empty(), show.may.manage) {
            (true, _) => lang.meeting_paper_keep(),
            (false, true) => lang.meeting_paper_add(),
            (false, false) => lang.meeting_paper_add_material(),
        };
        buttons.push(Button::link(label, format!("{own}/berkas")).quiet());
    }
    html! {
        @if checks || !buttons.is_empty() || !folder.files.is_empty() {
            section id="berkas-rapat" {
                h2 { (lang.meeting_paper_folder()) }
                @if checks { (checklist(lang, show, folder, has_letter)) }
                @else if folder.files.is_empty() { p class="none" { (lang.meeting_paper_folder_none()) } }
                (groups(ctx, show, folder))
                (ui::actions(&buttons))
            }
        }
    }
}

/// What the accounts need and how it stands.
fn checklist(lang: Lang, show: &Show, folder: &Folder, has_letter: bool) -> Markup {
    let columns = vec![
        Column::text(lang.meeting_paper_check_piece()),
        Column::text(lang.meeting_paper_check_state()),
        Column::text(lang.meeting_paper_check_way()),
    ];
    let rows = meeting::checklist(show, folder, has_letter).into_iter().map(|(piece, standing)| {
        let missing = standing == Standing::Missing;
        Row::new(html! { (meeting::piece_name(lang, piece)) })
            .cell(html! {
                span class=[missing.then_some("waits")] { (meeting::standing_words(lang, standing)) }
            })
            .cell(ways(lang, show, folder, (piece, standing)))
    });
    html! { (Table::new(lang.meeting_paper_check(), columns).rows(rows)) }
}

/// What can be done for a piece, as links.
fn ways(lang: Lang, show: &Show, folder: &Folder, (piece, standing): (Piece, Standing)) -> Markup {
    let own = href(show.row.id);
    let (print, write) = match piece {
        Piece::Attendance => (Some("daftar-hadir.pdf"), None),
        Piece::Minutes => (Some("notula.pdf"), None),
        Piece::Record => (Some("berita-acara.pdf"), Some("berita-acara")),
        Piece::Activity => (Some("laporan-kegiatan.pdf"), Some("laporan")),
        Piece::Invitation | Piece::Photos | Piece::Materials => (None, None),
    };
    let sort = match piece {
        Piece::Attendance => Some(Sort::Attendance),
        Piece::Minutes => Some(Sort::Minutes),
        Piece::Record => Some(Sort::Record),
        Piece::Photos => Some(Sort::Photo),
        Piece::Materials => Some(Sort::Material),
        Piece::Invitation | Piece::Activity => None,
    };
    let print = print.filter(|_| piece != Piece::Record || standing != Standing::Missing);
    let open = piece != Piece::Record || record_at(show.row.stage, folder.record.is_none()).is_ok();
    let write = write.filter(|_| show.may.manage && open);
    let sort = sort.filter(|sort| show.may.manage && sort.for_desk(show.row.stage).is_ok());
    let links = [
        print.map(|way| (lang.meeting_paper_way_print(), format!("{own}/{way}"))),
        write.map(|way| (lang.meeting_paper_way_write(), format!("{own}/{way}"))),
        sort.map(|sort| {
            (lang.meeting_paper_way_upload(), format!("{own}/berkas?jenis={}", sort.code()))
        }),
    ];
    html! {
        @for (place, (label, href)) in links.into_iter().flatten().enumerate() {
            @if place > 0 { " · " }
            a href=(href) aria-label={ (label) ": " (meeting::piece_name(lang, piece)) } { (label) }
        }
    }
}

/// The files by sort, photos in sight.
fn groups(ctx: &Ctx, show: &Show, folder: &Folder) -> Markup {
    let lang = ctx.lang;
    let opens = ctx.actor().is_ok_and(|actor| actor.may(Act::FileView));
    html! {
        @for sort in Sort::ALL {
            @let files: Vec<&MeetingFile> =
                folder.files.iter().filter(|one| one.draft.sort == sort).collect();
            @if !files.is_empty() {
                h3 { (group_name(lang, sort)) }
                ul class="evidence" {
                    @for one in files { li { (link(lang, show, one, opens)) } }
                }
            }
        }
    }
}

/// A file with its name, kind, size and where it came from; a photo in sight.
pub(super) fn link(lang: Lang, show: &Show, one: &MeetingFile, opens: bool) -> Markup {
    let name = if one.draft.caption.is_empty() { &one.name } else { &one.draft.caption };
    let size = lang.meeting_paper_size(lang.number((one.size + 999) / 1_000));
    html! {
        @if let Some(preview) = one.preview.filter(|_| opens) {
            a class="photo" href={ "/berkas/" (one.file) } {
                img src={ "/berkas/" (preview) } loading="lazy" alt=(name);
            }
        }
        @if opens { a href={ "/berkas/" (one.file) } { (name) } } @else { (name) }
        " " small {
            (one.kind.extension().to_uppercase()) ", " (size)
            @if let Some(agency) = one.agency { " · " (lang.meeting_paper_by_office(show.agency(agency))) }
        }
    }
}
