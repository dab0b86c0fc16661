//! What proves a figure, as it is shown: pictures, documents, links.

use app::plan::view::{Evidence, Waiting};
use domain::plan::{Claim, EvidenceKind};
use maud::{Markup, html};
use text::Lang;

use super::address;

/// A list of links; nothing where there is no evidence.
pub fn links(lang: Lang, list: &[Evidence]) -> Markup {
    html! {
        @if !list.is_empty() {
            ul class="evidence" {
                @for piece in list { li { (link(lang, piece)) } }
            }
        }
    }
}

/// The same for whoever may not open files.
pub fn names(lang: Lang, list: &[Evidence]) -> Markup {
    html! { ul class="evidence" { @for piece in list { li { (name(lang, piece)) (event(lang, piece)) } } } }
}

/// The same with the pictures in sight, for whoever decides about the report.
pub fn inline(lang: Lang, list: &[Evidence]) -> Markup {
    html! {
        @if !list.is_empty() {
            ul class="evidence" {
                @for piece in list {
                    li id={ "b" (piece.id) } {
                        @if let (EvidenceKind::Photo, Some(file)) = (piece.kind, piece.file) {
                            a class="photo" href={ "/berkas/" (file) } {
                                img src={ "/berkas/" (file) } loading="lazy" alt=(name(lang, piece));
                            }
                        }
                        (link(lang, piece))
                    }
                }
            }
        }
    }
}

fn link(lang: Lang, piece: &Evidence) -> Markup {
    html! {
        @match piece.file {
            Some(file) => {
                a href={ "/berkas/" (file) } { (name(lang, piece)) }
                " " small { (kind(lang, piece.kind)) }
            }
            // A page elsewhere learns nothing about where the reader came from.
            None => {
                a href=(piece.url) target="_blank" rel="noopener noreferrer nofollow" { (name(lang, piece)) }
                " " small { (lang.plan_evidence_elsewhere(host(&piece.url))) }
            }
        }
        (event(lang, piece))
    }
}

/// The day and place of what it shows.
fn event(lang: Lang, piece: &Evidence) -> Markup {
    let day = piece.happened_on.map(|day| lang.date(day));
    let words: Vec<String> = day.into_iter().chain(piece.place.clone()).collect();
    html! { @if !words.is_empty() { " " small { (words.join(", ")) } } }
}

/// What other reports claim too, said where the secretariat decides.
pub fn twins(lang: Lang, waiting: &Waiting) -> Markup {
    html! {
        @if !waiting.twins.is_empty() {
            div class="notice wait" role="status" {
                p { b { (lang.plan_twins()) } }
                ul {
                    @for twin in &waiting.twins {
                        li {
                            (claim(lang, twin.claim)) ": "
                            a href=(address::record(twin.indicator)) { (twin.name) }
                            " (" (twin.agency) ", " (twin.checkpoint) ")"
                        }
                    }
                }
            }
        }
    }
}

const fn claim(lang: Lang, claim: Claim) -> &'static str {
    match claim {
        Claim::File => lang.plan_twin_file(),
        Claim::Photo => lang.plan_twin_photo(),
        Claim::Link => lang.plan_twin_link(),
        Claim::Event => lang.plan_twin_event(),
    }
}

/// The caption, else what kind of thing it is.
pub fn name(lang: Lang, piece: &Evidence) -> String {
    if !piece.caption.is_empty() {
        return piece.caption.clone();
    }
    match piece.kind {
        EvidenceKind::Link => shorten(&piece.url),
        other => kind(lang, other).to_owned(),
    }
}

const fn kind(lang: Lang, kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::File => lang.plan_evidence_file(),
        EvidenceKind::Photo => lang.plan_evidence_photo(),
        EvidenceKind::Link => lang.plan_evidence_link(),
    }
}

/// Where a link leads: the host alone, for that is what tells an honest page from another.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

fn shorten(url: &str) -> String {
    const SHOWN: usize = 40;
    if url.chars().count() <= SHOWN {
        return url.to_owned();
    }
    let mut short: String = url.chars().take(SHOWN).collect();
    short.push('\u{2026}');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_names_the_host_it_leads_to() {
        assert_eq!(host("https://tangerangkab.go.id/berita?x=1"), "tangerangkab.go.id");
        assert_eq!(host("http://a.id#b"), "a.id");
    }

    #[test]
    fn a_long_address_is_shortened_between_letters() {
        let long = format!("https://a.id/{}", "\u{e9}".repeat(100));
        assert_eq!(shorten(&long).chars().count(), 41);
        assert_eq!(shorten("https://a.id"), "https://a.id");
    }
}
