//! Proofs that the house stands. This room holds tests only; see its `tests` folder.
