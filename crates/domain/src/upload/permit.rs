//! The decision whether a caller may write to the bucket: AWS's managed policies grant the actions
//! of S3 on the prefix of the caller's account.

use std::sync::Arc;

use super::act::Act;
use super::object::Object;
use crate::Caller;
use crate::permission::Permission;

/// The decision about a request, which every transaction of it enforces.
#[derive(Debug)]
pub struct Permit(pub(super) Permission);

impl Permit {
    /// The service's own permission to store a file of an account.
    pub(crate) fn of_service(account: &str) -> Arc<Self> {
        let object = Object {
            account: account.to_owned(),
            key: String::new(),
        };
        let caller = Caller::from(Arc::<str>::from(account));
        Arc::new(Self::of(&caller, Act::PutObject, ("", &object), 0))
    }

    /// Evaluates the policies of a caller.
    pub(super) fn of(
        caller: &Caller,
        act: Act,
        (bucket, object): (&str, &Object),
        now: i64,
    ) -> Self {
        let resource = format!("arn:aws:s3:::{bucket}/{}/{}", object.account, object.key);
        Self(Permission::of_access(caller, act.action(), resource, now))
    }
}
