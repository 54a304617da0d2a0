//! A mail server on loopback that says what a test wants, and keeps what it took.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use post::Server;
use secrecy::SecretString;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinSet;

/// What it does at a step instead of what is usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Says {
    /// This.
    This(&'static str),
    /// Nothing any more.
    HangsUp,
    /// Nothing, for as long as anybody waits.
    Waits,
}

/// At which step: the first word of the command, `hello` for the greeting, `.` for the letter's end.
pub(crate) type Script = Vec<(&'static str, Says)>;

/// Letters that it took, and commands that it heard.
#[derive(Debug, Default, Clone)]
pub(crate) struct Kept {
    pub(crate) letters: Vec<String>,
    pub(crate) heard: Vec<String>,
}

pub(crate) struct Scripted {
    port: u16,
    kept: Arc<Mutex<Kept>>,
    waits: Arc<Notify>,
    tasks: JoinSet<()>,
}

impl Scripted {
    /// Listens; each connection takes the next script, and the last one stays.
    pub(crate) async fn start(scripts: Vec<Script>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let kept = Arc::new(Mutex::new(Kept::default()));
        let waits = Arc::new(Notify::new());
        let mut tasks = JoinSet::new();
        tasks.spawn(listen(listener, scripts.into(), (Arc::clone(&kept), Arc::clone(&waits))));
        Self { port, kept, waits, tasks }
    }

    /// Until somebody waits for an answer that does not come.
    pub(crate) async fn waits(&self) {
        self.waits.notified().await;
    }

    pub(crate) fn server(&self, login: &str) -> Server {
        let url = SecretString::from(format!("smtp://{login}127.0.0.1:{}", self.port));
        Server::parse(&url, "Sluitend <books@mail.example>").unwrap()
    }

    pub(crate) fn kept(&self) -> Kept {
        self.kept.lock().unwrap().clone()
    }

    /// Is there no more.
    pub(crate) async fn stop(&mut self) {
        self.tasks.shutdown().await;
    }
}

/// Where it is kept what came, and who is told that it says nothing.
type Ears = (Arc<Mutex<Kept>>, Arc<Notify>);

async fn listen(listener: TcpListener, mut scripts: VecDeque<Script>, ears: Ears) {
    let mut all = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let script = match scripts.len() {
            0 => Vec::new(),
            1 => scripts[0].clone(),
            _ => scripts.pop_front().unwrap(),
        };
        // Who hangs up is met in `serve` as the end of the stream.
        all.spawn(serve(stream, script, ears.clone()));
    }
}

async fn serve(stream: TcpStream, script: Script, (kept, waits): Ears) -> Option<()> {
    let (read, mut write) = stream.into_split();
    let script = (&script, waits.as_ref());
    let mut read = BufReader::new(read);
    say(&mut write, script, "hello", "220 mail.example").await?;
    loop {
        let line = next(&mut read).await?;
        kept.lock().unwrap().heard.push(line.clone());
        let word = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        match word.as_str() {
            "EHLO" => {
                let all = "250-mail.example\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME";
                say(&mut write, script, "EHLO", all).await?;
            }
            "AUTH" => say(&mut write, script, "AUTH", "235 welcome").await?,
            "DATA" => {
                say(&mut write, script, "DATA", "354 go on").await?;
                let letter = letter(&mut read).await?;
                let took = script.0.iter().all(|(step, says)| {
                    *step != "." || matches!(says, Says::HangsUp | Says::Waits)
                });
                if took {
                    kept.lock().unwrap().letters.push(letter);
                }
                say(&mut write, script, ".", "250 2.0.0 queued as 42").await?;
            }
            "QUIT" => {
                say(&mut write, script, "QUIT", "221 bye").await?;
                return None;
            }
            other => say(&mut write, script, other, "250 ok").await?,
        }
    }
}

async fn say(
    write: &mut OwnedWriteHalf,
    (script, waits): (&Script, &Notify),
    step: &str,
    usual: &str,
) -> Option<()> {
    let own = script.iter().find(|(own, _)| *own == step).map(|(_, says)| *says);
    let text = match own {
        None => usual,
        Some(Says::This(text)) => text,
        Some(Says::HangsUp) => return None,
        Some(Says::Waits) => {
            waits.notify_one();
            std::future::pending().await
        }
    };
    write.write_all(format!("{text}\r\n").as_bytes()).await.ok()
}

async fn next(read: &mut BufReader<OwnedReadHalf>) -> Option<String> {
    let mut line = String::new();
    let length = read.read_line(&mut line).await.ok()?;
    (length > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned())
}

/// The letter, its dots as they were written.
async fn letter(read: &mut BufReader<OwnedReadHalf>) -> Option<String> {
    let mut all = String::new();
    loop {
        let line = next(read).await?;
        if line == "." {
            return Some(all);
        }
        all.push_str(line.strip_prefix('.').unwrap_or(&line));
        all.push('\n');
    }
}
