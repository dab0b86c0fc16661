//! Agencies: the shipped ones, editing them, their offices and groups.

use app::{Error, agency};
use domain::{
    agency::{
        AgencyKind, DeskKind, Draft, Form, GroupDraft, HolderDraft, HolderForm, Lead, Match,
        OfficeDraft, find_match,
    },
    time::Date,
};
use testkit::both;

use crate::{TODAY, World, rule};

fn draft(short: &str) -> Draft {
    Draft::parse(&Form {
        kind: "ngo".into(),
        full_name: format!("Yayasan {short}"),
        short_name: short.into(),
        aliases: "Sahabat\nsahabat".into(),
        ..Form::default()
    })
    .unwrap()
}

fn holder(name: &str, kind: &str, from: &str) -> HolderDraft {
    HolderDraft::parse(&HolderForm {
        name: name.into(),
        kind: kind.into(),
        from: from.into(),
        ..HolderForm::default()
    })
    .unwrap()
}

#[tokio::test]
async fn every_lead_and_support_of_the_example_plan_is_known_by_name() {
    both(|store| async move {
        let world = World::new(store).await;
        let mut tx = world.app().store.read().await.unwrap();
        let known = store::agency::list_candidates(&mut tx, world.own).await.unwrap();
        let groups = ["Polres (3)", "Kecamatan", "Polres", "camat", "RSUD"];
        let agencies = [
            "Disnaker",
            "DPPPA",
            "Disdik (+KCD prov)",
            "Disdik",
            "Diskominfo",
            "PKK",
            "DPMPD",
            "Bag. Hukum",
            "Satpol PP",
            "Kejari",
            "Dinkes",
            "Disdukcapil",
            "Kesbangpol",
            "Bappeda",
            "Setda",
            "UPTD PPA",
            "Dinsos",
            "Dinkop-UM",
            "BP3MI",
            "Imigrasi",
            "Kemenag",
            "LPSK",
            "PN",
            "Sentra",
            "LBH",
            "Kemensos",
            "Satgas PPA",
            "Satgas desa",
            "UPTD",
            "Dinas Tenaga Kerja",
            "Disduk Capil",
            "Sat Pol PP",
            "Kominfo",
            "DINAS SOSIAL",
            "Dinas Kependudukan & Pencatatan Sipil",
            "Kecamatan Mauk",
            "Kec.Mauk",
            "bagian hukum",
        ];
        for name in agencies {
            let found = find_match(&known, name);
            assert!(matches!(found, Match::Exact(Lead::Agency(_))), "{name}: {found:?}");
        }
        for name in groups {
            let found = find_match(&known, name);
            assert!(matches!(found, Match::Exact(Lead::Group(_))), "{name}: {found:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn no_name_of_the_shipped_agencies_means_two_of_them() {
    let scratch = testkit::sqlite().await;
    let world = World::new(scratch.store.clone()).await;
    let mut tx = world.app().store.read().await.unwrap();
    let known = store::agency::list_candidates(&mut tx, world.own).await.unwrap();
    for candidate in &known {
        let clash =
            known.iter().find(|other| other.key == candidate.key && other.lead != candidate.lead);
        assert_eq!(clash, None, "{candidate:?}");
    }
}

#[tokio::test]
async fn the_list_has_every_agency_once_and_pages_by_fifty() {
    both(|store| async move {
        let world = World::new(store).await;
        let actor = world.actor("agency_contact");
        let mut query = agency::Query::default();
        let mut names = Vec::new();
        loop {
            let page = agency::index(world.app(), &actor, &query, TODAY).await.unwrap();
            assert_eq!(page.total, 101);
            assert!(page.rows.len() <= 50);
            names.extend(page.rows.into_iter().map(|row| row.agency.short_name));
            let Some(next) = page.next else { break };
            query.after = Some(next);
        }
        let mut once = names.clone();
        once.sort();
        once.dedup();
        assert_eq!((names.len(), once.len()), (101, 101));
        let districts = agency::Query { kind: Some(AgencyKind::District), ..Default::default() };
        assert_eq!(agency::index(world.app(), &actor, &districts, TODAY).await.unwrap().total, 29);
    })
    .await;
}

#[tokio::test]
async fn who_may_not_edit_is_refused_and_a_foreign_agency_looks_not_found() {
    let scratch = testkit::sqlite().await;
    let world = World::new(scratch.store.clone()).await;
    let before = world.audited().await;
    for role in ["agency_contact", "leadership", "auditor", "region_operator", "observer"] {
        let refused = agency::create(world.app(), &world.actor(role), draft("Sahabat")).await;
        assert!(matches!(refused, Err(Error::Denied(_))), "{role}");
    }
    let id = world.agency("Dinsos").await;
    let foreign = world.stranger("secretariat");
    let shown = agency::show(world.app(), &foreign, id, TODAY).await;
    assert!(matches!(shown, Err(Error::Denied(denied)) if denied.elsewhere));
    let edited = agency::edit(world.app(), &foreign, id, 1, draft("Direbut")).await;
    assert!(matches!(edited, Err(Error::Denied(denied)) if denied.elsewhere));
    assert_eq!(
        agency::index(world.app(), &foreign, &agency::Query::default(), TODAY).await.unwrap().total,
        0
    );
    assert_eq!(world.audited().await, before, "what is refused here leaves nothing");
}

#[tokio::test]
async fn a_stale_edit_is_a_conflict_and_a_taken_name_a_rule() {
    both(|store| async move {
        let world = World::new(store).await;
        let actor = world.actor("secretariat");
        let before = world.audited().await;
        let id = agency::create(world.app(), &actor, draft("Sahabat Migran")).await.unwrap();
        agency::edit(world.app(), &actor, id, 1, draft("Sahabat")).await.unwrap();
        let stale = agency::edit(world.app(), &actor, id, 1, draft("Kawan")).await;
        assert!(matches!(stale, Err(Error::Conflict)));
        assert_eq!(rule(agency::create(world.app(), &actor, draft("SAHABAT")).await), "taken");
        let shown = agency::show(world.app(), &actor, id, TODAY).await.unwrap();
        assert_eq!(shown.agency.short_name, "Sahabat");
        assert_eq!(shown.aliases, ["Sahabat"], "an alias is kept once");
        assert_eq!(world.audited().await, before + 2);
    })
    .await;
}

#[tokio::test]
async fn a_region_or_parent_that_is_not_there_is_named_at_its_field() {
    let scratch = testkit::sqlite().await;
    let world = World::new(scratch.store.clone()).await;
    let actor = world.actor("secretariat");
    let unknown = Draft { region: Some("99.99".into()), ..draft("Jauh") };
    let result = agency::create(world.app(), &actor, unknown).await;
    assert!(matches!(result, Err(Error::Invalid(errors)) if errors.of("region") == Some("choice")));
    let dpppa = world.agency("DPPPA").await;
    let uptd = world.agency("UPTD PPA").await;
    let looped = Draft { parent: Some(uptd), ..draft("DPPPA") };
    let result = agency::edit(world.app(), &actor, dpppa, 1, looped).await;
    assert_eq!(rule(result), "agency.parent_loop");
}

#[tokio::test]
async fn a_new_head_follows_the_old_one_and_a_vacated_office_is_vacant() {
    both(|store| async move {
        let world = World::new(store).await;
        let actor = world.actor("secretariat");
        let id = world.agency("Dinsos").await;
        let shown = agency::show(world.app(), &actor, id, TODAY).await.unwrap();
        let head = shown.offices.iter().find(|view| view.office.is_head).unwrap();
        let office = head.office.id;
        let before = head.today.clone().unwrap();
        let new = holder("Sumarsih", "definitive", "2026-11-01");
        agency::set_holder(world.app(), &actor, office, new, TODAY).await.unwrap();
        let shown = agency::show(world.app(), &actor, id, TODAY).await.unwrap();
        let head = shown.offices.iter().find(|view| view.office.id == office).unwrap();
        assert_eq!(head.today.as_ref().unwrap().person.name, "Sumarsih");
        let old = head.holders.iter().find(|holder| holder.id == before.id).unwrap();
        assert_eq!(old.tenure.until, Some(Date::constant(2026, 10, 31)));

        let clash = holder("Orang Lain", "definitive", "2026-10-15");
        let result = agency::set_holder(world.app(), &actor, office, clash, TODAY).await;
        assert_eq!(rule(result), "agency.holder_overlap");

        agency::vacate(world.app(), &actor, office, Date::constant(2026, 11, 23)).await.unwrap();
        let shown = agency::show(world.app(), &actor, id, TODAY).await.unwrap();
        assert!(
            shown.offices.iter().find(|view| view.office.id == office).unwrap().today.is_none()
        );
        let again = agency::vacate(world.app(), &actor, office, TODAY).await;
        assert!(matches!(again, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn offices_and_desks_are_added_to_an_agency_that_exists_only() {
    both(|store| async move {
        let world = World::new(store).await;
        let actor = world.actor("secretariat");
        let closed = Draft { closed_on: Some(TODAY), ..draft("Bubar") };
        let gone = agency::create(world.app(), &actor, closed).await.unwrap();
        let office = || OfficeDraft::parse("Ketua", true).unwrap();
        let result = agency::add_office(world.app(), &actor, gone, office(), TODAY).await;
        assert_eq!(rule(result), "agency.closed");

        let id = agency::create(world.app(), &actor, draft("Baru")).await.unwrap();
        agency::add_office(world.app(), &actor, id, office(), TODAY).await.unwrap();
        let desk =
            agency::add_desk(world.app(), &actor, id, DeskKind::Legal, " Meja hukum ", TODAY)
                .await
                .unwrap();
        let empty = agency::add_desk(world.app(), &actor, id, DeskKind::Legal, " ", TODAY).await;
        assert!(
            matches!(empty, Err(Error::Invalid(errors)) if errors.of("name") == Some("required"))
        );
        agency::set_desk_active(world.app(), &actor, desk, false).await.unwrap();
        let shown = agency::show(world.app(), &actor, id, TODAY).await.unwrap();
        assert_eq!(shown.offices.len(), 1);
        assert!(shown.offices[0].today.is_none(), "a new office is vacant");
        assert_eq!((shown.desks[0].name.as_str(), shown.desks[0].is_active), ("Meja hukum", false));
    })
    .await;
}

#[tokio::test]
async fn a_group_changes_from_a_day_on_and_keeps_its_past() {
    both(|store| async move {
        let world = World::new(store).await;
        let actor = world.actor("secretariat");
        let (one, two) = (world.agency("Dinsos").await, world.agency("Dinkes").await);
        let build =
            |members: &[_]| GroupDraft::parse("Layanan", "Layanan (2)", "", members).unwrap();
        let began = Date::constant(2024, 1, 1);
        let id =
            agency::create_group(world.app(), &actor, build(&[one, two]), began).await.unwrap();
        let taken = agency::create_group(world.app(), &actor, build(&[one]), began).await;
        assert_eq!(rule(taken), "taken");
        agency::edit_group(world.app(), &actor, id, 1, build(&[one]), TODAY).await.unwrap();
        let stale = agency::edit_group(world.app(), &actor, id, 1, build(&[two]), TODAY).await;
        assert!(matches!(stale, Err(Error::Conflict)));
        let groups = agency::groups(world.app(), &actor).await.unwrap();
        let group = groups.iter().find(|group| group.id == id).unwrap();
        assert_eq!(group.members_on(TODAY.yesterday().unwrap()).count(), 2);
        assert_eq!(group.members_on(TODAY).collect::<Vec<_>>(), [one]);
    })
    .await;
}
