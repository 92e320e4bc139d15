# What a demo is told with: numbered steps, what held, a network that ends with it. To be sourced
# behind common.sh; needs $home and $keep.

net="$home/net"

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
  bold=$(printf '\033[1m') green=$(printf '\033[32m') plain=$(printf '\033[0m')
else
  bold= green= plain=
fi
step=0
say() {
  step=$((step + 1))
  printf '\n%s%2d. %s%s\n' "$bold" "$step" "$*" "$plain"
}
held() {
  printf '    %s✓%s %s\n' "$green" "$plain" "$*"
}
indent() {
  sed 's/^/    /'
}

colophon() {
  "$root/scripts/colophon" "$@"
}
as_creator() {
  colophon "$@" --profile "$net/profiles/creator"
}

as_office() {
  colophon "$@" --profile "$net/profiles/registrar"
}

stop_network() {
  [ -d "$net" ] && "$root/scripts/devnet" down --dir "$net" || true
}
cleanup() {
  local code=$?
  [ -n "$keep" ] && [ $code -eq 0 ] || stop_network
  [ $code -eq 0 ] || printf '\nThe demo did not hold (exit %s); the nodes'\'' logs are in %s\n' "$code" "$net" >&2
}
stop_network
rm -rf "$home"
mkdir -p "$home"
trap cleanup EXIT

free_port() {
  local base port
  while :; do
    base=$((15000 + RANDOM % 15000))
    for port in $(seq "$base" $((base + 14))); do
      if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then continue 2; fi
    done
    printf '%s\n' "$base"
    return
  done
}
