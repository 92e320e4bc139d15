# Sourced by scripts that check what a release is made of.

sbom=$root/release/target/colophon-sbom.json

# release_check COMMAND ARGUMENT…: runs a check of the module release.
release_check() {
  "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$(module_path release)" \
    org.colophon.release.Main "$@"
}
