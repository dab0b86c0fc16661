use std::collections::BTreeSet;

use super::*;

const STYLE: &str = include_str!("../../../static/gugus.css");

/// A rail with both sides of the wall.
fn nav() -> ui::Nav<'static> {
    let item = |label: &'static str, href, icon| ui::Item {
        label: label.into(),
        href,
        icon,
        current: href == "/rad",
        bar: true,
    };
    let group = |label: &'static str, protected, item| ui::Group {
        label: label.into(),
        protected,
        items: vec![item],
    };
    let plan = item("RAD", "/rad", ui::Icon::Plan);
    let case = item("Kasus", "/kasus", ui::Icon::Case);
    ui::Nav { groups: vec![group("Koordinasi", false, plan), group("Perlindungan", true, case)] }
}

fn each_page(check: impl Fn(&str, &str)) {
    for lang in Lang::ALL {
        let frame = || {
            let mut frame = Frame::new(lang, lang.components_title(), "/pengaturan/komponen");
            frame.nav = nav();
            frame.demo = true;
            frame.bell = Some(3);
            frame.search = Some("/cari");
            let role = lang.components_role_secretariat().into();
            frame.person =
                Some(ui::Person { name: "Contoh".into(), role, agency: Some("DPPPA".into()) });
            frame
        };
        check("index", &index(frame()).into_string());
        for kind in Kind::ALL {
            for amount in Amount::ALL {
                check(kind.code(), &show(frame(), kind, amount).into_string());
            }
        }
    }
}

fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_sample_has_one_heading() {
    each_page(|name, html| assert_eq!(html.matches("<h1").count(), 1, "{name}"));
}

#[test]
fn no_sample_needs_a_script_or_an_inline_style() {
    each_page(|name, html| {
        for forbidden in
            ["<script", "<style", " style=", " onclick", "javascript:", "http://", "https://"]
        {
            let html = html.replace("http://www.w3.org/2000/svg", "");
            assert!(!html.contains(forbidden), "{name}: {forbidden}");
        }
    });
}

#[test]
fn ids_are_unique_and_what_refers_to_one_finds_it() {
    each_page(|name, html| {
        let ids = values(html, "id");
        let distinct: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), distinct.len(), "{name}: {ids:?}");
        for attribute in ["for", "aria-describedby", "aria-labelledby", "list"] {
            for id in values(html, attribute).iter().flat_map(|list| list.split(' ')) {
                assert!(distinct.contains(id), "{name}: {attribute}={id}");
            }
        }
    });
}

#[test]
fn every_class_has_its_rule_in_the_style_sheet() {
    /// Marks that tests or other parts hold on to, without a look of their own.
    const BARE: [&str; 8] =
        ["b-m-silent", "b-m-nocase", "b-m-notdue", "b-m-waiting", "plain", "full", "bare", "table"];
    each_page(|name, html| {
        for class in values(html, "class").iter().flat_map(|list| list.split(' ')) {
            let known = BARE.contains(&class) || STYLE.contains(&format!(".{class}"));
            assert!(known, "{name}: .{class} has no rule");
        }
    });
}

#[test]
fn the_style_sheet_is_small_and_asks_nothing_of_other_hosts() {
    // About 9 KB on the wire, where a page with its style sheet may have 60.
    assert!(STYLE.len() < 36_000, "{} bytes", STYLE.len());
    assert!(!STYLE.contains("url(") && !STYLE.contains("@import"));
}

#[test]
fn every_kind_is_found_by_its_address() {
    for kind in Kind::ALL {
        assert_eq!(Kind::from_code(kind.code()), Some(kind));
    }
    assert_eq!(Kind::from_code("lain"), None);
    assert_eq!(Amount::from_code(Some("tiga")), Amount::Many);
}
