//! What is in the image, laid out by the script that the Dockerfile runs, starts with nothing else around it.

use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::{file, root};
use crate::support::{Process, Run, get, is_well};

/// Who runs it, by number.
const NOBODY: &str = "65532:65532";

/// What it may write to; the rest is only read.
const WRITABLE: [&str; 2] = ["data", "tmp"];

/// A folder that is all there is for whoever runs in it.
struct Image {
    folder: TempDir,
    /// What the Dockerfile says that the environment is.
    variables: Vec<(String, String)>,
}

impl Image {
    fn laid_out() -> Self {
        let dockerfile = file("Dockerfile");
        for line in [
            "RUN deploy/image-folder target/release/sluitend /image",
            &format!("COPY --from=build --chown={NOBODY} /image/ /"),
            &format!("USER {NOBODY}"),
            "ENTRYPOINT [\"/sluitend\"]",
        ] {
            assert!(dockerfile.lines().any(|own| own == line), "the Dockerfile has no '{line}'");
        }
        let variables = dockerfile.lines().find_map(|line| line.strip_prefix("ENV ")).unwrap();
        let variables = variables.split(' ').map(|own| own.split_once('=').unwrap());
        let variables =
            variables.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let image = Self { folder: tempfile::tempdir().unwrap(), variables };
        let mut script = Command::new(root().join("deploy/image-folder"));
        ran(script.arg(env!("CARGO_BIN_EXE_sluitend")).arg(image.root()));
        if image.is_made_by_root() {
            ran(Command::new("chown").args(["--recursive", NOBODY]).arg(image.root()));
            let all = std::fs::read_dir(image.root()).unwrap().map(|own| own.unwrap().path());
            let fixed = all.filter(|own| !WRITABLE.iter().any(|name| own.ends_with(name)));
            ran(Command::new("chmod").args(["--recursive", "a-w"]).args(fixed));
            ran(Command::new("chmod").arg("a-w").arg(image.root()));
        }
        image
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("image")
    }

    fn is_made_by_root(&self) -> bool {
        self.folder.path().metadata().unwrap().uid() == 0
    }

    /// The program in it, which sees nothing else: as nobody where root runs this, else as the root of a name
    /// space of its own. Where neither is allowed the command says so and fails, and the test with it.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = if self.is_made_by_root() {
            let mut command = Command::new("chroot");
            command.arg(format!("--userspec={NOBODY}"));
            command
        } else {
            let mut command = Command::new("unshare");
            command.args(["--user", "--map-root-user", "chroot"]);
            command
        };
        let path = std::env::var("PATH").unwrap_or_default();
        command.arg(self.root()).arg("/sluitend").args(arguments).env_clear();
        command.env("PATH", format!("{path}:/usr/sbin:/sbin"));
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command.env("SLUITEND_PUBLIC_URL", "https://shops.example");
        command
    }

    /// The same, to its end, with this data folder.
    fn run(&self, data: &str, arguments: &[&str]) -> Run {
        let mut command = self.command(arguments);
        Run::of(&command.arg("--json").env("SLUITEND_DATA", data).output().unwrap())
    }
}

#[track_caller]
fn ran(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", Run::of(&output).stderr);
}

#[test]
fn the_image_starts_says_that_it_is_ready_and_stops_gently() {
    let image = Image::laid_out();
    let rights = WRITABLE.map(|name| image.root().join(name).metadata().unwrap().mode() & 0o7777);
    assert_eq!(rights, [0o700, 0o1777], "a volume in its place gets these rights");
    let mut command = image.command(&["serve"]);
    for name in ["SLUITEND_LISTEN", "SLUITEND_METRICS_LISTEN"] {
        command.env(name, "127.0.0.1:0");
    }
    let mut serve = Process::start(command);
    let watched = serve.after("telling whoever watches at=");
    let pages = serve.after("serving; Ctrl-C stops address=");
    let pages = pages.split(' ').next().unwrap();
    for (address, path) in [(watched.as_str(), "/readyz"), (pages, "/healthz")] {
        let answer = get(address, path);
        assert!(is_well(&answer), "{path}: {answer}");
    }
    let (_, data) = image.variables.iter().find(|(name, _)| name == "SLUITEND_DATA").unwrap();
    let checks = image.run(data, &["doctor"]).ended(0).json()["checks"].clone();
    assert!(checks.as_array().unwrap().iter().any(|own| own["message"] == *data), "{checks:#}");
    let asked = health_check();
    image.run(data, &asked.iter().map(String::as_str).collect::<Vec<_>>()).ended(0);
    assert_eq!(serve.stop(), Some(0));
}

/// What compose asks the program, to know whether it is well.
fn health_check() -> Vec<String> {
    let compose = file("compose.yaml");
    let asked =
        |line: &str| line.trim().strip_prefix("test: [\"CMD\", \"/sluitend\", ").map(str::to_owned);
    let asked = compose.lines().find_map(asked).unwrap();
    asked.trim_end_matches(']').split(", ").map(|own| own.trim_matches('"').to_owned()).collect()
}

#[test]
fn in_a_volume_of_kubernetes_it_makes_a_folder_of_its_own() {
    let image = Image::laid_out();
    // So Kubernetes hands it over: whoever is in its group may do everything, and so may everybody else.
    let all = std::fs::Permissions::from_mode(0o2777);
    std::fs::set_permissions(image.root().join("data"), all).unwrap();
    image.run("/data", &["connections"]).ended(0);
    image.run("/data", &["doctor"]).ended(2);
    let manifest = file("kubernetes/sluitend.yaml");
    let data = manifest.lines().find_map(|own| own.trim().strip_prefix("SLUITEND_DATA: ")).unwrap();
    assert!(Path::new(data).starts_with("/data"), "{data} is in no volume");
    image.run(data, &["connections"]).ended(0);
    image.run(data, &["doctor"]).ended(0);
}
