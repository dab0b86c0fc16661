//! The register of the demo: the decree and the regulation that other pages know, a circular, a
//! procedure, cooperation that ends soon, and a few village regulations. Numbers are invented.

use domain::{
    access::Actor,
    id::{InstrumentId, PartyId},
    instrument::{Basis, Form, PartyForm, Relation, Step, StepForm},
    taskforce::TermState,
    time::{Date, Instant, Zone},
};

use super::{
    Walking, ahead_of,
    people::{Cast, find},
};
use crate::{
    App, Result,
    instrument::{self, view::Known},
    plan::view::Filter,
};

const DAY: i64 = Instant::DAY;

/// Kind, title, office.
type Said<'a> = (&'a str, &'a str, &'a str);

struct Desk<'a> {
    app: &'a App,
    actor: &'a Actor,
}

impl Desk<'_> {
    async fn form(&self, (kind, title, office): Said<'_>, year: i16) -> Result<Form> {
        Ok(Form {
            kind: kind.to_owned(),
            title: title.to_owned(),
            year: year.to_string(),
            agency: find(self.app, office).await?.to_string(),
            ..Form::default()
        })
    }

    async fn draft(&self, form: &Form) -> Result<InstrumentId> {
        instrument::create(self.app, self.actor, (form, None), None).await
    }

    /// What was signed before it was entered.
    async fn signed(
        &self,
        form: &Form,
        (number, on, who): (&str, Date, &str),
    ) -> Result<InstrumentId> {
        let signing = signing(number, on, who);
        instrument::create(self.app, self.actor, (form, Some(&signing)), None).await
    }

    async fn take(&self, id: InstrumentId, step: Step, form: &StepForm) -> Result<()> {
        let version = instrument::show(self.app, self.actor, id).await?.row.version;
        instrument::take(self.app, self.actor, id, step, (form, version)).await
    }

    async fn parties(&self, id: InstrumentId, parties: &[(&str, &str)]) -> Result<()> {
        for (name, role) in parties {
            let agency = crate::agency::find(self.app, name).await?;
            let form = PartyForm {
                name: if agency.is_some() { String::new() } else { (*name).to_owned() },
                agency: agency.map(|id| id.to_string()).unwrap_or_default(),
                role: (*role).to_owned(),
            };
            let key = PartyId(self.app.ids.next());
            instrument::add_party(self.app, self.actor, id, (&form, key)).await?;
        }
        Ok(())
    }

    /// Says that it fulfils the row with this code in the running plan.
    async fn row(&self, id: InstrumentId, code: &str) -> Result<()> {
        let page = crate::plan::matrix(self.app, self.actor, &Filter::default()).await?;
        let rows = page.iter().flat_map(|page| &page.matrix.rows);
        for row in rows.filter(|row| row.code == code) {
            instrument::add_row(self.app, self.actor, id, row.id).await?;
        }
        Ok(())
    }
}

fn signing(number: &str, on: Date, who: &str) -> StepForm {
    StepForm {
        on: on.to_string(),
        who: who.to_owned(),
        number: number.to_owned(),
        ..StepForm::default()
    }
}

fn publishing(place: &str, on: Date) -> StepForm {
    StepForm { on: on.to_string(), number: place.to_owned(), ..StepForm::default() }
}

/// The register as it stands on the day of the demo.
pub async fn fill(app: &App, clock: &Walking, cast: &Cast) -> Result<()> {
    let end = clock.end;
    clock.set(end.plus(-60 * DAY));
    let desk = Desk { app, actor: &cast.secretariat };
    let plan = known(&desk).await?;
    villages(&desk, end).await?;
    cooperation(&desk, end).await?;
    let circular = circular(&desk, end).await?;
    if let Some(plan) = plan {
        instrument::add_relation(app, desk.actor, circular, (Relation::Implements, plan)).await?;
    }
    making(app, cast, end).await
}

/// The decree of the running term and the regulation of the running plan.
async fn known(desk: &Desk<'_>) -> Result<Option<InstrumentId>> {
    let mut plan = None;
    for known in instrument::known(desk.app, desk.actor).await? {
        let is_now = match known.basis {
            Basis::Term(id) => {
                let show =
                    crate::taskforce::show(desk.app, desk.actor, Zone::Wib.date(desk.app.now()));
                let term = show.await?.term.map(|term| term.term);
                term.is_some_and(|term| term.id == id && term.state == TermState::Running)
            }
            Basis::Plan(_) => known.signed_on.year() == 2024,
        };
        if is_now {
            let id = enter(desk, &known).await?;
            desk.row(id, "B.1").await?;
            if matches!(known.basis, Basis::Plan(_)) {
                let place = "Berita Daerah Kabupaten Tangerang Tahun 2024 Nomor 00 (contoh)";
                let on = ahead_of(known.signed_on, 7);
                desk.take(id, Step::Publish, &publishing(place, on)).await?;
                plan = Some(id);
            }
        }
    }
    Ok(plan)
}

async fn enter(desk: &Desk<'_>, known: &Known) -> Result<InstrumentId> {
    let said = (known.kind.code(), known.title.as_str(), "Bag. Hukum");
    let form = Form {
        basis: known.basis.code(),
        from: known.term.0.to_string(),
        until: known.term.1.map(|day| day.to_string()).unwrap_or_default(),
        ..desk.form(said, known.signed_on.year()).await?
    };
    desk.signed(&form, (&known.number, known.signed_on, "Bupati Tangerang")).await
}

/// Village regulations on the protection of migrant workers, in force or just signed.
async fn villages(desk: &Desk<'_>, end: Instant) -> Result<()> {
    let today = Zone::Wib.date(end);
    for (at, village) in
        ["Tanjung Pasir, Teluknaga", "Kohod, Pakuhaji", "Rajeg, Rajeg", "Sukawali, Pakuhaji"]
            .into_iter()
            .enumerate()
    {
        let title = "Perlindungan Pekerja Migran Indonesia dan Pencegahan Perdagangan Orang";
        let back = i64::try_from(at).unwrap_or(0) * 45;
        let on = ahead_of(today, -(90 + back));
        let form = Form {
            place: village.to_owned(),
            ..desk.form(("village_regulation", title, "DPMPD"), on.year()).await?
        };
        let number = format!("CONTOH-{}", at + 1);
        let id = desk.signed(&form, (&number, on, "Kepala Desa (contoh)")).await?;
        desk.row(id, "B.2").await?;
        if at < 3 {
            let place = format!("Lembaran Desa Nomor {number}");
            desk.take(id, Step::Publish, &publishing(&place, ahead_of(on, 3))).await?;
        }
    }
    Ok(())
}

/// A memorandum that ends in six weeks, and the procedure that carries it out.
async fn cooperation(desk: &Desk<'_>, end: Instant) -> Result<()> {
    let today = Zone::Wib.date(end);
    let begun = ahead_of(today, -690);
    let title =
        "Rujukan Lintas Wilayah Korban Perdagangan Orang antara Tiga Polres, Bandara, dan BP3MI";
    let form = Form {
        from: begun.to_string(),
        until: ahead_of(today, 40).to_string(),
        summary:
            "Siapa menerima korban yang ditemukan di bandara atau di wilayah hukum Polres lain, \
                  dan dalam berapa jam (contoh)."
                .to_owned(),
        ..desk.form(("memorandum", title, "DPPPA"), begun.year()).await?
    };
    let memorandum = desk.signed(&form, ("CONTOH-12", begun, "Bupati Tangerang")).await?;
    let parties = [
        ("DPPPA", "pihak kesatu"),
        ("Polresta Tangerang", "pihak kedua"),
        ("Polres Metro Tangerang Kota", "pihak ketiga"),
        ("Polres Tangerang Selatan", "pihak keempat"),
        ("Otoritas Bandara (contoh)", "pihak kelima"),
    ];
    desk.parties(memorandum, &parties).await?;
    desk.row(memorandum, "D.2").await?;
    let title = "Tata Cara Rujukan Korban Antarinstansi";
    let on = ahead_of(begun, 60);
    let form = desk.form(("procedure", title, "DPPPA"), on.year()).await?;
    let procedure = desk.signed(&form, ("CONTOH-SOP-3", on, "Kepala DPPPA")).await?;
    desk.row(procedure, "D.2").await?;
    let tie = (Relation::Implements, memorandum);
    instrument::add_relation(desk.app, desk.actor, procedure, tie).await
}

/// A circular to the villages; it takes the place of an older one.
async fn circular(desk: &Desk<'_>, end: Instant) -> Result<InstrumentId> {
    let today = Zone::Wib.date(end);
    let old = ahead_of(today, -800);
    let title = "Kewaspadaan terhadap Tawaran Kerja ke Luar Negeri";
    let form = desk.form(("circular", title, "DPMPD"), old.year()).await?;
    let old = desk.signed(&form, ("CONTOH/560/DPMPD", old, "Sekretaris Daerah")).await?;
    let on = ahead_of(today, -200);
    let title = "Pencegahan Perdagangan Orang di Desa dan Kelurahan";
    let form = desk.form(("circular", title, "DPMPD"), on.year()).await?;
    let new = desk.signed(&form, ("CONTOH/561/DPMPD", on, "Sekretaris Daerah")).await?;
    let revoke = StepForm {
        on: on.to_string(),
        note: "Diganti edaran yang baru (contoh).".to_owned(),
        by: new.to_string(),
        ..StepForm::default()
    };
    desk.take(old, Step::Revoke, &revoke).await?;
    Ok(new)
}

/// What is being made: the next regulation, harmonised already, by the office that drafts it; and
/// an agreement that still lacks its parties.
async fn making(app: &App, cast: &Cast, end: Instant) -> Result<()> {
    let today = Zone::Wib.date(end);
    let office = Desk { app, actor: cast.of(find(app, "Bag. Hukum").await?) };
    let year = today.year();
    let title = "Rencana Aksi Daerah Pencegahan dan Penanganan TPPO Tahun 2027-2029";
    let id = office.draft(&office.form(("regulation", title, "Bag. Hukum"), year).await?).await?;
    let harmonised = StepForm {
        on: ahead_of(today, -62).to_string(),
        who: "Kanwil Kementerian Hukum Banten (contoh)".to_owned(),
        ..StepForm::default()
    };
    office.take(id, Step::Harmonise, &harmonised).await?;
    let title = "Gugus Tugas Pencegahan dan Penanganan TPPO (perubahan)";
    office.draft(&office.form(("local_law", title, "Bag. Hukum"), year + 1).await?).await?;
    let desk = Desk { app, actor: &cast.secretariat };
    let title = "Pelatihan Kerja bagi Penyintas";
    desk.draft(&desk.form(("agreement", title, "DPPPA"), year).await?).await?;
    Ok(())
}
