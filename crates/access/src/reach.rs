//! How far a right goes.

/// How far a right of the table goes, from nothing to everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// No right.
    Nowhere,
    /// Things the person owns.
    Own,
    /// Things of the assignment's agency.
    Agency,
    /// Things of all agencies below the assignment's, but not of that agency itself: nobody appraises their own.
    Under,
    /// Things of the assignment's agency and of all below it.
    Below,
    /// Everything of the kind, whatever the agency.
    Everywhere,
}

impl Reach {
    /// The letter in the table; anything unknown is no right.
    pub(crate) const fn from_letter(letter: u8) -> Reach {
        match letter {
            b'o' => Reach::Own,
            b'a' => Reach::Agency,
            b'u' => Reach::Under,
            b'b' => Reach::Below,
            b'*' => Reach::Everywhere,
            _ => Reach::Nowhere,
        }
    }

    /// The word in the matrix.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Reach::Nowhere => ".",
            Reach::Own => "own",
            Reach::Agency => "agency",
            Reach::Under => "under",
            Reach::Below => "below",
            Reach::Everywhere => "all",
        }
    }
}
