#!/bin/bash
# A study as a job array: eight parts into one folder, then the report. An example: checked for syntax, not run on a cluster.
#   id=$(sbatch --parsable experiments/sweeps/slurm.sh sweeps/push_frequency /scratch/$USER/pushes)
#   sbatch --dependency=afterany:$id --wrap "sim sweep sweeps/push_frequency --out /scratch/$USER/pushes"
# The second job runs what a lost part has left undone, if anything, and writes the report.
#SBATCH --job-name=sweep
#SBATCH --array=0-7
#SBATCH --cpus-per-task=8
#SBATCH --mem=4G
#SBATCH --time=01:00:00
#SBATCH --output=%x-%A-%a.log
set -euo pipefail

study=${1:?a study: file or shipped name}
out=${2:?a folder that all nodes see}
parts=${SLURM_ARRAY_TASK_COUNT:-1}
part=${SLURM_ARRAY_TASK_ID:-0}

# Kernels are compiled once a machine and kept here; on the nodes' own disks, if their processors differ.
export SIM_CACHE_DIR=${SIM_CACHE_DIR:-$HOME/.cache/community-sim}

srun sim sweep "$study" --out "$out" --shard "$part/$parts" --jobs "${SLURM_CPUS_PER_TASK:-1}" --quiet
