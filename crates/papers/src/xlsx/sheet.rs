//! One sheet: a heading that stays in sight, rows of typed cells, and their total.

use std::mem;

use bookkeeping::Money;
use rust_xlsxwriter::utility::cell_range;
use rust_xlsxwriter::{Formula, IgnoreError, Workbook, Worksheet, XlsxError};

use super::looks::Looks;
use super::page::{Cell, Column, Kind, Page};

/// As many characters as a cell can hold, and no more.
const LONGEST: usize = 32_767;

/// How high the heading is, in points: two lines.
const HEADING: u32 = 30;

/// Writes a page into a sheet of its own.
///
/// # Errors
/// If it has more rows than a sheet can hold.
pub(super) fn write(page: Page, workbook: &mut Workbook, looks: &Looks) -> Result<(), XlsxError> {
    let Page { name, above, columns, rows, is_filtered, total } = page;
    let mut sheet = Sheet::new(workbook.add_worksheet(), name, &above, &columns, looks)?;
    for row in rows {
        sheet.row(row)?;
    }
    if is_filtered {
        sheet.filtered()?;
    }
    if let Some(total) = total {
        sheet.total(total)?;
    }
    sheet.end()
}

/// A sheet while it is being written.
struct Sheet<'a> {
    page: &'a mut Worksheet,
    looks: &'a Looks,
    columns: &'a [Column],
    /// The row of the heading, counted from nothing.
    heading: u32,
    next: u32,
    sums: Vec<Money>,
}

impl<'a> Sheet<'a> {
    /// Begins a sheet, with some lines above the heading.
    fn new(
        page: &'a mut Worksheet,
        name: &str,
        above: &[String],
        columns: &'a [Column],
        looks: &'a Looks,
    ) -> Result<Self, XlsxError> {
        page.set_name(name)?;
        let mut heading = 0;
        for line in above {
            let look = if heading == 0 { &looks.title } else { &looks.plain };
            page.write_string_with_format(heading, 0, line, look)?;
            heading += 1;
        }
        // An empty row sets them apart.
        heading += u32::from(heading > 0);
        for (at, Column(name, width, kind)) in (0..).zip(columns) {
            page.set_column_width(at, *width)?;
            page.write_string_with_format(heading, at, *name, looks.heading(*kind))?;
        }
        page.set_row_height(heading, HEADING)?;
        let sums = vec![Money::ZERO; columns.len()];
        Ok(Self { page, looks, columns, heading, next: heading + 1, sums })
    }

    /// Writes a row, a cell for each column.
    fn row(&mut self, cells: Vec<Cell>) -> Result<(), XlsxError> {
        let row = self.next;
        for ((at, cell), Column(_, _, kind)) in (0..).zip(cells).zip(self.columns) {
            let look = self.looks.cell(*kind);
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => {
                    let text: String = text.chars().take(LONGEST).collect();
                    self.page.write_string_with_format(row, at, text, look)?;
                }
                Cell::Amount(amount) => {
                    let is_off = *kind == Kind::Difference && !amount.is_zero();
                    let look = if is_off { &self.looks.off } else { look };
                    self.page.write_with_format(row, at, amount.decimal(), look)?;
                    self.sums[usize::from(at)] += amount;
                }
                Cell::Number(number) => {
                    self.page.write_with_format(row, at, number, look)?;
                }
                Cell::Day(day) => {
                    self.page.write_with_format(row, at, &day, look)?;
                }
            }
        }
        self.next += 1;
        Ok(())
    }

    /// Adds all amounts up, below the rows; nothing where there are none.
    fn total(&mut self, name: &str) -> Result<(), XlsxError> {
        let (first, last) = (self.heading + 1, self.next - 1);
        if last < first {
            return Ok(());
        }
        for ((at, Column(_, _, kind)), sum) in
            (0..).zip(self.columns).zip(mem::take(&mut self.sums))
        {
            let look = self.looks.total(*kind);
            match kind {
                Kind::Amount | Kind::Difference => {
                    let formula = format!("=SUM({})", cell_range(first, at, last, at));
                    // A reader that does not calculate shows this.
                    let formula = Formula::new(formula).set_result(sum.to_string());
                    self.page.write_formula_with_format(self.next, at, formula, look)?;
                }
                _ if at == 0 => {
                    self.page.write_string_with_format(self.next, at, name, look)?;
                }
                _ => {
                    self.page.write_blank(self.next, at, look)?;
                }
            }
        }
        self.next += 1;
        Ok(())
    }

    /// Ends the sheet: what stays in sight, what can be chosen, how it is printed.
    fn end(self) -> Result<(), XlsxError> {
        let (first, last) = (self.heading + 1, self.next.saturating_sub(1));
        self.page.set_freeze_panes(first, 0)?;
        self.page.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        self.page.set_repeat_rows(self.heading, self.heading)?;
        for (at, Column(_, _, kind)) in (0..).zip(self.columns) {
            if *kind == Kind::Text && last >= first {
                let ids = IgnoreError::NumberStoredAsText;
                self.page.ignore_error_range(first, at, last, at, ids)?;
            }
        }
        Ok(())
    }

    /// Lets a reader choose by what is in the columns. Before there is a total.
    fn filtered(&mut self) -> Result<(), XlsxError> {
        let last = self.columns.len().saturating_sub(1);
        let last = u16::try_from(last).unwrap_or_default();
        self.page.autofilter(self.heading, 0, self.next.saturating_sub(1), last)?;
        Ok(())
    }
}
