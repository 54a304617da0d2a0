//! Traces for OpenTelemetry: rounds and what is told in them, sent to a collector (OTLP over HTTP).

use std::sync::OnceLock;

use axum::http::Uri;
use bookkeeping::Language;
use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::{ExporterBuildError, SpanExporter, WithExportConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::resource::{EnvResourceDetector, TelemetryResourceDetector};
use opentelemetry_sdk::trace::SdkTracerProvider;
use sync::{Code, Fault};
use tracing::Subscriber;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::registry::LookupSpan;
use url::Url;

use crate::config::Environment;
use crate::language::say;

/// The standard's variable with the whole address to which traces go.
const TRACES: &str = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

/// The one that names the collector, below whose address they go then. Without either nothing is sent.
const COLLECTOR: &str = "OTEL_EXPORTER_OTLP_ENDPOINT";

/// Who sends them, if that is not to be this program's name.
const SERVICE: &str = "OTEL_SERVICE_NAME";

/// What is to be sent before the program ends.
static PROVIDER: OnceLock<SdkTracerProvider> = OnceLock::new();

/// What hands spans over, if there is somebody to send them to. They are those of level `info`, whatever
/// is logged: what is below tells of requests, which nobody outside is to be shown.
///
/// # Errors
/// If the collector's address is none, or the standard's other variables do not go together.
pub(crate) fn layer<S>(
    environment: &Environment,
    language: Language,
) -> Result<Option<impl Layer<S> + use<S>>, Fault>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    let Some((variable, address)) = collector(environment) else { return Ok(None) };
    let address = address.ok_or_else(|| refused(variable, language))?;
    // The other variables of the standard it reads by itself, and what it says can only be of those.
    let exporter = SpanExporter::builder().with_http().with_endpoint(address).build();
    let exporter = exporter.map_err(|error| unusable(&error, language))?;
    let provider = SdkTracerProvider::builder().with_resource(resource(environment));
    let provider = provider.with_batch_exporter(exporter).build();
    let tracer = provider.tracer("sluitend");
    // Logs start once.
    let _ = PROVIDER.set(provider);
    Ok(Some(tracing_opentelemetry::layer().with_tracer(tracer).with_filter(LevelFilter::INFO)))
}

/// The variable that says where traces go, and the address if it is one.
fn collector(environment: &Environment) -> Option<(&'static str, Option<String>)> {
    if let Some(own) = environment.get(TRACES) {
        return Some((TRACES, is_address(own).then(|| own.to_owned())));
    }
    let base = environment.get(COLLECTOR)?;
    let whole = || format!("{}/v1/traces", base.trim_end_matches('/'));
    Some((COLLECTOR, is_address(base).then(whole)))
}

/// Whether it is an address to us and to what sends there.
fn is_address(text: &str) -> bool {
    let is_http = |own: Url| matches!(own.scheme(), "http" | "https") && own.has_host();
    Url::parse(text).is_ok_and(is_http) && text.parse::<Uri>().is_ok()
}

/// The address itself is not said: there may be a password in it.
fn refused(variable: &str, language: Language) -> Fault {
    let what = say(
        language,
        "dit is geen adres van een verzamelaar van traces",
        "this is no address of a collector of traces",
    );
    let hint = say(
        language,
        "Gebruik een adres als http://localhost:4318.",
        "Use an address such as http://localhost:4318.",
    );
    Fault::new(Code::Usage, format!("{variable}: {what}"), hint)
}

fn unusable(error: &ExporterBuildError, language: Language) -> Fault {
    let hint = say(
        language,
        "Kijk de variabelen na die met OTEL_EXPORTER_OTLP beginnen.",
        "Check the variables that begin with OTEL_EXPORTER_OTLP.",
    );
    Fault::new(Code::Usage, error.to_string(), hint)
}

/// Who sends the traces: this program, unless the standard's variables say otherwise.
fn resource(environment: &Environment) -> Resource {
    let own = Resource::builder_empty()
        .with_detector(Box::new(TelemetryResourceDetector))
        .with_service_name("sluitend")
        .with_detector(Box::new(EnvResourceDetector::new()));
    match environment.get(SERVICE) {
        Some(name) => own.with_service_name(name.to_owned()).build(),
        None => own.build(),
    }
}

/// Sends what is left.
pub(crate) fn end() {
    if let Some(provider) = PROVIDER.get()
        && let Err(error) = provider.shutdown()
    {
        tracing::warn!(%error, "not all traces could be sent");
    }
}
