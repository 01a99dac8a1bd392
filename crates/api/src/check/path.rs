//! The path of a value in a request, in the two forms that error messages use.

use std::fmt;

/// The position of the walk: a linked list on the stack, which is formatted only for a finding.
pub(super) struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    step: Step,
}

#[derive(Clone, Copy)]
enum Step {
    Root,
    Member(&'static str),
    Item(usize),
    Entry(usize),
}

impl Path<'_> {
    pub(super) const ROOT: Path<'static> = Path {
        parent: None,
        step: Step::Root,
    };

    pub(super) const fn member(&self, name: &'static str) -> Path<'_> {
        Path {
            parent: Some(self),
            step: Step::Member(name),
        }
    }

    pub(super) const fn item(&self, position: usize) -> Path<'_> {
        Path {
            parent: Some(self),
            step: Step::Item(position),
        }
    }

    pub(super) const fn entry(&self, position: usize) -> Path<'_> {
        Path {
            parent: Some(self),
            step: Step::Entry(position),
        }
    }

    /// The path without list positions, for `FieldName`.
    pub(super) fn field_name(&self) -> Option<String> {
        let parent = self.parent.and_then(Path::field_name);
        match self.step {
            Step::Member(name) => Some(joined(parent, &lower_camel(name))),
            Step::Root | Step::Item(_) | Step::Entry(_) => parent,
        }
    }

    /// The path with list positions, counted from 1, for messages.
    fn place(&self) -> Option<String> {
        let parent = self.parent.and_then(Path::place);
        match self.step {
            Step::Root => parent,
            Step::Member(name) => Some(joined(parent, &lower_camel(name))),
            Step::Item(position) => Some(joined(
                parent,
                &format!("{}.member", position.saturating_add(1)),
            )),
            Step::Entry(position) => Some(joined(
                parent,
                &format!("{}.value", position.saturating_add(1)),
            )),
        }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.place().unwrap_or_default())
    }
}

fn joined(parent: Option<String>, name: &str) -> String {
    match parent {
        Some(parent) => format!("{parent}.{name}"),
        None => name.to_owned(),
    }
}

/// `PrimaryNeedsFromAws` → `primaryNeedsFromAws`.
fn lower_camel(name: &str) -> String {
    let mut characters = name.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_ascii_lowercase().to_string() + characters.as_str()
    })
}
