//! As much HTTP/1.1 as it takes to sign in and to look at one page on loopback.

use anyhow::{Context as _, Result, bail};
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// One answer.
#[derive(Debug)]
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// Header lines as they came.
    pub head: String,
    /// The body, as text.
    pub body: String,
}

impl Answer {
    /// The cookies it sets, as they are sent back.
    pub fn cookies(&self) -> String {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        let set = lines.filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
        let pairs: Vec<&str> = set.filter_map(|(_, value)| value.split(';').next()).collect();
        pairs.join("; ")
    }
}

/// Asks for a page.
pub fn get(server: SocketAddr, path: &str, cookies: &str) -> Result<Answer> {
    send(
        server,
        &format!(
            "GET {path} HTTP/1.1\r\nHost: {server}\r\nCookie: {cookies}\r\nConnection: close\r\n\r\n"
        ),
    )
}

/// Sends a form as a page of the server itself would.
pub fn post(server: SocketAddr, path: &str, fields: &[(&str, &str)]) -> Result<Answer> {
    let pairs: Vec<String> =
        fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    let body = pairs.join("&");
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {server}\r\nOrigin: http://{server}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    send(server, &(head + &body))
}

fn send(server: SocketAddr, request: &str) -> Result<Answer> {
    let mut stream = TcpStream::connect_timeout(&server, Duration::from_secs(2))?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    stream.write_all(request.as_bytes())?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    parse(&String::from_utf8_lossy(&bytes))
}

fn parse(text: &str) -> Result<Answer> {
    let (head, body) = text.split_once("\r\n\r\n").context("an answer without a head")?;
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
    let Some(status) = status else { bail!("an answer without a status: {head}") };
    Ok(Answer { status, head: head.to_owned(), body: body.to_owned() })
}

/// A form value with everything but letters and digits escaped.
fn encode(value: &str) -> String {
    let escape = |byte: u8| {
        if byte.is_ascii_alphanumeric() {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    value.bytes().map(escape).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_has_status_cookies_and_body() {
        let text =
            "HTTP/1.1 303 See Other\r\nset-cookie: a=1; Path=/\r\nSet-Cookie: b=2\r\n\r\nbody";
        let answer = parse(text).unwrap();
        assert_eq!(
            (answer.status, answer.cookies().as_str(), answer.body.as_str()),
            (303, "a=1; b=2", "body")
        );
    }

    #[test]
    fn form_values_are_escaped() {
        assert_eq!(encode("a b&c=é"), "a%20b%26c%3D%C3%A9");
    }
}
