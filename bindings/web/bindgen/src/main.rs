//! Makes the JavaScript beside a WebAssembly file: `kidd-web-bindgen FILE.wasm FOLDER`.
//!
//! What `wasm-bindgen --target no-modules` does, from its library: the whole tool takes three times as long to build.

use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, folder] = arguments.as_slice() else {
        eprintln!("kidd-web-bindgen: name the WebAssembly file and the folder to write to");
        return ExitCode::from(2);
    };
    match made(input, folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kidd-web-bindgen: {input}: {error}");
            ExitCode::from(2)
        }
    }
}

fn made(input: &str, folder: &str) -> Result<(), String> {
    // A script that is not a module can stand inside a page and in a worker that is made of it, from a disk too.
    let mut bindgen = Bindgen::new();
    let set = bindgen.input_path(input).no_modules(true).map_err(|error| format!("{error:#}"))?;
    set.no_modules_global("kiddWasm").map_err(|error| format!("{error:#}"))?;
    set.typescript(false).remove_name_section(true).remove_producers_section(true);
    set.generate(folder).map_err(|error| format!("{error:#}"))
}
