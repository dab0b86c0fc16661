//! What is taken, what is refused, and what is left of a file (abuse cases 28 and 29).

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that fails should fail loudly")]

mod samples;

use app::{
    App, Error,
    file::{self, Clean},
};
use domain::{
    access::{Actor, ActorKind},
    file::{CHUNK_SIZE, FileClass, FileFault, FileKind, MAX_SIZE},
    id::{FileId, TaskForceId},
};
use image::{DynamicImage, GenericImageView, GrayImage, ImageFormat, RgbaImage};
use samples::{AUTHOR, CAMERA, archive, docx, eicar, encoded, has, members, pdf, photo, picture};
use store::{Sql, args};
use testkit::{Scratch, app_on, both, sqlite};

async fn scratch() -> (Scratch, App) {
    let scratch = sqlite().await;
    let app = app_on(scratch.store.clone()).app;
    (scratch, app)
}

async fn taken(name: &str, bytes: &[u8]) -> Clean {
    let (_scratch, app) = scratch().await;
    file::clean(&app, "bukti", name.to_owned(), bytes.to_vec()).await.unwrap()
}

/// The code with which the file is refused, on the field of the form.
async fn refused(name: &str, bytes: &[u8]) -> FileFault {
    let (_scratch, app) = scratch().await;
    match file::clean(&app, "bukti", name.to_owned(), bytes.to_vec()).await {
        Err(Error::Invalid(errors)) => FileFault::from_code(errors.of("bukti").unwrap()).unwrap(),
        other => panic!("{name} was not refused: {other:?}"),
    }
}

fn shown(file: &Clean) -> DynamicImage {
    image::load_from_memory(&file.bytes).unwrap()
}

#[tokio::test]
async fn pictures_documents_and_texts_are_taken() {
    let xlsx =
        archive(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")]);
    let media = FileKind::Ods.media_type().as_bytes();
    let ods = archive(&[("mimetype", media), ("content.xml", b"<office:document-content/>")]);
    for (name, bytes, kind) in [
        ("a.jpg", picture(ImageFormat::Jpeg), FileKind::Jpeg),
        ("a.png", picture(ImageFormat::Png), FileKind::Png),
        ("a.webp", picture(ImageFormat::WebP), FileKind::Jpeg),
        ("a.pdf", pdf(""), FileKind::Pdf),
        ("a.xlsx", xlsx, FileKind::Xlsx),
        ("a.docx", docx(&[]), FileKind::Docx),
        ("a.ods", ods, FileKind::Ods),
        ("a.csv", b"nama,jumlah\nRajeg,12\n".to_vec(), FileKind::Csv),
        ("a.txt", "\u{feff}Catatan — 3 < 5".into(), FileKind::Text),
        // "BM" also begins a bitmap, and "MZ" a program.
        ("a.txt", b"BMKG: hujan".to_vec(), FileKind::Text),
        ("a.txt", b"MZ adalah huruf".to_vec(), FileKind::Text),
    ] {
        assert_eq!(taken(name, &bytes).await.kind, kind, "{name}");
    }
}

#[tokio::test]
async fn an_empty_and_a_too_large_file_are_refused() {
    assert_eq!(refused("kosong.pdf", b"").await, FileFault::Empty);
    assert_eq!(refused("besar.txt", &vec![b'a'; MAX_SIZE + 1]).await, FileFault::TooLarge);
    assert_eq!(taken("pas.txt", &vec![b'a'; MAX_SIZE]).await.bytes.len(), MAX_SIZE);
}

#[tokio::test]
async fn pages_drawings_scripts_and_programs_are_refused_whatever_their_name() {
    let elf = [b"\x7fELF\x02\x01\x01\0".as_slice(), &[0; 60]].concat();
    let exe = [b"MZ\x90\0\x03\0\0\0".as_slice(), &[0; 120]].concat();
    let files: [(&str, &[u8]); 14] = [
        ("foto.jpg.exe", &exe),
        ("foto.jpg", &elf),
        ("gambar.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>1</script></svg>"),
        ("gambar.png", b"<?xml version=\"1.0\"?><svg onload=\"x()\"/>"),
        ("surat.pdf", b"<!DOCTYPE html><p>halo"),
        ("surat.txt", b"\xef\xbb\xbf \n<HTML>"),
        ("surat.txt", b"<!-- x --><script>1</script>"),
        ("daftar.csv", b"a,b\n1,<sCrIpT src=//x>\n"),
        ("jalan.sh", b"#!/bin/sh\nrm -rf /\n"),
        ("halaman.php", b"<?php phpinfo(); ?>"),
        ("utf16.txt", b"\xff\xfea\0b\0"),
        ("nul.txt", b"a\0b"),
        ("gerak.gif", b"GIF89a\x01\0\x01\0\0\0\0;"),
        ("acak.pdf", &[0x80, 0x81, 0x82, 0xfe]),
    ];
    for (name, bytes) in files {
        assert_eq!(refused(name, bytes).await, FileFault::Kind, "{name}");
    }
}

#[tokio::test]
async fn the_scanner_test_file_is_refused_also_inside_a_document() {
    assert_eq!(refused("eicar.com", &eicar()).await, FileFault::Malware);
    assert_eq!(refused("catatan.txt", &eicar()).await, FileFault::Malware);
    let packed = docx(&[("word/media/a.bin", &eicar())]);
    assert_eq!(refused("surat.docx", &packed).await, FileFault::Malware);
}

#[tokio::test]
async fn a_document_that_fetches_or_carries_something_is_refused() {
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships><Relationship Id=\"r1\" Type=\"http://x/relationships/{kind}\" \
             Target=\"{target}\" TargetMode=\"External\"/></Relationships>"
        )
    };
    let rels = "word/_rels/settings.xml.rels";
    for (kind, target) in [
        ("attachedTemplate", "http://contoh.id/t.dotm"),
        ("oleObject", "\\\\contoh.id\\a"),
        ("image", "https://contoh.id/a.png"),
    ] {
        let packed = docx(&[(rels, relation(kind, target).as_bytes())]);
        assert_eq!(refused("surat.docx", &packed).await, FileFault::Active, "{kind}");
    }
    // However it is written.
    for other in [
        "<Relationships><Relationship Type='x/image' Target = 'h&#116;tp://contoh.id/' /></Relationships>",
        "<r:Relationships xmlns:r='y'><r:Relationship r:Type='x/image' Target=' HTTP://contoh.id/'/></r:Relationships>",
    ] {
        let packed = docx(&[(rels, other.as_bytes())]);
        assert_eq!(refused("surat.docx", &packed).await, FileFault::Active, "{other}");
    }
    for broken in [&b"\xff\xfe<\0R\0"[..], b"<!DOCTYPE r [<!ENTITY h 'http:'>]><r/>", b"<a"] {
        let packed = docx(&[(rels, broken)]);
        assert_eq!(refused("surat.docx", &packed).await, FileFault::Damaged);
    }
    for name in
        ["word/embeddings/oleObject1.bin", "word/embeddings/a.docm", "word/a.exe", "customUI/x.xml"]
    {
        let packed = docx(&[(name, b"MZ")]);
        assert_eq!(refused("surat.docx", &packed).await, FileFault::Active, "{name}");
    }
    let link = relation("hyperlink", "https://contoh.id/");
    let chart: (&str, &[u8]) = ("word/embeddings/a.xlsx", b"PK");
    let packed = docx(&[(rels, link.as_bytes()), chart]);
    // What one has to click on stays.
    assert_eq!(taken("surat.docx", &packed).await.kind, FileKind::Docx);
    let named = taken("KTP 3603010101900001.txt", b"halo").await;
    assert_eq!(named.name, "berkas.txt", "no number of a person in a name");
}

#[tokio::test]
async fn a_jpeg_with_a_page_behind_it_keeps_only_the_picture() {
    let page = b"<html><script>alert(1)</script></html>";
    let polyglot = [picture(ImageFormat::Jpeg), page.to_vec()].concat();
    let file = taken("foto.html", &polyglot).await;
    assert_eq!((file.kind, file.name.as_str()), (FileKind::Jpeg, "foto.jpg"));
    assert!(!has(&file.bytes, b"<script>"));
    assert_eq!(shown(&file).dimensions(), (40, 20));
}

#[tokio::test]
async fn a_photo_is_shown_upright_without_place_and_camera() {
    let photo = photo();
    assert!(has(&photo, CAMERA) && has(&photo, b"Exif"), "the sample has what must go");
    let file = taken("IMG_0001.JPG", &photo).await;
    assert!(!has(&file.bytes, CAMERA));
    assert!(!has(&file.bytes, b"Exif"));
    let shown = shown(&file);
    assert_eq!(shown.dimensions(), (20, 40), "it was turned");
    assert!(shown.get_pixel(10, 5)[0] > 200, "the left half is on top, red");
    assert!(shown.get_pixel(10, 35)[2] > 200, "the right half is below, blue");
}

#[tokio::test]
async fn a_large_picture_is_made_smaller_and_one_that_bursts_is_refused() {
    let wide = encoded(&GrayImage::new(6_000, 30).into(), ImageFormat::Png);
    assert_eq!(shown(&taken("lebar.png", &wide).await).dimensions(), (4_096, 20));
    let bomb = encoded(&GrayImage::new(8_000, 5_001).into(), ImageFormat::Png);
    assert!(bomb.len() < 1_000_000, "small when sent");
    assert_eq!(refused("bom.png", &bomb).await, FileFault::Bomb);
}

#[tokio::test]
async fn a_see_through_picture_stays_see_through() {
    let clear: DynamicImage = RgbaImage::new(3, 3).into();
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let file = taken("logo", &encoded(&clear, format)).await;
        assert_eq!(file.kind, FileKind::Png);
        assert_eq!(shown(&file).get_pixel(0, 0)[3], 0);
    }
}

#[tokio::test]
async fn a_broken_picture_archive_or_pdf_is_refused() {
    let png = picture(ImageFormat::Png);
    assert_eq!(refused("a.png", &png[..png.len() / 2]).await, FileFault::Damaged);
    assert_eq!(refused("a.jpg", b"\xff\xd8\xff\xe0 bukan gambar").await, FileFault::Damaged);
    assert_eq!(refused("a.docx", &docx(&[])[..300]).await, FileFault::Damaged);
    assert_eq!(refused("a.pdf", b"%PDF-1.7\n tanpa akhir").await, FileFault::Damaged);
}

#[tokio::test]
async fn a_pdf_with_a_script_or_a_program_call_is_refused() {
    for object in ["<< /S /JavaScript /JS (app.alert(1)) >>", "<< /S /Launch /F (cmd.exe) >>"] {
        assert_eq!(refused("surat.pdf", &pdf(object)).await, FileFault::Active);
    }
}

#[tokio::test]
async fn a_pdf_is_kept_byte_for_byte_for_its_signature() {
    let signed = pdf("<< /Type /Sig /Contents <00> >>");
    assert_eq!(taken("TTE.pdf", &signed).await.bytes, signed);
}

#[tokio::test]
async fn a_document_loses_author_preview_and_the_places_of_its_photos() {
    let file = taken("Notulen.docx", &docx(&[])).await;
    let members = members(&file.bytes);
    let names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
    assert!(names.contains(&"docProps/core.xml"), "the member stays, for the list names it");
    for (name, content) in &members {
        assert!(!has(content, AUTHOR.as_bytes()), "{name}");
        assert!(!has(content, CAMERA), "{name}");
    }
    let of =
        |name: &str| members.iter().find(|(other, _)| other == name).map(|(_, content)| content);
    assert_eq!(of("word/document.xml").unwrap(), b"<w:document>Notulen</w:document>");
    let photo = image::load_from_memory(of("word/media/image1.jpeg").unwrap()).unwrap();
    assert_eq!(photo.dimensions(), (40, 20), "its pixels are untouched");
}

#[tokio::test]
async fn what_stands_before_or_behind_an_archive_is_gone() {
    let polyglot = [docx(&[]), b"<script>alert(1)</script>".to_vec()].concat();
    let file = taken("surat.docx", &polyglot).await;
    assert!(!has(&file.bytes, b"<script>"));
    assert!(file.bytes.starts_with(b"PK\x03\x04"));
}

#[tokio::test]
async fn a_document_with_macros_is_refused() {
    for member in ["word/vbaProject.bin", "WORD/VBAPROJECT.BIN", "word/activeX/activeX1.bin"] {
        assert_eq!(
            refused("surat.docx", &docx(&[(member, b"x")])).await,
            FileFault::Active,
            "{member}"
        );
    }
    let media = FileKind::Ods.media_type().as_bytes();
    let ods = archive(&[("mimetype", media), ("content.xml", b"x"), ("Basic/script-lc.xml", b"x")]);
    assert_eq!(refused("hitung.ods", &ods).await, FileFault::Active);
}

#[tokio::test]
async fn other_archives_are_refused_even_under_the_name_of_a_document() {
    let plain = archive(&[("readme.txt", b"halo")]);
    let slides = archive(&[("[Content_Types].xml", b"x"), ("ppt/presentation.xml", b"x")]);
    for (name, bytes) in [("a.zip", &plain), ("a.docx", &plain), ("a.pptx", &slides)] {
        assert_eq!(refused(name, bytes).await, FileFault::Kind, "{name}");
    }
}

#[tokio::test]
async fn an_archive_that_bursts_or_leads_outside_is_refused() {
    let zeros = vec![0; 60 * 1024 * 1024];
    let bomb = docx(&[("word/a.xml", &zeros), ("word/b.xml", &zeros)]);
    assert!(bomb.len() < 1_000_000, "small when sent");
    assert_eq!(refused("bom.docx", &bomb).await, FileFault::Bomb);
    let many: Vec<(String, Vec<u8>)> =
        (0..5_001).map(|n| (format!("word/{n}.xml"), vec![])).collect();
    let many: Vec<(&str, &[u8])> =
        many.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
    assert_eq!(refused("banyak.docx", &docx(&many)).await, FileFault::Bomb);
    assert_eq!(refused("jalur.docx", &docx(&[("../../x", b"x")])).await, FileFault::Damaged);
}

#[tokio::test]
async fn a_name_is_made_neutral() {
    let jpeg = picture(ImageFormat::Jpeg);
    for (sent, name) in [
        ("../../x", "x.jpg"),
        ("foto.jpg.exe", "foto.jpg"),
        ("foto\u{202e}gpj.exe", "fotogpj.jpg"),
        ("a\r\nX: y.png", "aX- y.jpg"),
    ] {
        assert_eq!(taken(sent, &jpeg).await.name, name);
    }
    assert_eq!(taken(&"a".repeat(300), &jpeg).await.name.chars().count(), 120);
}

fn member(taskforce: TaskForceId) -> Actor {
    Actor::system(ActorKind::System).within(taskforce)
}

async fn with_taskforces(app: &App) -> [TaskForceId; 2] {
    let mut tx = app.store.write().await.unwrap();
    let ids = [TaskForceId(app.ids.next()), TaskForceId(app.ids.next())];
    let text = "INSERT INTO taskforce (id, region_code, name, zone, demo, created_at)
        VALUES ($1, $2, 'GT', 'WIB', $3, 0)";
    for (id, region) in ids.iter().zip(["36.03", "36.71"]) {
        tx.run(Sql { text, place: file!() }, args![id, region, false]).await.unwrap();
    }
    tx.commit().await.unwrap();
    ids
}

async fn stored(
    app: &App,
    taskforce: TaskForceId,
    class: FileClass,
    name: &str,
    bytes: &[u8],
) -> FileId {
    let file = file::clean(app, "bukti", name.to_owned(), bytes.to_vec()).await.unwrap();
    let mut tx = app.store.write().await.unwrap();
    let id = file::put(app, &mut tx, &member(taskforce), taskforce, class, &file).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn read(app: &App, opened: &mut file::Opened) -> Vec<Vec<u8>> {
    let mut chunks = Vec::new();
    while let Some(chunk) = opened.next(app).await.unwrap() {
        chunks.push(chunk);
    }
    chunks
}

#[tokio::test]
async fn a_file_is_read_back_in_chunks_of_256_kib() {
    both(|store| async move {
        let app = app_on(store).app;
        let [own, _] = with_taskforces(&app).await;
        let text: Vec<u8> =
            (0..CHUNK_SIZE * 2 + 5).map(|at| b'a' + u8::try_from(at % 26).unwrap()).collect();
        let id = stored(&app, own, FileClass::Internal, "panjang.txt", &text).await;
        let mut opened = file::open(&app, &member(own), id).await.unwrap();
        assert_eq!(opened.row.name, "panjang.txt");
        assert_eq!(opened.row.sha256, vault_sha256(&text));
        let chunks = read(&app, &mut opened).await;
        assert_eq!(chunks.iter().map(Vec::len).collect::<Vec<_>>(), [CHUNK_SIZE, CHUNK_SIZE, 5]);
        assert_eq!(chunks.concat(), text);
    })
    .await;
}

fn vault_sha256(bytes: &[u8]) -> Vec<u8> {
    vault::digest::sha256(bytes).to_vec()
}

#[tokio::test]
async fn the_hash_of_the_original_photo_is_kept_and_its_bytes_are_not() {
    let (_scratch, app) = scratch().await;
    let [own, _] = with_taskforces(&app).await;
    let photo = photo();
    let id = stored(&app, own, FileClass::Internal, "foto.jpg", &photo).await;
    let mut opened = file::open(&app, &member(own), id).await.unwrap();
    assert_eq!(opened.row.original_sha256, vault_sha256(&photo));
    assert_eq!(opened.row.original_size, i64::try_from(photo.len()).unwrap());
    let bytes = read(&app, &mut opened).await.concat();
    assert_eq!(opened.row.sha256, vault_sha256(&bytes));
    assert!(!has(&bytes, CAMERA));
}

#[tokio::test]
async fn another_task_force_and_a_stranger_find_nothing() {
    let (_scratch, app) = scratch().await;
    let [own, other] = with_taskforces(&app).await;
    let id = stored(&app, own, FileClass::Internal, "a.txt", b"rahasia").await;
    for actor in [member(other), Actor::system(ActorKind::System)] {
        let opened = file::open(&app, &actor, id).await;
        assert!(matches!(opened, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn a_role_without_file_view_is_denied() {
    let (_scratch, app) = scratch().await;
    let [own, _] = with_taskforces(&app).await;
    let id = stored(&app, own, FileClass::Public, "a.txt", b"umum").await;
    let mut actor = member(own);
    actor.role = app.rules.roles.get("observer").unwrap();
    assert!(matches!(file::open(&app, &actor, id).await, Err(Error::Denied(_))));
}

#[tokio::test]
async fn a_sealed_file_opens_for_nobody_without_its_key() {
    let (_scratch, app) = scratch().await;
    let [own, _] = with_taskforces(&app).await;
    let id = stored(&app, own, FileClass::Sealed, "a.txt", b"tertutup").await;
    assert!(matches!(file::open(&app, &member(own), id).await, Err(Error::NotFound)));
}
