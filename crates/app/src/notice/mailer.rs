//! What an e-mail is, and who carries it.

use std::{fmt, future::Future, pin::Pin};

/// An e-mail, ready to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Says the same for the same e-mail at each try, so that a second copy can be known as one.
    pub id: String,
    /// Where to.
    pub to: String,
    /// Its subject, on one line.
    pub subject: String,
    /// Its words, as plain text.
    pub body: String,
    /// What hangs on it.
    pub parts: Vec<Part>,
}

/// Something that hangs on an e-mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Name of the file.
    pub name: String,
    /// Media type, with its parameters.
    pub media_type: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// Why an e-mail was not taken, with the answer of the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undelivered {
    /// For the time being: no connection, or asked to wait.
    Later(String),
    /// For good.
    Refused(String),
}

impl fmt::Display for Undelivered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Later(said) | Self::Refused(said) => f.write_str(said),
        }
    }
}

/// What a mail server answers.
pub type Taken<'a> = Pin<Box<dyn Future<Output = Result<String, Undelivered>> + Send + 'a>>;

/// Who carries e-mails to a mail server.
pub trait Mailer: Send + Sync {
    /// Hands one over; returns what the server said.
    fn send<'a>(&'a self, mail: &'a Mail) -> Taken<'a>;
}
