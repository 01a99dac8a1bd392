//! Enumerations, and the text that the store keeps for each value.

/// Declares an enumeration with the text that the store keeps for each of its values. A column that
/// holds another text is damaged.
macro_rules! words {
    (
        $(#[$meta:meta])*
        pub enum $Name:ident {
            $( $(#[$about:meta])* $Word:ident = $text:literal ),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $Name {
            $( $(#[$about])* $Word ),+
        }

        impl $Name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$( Self::$Word ),+];

            /// The text in the store.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $( Self::$Word => $text ),+
                }
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $Name {
            type Err = ();

            fn from_str(text: &str) -> Result<Self, ()> {
                match text {
                    $( $text => Ok(Self::$Word), )+
                    _ => Err(()),
                }
            }
        }

        impl From<$Name> for $crate::Value<'_> {
            fn from(word: $Name) -> Self {
                Self::Text(std::borrow::Cow::Borrowed(word.as_str()))
            }
        }

        impl $crate::row::Column for $Name {
            const EXPECTED: &'static str = concat!("one of", $( " ", $text ),+);

            fn read(cell: $crate::row::Cell) -> Option<Self> {
                match cell {
                    $crate::row::Cell::Text(text) => text.parse().ok(),
                    _ => None,
                }
            }

            fn value(held: &Self) -> $crate::Value<'_> {
                (*held).into()
            }
        }
    };
}

pub(crate) use words;
