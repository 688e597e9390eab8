#!/usr/bin/env bash
# A SLURM cluster of two nodes on this one Debian machine, for the tests: munged, slurmctld and two slurmd.
#
#   slurm.sh start [--install]   does nothing where it runs already; --install gets missing packages with apt-get
#   slurm.sh stop                ends what `start` started, and removes its files
#
# Needs root. Ends with 3, and touches nothing, where /etc/slurm/slurm.conf belongs to another cluster.
# State, logs and process ids lie in $SLURM_ROOT.
set -euo pipefail

ROOT=${SLURM_ROOT:-/var/lib/ros1annot-slurm}
CONF=$ROOT/slurm.conf
SITE=/etc/slurm/slurm.conf # srun inside a job drops SLURM_CONF, so the configuration has to lie here
NODES=(c1 c2)
PATH=$PATH:/usr/sbin:/sbin

fail() { echo "slurm.sh: $1" >&2 && exit "${2:-1}"; }

wait_until() { # SECONDS WHAT COMMAND...
    local tries=$(($1 * 5)) what=$2
    shift 2
    until "$@" &>/dev/null; do
        ((tries-- > 0)) || fail "gave up waiting until $what; see $ROOT/*.log"
        sleep 0.2
    done
}

runs() { # PROGRAM PIDFILE: whether the process of the file is still that program
    [ -s "$2" ] && [ "$(cat "/proc/$(cat "$2")/comm" 2>/dev/null)" = "$1" ]
}

has_munge() { munge --no-input | unmunge; }
has_controller() { timeout 5 scontrol ping | grep -q 'is UP'; }
has_nodes() { [ "$(sinfo --noheader --Node --format=%T | grep -cE '^(idle|mixed|allocated|completing)$')" -eq ${#NODES[@]} ]; }

is_ours() { [ "$(readlink "$SITE" 2>/dev/null)" = "$CONF" ]; }

install_packages() {
    dpkg --status munge slurm-wlm &>/dev/null && return
    apt-get update --quiet
    DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --no-install-recommends munge slurm-wlm
}

write_configuration() {
    local host memory node port=17000
    host=$(hostname -s)
    getent hosts "$host" >/dev/null || echo "127.0.0.1 $host" >>/etc/hosts
    memory=$(awk '/^MemTotal/ {print int($2 / 1024 / 2)}' /proc/meminfo)
    mkdir -p "$ROOT/state" /etc/slurm
    {
        cat <<END
ClusterName=ros1annot
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=16817
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
CryptoType=crypto/munge
MpiDefault=none
AccountingStorageType=accounting_storage/none

# Neither systemd nor control groups are needed: processes are found, and their memory is limited, by polling.
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/linux
JobAcctGatherFrequency=task=1
JobAcctGatherParams=OverMemoryKill

# The nodes may claim more cores than the machine has, and share the jobs evenly (LLN below).
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
SlurmdParameters=config_overrides
DefMemPerCPU=500

# Quick to start a job and to see a dead node; finished jobs stay visible to squeue, which the plugin asks.
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0
SlurmdTimeout=10
KillWait=3
ReturnToService=2
MinJobAge=3600

StateSaveLocation=$ROOT/state
SlurmdSpoolDir=$ROOT/spool.%n
SlurmctldPidFile=$ROOT/slurmctld.pid
SlurmdPidFile=$ROOT/slurmd.%n.pid
SlurmctldLogFile=$ROOT/slurmctld.log
SlurmdLogFile=$ROOT/slurmd.%n.log
END
        for node in "${NODES[@]}"; do
            echo "NodeName=$node NodeHostname=$host NodeAddr=127.0.0.1 Port=$((++port)) CPUs=4 RealMemory=$memory"
        done
        echo "PartitionName=main Nodes=ALL Default=YES MaxTime=60 LLN=YES State=UP"
    } >"$CONF"
    ln -sfn "$CONF" "$SITE"
}

start_munge() {
    has_munge &>/dev/null && return
    install -d -o munge -g munge -m 755 /run/munge
    install -d -o munge -g munge -m 700 /etc/munge /var/log/munge
    install -d -o munge -g munge -m 711 /var/lib/munge
    if [ ! -s /etc/munge/munge.key ]; then
        (umask 077 && head -c 128 /dev/urandom >/etc/munge/munge.key)
        chown munge:munge /etc/munge/munge.key
    fi
    runuser -u munge -- munged --force
    wait_until 10 "munge answers" has_munge
    cp /run/munge/munged.pid "$ROOT/munged.pid" # ours to stop
}

start() {
    [ ! -e "$SITE" ] && [ ! -L "$SITE" ] || is_ours || fail "$SITE belongs to another cluster" 3
    [ "${1:-}" != --install ] || install_packages >"${TMPDIR:-/tmp}/slurm-install.log" 2>&1 ||
        fail "the packages cannot be installed; see ${TMPDIR:-/tmp}/slurm-install.log"
    local program node
    for program in munged slurmctld slurmd sbatch; do
        command -v $program >/dev/null || fail "$program is missing; slurm.sh start --install gets it"
    done
    if is_ours && has_controller && has_nodes; then return; fi
    mkdir -p "$ROOT"
    [ -s "$CONF" ] && is_ours || write_configuration
    start_munge
    runs slurmctld "$ROOT/slurmctld.pid" || slurmctld
    for node in "${NODES[@]}"; do
        mkdir -p "$ROOT/spool.$node"
        runs slurmd "$ROOT/slurmd.$node.pid" || slurmd -N "$node"
    done
    wait_until 20 "the controller answers" has_controller
    for node in "${NODES[@]}"; do # one that was lost before is taken back
        case $(sinfo --noheader --Node --nodes="$node" --format=%T) in
        down* | drain*) scontrol update nodename="$node" state=resume || true ;;
        esac
    done
    wait_until 40 "both nodes are up" has_nodes
}

end() { # PROGRAM PIDFILE [SIGNAL]
    if runs "$1" "$2"; then
        local pid tries=50
        pid=$(cat "$2")
        kill -s "${3:-TERM}" "$pid"
        while [ -e "/proc/$pid" ] && ((tries-- > 0)); do sleep 0.1; done
        [ ! -e "/proc/$pid" ] || kill -KILL "$pid"
    fi
    rm -f "$2"
}

stop() {
    is_ours || return 0
    local node jobs
    if has_controller &>/dev/null; then # or the jobs would outlive their nodes
        jobs=$(squeue --noheader --format=%A --states=PENDING,RUNNING,COMPLETING)
        # shellcheck disable=SC2086 # one word a job
        if [ -n "$jobs" ]; then
            scancel $jobs || true
            sleep 1
        fi
    fi
    for node in "${NODES[@]}"; do end slurmd "$ROOT/slurmd.$node.pid" & done
    end slurmctld "$ROOT/slurmctld.pid" KILL & # it would save a state that goes with it
    wait
    end munged "$ROOT/munged.pid"
    rm -rf "$SITE" "$ROOT"
}

[ "$(id -u)" -eq 0 ] || fail "needs root"
case ${1:-} in
start) start "${2:-}" ;;
stop) stop ;;
*) fail "usage: slurm.sh start [--install] | stop" 2 ;;
esac
