#!/bin/bash
# job.sh THREADS NAME train ARGUMENTS...: trains the run NAME in the working directory, or goes on with it, and measures it.
# SIGTERM and SIGUSR1 are passed on: the training saves and ends with 75, which means "not done, the same command goes on".
export TF_NUM_INTRAOP_THREADS=$1 OMP_NUM_THREADS=$1
name=$2
shift 2
fragility=$(dirname "$(readlink -f "$0")")/../lib/bin/fragility.js

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
  [ "$code" -eq 143 ] && code=75 # it had nothing to save: the system ended it
  return "$code"
}

run "$@" --runs . && run measure --run "./$name" --json "$name/report.json" > /dev/null
