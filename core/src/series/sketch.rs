//! The first rules file of a new series.

/// A commented rules file for a series of this name, which inherits from these.
pub fn sketch(name: &str, inherits: &[String]) -> String {
    let inherited: Vec<String> = inherits.iter().map(|name| format!("{name:?}")).collect();
    let line = if inherited.is_empty() {
        "# inherits = [\"kidd\"]".to_owned()
    } else {
        format!("inherits = [{}]", inherited.join(", "))
    };
    include_str!("new.toml")
        .replace("NAME", name)
        .replace("TITLE", &name.to_uppercase())
        .replace("INHERITS", &line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series::{RulesFile, load, parse};

    #[test]
    fn a_new_file_is_sound_and_so_is_every_example_in_it() {
        let text = sketch("harbour", &[]);
        assert_eq!(parse("series.toml", &text).unwrap().name.as_deref(), Some("harbour"));
        // What is commented out holds as well, once the marks are gone.
        let lines = text.lines().map(|line| match line.strip_prefix("# ") {
            Some(rest) if rest.contains([' ', '[', ']', '}', '=']) && is_toml(rest) => rest,
            _ => line,
        });
        let whole = lines.collect::<Vec<_>>().join("\n").replace("drop = [\"section/opcon\"]", "");
        let rules = parse("series.toml", &whole).unwrap();
        assert!(rules.paragraphs.whole);
        assert_eq!((rules.section.len(), rules.entity.len(), rules.watch.len()), (1, 1, 1));
        let file =
            RulesFile { origin: "series.toml".into(), text: whole.replace("inherits", "# inherits").into() };
        load(&file, &|_| Ok(None)).unwrap();
    }

    fn is_toml(line: &str) -> bool {
        let key = |line: &str| {
            line.split_once(" = ").is_some_and(|(key, _)| key.bytes().all(|byte| byte.is_ascii_lowercase()))
        };
        line.starts_with('[') || line.starts_with("  {") || line == "]" || key(line)
    }
}
