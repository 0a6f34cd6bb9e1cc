#!/usr/bin/env bash
# Prepares the hardware lab once per machine (Debian, root): QEMU, the full Debian kernel (the cloud one has no USB), a small
# initramfs with its modules. Everything lands in $LAB_CACHE; a second call does nothing.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=${LAB_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/card-terminal-hardware-lab}
if [ -e "$cache/vmlinuz" ] && [ -e "$cache/initramfs.cpio.gz" ] && command -v qemu-system-x86_64 >/dev/null; then exit 0; fi
mkdir -p "$cache"
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
  qemu-system-x86 busybox-static cpio kmod xz-utils udev libusb-1.0-0 >/dev/null
package=$(apt-cache depends linux-image-amd64 | awk '/Depends: linux-image-[0-9]/ {print $2; exit}')
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && apt-get -o APT::Sandbox::User=root download -qq "$package" && dpkg-deb -x "$package"_*.deb image)
"$here/build-initramfs.sh" "$work/image" "$cache/initramfs.cpio.gz"
cp "$work"/image/boot/vmlinuz-* "$cache/vmlinuz"
