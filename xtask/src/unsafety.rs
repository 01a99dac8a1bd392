//! `unsafe` code is in the crate that needs it, and nowhere else.
//!
//! The workspace denies it, which an attribute could lift anywhere; so this test reads every source
//! of the repository.

use proc_macro2::{TokenStream, TokenTree};

use crate::tracked;

/// The crate that may have such code, and has it.
const ALLOWED: &str = "crates/vfs/";

fn is_unsafe(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => is_unsafe(group.stream()),
        TokenTree::Ident(name) => name == "unsafe" || name == "unsafe_code",
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

#[test]
fn one_crate_has_unsafe_code() {
    let (mut read, mut found) = (0, Vec::new());
    for (file, text) in tracked::texts(&["*.rs"]) {
        let tokens = text.parse();
        let tokens = tokens.unwrap_or_else(|error| panic!("{file}: {error}"));
        read += 1;
        if is_unsafe(tokens) {
            found.push(file);
        }
    }
    let (allowed, others): (Vec<_>, Vec<_>) =
        found.iter().partition(|file| file.starts_with(ALLOWED));
    assert!(read > 500, "{read}");
    assert!(others.is_empty(), "{others:?}");
    assert!(!allowed.is_empty());
}
