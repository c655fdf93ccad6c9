//! What stands in the files of a database.

use std::fs;

use base64ct::{Base64Unpadded, Encoding};

use super::{TestDatabase, postgres};

impl TestDatabase {
    /// The database's own files and its log of writes.
    pub(crate) async fn files(&self) -> Vec<Vec<u8>> {
        if self.kind == "sqlite" {
            return read_all(self.folder());
        }
        self.execute("CHECKPOINT").await;
        let id = self.count("SELECT oid::bigint FROM pg_database WHERE datname = current_database()").await;
        let folder = postgres::shared().unwrap().data_folder();
        [format!("base/{id}"), "pg_wal".to_owned()]
            .iter()
            .flat_map(|part| read_all(&folder.join(part)))
            .collect()
    }
}

/// Digits, BCD, hex of the digits, and base64 at each of the three offsets that a text can have in it.
pub(crate) fn forms(pan: &str) -> Vec<Vec<u8>> {
    let digits: Vec<u8> = pan.bytes().map(|digit| digit - b'0').collect();
    let bcd: Vec<u8> = digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect();
    let hex: String = pan.bytes().map(|byte| format!("{byte:02x}")).collect();
    let mut forms =
        vec![pan.as_bytes().to_vec(), digits, bcd, hex.to_uppercase().into_bytes(), hex.into_bytes()];
    for offset in 0..3 {
        let text = [&vec![0; offset], pan.as_bytes()].concat();
        // Without the first and last characters, which depend on what stands beside. No digit makes `+` or `/`.
        forms.push(Base64Unpadded::encode_string(&text).as_bytes()[4..16].to_vec());
    }
    forms
}

pub(crate) fn holds_any(files: &[Vec<u8>], forms: &[Vec<u8>]) -> bool {
    let mut starts = [false; 256];
    forms.iter().for_each(|form| starts[usize::from(form[0])] = true);
    files.iter().any(|file| {
        let mut places = file.iter().enumerate().filter(|(_, byte)| starts[usize::from(**byte)]);
        places.any(|(at, _)| forms.iter().any(|form| file[at..].starts_with(form)))
    })
}

fn read_all(folder: &std::path::Path) -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(read_all(&path));
        } else {
            // A server's files come and go while they are read.
            files.extend(fs::read(path));
        }
    }
    files
}
