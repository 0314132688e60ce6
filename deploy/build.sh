# Sourced by try and bench: builds what is missing or older than its sources, and names what is run.

HUB_LIB=hub/target/hub/lib
AGENT_LIB=edge/agent/target/agent/lib
HUB_CLASSES="$HUB_LIB/*"
HUB_ARCHIVE=hub/target/hub/classes.jsa
AGENT_CLASSES="$AGENT_LIB/*"
# A small heap: most of what the hub holds is in Kafka's and PostgreSQL's files, cached by the kernel. Survivors of 24 MiB hold
# what is on its way at the busiest, so that none of it gets old; more compilers than a small machine is given by itself make a
# hub that was just started, and to which everybody comes back at once, quick some seconds sooner; so does an archive of its
# classes, which Java otherwise reads and verifies at each start.
HUB_FLAGS="-Xms304m -Xmx528m -Xmn240m -XX:SurvivorRatio=8 -XX:TargetSurvivorRatio=90 -XX:+UseSerialGC -XX:CICompilerCount=4 -XX:MaxMetaspaceSize=160m -XX:+ExitOnOutOfMemoryError"
AGENT_FLAGS="@edge/agent/jvm.flags"
# glibc would keep an arena per thread.
export MALLOC_ARENA_MAX=2

step() { printf '%s… ' "$1"; step_began=$(date +%s.%N); }
stepped() { awk "BEGIN { printf \"fait (%.1f s)\\n\", $(date +%s.%N) - $step_began }"; }

need() { # program, what gives it
  command -v "$1" >/dev/null || { echo "il manque $1 : apt-get install $2" >&2; exit 1; }
}

hub_is_ready() { # port
  { exec 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null || return 1
  printf 'GET /health/ready HTTP/1.0\r\n\r\n' >&3
  read -r _ status _ <&3; exec 3>&-
  [ "$status" = 200 ]
}

newer_than() { # stamp, folders…
  local stamp=$1; shift
  [ ! -e "$stamp" ] || [ -n "$(find "$@" -newer "$stamp" -type f -not -path '*/target/*' -not -path '*/node_modules/*' -not -path '*/dist/*' -print -quit)" ]
}

free_port() {
  node -e 'const it = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(it.address().port); it.close() })'
}

archive_classes() ( # of a hub that was started once, on data of its own; it ends with us, also by Ctrl-C
  data=$(mktemp -d) port=$(free_port) hub= tries=0
  trap '[ -z "$hub" ] || { kill $hub && wait $hub; } 2>/dev/null || true; rm -rf "$data"' EXIT
  ANIMA_DATA=$data ANIMA_HTTP_PORT=$port ANIMA_MQTT_PORT=$(free_port) ANIMA_DASHBOARD=dashboard/dist \
    java $HUB_FLAGS -XX:ArchiveClassesAtExit=$HUB_ARCHIVE -cp "$HUB_CLASSES" fr.anima.hub.Hub >target/archive.log 2>&1 </dev/null &
  hub=$!
  until hub_is_ready "$port" || ! kill -0 $hub 2>/dev/null || [ $((tries += 1)) -gt 600 ]; do sleep 0.1; done
)

build_what_is_missing() {
  need java openjdk-17-jdk-headless; need mvn maven; need node 'nodejs (version 20)'; need npm npm
  if newer_than target/built pom.xml edge hub dashboard; then
    step 'Construction (la première fois : quelques minutes)'
    mkdir -p target
    mvn -q -B package -DskipTests -Dspotless.check.skip -Dcheckstyle.skip >target/build.log 2>&1 ||
      { tail -n 40 target/build.log >&2; echo 'la construction a échoué : voir target/build.log' >&2; exit 1; }
    stepped
    step 'Préparation de démarrages rapides'
    rm -f "$HUB_ARCHIVE"
    archive_classes
    touch target/built
    stepped
  fi
  if [ -e "$HUB_ARCHIVE" ] && [ -z "$(find "$HUB_LIB" -newer "$HUB_ARCHIVE" -print -quit)" ]; then
    HUB_FLAGS="$HUB_FLAGS -XX:SharedArchiveFile=$HUB_ARCHIVE"
  fi
}
