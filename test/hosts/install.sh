#!/usr/bin/env bash
# Install the real servers that the suites of hosts and faults start, where they are missing.
set -euo pipefail

packages=(git nginx fcgiwrap openssh-server openssh-client rsync rclone
  radosgw ceph-mon ceph-osd ceph-mgr ceph-common strace faketime util-linux)
missing=()
for package in "${packages[@]}"; do
  [ "$(dpkg-query -Wf '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" != 0 ]; then
  echo "These packages are missing, and only root can install them: ${missing[*]}" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}"
