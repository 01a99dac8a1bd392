#!/usr/bin/env bash
# Puts the program on the PATH of the following steps: the one that is named, or that of a release,
# whose checksum must be right, or one that is built from this source.
set -euo pipefail

folder="$RUNNER_TEMP/cosell"
mkdir -p "$folder/bin"

if [[ -n "$INPUT_BINARY" ]]; then
  cp "$INPUT_BINARY" "$folder/bin/cosell"
elif [[ -n "$INPUT_VERSION" ]]; then
  name="cosell-$INPUT_VERSION-linux-$(uname -m)"
  from="${INPUT_DOWNLOAD_URL:-$REPOSITORY_URL/releases/download/v$INPUT_VERSION}"
  fetch() {
    curl --fail --location --silent --show-error --retry 3 --output "$folder/$1" "$from/$1"
  }
  fetch "$name.tar.gz"
  fetch SHA256SUMS
  cd "$folder"
  awk -v name="$name.tar.gz" '$2 == name' SHA256SUMS >expected
  if ! sha256sum --check --strict --quiet expected; then
    rm -f "$name.tar.gz"
    echo "::error::The checksum of $name.tar.gz is not the one in SHA256SUMS." >&2
    exit 1
  fi
  tar -xzf "$name.tar.gz"
  cp "$name/bin/cosell" bin/cosell
else
  root="$ACTION_PATH/../.."
  cargo build --profile dist --manifest-path "$root/Cargo.toml" --package cosell \
    --target-dir "$folder/target"
  cp "$folder/target/dist/cosell" "$folder/bin/cosell"
fi

chmod +x "$folder/bin/cosell"
"$folder/bin/cosell" --version
echo "$folder/bin" >>"$GITHUB_PATH"
