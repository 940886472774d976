#!/usr/bin/env bash
# Prints the table of docs/performance.md for this machine, in about ten minutes; the machine should have nothing else to do.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
cores=$(getconf _NPROCESSORS_ONLN)
export OPENBLAS_NUM_THREADS=$cores

number() { # key of the report, as plain as it is there
  grep -m1 -o "\"$1\" : [^,]*" "$out/$2/report.json" | sed 's/.* : //'
}

giga() { awk -v x="$1" 'BEGIN { if (x == "null") print "not comparable"; else printf "%.2f", x / 1e9 }'; }

short() { awk -v x="$1" 'BEGIN { if (x == "null") print "not comparable"; else printf "%.4g", x }'; }

row() { # name, then options of the benchmark
  local name=$1
  shift
  ./convoy bench sweep "$@" --repeats 7 --out "$out/$name" > /dev/null
  echo "| \`$*\` | $(short "$(number seconds-per-sweep "$name")") | $(giga "$(number pairs-per-second "$name")")" \
    "| $(giga "$(number flops-per-second "$name")") | $(giga "$(number native-gemm-flops-per-second "$name")")" \
    "| $(short "$(number gemm-ratio "$name")") | $(short "$(number scalar-loop-ratio-per-core "$name")")" \
    "| $(short "$(number skipped-fraction "$name")") |"
}

echo "| \`convoy bench sweep\` with | seconds | G pairs/s | GFLOP/s | native gemm | ratio | x scalar loop, per core | skipped |"
echo "|---|---|---|---|---|---|---|---|"
row d3 --rows 32768 --columns 32768 --dimension 3 --prune off
row d3-wide --rows 16384 --columns 1000000 --dimension 3 --prune off --driver-memory 4g
row d3-double --rows 16384 --columns 16384 --dimension 3 --prune off --precision double
row d128 --rows 16384 --columns 32768 --dimension 128 --prune off
row d128-square --rows 16384 --columns 4096 --dimension 128 --prune off
row d768 --rows 4096 --columns 16384 --dimension 768 --prune off
row d64 --rows 8192 --columns 8192 --dimension 64 --prune off
row d64-stored --rows 8192 --columns 8192 --dimension 64 --prune off --store on
row memory --rows 100000 --columns 100000 --dimension 3 --prune off
row spark --rows 100000 --columns 100000 --dimension 3 --prune off --engine spark
for clouds in equal shifted stretched; do
  row "$clouds" --rows 200000 --columns 200000 --dimension 3 --epsilon 0.0001 --clouds "$clouds"
done
row double --rows 200000 --columns 200000 --dimension 3 --epsilon 0.0001 --precision double
row million --rows 1000000 --columns 1000000 --dimension 3 --epsilon 0.00003 --clouds shifted --driver-memory 4g
row unpruned --rows 200000 --columns 200000 --dimension 3 --epsilon 0.0001 --prune off
