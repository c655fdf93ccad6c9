#!/bin/sh
# Opens a sealed card with the openssl command and nothing else that computes.
#
#   openssl-open.sh KEY.pem < JWE > CLAIMS
#
# `openssl enc` has no AEAD modes, and `openssl cms` cannot hold a JWE's additional authenticated data. What the command
# line does have are the two halves of GCM (NIST SP 800-38D): AES-256-CTR, which decrypts, and GMAC, which authenticates.
# Both are used in full, so all 128 bits of the tag are verified, over the protected header and the ciphertext.
# For a test: keys stand in arguments, where other users of the machine can see them.
set -eu

key=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

refuse() {
  echo "$1" >&2
  exit 1
}

decode() { # base64url to bytes
  text=$(printf %s "$1" | tr -- '-_' '+/')
  while [ $((${#text} % 4)) -ne 0 ]; do text="$text="; done
  printf %s "$text" | openssl base64 -d -A
}

hex() { od -An -v -tx1 | tr -d ' \n'; }

bytes() { # hexadecimal to bytes
  rest=$1
  while [ -n "$rest" ]; do
    pair=${rest%"${rest#??}"}
    rest=${rest#??}
    # shellcheck disable=SC2059 # the format is what carries the byte
    printf "\\$(printf %03o "0x$pair")"
  done
}

zeros() { head -c "$1" /dev/zero; }

size() { wc -c <"$1" | tr -d ' '; }

padding() { echo $(((16 - $1 % 16) % 16)); }

xor() { # two blocks in hexadecimal
  left=$1 right=$2
  while [ -n "$left" ]; do
    printf %02x $((0x${left%"${left#??}"} ^ 0x${right%"${right#??}"}))
    left=${left#??} right=${right#??}
  done
}

gmac() { # of a file
  openssl mac -cipher AES-256-GCM -macopt hexkey:"$cek" -macopt hexiv:"$iv" -in "$1" GMAC | tr 'A-F' 'a-f' | tr -d ' \n'
}

IFS=. read -r header encrypted_key iv_text ciphertext_text tag_text || true

# The key: RSAES-OAEP with SHA-256 and MGF1 with SHA-256.
decode "$encrypted_key" >"$folder/encrypted_key"
openssl pkeyutl -decrypt -inkey "$key" -in "$folder/encrypted_key" -out "$folder/cek" \
  -pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256 -pkeyopt rsa_mgf1_md:sha256 2>"$folder/error" ||
  refuse "the key does not unwrap"
[ "$(size "$folder/cek")" -eq 32 ] || refuse "the key is not 32 bytes long"
cek=$(hex <"$folder/cek")

iv=$(decode "$iv_text" | hex)
tag=$(decode "$tag_text" | hex)
[ ${#iv} -eq 24 ] || refuse "the IV is not 12 bytes long"
[ ${#tag} -eq 32 ] || refuse "the tag is not 16 bytes long"
decode "$ciphertext_text" >"$folder/ciphertext"

# The tag is T = GHASH(A, C) xor E, where E is the encrypted first counter: the GMAC of nothing. The openssl command gives
# no GHASH of A and C with both their lengths, but a GMAC can be made to compare one. After the blocks of A, of C and of
# their lengths, GHASH stands at GHASH(A, C); the block T xor E added to that gives zero if the tag is right, and anything
# else if not. From zero on, the GMAC is that of as many blocks of zeros.
header_size=${#header}
ciphertext_size=$(size "$folder/ciphertext")
: >"$folder/nothing"
lengths=$(printf %016x%016x $((header_size * 8)) $((ciphertext_size * 8)))
{
  printf %s "$header"
  zeros "$(padding "$header_size")"
  cat "$folder/ciphertext"
  zeros "$(padding "$ciphertext_size")"
  bytes "$lengths"
  bytes "$(xor "$tag" "$(gmac "$folder/nothing")")"
} >"$folder/message"
zeros "$(size "$folder/message")" >"$folder/zeros"
found=$(gmac "$folder/message")
[ ${#found} -eq 32 ] || refuse "no GMAC came out"
[ "$found" = "$(gmac "$folder/zeros")" ] || refuse "the tag is wrong"

# The content: counter mode from the second counter on.
openssl enc -d -aes-256-ctr -K "$cek" -iv "${iv}00000002" -in "$folder/ciphertext"
