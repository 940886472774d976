# Puts drops of speed into real speeds, so that there are incidents whose times are known.
#
#   awk -F, -v dir=out/traffic -f conf/examples/traffic/drops.awk los_speed.csv
#
# reads a csv with one column per sensor and a row per five minutes, and writes dir/speed.csv and dir/incidents.csv with the same columns
# behind a column t, the number of the row. A drop is at one sensor, lasts half an hour to an hour, and leaves 40 to 70 % of the speed.
# None is before row `first`; there are `drops` of them. The draws are those of Park and Miller's generator, the same for every awk.

function draw() { state = (state * 16807) % 2147483647; return state / 2147483647 }

BEGIN {
  if (dir == "") { print "drops.awk: -v dir=DIRECTORY is needed" > "/dev/stderr"; exit 2 }
  if (seed == "") seed = 7
  if (first == "") first = 1152
  if (drops == "") drops = 300
  state = seed
}

NR == 1 { sensors = NF; header = $0; next }

{ for (i = 1; i <= NF; i++) speed[NR - 2, i] = $i }

END {
  rows = NR - 1
  for (k = 0; k < drops; k++) {
    at = 1 + int(draw() * sensors)
    from = first + int(draw() * (rows - first - 12))
    until = from + 6 + int(draw() * 7)
    left = 0.4 + 0.3 * draw()
    for (t = from; t < until; t++) if (!((t, at) in dropped)) { speed[t, at] *= left; dropped[t, at] = 1 }
  }
  print "t," header > (dir "/speed.csv")
  print "t," header > (dir "/incidents.csv")
  for (t = 0; t < rows; t++) {
    line = t; truth = t
    for (i = 1; i <= sensors; i++) { line = line "," speed[t, i]; truth = truth "," (((t, i) in dropped) ? 1 : 0) }
    print line > (dir "/speed.csv")
    print truth > (dir "/incidents.csv")
  }
}
