//! One keep-alive HTTP/1.1 connection with one request in flight at a time.

use std::net::SocketAddr;

use memchr::memmem;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::error::Error;
use crate::sign::{CONTENT_TYPE, Signer};

/// More headers than any response has.
const HEADERS: usize = 32;

/// The account that calls.
pub(crate) const ACCOUNT: &str = "111111111111";

pub(crate) struct Connection {
    stream: TcpStream,
    address: SocketAddr,
    signer: Option<Signer>,
    request: Vec<u8>,
    answer: Vec<u8>,
}

/// The status of a response, and where its body is in the buffer.
struct Head {
    status: u16,
    start: usize,
    end: usize,
}

impl Connection {
    pub(crate) async fn open(address: SocketAddr) -> Result<Self, Error> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            address,
            signer: Signer::from_environment()?,
            request: Vec::new(),
            answer: Vec::new(),
        })
    }

    /// Connects anew: a server closes a connection that was idle while another server had its turn.
    pub(crate) async fn reopen(&mut self) -> Result<(), Error> {
        *self = Self::open(self.address).await?;
        Ok(())
    }

    /// Calls `operation` and returns the response body. The status must be 200, and the body must
    /// contain `expected`.
    pub(crate) async fn call(
        &mut self,
        operation: &'static str,
        body: &str,
        expected: &str,
    ) -> Result<&[u8], Error> {
        self.compose(operation, body);
        self.stream.write_all(&self.request).await?;
        self.answer.clear();
        let head = loop {
            if self.stream.read_buf(&mut self.answer).await? == 0 {
                return Err(Error::Closed);
            }
            if let Some(head) = head(&self.answer)? {
                break head;
            }
        };
        while self.answer.len() < head.end {
            if self.stream.read_buf(&mut self.answer).await? == 0 {
                return Err(Error::Closed);
            }
        }
        let body = &self.answer[head.start..];
        if head.status == 200 && memmem::find(body, expected.as_bytes()).is_some() {
            Ok(body)
        } else {
            Err(Error::Unexpected {
                operation,
                status: head.status,
                body: String::from_utf8_lossy(body).into_owned(),
            })
        }
    }

    fn compose(&mut self, operation: &str, body: &str) {
        let host = self.address.to_string();
        let target = format!("AWSPartnerCentralSelling.{operation}");
        let signature = match &self.signer {
            Some(signer) => signer.headers(&host, &target, body),
            None => unverified(),
        };
        let head = format!(
            "POST / HTTP/1.1\r\nHost: {host}\r\n\
             Content-Type: {CONTENT_TYPE}\r\n\
             {signature}\
             X-Amz-Target: {target}\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        self.request.clear();
        self.request.extend_from_slice(head.as_bytes());
        self.request.extend_from_slice(body.as_bytes());
    }
}

/// The headers of a call in mode `open`: the access key id names the account, and the signature is
/// not verified.
fn unverified() -> String {
    format!(
        "X-Amz-Date: 20260101T000000Z\r\n\
         Authorization: AWS4-HMAC-SHA256 Credential={ACCOUNT}/20260101/us-east-1/\
         partnercentral-selling/aws4_request, SignedHeaders=host;x-amz-date, Signature=0\r\n"
    )
}

/// The head of a response, or `None` while it is incomplete.
fn head(answer: &[u8]) -> Result<Option<Head>, Error> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut response = httparse::Response::new(&mut headers);
    let httparse::Status::Complete(start) = response.parse(answer)? else {
        return Ok(None);
    };
    let length: usize = response
        .headers
        .iter()
        .find(|header| header.name.eq_ignore_ascii_case("content-length"))
        .and_then(|header| std::str::from_utf8(header.value).ok())
        .and_then(|value| value.trim().parse().ok())
        .ok_or(Error::Length)?;
    Ok(Some(Head {
        status: response.code.unwrap_or_default(),
        start,
        end: start + length,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_response_ends_at_its_content_length() {
        let text = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
        let found = head(text).expect("HTTP").expect("complete");
        assert_eq!((found.status, found.end), (200, text.len()));
        assert!(head(&text[..20]).expect("HTTP so far").is_none());
    }
}
