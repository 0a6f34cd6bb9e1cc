#!/usr/bin/env bash
# Builds the guest's initramfs: a static busybox and the kernel's own modules for virtual HID and USB devices. Nothing of the
# project is packed: the guest mounts the host's root read-only and runs the very files that lie there.
# usage: build-initramfs.sh <unpacked kernel package> <out.cpio.gz>
set -euo pipefail
image=$1
out=$2
kernel=$(ls "$image/lib/modules" | head -n 1)
wanted='virtio_pci 9p 9pnet_virtio overlay evdev hid_generic uhid usbhid xhci_pci dummy_hcd libcomposite usb_f_hid usb_f_acm
  cdc_acm usb_f_printer usblp uinput'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"/{bin,dev,proc,sys,mnt,tmp,modules}
cp "$(command -v busybox)" "$work/bin/busybox"
[ -e "$image/lib/modules/$kernel/modules.dep" ] || depmod -b "$image" "$kernel"

# Dependencies first, each once, in the order modprobe would load them.
for module in $wanted; do
  modprobe -d "$image" -S "$kernel" --show-depends "$module" 2>/dev/null | awk '$1 == "insmod" {print $2}' ||
    echo "the kernel has no module $module" >&2
done | awk '!seen[$0]++' >"$work/wanted"
while read -r file; do
  name=$(basename "$file")
  case $file in
  *.xz) name=${name%.xz} && xz -dc "$file" >"$work/modules/$name" ;;
  *) cp "$file" "$work/modules/$name" ;;
  esac
  echo "$name" >>"$work/modules/order"
done <"$work/wanted"
rm "$work/wanted"

cat >"$work/init" <<'INIT'
#!/bin/busybox sh
# First process of the guest: modules, the host's root under a writable layer that is forgotten, the command, power off.
/bin/busybox --install -s /bin 2>/dev/null
export PATH=/bin
mount -t devtmpfs dev /dev && mount -t proc proc /proc && mount -t sysfs sys /sys
while read -r module; do
  options=
  case $module in dummy_hcd*) options=num=4 ;; esac
  insmod "/modules/$module" $options 2>/dev/null || echo "guest: $module did not load"
done </modules/order
mkdir -p /lower /layer /new
mount -t tmpfs layer /layer && mkdir /layer/upper /layer/work
share=trans=virtio,version=9p2000.L,msize=512000
mount -t 9p -o $share,cache=loose,ro host /lower || { echo 'guest: no root'; poweroff -f; }
mount -t overlay -o lowerdir=/lower,upperdir=/layer/upper,workdir=/layer/work root /new || { echo 'guest: no layer'; poweroff -f; }
mount -t devtmpfs dev /new/dev
mkdir -p /new/dev/pts /new/dev/shm
mount -t devpts pts /new/dev/pts && mount -t tmpfs shm /new/dev/shm && mount -t tmpfs run /new/run
mount -t proc proc /new/proc && mount -t sysfs sys /new/sys
mount -t configfs configfs /new/sys/kernel/config 2>/dev/null
mount -t 9p -o $share out /new/mnt
ip link set lo up
echo "guest: ready at $(cut -d' ' -f1 /proc/uptime) s"
chroot /new /bin/bash /mnt/command >/dev/ttyS0 2>&1
echo $? >/new/mnt/status
sync
poweroff -f
INIT
chmod +x "$work/init"
(cd "$work" && find . -print0 | cpio --null -o -H newc --quiet | gzip -1) >"$out"
