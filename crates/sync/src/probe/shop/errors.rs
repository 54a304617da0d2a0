//! Errors, and forms that the documents disagree on (ccvshop-api.md §1.3, §1.5, §6).

use ccvshop::{Client, probe};
use store::Connection;

use super::{items, told};
use crate::fault::Halt;
use crate::probe::{Answer, Finding, Probe, Question};

impl Probe {
    /// Asks for an order that cannot be there.
    pub(in crate::probe) async fn errors(
        &mut self,
        shop: &Client,
        connection: &Connection,
    ) -> Result<Vec<Finding>, Halt> {
        let reply = told(probe::read(shop, "/orders/0/", &[]).await, self)?;
        let (signed, coded, seen) = match reply {
            Ok(reply) if reply.status >= 400 => {
                let code = reply.document.get("code").and_then(serde_json::Value::as_str);
                let signed = match reply.is_signed {
                    Some(true) => Answer::Yes,
                    None => Answer::No,
                    Some(false) => Answer::Unclear,
                };
                let seen = format!("{} {}", reply.status, code.unwrap_or_default());
                (signed, if code.is_some() { Answer::Yes } else { Answer::No }, seen)
            }
            Ok(reply) => (Answer::Unclear, Answer::Unclear, reply.status.to_string()),
            Err(said) => (Answer::Unclear, Answer::Unclear, said),
        };
        Ok(vec![
            self.finding(Question::ErrorsSigned, signed, seen.trim()),
            self.finding(Question::ErrorCodes, coded, seen.trim()),
            self.merchant(shop, connection.shop_id).await?,
        ])
    }

    async fn merchant(&self, shop: &Client, webshop: i64) -> Result<Finding, Halt> {
        let path = format!("/webshops/{webshop}/merchant/");
        let (answer, seen) = match told(probe::read(shop, &path, &[]).await, self)? {
            Ok(reply) if reply.status >= 300 => (Answer::Unclear, reply.status.to_string()),
            Ok(reply) if items(&reply).is_some() => (Answer::Collection, String::new()),
            Ok(reply) if reply.document.is_object() => (Answer::Object, String::new()),
            Ok(reply) => (Answer::Unclear, reply.status.to_string()),
            Err(said) => (Answer::Unclear, said),
        };
        Ok(self.finding(Question::MerchantShape, answer, seen))
    }
}
