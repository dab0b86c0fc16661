//! Files as people and attackers send them.

use std::io::{Cursor, Write};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use zip::{ZipWriter, write::SimpleFileOptions};

/// A picture of 40 x 20 pixels, red in its left half and blue in its right.
pub fn picture(format: ImageFormat) -> Vec<u8> {
    let image =
        RgbImage::from_fn(40, 20, |x, _| if x < 20 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) });
    encoded(&image.into(), format)
}

/// An image as a file.
pub fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    image.write_to(&mut out, format).unwrap();
    out.into_inner()
}

/// A camera's text, which no one should read afterwards.
pub const CAMERA: &[u8] = b"KAMERA-CONTOH-7";

/// The same picture as a telephone writes it: turned to the right, with camera and place.
pub fn photo() -> Vec<u8> {
    let jpeg = picture(ImageFormat::Jpeg);
    let exif = exif();
    // With a fill byte before the marker, which the standard allows.
    let mut out = vec![0xff, 0xd8, 0xff, 0xff, 0xe1];
    out.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    out.extend(exif);
    out.extend(&jpeg[2..]);
    out
}

/// Exif with orientation 6 (turn clockwise to show), a model, and a place: 6° S.
fn exif() -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        let mut bytes = tag.to_le_bytes().to_vec();
        bytes.extend(kind.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(value.to_le_bytes());
        bytes
    };
    // Three entries end at 8 + 2 + 36 + 4 = 50; the model stands there, the place after it.
    let place = 50 + u32::try_from(CAMERA.len()).unwrap() + 1;
    tiff.extend(3_u16.to_le_bytes());
    tiff.extend(entry(0x0110, 2, u32::try_from(CAMERA.len()).unwrap() + 1, 50));
    tiff.extend(entry(0x0112, 3, 1, 6));
    tiff.extend(entry(0x8825, 4, 1, place));
    tiff.extend([0; 4]);
    tiff.extend(CAMERA);
    tiff.push(0);
    tiff.extend(2_u16.to_le_bytes());
    tiff.extend(entry(0x0001, 2, 2, u32::from(b'S')));
    tiff.extend(entry(0x0002, 5, 3, place + 2 + 24 + 4));
    tiff.extend([0; 4]);
    for (above, below) in [(6_u32, 1_u32), (10, 1), (3_339, 100)] {
        tiff.extend(above.to_le_bytes());
        tiff.extend(below.to_le_bytes());
    }
    [b"Exif\0\0".to_vec(), tiff].concat()
}

/// A ZIP archive with these members.
pub fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// The name of a person that must not survive in a document.
pub const AUTHOR: &str = "Penulis Contoh";

/// A DOCX by [`AUTHOR`] with a photo in it, and more members.
pub fn docx(more: &[(&str, &[u8])]) -> Vec<u8> {
    let core = format!("<cp:coreProperties><dc:creator>{AUTHOR}</dc:creator></cp:coreProperties>");
    let photo = photo();
    let mut members: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("docProps/core.xml", core.as_bytes()),
        ("docProps/thumbnail.jpeg", &photo),
        ("word/document.xml", b"<w:document>Notulen</w:document>"),
        ("word/media/image1.jpeg", &photo),
    ];
    members.extend(more);
    archive(&members)
}

/// The members of an archive, in order.
pub fn members(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    use std::io::Read;
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut member = archive.by_index(index).unwrap();
            let name = member.name().unwrap().into_owned();
            let mut content = Vec::new();
            member.read_to_end(&mut content).unwrap();
            (name, content)
        })
        .collect()
}

/// A small PDF with `object` as one of its objects.
pub fn pdf(object: &str) -> Vec<u8> {
    format!("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n{object}\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n").into_bytes()
}

/// The test file of virus scanners, in two parts so that no scanner takes this test for it.
pub fn eicar() -> Vec<u8> {
    [r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"]
        .concat()
        .into_bytes()
}

/// Whether `part` stands anywhere in `bytes`.
pub fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
