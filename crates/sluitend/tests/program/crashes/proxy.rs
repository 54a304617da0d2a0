//! What stands between the program and PostgreSQL: it can be told to refuse, to hang up, to cut all connections, and to
//! fall silent.

use std::net::SocketAddr;
use std::path::PathBuf;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::runtime::Runtime;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// An address of this machine at which nobody else listens, so that it is free again after it was refused for a while.
const HOST: [u8; 4] = [127, 0, 0, 2];

/// What becomes of connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// They are let through; another number is another start.
    Open(u32),
    /// Nobody listens.
    Refused,
    /// They are taken, and ended at once, as by a proxy whose server is gone.
    HungUp,
    /// They are taken and kept, and nothing is passed on any more, as by a machine without power.
    Silent,
}

/// Stands before a socket of PostgreSQL for as long as it is there.
pub(super) struct Proxy {
    way: watch::Sender<Way>,
    pub(super) at: SocketAddr,
    _runtime: Runtime,
}

impl Proxy {
    pub(super) fn before(socket: PathBuf) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let listener = runtime.block_on(TcpListener::bind(SocketAddr::from((HOST, 0)))).unwrap();
        let at = listener.local_addr().unwrap();
        let (way, told) = watch::channel(Way::Open(0));
        runtime.spawn(stand(listener, socket, told));
        Self { way, at, _runtime: runtime }
    }

    pub(super) fn lets_through(&self) {
        self.way.send_replace(Way::Open(0));
    }

    /// Cuts all connections, and takes new ones.
    pub(super) fn cuts(&self) {
        self.way.send_modify(|way| {
            if let Way::Open(number) = way {
                *number += 1;
            }
        });
    }

    /// Cuts all connections, and nobody listens any more.
    pub(super) fn refuses(&self) {
        self.way.send_replace(Way::Refused);
    }

    /// Cuts all connections, and hangs up on new ones.
    pub(super) fn hangs_up(&self) {
        self.way.send_replace(Way::HungUp);
    }

    /// Passes nothing on any more: old connections stay silent for ever, and new ones until something else is told.
    pub(super) fn falls_silent(&self) {
        self.way.send_replace(Way::Silent);
    }
}

/// Does as it is told, until nobody is left to tell it anything.
async fn stand(first: TcpListener, socket: PathBuf, mut told: watch::Receiver<Way>) {
    let at = first.local_addr().unwrap();
    let mut listener = Some(first);
    let mut silent = Vec::new();
    loop {
        let way = *told.borrow_and_update();
        if way == Way::Refused {
            listener = None;
        } else if listener.is_none() {
            listener = Some(TcpListener::bind(at).await.unwrap());
        }
        // Whoever was let through before is cut off when this is told another way, or hears nothing more.
        let mut through = JoinSet::new();
        loop {
            let client = async {
                match &listener {
                    Some(listener) => listener.accept().await.unwrap().0,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                changed = told.changed() => match changed {
                    Ok(()) => break,
                    Err(_) => return,
                },
                client = client => match way {
                    Way::Open(_) => {
                        let told = told.clone();
                        through.spawn(pass(client, socket.clone(), told));
                    }
                    Way::Silent => silent.push(Pair { _client: client, _server: None }),
                    Way::Refused | Way::HungUp => {}
                },
                Some(_) = through.join_next() => {}
            }
        }
        if *told.borrow() == Way::Silent {
            while let Some(pair) = through.join_next().await {
                silent.extend(pair.unwrap());
            }
        }
    }
}

/// Two connections that belong to each other.
struct Pair {
    _client: TcpStream,
    _server: Option<UnixStream>,
}

/// Passes on what comes until one side hangs up, sooner or later, or until nothing is to be passed on any more: both
/// are still there then.
async fn pass(
    mut client: TcpStream,
    socket: PathBuf,
    mut told: watch::Receiver<Way>,
) -> Option<Pair> {
    let mut server = UnixStream::connect(socket).await.unwrap();
    tokio::select! {
        _ = told.wait_for(|way| *way == Way::Silent) => {
            Some(Pair { _client: client, _server: Some(server) })
        }
        _ = copy_bidirectional(&mut client, &mut server) => None,
    }
}
