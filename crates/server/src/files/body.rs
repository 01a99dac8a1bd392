//! Reads the body of an upload piece by piece, from clients that keep sending.
//!
//! Two rules hold for a client: the minimum upload rate of all bodies, and a mebibyte, or the end,
//! within each body timeout. Only the time counts that the server waits for the client, and not
//! what the store takes.

use std::time::Duration;

use bytes::Bytes;
use cosell_world::machine;
use http_body_util::BodyExt as _;
use hyper::body::{Body as _, Incoming};

use crate::body::{MAX_BODY, ReadError};
use crate::limits::Limits;

/// A body that is read.
pub(crate) struct Source {
    body: Incoming,
    is_begun: bool,
    /// Short and long.
    windows: [Window; 2],
}

/// So many bytes must arrive in so much time.
struct Window {
    bytes: usize,
    time: Duration,
    arrived: usize,
    waited: Duration,
}

impl Window {
    fn new(bytes: usize, time: Duration) -> Self {
        Self {
            bytes,
            time,
            arrived: 0,
            waited: Duration::ZERO,
        }
    }

    fn left(&self) -> Duration {
        self.time.saturating_sub(self.waited)
    }

    fn add(&mut self, bytes: usize, waited: Duration) {
        self.arrived = self.arrived.saturating_add(bytes);
        self.waited = self.waited.saturating_add(waited);
        if self.arrived >= self.bytes {
            self.arrived = 0;
            self.waited = Duration::ZERO;
        }
    }
}

impl Source {
    pub(crate) fn new(body: Incoming, limits: &Limits) -> Self {
        Self {
            body,
            is_begun: false,
            windows: [
                Window::new(limits.body_rate_bytes, limits.body_rate_window),
                Window::new(MAX_BODY, limits.body_timeout),
            ],
        }
    }

    /// The length of the body, if it was announced.
    pub(super) fn announced(&self) -> Option<u64> {
        self.body.size_hint().exact()
    }

    /// The next piece, `None` at the end.
    pub(crate) async fn next(&mut self) -> Result<Option<Bytes>, ReadError> {
        self.is_begun = true;
        loop {
            let left = self.windows.iter().map(Window::left).min();
            let begun = machine::instant();
            let frame = machine::timeout(left.unwrap_or_default(), self.body.frame()).await;
            let Some(frame) = frame.map_err(|_| ReadError::TimedOut)? else {
                return Ok(None);
            };
            // Trailers of HTTP are ignored; those of S3 are in the body.
            if let Ok(data) = frame.map_err(ReadError::Broken)?.into_data() {
                let waited = machine::elapsed(begun);
                for window in &mut self.windows {
                    window.add(data.len(), waited);
                }
                return Ok(Some(data));
            }
        }
    }

    /// Reads and discards the rest, because many clients read no response before they have sent
    /// everything. Returns whether it is still unread.
    pub(super) async fn discard(&mut self, most: usize) -> bool {
        let announced = self.body.size_hint().lower();
        if announced > u64::try_from(most).unwrap_or(u64::MAX) {
            return true;
        }
        let mut discarded = 0_usize;
        while discarded <= most {
            match self.next().await {
                Ok(Some(data)) => discarded = discarded.saturating_add(data.len()),
                Ok(None) => return false,
                Err(_) => return true,
            }
        }
        true
    }

    /// Whether some of the body was asked for: a client that waits for it sends only then.
    pub(super) fn is_begun(&self) -> bool {
        self.is_begun
    }

    /// Whether the end was read.
    pub(super) fn is_over(&self) -> bool {
        self.body.is_end_stream()
    }

    /// The body itself, for a reader of small ones.
    pub(super) fn body(&mut self) -> &mut Incoming {
        self.is_begun = true;
        &mut self.body
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_begins_anew_when_its_bytes_have_arrived() {
        let second = Duration::from_secs(1);
        let mut window = Window::new(10, 3 * second);
        window.add(9, 2 * second);
        assert_eq!(window.left(), second);
        window.add(1, second);
        assert_eq!(window.left(), 3 * second);
        window.add(1, 4 * second);
        assert_eq!(window.left(), Duration::ZERO);
    }
}
