//! What the programs that share a store tell each other.
//!
//! News is a hint: it says that looking now is worth while, and never what will be seen. Whoever
//! waits for it also looks from time to time, because news may be lost on its way. A new kind of
//! news is a variant here, its word in [`News::parts`] and in [`News::read`], and whoever listens.

/// News for every program on the store, the one that tells it included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Somebody waits for the end of this task, which another node has in hand.
    TaskAwaited(String),
    /// This task, for which somebody waits on another node, has ended.
    TaskEnded(String),
    /// A node has given its lease back: what it had in hand can be taken over.
    NodeLeft,
}

/// The longest id that is passed on; those of this program are shorter by far, and PostgreSQL
/// passes on 8,000 bytes at most.
const LONGEST: usize = 200;

impl News {
    fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::TaskAwaited(id) => ("task-awaited", id),
            Self::TaskEnded(id) => ("task-ended", id),
            Self::NodeLeft => ("node-left", ""),
        }
    }

    /// The news in one line, behind the name of who tells it.
    pub(crate) fn write(&self, origin: &str) -> Option<String> {
        let (word, id) = self.parts();
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        (id.len() <= LONGEST && id.bytes().all(plain)).then(|| format!("{origin} {word} {id}"))
    }

    /// Reads a line that another wrote. `None` when `origin` itself did, or when it is of a kind
    /// that only a newer program knows.
    pub(crate) fn read(line: &str, origin: &str) -> Option<Self> {
        let (from, rest) = line.split_once(' ')?;
        let (word, id) = rest.split_once(' ')?;
        let id = || id.to_owned();
        match word {
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
    fn news_is_read_by_everyone_but_who_wrote_it() {
        let all = [
            News::TaskAwaited("task-1".to_owned()),
            News::TaskEnded("oit-2".to_owned()),
            News::NodeLeft,
        ];
        for news in all {
            let line = news.write("one").expect("a plain id");
            assert_eq!(News::read(&line, "one"), None);
            assert_eq!(News::read(&line, "two"), Some(news));
        }
        assert_eq!(News::read("one of-tomorrow x", "two"), None);
        assert_eq!(News::read("nonsense", "two"), None);
    }

    #[test]
    fn what_is_no_id_is_not_passed_on() {
        for id in ["'; DROP TABLE task; --", "ä", &"x".repeat(LONGEST + 1)] {
            assert_eq!(News::TaskEnded(id.to_owned()).write("one"), None);
        }
    }
}
