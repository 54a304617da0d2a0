//! Faults on demand. None of them is part of Moneybird.

use std::time::Duration;

use axum::http::Method;

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// 500 with a page of HTML; nothing was done.
    Html500BeforeEffect,
    /// The request is carried out, then 500 with a page of HTML.
    Html500AfterEffect,
    /// The request is carried out; 201 without a body.
    EmptyBody201,
    /// The request is carried out; the second half of the body is missing.
    CutBody,
    /// The request is carried out; the right status, but the body is no JSON.
    BrokenJson,
    /// 200 with a page of HTML; nothing was done.
    HtmlOk,
    /// 429, although the window is not full; nothing was done.
    Throttle,
    /// 403, as for a blocked address; nothing was done.
    Blocked403,
    /// 401, as for a revoked token; nothing was done.
    Unauthorized,
    /// 500 with a page of HTML; the request is carried out this much later, as when it hung
    /// somewhere on its way.
    LateEffect(Duration),
}

impl FaultKind {
    /// Whether the request is carried out all the same.
    pub(super) fn has_effect(self) -> bool {
        matches!(
            self,
            Self::Html500AfterEffect | Self::EmptyBody201 | Self::CutBody | Self::BrokenJson
        )
    }
}

/// A fault and the requests that it strikes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The method; every method when `None`.
    pub method: Option<Method>,
    /// A piece of the path.
    pub path: String,
    /// How many matching requests pass first.
    pub after: u32,
    /// How many matching requests are struck then.
    pub times: u32,
    /// What goes wrong.
    pub kind: FaultKind,
}

impl Fault {
    /// Strikes the first request with this method and this piece in its path.
    pub fn once(method: Method, path: impl Into<String>, kind: FaultKind) -> Self {
        Self { method: Some(method), path: path.into(), after: 0, times: 1, kind }
    }
}

/// The faults that are still to come.
#[derive(Debug, Default)]
pub(super) struct Plan {
    faults: Vec<Fault>,
    pub(super) struck: u64,
}

impl Plan {
    pub(super) fn push(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    pub(super) fn clear(&mut self) {
        self.faults.clear();
    }

    pub(super) fn pending(&self) -> usize {
        self.faults.iter().filter(|fault| fault.times > 0).count()
    }

    /// The fault that strikes this request, if any. Every matching fault that waits, waits one
    /// request less.
    pub(super) fn strike(&mut self, method: &Method, path: &str) -> Option<FaultKind> {
        let mut struck = None;
        for fault in &mut self.faults {
            let matches = fault.method.as_ref().is_none_or(|wanted| wanted == method)
                && path.contains(&fault.path)
                && fault.times > 0;
            if matches && fault.after > 0 {
                fault.after -= 1;
            } else if matches && struck.is_none() {
                fault.times -= 1;
                struck = Some(fault.kind);
            }
        }
        self.struck += u64::from(struck.is_some());
        struck
    }
}
