#!/bin/sh
# Runs the Slurm recipe of docs/scale.md on one node that it starts itself, and compares with one process. Part 2 dies the
# first time. Needs root, a built checkout, and Debian's slurm-wlm and munge; leaves nothing running.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d /tmp/stdiplo-slurm-XXXXXX)
chmod 755 "$work"
cd "$work"
host=$(hostname -s)
pids=
trap 'for pid in $pids; do kill "$pid" 2>/dev/null || true; done; wait; cd /; rm -rf "$work"' EXIT

mkdir bin corpus state spool
cp "$root"/fixtures/documents/*.txt corpus
printf 'PK\003\004\000\000' > corpus/broken.txt
cat > bin/stdiplo <<END
#!/bin/sh
case "\$*" in *"--shard 2/4"*) [ -e died ] || { touch died; kill -9 \$\$; };; esac
exec node "$root/bin/stdiplo.js" "\$@"
END
chmod 755 bin/stdiplo
PATH="$work/bin:$PATH"
export PATH

cat > slurm.conf <<END
ClusterName=one
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$work/munge.socket
CryptoType=crypto/munge
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
SlurmctldPort=17617
SlurmdPort=17618
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
MpiDefault=none
ReturnToService=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=2
PartitionName=all Nodes=$host Default=YES MaxTime=10 State=UP
END
export SLURM_CONF="$work/slurm.conf"
head -c 1024 /dev/urandom > munge.key
chmod 600 munge.key
munged --force --foreground --key-file="$work/munge.key" --socket="$work/munge.socket" --pid-file="$work/munge.pid" --log-file="$work/munge.log" --seed-file="$work/munge.seed" 2>/dev/null &
pids="$pids $!"
sleep 1
slurmctld -D >/dev/null 2>&1 &
pids="$pids $!"
sleep 2
slurmd -D -N "$host" >/dev/null 2>&1 &
pids="$pids $!"
for _ in $(seq 60); do sinfo -h -o %T 2>/dev/null | grep -q idle && break; sleep 1; done
sinfo -h -o %T | grep -q idle || { tail -n 5 slurmctld.log slurmd.log >&2; exit 1; }

recipe() { awk -v name="$1" '$0 == "```sh " name { on = 1; next } /^```$/ { on = 0 } on' "$root/docs/scale.md"; }
recipe slurm > classify.sbatch
recipe slurm-join > join.sh

echo 'all parts, of which part 2 dies:'
sbatch --wait --array=1-4 classify.sbatch 4 || true
sh join.sh && exit 1
echo "there are: $(echo part-*.ndjson)"
echo 'again, as it says:'
sbatch --wait --array=2 classify.sbatch 4
sh join.sh
node "$root/bin/stdiplo.js" classify corpus --format ndjson -q > one.ndjson 2>/dev/null || true
cmp one.ndjson scores.ndjson
echo "the same $(wc -l < scores.ndjson) lines as one process"
