//! What a file is, by its content alone.

use domain::file::{FileFault, FileKind, MAX_SIZE};
use image::ImageFormat;

/// How a file is cleaned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// Decoded and encoded anew.
    Picture(ImageFormat),
    /// A ZIP archive, perhaps an office document; packed anew.
    Package,
    /// Kept as it is.
    Other(FileKind),
}

/// Refuses what has no bytes or too many.
pub(super) fn check_size(bytes: &[u8]) -> Result<(), FileFault> {
    match bytes.len() {
        0 => Err(FileFault::Empty),
        size if size > MAX_SIZE => Err(FileFault::TooLarge),
        _ => Ok(()),
    }
}

/// What `bytes` are; the sent `name` only tells a table from a text.
pub(super) fn detect(bytes: &[u8], name: &str) -> Result<Content, FileFault> {
    check_size(bytes)?;
    refuse_malware(bytes)?;
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(Content::Package);
    }
    let media = infer::get(bytes).map_or("", |kind| kind.mime_type());
    match media {
        "image/jpeg" => Ok(Content::Picture(ImageFormat::Jpeg)),
        "image/png" => Ok(Content::Picture(ImageFormat::Png)),
        "image/webp" => Ok(Content::Picture(ImageFormat::WebP)),
        "application/pdf" => pdf(bytes).map(Content::Other),
        "image/heif" | "image/heic" | "image/avif" => Err(FileFault::Heic),
        media if media.starts_with("text/") => Err(FileFault::Kind),
        // Two letters are enough for some of the other guesses ("BM" is a bitmap, and the
        // beginning of "BMKG"), so what reads as text is text.
        _ => text(bytes, name).map(Content::Other),
    }
}

/// The EICAR test file, in two parts so that no scanner takes this program for it.
const EICAR: [&[u8]; 2] =
    [br"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-", b"ANTIVIRUS-TEST-FILE!$H+H*"];

/// Refuses the file with which people test whether anybody looks.
pub(super) fn refuse_malware(bytes: &[u8]) -> Result<(), FileFault> {
    let rest = bytes.trim_ascii_start().strip_prefix(EICAR[0]);
    if rest.is_some_and(|rest| rest.starts_with(EICAR[1])) {
        return Err(FileFault::Malware);
    }
    Ok(())
}

/// A PDF that begins at its first byte, has an end and no script in sight.
///
/// What is hidden in a compressed part is not seen here; the download is not opened by us.
fn pdf(bytes: &[u8]) -> Result<FileKind, FileFault> {
    let tail = &bytes[bytes.len().saturating_sub(2048)..];
    if !bytes.starts_with(b"%PDF-") || !contains(tail, b"%%EOF") {
        return Err(FileFault::Damaged);
    }
    let named = unescaped(bytes);
    if [&b"/JavaScript"[..], b"/Launch"].iter().any(|name| contains(&named, name)) {
        return Err(FileFault::Active);
    }
    Ok(FileKind::Pdf)
}

/// The bytes with the escapes that names in a PDF may have (`/Java#53cript`) written out.
fn unescaped(bytes: &[u8]) -> Vec<u8> {
    let hex = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let pair = bytes.get(at + 1).zip(bytes.get(at + 2)).filter(|_| *byte == b'#');
        let escaped = pair.and_then(|(high, low)| Some(hex(*high)? * 16 + hex(*low)?));
        out.push(escaped.unwrap_or(*byte));
        at += if escaped.is_some() { 3 } else { 1 };
    }
    out
}

/// Beginnings of tags that a guessing browser would take for a page.
const MARKUP: [&str; 4] = ["<script", "<svg", "<html", "<iframe"];

/// UTF-8 without control characters, which is no page, picture or script.
fn text(bytes: &[u8], name: &str) -> Result<FileKind, FileFault> {
    let text = std::str::from_utf8(bytes).map_err(|_| FileFault::Kind)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\r' | '\n' | '\u{c}')) {
        return Err(FileFault::Kind);
    }
    let start = text.trim_start();
    let tag = |c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?' | '/' | '%');
    let page = start.strip_prefix('<').is_some_and(|rest| rest.starts_with(tag));
    if page || start.starts_with("#!") {
        return Err(FileFault::Kind);
    }
    let lower = text.to_ascii_lowercase();
    if MARKUP.iter().any(|tag| lower.contains(tag)) {
        return Err(FileFault::Kind);
    }
    let table = name.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case("csv"));
    Ok(if table { FileKind::Csv } else { FileKind::Text })
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
