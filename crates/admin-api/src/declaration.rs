//! What is declared of a page.
//!
//! A declaration that is incomplete does not compile: [`Declaration::checked`] refuses a page that
//! changes something without an act for the audit log, and a path whose parameters the page does
//! not have. Access is denied by default: only [`Declaration::open`] shows a page without a token.

/// What the paths of this API begin with, but that of the root.
pub const PREFIX: &str = "/_cosell/";

/// The method of a request. A page that takes `Get` is answered to HEAD as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Put,
    Delete,
}

impl Method {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// What a page does, for the audit log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act {
    /// Such as `fault.add`.
    pub name: &'static str,
    /// What it is done to: a path with parameters of the page, such as `faults/{id}`. Where it has
    /// none, the id of what was made is added when the answer has one.
    pub target: &'static str,
}

/// What is declared of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// The page's name here and in the document.
    pub name: &'static str,
    /// What the page does, in one sentence.
    pub about: &'static str,
    pub method: Method,
    /// The whole path: `{id}` is one part of it, `{*id}` one or more.
    pub path: &'static str,
    /// Absent where the page changes nothing.
    pub act: Option<Act>,
    /// Whether it is shown without an admin token.
    pub open: bool,
    /// A status beside 200 with which its answer comes.
    pub also: Option<u16>,
    reads: bool,
}

impl Declaration {
    pub(crate) const fn new(
        name: &'static str,
        about: &'static str,
        method: Method,
        path: &'static str,
    ) -> Self {
        Self {
            name,
            about,
            method,
            path,
            act: None,
            open: false,
            also: None,
            reads: matches!(method, Method::Get),
        }
    }

    /// The page does this.
    pub(crate) const fn act(mut self, name: &'static str, target: &'static str) -> Self {
        self.act = Some(Act { name, target });
        self
    }

    /// The page changes nothing, although its method is not GET.
    pub(crate) const fn reads(mut self) -> Self {
        self.reads = true;
        self
    }

    /// The page is shown without a token.
    pub(crate) const fn open(mut self) -> Self {
        self.open = true;
        self
    }

    /// The page's answer comes with this status too.
    pub(crate) const fn also(mut self, status: u16) -> Self {
        self.also = Some(status);
        self
    }

    /// The same, if it is complete; `parameters` are those that the page holds, in order.
    ///
    /// # Panics
    ///
    /// When it is not, which is while it is compiled.
    pub(crate) const fn checked(self, parameters: &[&str]) -> Self {
        let path = self.path.as_bytes();
        assert!(
            path.len() == 1 || begins(path, PREFIX.as_bytes()),
            "a path is / or begins with /_cosell/"
        );
        assert!(
            self.act.is_some() != self.reads,
            "a page that changes something has an act, and no other has one"
        );
        assert!(
            !self.open || self.reads,
            "a page without a token does nothing"
        );
        assert!(
            holds(path, parameters),
            "the parameters of a page are those of its path, in order"
        );
        self
    }
}

const fn begins(text: &[u8], with: &[u8]) -> bool {
    text.len() >= with.len() && is(text, 0, with)
}

/// Whether `word` stands at a place of a text, which reaches that far.
const fn is(text: &[u8], at: usize, word: &[u8]) -> bool {
    let mut place = 0;
    while place < word.len() {
        if text[at + place] != word[place] {
            return false;
        }
        place += 1;
    }
    true
}

/// Whether a path has exactly these parameters, in order.
const fn holds(path: &[u8], parameters: &[&str]) -> bool {
    let (mut at, mut found) = (0, 0);
    while at < path.len() {
        if path[at] == b'{' {
            at += 1;
            if path[at] == b'*' {
                at += 1;
            }
            if found == parameters.len() {
                return false;
            }
            let name = parameters[found].as_bytes();
            if at + name.len() >= path.len() || !is(path, at, name) || path[at + name.len()] != b'}'
            {
                return false;
            }
            found += 1;
        }
        at += 1;
    }
    found == parameters.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(method: Method, path: &'static str) -> Declaration {
        Declaration::new("Page", "Shows.", method, path)
    }

    #[test]
    fn a_path_has_the_parameters_that_its_page_holds() {
        for (path, parameters, fits) in [
            ("/_cosell/a", [].as_slice(), true),
            ("/_cosell/{a}/b/{c}", &["a", "c"], true),
            ("/_cosell/{*a}/b", &["a"], true),
            ("/_cosell/{a}/b/{c}", &["c", "a"], false),
            ("/_cosell/{a}/b/{c}", &["a"], false),
            ("/_cosell/{a}", &["a", "c"], false),
            ("/_cosell/{ab}", &["a"], false),
            ("/_cosell/{a", &["a"], false),
        ] {
            assert_eq!(holds(path.as_bytes(), parameters), fits, "{path}");
        }
    }

    #[test]
    #[should_panic = "has an act"]
    fn a_page_that_changes_something_without_an_act_is_refused() {
        let _ = page(Method::Post, "/_cosell/a").checked(&[]);
    }

    #[test]
    #[should_panic = "without a token"]
    fn a_page_that_changes_something_without_a_token_is_refused() {
        let page = page(Method::Post, "/_cosell/a").act("a.do", "a").open();
        let _ = page.checked(&[]);
    }
}
