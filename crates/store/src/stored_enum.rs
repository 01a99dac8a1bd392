//! Enumerations that are stored as text.

/// Declares an enumeration with the stored text of each value. A column with another text is
/// damaged.
macro_rules! stored_enum {
    (
        $(#[$meta:meta])*
        pub enum $Name:ident {
            $( $(#[$about:meta])* $Variant:ident = $text:literal ),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $Name {
            $( $(#[$about])* $Variant ),+
        }

        impl $Name {
            /// All values.
            pub const ALL: &'static [Self] = &[$( Self::$Variant ),+];

            /// The stored text.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $( Self::$Variant => $text ),+
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
                    $( $text => Ok(Self::$Variant), )+
                    _ => Err(()),
                }
            }
        }

        impl From<$Name> for $crate::Value<'_> {
            fn from(value: $Name) -> Self {
                Self::Text(std::borrow::Cow::Borrowed(value.as_str()))
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

pub(crate) use stored_enum;
