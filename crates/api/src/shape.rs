//! The types of the shape tables: what the model says about a value, as static data.
//!
//! Tables refer to each other directly, those of the search filters in cycles. A walk along a value
//! and its shape ends with the value, whose depth [`wire`](crate::wire) limits; a walk along shapes
//! alone must check with [`Shape::leads_to`] whether it would return. A pattern is compiled when it
//! is first needed.

use std::sync::OnceLock;

use regex::Regex;

/// One named shape of the model.
#[derive(Debug)]
pub struct Shape {
    /// The model's name.
    pub name: &'static str,
    /// Whether a value may not appear in logs.
    pub sensitive: bool,
    /// The kind of its values.
    pub kind: Kind,
}

impl Shape {
    /// The members of a structure; empty for any other kind.
    pub fn members(&self) -> &'static [Member] {
        match self.kind {
            Kind::Structure { members, .. } => members,
            _ => &[],
        }
    }

    /// Whether a value of this shape is, or can hold, a value of the other shape. A walk along the
    /// shapes alone does not go into a member that leads to a shape it came through.
    pub fn leads_to(&self, other: &Self) -> bool {
        let mut seen: Vec<&Self> = Vec::new();
        let mut waiting = vec![self];
        while let Some(shape) = waiting.pop() {
            if std::ptr::eq(shape, other) {
                return true;
            }
            if seen.iter().any(|known| std::ptr::eq(*known, shape)) {
                continue;
            }
            seen.push(shape);
            match &shape.kind {
                Kind::Structure { members, .. } => {
                    waiting.extend(members.iter().map(|member| member.shape));
                }
                Kind::List { member, .. } => waiting.push(member),
                Kind::Map { value, .. } => waiting.push(value),
                _ => {}
            }
        }
        false
    }

    /// The member of this name, if the shape is a structure that has it.
    pub fn member(&self, name: &str) -> Option<&'static Member> {
        self.members().iter().find(|member| member.name == name)
    }
}

/// The kind of a shape's values.
#[derive(Debug)]
pub enum Kind {
    /// An object with known members; exactly one is present in a union.
    Structure {
        /// In the model's order.
        members: &'static [Member],
        /// Whether exactly one member is present.
        union: bool,
    },
    /// An array.
    List {
        /// The shape of its items.
        member: &'static Shape,
        /// How many items.
        length: Bounds,
    },
    /// An object with free keys.
    Map {
        /// The shape of its keys.
        key: &'static Shape,
        /// The shape of its values.
        value: &'static Shape,
        /// How many entries.
        length: Bounds,
    },
    /// A string, its length counted in Unicode code points.
    Text {
        /// How many code points.
        length: Bounds,
        /// The pattern that the whole string must match.
        pattern: Option<Pattern>,
    },
    /// A string of a closed list, which is sorted.
    Enumeration(&'static [&'static str]),
    /// An integer of at most 64 bits.
    Integer(Bounds),
    /// A number, whole or not.
    Double,
    /// `true` or `false`.
    Boolean,
    /// A string that holds an ISO 8601 instant.
    Timestamp,
}

/// One member of a structure.
#[derive(Debug)]
pub struct Member {
    /// The name on the wire.
    pub name: &'static str,
    /// The shape of its value.
    pub shape: &'static Shape,
    /// Whether it must be present.
    pub required: bool,
    /// Whether an explicit null differs from absence.
    pub nullable: bool,
}

/// An inclusive range, open if a bound is absent.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// The least value allowed.
    pub min: Option<i64>,
    /// The greatest value allowed.
    pub max: Option<i64>,
}

/// A regular expression of the model, which must match a whole value.
#[derive(Debug)]
pub struct Pattern {
    /// The pattern as the model has it; for messages.
    pub published: &'static str,
    /// The pattern in the syntax of the `regex` crate, without anchors.
    pub source: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    pub(crate) const fn new(published: &'static str, source: &'static str) -> Self {
        Self {
            published,
            source,
            compiled: OnceLock::new(),
        }
    }

    /// Whether the whole text matches, in time linear in its length.
    pub fn matches(&self, text: &str) -> bool {
        // A test compiles every pattern of the model, so the pattern is never absent.
        self.regex().is_some_and(|regex| regex.is_match(text))
    }

    pub(crate) fn regex(&self) -> Option<&Regex> {
        self.compiled
            .get_or_init(|| Regex::new(&format!(r"\A(?:{})\z", self.source)).ok())
            .as_ref()
    }
}

impl Member {
    pub(crate) const fn required(name: &'static str, shape: &'static Shape) -> Self {
        Self {
            name,
            shape,
            required: true,
            nullable: false,
        }
    }

    pub(crate) const fn optional(name: &'static str, shape: &'static Shape) -> Self {
        Self {
            name,
            shape,
            required: false,
            nullable: false,
        }
    }

    pub(crate) const fn nullable(name: &'static str, shape: &'static Shape) -> Self {
        Self {
            name,
            shape,
            required: false,
            nullable: true,
        }
    }
}

/// Constructors for the generated tables.
impl Shape {
    const fn new(name: &'static str, kind: Kind) -> Self {
        Self {
            name,
            sensitive: false,
            kind,
        }
    }

    pub(crate) const fn structure(name: &'static str, members: &'static [Member]) -> Self {
        Self::new(
            name,
            Kind::Structure {
                members,
                union: false,
            },
        )
    }

    pub(crate) const fn union(name: &'static str, members: &'static [Member]) -> Self {
        Self::new(
            name,
            Kind::Structure {
                members,
                union: true,
            },
        )
    }

    pub(crate) const fn list(
        name: &'static str,
        member: &'static Self,
        min: Option<i64>,
        max: Option<i64>,
    ) -> Self {
        Self::new(
            name,
            Kind::List {
                member,
                length: Bounds { min, max },
            },
        )
    }

    pub(crate) const fn map(
        name: &'static str,
        key: &'static Self,
        value: &'static Self,
        min: Option<i64>,
        max: Option<i64>,
    ) -> Self {
        Self::new(
            name,
            Kind::Map {
                key,
                value,
                length: Bounds { min, max },
            },
        )
    }

    pub(crate) const fn text(
        name: &'static str,
        min: Option<i64>,
        max: Option<i64>,
        pattern: Option<Pattern>,
    ) -> Self {
        Self::new(
            name,
            Kind::Text {
                length: Bounds { min, max },
                pattern,
            },
        )
    }

    pub(crate) const fn enumeration(name: &'static str, values: &'static [&'static str]) -> Self {
        Self::new(name, Kind::Enumeration(values))
    }

    pub(crate) const fn integer(name: &'static str, min: Option<i64>, max: Option<i64>) -> Self {
        Self::new(name, Kind::Integer(Bounds { min, max }))
    }

    pub(crate) const fn double(name: &'static str) -> Self {
        Self::new(name, Kind::Double)
    }

    pub(crate) const fn boolean(name: &'static str) -> Self {
        Self::new(name, Kind::Boolean)
    }

    pub(crate) const fn timestamp(name: &'static str) -> Self {
        Self::new(name, Kind::Timestamp)
    }

    pub(crate) const fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }
}
