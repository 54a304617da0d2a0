//! `sluitend manual`

use std::io::Write;
use std::path::Path;

use bookkeeping::Language;
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use serde::Serialize;
use sync::{Code, Fault};

use crate::cli::{Cli, Manual};
use crate::language::{reason, say};
use crate::output::Exit;
use crate::program::Program;

/// The pages as JSON.
#[derive(Serialize)]
struct PagesShape {
    folder: String,
}

/// Writes a page for each command.
pub(super) fn run(program: &Program, args: &Manual) -> Result<Exit, Fault> {
    let language = program.language;
    let folder = args.folder.display().to_string();
    let mut command = Cli::command();
    command.build();
    let source = format!("sluitend {}", command.get_version().unwrap_or_default());
    pages(&command, &source, &args.folder).map_err(|error| {
        let error = reason(&error, language);
        let message = match language {
            Language::Nl => format!("De pagina's kunnen niet in {folder} worden gezet: {error}."),
            Language::En => format!("The pages cannot be written to {folder}: {error}."),
        };
        let hint = say(
            language,
            "Noem een map die er is en waarin u mag schrijven.",
            "Name a folder that is there and that you may write to.",
        );
        Fault::new(Code::Usage, message, hint)
    })?;
    // By its file, as `man` knows only the folders that it is told of.
    let first = args.folder.join("sluitend.1");
    let first = first.display();
    let text = match language {
        Language::Nl => {
            format!("De pagina's staan in {folder}; de eerste leest u met `man {first}`.")
        }
        Language::En => format!("The pages are in {folder}; read the first with `man {first}`."),
    };
    program.output.done(&PagesShape { folder }, || text);
    Ok(Exit::Done)
}

/// Writes the page of a command, and those of the commands below it.
fn pages(command: &Command, source: &str, folder: &Path) -> std::io::Result<()> {
    for own in command.get_subcommands().filter(|own| !own.is_hide_set()) {
        pages(own, source, folder)?;
    }
    // Its own synopsis leaves out what an option takes.
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim().to_owned();
    let man = Man::new(command.clone().override_usage(usage)).source(source);
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let (remarks, examples) = parts(&after);
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    for remark in remarks {
        write!(page, ".PP\n{}\n", escaped(remark))?;
    }
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    // As they are typed: not filled up to the width of a line.
    write!(page, ".SH EXAMPLES\n.nf\n")?;
    for example in examples {
        writeln!(page, "{}", escaped(example))?;
    }
    writeln!(page, ".fi")?;
    std::fs::write(folder.join(man.get_filename()), page)
}

/// What stands behind the options of a command: remarks, and the examples, which are indented.
fn parts(after: &str) -> (Vec<&str>, Vec<&str>) {
    let lines = after.lines().filter(|own| !own.is_empty() && !own.starts_with("Example"));
    let (examples, remarks): (Vec<&str>, Vec<&str>) = lines.partition(|own| own.starts_with("  "));
    (remarks, examples.into_iter().map(str::trim).collect())
}

/// The text as a page shows it, sign by sign: its examples can be copied.
fn escaped(text: &str) -> String {
    let mut page = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\\' => page.push_str("\\(rs"),
            '-' => page.push_str("\\-"),
            '\'' => page.push_str("\\(aq"),
            '`' => page.push_str("\\(ga"),
            '^' => page.push_str("\\(ha"),
            '~' => page.push_str("\\(ti"),
            '.' if page.is_empty() => page.push_str("\\&."),
            other => page.push(other),
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_and_examples_are_told_apart_and_shown_as_they_are_typed() {
        let after = "Others see it.\n\nExamples:\n  sluitend a 'b c'\n  .x\n\nExit codes: 0.";
        let (remarks, examples) = parts(after);
        assert_eq!(remarks, ["Others see it.", "Exit codes: 0."]);
        let examples: Vec<String> = examples.into_iter().map(escaped).collect();
        assert_eq!(examples, ["sluitend a \\(aqb c\\(aq", "\\&.x"]);
    }
}
