//! Rules files are read, merged and checked here.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize as _;
use toml::de::{DeTable, Deserializer};

use super::packed::unpack;
use super::{Rules, check};
use crate::{Error, Result};

/// The general rules, which are part of the program.
///
/// # Errors
/// Never with the rules that ship; a test reads them.
pub fn general() -> Result<Rules> {
    parse("general.toml", include_str!("general.toml"))
}

/// A rules file, unread.
#[derive(Debug, Clone)]
pub struct RulesFile {
    /// For messages: its path, or the name under which it ships.
    pub origin: String,
    /// TOML.
    pub text: Cow<'static, str>,
}

/// The rules of a series: its own merged over those that it inherits, and these over the general ones.
///
/// `find` gives the rules file of another series, for `inherits`.
///
/// # Errors
/// What [`parse`] finds; a rule or an id that is not known; a series that is not there or inherits from itself.
pub fn load(file: &RulesFile, find: &dyn Fn(&str) -> Result<Option<RulesFile>>) -> Result<Rules> {
    let mut rules = general()?;
    join(&mut rules, file, find, &mut Vec::new())?;
    rules.inherits.clear();
    Ok(rules)
}

/// Merges a series, what it inherits first. `open` are the series that are being read.
fn join(
    rules: &mut Rules,
    file: &RulesFile,
    find: &dyn Fn(&str) -> Result<Option<RulesFile>>,
    open: &mut Vec<String>,
) -> Result<()> {
    let own = parse(&file.origin, &file.text)?;
    open.extend(own.name.clone());
    for (index, name) in own.inherits.iter().enumerate() {
        let wrong = |message: String| fault(file, message, &["inherits", &index.to_string()]);
        if open.contains(name) {
            return Err(wrong(format!("the series {name} inherits from itself")));
        }
        let parent =
            find(name)?.ok_or_else(|| wrong(format!("there is no series {name} to inherit from")))?;
        join(rules, &parent, find, open)?;
    }
    open.truncate(open.len() - usize::from(own.name.is_some()));
    known(rules, &own, file)?;
    take_out(rules, &own, file)?;
    agree(rules, &own, file)?;
    rules.merge(own);
    Ok(())
}

/// What a series says about rules and entries that it inherits must be there.
fn known(inherited: &Rules, own: &Rules, file: &RulesFile) -> Result<()> {
    for (index, rule) in own.finding.iter().enumerate() {
        if !inherited.finding.iter().any(|known| known.id == rule.id) {
            let message = format!("there is no rule {:?}", rule.id.id());
            return Err(fault(file, message, &["finding", &index.to_string(), "id"]));
        }
    }
    for (index, entity) in own.entity.iter().enumerate() {
        if !inherited.kind.iter().chain(&own.kind).any(|kind| kind.id == entity.kind) {
            let message = format!("there is no kind {:?}", entity.kind);
            return Err(fault(file, message, &["entity", &index.to_string(), "kind"]));
        }
    }
    let is_party = |id: &String| inherited.party.iter().chain(&own.party).any(|known| known.id == *id);
    for (index, side) in own.sides.iter().enumerate() {
        if !is_party(side) {
            return Err(fault(file, format!("there is no party {side:?}"), &["sides", &index.to_string()]));
        }
    }
    for (index, party) in own.party.iter().enumerate() {
        if let Some(member) = party.members.iter().position(|member| !is_party(member)) {
            let message = format!("there is no party {:?}", party.members[member]);
            let place = ["party", &index.to_string(), "members", &member.to_string()];
            return Err(fault(file, message, &place));
        }
    }
    for (index, office) in own.office.iter().enumerate() {
        let Some(party) = &office.party else { continue };
        if !inherited.party.iter().chain(&own.party).any(|known| known.id == *party) {
            let message = format!("there is no party {party:?}");
            return Err(fault(file, message, &["office", &index.to_string(), "party"]));
        }
    }
    Ok(())
}

/// The ladders of a series go together with those that it inherits, and no party is in a group that is in it.
fn agree(inherited: &Rules, own: &Rules, file: &RulesFile) -> Result<()> {
    let theirs = || inherited.stance.iter().filter(|rung| own.stance.iter().all(|own| own.id != rung.id));
    let cues: FxHashMap<String, &str> = theirs()
        .flat_map(|rung| rung.names.iter().map(|name| (name.to_lowercase(), rung.id.as_str())))
        .collect();
    for (index, rung) in own.stance.iter().enumerate() {
        if let Some(other) = theirs().find(|other| other.ladder == rung.ladder && other.level == rung.level) {
            let message = check::one_height(&other.id, &rung.id, &rung.ladder);
            return Err(fault(file, message, &["stance", &index.to_string(), "level"]));
        }
        let twice = rung.names.iter().enumerate();
        let mut twice = twice.filter_map(|(at, name)| Some((at, name, cues.get(&name.to_lowercase())?)));
        if let Some((at, name, other)) = twice.next() {
            let message = check::two_stances(name, other, &rung.id);
            return Err(fault(file, message, &["stance", &index.to_string(), "names", &at.to_string()]));
        }
    }
    let members = |id: &str| {
        let all = own.party.iter().chain(&inherited.party);
        all.into_iter().find(|party| party.id == id).map_or(&[][..], |party| party.members.as_slice())
    };
    for (index, party) in own.party.iter().enumerate() {
        let mut open: Vec<&str> = members(&party.id).iter().map(String::as_str).collect();
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        while let Some(member) = open.pop() {
            if member == party.id {
                let message = format!("the party {:?} is a member of its own members", party.id);
                return Err(fault(file, message, &["party", &index.to_string(), "members"]));
            }
            if seen.insert(member) {
                open.extend(members(member).iter().map(String::as_str));
            }
        }
    }
    Ok(())
}

/// Takes out what a series drops of what it inherits.
fn take_out(inherited: &mut Rules, own: &Rules, file: &RulesFile) -> Result<()> {
    for (index, name) in own.drop.iter().enumerate() {
        if !inherited.take_out(name) {
            let message = format!("drop names {name:?}, which is not inherited");
            let error = fault(file, message, &["drop", &index.to_string()]);
            return Err(error.help("write the table and the id, as in \"section/opcon\""));
        }
    }
    Ok(())
}

fn fault(file: &RulesFile, message: String, path: &[&str]) -> Error {
    placed(&file.origin, &file.text, check::find(&file.text, path).start, message)
}

/// Reads one rules file without merging it into anything.
///
/// # Errors
/// A syntax error, an unknown key, a wrong version, two entries with one id, a bad weight: with line and column.
pub fn parse(origin: &str, text: &str) -> Result<Rules> {
    shipped(text).map_or_else(|| parse_toml(origin, text), Ok)
}

/// The longest rules file, in bytes: 1 MiB, ten times the general rules. 9 MB of sections took 17 seconds to compile.
const MAX_BYTES: usize = 1 << 20;

fn parse_toml(origin: &str, text: &str) -> Result<Rules> {
    if text.len() > MAX_BYTES {
        return Err(Error::new("is larger than 1 MiB, the most that rules may have")
            .at(origin)
            .help("part it into the rules of several series"));
    }
    let file = DeTable::parse(text).map_err(|error| located(origin, text, &error))?;
    check::check(file.get_ref()).map_err(|fault| placed(origin, text, fault.span.start, fault.message))?;
    let rules =
        Rules::deserialize(Deserializer::from(file)).map_err(|error| located(origin, text, &error))?;
    if rules.rules != 1 {
        return Err(Error::new(format!("rules = {} is not a version that this program reads", rules.rules))
            .at(origin)
            .help("write `rules = 1` at the top of the file"));
    }
    Ok(rules)
}

/// The rules files that are part of the program, each as it stands and packed.
static SHIPPED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// The rules of a text that ships, word for word. They were sound when the program was built; a test holds that.
fn shipped(text: &str) -> Option<Rules> {
    let (_, packed) = SHIPPED.iter().find(|(toml, _)| *toml == text)?;
    unpack(packed).ok()
}

fn located(origin: &str, text: &str, error: &toml::de::Error) -> Error {
    let start = error.span().map_or(0, |span| span.start);
    placed(origin, text, start, error.message().trim().replace('\n', " "))
}

fn placed(origin: &str, text: &str, start: usize, message: String) -> Error {
    let before = text.get(..start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|&c| c != '\n').count() + 1;
    Error::new(message).at(origin).line(line).column(column)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        let file = RulesFile { origin: "series.toml".into(), text: text.to_owned().into() };
        let other = |name: &str| {
            let text = match name {
                "parent" => "rules = 1\nname = \"parent\"\ntitle = \"Parent\"",
                "mirror" => "rules = 1\nname = \"mirror\"\ninherits = [\"own\"]",
                _ => return Ok(None),
            };
            Ok(Some(RulesFile { origin: format!("{name}/series.toml"), text: text.into() }))
        };
        load(&file, &other).err().map(|error| error.to_string()).unwrap_or_default()
    }

    fn check(text: &str, expected: &str) {
        let message = refusal(text);
        assert!(message.starts_with(expected), "{message}");
    }

    #[test]
    fn the_rules_that_ship_are_sound_and_read_the_same_in_both_forms() {
        assert!(SHIPPED.len() > 1 && SHIPPED.iter().any(|(toml, _)| *toml == include_str!("general.toml")));
        for (toml, _) in SHIPPED {
            let sound = parse_toml("series.toml", toml).unwrap();
            assert_eq!(format!("{:?}", shipped(toml).unwrap()), format!("{sound:?}"));
        }
    }

    #[test]
    fn what_is_broken_is_named_with_line_and_column() {
        check("rules = 1\nname = \n", "series.toml:2:8: ");
        check("rules = 1\nnmae = \"x\"", "series.toml:2:1: unknown field `nmae`");
        check("rules = 2", "series.toml: rules = 2 is not a version");
        check(&format!("rules = 1\n# {}", "x".repeat(MAX_BYTES)), "series.toml: is larger than 1 MiB");
        check("name = \"x\"", "series.toml: rules = 0 is not a version");
        check("rules = 1\n[[furniture]]\nid = \"x\"\nline = [\"{nmber}\"]", "series.toml:4:");
    }

    #[test]
    fn two_entries_with_one_id_are_refused() {
        let text =
            "rules = 1\n[[section]]\nid = \"a\"\ntitle = \"A\"\n[[section]]\nid = \"a\"\ntitle = \"B\"";
        check(text, "series.toml:6:6: two entries of [[section]] have the id \"a\"");
        check("rules = 1\n[[section]]\nid = \"A b\"\ntitle = \"A\"", "series.toml:3:6: \"A b\" is no id");
    }

    #[test]
    fn bad_weights_and_blank_expressions_are_refused() {
        let cue = |cue: &str| format!("rules = 1\n[[section]]\nid = \"a\"\ntitle = \"A\"\ncues = [{cue}]");
        check(&cue("{ text = \"x\", weight = nan }"), "series.toml:5:32: `weight = nan` is no weight");
        check(&cue("{ text = \"x\", weight = 1000 }"), "series.toml:5:32: `weight = 1000` is no weight");
        check(
            &cue("{ text = \" \", weight = 1 }"),
            "series.toml:5:18: `text` has an expression that is blank",
        );
        assert_eq!(refusal(&cue("{ text = \"x\", weight = 1.5 }")), "");
    }

    #[test]
    fn ladders_and_parties_that_contradict_themselves_are_refused() {
        let stance = |id: &str, level: &str, cue: &str| {
            format!(
                "[[stance]]\nid = \"{id}\"\nfamily = \"call\"\nladder = \"x\"\n{level}\nnames = [\"{cue}\"]\n"
            )
        };
        let two = |one: String, other: String| format!("rules = 1\n{one}{other}");
        check(
            &two(stance("a", "level = 3", "ask"), stance("b", "level = 3", "beg")),
            "series.toml:12:9: \"a\" and \"b\" have one height on the ladder \"x\"",
        );
        check(
            &two(stance("a", "level = 3", "ask"), stance("b", "level = 4", "Ask")),
            "series.toml:13:10: \"Ask\" speaks for two stances, \"a\" and \"b\"",
        );
        check(&two(stance("a", "", "ask"), String::new()), "series.toml:2:1: the rung \"a\" has no `level`");
        check(
            "rules = 1\n[[party]]\nid = \"x\"\nnames = [\"X\"]\nmembers = [\"us\", \"x\"]",
            "series.toml:5:18: the party \"x\" is its own member",
        );
        check(
            "rules = 1\n[[party]]\nid = \"x\"\nnames = [\"X\"]\nmembers = [\"usa\"]",
            "series.toml:5:12: there is no party \"usa\"",
        );
        check(
            "rules = 1\n[[party]]\nid = \"x\"\nnames = [\"X\"]\nmembers = [\"y\"]\n[[party]]\nid = \"y\"\nnames = [\"Y\"]\nmembers = [\"x\"]",
            "series.toml:5:11: the party \"x\" is a member of its own members",
        );
        check(
            &format!("rules = 1\n{}", stance("a", "level = 3", "urged")),
            "series.toml:7:10: \"urged\" speaks for two stances, \"urge\" and \"a\"",
        );
        check(
            &format!("rules = 1\n{}", stance("a", "level = 45", "nudged").replace("\"x\"", "\"call\"")),
            "series.toml:6:9: \"urge\" and \"a\" have one height on the ladder \"call\"",
        );
        // A rung of the same name takes the place of the inherited one, and may keep its height and its cues.
        let again = stance("urge", "level = 45", "urged").replace("\"x\"", "\"call\"");
        assert_eq!(refusal(&format!("rules = 1\n{again}")), "");
        check(
            "rules = 1\n[[verb]]\nid = \"a\"\nlevel = 1\nmanner = \"speaks\"\npast = [\"asked\"]\n[[verb]]\nid = \"b\"\nlevel = 2\nmanner = \"speaks\"\npast = [\"Asked\"]",
            "series.toml:11:9: \"Asked\" stands on two rungs, \"a\" and \"b\"",
        );
        check("rules = 1\nsides = [\"usa\"]", "series.toml:2:10: there is no party \"usa\"");
    }

    #[test]
    fn rules_and_entries_that_are_not_known_are_refused() {
        let rule =
            "[[finding]]\nid = \"pledge/gone\"\nweight = \"minor\"\nsalience = 1\nfit = 1\nmessage = \"x\"";
        check(&format!("rules = 1\n{rule}"), "series.toml:3:6: there is no rule \"pledge/gone\"");
        let old = "rules = 1\n[[finding]]\nid = \"pledge/new\"\n";
        check(
            &format!("{old}level = \"note\""),
            "series.toml:4:1: `level` is `weight` now: key, notable or minor",
        );
        check(
            &format!("{old}weight = 40"),
            "series.toml:4:1: `weight` is key, notable or minor; the number is `salience`",
        );
        check(&format!("{old}weight = \"error\""), "series.toml:4:10: `error` is `key` now");
        check(
            "rules = 1\n[[entity]]\nid = \"x\"\nname = \"X Group\"\nkind = \"goup\"",
            "series.toml:5:8: there is no kind \"goup\"",
        );
        check(
            "rules = 1\n[[office]]\nid = \"x\"\nparty = \"usa\"\nnames = [\"X\"]",
            "series.toml:4:9: there is no party \"usa\"",
        );
        check("rules = 1\ndrop = [\"section/opcon\"]", "series.toml:2:9: drop names \"section/opcon\"");
        assert_eq!(refusal("rules = 1\ndrop = [\"furniture/contacts\"]"), "");
    }

    #[test]
    fn series_inherit_from_others_and_never_from_themselves() {
        assert_eq!(refusal("rules = 1\nname = \"own\"\ninherits = [\"parent\"]"), "");
        check(
            "rules = 1\nname = \"own\"\ninherits = [\"own\"]",
            "series.toml:3:13: the series own inherits from itself",
        );
        check(
            "rules = 1\nname = \"own\"\ninherits = [\"mirror\"]",
            "mirror/series.toml:3:13: the series own inherits",
        );
        check("rules = 1\ninherits = [\"nobody\"]", "series.toml:2:13: there is no series nobody");
    }
}
