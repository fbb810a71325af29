#!/bin/sh
# Shows this pack full screen: python3 and chromium have to be installed, a network is not needed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
port=8765
python3 "$here/serve.py" "$port" &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT INT TERM
sleep 1
chromium --kiosk --app="http://127.0.0.1:$port/kiosk/KIOSK_ID" --no-first-run --noerrdialogs \
  --disable-session-crashed-bubble --disable-pinch --overscroll-history-navigation=0 \
  --disable-component-update --disable-background-networking \
  --user-data-dir="${TMPDIR:-/tmp}/oxymap-pack-profile"
