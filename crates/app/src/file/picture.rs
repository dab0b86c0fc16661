//! Pictures: decoded, turned upright, made no larger than needed and encoded anew.
//!
//! Nothing of the sent file survives but its pixels: no place, no camera, no thumbnail of what
//! was cropped away, no page or program behind the picture.

use std::io::Cursor;

use domain::file::{FileFault, FileKind, MAX_SIZE};
use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits,
    codecs::jpeg::JpegEncoder, imageops::FilterType,
};

/// Most pixels that are decoded: above the cameras of telephones, below a tenth of a gigabyte.
const MAX_PIXELS: u64 = 40_000_000;
/// Most memory that a decoder may take for one picture, in bytes.
const MAX_MEMORY: u64 = 400 * 1024 * 1024;
/// Longest edge that is kept, in pixels; a page scanned at 300 dots per inch fits.
const MAX_EDGE: u32 = 4_096;
/// Quality of a JPEG, where 100 is the best.
const QUALITY: u8 = 85;

/// The picture as it is stored and shown, and its kind.
///
/// PNG stays PNG; WebP becomes JPEG, or PNG where it is see-through, because our encoder knows
/// only the lossless WebP, which makes a photo ten times larger.
pub(super) fn clean(bytes: &[u8], format: ImageFormat) -> Result<Picture, FileFault> {
    let picture = plain(upright(bytes, format)?);
    let hash = look(&picture);
    let (kind, bytes) = encoded(&picture, format)?;
    Ok(Picture { kind, bytes, hash })
}

/// Longest edge of a small picture, in pixels: half the width of a page at 300 dots per inch.
const SMALL_EDGE: u32 = 960;
/// Quality of a small picture.
const SMALL_QUALITY: u8 = 72;

/// A cleaned picture again as a small JPEG.
pub(super) fn small(bytes: &[u8]) -> Result<Vec<u8>, FileFault> {
    let picture = image::load_from_memory(bytes).map_err(|error| fault(&error))?;
    let picture = if picture.width().max(picture.height()) > SMALL_EDGE {
        picture.resize(SMALL_EDGE, SMALL_EDGE, FilterType::Triangle)
    } else {
        picture
    };
    jpeg(&picture, SMALL_QUALITY)
}

/// A cleaned picture.
#[derive(Debug)]
pub(super) struct Picture {
    pub kind: FileKind,
    pub bytes: Vec<u8>,
    /// How it looks, in 64 bits.
    pub hash: Option<i64>,
}

fn look(picture: &DynamicImage) -> Option<i64> {
    let grey = picture.resize_exact(9, 8, FilterType::Triangle).into_luma8();
    domain::plan::photo_hash(grey.as_raw().as_slice().try_into().ok()?)
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Result<(FileKind, Vec<u8>), FileFault> {
    if format == ImageFormat::Png || picture.color().has_alpha() {
        let png = png(picture)?;
        if png.len() <= MAX_SIZE {
            return Ok((FileKind::Png, png));
        }
    }
    Ok((FileKind::Jpeg, jpeg(picture, QUALITY)?))
}

fn upright(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, FileFault> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| fault(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(FileFault::Bomb);
    }
    // A camera's nonsense about the direction is no reason to refuse the photo.
    let orientation = decoder.orientation().ok();
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| fault(&error))?;
    // Smaller first: turning needs a second copy.
    let mut picture = shrunk(picture);
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    Ok(picture)
}

fn shrunk(picture: DynamicImage) -> DynamicImage {
    if picture.width().max(picture.height()) <= MAX_EDGE {
        return picture;
    }
    picture.resize(MAX_EDGE, MAX_EDGE, FilterType::Triangle)
}

/// Eight bits per channel and no channel that is not needed.
fn plain(picture: DynamicImage) -> DynamicImage {
    let color = picture.color();
    if color.has_alpha() {
        picture.to_rgba8().into()
    } else if color.has_color() {
        picture.into_rgb8().into()
    } else {
        picture.into_luma8().into()
    }
}

fn png(picture: &DynamicImage) -> Result<Vec<u8>, FileFault> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, ImageFormat::Png).map_err(|error| fault(&error))?;
    Ok(out.into_inner())
}

fn jpeg(picture: &DynamicImage, quality: u8) -> Result<Vec<u8>, FileFault> {
    let mut out = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut out, quality);
    // A JPEG is never see-through; without a ground what was clear would become black.
    let written = if picture.color().has_alpha() {
        on_white(picture).write_with_encoder(encoder)
    } else {
        picture.write_with_encoder(encoder)
    };
    written.map(|()| out).map_err(|error| fault(&error))
}

fn on_white(picture: &DynamicImage) -> DynamicImage {
    let mut rgba = picture.to_rgba8();
    for pixel in rgba.pixels_mut() {
        let [r, g, b, alpha] = pixel.0;
        let over = |c: u8| {
            let mixed = u16::from(c) * u16::from(alpha) + 255 * u16::from(255 - alpha);
            u8::try_from(mixed / 255).unwrap_or(u8::MAX)
        };
        pixel.0 = [over(r), over(g), over(b), 255];
    }
    DynamicImage::from(rgba).into_rgb8().into()
}

fn fault(error: &ImageError) -> FileFault {
    match error {
        ImageError::Limits(_) => FileFault::Bomb,
        _ => FileFault::Damaged,
    }
}

/// A JPEG inside a document without what a camera wrote into it, its pixels untouched.
///
/// `None` where the segments can't be followed; then it shows nowhere either.
pub(super) fn without_metadata(jpeg: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(jpeg.len());
    let mut rest = jpeg.strip_prefix(&[0xff, 0xd8])?;
    out.extend_from_slice(&[0xff, 0xd8]);
    loop {
        // A marker may be preceded by any number of fill bytes.
        while rest.starts_with(&[0xff, 0xff]) {
            rest = &rest[1..];
        }
        let [0xff, marker, high, low, ..] = *rest else {
            return None;
        };
        // From the scan on there are only pixels.
        if marker == 0xda {
            out.extend_from_slice(rest);
            return Some(out);
        }
        let length = 2 + usize::from(u16::from_be_bytes([high, low]));
        let (segment, after) = rest.split_at_checked(length)?;
        if is_needed(marker, &segment[4.min(segment.len())..]) {
            out.extend_from_slice(segment);
        }
        rest = after;
    }
}

/// Tables, frames, JFIF, colour profile and Adobe's colour order; not Exif, XMP, maker notes,
/// further pictures and comments.
fn is_needed(marker: u8, body: &[u8]) -> bool {
    match marker {
        0xe0 | 0xee => true,
        0xe2 => body.starts_with(b"ICC_PROFILE\0"),
        0xe1..=0xef | 0xfe => false,
        _ => true,
    }
}
