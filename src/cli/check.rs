//! `kidd check`: the gate of an archive.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use super::options::{Global, Output};
use super::selection::SelectionArgs;
use super::{Exit, output, terminal};
use crate::gate;
use crate::report::{self, json};
use crate::workspace::Workspace;
use crate::{Result, Weight};

/// The CI gate: check what changed against the policy
///
/// Without arguments the newest edition of each series against the one before (made-up editions only where there are no
/// two others); with one, the newest edition against that text; with two, these. With --base exactly what a branch
/// changes in the archive: added editions and revisions are compared, and what was kept must be as it was.
#[derive(Debug, Args)]
#[command(after_help = CHECK_HELP)]
pub(super) struct Check {
    #[command(flatten)]
    pub selection: SelectionArgs,
    /// The least weight that fails the gate, by either name (minor is note, notable warning, key error)
    /// [default: that of the policy, else key]
    #[arg(long, value_name = "LEVEL", value_parser = weights())]
    pub fail_on: Option<Weight>,
    /// How to show it
    #[arg(long, short, value_enum, default_value_t)]
    pub format: CheckFormat,
    /// Show for each finding which line of the policy decided
    #[arg(long)]
    pub explain: bool,
    #[command(flatten)]
    pub output: Output,
}

const CHECK_HELP: &str = "\
Ends with 1 if the gate does not hold: a finding at or above --fail-on that
nobody accepted.

Examples:
  kidd check                                 the newest edition against the one before
  kidd check draft.txt                       a draft against the newest edition
  kidd check --base origin/main              in CI: what a branch changes
  kidd check --base origin/main --format github
  kidd check 23 sample --fail-on notable --explain
  kidd check --format sarif -o kidd.sarif";

/// Reads a weight of findings by either of its names.
fn weights() -> impl TypedValueParser<Value = Weight> {
    let value = |weight: Weight, help: &'static str| {
        PossibleValue::new(weight.word()).alias(weight.level()).help(help)
    };
    let values = [
        value(Weight::Minor, "Any finding"),
        value(Weight::Notable, "Notable and key findings"),
        value(Weight::Key, "Key findings"),
    ];
    PossibleValuesParser::new(values).try_map(|name| Weight::named(&name).ok_or("is no weight"))
}

/// How to show what a gate says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    /// For reading
    #[default]
    Terminal,
    /// Annotations, for the log of a GitHub workflow
    Github,
    /// For a step summary or a comment
    Markdown,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit XML, which GitLab and others show
    Junit,
    /// Everything, for programs
    Json,
}

pub(super) fn run(command: &Check, global: &Global) -> Result<Exit> {
    let mut verdict = Workspace::check(global.scope(), &(&command.selection).into())?.verdict;
    if let Some(least) = command.fail_on {
        verdict.fail_on = Some(least);
    }
    if matches!(command.format, CheckFormat::Github | CheckFormat::Sarif) {
        gate::from_the_top(&mut verdict);
    }
    output::write(command.output.file.as_deref(), |writer| match command.format {
        CheckFormat::Terminal => {
            let layout = terminal::layout(&command.output, global.color);
            report::terminal::gate(writer, &verdict, &layout, command.explain)
        }
        CheckFormat::Github => report::github(writer, &verdict),
        CheckFormat::Markdown => report::gate_summary(writer, &verdict),
        CheckFormat::Sarif => report::sarif(writer, &verdict),
        CheckFormat::Junit => report::junit(writer, &verdict),
        CheckFormat::Json => json::gate(writer, &verdict),
    })?;
    Ok(if verdict.blocking() > 0 { Exit::GateFailed } else { Exit::Done })
}
