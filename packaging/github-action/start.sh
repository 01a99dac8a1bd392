#!/usr/bin/env bash
# Starts the server, waits until it answers, and says in the environment of the following steps
# where it is and who they are. It ends with the job.
set -euo pipefail

folder="$RUNNER_TEMP/cosell"
log="$folder/cosell.log"
url="http://127.0.0.1:$INPUT_PORT"
read -r -d '' -a options <<<"$INPUT_OPTIONS" || true

cd "$folder"
nohup "$folder/bin/cosell" serve --listen "127.0.0.1:$INPUT_PORT" "${options[@]}" \
  >"$log" 2>&1 </dev/null &
process=$!

if ! "$folder/bin/cosell" wait --url "$url" --process "$process"; then
  echo "::group::Log of cosell"
  cat "$log"
  echo "::endgroup::"
  echo "::error::cosell did not start; its log says why." >&2
  exit 1
fi

{
  echo "COSELL_URL=$url"
  echo "COSELL_LOG=$log"
  echo "AWS_ENDPOINT_URL_PARTNERCENTRAL_SELLING=$url"
  echo "AWS_ACCESS_KEY_ID=$INPUT_ACCOUNT"
  echo "AWS_SECRET_ACCESS_KEY=any"
  echo "AWS_SESSION_TOKEN="
  echo "AWS_REGION=$INPUT_REGION"
  echo "AWS_DEFAULT_REGION=$INPUT_REGION"
} >>"$GITHUB_ENV"
{
  echo "url=$url"
  echo "log=$log"
  echo "process=$process"
} >>"$GITHUB_OUTPUT"
