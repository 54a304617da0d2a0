//! Tables of aligned columns.

/// On which side a column's texts stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    /// Texts.
    Left,
    /// Numbers.
    Right,
}

/// A table: a heading and rows of as many cells.
#[derive(Debug)]
pub(crate) struct Table {
    columns: Vec<Align>,
    /// Names over several columns, each by the last of them.
    groups: Vec<(usize, String)>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these columns.
    pub(crate) fn new(columns: &[(&str, Align)]) -> Self {
        Self {
            columns: columns.iter().map(|(_, align)| *align).collect(),
            groups: Vec::new(),
            rows: vec![columns.iter().map(|(name, _)| (*name).to_owned()).collect()],
        }
    }

    /// Names columns together, in a line above their own names. The name ends where the column
    /// `last` does; groups are named from left to right.
    pub(crate) fn group(&mut self, last: usize, name: &str) {
        self.groups.push((last, name.to_owned()));
    }

    /// Adds a row.
    pub(crate) fn row<const CELLS: usize>(&mut self, cells: [String; CELLS]) {
        self.rows.push(cells.into());
    }

    /// Adds a line below what is there.
    pub(crate) fn rule(&mut self) {
        self.rows.push(Vec::new());
    }

    /// The table as text, a line each.
    pub(crate) fn text(&self) -> String {
        let widths = self.widths();
        let mut text = self.heading(&widths);
        for row in &self.rows {
            if row.is_empty() {
                text.push_str(&"─".repeat(whole(&widths)));
            }
            let cells = row.iter().zip(&self.columns).zip(&widths);
            let cells: Vec<String> = cells
                .map(|((cell, align), &width)| match align {
                    Align::Left => format!("{cell:<width$}"),
                    Align::Right => format!("{cell:>width$}"),
                })
                .collect();
            let line = cells.join("  ");
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    fn heading(&self, widths: &[usize]) -> String {
        let mut line = String::new();
        for (last, name) in &self.groups {
            let end = whole(widths.get(..=*last).unwrap_or(widths));
            let taken = line.chars().count() + name.chars().count();
            line.push_str(&" ".repeat(end.saturating_sub(taken)));
            line.push_str(name);
        }
        if line.is_empty() { line } else { format!("{line}\n") }
    }

    /// The widths of all columns; what is named together is as wide as its name.
    fn widths(&self) -> Vec<usize> {
        let mut widths: Vec<usize> = (0..self.columns.len()).map(|at| self.width(at)).collect();
        let mut first = 0;
        for (last, name) in &self.groups {
            let own = widths.get_mut(first..=*last).unwrap_or_default();
            let missing = name.chars().count().saturating_sub(whole(own));
            if let Some(last) = own.last_mut() {
                *last += missing;
            }
            first = last + 1;
        }
        widths
    }

    fn width(&self, at: usize) -> usize {
        let cells = self.rows.iter().filter_map(|row| row.get(at));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    }
}

/// How wide columns are together.
fn whole(widths: &[usize]) -> usize {
    widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_each_other() {
        let mut table = Table::new(&[("name", Align::Left), ("net", Align::Right)]);
        table.row(["é".to_owned(), "1.00".to_owned()]);
        table.rule();
        table.row([String::new(), "-10.00".to_owned()]);
        let plain = table.text();
        assert_eq!(plain, "name     net\né       1.00\n────────────\n      -10.00\n");
        table.group(1, "books");
        assert_eq!(table.text(), format!("       books\n{plain}"));
        let mut table = Table::new(&[("a", Align::Right), ("b", Align::Right)]);
        table.group(0, "alone");
        table.group(1, "other");
        assert_eq!(table.text(), "alone  other\n    a      b\n");
    }
}
