//! Download names: readable for people, harmless for file systems, screens and headers.

use super::FileKind;

/// Longest download name with its extension, in characters.
pub const MAX_NAME: usize = 120;
/// The name of a file that came without a usable one.
const NAMELESS: &str = "berkas";

/// The name a file of this kind is stored and downloaded under, from the name it was sent with.
///
/// Keeps what a person reads in it; drops folders, control and direction characters and what
/// file systems reserve; ends in the extension of the content; has at most [`MAX_NAME`] characters.
pub fn download_name(sent: &str, kind: FileKind) -> String {
    let base = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = base.chars().filter(|c| !is_hidden(*c)).map(readable).collect();
    // The end first, or the dot of ".pdf" would be gone before it is seen to be an extension.
    let stem = match stem(clean.trim_end_matches(is_edge)).trim_matches(is_edge) {
        "" => NAMELESS.to_owned(),
        stem if is_reserved(stem) => format!("{NAMELESS}-{stem}"),
        stem => stem.to_owned(),
    };
    let room = MAX_NAME - 1 - kind.extension().len();
    let short: String = stem.chars().take(room).collect();
    format!("{}.{}", short.trim_end_matches(is_edge), kind.extension())
}

/// The `Content-Disposition` of a file with this name (RFC 6266, names as RFC 8187).
///
/// A picture is `inline`, everything else `attachment`. Both name forms are safe inside a header.
pub fn disposition(name: &str, kind: FileKind) -> String {
    let how = if kind.is_picture() { "inline" } else { "attachment" };
    let plain: String = name.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{}", percent(name))
}

/// Without its extension, and without a second one that would pretend another kind.
fn stem(name: &str) -> &str {
    let Some((first, last)) = name.rsplit_once('.') else {
        return name;
    };
    if !looks_like_extension(last) {
        return name;
    }
    let mut stem = first.trim_end_matches(is_edge);
    while let Some((before, after)) = stem.rsplit_once('.') {
        if !is_known_extension(after) {
            break;
        }
        stem = before.trim_end_matches(is_edge);
    }
    stem
}

/// One to five letters and digits, and not a number: "jpg", "7z", but not the 12 of "2024.12".
fn looks_like_extension(text: &str) -> bool {
    (1..=5).contains(&text.len())
        && text.chars().all(|c| c.is_ascii_alphanumeric())
        && text.chars().any(|c| c.is_ascii_alphabetic())
}

fn is_known_extension(text: &str) -> bool {
    text.eq_ignore_ascii_case("jpeg")
        || FileKind::ALL.iter().any(|kind| text.eq_ignore_ascii_case(kind.extension()))
}

/// What nobody sees, or what changes how the rest is seen: controls, directions, joiners, marks.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{fff0}'..='\u{ffff}' | '\u{e0000}'..='\u{e0fff}')
}

/// Reserved on some file system, so a dash instead; odd spaces become plain ones.
fn readable(c: char) -> char {
    match c {
        '<' | '>' | ':' | '"' | '|' | '?' | '*' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// Not wanted at either end: Windows drops them, and a leading dot hides the file.
fn is_edge(c: char) -> bool {
    c == '.' || c == ' '
}

/// Names that are devices on Windows, with whatever follows a dot.
fn is_reserved(stem: &str) -> bool {
    let name = stem.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let numbered = |prefix: &str| {
        let rest = name.strip_prefix(prefix);
        rest.is_some_and(|rest| rest.len() == 1 && rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    matches!(name.as_str(), "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

/// Stands for itself between the quotes of a header.
fn is_plain(c: char) -> bool {
    (c == ' ' || c.is_ascii_graphic()) && !matches!(c, '"' | '\\' | '%')
}

/// `attr-char` of RFC 8187 as it is, everything else as %XX of its UTF-8.
fn percent(name: &str) -> String {
    use std::fmt::Write;
    name.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // Writing to a String can't fail.
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_honest_name_is_kept() {
        for (sent, kind, name) in [
            ("Notulen Rakor 12-03-2026.pdf", FileKind::Pdf, "Notulen Rakor 12-03-2026.pdf"),
            ("foto kegiatan.JPG", FileKind::Jpeg, "foto kegiatan.jpg"),
            ("daftar.hadir.2024.12", FileKind::Pdf, "daftar.hadir.2024.12.pdf"),
            ("Surat No.045", FileKind::Docx, "Surat No.045.docx"),
            ("dañar café – 人.png", FileKind::Png, "dañar café – 人.png"),
        ] {
            assert_eq!(download_name(sent, kind), name);
        }
    }

    #[test]
    fn folders_are_dropped_from_a_name() {
        for sent in ["../../etc/passwd", "C:\\Users\\x\\passwd", "/etc/passwd", "..\\passwd"] {
            assert_eq!(download_name(sent, FileKind::Text), "passwd.txt");
        }
        assert_eq!(download_name("../../x", FileKind::Text), "x.txt");
        assert_eq!(download_name("a/..", FileKind::Text), "berkas.txt");
    }

    #[test]
    fn a_name_ends_in_the_extension_of_its_content() {
        assert_eq!(download_name("foto.jpg.exe", FileKind::Jpeg), "foto.jpg");
        assert_eq!(download_name("halaman.html", FileKind::Text), "halaman.txt");
        assert_eq!(download_name("makro.xlsm", FileKind::Xlsx), "makro.xlsx");
        assert_eq!(download_name("foto.pdf.jpeg.png", FileKind::Png), "foto.png");
    }

    #[test]
    fn a_name_that_reads_backwards_is_turned_round() {
        // Shown as "fotoexe.jpg" by a screen that obeys the override.
        let sent = "foto\u{202e}gpj.exe";
        assert_eq!(download_name(sent, FileKind::Jpeg), "fotogpj.jpg");
    }

    #[test]
    fn control_and_invisible_characters_are_dropped_from_a_name() {
        let sent = "a\r\nSet-Cookie: x\0\u{200b}\u{feff}.txt";
        assert_eq!(download_name(sent, FileKind::Text), "aSet-Cookie- x.txt");
    }

    #[test]
    fn a_name_of_300_characters_is_cut_to_120_and_keeps_its_extension() {
        let name = download_name(&format!("{}.pdf", "é".repeat(300)), FileKind::Pdf);
        assert_eq!(name.chars().count(), 120);
        assert!(name.ends_with("é.pdf"));
    }

    #[test]
    fn a_file_without_a_usable_name_is_called_berkas() {
        for sent in ["", "   ", "...", ".pdf", "\u{202e}", "/", "\\\\"] {
            assert_eq!(download_name(sent, FileKind::Pdf), "berkas.pdf", "{sent:?}");
        }
    }

    #[test]
    fn names_that_are_devices_on_windows_are_changed() {
        assert_eq!(download_name("CON.pdf", FileKind::Pdf), "berkas-CON.pdf");
        assert_eq!(download_name("lpt1.2024.pdf", FileKind::Pdf), "berkas-lpt1.2024.pdf");
        assert_eq!(download_name("Contoh.pdf", FileKind::Pdf), "Contoh.pdf");
    }

    #[test]
    fn only_pictures_are_shown_in_a_page() {
        for kind in FileKind::ALL {
            let header = disposition("x", kind);
            assert_eq!(header.starts_with("inline"), kind.is_picture(), "{kind:?}");
            assert_eq!(header.starts_with("attachment"), !kind.is_picture(), "{kind:?}");
        }
    }

    #[test]
    fn a_disposition_spells_a_name_for_old_and_new_programs() {
        assert_eq!(
            disposition("Rapat \"A\" 50% é.pdf", FileKind::Pdf),
            "attachment; filename=\"Rapat _A_ 50_ _.pdf\"; \
             filename*=UTF-8''Rapat%20%22A%22%2050%25%20%C3%A9.pdf"
        );
    }

    proptest! {
        #[test]
        fn every_name_is_safe(sent in any::<String>(), at in 0..FileKind::ALL.len()) {
            let kind = FileKind::ALL[at];
            let name = download_name(&sent, kind);
            prop_assert!(name.chars().count() <= MAX_NAME);
            let (stem, extension) = name.rsplit_once('.').unwrap();
            prop_assert_eq!(extension, kind.extension());
            prop_assert_eq!(stem.trim_matches(is_edge), stem);
            prop_assert!(!stem.is_empty());
            let unsafe_ones = ['/', '\\', ':', '"', '\0', '\r', '\n', '\u{202e}'];
            prop_assert!(!name.contains(unsafe_ones));
            // A name that was made once is not changed by being sent again.
            prop_assert_eq!(download_name(&name, kind), name);
        }

        #[test]
        fn every_disposition_is_one_line_of_visible_ascii(name in any::<String>()) {
            let header = disposition(&name, FileKind::Pdf);
            prop_assert!(header.chars().all(|c| c == ' ' || c.is_ascii_graphic()));
            prop_assert_eq!(header.matches('"').count(), 2);
        }
    }
}
