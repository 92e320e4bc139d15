# Sourced by scripts that use programs which are not always there.

# require_tools WHAT PROBE=PACKAGE …: whether each PROBE is there, a command or (with a slash) a path.
# What is missing is installed where that is wanted: by root in CI (CI=true), with apt-get. Otherwise
# one line says that WHAT is not checked and how to install it, and the answer is no.
require_tools() {
  local what=$1 packages
  shift
  packages=$(missing_packages "$@")
  if [ -n "$packages" ] && [ "${CI:-}" = true ] && [ "$(id -u)" = 0 ] &&
    command -v apt-get >/dev/null; then
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
      apt-get install -qq -y --no-install-recommends $packages; } >/dev/null 2>&1 || true
    packages=$(missing_packages "$@")
  fi
  [ -z "$packages" ] && return
  echo "not checked: $what (apt-get install $packages)"
  return 1
}

missing_packages() {
  local pair probe missing=()
  for pair in "$@"; do
    probe=${pair%%=*}
    case "$probe" in
      */*) [ -e "$probe" ] || missing+=("${pair#*=}") ;;
      *) command -v "$probe" >/dev/null || missing+=("${pair#*=}") ;;
    esac
  done
  [ ${#missing[@]} = 0 ] || printf '%s\n' "${missing[@]}" | sort -u | paste -sd ' ' -
}
