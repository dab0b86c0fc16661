//! Carrying e-mails to a mail server.

use std::time::Duration;

use anyhow::{Context as _, bail};
use app::notice::{Mail, Mailer, Undelivered};
use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{
        Attachment, Mailbox, MultiPart, SinglePart,
        header::{ContentType, Header, HeaderName, HeaderValue},
    },
};

/// How long a mail server may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// A mail server, and in whose name we write.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// Says that a program wrote the e-mail, so that nobody's absence note answers it (RFC 3834).
#[derive(Debug, Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

impl Smtp {
    /// The server at `url`, for e-mails from `from`.
    ///
    /// # Errors
    /// Where one can't be read, and for a server beyond this machine without verified TLS.
    pub fn open(url: &str, from: &str) -> anyhow::Result<Self> {
        if !is_sealed(url) {
            bail!(
                "smtp must be smtps://… or end with ?tls=required, so that no password and no address travels in the clear"
            );
        }
        // What stands in the URL may be a password: no error repeats it.
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .ok()
            .context("smtp is no address like smtps://USER:PASSWORD@mail.example.go.id")?;
        let from = from
            .parse()
            .with_context(|| format!("mail_from is no address like Gugus <a@b.go.id>: {from}"))?;
        Ok(Self { transport: transport.timeout(Some(PATIENCE)).build(), from })
    }

    fn message(&self, mail: &Mail) -> Result<Message, Box<dyn std::error::Error + Send + Sync>> {
        let domain = self.from.email.domain();
        let builder = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, mail.to.parse()?))
            .subject(&mail.subject)
            .message_id(Some(format!("<{}@{domain}>", mail.id)))
            .header(AutoSubmitted);
        let words = SinglePart::plain(mail.body.clone());
        if mail.parts.is_empty() {
            return Ok(builder.singlepart(words)?);
        }
        let mut all = MultiPart::mixed().singlepart(words);
        for part in &mail.parts {
            let kind = ContentType::parse(&part.media_type)?;
            all = all.singlepart(Attachment::new(part.name.clone()).body(part.bytes.clone(), kind));
        }
        Ok(builder.multipart(all)?)
    }

    async fn carry(&self, mail: &Mail) -> Result<String, Undelivered> {
        let message =
            self.message(mail).map_err(|error| Undelivered::Refused(error.to_string()))?;
        match self.transport.send(message).await {
            Ok(answer) => Ok(format!("{} {}", answer.code(), answer.message().collect::<String>())),
            Err(error) if error.is_permanent() => Err(Undelivered::Refused(error.to_string())),
            Err(error) => Err(Undelivered::Later(error.to_string())),
        }
    }
}

impl Mailer for Smtp {
    fn send<'a>(&'a self, mail: &'a Mail) -> app::notice::Taken<'a> {
        Box::pin(self.carry(mail))
    }
}

/// Whether what goes to this server is sealed on the way, or never leaves this machine.
fn is_sealed(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("smtp://") else { return true };
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let host = place.rsplit_once('@').map_or(place, |(_, host)| host);
    let host = host.split('/').next().unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    let here = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
    here || query.split('&').any(|pair| pair == "tls=required")
}

#[cfg(test)]
mod tests {
    use app::notice::Part;

    use super::*;

    fn mail() -> Mail {
        Mail {
            id: "0190".to_owned(),
            to: "dinsos@example.go.id".to_owned(),
            subject: "[Gugus] Undangan: Rapat “Semester II”".to_owned(),
            body: "Yth. Dinas Sosial,\n.\nBcc: x@example.com".to_owned(),
            parts: vec![Part {
                name: "undangan.ics".to_owned(),
                media_type: "text/calendar; charset=utf-8; method=PUBLISH".to_owned(),
                bytes: b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".to_vec(),
            }],
        }
    }

    #[tokio::test]
    async fn only_this_machine_is_written_to_in_the_clear() {
        for url in [
            "smtp://localhost:2525",
            "smtp://127.0.0.1",
            "smtp://u:p@[::1]:25",
            "smtps://mail.example.go.id",
            "smtp://u:p%40x@mail.example.go.id:587?tls=required",
        ] {
            assert!(is_sealed(url), "{url}");
            assert!(Smtp::open(url, "gugus@example.go.id").is_ok(), "{url}");
        }
        for url in [
            "smtp://mail.example.go.id",
            "smtp://localhost@mail.example.go.id",
            "smtp://mail.example.go.id?tls=opportunistic",
            "smtp://localhost.example.com:25",
        ] {
            assert!(Smtp::open(url, "gugus@example.go.id").is_err(), "{url}");
        }
        assert!(Smtp::open("http://localhost", "gugus@example.go.id").is_err());
        assert!(Smtp::open("smtp://localhost", "Gugus").is_err());
    }

    #[tokio::test]
    async fn nothing_of_a_message_becomes_a_header() {
        let smtp = Smtp::open("smtp://localhost:1", "Gugus <gugus@example.go.id>").unwrap();
        let sent = smtp.message(&mail()).unwrap();
        assert_eq!(sent.envelope().to().len(), 1);
        let text = String::from_utf8(sent.formatted()).unwrap();
        let head = text.split("\r\n\r\n").next().unwrap();
        assert!(!head.contains("Bcc") && head.contains("Auto-Submitted: auto-generated"), "{head}");
        let wicked = Mail { subject: "a\r\nBcc: x@example.com".to_owned(), ..mail() };
        let text = String::from_utf8(smtp.message(&wicked).unwrap().formatted()).unwrap();
        let head = text.split("\r\n\r\n").next().unwrap();
        assert!(!head.lines().any(|line| line.starts_with("Bcc")), "{head}");
        let wicked = Mail { to: "a@b.go.id, x@example.com".to_owned(), ..mail() };
        assert!(smtp.message(&wicked).is_err());
    }
}
