//! Renders `types/*.rs`: a struct per structure, an enum per union and per closed list of values.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::error::Error;
use super::model::{MemberReference, Model, Shape};
use super::names::{camel, field, ident, serde_pascal, snake};
use super::shapes::constraints;

/// The file of a structure: that of the first row whose text is in the name.
const FAMILIES: [(&str, &str); 34] = [
    ("Bulk", "bulk_job"),
    ("AccountPlanning", "invitation"),
    ("CustomerAccount", "customer_account"),
    ("Enrichment", "customer_account"),
    ("Aggregat", "customer_account"),
    ("Bucket", "customer_account"),
    ("OpportunitySearch", "opportunity_search"),
    ("SearchOpportunities", "opportunity_search"),
    ("EngagementSearch", "engagement_search"),
    ("SearchEngagements", "engagement_search"),
    ("EngagementGroup", "engagement_group"),
    ("Prospecting", "prospecting"),
    ("Task", "task"),
    ("SnapshotJob", "snapshot_job"),
    ("Snapshot", "snapshot"),
    ("SellingSystemSettings", "settings"),
    ("Invitation", "invitation"),
    ("Receiver", "invitation"),
    ("SenderContact", "invitation"),
    ("UpdateOpportunity", "opportunity"),
    ("AwsOpportunity", "aws_opportunity"),
    ("AwsProduct", "aws_opportunity"),
    ("AwsSoftwareRevenue", "aws_opportunity"),
    ("OpportunityQuality", "aws_opportunity"),
    ("Recommendation", "aws_opportunity"),
    ("Opportunit", "opportunity"),
    ("Lead", "lead"),
    ("Engagement", "engagement"),
    ("CustomerProject", "engagement"),
    ("ProjectDetails", "engagement"),
    ("Solution", "solution"),
    ("Tag", "tag"),
    ("Payload", "invitation"),
    ("Filter", "customer_account"),
];
/// The parts of an opportunity, and structures that several families share.
const REST: &str = "document";

/// Closed lists of this length get their own file.
const LONG_LIST: usize = 100;

pub(crate) fn render(model: &Model) -> Result<Vec<(String, TokenStream)>, Error> {
    let mut files: BTreeMap<String, TokenStream> = BTreeMap::new();
    for (name, shape) in model.shapes.iter().chain(&model.error_values) {
        let (file, item) = match shape.kind.as_str() {
            "structure" if shape.union => (family(name).to_owned(), union(model, name, shape)?),
            "structure" => (family(name).to_owned(), structure(model, name, shape)?),
            "string" if shape.values.len() > LONG_LIST => (snake(name), values(name, shape)?),
            "string" if !shape.values.is_empty() => ("values".to_owned(), values(name, shape)?),
            _ => continue,
        };
        files.entry(file).or_default().extend(item);
    }
    let modules: Vec<_> = files.keys().map(|file| ident(file)).collect();
    let index = quote! {
        #![doc = " Inputs, outputs and what they are made of; every type is re-exported here."]
        #(mod #modules;)*
        #(pub use #modules::*;)*
    };
    let mut rendered = vec![("mod.rs".to_owned(), index)];
    for (file, items) in files {
        let documentation = format!(" Types of the family `{file}`.");
        rendered.push((
            format!("{file}.rs"),
            quote! {
                #![doc = #documentation]
                #[allow(unused_imports)]
                use super::*;
                #items
            },
        ));
    }
    Ok(rendered)
}

fn family(name: &str) -> &'static str {
    FAMILIES
        .iter()
        .find(|(part, _)| name.contains(part))
        .map_or(REST, |(_, file)| file)
}

/// A structure that has no `Default` has a constructor from its required members, so that a literal
/// of either kind ends with `..` and needs no line for an optional member that a newer model adds.
/// The feature `new-member` of `cosell-api` adds such a member, which `cargo xtask test` compiles.
fn structure(model: &Model, name: &str, shape: &Shape) -> Result<TokenStream, Error> {
    let mut fields = TokenStream::new();
    let mut shown = TokenStream::new();
    let mut parameters = TokenStream::new();
    let mut initial = TokenStream::new();
    for (member, reference) in shape.members.iter().flatten() {
        let field = field(member);
        let required = shape.required.contains(member);
        let mut target = rust_type(model, &reference.shape)?;
        if model.holds_itself(name, &reference.shape)? {
            target = quote!(Box<#target>);
        }
        let (kind, empty) = if required {
            parameters.extend(quote!(#field: #target,));
            initial.extend(quote!(#field,));
            (target, None)
        } else if model.is_nullable(name, member) {
            (
                quote!(crate::Nullable<#target>),
                Some(quote!(crate::Nullable::Absent)),
            )
        } else {
            (quote!(Option<#target>), Some(quote!(None)))
        };
        initial.extend(empty.as_ref().map(|empty| quote!(#field: #empty,)));
        let default = empty.map(|_| quote!(#[serde(default)]));
        let rename =
            (serde_pascal(&snake(member)) != *member).then(|| quote!(#[serde(rename = #member)]));
        let documentation = documentation(model, reference, required)?;
        fields.extend(quote! {
            #[doc = #documentation]
            #rename
            #default
            pub #field: #kind,
        });
        shown.extend(if model.holds_sensitive(&reference.shape)? {
            quote!(.field(#member, &crate::redact::Redacted))
        } else {
            quote!(.field(#member, &self.#field))
        });
    }
    let item = ident(name);
    let has_default = has_default(model, shape)?;
    let default = has_default.then(|| quote!(, Default));
    let constructor = (!has_default).then(|| {
        quote! {
            impl #item {
                #[doc = " The structure with its required members alone."]
                pub const fn required(#parameters) -> Self {
                    Self {
                        #initial
                        #[cfg(feature = "new-member")]
                        new_member: None,
                    }
                }
            }
        }
    });
    let documentation = format!(" The structure `{name}`.");
    Ok(quote! {
        #[doc = #documentation]
        #[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize #default)]
        #[serde(rename_all = "PascalCase")]
        pub struct #item {
            #fields
            #[cfg(feature = "new-member")]
            #[doc(hidden)]
            #[serde(default)]
            pub new_member: Option<bool>,
        }

        #constructor

        impl std::fmt::Debug for #item {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.debug_struct(#name) #shown .finish()
            }
        }
    })
}

/// One variant per member; serde's external tag is the member's name, as on the wire.
fn union(model: &Model, name: &str, shape: &Shape) -> Result<TokenStream, Error> {
    let mut variants = TokenStream::new();
    let mut shown = TokenStream::new();
    for (member, reference) in shape.members.iter().flatten() {
        let variant = ident(member);
        let target = rust_type(model, &reference.shape)?;
        variants.extend(quote!(#variant(#target),));
        shown.extend(if model.holds_sensitive(&reference.shape)? {
            quote!(Self::#variant(_) => tuple.field(&crate::redact::Redacted),)
        } else {
            quote!(Self::#variant(value) => tuple.field(value),)
        });
    }
    let names = shape.members.iter().flatten().map(|(member, _)| {
        let variant = ident(member);
        quote!(Self::#variant(_) => #member,)
    });
    let item = ident(name);
    let documentation = format!(" The union `{name}`: exactly one of these.");
    Ok(quote! {
        #[doc = #documentation]
        #[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        pub enum #item { #variants }

        impl std::fmt::Debug for #item {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let mut tuple = formatter.debug_tuple(match self { #(#names)* });
                match self { #shown };
                tuple.finish()
            }
        }
    })
}

fn values(name: &str, shape: &Shape) -> Result<TokenStream, Error> {
    let item = ident(name);
    let variants: Vec<_> = shape
        .values
        .iter()
        .map(|value| ident(&camel(value)))
        .collect();
    if variants.iter().collect::<BTreeSet<_>>().len() != variants.len() {
        return Err(Error::Unknown(format!(
            "two values of {name} make the same variant"
        )));
    }
    let values = &shape.values;
    let documentation = format!(" The closed list `{name}`.");
    Ok(quote! {
        #[doc = #documentation]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum #item { #(#variants,)* }

        impl #item {
            #[doc = " Every value, in the model's order."]
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];

            #[doc = " The value as it is written on the wire."]
            pub const fn as_str(self) -> &'static str {
                match self { #(Self::#variants => #values,)* }
            }
        }

        crate::values::wire_values!(#item, #name);
    })
}

fn rust_type(model: &Model, name: &str) -> Result<TokenStream, Error> {
    let shape = model.shape(name)?;
    let element = |reference: &Option<super::model::Reference>| match reference {
        Some(reference) => rust_type(model, &reference.shape),
        None => Err(Error::Unknown(format!("{name} names no element"))),
    };
    Ok(match shape.kind.as_str() {
        "string" if shape.values.is_empty() => quote!(String),
        "structure" | "string" => {
            let item = ident(name);
            quote!(#item)
        }
        "list" => {
            let member = element(&shape.member)?;
            quote!(Vec<#member>)
        }
        "map" => {
            let value = element(&shape.value)?;
            quote!(std::collections::BTreeMap<String, #value>)
        }
        "integer" | "long" => quote!(i64),
        "double" => quote!(f64),
        "boolean" => quote!(bool),
        "timestamp" => quote!(crate::DateTime),
        kind => return Err(Error::Unknown(format!("{name} is a {kind}"))),
    })
}

/// A structure has a default if every required member has one.
fn has_default(model: &Model, shape: &Shape) -> Result<bool, Error> {
    for (member, reference) in shape.members.iter().flatten() {
        if !shape.required.contains(member) {
            continue;
        }
        let target = model.shape(&reference.shape)?;
        let fits = match target.kind.as_str() {
            "string" => target.values.is_empty(),
            "structure" => !target.union && has_default(model, target)?,
            "timestamp" => false,
            _ => true,
        };
        if !fits {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The member's constraints in words.
fn documentation(
    model: &Model,
    reference: &MemberReference,
    required: bool,
) -> Result<String, Error> {
    let shape = model.shape(&reference.shape)?;
    let mut parts = vec![format!("`{}`", reference.shape)];
    parts.extend(required.then(|| "required".to_owned()));
    let limits = constraints(shape)?;
    let unit = match shape.kind.as_str() {
        "string" => " characters",
        "list" => " items",
        "map" => " entries",
        _ => "",
    };
    parts.extend(match (limits.min, limits.max) {
        (Some(min), Some(max)) => Some(format!("{min} to {max}{unit}")),
        (Some(min), None) => Some(format!("at least {min}{unit}")),
        (None, Some(max)) => Some(format!("at most {max}{unit}")),
        (None, None) => None,
    });
    if limits.source.is_some()
        && let Some(pattern) = &shape.pattern
    {
        parts.push(format!("matching `{pattern}`"));
    }
    parts.extend(shape.sensitive.then(|| "sensitive".to_owned()));
    Ok(format!(" {}.", parts.join(", ")))
}
