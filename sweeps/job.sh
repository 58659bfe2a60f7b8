#!/bin/bash
# job.sh THREADS NAME train ARGUMENTS...: trains the run NAME in the working directory, or goes on with it, and measures it.
# SIGTERM and SIGUSR1 are passed on: the training saves and ends with 75, which means "not done, the same command goes on".
# What fails otherwise is marked in .sweep/failed, so that it is not tried again in this sweep.
export TF_NUM_INTRAOP_THREADS=$1 OMP_NUM_THREADS=$1
name=$2
shift 2
fragility=$(dirname "$(readlink -f "$0")")/../lib/bin/fragility.js
mark=.sweep/failed/$name
[ -e "$mark" ] && exit 1

run() {
  node "$fragility" "$@" &
  child=$!
  trap 'kill -TERM "$child" 2> /dev/null' TERM USR1
  wait "$child"
  code=$?
  while kill -0 "$child" 2> /dev/null; do # a signal ends `wait` before the child has ended
    wait "$child"
    code=$?
  done
  trap - TERM USR1
  return "$code"
}

run "$@" --runs . && run measure --run "./$name" --json "$name/report.json" > /dev/null
code=$?
if [ "$code" -ne 0 ] && [ "$code" -ne 75 ] && [ "$code" -lt 128 ]; then
  mkdir -p .sweep/failed && touch "$mark"
fi
exit "$code"
