//! What proves a realisation: a file, a photo, a link.

use crate::field::FieldErrors;

/// What a piece of evidence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EvidenceKind {
    /// A document: attendance list, minutes, official record.
    File,
    /// A picture, shown without its metadata.
    Photo,
    /// An address of a page elsewhere.
    Link,
}

impl EvidenceKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::File, Self::Photo, Self::Link];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Photo => "photo",
            Self::Link => "link",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Longest address, in bytes.
pub const URL_MAX: usize = 500;

/// Longest caption, in characters.
pub const CAPTION_MAX: usize = 200;

/// Most pieces of evidence under one report.
pub const EVIDENCE_MAX: usize = 10;

/// An address of a page as typed: http or https, with a host, and nothing that a browser would
/// run. The program never opens it.
///
/// # Errors
/// `url` field: `required`, `url`, `too_long`.
pub fn link(typed: &str) -> Result<String, FieldErrors> {
    let url = typed.trim();
    let code = match url.split_once("://") {
        _ if url.is_empty() => "required",
        _ if url.len() > URL_MAX => "too_long",
        Some((scheme, rest)) if is_web(scheme) && has_host(rest) => return Ok(url.to_owned()),
        _ => "url",
    };
    let mut errors = FieldErrors::default();
    errors.push("url", code);
    Err(errors)
}

fn is_web(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")
}

/// A host without a user name before it, which could make one site look like another.
fn has_host(rest: &str) -> bool {
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = !rest.contains(|sign: char| sign.is_whitespace() || sign.is_control());
    plain && !host.is_empty() && !host.contains(['@', '\\', '"', '<', '>'])
}

/// A caption as typed: one line, shortened to what fits.
pub fn caption(typed: &str) -> String {
    let line = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace('\0', "").chars().take(CAPTION_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_pages_are_links() {
        for typed in ["https://tangerangkab.go.id/berita/1?x=2#y", " HTTP://a.id "] {
            assert_eq!(link(typed).as_deref(), Ok(typed.trim()), "{typed}");
        }
        for typed in [
            "javascript:alert(1)",
            "data:text/html,x",
            "javascript://a.id/%0aalert(1)",
            "//a.id",
            "https://",
            "https://a.id@b.id",
            "https://a.id/x y",
            "file:///etc/passwd",
        ] {
            assert_eq!(link(typed).unwrap_err().of("url"), Some("url"), "{typed}");
        }
        assert_eq!(link("  ").unwrap_err().of("url"), Some("required"));
        let long = format!("https://a.id/{}", "x".repeat(URL_MAX));
        assert_eq!(link(&long).unwrap_err().of("url"), Some("too_long"));
    }

    #[test]
    fn a_caption_is_one_short_line() {
        assert_eq!(caption(" Rapat\r\n RT  05 "), "Rapat RT 05");
        assert_eq!(caption(&"x".repeat(500)).chars().count(), CAPTION_MAX);
    }

    #[test]
    fn kinds_come_back_as_what_they_were() {
        for kind in EvidenceKind::ALL {
            assert_eq!(EvidenceKind::from_code(kind.code()), Some(kind));
        }
    }
}
