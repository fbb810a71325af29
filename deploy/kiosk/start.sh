#!/bin/sh
# Runs the screen's browser inside cage; systemd starts it again whenever it ends.
set -eu

conf=${OXYMAP_KIOSK_CONF:-/etc/oxymap-kiosk.conf}
# shellcheck source=oxymap-kiosk.conf
. "$conf"

run=${XDG_RUNTIME_DIR:-/tmp}/oxymap-kiosk
state=${STATE_DIRECTORY:-/var/lib/oxymap-kiosk}
mkdir -p "$run/cache" "$state/kept"

# A fresh profile in memory at every start; what the site keeps for the time without a network
# (service worker, its files, settings) lives on the disk.
profile=$run/profile
rm -rf "$profile"
mkdir -p "$profile/Default"
for part in "Service Worker" "Local Storage" "IndexedDB" "Session Storage"; do
  mkdir -p "$state/kept/$part"
  ln -s "$state/kept/$part" "$profile/Default/$part"
done

start="$KIOSK_URL/kiosk/$KIOSK_ID"
if [ -n "${KIOSK_TOKEN:-}" ]; then
  # Behind the number sign it never leaves the browser by itself.
  start="$start#token=$KIOSK_TOKEN"
fi

exec "${CHROMIUM:-/usr/bin/chromium}" \
  --kiosk --app="$start" \
  --user-data-dir="$profile" --disk-cache-dir="$run/cache" --disk-cache-size=52428800 \
  --no-first-run --noerrdialogs --disable-session-crashed-bubble --hide-crash-restore-bubble \
  --disable-pinch --overscroll-history-navigation=0 --disable-features=Translate \
  --disable-component-update --disable-background-networking --disable-sync \
  --autoplay-policy=user-gesture-required --password-store=basic --check-for-update-interval=31536000 \
  --ozone-platform=wayland --lang=zh-CN
