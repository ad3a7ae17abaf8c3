#!/usr/bin/env bash
#SBATCH --job-name=newsstand
#SBATCH --requeue
#SBATCH --open-mode=append
# A site of the list a task: sbatch --array=1-$(wc -l < sites.txt)%8 job.sh sites.txt
set -uo pipefail
site=$(sed -n "${SLURM_ARRAY_TASK_ID}p" "$1")
srun --ntasks=1 newsstand follow --site "$site"
code=$?
# site unreachable, stopped early, locked; killed by SIGTERM or SIGKILL: another try may help, three times.
case $code in
    14 | 15 | 30 | 137 | 143)
        if [ "${SLURM_RESTART_COUNT:-0}" -lt 3 ]; then
            scontrol requeue "${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}"
            sleep 60 # Slurm ends this job within
        fi
        ;;
esac
exit "$code"
