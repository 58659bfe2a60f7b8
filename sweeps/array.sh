#!/bin/bash
# A sweep without Snakemake: npx fragility estimate sweeps/seeds.yaml --json plan.json, then
#   sbatch --array=0-64%20 sweeps/array.sh plan.json      (as many as the plan has runs, 20 at once)
# A run that is not done when its time is nearly up saves and is put back into the queue, where it goes on.
#SBATCH --time=60
#SBATCH --cpus-per-task=2
#SBATCH --mem=4000
#SBATCH --signal=B:TERM@120
#SBATCH --requeue
#SBATCH --open-mode=append
plan=$(readlink -f "$1")
cd "${RUNS:-runs}" || exit 1
read -ra words < <(node -p 'const plan = require(process.argv[1]), run = plan.runs[process.argv[2]];
  [plan.threads, run.name, ...run.command].join(" ")' "$plan" "$SLURM_ARRAY_TASK_ID")
[ -e "${words[1]}/report.json" ] && exit 0
"${FRAGILITY:-$SLURM_SUBMIT_DIR}/sweeps/job.sh" "${words[@]}" &
job=$!
trap 'kill -TERM "$job"' TERM
wait "$job"; wait "$job"
code=$?
[ "$code" -eq 75 ] && scontrol requeue "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID"
exit "$code"
