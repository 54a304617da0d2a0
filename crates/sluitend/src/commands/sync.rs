//! `sluitend sync`

use jiff::Timestamp;
use store::Connection;
use sync::{Fault, Service, Tally};

use crate::cli::Sync;
use crate::driver::{Ended, Pass, Rested, rest_until};
use crate::installation::store_fault;
use crate::language::say;
use crate::output::{Exit, SyncShape, SyncedShape, complain, synced};
use crate::program::Program;
use crate::progress::Meter;

/// A connection and its pass.
struct Work {
    connection: Connection,
    pass: Pass,
    ended: Result<Ended, Fault>,
}

/// Books everything that can be booked, for one connection or for all.
pub(super) async fn run(program: &Program, args: &Sync) -> Result<Exit, Fault> {
    let installation = program.open().await?;
    let service = &installation.service;
    let mut works = Vec::new();
    for connection in installation.choose_all(args.connection.as_ref()).await? {
        let pass = Pass::new(service, &connection.id);
        let mut work = Work { connection, pass, ended: Ok(Ended::Stopped) };
        if !program.stop.is_asked() {
            work.run(program, service).await;
        }
        works.push(work);
    }
    if args.wait {
        settle(program, service, &mut works).await;
    }
    tell(program, service, &works).await
}

impl Work {
    async fn run(&mut self, program: &Program, service: &Service) {
        let meter = Meter::new(&self.connection.shop_name, service, program.output);
        self.ended = Box::pin(self.pass.run(&program.stop, &meter)).await;
    }

    /// When the first outcome that is not known yet settles.
    fn again_at(&self) -> Option<Timestamp> {
        match self.ended {
            Ok(Ended::Done(again_at)) => again_at,
            Ok(Ended::Stopped) | Err(_) => None,
        }
    }
}

/// Waits for outcomes that are not known yet, and goes on with each connection when its are.
async fn settle(program: &Program, service: &Service, works: &mut [Work]) {
    loop {
        let first = works.iter_mut().filter_map(|work| Some((work.again_at()?, work)));
        let Some((at, work)) = first.min_by_key(|(at, _)| *at) else { return };
        let meter = Meter::new(&work.connection.shop_name, service, program.output);
        meter.settles(at);
        if rest_until(service.clock(), at, &program.stop).await == Rested::Stopped {
            return;
        }
        drop(meter);
        work.run(program, service).await;
    }
}

/// Prints what became of each.
async fn tell(program: &Program, service: &Service, works: &[Work]) -> Result<Exit, Fault> {
    let mut exit = if program.stop.is_asked() { Exit::Stopped } else { Exit::Done };
    let mut shape = SyncShape { connections: Vec::new(), error: None };
    let mut texts = Vec::new();
    for work in works {
        let own = shape_of(service, work).await?;
        if !own.is_clean() {
            exit = exit.or_worse(Exit::NeedsPerson);
        }
        if let Err(fault) = &work.ended {
            let failed = Exit::Failed(fault.code.exit());
            if shape.error.is_none() || failed.code() > exit.code() {
                shape.error = Some(fault.into());
            }
            exit = exit.or_worse(failed);
        }
        texts.push(synced(&own, &work.connection.shop_name, program.language));
        shape.connections.push(own);
    }
    program.output.result(&shape, || texts.join("\n"));
    if program.stop.is_asked() {
        program.output.note(say(
            program.language,
            "Gestopt voor het einde. Er is niets verloren: draai opnieuw.",
            "Stopped before the end. Nothing is lost: run again.",
        ));
    }
    if !program.output.is_json() {
        for (work, fault) in
            works.iter().filter_map(|work| Some((work, work.ended.as_ref().err()?)))
        {
            complain(&work.connection.shop_name, fault);
        }
    }
    Ok(exit)
}

async fn shape_of(service: &Service, work: &Work) -> Result<SyncedShape, Fault> {
    let id = &work.connection.id;
    let counts = service.store().counts(id).await;
    let counts = counts.map_err(|error| store_fault(&error, service.options().language))?;
    let mut orders = service.orders(Some(id), Some(store::State::Refused)).await?;
    orders.extend(service.orders(Some(id), Some(store::State::Changed)).await?);
    orders.extend(service.orders(Some(id), Some(store::State::Booking)).await?);
    let tally: Tally = work.pass.tally();
    let error = work.ended.as_ref().err().map(Into::into);
    Ok(SyncedShape::new(id.to_string(), &counts, tally, work.again_at(), &orders, error))
}
