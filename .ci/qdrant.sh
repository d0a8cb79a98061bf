# Sourced by .ci/run: starts a Qdrant stand-in and exports QDRANT_URL; `stop_qdrant` stops it again. A server that is there
# already (QDRANT_URL) is used as it is. Where it cannot be started it says why, and the tests that need it say so too.
#     . .ci/qdrant.sh; npx vitest run test/contract; stop_qdrant

qdrant_tool=${QDRANT_LOCAL:-../shared/tools/qdrant-local/serve.py}
qdrant_venv=${QDRANT_LOCAL_VENV:-${TMPDIR:-/tmp}/lantai-qdrant-local}
qdrant_pid=

stop_qdrant() {
  [ -n "$qdrant_pid" ] || return 0
  kill "$qdrant_pid" 2>/dev/null
  wait "$qdrant_pid" 2>/dev/null
  qdrant_pid=
  unset QDRANT_URL
}

# Without TCP_NODELAY every answer waits 40 ms for an acknowledgement, because header and body are sent one by one.
qdrant_launcher='
import runpy, socketserver, sys
socketserver.StreamRequestHandler.disable_nagle_algorithm = True
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
'

start_qdrant() {
  [ -f "$qdrant_tool" ] || { echo "── Qdrant skipped: $qdrant_tool is not there"; return; }
  command -v python3 >/dev/null || { echo '── Qdrant skipped: python3 is not installed'; return; }
  if ! "$qdrant_venv/bin/python" -c 'import qdrant_client' 2>/dev/null; then
    { python3 -m venv "$qdrant_venv" && "$qdrant_venv/bin/pip" install -q 'qdrant-client==1.20.*'; } >/dev/null 2>&1 ||
      { echo '── Qdrant skipped: its Python client cannot be installed'; return; }
  fi
  local said url='' tries
  said=$(mktemp)
  "$qdrant_venv/bin/python" -c "$qdrant_launcher" "$qdrant_tool" --port 0 >"$said" 2>&1 &
  qdrant_pid=$!
  for tries in $(seq 100); do
    url=$(sed -n 's/^listening on //p' "$said")
    [ -z "$url" ] && kill -0 "$qdrant_pid" 2>/dev/null || break
    sleep 0.2
  done
  if [ -n "$url" ]; then
    export QDRANT_URL=$url
    echo "── Qdrant stand-in at $url"
  else
    echo "── Qdrant skipped: the stand-in did not start: $(tail -n 1 "$said")"
    stop_qdrant
  fi
  rm -f "$said"
}

if [ -z "${QDRANT_URL:-}" ]; then start_qdrant; fi
