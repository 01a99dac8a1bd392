#!/usr/bin/env bash
# Unpacks Debian's Rust with the standard library of another machine into a folder, for a system
# whose own toolchain lacks it and where rustup cannot fetch it. Nothing is installed, and no root
# is needed. apt verifies what it fetches.
#
#     debian-rust.sh FOLDER ARCHITECTURE TARGET      such as: … arm64 aarch64-unknown-linux-gnu
#
# FOLDER/rustc is the compiler. Debian 12 has Rust 1.96 as rustc-web, for its browsers.
set -euo pipefail

folder=$1 architecture=$2 target=$3
root="$folder/root"
rm -rf "$folder"
mkdir -p "$root" "$folder/own" "$folder/other" "$folder/state/lists/partial" \
  "$folder/cache/archives/partial"
folder=$(cd "$folder" && pwd)
root="$folder/root"

# Packages of this machine, with the libraries of the compiler.
cd "$folder/own"
apt-get -q download rustc-web libstd-rust-web-dev
for name in $(for file in *.deb; do dpkg-deb --field "$file" Depends; done |
  grep -oE '\b(libstd-rust-web-[0-9.]+|libllvm[0-9]+)' | sort -u); do
  apt-get -q download "$name"
done
for file in libstd-rust-web-[0-9]*.deb; do
  for name in $(dpkg-deb --field "$file" Depends | grep -oE '\blibllvm[0-9]+'); do
    apt-get -q download "$name"
  done
done
for file in *.deb; do
  dpkg-deb --extract "$file" "$root"
done

# The standard library of the other machine, by lists of our own: those of the system stay as they
# are.
cd "$folder/other"
other=(-q -o "Dir::State=$folder/state" -o "Dir::Cache=$folder/cache"
  -o Dir::State::status=/dev/null
  -o "APT::Architecture=$architecture" -o "APT::Architectures=$architecture")
# A source without packages of that machine is no failure; the download says what is missing.
apt-get "${other[@]}" update || true
apt-get "${other[@]}" download "libstd-rust-web-dev:$architecture"
dpkg-deb --extract libstd-rust-web-dev_*.deb "$folder/other"
cp -r "usr/lib/rustlib/$target" "$root/usr/lib/rustlib/"

libraries=$(dirname "$(find "$root/usr/lib" -name 'librustc_driver-*.so' | head -n 1)")
cat >"$folder/rustc.new" <<SCRIPT
#!/bin/sh
export LD_LIBRARY_PATH="$libraries"
exec "$root/usr/bin/rustc" "\$@"
SCRIPT
chmod +x "$folder/rustc.new"
"$folder/rustc.new" --version
# Last, so that an interrupted run does not count as complete.
mv "$folder/rustc.new" "$folder/rustc"
