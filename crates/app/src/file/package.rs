//! Office documents: ZIP archives with the right members, packed anew with blank properties.

use std::{
    borrow::Cow,
    io::{Cursor, Read, Write},
};

use domain::file::{FileFault, FileKind};
use quick_xml::{Reader, XmlVersion, events::Event};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{kind, picture};

/// Most members of an archive; a workbook of a hundred sheets has some three hundred.
const MAX_MEMBERS: usize = 5_000;
/// Most bytes that all members may unpack to.
const MAX_UNPACKED: u64 = 100 * 1024 * 1024;

/// How an address begins that leads to another machine.
const FAR: [&str; 6] = ["http:", "https:", "ftp:", "\\\\", "//", "file:////"];

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// The document as it is stored, and its kind.
pub(super) fn clean(bytes: &[u8]) -> Result<(FileKind, Vec<u8>), FileFault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileFault::Damaged)?;
    if archive.len() > MAX_MEMBERS {
        return Err(FileFault::Bomb);
    }
    let names = names(&archive)?;
    if names.iter().any(|name| is_active(&name.to_ascii_lowercase())) {
        return Err(FileFault::Active);
    }
    let kind = document(&mut archive, &names)?;
    Ok((kind, packed(&mut archive)?))
}

fn names(archive: &Archive<'_>) -> Result<Vec<String>, FileFault> {
    archive
        .file_names()
        .map(|name| name.map(Cow::into_owned).map_err(|_| FileFault::Damaged))
        .collect()
}

/// A workbook or document inside another one, as a chart has it; anything else there may run.
fn is_plain(name: &str) -> bool {
    [".xlsx", ".docx", ".pptx", "/"].iter().any(|end| name.ends_with(end))
}

/// Whether the relations of a document fetch something from elsewhere when it is opened: a template,
/// an object, a picture. What one has to click on stays.
fn fetches(relations: &[u8]) -> Result<bool, FileFault> {
    let damaged = |_| FileFault::Damaged;
    let text = std::str::from_utf8(relations).map_err(|_| FileFault::Damaged)?;
    let mut reader = Reader::from_str(text);
    loop {
        let tag = match reader.read_event().map_err(damaged)? {
            Event::Start(tag) | Event::Empty(tag) => tag,
            // Its entities could spell what is looked for here.
            Event::DocType(_) => return Err(FileFault::Damaged),
            Event::Eof => return Ok(false),
            _ => continue,
        };
        let (mut is_far, mut is_link) = (false, false);
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| FileFault::Damaged)?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.map_err(damaged)?.trim().to_ascii_lowercase();
            match attribute.key.local_name().as_ref() {
                "Target" => is_far |= FAR.iter().any(|start| value.starts_with(start)),
                "Type" => is_link = value.ends_with("/hyperlink"),
                _ => {}
            }
        }
        if is_far && !is_link {
            return Ok(true);
        }
    }
}

/// Macros of Office and of OpenDocument, and controls that run.
fn is_active(name: &str) -> bool {
    name.ends_with("vbaproject.bin")
        || name.contains("macrosheets/")
        || name.contains("activex/")
        || name.starts_with("customui/")
        || (name.contains("embeddings/") && !is_plain(name))
        || [".exe", ".dll", ".js", ".vbs", ".docm", ".xlsm", ".pptm"]
            .iter()
            .any(|end| name.ends_with(end))
        || name.starts_with("basic/")
        || name.starts_with("scripts/")
}

fn document(archive: &mut Archive<'_>, names: &[String]) -> Result<FileKind, FileFault> {
    let has = |name: &str| names.iter().any(|other| other == name);
    if has("[Content_Types].xml") {
        if has("word/document.xml") {
            return Ok(FileKind::Docx);
        }
        if has("xl/workbook.xml") {
            return Ok(FileKind::Xlsx);
        }
    }
    if has("content.xml") && media_type(archive) == FileKind::Ods.media_type().as_bytes() {
        return Ok(FileKind::Ods);
    }
    Err(FileFault::Kind)
}

/// The first bytes of the member in which an OpenDocument says what it is.
fn media_type(archive: &mut Archive<'_>) -> Vec<u8> {
    let mut found = Vec::new();
    if let Ok(member) = archive.by_name("mimetype") {
        // A broken member is no OpenDocument, like a missing one.
        let _ = member.take(100).read_to_end(&mut found);
    }
    found.trim_ascii().to_vec()
}

fn packed(archive: &mut Archive<'_>) -> Result<Vec<u8>, FileFault> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let mut left = MAX_UNPACKED;
    for index in 0..archive.len() {
        let member = archive.by_index(index).map_err(|_| FileFault::Damaged)?;
        if member.is_dir() {
            continue;
        }
        // A path that leads out of its folder harms whoever unpacks it.
        if member.enclosed_name().is_none() {
            return Err(FileFault::Damaged);
        }
        let name = member.name().map_err(|_| FileFault::Damaged)?.into_owned();
        let content = unpacked(member, &mut left)?;
        if name.to_ascii_lowercase().ends_with(".rels") && fetches(&content)? {
            return Err(FileFault::Active);
        }
        write(&mut out, &name, content).map_err(|_| FileFault::Damaged)?;
    }
    out.finish().map(Cursor::into_inner).map_err(|_| FileFault::Damaged)
}

/// The content of a member; counts what really comes out, whatever the archive promises.
fn unpacked(member: impl Read, left: &mut u64) -> Result<Vec<u8>, FileFault> {
    let mut content = Vec::new();
    let read = member.take(*left + 1).read_to_end(&mut content).map_err(|_| FileFault::Damaged)?;
    *left = left.checked_sub(read as u64).ok_or(FileFault::Bomb)?;
    kind::refuse_malware(&content)?;
    Ok(content)
}

fn write(
    out: &mut ZipWriter<Cursor<Vec<u8>>>,
    name: &str,
    content: Vec<u8>,
) -> zip::result::ZipResult<()> {
    // OpenDocument wants its type readable at the beginning of the file.
    let method =
        if name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
    out.start_file(name, SimpleFileOptions::default().compression_method(method))?;
    out.write_all(&cleaned(name, content))?;
    Ok(())
}

/// Properties that say nothing, in the shape that the programs expect.
const BLANK: [(&str, &str); 4] = [
    (
        "docProps/core.xml",
        r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>"#,
    ),
    (
        "docProps/app.xml",
        r#"<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>"#,
    ),
    (
        "docProps/custom.xml",
        r#"<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>"#,
    ),
    (
        "meta.xml",
        r#"<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"/>"#,
    ),
];

/// The member without author, times, preview and places of photos.
fn cleaned(name: &str, content: Vec<u8>) -> Vec<u8> {
    if let Some((_, blank)) = BLANK.iter().find(|(member, _)| *member == name) {
        return format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{blank}").into_bytes();
    }
    // Kept as an empty member, because the list of members names it.
    if name.starts_with("docProps/") || name.starts_with("Thumbnails/") {
        return Vec::new();
    }
    picture::without_metadata(&content).unwrap_or(content)
}
