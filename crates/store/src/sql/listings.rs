//! Listings: named sets of orders.

use crate::statement::statements;

statements! {
    /// The orders of a listing.
    LISTING = "SELECT order_id FROM listings WHERE connection_id = $1 AND listing = $2";
    /// One more in a listing; nothing if it is there.
    LIST = "INSERT INTO listings (connection_id, listing, order_id) VALUES ($1, $2, $3) \
            ON CONFLICT (connection_id, listing, order_id) DO NOTHING";
    /// One fewer.
    UNLIST = "DELETE FROM listings WHERE connection_id = $1 AND listing = $2 AND order_id = $3";
}
