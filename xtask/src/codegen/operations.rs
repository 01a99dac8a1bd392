//! Renders `operations.rs`: a type per operation and the table of all of them.

use proc_macro2::TokenStream;
use quote::quote;

use super::error::Error;
use super::model::Model;
use super::names::{ident, screaming};

pub(crate) fn render(model: &Model) -> Result<TokenStream, Error> {
    let mut items = TokenStream::new();
    let mut tables = Vec::new();
    for (name, operation) in &model.operations {
        let marker = ident(name);
        let table = screaming(name);
        let input_shape = model.shape(&operation.input.shape)?;
        let input = ident(&operation.input.shape);
        let input_table = screaming(&operation.input.shape);
        let (output, output_table) = match &operation.output {
            Some(output) => {
                let (output, table) = (ident(&output.shape), screaming(&output.shape));
                (quote!(types::#output), quote!(Some(&shapes::#table)))
            }
            None => (quote!(()), quote!(None)),
        };
        let errors = operation.errors.iter().map(|error| {
            let kind = ident(error.shape.trim_end_matches("Exception"));
            quote!(ErrorKind::#kind)
        });
        let readonly = operation.readonly;
        let token = input_shape
            .members
            .iter()
            .flatten()
            .find(|(member, reference)| reference.idempotency_token || *member == "ClientToken")
            .map_or_else(|| quote!(None), |(member, _)| quote!(Some(#member)));
        let documentation = format!(" The operation `{name}`.");
        items.extend(quote! {
            #[doc = #documentation]
            #[derive(Debug, Clone, Copy)]
            pub struct #marker;

            impl Operation for #marker {
                const META: &'static OperationMeta = &#table;
                type Input = types::#input;
                type Output = #output;

                fn read_input(input: Value) -> serde_json::Result<Self::Input> {
                    serde_json::from_value(input)
                }

                fn write_input(input: &Self::Input) -> serde_json::Result<String> {
                    serde_json::to_string(input)
                }

                fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>> {
                    serde_json::to_vec(output)
                }
            }

            static #table: OperationMeta = OperationMeta {
                name: #name,
                input: &shapes::#input_table,
                output: #output_table,
                errors: &[#(#errors),*],
                readonly: #readonly,
                idempotency_token: #token,
            };
        });
        tables.push(table);
    }
    let count = tables.len();
    Ok(quote! {
        #![doc = " The operations of the API."]
        use serde_json::Value;
        use crate::error::ErrorKind;
        use crate::operation::{Operation, OperationMeta};
        use super::{shapes, types};

        #[doc = " Every operation, sorted by name."]
        pub static OPERATIONS: [&OperationMeta; #count] = [#(&#tables),*];
        #items
    })
}
