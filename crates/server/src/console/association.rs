//! The related entities of an opportunity: its solutions, products and offers.

use cosell_api::shape::Kind;
use cosell_api::shapes::RELATED_ENTITY_TYPE;
use maud::{Markup, html};
use serde_json::Value;

use super::pieces::{form_token, words};
use super::view::View;

/// All of them, each with a button that removes it, and a form that adds one.
pub(super) fn all(view: &View<'_>, related: &Value) -> Markup {
    let Kind::Enumeration(types) = RELATED_ENTITY_TYPE.kind else {
        return html! {};
    };
    let of = |kind: &str| {
        let list = related.get(kind).and_then(Value::as_array);
        list.map(Vec::as_slice).unwrap_or_default()
    };
    let sent = |name: &str| view.typed(&["associate"], name);
    let chosen = sent("entity_type").unwrap_or_else(|| "Solutions".to_owned());
    html! {
        h2 { "Associations" }
        @if types.iter().all(|kind| of(kind).is_empty()) {
            p class="hint" { "None yet. A submission needs a solution, or says why there is none." }
        }
        ul class="values" {
            @for kind in types {
                @for one in of(kind) {
                    @let id = one.as_str().unwrap_or_default();
                    li {
                        (words(kind)) " " span class="mono" { (id) } " "
                        form method="post" class="inline" {
                            (form_token(view))
                            input type="hidden" name="entity_type" value=(kind);
                            input type="hidden" name="entity" value=(id);
                            button type="submit" name="act" value="disassociate"
                                aria-label={ "Remove " (id) } { "Remove" }
                        }
                    }
                }
            }
        }
        form method="post" class="filters" {
            (form_token(view))
            div class="field" {
                label for="entity_type" { "Kind" }
                select id="entity_type" name="entity_type" {
                    @for kind in types {
                        option value=(kind) selected[*kind == chosen] { (words(kind)) }
                    }
                }
            }
            div class="field" {
                label for="entity" { "Identifier or ARN" }
                input id="entity" name="entity" autocomplete="off"
                    value=(sent("entity").unwrap_or_default());
            }
            button type="submit" name="act" value="associate" { "Add" }
        }
    }
}
