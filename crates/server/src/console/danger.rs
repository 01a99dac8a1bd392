//! What cannot be taken back: a form does it only when its sender says that it is meant.
//!
//! The box to check is part of the form, so it works without scripts; the server refuses a form in
//! which it is not checked.

use hyper::StatusCode;
use maud::{Markup, html};

use super::pieces::form_token;
use super::view::{Fields, Problem, View};

/// The acts that cannot be taken back, of all pages.
const ACTS: [&str; 11] = [
    "delete-key",
    "delete-policy",
    "delete-role",
    "delete-user",
    "drop",
    "drop-namespace",
    "drop-state",
    "load",
    "remove-faults",
    "reset",
    "rotate-key",
];

/// The field that says that it is meant.
const FIELD: &str = "sure";

/// Whether a form does nothing that cannot be taken back, or says that it is meant.
pub(super) fn is_confirmed(form: &Fields) -> bool {
    let is_dangerous = form.get("act").is_some_and(|act| ACTS.contains(&act));
    !is_dangerous || form.get(FIELD).is_some()
}

pub(super) fn unconfirmed() -> Problem {
    let message = "This cannot be taken back: check the box beside the button, too.";
    Problem::new(StatusCode::BAD_REQUEST, "NotConfirmed", message)
}

/// The box to check, with an id of its own and what is lost.
pub(super) fn sure(id: &str, lost: &str) -> Markup {
    html! {
        div class="check" {
            input id=(id) name=(FIELD) type="checkbox" value="true" required;
            label for=(id) { (lost) }
        }
    }
}

/// A button that opens, with the box to check and the button that does it: its act, further
/// fields, what it says, and what is lost.
pub(super) fn button(
    view: &View<'_>,
    act: &str,
    fields: &[(&str, &str)],
    (says, lost): (&str, &str),
) -> Markup {
    let of = fields.iter().flat_map(|(_, value)| ["-", value]);
    let id = [FIELD, "-", act].into_iter().chain(of).collect::<String>();
    html! {
        details class="danger" {
            summary { (says) }
            form method="post" class="line" {
                (form_token(view))
                @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
                (sure(&id, lost))
                button class="danger" type="submit" name="act" value=(act) { (says) }
            }
        }
    }
}
