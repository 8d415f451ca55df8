//! Why a command ends without its result.

use std::process::ExitCode;

/// Why a command ends without its result, in the words that a person reads: one problem a line.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Something in the files given, or in the place where results go. Exit code 1.
    Files(Vec<String>),
    /// The command was used wrongly. Exit code 2.
    Usage(String),
}

/// How many problems are listed before they are only counted.
const LISTED: usize = 200;

impl Failure {
    pub(crate) fn one(line: String) -> Failure {
        Failure::Files(vec![line])
    }

    pub(crate) fn code(&self) -> ExitCode {
        match self {
            Failure::Files(_) => ExitCode::from(1),
            Failure::Usage(_) => ExitCode::from(2),
        }
    }

    /// Writes it to standard error.
    pub(crate) fn tell(&self) {
        match self {
            Failure::Files(lines) => {
                for line in lines.iter().take(LISTED) {
                    crate::files::tell(line);
                }
                if lines.len() > LISTED {
                    crate::files::tell(&format!("… +{}", lines.len() - LISTED));
                }
            }
            Failure::Usage(line) => crate::files::tell(&format!("chiso: {line}")),
        }
    }
}
