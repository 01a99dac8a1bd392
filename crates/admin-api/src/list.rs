//! Lists, which come in pages.

/// A page of a list.
pub trait List {
    type Item;

    fn items(&self) -> &[Self::Item];

    /// What `next` of the query has to be for the next page; nothing on the last one.
    fn next_token(&self) -> Option<&str>;
}

/// Declares an answer that is a page of a list and nothing more.
macro_rules! list {
    ($(#[$meta:meta])* pub struct $Name:ident { $items:ident: $Item:ty }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        pub struct $Name {
            pub $items: Vec<$Item>,
            /// What `next` has to be for the next page; null on the last one.
            pub next_token: Option<String>,
        }

        impl $crate::List for $Name {
            type Item = $Item;

            fn items(&self) -> &[$Item] {
                &self.$items
            }

            fn next_token(&self) -> Option<&str> {
                self.next_token.as_deref()
            }
        }
    };
}

pub(crate) use list;
