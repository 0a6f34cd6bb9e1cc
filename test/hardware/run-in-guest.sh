#!/usr/bin/env bash
# Runs a shell command as root inside a guest without KVM: a real kernel with virtual devices, over this machine's own files
# (read-only, what the guest writes is forgotten). The guest's /mnt is $OUT here. Ends with the status of the command.
# usage: OUT=<folder> run-in-guest.sh '<command>'      also: MEM (MiB), TIMEOUT_S
set -euo pipefail
cache=${LAB_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/card-terminal-hardware-lab}
out=${OUT:?a folder for what the guest hands out}
mkdir -p "$out"
rm -f "$out/status"
printf 'export HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n%s\n' "$1" >"$out/command"
timeout --foreground "${TIMEOUT_S:-240}" qemu-system-x86_64 -accel tcg,thread=multi -cpu max -smp 2 -m "${MEM:-2048}" \
  -nodefaults -display none -serial stdio -no-reboot \
  -kernel "$cache/vmlinuz" -initrd "$cache/initramfs.cpio.gz" \
  -append 'console=ttyS0 quiet panic=-1 tsc=reliable mitigations=off' \
  -virtfs local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap \
  -virtfs local,path="$out",mount_tag=out,security_model=none </dev/null
exit "$(cat "$out/status" 2>/dev/null || echo 70)"
