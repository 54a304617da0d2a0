//! What holds for every order, tried on a hundred thousand invented ones.

mod books;
mod forgotten;
mod hostile;
mod lies;
mod many;
mod plan;
mod plausible;
mod refused;
mod shop;
