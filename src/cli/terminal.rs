//! What the terminal is and can do: colour and width.

use std::ffi::OsString;
use std::io::IsTerminal as _;

use super::options::{Color, Output};
use crate::report::Layout;

/// Decides about colour and width for one output, and sets the switch of the colour library.
pub(super) fn layout(output: &Output, color: Color) -> Layout {
    let to_terminal = output.is_stdout() && std::io::stdout().is_terminal();
    let colour = has_colour(color, to_terminal, |name| std::env::var_os(name));
    colored::control::set_override(colour);
    Layout { width: width(output, to_terminal), colour }
}

/// Whether places may be links to files: on a terminal that takes them, in a report with colour.
pub(super) fn takes_links(output: &Output, layout: &Layout) -> bool {
    output.is_stdout() && layout.colour && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout)
}

/// The colour library looks at standard output alone and knows neither TERM=dumb nor our option.
fn has_colour(color: Color, to_terminal: bool, variable: impl Fn(&str) -> Option<OsString>) -> bool {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if set("NO_COLOR").is_some() => false,
        Color::Auto if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
        Color::Auto => {
            to_terminal
                && set("TERM").is_none_or(|value| value != "dumb")
                && set("CLICOLOR").is_none_or(|value| value != "0")
        }
    }
}

fn width(output: &Output, to_terminal: bool) -> usize {
    let columns = || std::env::var("COLUMNS").ok()?.trim().parse().ok().filter(|&columns| columns > 0);
    let terminal =
        || terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0));
    output
        .width
        .or_else(columns)
        .or_else(|| to_terminal.then(terminal).flatten())
        .unwrap_or(Layout::DEFAULT_WIDTH)
        .clamp(Layout::MIN_WIDTH, Layout::MAX_WIDTH)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(color: Color, to_terminal: bool, variables: &[(&str, &str)], expected: bool) {
        let lookup = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
        };
        assert_eq!(
            has_colour(color, to_terminal, lookup),
            expected,
            "{color:?}, terminal: {to_terminal}, {variables:?}"
        );
    }

    #[test]
    fn colour_follows_the_option_then_the_environment_then_the_terminal() {
        check(Color::Auto, true, &[], true);
        check(Color::Auto, false, &[], false);
        check(Color::Always, false, &[("NO_COLOR", "1"), ("TERM", "dumb")], true);
        check(Color::Never, true, &[("CLICOLOR_FORCE", "1")], false);
        check(Color::Auto, true, &[("NO_COLOR", "1")], false);
        check(Color::Auto, true, &[("NO_COLOR", "")], true);
        check(Color::Auto, true, &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], false);
        check(Color::Auto, false, &[("CLICOLOR_FORCE", "1"), ("TERM", "dumb")], true);
        check(Color::Auto, false, &[("CLICOLOR_FORCE", "0")], false);
        check(Color::Auto, true, &[("TERM", "dumb")], false);
        check(Color::Auto, true, &[("CLICOLOR", "0")], false);
    }
}
