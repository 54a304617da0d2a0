//! `sluitend adopt`

use bookkeeping::Language;
use bookkeeping::switching::Template;
use sync::{AdoptRequest, AdoptionPreview, Applied, Fault};

use super::input;
use crate::cli::Adopt;
use crate::driver::{adopted, looked};
use crate::installation::store_fault;
use crate::language::say;
use crate::output::{AdoptionShape, Exit, adoption};
use crate::program::Program;
use crate::progress::Meter;

/// Shows what another program booked and, once a person says yes to exactly that, counts it as booked.
pub(super) async fn run(program: &Program, args: &Adopt) -> Result<Exit, Fault> {
    let language = program.language;
    let installation = program.open().await?;
    let service = &installation.service;
    let connection = installation.choose(args.connection.as_ref()).await?;
    let settings = args.settings.as_deref().map(|file| input::read_text(file, language));
    let settings = settings.transpose()?.map(|text| service.parse(&text)).transpose()?;
    let request = AdoptRequest {
        up_to: args.up_to.clone(),
        from: args.from,
        templates: args.reference.clone(),
        settings,
    };
    let meter = Meter::new(&connection.shop_name, service, program.output);
    let mut under_way = service.adoption(&connection.id, request);
    let preview = looked(&mut under_way, service, &program.stop, &meter).await?;
    let Some(mut preview) = preview else { return Ok(Exit::Stopped) };
    let is_agreed = args.apply.as_deref() == Some(preview.digest.as_str());
    let mut applied = None;
    if is_agreed {
        let done = adopted(&mut under_way, preview, service, &program.stop, &meter).await?;
        let Some(done) = done else { return Ok(Exit::Stopped) };
        (preview, applied) = (done.preview, done.applied);
        // Whoever waits with booking need not wait for the next turn.
        let due = service.store().look_now(&connection.id, service.clock().now()).await;
        due.map_err(|error| store_fault(&error, language))?;
    }
    meter.done();
    let shape = AdoptionShape::new(&connection.id, &preview, applied, language);
    program.output.result(&shape, || adoption(&preview, applied, language));
    if !program.output.is_json() {
        program.output.note(&next(args, &preview, applied, language));
    }
    Ok(match applied {
        // What somebody did meanwhile may be another invoice of the same order.
        Some(done) if shape.asks() == 0 && done.left_alone == 0 => Exit::Done,
        None if preview.is_done() && shape.asks() == 0 => Exit::Done,
        _ => Exit::NeedsPerson,
    })
}

/// What to do now.
fn next(
    args: &Adopt,
    preview: &AdoptionPreview,
    applied: Option<Applied>,
    language: Language,
) -> String {
    if applied.is_some() {
        return say(
            language,
            "Hierna: `sluitend orders --state refused` noemt wat u nodig heeft; `sluitend sync` boekt de rest.",
            "Next: `sluitend orders --state refused` lists what needs you; `sluitend sync` books the rest.",
        )
        .to_owned();
    }
    if preview.templates.is_empty() {
        return say(
            language,
            "Er is niets gewijzigd. Noem met --reference hoe het andere programma zijn kenmerken schreef, bijvoorbeeld 'Order {number}'.",
            "Nothing was changed. Say with --reference how the other program wrote its references, such as 'Order {number}'.",
        )
        .to_owned();
    }
    let reference: Vec<String> =
        preview.templates.iter().map(|own| format!(" --reference {}", quoted(own))).collect();
    let (reference, digest) = (reference.concat(), &preview.digest);
    let changed = args.apply.is_some();
    match language {
        Language::Nl if changed => format!(
            "Er is niets gewijzigd: wat er zou gebeuren, is anders dan waar u akkoord mee ging. Akkoord met dit? Draai dit opnieuw met{reference} --apply {digest}"
        ),
        Language::Nl => format!(
            "Er is niets gewijzigd. Akkoord? Draai dit opnieuw met{reference} --apply {digest}"
        ),
        Language::En if changed => format!(
            "Nothing was changed: what would be done is not what you agreed to. If you agree to this, run this again with{reference} --apply {digest}"
        ),
        Language::En => format!(
            "Nothing was changed. If you agree, run this again with{reference} --apply {digest}"
        ),
    }
}

/// As a shell reads it as one word.
fn quoted(template: &Template) -> String {
    format!("'{}'", template.to_string().replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_one_word_of_a_command() {
        for (text, word) in [
            ("Order {number}", "'Order {number}'"),
            ("Zo'n {number}", r"'Zo'\''n {number}'"),
            ("$(x) {number}", "'$(x) {number}'"),
        ] {
            assert_eq!(quoted(&text.parse().unwrap()), word);
        }
    }
}
