#!/usr/bin/env bash
# Runs a command with a Qdrant stand-in beside it and QDRANT_URL set, and stops the stand-in afterwards:
#     .ci/qdrant.sh npx vitest run test/contract
# A server that is there already (QDRANT_URL) is used as it is. Without Python or the stand-in the command runs without,
# and says why.
set -uo pipefail

tool="${QDRANT_LOCAL:-$(dirname "$0")/../../shared/tools/qdrant-local/serve.py}"
environment="${QDRANT_LOCAL_VENV:-${TMPDIR:-/tmp}/lantai-qdrant-local}"

skip() {
  echo "qdrant: skipped, $1" >&2
  exec "${@:2}"
}

if [ -n "${QDRANT_URL:-}" ]; then exec "$@"; fi
[ -f "$tool" ] || skip "the stand-in is not at $tool" "$@"
command -v python3 > /dev/null || skip 'python3 is not installed' "$@"
if ! "$environment/bin/python" -c 'import qdrant_client' 2> /dev/null; then
  python3 -m venv "$environment" && "$environment/bin/pip" install -q 'qdrant-client==1.20.*' \
    || skip 'qdrant-client cannot be installed' "$@"
fi

# Without TCP_NODELAY every answer waits 40 ms for an acknowledgement (header and body are sent one by one).
said="$(mktemp)"
"$environment/bin/python" -c '
import runpy, socketserver, sys
socketserver.StreamRequestHandler.disable_nagle_algorithm = True
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
' "$tool" --port 0 > "$said" 2>&1 &
server=$!
trap 'kill "$server" 2> /dev/null; wait "$server" 2> /dev/null; rm -f "$said"' EXIT

for _ in $(seq 100); do
  url="$(sed -n 's/^listening on //p' "$said")"
  [ -n "$url" ] && break
  kill -0 "$server" 2> /dev/null || break
  sleep 0.2
done
if [ -z "$url" ]; then
  echo "qdrant: skipped, the stand-in did not start: $(tail -n 1 "$said")" >&2
  "$@"
  exit
fi
QDRANT_URL="$url" "$@"
