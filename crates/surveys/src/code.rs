//! Codes of invitations as people write them: 26 letters and digits of Crockford's base 32, which has no I, L, O and U.

use chiso_ballot::Code;

const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a code: five bits each, the last with two bits that are zero.
const LENGTH: usize = 26;
/// Characters that stand together on paper.
const TOGETHER: usize = 5;

/// The code of an invitation, 128 bits that only the installation's key makes (`Desk::invitation_key`). Kept nowhere.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct InvitationCode(pub(crate) [u8; 16]);

impl InvitationCode {
    /// As it stands in an address: 26 characters.
    pub(crate) fn text(&self) -> String {
        let bits = u128::from_be_bytes(self.0);
        let digit = |place: usize| {
            let five = if place + 1 == LENGTH { bits << 2 } else { bits >> (128 - 5 * (place + 1)) };
            char::from(DIGITS[usize::try_from(five & 31).unwrap_or_default()])
        };
        (0..LENGTH).map(digit).collect()
    }

    /// As it stands on paper: in groups, the last of them of six.
    pub(crate) fn grouped(&self) -> String {
        let text = self.text();
        let parts = (0..LENGTH / TOGETHER).map(|part| {
            let end = if (part + 2) * TOGETHER > LENGTH { LENGTH } else { (part + 1) * TOGETHER };
            &text[part * TOGETHER..end]
        });
        parts.collect::<Vec<_>>().join("-")
    }

    /// As somebody typed it: small letters, blanks and hyphens anywhere, O for 0, I and L for 1. None where it cannot be a code.
    pub(crate) fn read(typed: &str) -> Option<InvitationCode> {
        let mut bits = 0u128;
        let mut places = 0;
        for letter in typed.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '–' | '.' | '_'))
        {
            let letter = match letter.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                letter => letter,
            };
            let five = DIGITS.iter().position(|digit| char::from(*digit) == letter)? as u128;
            places += 1;
            bits = match places {
                1..LENGTH => bits << 5 | five,
                LENGTH if five.is_multiple_of(4) => bits << 3 | five >> 2,
                _ => return None,
            };
        }
        (places == LENGTH).then(|| InvitationCode(bits.to_be_bytes()))
    }

    /// What stands for it in the register of invitations.
    pub(crate) fn in_register(&self) -> Code {
        Code::of(&self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        for (bytes, text, grouped) in [
            ([0; 16], "00000000000000000000000000", "00000-00000-00000-00000-000000"),
            ([255; 16], "ZZZZZZZZZZZZZZZZZZZZZZZZZW", "ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZW"),
            (
                [0x08, 0x42, 0x10, 0x84, 0x21, 0x08, 0x42, 0x10, 0x84, 0x21, 0x08, 0x42, 0x10, 0x84, 0x21, 0x08],
                "11111111111111111111111110",
                "11111-11111-11111-11111-111110",
            ),
        ] {
            let code = InvitationCode(bytes);
            assert_eq!((code.text().as_str(), code.grouped().as_str()), (text, grouped));
            let typed = [
                text.to_owned(),
                grouped.to_lowercase(),
                format!("  {} ", grouped.replace('-', " ")),
                text.replace('0', "o").replace('1', "l"),
                text.replace('0', "O").replace('1', "I"),
            ];
            for typed in typed {
                assert!(InvitationCode::read(&typed) == Some(code), "{typed}");
            }
        }
        for wrong in
            ["", "1", &"1".repeat(25), &"1".repeat(26), &"0".repeat(27), &"U".repeat(26), &"0".repeat(5000), "ệ"]
        {
            assert!(InvitationCode::read(wrong).is_none(), "{wrong}");
        }
    }
}
