//! The rail and the bottom bar: what this person can go to.

use app::{Act, account::Signed};
use text::Lang;

use crate::ui::{Group, Icon, Item, Nav};

/// A place of the site, and who sees it.
struct Place {
    act: Act,
    href: &'static str,
    icon: Icon,
    label: fn(Lang) -> &'static str,
    /// Roles in whose bottom bar it stands.
    bar: &'static [&'static str],
}

const ALL: &[&str] = &[
    "administrator",
    "secretariat",
    "agency_contact",
    "agency_head",
    "leadership",
    "region_operator",
    "auditor",
    "observer",
];

const COORDINATION: &[Place] = &[
    Place {
        act: Act::HomeView,
        href: "/beranda",
        icon: Icon::Home,
        label: Lang::nav_home,
        bar: ALL,
    },
    Place { act: Act::PlanView, href: "/rad", icon: Icon::Plan, label: Lang::nav_plan, bar: ALL },
    Place {
        act: Act::RealisationReport,
        href: "/rad/lapor",
        icon: Icon::Report,
        label: Lang::nav_report,
        bar: &["agency_contact"],
    },
    Place {
        act: Act::RealisationApprove,
        href: "/rad/persetujuan",
        icon: Icon::Check,
        label: Lang::nav_approve,
        bar: &["agency_head"],
    },
    Place {
        act: Act::RealisationVerify,
        href: "/rad/verifikasi",
        icon: Icon::Check,
        label: Lang::nav_verify,
        bar: &["secretariat"],
    },
    Place {
        act: Act::RealisationVerify,
        href: "/rad/belum-lapor",
        icon: Icon::Report,
        label: Lang::nav_silent,
        bar: &[],
    },
    Place {
        act: Act::MeetingView,
        href: "/rapat",
        icon: Icon::Meeting,
        label: Lang::nav_meeting,
        bar: &["leadership", "auditor"],
    },
    Place {
        act: Act::ActionView,
        href: "/tindak-lanjut",
        icon: Icon::Action,
        label: Lang::nav_action,
        bar: &["secretariat", "agency_contact", "agency_head", "region_operator", "leadership"],
    },
    Place {
        act: Act::OutreachView,
        href: "/sosialisasi",
        icon: Icon::Outreach,
        label: Lang::nav_outreach,
        bar: &["region_operator"],
    },
    Place {
        act: Act::InstrumentView,
        href: "/produk-hukum",
        icon: Icon::Law,
        label: Lang::nav_instrument,
        bar: &[],
    },
    Place {
        act: Act::LetterView,
        href: "/surat",
        icon: Icon::Letter,
        label: Lang::nav_letter,
        bar: &[],
    },
    Place {
        act: Act::TaskforceView,
        href: "/gugus-tugas",
        icon: Icon::People,
        label: Lang::nav_taskforce,
        bar: &["administrator", "observer"],
    },
    Place {
        act: Act::RegionView,
        href: "/wilayah",
        icon: Icon::Map,
        label: Lang::nav_region,
        bar: &["observer"],
    },
    Place {
        act: Act::StatsView,
        href: "/analitik",
        icon: Icon::Chart,
        label: Lang::nav_stats,
        bar: &[],
    },
];

const SETTINGS: &[Place] = &[
    Place {
        act: Act::AgencyEdit,
        href: "/pengaturan/instansi",
        icon: Icon::Building,
        label: Lang::nav_agency,
        bar: &[],
    },
    Place {
        act: Act::AccountView,
        href: "/pengaturan/akun",
        icon: Icon::Person,
        label: Lang::nav_account,
        bar: &["administrator"],
    },
    Place {
        act: Act::AuditView,
        href: "/audit",
        icon: Icon::Audit,
        label: Lang::nav_audit,
        bar: &["auditor", "administrator"],
    },
];

const COMPONENTS: Place = Place {
    act: Act::ComponentView,
    href: "/pengaturan/komponen",
    icon: Icon::Settings,
    label: Lang::nav_components,
    bar: &[],
};

/// What `signed` can go to; `demo` also shows the samples of all components.
pub fn of(lang: Lang, signed: &Signed, path: &str, demo: bool) -> Nav<'static> {
    let role = signed.actor.role.code.as_str();
    let shown = |places: &[Place]| -> Vec<Item<'static>> {
        places
            .iter()
            .filter(|place| signed.actor.may(place.act))
            .map(|place| item(lang, place, role))
            .collect()
    };
    let mut settings = shown(SETTINGS);
    if demo {
        settings.extend(shown(&[COMPONENTS]));
    }
    let group = |label: &'static str, items| Group { label: label.into(), protected: false, items };
    let mut groups = vec![
        group(lang.nav_coordination(), shown(COORDINATION)),
        group(lang.nav_settings(), settings),
    ];
    groups.retain(|group| !group.items.is_empty());
    let mut nav = Nav { groups };
    mark_current(&mut nav, path);
    nav
}

fn item(lang: Lang, place: &Place, role: &str) -> Item<'static> {
    Item {
        label: (place.label)(lang).into(),
        href: place.href,
        icon: place.icon,
        current: false,
        bar: place.bar.contains(&role),
    }
}

/// Marks the place with the longest address that `path` lies under.
fn mark_current(nav: &mut Nav<'_>, path: &str) {
    let under = |href: &str| {
        path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let longest = nav
        .groups
        .iter()
        .flat_map(|group| &group.items)
        .map(|item| item.href)
        .filter(|href| under(href))
        .max_by_key(|href| href.len());
    for item in nav.groups.iter_mut().flat_map(|group| &mut group.items) {
        item.current = Some(item.href) == longest;
    }
}
