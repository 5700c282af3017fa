//! Names under which what a person is told has its sentences in every language.

/// Gives enums without fields the list of their values and a stable key for
/// each: the name that it also has in files.
macro_rules! keyed {
    ($($kind:ident { $($value:ident = $key:literal,)+ })+) => {
        $(impl $kind {
            /// Every value, in order.
            pub const ALL: &[Self] = &[$(Self::$value),+];

            /// The stable key under which it has its sentences.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$value => $key,)+
                }
            }
        })+

        #[cfg(test)]
        #[test]
        fn keys_are_the_names_in_files() {
            $(for &value in $kind::ALL {
                let name = serde_json::to_value(value).unwrap();
                assert_eq!(name, value.key());
                assert_eq!(serde_json::from_value::<$kind>(name).unwrap(), value);
            })+
        }
    };
}
pub(crate) use keyed;
