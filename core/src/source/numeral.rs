//! The number of a list item as a page shows it.

/// A number as a list shows it, without its full stop: `3`, `c`, `III`. The kinds are those of HTML: `1 a A i I`.
pub(super) fn numeral(number: i64, kind: char) -> String {
    let text = match (kind, u32::try_from(number)) {
        ('a' | 'A', Ok(number @ 1..=26)) => {
            char::from_u32(u32::from('a') + number - 1).map_or_else(String::new, |letter| letter.to_string())
        }
        ('i' | 'I', Ok(number @ 1..=3999)) => roman(number),
        _ => number.to_string(),
    };
    if kind.is_ascii_uppercase() { text.to_ascii_uppercase() } else { text }
}

fn roman(mut number: u32) -> String {
    const PARTS: &[(u32, &str)] = &[
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut text = String::new();
    for (value, part) in PARTS {
        while number >= *value {
            text.push_str(part);
            number -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_look_as_lists_show_them() {
        let check = |number: i64, kind: char, expected: &str| assert_eq!(numeral(number, kind), expected);
        check(3, '1', "3");
        check(3, 'a', "c");
        check(27, 'a', "27");
        check(1994, 'I', "MCMXCIV");
        check(4000, 'i', "4000");
        check(-1, 'i', "-1");
    }
}
