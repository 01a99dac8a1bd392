//! What the page says after a form was carried out.

use super::view::View;

/// The field of the address that names the act. Only its sentence is shown, so that no link can
/// make a page say something else.
pub(super) const FIELD: &str = "done";

/// The acts and their sentences.
const SAID: &[(&str, &str)] = &[
    (
        "action-required",
        "The opportunity needs an action of the partner.",
    ),
    ("add-fault", "The fault rule is in force."),
    ("advance", "The clock is advanced."),
    ("again", "The event is sent to the target again."),
    ("approve", "The opportunity is approved."),
    ("approve-all", "AWS approves submissions at once."),
    ("associate", "The association is added."),
    ("attach", "The policy is attached."),
    ("branch", "The state is saved."),
    ("create", "The account is created."),
    ("create-namespace", "The namespace is created."),
    ("create-role", "The role is created."),
    ("create-user", "The user is created."),
    ("delete-key", "The key is deleted."),
    ("delete-policy", "The policy is deleted."),
    ("delete-role", "The role is deleted."),
    ("delete-user", "The user is deleted."),
    ("detach", "The policy is detached."),
    ("disable", "The account is disabled."),
    ("disable-key", "The key is disabled."),
    ("disable-role", "The role is disabled."),
    ("disable-user", "The user is disabled."),
    ("disassociate", "The association is removed."),
    ("drop", "The dead letters are deleted."),
    ("drop-namespace", "The namespace is dropped."),
    ("drop-state", "The state is deleted."),
    ("enable", "The account is enabled."),
    ("enable-key", "The key is enabled."),
    ("enable-role", "The role is enabled."),
    ("enable-user", "The user is enabled."),
    ("freeze", "The clock is frozen."),
    ("load", "The state is loaded."),
    ("manual", "Decisions are left to people."),
    ("move", "The clock runs from there."),
    ("put-policy", "The policy is stored."),
    ("reject", "The opportunity is rejected."),
    ("remove-fault", "The fault rule is removed."),
    ("remove-faults", "All fault rules are removed."),
    ("replay", "The replay has begun."),
    ("reset", "All is as it began."),
    ("restart", "The task goes on."),
    ("retry", "The dead letters are sent again."),
    ("save", "The opportunity is saved."),
    ("settle", "All that is due has happened."),
    ("switch", "The state is the current one."),
    ("system", "The clock shows true time."),
    ("take-into-review", "The opportunity is in review."),
    ("test", "The target received the test."),
];

/// What was done, if the page is shown after a form.
pub(super) fn said(view: &View<'_>) -> Option<&'static str> {
    let act = view.done.as_deref()?;
    let known = SAID.iter().find(|(known, _)| *known == act)?;
    Some(known.1)
}
