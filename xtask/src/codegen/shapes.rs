//! Renders `shapes.rs`: the static tables for validation and redaction.

use proc_macro2::TokenStream;
use quote::quote;

use super::error::Error;
use super::model::{Model, Reference, Shape};
use super::names::screaming;
use super::pattern::{self, Translated};

pub(crate) fn render(model: &Model) -> Result<TokenStream, Error> {
    let mut statics = TokenStream::new();
    let mut names = Vec::new();
    for (name, shape) in &model.shapes {
        let value = table(model, name, shape)?;
        let sensitive = shape.sensitive.then(|| quote!(.sensitive()));
        let item = screaming(name);
        statics.extend(quote!(pub static #item: Shape = #value #sensitive;));
        names.push(item);
    }
    let count = names.len();
    Ok(quote! {
        #![doc = " One static table per shape of the model, by name."]
        use crate::shape::{Member, Pattern, Shape};
        #[doc = " Every shape, sorted by name."]
        pub static ALL: [&Shape; #count] = [#(&#names),*];
        #statics
    })
}

fn table(model: &Model, name: &str, shape: &Shape) -> Result<TokenStream, Error> {
    let (min, max) = (bound(shape.min), bound(shape.max));
    Ok(match shape.kind.as_str() {
        "structure" => {
            let members = members(model, name, shape)?;
            if shape.union {
                quote!(Shape::union(#name, &[#(#members),*]))
            } else {
                quote!(Shape::structure(#name, &[#(#members),*]))
            }
        }
        "list" => {
            let member = target(model, shape.member.as_ref(), name)?;
            quote!(Shape::list(#name, &#member, #min, #max))
        }
        "map" => {
            let key = target(model, shape.key.as_ref(), name)?;
            let value = target(model, shape.value.as_ref(), name)?;
            quote!(Shape::map(#name, &#key, &#value, #min, #max))
        }
        "string" if !shape.values.is_empty() => {
            let mut values = shape.values.clone();
            values.sort();
            quote!(Shape::enumeration(#name, &[#(#values),*]))
        }
        "string" => {
            let translated = constraints(shape)?;
            let (min, max) = (bound(translated.min), bound(translated.max));
            let pattern = shape.pattern.as_ref().zip(translated.source.as_ref());
            let pattern = pattern.map_or_else(
                || quote!(None),
                |(published, source)| quote!(Some(Pattern::new(#published, #source))),
            );
            quote!(Shape::text(#name, #min, #max, #pattern))
        }
        "integer" | "long" => quote!(Shape::integer(#name, #min, #max)),
        "double" => quote!(Shape::double(#name)),
        "boolean" => quote!(Shape::boolean(#name)),
        "timestamp" if shape.timestamp_format.as_deref() == Some("iso8601") => {
            quote!(Shape::timestamp(#name))
        }
        kind => return Err(Error::Unknown(format!("{name} is a {kind}"))),
    })
}

/// A string's length and pattern as validation applies them.
pub(crate) fn constraints(shape: &Shape) -> Result<Translated, Error> {
    match &shape.pattern {
        Some(published) => pattern::translate(published, shape.min, shape.max),
        None => Ok(Translated {
            min: shape.min,
            max: shape.max,
            source: None,
        }),
    }
}

fn members(model: &Model, name: &str, shape: &Shape) -> Result<Vec<TokenStream>, Error> {
    let mut members = Vec::new();
    for (member, reference) in shape.members.iter().flatten() {
        model.shape(&reference.shape)?;
        let target = screaming(&reference.shape);
        members.push(if shape.required.contains(member) {
            quote!(Member::required(#member, &#target))
        } else if model.is_nullable(name, member) {
            quote!(Member::nullable(#member, &#target))
        } else {
            quote!(Member::optional(#member, &#target))
        });
    }
    Ok(members)
}

fn target(
    model: &Model,
    reference: Option<&Reference>,
    owner: &str,
) -> Result<proc_macro2::Ident, Error> {
    let reference = reference.ok_or_else(|| Error::Unknown(format!("{owner} names no element")))?;
    model.shape(&reference.shape)?;
    Ok(screaming(&reference.shape))
}

fn bound(bound: Option<i64>) -> TokenStream {
    bound.map_or_else(|| quote!(None), |bound| quote!(Some(#bound)))
}
