//! A time of day as people type it.

/// Reads `17:00`, `17h00`, `17h` or `17` as minutes after midnight, up to `24:00`. `None` where there is no such time.
pub fn read_clock(text: &str) -> Option<u16> {
    let text = text.trim().to_lowercase().replace(['h', 'g', '.'], ":");
    let (hours, minutes) = text.split_once(':').unwrap_or((&text, ""));
    let number = |text: &str| if text.trim().is_empty() { Some(0) } else { text.trim().parse::<u16>().ok() };
    let hours = hours.trim().parse::<u16>().ok()?;
    let minutes = number(minutes)?;
    (hours <= 24 && minutes < 60 && (hours < 24 || minutes == 0)).then_some(hours * 60 + minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, minutes) in [
            ("17:00", Some(1020)),
            ("17h30", Some(1050)),
            ("8h", Some(480)),
            ("8", Some(480)),
            ("24:00", Some(1440)),
            ("24:01", None),
            ("25:00", None),
            ("7:60", None),
            ("", None),
            ("chiều", None),
        ] {
            assert_eq!(read_clock(text), minutes, "{text}");
        }
    }
}
