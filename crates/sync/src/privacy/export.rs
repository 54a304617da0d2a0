//! All that is kept of a connection, for whoever takes it along.

use std::io::Write;

use bookkeeping::Language;
use serde_json::{Map, Value, json};
use store::{Booking, Connection, ConnectionId, Health, NumberedStep, OrderRecord};

use crate::Service;
use crate::fault::{Code, Fault, say};

/// Orders that are read at a time.
const PAGE: u32 = 200;

impl Service {
    /// Writes all that is kept of a connection, as one document of JSON; how many orders, with all else that is
    /// booked like one. Nothing that opens anything is in it: neither keys, nor tokens, nor hashes of those.
    ///
    /// # Errors
    /// If the database fails, or it cannot be written.
    pub async fn export(
        &self,
        id: &ConnectionId,
        out: &mut (dyn Write + Send),
    ) -> Result<u64, Fault> {
        let connection = self.connection(id).await?;
        let head = self.head(&connection).await?;
        let head = serde_json::to_string(&head).map_err(|error| self.unwritten(&error))?;
        // The orders come last, one a line: there may be many.
        let open = head.strip_suffix('}').unwrap_or(&head);
        write!(out, "{open},\"orders\":[").map_err(|error| self.unwritten(&error))?;
        let (mut orders, mut after) = (0_u64, i64::MIN);
        loop {
            let page = self.store.orders_after(id, after, PAGE).await;
            let page = page.map_err(|error| self.database(&error))?;
            let Some(last) = page.last() else { break };
            after = last.order_id;
            for record in &page {
                let steps = self.store.numbered_steps(id, record.order_id).await;
                let steps = steps.map_err(|error| self.database(&error))?;
                let joint = if orders == 0 { "\n" } else { ",\n" };
                let own = order(record, &steps);
                write!(out, "{joint}{own}").map_err(|error| self.unwritten(&error))?;
                orders += 1;
            }
        }
        out.write_all(b"\n]}\n").map_err(|error| self.unwritten(&error))?;
        out.flush().map_err(|error| self.unwritten(&error))?;
        Ok(orders)
    }

    /// All but the orders.
    async fn head(&self, own: &Connection) -> Result<Value, Fault> {
        let store = &self.store;
        let contacts = store.contacts(&own.id).await.map_err(|error| self.database(&error))?;
        let facts = store.facts(&own.id).await.map_err(|error| self.database(&error))?;
        let people = store.members_of(own.shop_id).await.map_err(|error| self.database(&error))?;
        let log = store.audit_of(own.shop_id, u32::MAX).await;
        let log = log.map_err(|error| self.database(&error))?;
        let fact = |(name, fact): (String, store::Fact)| {
            (name, json!({ "at": fact.at.to_string(), "body": read(&fact.body) }))
        };
        Ok(json!({
            "exported_at": self.clock.now().to_string(),
            "connection": connection(own),
            "people": people.iter().map(|one| json!({
                "name": one.account.name,
                "role": one.role.as_str(),
            })).collect::<Vec<_>>(),
            "log": log.iter().map(|one| json!({
                "at": one.at.to_string(),
                "account": one.account.as_ref().map(ToString::to_string),
                "what": one.what,
                "detail": one.detail,
            })).collect::<Vec<_>>(),
            "contacts": contacts.iter().map(|one| json!({
                "id": one.contact_id,
                "version": one.version,
                "customer_id": one.customer_id,
                "archived": one.archived,
            })).collect::<Vec<_>>(),
            "facts": facts.into_iter().map(fact).collect::<Map<_, _>>(),
        }))
    }

    fn unwritten(&self, error: &dyn std::error::Error) -> Fault {
        let language = self.language();
        let message = match language {
            Language::Nl => format!("Het bestand kan niet worden geschreven: {error}."),
            Language::En => format!("The file cannot be written: {error}."),
        };
        let hint = say(language, "Kies een andere plaats.", "Choose another place.");
        Fault::new(Code::Usage, message, hint)
    }
}

fn connection(own: &Connection) -> Value {
    let (state, code) = match &own.health {
        Health::Active => ("active", None),
        Health::Broken { code, .. } => ("broken", Some(code)),
    };
    json!({
        "id": own.id.to_string(),
        "shop": { "id": own.shop_id, "name": own.shop_name, "url": own.shop_url },
        "administration": { "id": own.administration_id, "name": own.administration_name },
        "settings": own.settings,
        "state": state,
        "code": code,
        "created_at": own.created_at.to_string(),
        "last_sync_at": own.last_sync_at.map(|at| at.to_string()),
    })
}

fn order(own: &OrderRecord, steps: &[NumberedStep]) -> Value {
    json!({
        "id": own.order_id,
        "number": own.number,
        "state": own.state.as_str(),
        "code": own.code,
        "refusal": own.refusal.as_deref().map(read),
        "why": own.why,
        "order": read(&own.snapshot),
        "seen_at": own.seen_at.to_string(),
        "placed_on": own.placed_on.to_string(),
        "total": own.total.to_string(),
        "currency": own.currency,
        "status": own.shop_status,
        "paid": own.paid,
        "of_order": own.of_order,
        "summary": own.summary,
        "booking": own.booking.as_ref().map(booking),
        "updated_at": own.updated_at.to_string(),
        "steps": steps.iter().map(|one| json!({
            "at": one.step.at.to_string(),
            "what": one.step.what,
            "detail": one.step.detail,
        })).collect::<Vec<_>>(),
    })
}

fn booking(own: &Booking) -> Value {
    json!({
        "stage": own.stage.as_str(),
        "invoice": read(&own.plan),
        "reference": own.reference,
        "date": own.booked_on.to_string(),
        "contact_id": own.contact_id,
        "invoice_id": own.invoice_id,
        "payment_id": own.payment_id,
        "read_back": own.booked.as_deref().map(read),
        "adopted": own.adopted,
    })
}

/// What is kept as JSON, as what it says.
fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
}
