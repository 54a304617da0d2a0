//! Names that stand in several files and must be the same.

use super::file;

#[test]
fn the_rules_go_by_the_name_that_prometheus_gives() {
    let rules = file("alerts.yaml");
    for name in ["prometheus.yaml", "kubernetes/prometheus.yaml"] {
        let text = file(name);
        let jobs: Vec<&str> =
            text.lines().filter_map(|line| line.trim().strip_prefix("- job_name: ")).collect();
        let [job] = jobs[..] else { panic!("{name} has the jobs {jobs:?}") };
        assert!(rules.contains(&format!("up{{job=\"{job}\"}}")), "no rule goes by '{job}'");
    }
}

#[test]
fn an_image_is_that_of_this_version_or_was_built_here() {
    let manifest = file("kubernetes/sluitend.yaml");
    let images: Vec<&str> =
        manifest.lines().filter_map(|line| line.trim().strip_prefix("image: ")).collect();
    assert_eq!(images.len(), 2, "{images:?}");
    let version = concat!("/sluitend:", env!("CARGO_PKG_VERSION"));
    assert!(images.iter().all(|own| own.ends_with(version)), "{images:?}");
    // Without a registry before it, the name could be anybody's.
    assert!(file("compose.yaml").contains("  image: sluitend\n  pull_policy: never\n"));
}
