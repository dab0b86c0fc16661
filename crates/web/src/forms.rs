//! What a form sends: typed values by name, and files.

use std::str::FromStr;

use app::Error;
use axum::{
    body::Body,
    extract::{FromRequest, Multipart, Request},
    http::{StatusCode, header},
    response::{IntoResponse as _, Redirect, Response},
};
use domain::field::FieldErrors;
use futures_util::StreamExt as _;
use maud::Markup;

use crate::Fault;
pub(crate) use crate::address::encode;

/// Largest body of a plain form.
pub(crate) const FORM_LIMIT: usize = 1024 * 1024;
/// How much of a larger one is read before it is cut off.
const FORGOTTEN: usize = 16 * 1024 * 1024;

/// Most fields of one form.
const FIELDS: usize = 2_000;

/// The typed values of a posted form, in order.
#[derive(Debug, Clone, Default)]
pub struct Posted(pub Vec<(String, String)>);

impl Posted {
    /// The first value of `name`, or nothing typed.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// Every value of `name`.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The version that the form was made for.
    pub fn version(&self) -> i64 {
        self.get("version").parse().unwrap_or(0)
    }
}

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Fault;

    async fn from_request(request: Request, _: &S) -> Result<Self, Fault> {
        Ok(Self(pairs(&whole(request.into_body()).await?)))
    }
}

/// The body of a plain form. What is too large is read on and forgotten: a browser whose connection
/// is cut while it sends shows its own error instead of our answer.
async fn whole(body: Body) -> Result<Vec<u8>, Fault> {
    let mut pieces = body.into_data_stream();
    let (mut bytes, mut sent) = (Vec::new(), 0_usize);
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| Fault::unreadable())?;
        sent += piece.len();
        if sent > FORGOTTEN {
            break;
        }
        if sent <= FORM_LIMIT {
            bytes.extend_from_slice(&piece);
        } else {
            bytes.clear();
        }
    }
    if sent > FORM_LIMIT { Err(Fault::too_large()) } else { Ok(bytes) }
}

/// One file of a form.
#[derive(Debug, Clone)]
pub struct Sent {
    /// Name of the field.
    pub field: String,
    /// Name of the file as the browser says it; nothing to be trusted.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A form with files.
#[derive(Debug, Clone, Default)]
pub struct Upload {
    /// The typed values.
    pub fields: Posted,
    /// The files that were chosen; an empty file field sends none.
    pub files: Vec<Sent>,
}

impl Upload {
    /// The file of this field.
    pub fn file(&self, field: &str) -> Option<&Sent> {
        self.files.iter().find(|sent| sent.field == field)
    }
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        let plain = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
        if plain {
            return Ok(Self {
                fields: Posted::from_request(request, state).await?,
                files: Vec::new(),
            });
        }
        let mut parts =
            Multipart::from_request(request, state).await.map_err(|_| Fault::unreadable())?;
        let mut upload = Self::default();
        while let Some(part) = parts.next_field().await.map_err(|_| Fault::too_large())? {
            if upload.fields.0.len() + upload.files.len() >= FIELDS {
                return Err(Fault::too_large());
            }
            let field = part.name().unwrap_or_default().to_owned();
            let name = part.file_name().map(str::to_owned);
            let bytes = part.bytes().await.map_err(|_| Fault::too_large())?;
            match name {
                Some(name) if !(name.is_empty() && bytes.is_empty()) => {
                    upload.files.push(Sent { field, name, bytes: bytes.to_vec() });
                }
                Some(_) => {}
                None => upload.fields.0.push((field, clean(&String::from_utf8_lossy(&bytes)))),
            }
        }
        Ok(upload)
    }
}

/// Names and values of a query or an urlencoded body.
pub fn pairs(bytes: &[u8]) -> Vec<(String, String)> {
    bytes
        .split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
        .take(FIELDS)
        .map(|pair| {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let mut half = || decode(halves.next().unwrap_or_default());
            (half(), half())
        })
        .collect()
}

fn decode(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter();
    while let Some(byte) = rest.next() {
        out.push(match byte {
            b'+' => b' ',
            b'%' => {
                let ahead = rest.as_slice().get(..2).and_then(|two| std::str::from_utf8(two).ok());
                match ahead.and_then(|two| u8::from_str_radix(two, 16).ok()) {
                    Some(value) => {
                        rest.next();
                        rest.next();
                        value
                    }
                    None => b'%',
                }
            }
            other => *other,
        });
    }
    clean(&String::from_utf8_lossy(&out))
}

/// One kind of line end, and no NUL, which PostgreSQL can't store.
fn clean(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\0', "")
}

/// The identifier in a path; anything else is a page that does not exist.
pub(crate) fn id_in<T: FromStr>(text: &str) -> Result<T, Fault> {
    text.parse().map_err(|_| Fault::not_found())
}

/// On to `address`, where the page says that it is saved.
pub(crate) fn saved(address: &str) -> Response {
    Redirect::to(&format!("{address}?tersimpan=1")).into_response()
}

/// The form again with what was typed and what is wrong.
pub(crate) fn again(page: Markup) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

/// What a form can be answered with besides success: wrong fields, or a rule that refused.
pub(crate) struct Refusal {
    pub(crate) errors: FieldErrors,
    pub(crate) rule: Option<&'static str>,
}

impl Refusal {
    /// Nothing is wrong.
    pub(crate) fn none() -> Self {
        Self { errors: FieldErrors::default(), rule: None }
    }

    /// What the form can show of `error`; anything else is the fault of the request.
    pub(crate) fn of(error: Error) -> Result<Self, Fault> {
        match error {
            Error::Invalid(errors) => Ok(Self { errors, rule: None }),
            Error::Rule(rule) => Ok(Self { errors: FieldErrors::default(), rule: Some(rule) }),
            other => Err(other.into()),
        }
    }

    /// Whether something is wrong.
    pub(crate) fn is_some(&self) -> bool {
        self.rule.is_some() || !self.errors.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_comes_back() {
        let text = "Satu & dua = 3%\n\u{202e}\u{200b}ñ+🦜";
        let body = format!("a={}&b=&c=x+y", encode(text));
        let pairs = pairs(body.as_bytes());
        assert_eq!(pairs[0], ("a".to_owned(), text.to_owned()));
        assert_eq!(pairs[1].1, "");
        assert_eq!(pairs[2].1, "x y");
    }

    #[test]
    fn broken_escapes_stay_as_they_are() {
        assert_eq!(decode(b"100%"), "100%");
        assert_eq!(decode(b"%zz%4"), "%zz%4");
        assert_eq!(decode(b"%00a"), "a");
    }
}
