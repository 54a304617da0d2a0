//! A request to an address of the host's own, signed, so that who gets it knows that it is ours.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use remote::{Budget, Method, Request, Transport};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;
use url::Url;

use crate::outcome::Outcome;

/// The shortest secret, in bytes: 16 random ones in hexadecimal are as long.
const SHORTEST: usize = 32;

/// An address that is called when something is to be told. Its `Debug` shows neither the secret nor the path,
/// in which there may be another.
#[derive(Clone)]
pub struct Hook {
    url: Url,
    secret: SecretString,
}

/// The secret is too short to keep anybody from guessing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must hold at least 32 characters, such as 64 random hexadecimal digits")]
pub struct ShortSecret;

/// What is told by a request.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// Its name: the same at each try, so that who gets it twice notices.
    pub key: &'a str,
    /// JSON.
    pub body: &'a str,
    /// Now.
    pub at: Timestamp,
}

impl Hook {
    /// An address, and the secret that calls to it are signed with.
    ///
    /// # Errors
    /// [`ShortSecret`].
    pub fn new(url: Url, secret: &SecretString) -> Result<Self, ShortSecret> {
        let secret = SecretString::from(secret.expose_secret().trim());
        if secret.expose_secret().len() < SHORTEST {
            Err(ShortSecret)
        } else {
            Ok(Self { url, secret })
        }
    }

    /// Whose address it is.
    pub fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    /// Makes a call, once. It may be made again: it bears its name.
    pub async fn call(&self, transport: &dyn Transport, call: &Call<'_>) -> Outcome {
        let budget =
            Budget { name: "notify".to_owned(), limit: 1, window: std::time::Duration::ZERO };
        let mut request = Request::new(Method::Post, self.url.clone(), budget);
        request.headers = vec![
            ("content-type", "application/json".to_owned()),
            ("idempotency-key", call.key.to_owned()),
            ("sluitend-signature", signature(&self.secret, call.at, call.body)),
        ];
        request.body = Some(call.body.as_bytes().to_vec());
        request.secrets = vec![self.secret.clone()];
        match transport.send(&request).await {
            Ok(reply) if reply.is_success() => Outcome::Sent(reply.status.to_string()),
            Ok(reply) => Outcome::Later(reply.status.to_string()),
            Err(error) => Outcome::Later(remote::redact::excerpt(
                error.to_string().as_bytes(),
                std::slice::from_ref(&self.secret),
            )),
        }
    }
}

impl fmt::Debug for Hook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hook({})", self.host())
    }
}

/// `t=SECONDS,v1=HEX`: the HMAC-SHA256 of the seconds, a dot and the body.
pub fn signature(secret: &SecretString, at: Timestamp, body: &str) -> String {
    let seconds = at.as_second();
    // A key of any length is one.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes()) else {
        return format!("t={seconds}");
    };
    mac.update(format!("{seconds}.{body}").as_bytes());
    format!("t={seconds},v1={}", hex::encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use remote::{Boxed, Reply, SendError};

    use super::*;

    const SECRET: &str = "0123456789abcdef0123456789abcdef";

    /// Answers so, and keeps what came.
    struct Answers(Result<u16, SendError>, Mutex<Vec<Request>>);

    impl Transport for Answers {
        fn send<'a>(&'a self, request: &'a Request) -> Boxed<'a, Result<Reply, SendError>> {
            self.1.lock().unwrap().push(request.clone());
            let answer = self.0.clone();
            Box::pin(async move {
                Ok(Reply { status: answer?, headers: Vec::new(), body: b"private".to_vec() })
            })
        }
    }

    fn hook() -> Hook {
        let url = "https://host.example/in?token=private".parse().unwrap();
        Hook::new(url, &format!("{SECRET}\n").into()).unwrap()
    }

    #[test]
    fn a_signature_is_what_others_work_out_too() {
        let at = Timestamp::from_second(1_700_000_000).unwrap();
        // printf '1700000000.{}' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
        let expected =
            "t=1700000000,v1=417adf36b901772f658597a76d329694e335e65fc0849d7715c3ca33406309b5";
        assert_eq!(signature(&SECRET.into(), at, "{}"), expected);
    }

    #[test]
    fn a_secret_that_can_be_guessed_is_refused_and_none_is_shown() {
        let url: Url = "https://host.example/in?token=private".parse().unwrap();
        assert_eq!(Hook::new(url, &"  short \n".into()).unwrap_err(), ShortSecret);
        assert_eq!(format!("{:?}", hook()), "Hook(host.example)");
    }

    #[tokio::test]
    async fn a_call_is_signed_and_ends_by_its_status() {
        let refused = || SendError::NeverOpened(format!("no {SECRET}"));
        for (answer, expected) in [
            (Ok(204), Outcome::Sent("204".to_owned())),
            (Ok(302), Outcome::Later("302".to_owned())),
            (Ok(400), Outcome::Later("400".to_owned())),
            (Ok(503), Outcome::Later("503".to_owned())),
            (Err(refused()), Outcome::Later("no connection: no ***".to_owned())),
        ] {
            let answers = Answers(answer, Mutex::default());
            let call = Call { key: "k1", body: "{\"a\":1}", at: Timestamp::UNIX_EPOCH };
            assert_eq!(hook().call(&answers, &call).await, expected);
            let sent = answers.1.lock().unwrap();
            let [request] = sent.as_slice() else { panic!("once") };
            let header =
                |name| request.headers.iter().find(|own| own.0 == name).unwrap().1.as_str();
            assert_eq!(header("idempotency-key"), "k1");
            let signed = signature(&SECRET.into(), Timestamp::UNIX_EPOCH, "{\"a\":1}");
            assert_eq!(header("sluitend-signature"), signed);
            assert_eq!(request.body.as_deref(), Some(b"{\"a\":1}".as_slice()));
        }
    }
}
