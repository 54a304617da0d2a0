//! Which orders to list.

/// By id, which way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Direction {
    /// The oldest first.
    #[default]
    Ascending,
    /// The newest first.
    Descending,
}

impl Direction {
    /// As `orderby` has it.
    pub(crate) fn field(self) -> &'static str {
        match self {
            Self::Ascending => "id",
            Self::Descending => "id_desc",
        }
    }
}

/// Filters and place of a page of orders. Unfinished baskets are never listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderQuery {
    /// Only those in this status.
    pub status: Option<i64>,
    /// Only those that are paid, or that are not.
    pub is_paid: Option<bool>,
    /// Only those with this running number; several orders may have it.
    pub number: Option<i64>,
    /// Offset of the first, from 0.
    pub start: u32,
    /// How many at most; CCV Shop may give fewer.
    pub size: u32,
    /// By id, which way.
    pub direction: Direction,
}

impl Default for OrderQuery {
    fn default() -> Self {
        Self {
            status: None,
            is_paid: None,
            number: None,
            start: 0,
            size: 100,
            direction: Direction::Ascending,
        }
    }
}

impl OrderQuery {
    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = vec![("orderby", self.direction.field().to_owned())];
        pairs.extend(self.status.map(|status| ("status", status.to_string())));
        pairs.extend(self.is_paid.map(|is_paid| ("is_paid", is_paid.to_string())));
        pairs.extend(self.number.map(|number| ("ordernumber", number.to_string())));
        pairs
    }
}
