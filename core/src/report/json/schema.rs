//! JSON Schemas of what is written, made from the types that write it: `docs/schema/`.
//!
//! `KIDD_UPDATE=1 cargo test -p kidd-core schema` writes them anew. They let new fields pass, as readers must.

use std::path::Path;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use super::{alignment, comparison, drift, gate, listing, statement, verdict};

/// Where the fields are documented.
const DOCUMENTED: &str = include_str!("mod.rs");

/// A line of what `kidd batch` writes.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only its schema is asked for")]
enum Line {
    Comparison(Box<comparison::Answer<'static>>),
    Error(comparison::Problem<'static>),
}

/// The rows of the tables under the heading that names this schema: names of fields and what they say.
fn documented(name: &str) -> Vec<Vec<(String, String)>> {
    let text: Vec<&str> =
        DOCUMENTED.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim).collect();
    let heading = format!("`{name}`");
    let from = text.iter().position(|line| line.starts_with("# ") && line.ends_with(&heading));
    let part =
        text.iter().skip(from.map_or(text.len(), |at| at + 1)).take_while(|line| !line.starts_with("# "));
    let mut tables = Vec::new();
    for line in part {
        if line.starts_with("|---") {
            tables.push(Vec::new());
        } else if let (Some(row), Some(table)) = (line.strip_prefix("| "), tables.last_mut()) {
            let Some((names, what)) = row.trim_end_matches(" |").split_once(" | ") else { continue };
            let what = what.replace('`', "");
            let names =
                names.split(", ").map(|name| name.trim_matches('`').trim_end_matches("[]").to_owned());
            Vec::extend(table, names.map(|name| (name, what.clone())));
        }
    }
    tables
}

fn describe(properties: Option<&mut Value>, rows: &[(String, String)]) {
    let Some(properties) = properties.and_then(Value::as_object_mut) else { return };
    for (name, what) in rows {
        if let Some(property) = properties.get_mut(name).and_then(Value::as_object_mut) {
            property.insert("description".to_owned(), what.clone().into());
        }
    }
}

fn check<T: JsonSchema>(file: &str, title: &str) {
    let schema = SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>();
    let Value::Object(made) = schema.to_value() else { panic!("a schema is an object") };
    let tables = documented(title);
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), made["$schema"].clone());
    schema.insert("title".to_owned(), title.into());
    schema.extend(made.into_iter().filter(|(key, _)| !matches!(key.as_str(), "$schema" | "title")));
    if let [fields, ..] = tables.as_slice() {
        describe(schema.get_mut("properties"), fields);
    }
    if let [_, entry, ..] = tables.as_slice() {
        describe(schema.get_mut("$defs").and_then(|all| all.pointer_mut("/Change/properties")), entry);
    }
    let text = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/schema").join(file);
    if std::env::var_os("KIDD_UPDATE").is_some() {
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(&place, &text).unwrap();
    }
    let kept = std::fs::read_to_string(&place).unwrap_or_default();
    assert_eq!(kept, text, "{file}: make it anew with KIDD_UPDATE=1 cargo test -p kidd-core schema");
}

#[test]
fn the_schemas_are_those_of_the_types() {
    check::<statement::Document<'static>>("statement.json", "kidd.statement/2");
    check::<comparison::Document<'static>>("comparison.json", "kidd.comparison/2");
    check::<alignment::Document<'static>>("alignment.json", "kidd.alignment/1");
    check::<Line>("batch.json", "a line of kidd batch");
    check::<drift::Document<'static>>("drift.json", "kidd.drift/1");
    check::<listing::Document<'static>>("list.json", "kidd.list/1");
    check::<verdict::Document<'static>>("verification.json", "kidd.verification/1");
    check::<gate::Document<'static>>("check.json", "kidd.check/1");
}

#[test]
fn the_fields_that_are_documented_are_found() {
    let tables = documented("kidd.comparison/2");
    assert_eq!(tables.len(), 2);
    assert!(tables[0].iter().any(|(name, what)| name == "untold" && what.starts_with("ids of the changes")));
    assert!(
        tables[1].iter().any(|(name, _)| name == "from") && tables[1].iter().any(|(name, _)| name == "to")
    );
    assert!(documented("kidd.nothing/1").is_empty());
}
