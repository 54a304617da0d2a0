//! Traces for OpenTelemetry: rounds and what is told in them, sent to a collector (OTLP over HTTP).

use std::sync::OnceLock;

use opentelemetry::trace::TracerProvider;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing::Subscriber;
use tracing_subscriber::Layer;
use tracing_subscriber::registry::LookupSpan;

use crate::config::Environment;

/// The standard's variable that names the collector. Without it nothing is sent.
const COLLECTOR: &str = "OTEL_EXPORTER_OTLP_ENDPOINT";

/// What is to be sent before the program ends.
static PROVIDER: OnceLock<SdkTracerProvider> = OnceLock::new();

/// What hands spans over, if there is somebody to send them to.
pub(crate) fn layer<S>(environment: &Environment) -> Option<impl Layer<S> + use<S>>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    environment.get(COLLECTOR)?;
    // It reads the standard's variables by itself.
    let exporter = opentelemetry_otlp::SpanExporter::builder().with_http().build().ok()?;
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).build();
    let tracer = provider.tracer("sluitend");
    // Logs start once.
    let _ = PROVIDER.set(provider);
    Some(tracing_opentelemetry::layer().with_tracer(tracer))
}

/// Sends what is left.
pub(crate) fn end() {
    if let Some(provider) = PROVIDER.get()
        && let Err(error) = provider.shutdown()
    {
        tracing::warn!(%error, "not all traces could be sent");
    }
}
