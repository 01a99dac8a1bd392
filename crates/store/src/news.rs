//! News: messages between the programs that share a store.
//!
//! News is a hint that polling now is worthwhile; it never carries data. A receiver must poll as
//! well, because news may be lost. A new kind of news needs a variant here, its word in
//! [`News::parts`] and in [`News::decode`], and a listener.

/// News for every program on the store, its sender included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// A node waits for the end of this task, which another node runs.
    TaskAwaited(String),
    /// This task, for which another node waits, has ended.
    TaskEnded(String),
    /// A node has released its lease: its tasks can be taken over.
    NodeLeft,
}

/// The longest id that is sent; this program's are far shorter, and PostgreSQL's limit is 8,000
/// bytes.
const MAX_ID: usize = 200;

impl News {
    fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::TaskAwaited(id) => ("task-awaited", id),
            Self::TaskEnded(id) => ("task-ended", id),
            Self::NodeLeft => ("node-left", ""),
        }
    }

    /// Encodes the news as one line, after the name of its sender. Returns `None` when the id is
    /// not plain.
    pub(crate) fn encode(&self, origin: &str) -> Option<String> {
        let (kind, id) = self.parts();
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        (id.len() <= MAX_ID && id.bytes().all(plain)).then(|| format!("{origin} {kind} {id}"))
    }

    /// Decodes a line. Returns `None` when `origin` itself sent it, or when only a newer program
    /// knows its kind.
    pub(crate) fn decode(line: &str, origin: &str) -> Option<Self> {
        let (from, rest) = line.split_once(' ')?;
        let (kind, id) = rest.split_once(' ')?;
        let id = || id.to_owned();
        match kind {
            _ if from == origin => None,
            "task-awaited" => Some(Self::TaskAwaited(id())),
            "task-ended" => Some(Self::TaskEnded(id())),
            "node-left" => Some(Self::NodeLeft),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_is_decoded_by_everyone_but_its_sender() {
        let all = [
            News::TaskAwaited("task-1".to_owned()),
            News::TaskEnded("oit-2".to_owned()),
            News::NodeLeft,
        ];
        for news in all {
            let line = news.encode("one").expect("a plain id");
            assert_eq!(News::decode(&line, "one"), None);
            assert_eq!(News::decode(&line, "two"), Some(news));
        }
        assert_eq!(News::decode("one of-tomorrow x", "two"), None);
        assert_eq!(News::decode("nonsense", "two"), None);
    }

    #[test]
    fn a_malformed_id_is_not_sent() {
        for id in ["'; DROP TABLE task; --", "ä", &"x".repeat(MAX_ID + 1)] {
            assert_eq!(News::TaskEnded(id.to_owned()).encode("one"), None);
        }
    }
}
