//! The form that a client sends: the members of a request, by their names.

use cosell_domain::Caller;

use super::refusal::{self, invalid};
use crate::refusal::Refusal;

/// The characters of a session's name beside letters and digits, and how many it has.
const NAME: (&[u8], std::ops::RangeInclusive<usize>) = (b"_+=,.@-", 2..=64);

/// The longest session of a root, in seconds.
const OF_ROOT: i64 = 3_600;

/// What a request asks for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Action {
    AssumeRole,
    GetCallerIdentity,
    GetSessionToken,
}

impl Action {
    const ALL: [Self; 3] = [
        Self::AssumeRole,
        Self::GetCallerIdentity,
        Self::GetSessionToken,
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::AssumeRole => "AssumeRole",
            Self::GetCallerIdentity => "GetCallerIdentity",
            Self::GetSessionToken => "GetSessionToken",
        }
    }
}

/// The members of a request.
#[derive(Debug)]
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    pub(super) fn read(body: &[u8]) -> Result<Self, Refusal> {
        let read = serde_urlencoded::from_bytes(body);
        let members = read.map_err(|_| invalid("The body is not a form."))?;
        Ok(Self(members))
    }

    pub(super) fn action(&self) -> Result<Action, Refusal> {
        let name = self.find("Action").unwrap_or_default();
        let known = Action::ALL.into_iter().find(|action| action.name() == name);
        known.ok_or_else(|| refusal::unknown_action(name))
    }

    pub(super) fn required(&self, name: &str) -> Result<&str, Refusal> {
        let found = self.find(name).filter(|value| !value.is_empty());
        found.ok_or_else(|| invalid(&format!("{name} is required.")))
    }

    /// The name of the session of a role.
    pub(super) fn session_name(&self) -> Result<&str, Refusal> {
        let name = self.required("RoleSessionName")?;
        let (others, lengths) = NAME;
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || others.contains(&byte);
        if lengths.contains(&name.len()) && name.bytes().all(allowed) {
            return Ok(name);
        }
        Err(invalid(
            "RoleSessionName must have 2 to 64 characters of [A-Za-z0-9_+=,.@-].",
        ))
    }

    /// How long the session lasts, within these bounds.
    pub(super) fn seconds(&self, (least, most, usual): (i64, i64, i64)) -> Result<i64, Refusal> {
        let Some(text) = self.find("DurationSeconds") else {
            return Ok(usual);
        };
        let seconds = text.parse().ok();
        let seconds = seconds.filter(|seconds| (least..=most).contains(seconds));
        seconds.ok_or_else(|| invalid(&format!("DurationSeconds must be {least} to {most}.")))
    }

    /// The same for a session of the caller itself: one of a root is short unless it says how long.
    pub(super) fn seconds_of(
        &self,
        caller: &Caller,
        (least, most, usual): (i64, i64, i64),
    ) -> Result<i64, Refusal> {
        let usual = if caller.is_root() { OF_ROOT } else { usual };
        self.seconds((least, most, usual))
    }

    /// Refuses what would limit a session, because nothing would enforce it.
    pub(super) fn refuse_session_policies(&self) -> Result<(), Refusal> {
        for name in [
            "Policy",
            "PolicyArns",
            "Tags",
            "TransitiveTagKeys",
            "SourceIdentity",
        ] {
            self.refuse(name)?;
        }
        self.refuse_mfa()
    }

    pub(super) fn refuse_mfa(&self) -> Result<(), Refusal> {
        self.refuse("SerialNumber")?;
        self.refuse("TokenCode")
    }

    fn refuse(&self, name: &str) -> Result<(), Refusal> {
        let is_it = |member: &str| {
            let rest = member.strip_prefix(name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        if self.0.iter().any(|(member, _)| is_it(member)) {
            return Err(invalid(&format!(
                "cosell does not support {name} in a session: leave it out."
            )));
        }
        Ok(())
    }

    fn find(&self, name: &str) -> Option<&str> {
        let mut found = self.0.iter().filter(|(member, _)| member == name);
        found.next().map(|(_, value)| value.as_str())
    }
}
