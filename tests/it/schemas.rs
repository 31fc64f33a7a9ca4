//! The JSON Schemas of `docs/schema/`: what the program writes fits them, and they would see a field that went away.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn schema(name: &str) -> Value {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema").join(name);
    serde_json::from_str(&std::fs::read_to_string(place).unwrap()).unwrap()
}

/// The schema with no field let in that it does not name: the writer's types and the program agree to the last field.
fn strict(mut schema: Value) -> Value {
    fn close(value: &mut Value) {
        match value {
            Value::Object(object) => {
                object.values_mut().for_each(close);
                if object.get("properties").is_some_and(Value::is_object) {
                    object.insert("additionalProperties".to_owned(), false.into());
                }
            }
            Value::Array(values) => values.iter_mut().for_each(close),
            _ => {}
        }
    }
    close(&mut schema);
    schema
}

fn problems(schema: &Value, document: &Value) -> Vec<String> {
    let validator = jsonschema::draft202012::new(schema).unwrap();
    validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn run(arguments: &[&str], folder: &Path) -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_kidd"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("KIDD_ARCHIVE")
        .env("KIDD_CACHE", "off")
        .output()
        .unwrap();
    String::from_utf8(done.stdout).unwrap()
}

fn check(name: &str, written: &str) {
    let document: Value = serde_json::from_str(written).unwrap();
    assert_eq!(problems(&strict(schema(name)), &document), [""; 0], "{name}");
    // A schema that lets everything pass is none.
    for (field, _) in document.as_object().unwrap() {
        let mut less = document.clone();
        less.as_object_mut().unwrap().remove(field);
        assert!(!problems(&schema(name), &less).is_empty(), "{name} does not miss {field}");
    }
    let mut more = document;
    more.as_object_mut().unwrap().insert("a-field-of-tomorrow".to_owned(), Value::Null);
    assert_eq!(problems(&schema(name), &more), [""; 0], "{name}");
}

#[test]
fn what_the_program_writes_fits_its_schemas() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let json = ["--format", "json"];
    for edition in [
        "23",
        "sample",
        "bindings/texts/policy.txt",
        "tests/reading/central-bank.txt",
        "tests/pages/word.docx",
    ] {
        check("statement.json", &run(&[&["show", edition], &json[..]].concat(), root));
    }
    for (old, new) in [
        ("23", "sample"),
        ("sample", "23"),
        ("23", "23"),
        ("bindings/texts/policy.txt", "bindings/texts/revised.md"),
        ("bindings/texts/meeting.txt", "bindings/texts/page.html"),
        ("tests/reading/declaration.txt", "tests/reading/ministerial.txt"),
    ] {
        check("comparison.json", &run(&[&["diff", old, new], &json[..]].concat(), root));
    }
    check("drift.json", &run(&[&["drift", "--illustrative"], &json[..]].concat(), root));
    check("drift.json", &run(&[&["drift", "ironclad commitment"], &json[..]].concat(), root));
    check("list.json", &run(&[&["list"], &json[..]].concat(), root));
    check("verification.json", &run(&[&["verify"], &json[..]].concat(), root));
    check("check.json", &run(&[&["check", "bindings/texts/dialogue.txt"], &json[..]].concat(), root));
    check("check.json", &run(&[&["check", "23", "sample"], &json[..]].concat(), root));
}

#[test]
fn what_batch_and_align_write_fits_their_schemas() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("old"), "One stays as it is.\nTwo goes away.\nThree moves on now.\n")
        .unwrap();
    std::fs::write(folder.path().join("new"), "Three moves on now.\nOne stays as it was.\n").unwrap();
    check("alignment.json", &run(&["align", "old", "new", "--format", "json"], folder.path()));
    let pairs = "{\"id\": 7, \"from\": \"23\", \"to\": \"sample\"}\n{\"id\": {\"a\": []}, \"from\": \"99\", \"to\": \"23\"}\nno JSON\n";
    std::fs::write(folder.path().join("pairs"), pairs).unwrap();
    let written = run(&["batch", "pairs"], folder.path());
    assert_eq!(written.lines().count(), 3);
    let schema = strict(schema("batch.json"));
    for line in written.lines() {
        let mut document: Value = serde_json::from_str(line).unwrap();
        assert_eq!(problems(&schema, &document), [""; 0]);
        document.as_object_mut().unwrap().remove("line");
        assert!(!problems(&schema, &document).is_empty());
    }
}
