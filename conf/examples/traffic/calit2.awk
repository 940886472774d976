# Makes a graph of the half hours of a week from the counts of people at a door, CalIt2 of the UCI repository.
#
#   awk -F, -v dir=out/calit2 -f conf/examples/traffic/calit2.awk CalIt2.events CalIt2.data
#
# writes dir/slots.csv, a row per half hour with its slot of the week (the node), its week, the logarithms of one plus the people who went
# in and out, and whether the calendar has an event then; and dir/edges.csv, which ties every slot to the next and to the same time of
# the next day.

function day(date, part) { split(date, part, "/"); return part[1] + 0 "/" part[2] + 0 "/" part[3] + 0 }
function half_hour(time, part) { split(time, part, ":"); return 2 * part[1] + int(part[2] / 30) }

FNR == 1 { file++ }

# number, date, begin, end, ...
file == 1 && $2 != "" {
  date = day($2)
  for (h = half_hour($3); h < half_hour($4); h++) event[date, h] = 1
  next
}

# flow (7 is out, 9 is in), date, time, count
file == 2 {
  key = day($2) SUBSEP half_hour($3)
  if (!(key in row)) { row[key] = rows; keys[rows++] = key }
  count[key, $1] = $4
}

END {
  if (dir == "") { print "calit2.awk: -v dir=DIRECTORY is needed" > "/dev/stderr"; exit 2 }
  print "slot,week,entered,left,event" > (dir "/slots.csv")
  for (i = 0; i < rows; i++)
    print i % 336 "," int(i / 336) "," log(1 + count[keys[i], 9]) "," log(1 + count[keys[i], 7]) "," (keys[i] in event) + 0 > (dir "/slots.csv")
  print "source,target,weight" > (dir "/edges.csv")
  for (slot = 0; slot < 336; slot++) {
    print slot "," (slot + 1) % 336 ",1" > (dir "/edges.csv")
    print slot "," (slot + 48) % 336 ",1" > (dir "/edges.csv")
  }
}
