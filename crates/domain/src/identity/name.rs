//! Principals by name: the root of an account, a user, or a session of a role.

use std::fmt;
use std::sync::Arc;

pub use cosell_store::table::identity::Kind;

/// The name of a principal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    pub account: Arc<str>,
    pub kind: Kind,
    /// Of the user or the role; empty for the root.
    pub name: String,
    /// Of a role's session, else empty.
    pub session: String,
}

impl Name {
    /// The root of an account.
    pub fn root(account: impl Into<Arc<str>>) -> Self {
        Self {
            account: account.into(),
            kind: Kind::Root,
            name: String::new(),
            session: String::new(),
        }
    }

    /// A user of an account.
    pub fn user(account: impl Into<Arc<str>>, name: impl Into<String>) -> Self {
        Self {
            kind: Kind::User,
            name: name.into(),
            ..Self::root(account)
        }
    }

    /// A session of a role.
    pub fn role(
        account: impl Into<Arc<str>>,
        name: impl Into<String>,
        session: impl Into<String>,
    ) -> Self {
        Self {
            kind: Kind::Role,
            name: name.into(),
            session: session.into(),
            ..Self::root(account)
        }
    }

    /// The ARN that policies use for the principal: for a session the ARN of its role.
    pub fn principal_arn(&self) -> String {
        let Self { account, name, .. } = self;
        match self.kind {
            Kind::Root => format!("arn:aws:iam::{account}:root"),
            Kind::User => format!("arn:aws:iam::{account}:user/{name}"),
            Kind::Role => format!("arn:aws:iam::{account}:role/{name}"),
        }
    }

    /// Parses an ARN that `to_string` wrote, or the ARN of a role.
    pub fn parse(arn: &str) -> Option<Self> {
        let mut parts = arn.splitn(6, ':');
        if (parts.next()?, parts.next()?) != ("arn", "aws") {
            return None;
        }
        let (service, region, account) = (parts.next()?, parts.next()?, parts.next()?);
        let rest = parts.next()?;
        if !region.is_empty() || account.is_empty() {
            return None;
        }
        match (service, rest.split_once('/')) {
            ("iam", None) if rest == "root" => Some(Self::root(account)),
            ("iam", Some(("user", name))) if !name.is_empty() => Some(Self::user(account, name)),
            ("iam", Some(("role", name))) if !name.is_empty() => {
                Some(Self::role(account, name, ""))
            }
            ("sts", Some(("assumed-role", rest))) => {
                let (name, session) = rest.split_once('/')?;
                Some(Self::role(account, name, session))
            }
            _ => None,
        }
    }
}

impl fmt::Display for Name {
    /// The ARN of the principal as a caller: for a role the ARN of its session.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            account,
            kind,
            name,
            session,
        } = self;
        if *kind == Kind::Role && !session.is_empty() {
            write!(
                formatter,
                "arn:aws:sts::{account}:assumed-role/{name}/{session}"
            )
        } else {
            formatter.write_str(&self.principal_arn())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_principal_is_read_from_the_arn_that_it_writes() {
        for (name, arn) in [
            (Name::root("111111111111"), "arn:aws:iam::111111111111:root"),
            (
                Name::user("111111111111", "ines"),
                "arn:aws:iam::111111111111:user/ines",
            ),
            (
                Name::role("111111111111", "crm", "nightly"),
                "arn:aws:sts::111111111111:assumed-role/crm/nightly",
            ),
            (
                Name::role("111111111111", "crm", ""),
                "arn:aws:iam::111111111111:role/crm",
            ),
        ] {
            assert_eq!(name.to_string(), arn);
            assert_eq!(Name::parse(arn), Some(name));
        }
        for wrong in [
            "",
            "ines",
            "arn:aws:iam::111111111111:group/all",
            "arn:aws:iam::111111111111:user/",
            "arn:aws:iam::111111111111:user",
            "arn:aws:iam:::root",
            "arn:aws:sts::111111111111:assumed-role/crm",
        ] {
            assert_eq!(Name::parse(wrong), None, "{wrong}");
        }
    }
}
