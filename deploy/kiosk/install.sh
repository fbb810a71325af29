#!/bin/sh
# Makes a Debian 12 mini-PC a screen of OxyMap. May be run again: the result is the same.
#   sudo sh install.sh --url https://oxymap.example --id yongning-town [--token TOKEN]
set -eu

url='' id='' token='' packages=yes
while [ $# -gt 0 ]; do
  case $1 in
    --url) url=${2%/}; shift 2 ;;
    --id) id=$2; shift 2 ;;
    --token) token=$2; shift 2 ;;
    --no-packages) packages=no; shift ;;
    *) echo "unknown option: $1" >&2; exit 2 ;;
  esac
done
case $url in
  http://*|https://*) ;;
  *) echo "--url is to begin with http:// or https://" >&2; exit 2 ;;
esac
case $id in
  ''|*[!a-z0-9-]*) echo "--id is lower-case words joined by hyphens" >&2; exit 2 ;;
esac
case $url$token in
  *[!A-Za-z0-9:/._~%-]*) echo "--url or --token has a character that does not belong there" >&2; exit 2 ;;
esac

here=$(cd "$(dirname "$0")" && pwd)
# Another root is for trying it out without touching the machine.
root=${DESTDIR:-}
if [ -z "$root" ] && [ "$(id -u)" -ne 0 ]; then
  echo "run it as root" >&2
  exit 1
fi

if [ -z "$root" ]; then
  if [ "$packages" = yes ]; then
    apt-get update
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
      cage chromium fonts-noto-cjk libpam-systemd
  fi
  if ! getent passwd kiosk >/dev/null; then
    adduser --system --group --home /var/lib/oxymap-kiosk --no-create-home kiosk
  fi
  for group in video render input; do
    if getent group "$group" >/dev/null; then
      usermod -aG "$group" kiosk
    fi
  done
fi

install -D -m 755 "$here/start.sh" "$root/usr/local/lib/oxymap-kiosk/start.sh"
install -D -m 644 "$here/README.md" "$root/usr/local/share/doc/oxymap-kiosk/README.md"
for unit in oxymap-kiosk.service oxymap-kiosk-restart.service oxymap-kiosk-restart.timer; do
  install -D -m 644 "$here/$unit" "$root/etc/systemd/system/$unit"
done

mkdir -p "$root/etc/chromium/policies/managed"
origin=$(printf '%s' "$url" | sed -E 's#^(https?://[^/]+).*#\1#')
sed "s#https://oxymap\\.example#$origin#" "$here/policy.json" \
  > "$root/etc/chromium/policies/managed/oxymap-kiosk.json"

conf=$root/etc/oxymap-kiosk.conf
umask 077
{
  echo "# Written by install.sh."
  echo "KIOSK_URL=$url"
  echo "KIOSK_ID=$id"
  echo "KIOSK_TOKEN=$token"
} > "$conf.new"
mv "$conf.new" "$conf"

if [ -z "$root" ]; then
  chown kiosk:kiosk "$conf"
  systemctl daemon-reload
  systemctl set-default multi-user.target
  systemctl enable oxymap-kiosk.service oxymap-kiosk-restart.timer
  systemctl restart oxymap-kiosk.service oxymap-kiosk-restart.timer
fi
echo "The screen $id shows $url/kiosk/$id."
