# Sourced by the scripts beside it: finds a JDK 25, builds what is missing, and starts programs.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

is_jdk_25() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && grep -q '^JAVA_VERSION="25[."]' "$1/release"
}

# The first JDK 25 of: JAVA_HOME, the javac on the PATH, and where systems put their JDKs.
find_jdk() {
  local javac candidate
  if [ -n "${JAVA_HOME:-}" ] && is_jdk_25 "$JAVA_HOME"; then
    printf '%s\n' "$JAVA_HOME"
    return
  fi
  javac=$(command -v javac || true)
  if [ -n "$javac" ]; then
    candidate=$(dirname "$(dirname "$(readlink -f "$javac")")")
    if is_jdk_25 "$candidate"; then
      printf '%s\n' "$candidate"
      return
    fi
  fi
  for candidate in /usr/lib/jvm/* /usr/java/* /opt/*jdk* "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if is_jdk_25 "$candidate"; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  fail "no JDK 25 found: install one (for example Eclipse Temurin 25, package temurin-25-jdk) or point JAVA_HOME at it"
}

use_jdk() {
  JAVA_HOME=$(find_jdk) || exit 1
  export JAVA_HOME
}

# Maven waits half an hour for a silent server, and keeps connections that a gateway has forgotten
# while the tests ran: it is told to give up after a minute, to ask again, and to keep none for long.
maven_network="-Daether.connector.connectTimeout=20000 -Daether.connector.requestTimeout=60000 -Dmaven.wagon.rto=60000
  -Dmaven.wagon.httpconnectionManager.ttlSeconds=20 -Dmaven.wagon.http.retryHandler.count=4
  -Dmaven.wagon.http.retryHandler.class=default -Dmaven.wagon.http.retryHandler.requestSentEnabled=true
  -Dmaven.wagon.http.retryHandler.nonRetryableClasses=java.net.UnknownHostException
  -Daether.connector.http.retryHandler.count=4"

# Maven's own libraries use what newer JDKs warn of.
run_maven() {
  command -v mvn >/dev/null || fail "no Maven found: install it (Debian package maven, 3.8 or newer)"
  # A jar holds the rights of the files that it was made of, and those of a checkout follow the umask.
  find "$root"/*/pom.xml "$root"/*/src/main/resources "$root/verifier-js" -type f ! -perm -go=r -exec chmod go+r {} +
  (
    umask 022
    MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}" \
      mvn -B -ntp $maven_network -f "$root/pom.xml" "$@"
  )
}

# A class path is all that lies in a folder: no library of an earlier build may stay in it.
forget_libraries() {
  rm -rf "$root"/*/target/lib
}

# Builds when a source is newer than the last build, and says nothing when none is.
ensure_built() {
  local stamp="$root/target/built"
  if [ -e "$stamp" ] && [ -z "$(find "$root" \
      \( -name target -o -name .git -o -name .devnet -o -name .demo \) -prune -o -type f \
      \( -path '*/src/main/*' -o -name pom.xml \) -newer "$stamp" -print -quit)" ]; then
    return
  fi
  echo "building (the first time fetches libraries and takes a few minutes) ..." >&2
  forget_libraries
  run_maven -q -DskipTests package >&2 || fail "the build failed"
  mkdir -p "$root/target"
  touch "$stamp"
}

# Classes of a module with its libraries: module_path client
module_path() {
  local jar
  jar=$(ls "$root/$1/target/colophon-$1-"*.jar)
  printf '%s:%s/lib/*\n' "$jar" "$root/$1/target"
}

# Libraries that load native code or map memory ask for these.
java_flags="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"

# Flags that start a command from a cache of its loaded classes: aot_flags CACHE JAVA-ARGUMENT...
# When the cache is missing or older than the build, the arguments are run once to make it. Where
# JDK or jars are others than those that made it, Java passes the cache over.
aot_flags() {
  local cache=$1 made
  shift
  command -v flock >/dev/null || return 0
  if [ ! "$cache" -nt "$root/target/built" ]; then
    # Whoever comes while another one makes it goes on without.
    (
      flock -n 9 || exit 0
      made=$(mktemp -d "$(dirname "$cache")/aot.XXXXXX")
      "$JAVA_HOME/bin/java" "-XX:AOTCacheOutput=$made/cache" "$@" >/dev/null 2>&1 </dev/null || true
      [ ! -s "$made/cache" ] || mv "$made/cache" "$cache"
      rm -rf "$made"
    ) 9>"$cache.lock"
  fi
  printf '%s\n' "-XX:AOTCache=$cache -XX:AOTMode=auto -Xlog:aot*=off -Xlog:cds*=off"
}
