//! Which requests make the namespace that they name.

use super::{monitors, refusals};
use crate::access;
use crate::admin;
use crate::files;
use crate::front::Front;
use crate::head::Head;
use crate::refusal::Refusal;
use crate::route::{self, Route};

/// Refuses a request that must not make the namespace that it names: one of the console, one for a
/// page that anybody may see or that a monitor reads, and one that the administrative API refuses
/// anyway. A monitor of a mistyped name would otherwise see an empty namespace that is well.
pub(super) fn check(front: &Front, head: &Head) -> Result<(), Refusal> {
    if files::find(head, front.bucket()).is_some() {
        return Ok(());
    }
    match route::find(head) {
        Ok(Route::Console) => Err(refusals::unknown()),
        Ok(Route::Admin(page)) if page.is_open() || monitors(head) => Err(refusals::unknown()),
        Ok(Route::Admin(_)) => {
            access::authorize(front.mode(), &front.tokens, head, false).map(drop)
        }
        Err(refusal) if head.path().starts_with(admin::PREFIX) => Err(refusal),
        Ok(Route::Operation(_) | Route::Mcp) | Err(_) => Ok(()),
    }
}
