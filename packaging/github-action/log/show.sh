#!/usr/bin/env bash
# Shows the end of the server's log, and the tasks that have not ended.
set -euo pipefail

# Also of a server that did not start, which set no variable.
log="${COSELL_LOG:-$RUNNER_TEMP/cosell/cosell.log}"
echo "log=$log" >>"$GITHUB_OUTPUT"
if [[ ! -f "$log" ]]; then
  echo "There is no log of cosell: the action cosell did not run, or did not come to start it."
  exit 0
fi
echo "::group::Last lines of the log of cosell"
tail -n 200 "$log"
echo "::endgroup::"
echo "::group::Tasks"
"$RUNNER_TEMP/cosell/bin/cosell" task list || true
echo "::endgroup::"
