//! Files: which kinds are taken, how they are named and how they are handed out.
//!
//! What a file is depends on its content alone; the sent name and the sent type are only hints.
//! Everything but a picture goes out as a download, so that no file is ever a page of ours.

mod name;

pub use name::{MAX_NAME, disposition, download_name};

/// Largest file that is taken, in bytes (10 MiB).
pub const MAX_SIZE: usize = 10 * 1024 * 1024;
/// Length of a stored piece, in bytes (256 KiB); the last one may be shorter.
pub const CHUNK_SIZE: usize = 256 * 1024;

/// Who may open a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileClass {
    /// Everybody.
    Public,
    /// The task force it belongs to.
    Internal,
    /// Only the desk that holds its key.
    Sealed,
}

impl FileClass {
    /// Every class.
    pub const ALL: [Self; 3] = [Self::Public, Self::Internal, Self::Sealed];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Internal => "internal",
            Self::Sealed => "sealed",
        }
    }

    /// The class with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.code() == code)
    }
}

/// A kind of file that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// JPEG picture.
    Jpeg,
    /// PNG picture.
    Png,
    /// WebP picture.
    Webp,
    /// PDF document.
    Pdf,
    /// Office Open XML workbook, without macros.
    Xlsx,
    /// Office Open XML text, without macros.
    Docx,
    /// OpenDocument spreadsheet, without macros.
    Ods,
    /// Comma-separated values in UTF-8.
    Csv,
    /// Plain text in UTF-8.
    Text,
}

impl FileKind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Jpeg,
        Self::Png,
        Self::Webp,
        Self::Pdf,
        Self::Xlsx,
        Self::Docx,
        Self::Ods,
        Self::Csv,
        Self::Text,
    ];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
            Self::Ods => "ods",
            Self::Csv => "csv",
            Self::Text => "text",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The extension of its download name, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Text => "txt",
            _ => self.code(),
        }
    }

    /// The media type it is handed out with.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Text => "text/plain; charset=utf-8",
        }
    }

    /// Whether it may be shown inside a page; everything else is a download.
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Webp)
    }
}

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileFault {
    /// It has no bytes.
    Empty,
    /// It has more than [`MAX_SIZE`] bytes.
    TooLarge,
    /// Its content is no kind that is taken, whatever its name says.
    Kind,
    /// It carries a script or a macro.
    Active,
    /// It begins as a known kind and can't be read as one.
    Damaged,
    /// It unpacks to more than can be handled: pixels, members or bytes.
    Bomb,
    /// It is the test file of virus scanners.
    Malware,
    /// A photo as some telephones keep it (HEIC), which few programs read.
    Heic,
}

impl FileFault {
    /// Every fault.
    pub const ALL: [Self; 8] = [
        Self::Empty,
        Self::TooLarge,
        Self::Kind,
        Self::Active,
        Self::Damaged,
        Self::Bomb,
        Self::Malware,
        Self::Heic,
    ];

    /// The code that `text` has a sentence for.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "file_empty",
            Self::TooLarge => "file_too_large",
            Self::Kind => "file_kind",
            Self::Active => "file_active",
            Self::Damaged => "file_damaged",
            Self::Bomb => "file_bomb",
            Self::Malware => "file_malware",
            Self::Heic => "file_heic",
        }
    }

    /// The fault with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back_and_are_unique() {
        for class in FileClass::ALL {
            assert_eq!(FileClass::from_code(class.code()), Some(class));
        }
        for kind in FileKind::ALL {
            assert_eq!(FileKind::from_code(kind.code()), Some(kind));
        }
        for fault in FileFault::ALL {
            assert_eq!(FileFault::from_code(fault.code()), Some(fault));
        }
        assert_eq!(FileKind::from_code("svg"), None);
    }
}
