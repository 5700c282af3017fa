//! The little of HTTP that is needed to ask the API.

use std::io::{BufRead, BufReader, Error, Read, Result, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: &'static str,
    pub path: String,
    pub token: String,
    /// The key under which it may be sent again.
    pub key: Option<String>,
    pub body: String,
}

/// A program that keeps its connection.
#[derive(Default)]
pub struct Client(Option<(SocketAddr, BufReader<TcpStream>)>);

impl Client {
    /// Sends a request and gives the status and the body of its answer.
    ///
    /// # Errors
    /// If the connection ends before the answer does.
    pub fn send(&mut self, address: SocketAddr, request: &Request) -> Result<(u16, String)> {
        let (at, mut stream) = match self.0.take() {
            Some(open) if open.0 == address => open,
            _ => {
                let stream = TcpStream::connect(address)?;
                stream.set_nodelay(true)?;
                stream.set_read_timeout(Some(Duration::from_secs(30)))?;
                (address, BufReader::new(stream))
            }
        };
        let key = request
            .key
            .iter()
            .map(|k| format!("Idempotency-Key: {k}\r\n"));
        let text = format!(
            "{} /api/v1{} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {}\r\n{}\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{}",
            request.method,
            request.path,
            request.token,
            key.collect::<String>(),
            request.body.len(),
            request.body
        );
        stream.get_mut().write_all(text.as_bytes())?;
        let answer = read(&mut stream)?;
        self.0 = Some((at, stream));
        Ok(answer)
    }
}

fn read(stream: &mut BufReader<TcpStream>) -> Result<(u16, String)> {
    let cut_off = || Error::other("the answer was cut off");
    let (mut status, mut length) = (None, 0);
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line)? == 0 || !line.ends_with('\n') {
            return Err(cut_off());
        }
        let line = line.trim_end().to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        if status.is_none() {
            status = line.split(' ').nth(1).and_then(|s| s.parse().ok());
        } else if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().map_err(|_| cut_off())?;
        }
        assert!(!line.starts_with("transfer-encoding"), "{line}");
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    let status = status.ok_or_else(cut_off)?;
    Ok((status, String::from_utf8_lossy(&body).into_owned()))
}
