//! An app that takes what the shop sends, and answers what the test wants.

use std::sync::{Arc, Mutex};

use sandbox::shop::{Answered, App, Courier, Notice};

use crate::client::Client;

#[derive(Clone)]
pub(crate) struct Recorder {
    answer: Arc<Mutex<Option<u16>>>,
    notices: Arc<Mutex<Vec<Notice>>>,
}

impl Courier for Recorder {
    fn deliver(&self, notice: Notice) -> Answered<'_> {
        Box::pin(async move {
            self.notices.lock().unwrap().push(notice);
            *self.answer.lock().unwrap()
        })
    }
}

impl Recorder {
    /// An app in the App Store of this shop, that answers 200.
    pub(crate) fn of(client: &Client) -> Self {
        let (answer, notices) = (Arc::new(Mutex::new(Some(200))), Arc::default());
        let recorder = Self { answer, notices };
        client.shop.register(app(), Arc::new(recorder.clone()));
        recorder
    }

    pub(crate) fn answers(&self, answer: Option<u16>) {
        *self.answer.lock().unwrap() = answer;
    }

    /// What was sent since the last time.
    pub(crate) fn taken(&self) -> Vec<Notice> {
        std::mem::take(&mut *self.notices.lock().unwrap())
    }
}

pub(crate) fn app() -> App {
    App {
        name: "Sluitend <app>".to_owned(),
        secret: "app-secret".to_owned(),
        handshake: "https://app.example/ccv/handshake".to_owned(),
        install: "https://app.example/ccv/install".to_owned(),
        uninstall: "https://app.example/ccv/uninstall".to_owned(),
    }
}
