# Sourced by bench and pi/package: a station of five sensors with its hub's stand-in, and what the agent takes of a Pi while
# it runs that station, measured on this machine. Whoever sources it has an array pids of what must be stopped; to
# measure, also row() and a folder $work.

FOOTPRINT_SENSORS="temperature humidity ammonia light sound"

# The package's tree with its archive of classes, as on a Pi after the installation.
installed_agent() { # where
  local deb
  deploy/pi/package "$(dpkg --print-architecture)" >/dev/null
  deb=$(ls -t target/pi/anima-edge_*_"$(dpkg --print-architecture)".deb | head -n 1)
  dpkg-deb -x "$deb" "$1"
  export ANIMA_EDGE_ARCHIVE=$1/classes.jsa
  "$1/usr/bin/anima-edge" archive
}

footprint_station() { # where, the hub's address, the file of its authority or none
  rm -rf "$1"
  mkdir -p "$1"
  { printf 'station = "measured"\nkind = "enclosure"\nhub = "%s"\nkey = "none"\nclock = "trusted"\n' "$2"
    [ $# -lt 3 ] || printf 'ca_file = "%s"\n' "$3"
    printf '[spool]\ndirectory = "%s/spool"\n' "$1"
    for sensor in $FOOTPRINT_SENSORS; do
      printf '[[sensor]]\nname = "%s"\ntype = "simulated"\nperiod_seconds = 1\nseed = 1\n' "$sensor"
      printf '[sensor.quantity.%s]\nmean = 20\nnoise = 0.1\n' "$sensor"
    done; } >"$1/station.toml"
}

# A throw-away authority, and a certificate of it for 127.0.0.1.
certify() { # where
  need openssl openssl
  local new='openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2'
  $new -subj '/CN=throw-away' -keyout "$1/authority.key" -out "$1/authority.pem" 2>/dev/null
  $new -subj '/CN=hub' -addext subjectAltName=IP:127.0.0.1 -addext basicConstraints=CA:FALSE \
    -CA "$1/authority.pem" -CAkey "$1/authority.key" -keyout "$1/hub.key" -out "$1/hub.pem" 2>/dev/null
}

# A hub's stand-in: mosquitto, and a subscriber without whom it would say that nobody takes what it is given.
stand_in() { # where, port, a second port for TLS or none: its authority is then authority.pem there
  printf 'user %s\nlistener %s 127.0.0.1\nallow_anonymous true\n' "$(id -un)" "$2" >"$1/mosquitto.conf"
  if [ $# -gt 2 ]; then
    certify "$1"
    printf 'listener %s 127.0.0.1\ncertfile %s/hub.pem\nkeyfile %s/hub.key\n' "$3" "$1" "$1" >>"$1/mosquitto.conf"
  fi
  mosquitto -c "$1/mosquitto.conf" >"$1/mosquitto.log" 2>&1 &
  pids+=($!)
  until { exec 7<>"/dev/tcp/127.0.0.1/$2"; } 2>/dev/null; do sleep 0.1; done
  # CONNECT without keep-alive as "b", SUBSCRIBE to #.
  printf '\x10\x0d\x00\x04MQTT\x04\x02\x00\x00\x00\x01b\x82\x06\x00\x01\x00\x01#\x00' >&7
  cat <&7 >/dev/null 2>&1 &
  pids+=($!)
  exec 7>&-
}

# Starts the agent of a tree on a station; sets agent, and first_ms until a reading is in its journal (within 15 ms).
start_agent() { # tree, station
  local began
  began=$(date +%s%N)
  "$1/usr/bin/anima-edge" run "$2/station.toml" >"$2/log" 2>&1 &
  agent=$!
  pids+=("$agent")
  until grep -aqs '"quantity"' "$2"/spool/journal/*.seg; do
    kill -0 "$agent" 2>/dev/null || { cat "$2/log" >&2; exit 1; }
    sleep 0.01
  done
  first_ms=$((($(date +%s%N) - began) / 1000000))
}
stop_agent() { kill "$agent" && wait "$agent" 2>/dev/null || true; }

ticks() { awk '{print $14 + $15}' "/proc/$1/stat"; }
memory() { # pid
  awk '/^Rss:/ {rss = $2} /^Pss:/ {pss = $2} /^Private/ {uss += $2}
    END {printf "resident %.1f MB, PSS %.1f, USS %.1f", rss / 1024, pss / 1024, uss / 1024}' "/proc/$1/smaps_rollup"
}
median() { printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; }

footprint() { # seconds of warming up, starts, a free port, a second
  local warm=$1 starts=$2 port=$3 tls=$4 tree=$work/tree station=$work/measured none=tcp://127.0.0.1:1 before times=()
  mkdir -p "$tree"
  installed_agent "$tree"
  for _ in $(seq "$starts"); do
    footprint_station "$station" "$none"
    start_agent "$tree" "$station"; stop_agent
    times+=("$first_ms")
  done
  row "agent, start to first reading on disk" "$(median "${times[@]}") ms, median of ${times[*]}"
  mkdir -p "$work/hub"
  stand_in "$work/hub" "$port" "$tls"
  at_1_hz 'with a hub' "tcp://127.0.0.1:$port"
  at_1_hz 'with a hub over TLS' "ssl://127.0.0.1:$tls" "$work/hub/authority.pem"
  at_1_hz 'no hub' "$none"
  unset ANIMA_EDGE_ARCHIVE # a hub started from here would refuse it
}
at_1_hz() { # in words, as footprint_station; of the function above: tree, station, warm
  footprint_station "$station" "${@:2}"
  start_agent "$tree" "$station"
  sleep "$warm"
  before=$(ticks "$agent")
  sleep 60
  [ "$1" = 'no hub' ] || grep -q connected "$station/log" || { cat "$station/log" >&2; exit 1; }
  row "agent, five sensors at 1 Hz, $1, after $((warm + 60)) s" \
    "$(memory "$agent"), CPU $(awk "BEGIN {printf \"%.2f\", ($(ticks "$agent") - $before) / 60}") % of a core"
  stop_agent
}
