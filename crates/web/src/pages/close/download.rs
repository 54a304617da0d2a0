//! The papers of a statement that is kept.

use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::door::Seat;
use crate::problem::Problem;
use crate::statements::{Kept, kept};

const CSV: &str = "text/csv; charset=utf-8";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// `GET /c/{connection}/close/{period}.csv` and `.xlsx`
pub(in crate::pages) async fn download(
    State(app): State<App>,
    seat: Seat,
    Path((id, file)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let connection = seat.connection(&app, &id).await?;
    let (period, ending) = file.rsplit_once('.').ok_or(Problem::Missing)?;
    let period = super::read(&app, period).ok_or(Problem::Missing)?;
    let found = kept(app.store(), &connection.id, period).await?.ok_or(Problem::Missing)?;
    match ending {
        "csv" => Ok(handed_out(&file, CSV, papers::csv(&found.statement))),
        "xlsx" => Ok(handed_out(&file, XLSX, spreadsheet(found).await?)),
        _ => Err(Problem::Missing),
    }
}

/// A year of a large shop takes a while, in which the pages of others go on. It is dated when the
/// statement was made, so it is the same file every time.
async fn spreadsheet(own: Kept) -> Result<Vec<u8>, Problem> {
    let made =
        tokio::task::spawn_blocking(move || papers::xlsx(&own.statement, own.at, own.language));
    let made = made.await.map_err(|error| error.to_string());
    let made = made.and_then(|made| made.map_err(|error| error.to_string()));
    made.map_err(|error| {
        tracing::error!(%error, "a spreadsheet cannot be made");
        Problem::Broken(None)
    })
}

/// The file's name is our own period and ending, so it needs no quoting.
fn handed_out(file: &str, kind: &'static str, content: impl IntoResponse) -> Response {
    let name = format!("attachment; filename=\"sluitend-{file}\"");
    ([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, name)], content).into_response()
}
