//! Compiles the core crate to WebAssembly: the one place where the flags of that build stand.

use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::run::{output, run, step};
use crate::tools::cargo_tool::{CargoTool, locked_version};
use crate::tools::wasm_target::{self, TRIPLE};
use crate::workspace::Workspace;

/// The stem of the two files that the package has under wasm/.
const NAME: &str = "cardseal";

/// The compiled module, where the package's scripts look for it.
pub(crate) const FILE: &str = "cardseal_bg.wasm";

/// What rustc is told beyond the release profile of Cargo.toml.
const RUSTC_FLAGS: [&str; 7] = [
    // Limbs of 32 bits: wasm has no 64 by 64 to 128 bit product, and 64-bit limbs made RSA 1.5 times slower.
    "--cfg",
    "cpubits=\"32\"",
    // The small software AES and SHA-2: a card is a few hundred bytes, so bytes shipped matter more than speed.
    "--cfg",
    "aes_backend_soft=\"compact\"",
    "--cfg",
    "sha2_backend_soft=\"compact\"",
    // 64 kB of stack in place of 1 MB: less memory to hold, and less to wipe after every call.
    "-Clink-arg=-zstack-size=65536",
];

/// What wasm-bindgen is told.
const BINDGEN_FLAGS: [&str; 6] = [
    "--target=web",
    // A trapped instance is replaced: the glue gets a function that makes another of the same module.
    "--experimental-reset-state-function",
    // The types are written by hand, in js/.
    "--no-typescript",
    "--out-name=cardseal",
    // Names and tool versions: bytes that no page needs.
    "--remove-name-section",
    "--remove-producers-section",
];

/// What wasm-opt is told: smallest code, and exactly the features that rustc emits for this target by default,
/// so that the optimiser never adds one that an older browser lacks.
const OPTIMISER_FLAGS: [&str; 13] = [
    "-Oz",
    // Code that stands in one place twice compresses worse than two functions do.
    "--one-caller-inline-max-function-size=30",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// Writes `cardseal.js` and `cardseal_bg.wasm` into a folder. A module that has not changed since the last time
/// is not optimised again.
pub(crate) fn build_into(workspace: &Workspace, folder: &Path) -> Result<()> {
    wasm_target::prepare(workspace)?;
    let version = locked_version(workspace, "wasm-bindgen")?;
    let bindgen = CargoTool { package: "wasm-bindgen-cli", program: "wasm-bindgen", version: &version };
    let bindgen = bindgen.prepare(workspace)?;

    let module = compile(workspace)?;
    let stamp = workspace.path("target/pkg-wasm.stamp");
    let fingerprint = fingerprint(&module, &version)?;
    if is_built(folder) && fs::read_to_string(&stamp).is_ok_and(|written| written == fingerprint) {
        return Ok(());
    }
    step("wasm-bindgen", || {
        run(workspace.command(bindgen).args(BINDGEN_FLAGS).arg("--out-dir").arg(folder).arg(module))
    })?;
    step("wasm-opt -Oz", || {
        let wasm = folder.join(FILE);
        run(workspace.npm_program("wasm-opt").args(OPTIMISER_FLAGS).arg(&wasm).arg("-o").arg(&wasm))
    })?;
    fs::write(stamp, fingerprint).context("target")
}

/// The environment of every cargo command that compiles for wasm32, so that none undoes another's work.
pub(crate) fn environment(workspace: &Workspace) -> Result<[(&'static str, String); 1]> {
    let mut flags: Vec<String> = RUSTC_FLAGS.iter().map(|&flag| flag.to_owned()).collect();
    flags.extend(remappings(workspace)?);
    // Encoded, because a path may hold a space. Host programs do not see it, as --target is given.
    Ok([("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"))])
}

fn compile(workspace: &Workspace) -> Result<PathBuf> {
    step(format_args!("cargo build --release --target {TRIPLE}"), || {
        run(workspace
            .cargo()
            .args(["build", "--quiet", "--release", "--package", "cardseal", "--lib", "--target", TRIPLE])
            // wasm-bindgen reads the section that names the features in use; wasm-opt strips it in the end.
            .env("CARGO_PROFILE_RELEASE_STRIP", "none")
            .envs(environment(workspace)?))
    })?;
    Ok(workspace.cargo_target().join(TRIPLE).join("release").join(format!("{NAME}.wasm")))
}

/// Panic messages name source files: the same bytes on every machine, and from every registry, need the same names. The shortest are no more bytes.
fn remappings(workspace: &Workspace) -> Result<Vec<String>> {
    let sysroot = output(workspace.command("rustc").args(["--print", "sysroot"]))?;
    let library = Path::new(sysroot.trim()).join("lib/rustlib/src/rust");
    let cargo_home = match env::var_os("CARGO_HOME") {
        Some(folder) => PathBuf::from(folder),
        None => env::home_dir().context("no home folder")?.join(".cargo"),
    };
    let registries = cargo_home.join("registry/src");
    let mut folders = vec![workspace.root().to_owned(), library];
    if registries.is_dir() {
        for entry in fs::read_dir(&registries).with_context(|| registries.display().to_string())? {
            folders.push(entry?.path());
        }
    }
    Ok(folders.iter().map(|folder| format!("--remap-path-prefix={}/=", folder.display())).collect())
}

fn is_built(folder: &Path) -> bool {
    [format!("{NAME}.js"), FILE.to_owned()].iter().all(|file| folder.join(file).is_file())
}

fn fingerprint(module: &Path, bindgen: &str) -> Result<String> {
    let bytes = fs::read(module).with_context(|| module.display().to_string())?;
    if bytes.is_empty() {
        bail!("{} is empty", module.display());
    }
    let mut hasher = DefaultHasher::new();
    (bytes, bindgen, BINDGEN_FLAGS, OPTIMISER_FLAGS).hash(&mut hasher);
    Ok(format!("{:016x}", hasher.finish()))
}
