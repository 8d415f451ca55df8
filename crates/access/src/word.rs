//! A closed list of words, each with an id for files and addresses and a name in both languages.

/// Declares an enum as a table: variant, id, Vietnamese, English, meaning.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$meaning:meta])* $variant:ident $id:literal $vi:literal $en:literal)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$meaning])* #[serde(rename = $id)] $variant,)+ }

        impl $name {
            /// Every one, in the order of the matrix.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// The word in files, in the store and in addresses.
            pub const fn id(self) -> &'static str {
                match self { $($name::$variant => $id,)+ }
            }

            /// The one with this id.
            pub fn from_id(id: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|word| word.id() == id)
            }

            /// What people call it.
            pub fn name(self) -> chiso_model::Text {
                match self { $($name::$variant => chiso_model::Text::new($vi, $en),)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(self.id())
            }
        }
    };
}

pub(crate) use words;
