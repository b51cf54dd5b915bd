//! A build that is killed, or whose disk is full, leaves the old site or the new one, whole.
//!
//! `LATHUND_KILLS=1000 cargo test --test kills` kills more often than the 200 times of a usual run.
#![cfg(target_os = "linux")]
#![expect(clippy::disallowed_methods, reason = "these tests read and write whole sites")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use lathund::publish::verify;

const PAGES: usize = 30;

/// A project whose pages all show the number of the edition.
struct Project {
    root: tempfile::TempDir,
}

impl Project {
    fn new() -> Self {
        Self { root: tempfile::tempdir().unwrap() }
    }

    fn output(&self) -> PathBuf {
        self.root.path().join("public")
    }

    fn write(&self, edition: usize) {
        let content = self.root.path().join("content");
        fs::create_dir_all(&content).unwrap();
        for page in 0..PAGES {
            let text = format!("---\ntitle: Sida {page}\n---\nUtgåva {edition}.\n");
            fs::write(content.join(format!("sida-{page}.md")), text).unwrap();
        }
    }

    fn build(&self, output: &Path) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lathund"));
        command.args(["build", "--quiet", "--date", "2026-11-21", "--root"]).arg(self.root.path());
        command.arg("--output").arg(output);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// The edition that all pages of the site show; fails when the site is not whole.
    fn shown(&self) -> usize {
        let output = self.output();
        assert_eq!(verify(&output).unwrap(), [], "the site is not whole");
        let editions = (0..PAGES).map(|page| edition(&output, page));
        let mut editions: Vec<usize> = editions.collect();
        editions.dedup();
        assert_eq!(editions.len(), 1, "pages of several editions stand together");
        editions[0]
    }
}

fn edition(output: &Path, page: usize) -> usize {
    let html = fs::read_to_string(output.join(format!("sida-{page}.html"))).unwrap();
    let (_, after) = html.split_once("<p>Utgåva ").unwrap();
    after.split('.').next().unwrap().parse().unwrap()
}

#[test]
fn a_killed_build_leaves_the_old_site_or_the_new_one() {
    let kills = std::env::var("LATHUND_KILLS").map_or(200, |kills| kills.parse().unwrap());
    let project = Project::new();
    let output = project.output();
    project.write(0);
    let start = Instant::now();
    assert!(project.build(&output).status().unwrap().success());
    let whole = start.elapsed();
    let staging = project.root.path().join(".public.lathund-staging");
    let (mut standing, mut old, mut new, mut left) = (0, 0, 0, 0);
    for kill in 1..=kills {
        project.write(kill);
        let mut child = project.build(&output).spawn().unwrap();
        // Moments spread evenly and in no order: multiples of the golden ratio.
        let part = (kill as f64 * 0.618_034).fract();
        if kill % 2 == 0 {
            sleep(whole.mul_f64(part));
        } else {
            // The other half around the exchange, which is near once the list of files is written.
            while !staging.join(".lathund.json").exists() && child.try_wait().unwrap().is_none() {
                sleep(Duration::from_micros(100));
            }
            sleep(Duration::from_millis(4).mul_f64(part));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        left += usize::from(staging.exists());
        match project.shown() {
            edition if edition == standing => old += 1,
            edition => {
                assert_eq!(edition, kill, "an edition that nobody asked for");
                (standing, new) = (kill, new + 1);
            }
        }
    }
    assert!(old > 0 && new > 0 && left > 0, "all moments were alike: {old} {new} {left}");
    project.write(kills + 1);
    assert!(project.build(&output).status().unwrap().success(), "the lock is free again");
    assert_eq!(project.shown(), kills + 1);
    let mut names: Vec<_> = fs::read_dir(project.root.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["content", "public"], "nothing is left behind");
}

#[test]
fn a_build_that_is_starved_leaves_the_old_site_or_the_new_one() {
    let project = Project::new();
    let output = project.output();
    project.write(0);
    assert!(project.build(&output).status().unwrap().success());
    let (mut standing, mut stopped) = (0, 0);
    // Open files, then kibibytes of memory: from too few for anything to hardly too few.
    let files = (3..30).map(|most| format!("ulimit -n {most}"));
    let memory = (0..20).map(|step| format!("ulimit -v {}", 24_000 + 8_000 * step));
    for (number, limit) in files.chain(memory).enumerate() {
        let edition = number + 1;
        project.write(edition);
        let build = project.build(&output);
        let done = Command::new("sh")
            .arg("-c")
            .arg(format!("{limit}; exec \"$0\" \"$@\""))
            .arg(build.get_program())
            .args(build.get_args())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&done.stderr);
        if done.status.success() {
            standing = edition;
        } else {
            stopped += 1;
        }
        assert_eq!(project.shown(), standing, "{limit}: {} {said}", done.status);
    }
    assert!(standing > 0 && stopped > 0, "all limits were alike: {standing} {stopped}");
}

/// Builds edition 1, then edition 2 with less and less room, and looks at the site each time.
const FULL_DISK: &str = r#"
mount -t tmpfs -o size=8m tmpfs "$1"
mkdir "$1/site"
build() { "$2" build --quiet --date 2026-11-21 --root "$3" --output "$1/site/public"; }
build "$1" "$2" "$3"
full=0
for room in 0 8 24 56 120 200 280 360 440 520 600 700 800 900 1000; do
  free=$(df --output=avail -k "$1" | tail -1)
  head -c "$(( (free - room) * 1024 ))" /dev/zero > "$1/filler" || true
  if build "$1" "$2" "$4" 2> "$1/../said"; then
    echo "fits in $room"
  else
    grep -q 'disken är full' "$1/../said" || { cat "$1/../said"; exit 3; }
    full=$((full + 1))
    grep -rq 'Utgåva 1' "$1/site/public/sida-0.html"
  fi
  "$2" verify --quiet "$1/site/public"
  rm "$1/filler"
  build "$1" "$2" "$3"
done
mount -o remount,ro "$1"
if build "$1" "$2" "$4" 2> "$1/../said"; then exit 4; fi
grep -q 'skrivskyddat' "$1/../said" || { cat "$1/../said"; exit 5; }
grep -rq 'Utgåva 1' "$1/site/public/sida-0.html"
"$2" verify --quiet "$1/site/public"
echo "full $full"
"#;

#[test]
fn a_full_disk_leaves_the_old_site() {
    let unshare = |rest: &[&str]| {
        let mut command = Command::new("unshare");
        // A file system of our own, which nobody else sees.
        command.args(["--mount", "--map-root-user", "--propagation", "private"]).args(rest);
        command
    };
    if !unshare(&["true"]).status().is_ok_and(|status| status.success()) {
        assert!(std::env::var_os("CI").is_none(), "no small file system can be mounted here");
        return;
    }
    let (first, second) = (Project::new(), Project::new());
    first.write(1);
    second.write(2);
    let disk = tempfile::tempdir().unwrap();
    let mount = disk.path().join("disk");
    fs::create_dir(&mount).unwrap();
    let done = unshare(&["sh", "-eu", "-c", FULL_DISK, "sh"])
        .arg(&mount)
        .arg(env!("CARGO_BIN_EXE_lathund"))
        .args([first.root.path(), second.root.path()])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success(), "{said}{}", String::from_utf8_lossy(&done.stderr));
    assert!(said.contains("fits in"), "the last room must do: {said}");
    let full: usize = said.lines().last().unwrap().strip_prefix("full ").unwrap().parse().unwrap();
    assert!(full >= 5, "the disk was hardly ever full: {said}");
}
