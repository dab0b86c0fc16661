//! `/rapat`: meetings from being prepared to minutes that are locked.

mod activity;
pub mod address;
mod agenda;
mod attendance;
mod bundle;
mod decision;
mod door;
pub mod drafting;
mod files;
mod folder;
mod guests;
mod index;
mod judgement;
mod link;
mod mend;
mod minutes;
mod paper;
pub mod pledge;
mod prepare;
mod record;
mod send;
mod show;
pub mod touch;
mod wish;
pub mod words;

use app::Act;

use crate::{Guard, Routes};
use address::{DOOR, HOME, NEW, WISH};

/// Routes of meetings.
pub fn routes() -> Routes {
    let view = Guard::Act(Act::MeetingView);
    let manage = Guard::Act(Act::MeetingManage);
    let part = Guard::Act(Act::MeetingTakePart);
    let print = Guard::Act(Act::MeetingPrint);
    // Whoever manages may approve; the use case tells the steps apart.
    let approve = Guard::Act(Act::MeetingApprove);
    Routes::new()
        .get(HOME, view, index::index)
        .get(NEW, manage, prepare::new)
        .post(NEW, manage, prepare::create)
        .get(WISH, part, wish::new)
        .post(WISH, part, wish::create)
        .post("/rapat/usul/{wish}/cabut", part, wish::withdraw)
        .get("/rapat/{id}", view, show::show)
        .get("/rapat/{id}/ubah", manage, prepare::edit)
        .post("/rapat/{id}/ubah", manage, prepare::update)
        .post("/rapat/{id}/langkah", approve, show::step)
        .get("/rapat/{id}/agenda", manage, agenda::new)
        .post("/rapat/{id}/agenda", manage, agenda::create)
        .post("/rapat/{id}/agenda/segarkan", manage, agenda::refresh)
        .post("/rapat/{id}/agenda/{item}", manage, agenda::shift)
        .get("/rapat/{id}/undangan", manage, guests::edit)
        .post("/rapat/{id}/undangan", manage, guests::update)
        .post("/rapat/{id}/kirim", manage, show::send)
        .get("/rapat/{id}/undangan.ics", view, send::calendar)
        .post("/rapat/{id}/tautan", manage, link::issue)
        .post("/rapat/{id}/tautan/cabut", manage, link::revoke)
        .get("/undangan/{token}", Guard::Public, link::show)
        .post("/undangan/{token}", Guard::Public, link::answer)
        .get("/undangan/{token}/kalender.ics", Guard::Public, link::calendar)
        .get("/rapat/{id}/jawab", part, guests::answer)
        .post("/rapat/{id}/jawab", part, guests::reply)
        .get("/rapat/{id}/hadir", manage, attendance::show)
        .post("/rapat/{id}/hadir", manage, attendance::add)
        .post("/rapat/{id}/hadir/{attendee}/coret", manage, attendance::remove)
        .post("/rapat/{id}/pintu", manage, door::set)
        .get(DOOR, Guard::Public, door::ask)
        .get("/hadir/{code}", Guard::Public, door::show)
        .post("/hadir/{code}", Guard::Public, door::enter)
        .get("/rapat/{id}/notula", view, minutes::show)
        .get("/rapat/{id}/notula.pdf", print, paper::minutes)
        .get("/rapat/{id}/daftar-hadir.pdf", print, paper::attendance)
        .post("/rapat/{id}/notula/pena", manage, minutes::pen)
        .post("/rapat/{id}/notula/{item}", manage, minutes::write)
        .get("/rapat/{id}/notula/{item}/keputusan", manage, decision::new)
        .post("/rapat/{id}/notula/{item}/keputusan", manage, decision::create)
        .get("/rapat/{id}/keputusan/{decision}/tindakan", manage, decision::more)
        .post("/rapat/{id}/keputusan/{decision}/tindakan", manage, decision::give)
        .get("/rapat/{id}/keputusan/{decision}/ubah", manage, mend::decision)
        .post("/rapat/{id}/keputusan/{decision}/ubah", manage, mend::reword)
        .post("/rapat/{id}/keputusan/{decision}/hapus", manage, decision::remove)
        .get("/rapat/{id}/tindakan/{action}/ubah", manage, mend::action)
        .post("/rapat/{id}/tindakan/{action}/ubah", manage, mend::give_anew)
        .post("/rapat/{id}/tindakan/{action}/hapus", manage, mend::take_back)
        .post("/rapat/{id}/tanggapan", part, minutes::remark)
        .post("/rapat/{id}/adendum", manage, minutes::addendum)
        .get("/rapat/{id}/berkas", part, files::keep)
        .upload("/rapat/{id}/berkas", part, files::add)
        .post("/rapat/{id}/berkas/{file}/coret", part, files::strike)
        .get("/rapat/{id}/berkas.zip", print, bundle::download)
        .get("/rapat/{id}/berita-acara", manage, record::edit)
        .post("/rapat/{id}/berita-acara", manage, record::save)
        .get("/rapat/{id}/berita-acara.pdf", print, record::print)
        .get("/rapat/{id}/laporan", manage, activity::edit)
        .post("/rapat/{id}/laporan", manage, activity::save)
        .get("/rapat/{id}/laporan-kegiatan.pdf", print, activity::print)
        .get("/rapat/{id}/komitmen", view, pledge::show)
        .post("/rapat/{id}/komitmen", manage, pledge::give)
        .get("/rapat/{id}/komitmen.pdf", print, pledge::print)
        .post("/rapat/{id}/komitmen/{pledge}/hapus", manage, pledge::remove)
        .get("/rapat/{id}/komitmen/{pledge}/nilai", manage, judgement::ask)
        .post("/rapat/{id}/komitmen/{pledge}/nilai", manage, judgement::judge)
}
