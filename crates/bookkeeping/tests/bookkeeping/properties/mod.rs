//! What holds for every order, tried on thousands of invented ones.

mod hostile;
mod plan;
mod plausible;
mod shop;
