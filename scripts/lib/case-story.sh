# A work from its first draft to the court's receipt: `scripts/demo --case`. To be sourced behind
# common.sh and story.sh.

works="$home/works"
papers="$home/papers"
mkdir -p "$works" "$papers"

as() {
  local who=$1
  shift
  colophon "$@" --profile "$net/profiles/$who"
}
record_of() {
  jq -r 'select(.record) | .record' | head -n 1
}
# What stands behind a record is proven only once it is sealed.
await_seal() {
  as creator evidence export "$1" --out "$papers/$1.zip" --wait --json >/dev/null
}
day() {
  date -u -d "$1" +%F
}
# The infringement lasted 168 days, the last of them today.
until=$(day tomorrow)
from=$(day "$until - 168 days")

say "A consortium starts; a creator, three licensees, a platform and a court officer are registered"
"$root/scripts/devnet" up --dir "$net" --base-port "$(free_port)" --suite "$suite" \
  --users "creator publisher gallery magazine platform court-officer" | indent
for who in creator publisher gallery magazine court-officer court-1; do
  as "$who" key rotate --recipient-key --overlap-hours 24 --json >/dev/null
done
for _ in $(seq 60); do
  as creator subject trace court-1-node --json >"$papers/node.json" 2>/dev/null && [ -s "$papers/node.json" ] && break
  sleep 1
done
[ -s "$papers/node.json" ] || fail "the court's node was not registered"
held "each of them, and the court's node, has published a key to which private matter is encrypted"

say "The creator leaves a trace of the making of a photograph, declares it and has it confirmed"
printf 'Sketch of the shot: tide at six, lamp to the left.\n' >"$works/sketch.txt"
printf 'Raw exposure, uncropped.\n' >"$works/raw.txt"
cp "$root/samples/two-stones.png" "$works/two-stones.png"
work=$(as creator draft add "$works/sketch.txt" --json | jq -r .work)
as creator draft add "$works/raw.txt" --work "$work" --json >/dev/null
as creator work declare "$works/two-stones.png" --work "$work" --title "Two Stones" --json >/dev/null
application=$(as creator application file --work "$work" --office ip-office-1 --purpose "$works/sketch.txt" \
  --process "$works/raw.txt" --originality "$works/two-stones.png" --json | record_of)
as registrar application decide "$application" --decision GRANT --registration 2026-F-00000007 --json >/dev/null
await_seal "$application"
held "drafts as commitments, the declaration with the picture's digest, the office's registration"

say "Three licensees take licences; both sides sign, and each fee is a commitment"
licence_to() {
  local licensee=$1 fee=$2
  as creator licence grant --work "$work" --to "$licensee" --rights NETWORK_DISSEMINATION --territory CN \
    --from "$from" --until "$(day "$from + 365 days")" --fee "$fee" --for "$licensee" --for court-1-node \
    --key-of "$licensee=$(as "$licensee" key show | tail -n 1)" --out "$papers/$licensee.offer.json" >/dev/null
  as "$licensee" licence accept "$papers/$licensee.offer.json" --json 2>"$papers/$licensee.offer.txt" |
    record_of >"$papers/$licensee.record"
  grep -q "$fee" "$papers/$licensee.offer.txt" || fail "$licensee could not see what it signs"
}
licence_to magazine 'CNY 24000.00'
licence_to publisher 'CNY 30000.00'
licence_to gallery 'CNY 36000.00'
indent <"$papers/publisher.offer.txt"
held "each of them read its fee before it signed; the chain holds salted hashes"

say "A platform without a licence shows the work and sells 12,640 copies"
mkdir -p "$works/platform"
cp "$works/two-stones.png" "$works/platform/"
printf '<!doctype html><title>Two Stones</title><h1>Two Stones, CNY 9.90</h1><img src="two-stones.png" alt="Two Stones">\n' \
  >"$works/platform/7.html"
"$JAVA_HOME/bin/jwebserver" -b 127.0.0.1 -p 0 -d "$works/platform" >"$papers/platform.log" 2>&1 &
shop=$!
url=
for _ in $(seq 100); do
  url=$(sed -n 's,^URL \(http.*\)/$,\1/7.html,p' "$papers/platform.log")
  [ -n "$url" ] && break
  sleep 0.1
done
[ -n "$url" ] || fail "the platform's page is not served"
as platform publication add "$work" --url "$url" --content "$works/two-stones.png" --json >/dev/null
seq -f '{"user":"u-%g","price":"CNY 9.90"}' 12640 >"$papers/sales.ndjson"
sales=$(as platform access add "$work" --mode BUY --items "$papers/sales.ndjson" --as LINES \
  --out "$papers/sales.items" --json | record_of)
as platform access add "$work" --mode VIEW --items "$papers/sales.ndjson" --as LINES \
  --out "$papers/views.items" --json >/dev/null
held "12,640 sales under one root: each is provable alone, the chain counts them"

say "The creator takes the page down before it is gone, gives notice, and alleges"
if command -v chromium >/dev/null; then
  as creator capture "$url" --relation PARTY --resolver none --out "$papers/capture" --json \
    >"$papers/capture.json" 2>"$papers/capture.txt" || { cat "$papers/capture.txt"; fail "the page was not captured"; }
  evidence=$(record_of <"$papers/capture.json")
  held "picture, document and all traffic of the page, with what this machine is: $(ls "$papers/capture" | wc -l) files"
else
  cp "$works/platform/7.html" "$papers/page.txt"
  evidence=$(as creator evidence deposit "$papers/page.txt" --json | record_of)
  held "no chromium here: the page's text was deposited instead of a capture"
fi
kill "$shop"
wait "$shop" 2>/dev/null || true
as creator notice send --work "$work" --to platform --rights NETWORK_DISSEMINATION \
  --url "$url" --evidence "$evidence" --json >/dev/null
allegation=$(as creator infringement allege --work "$work" --respondent platform --typology REDISTRIBUTION \
  --rights NETWORK_DISSEMINATION --from "$from" --until "$until" --url "$url" \
  --evidence "$evidence" --json | record_of)
for figure in unit-profit revenue expenses; do
  printf 'Books of the creator: %s.\n' "$figure" >"$papers/$figure.txt"
  as creator evidence deposit "$papers/$figure.txt" --json | record_of >"$papers/$figure.record"
done
held "the platform's answer would stand beside it; whether anything is an infringement, only a court finds"

say "The court opens a sealed case and lets an officer read and decrypt what concerns this work"
case=$(as court-1 case open --kind CIVIL --number '(2026) Demo 73 Min Chu 1' --work "$work" \
  --party creator --party platform --json | record_of)
grant=$(as court-1 scope grant "$case" --to court-officer --basis CN-CPL-67 --work "$work" \
  --verbs READ,DECRYPT --reads 20 --json | record_of)
mkdir -p "$papers/from-the-court"
cp "$net/profiles/court-1/openings/"*."$grant".json "$papers/from-the-court/"
as court-officer scope trace "$grant" --work "$work" --verb DECRYPT \
  --openings "$papers/from-the-court" >"$papers/trace.txt"
tail -n 12 "$papers/trace.txt" | indent
for fee in 24000.00 30000.00 36000.00; do
  grep -q "CNY $fee" "$papers/trace.txt" || fail "the officer could not open the fee of CNY $fee"
done
held "the read was leased on the chain and noted before the answer; fees open for who was told, and nobody else"

say "The validators agree on a damages standard: every node runs its tests"
as court-1 standard propose --shipped cn.copyright.54 --json >/dev/null
for validator in court-2 ip-office-1 notary-1; do
  as "$validator" standard vote cn.copyright.54 --json >/dev/null
done
as court-1 standard activate cn.copyright.54 --json >/dev/null
as creator standard list | indent
held "in force, under the hash of its text"

say "The court finds; what the chain shows is gathered, and the chain reckons"
printf 'Judgment: infringed, with intent, in serious circumstances; contribution 40 %%; multiple 2.0.\n' >"$papers/judgment.txt"
as court-1 infringement find "$allegation" --outcome INFRINGED --intent INTENTIONAL --serious \
  --figure contribution=4000 --figure multiple=20000 --decision "$papers/judgment.txt" --case "$case" --json >/dev/null
as creator case gather "$allegation" --standard cn.copyright.54 >"$papers/gathered.txt"
indent <"$papers/gathered.txt"
grep -q 'CNY 30000.00' "$papers/gathered.txt" || fail "the creator could not open the fee of its own licence"
grep -q 'not sold' "$papers/gathered.txt" || fail "views that nobody paid for were not left out"
held "each record that counts, each that does not, and why; the fee opens for who holds its opening"
# What opens the fees goes from the creator to who has to reckon, past the chain.
mkdir -p "$papers/from-the-creator"
for licensee in magazine publisher gallery; do
  as creator private open "$(cat "$papers/$licensee.record")" --json >"$papers/from-the-creator/$licensee.json"
done
assess() {
  as court-1 case assess "$allegation" --standard cn.copyright.54 --case "$case" \
    --figure "unit_profit=350@$(cat "$papers/unit-profit.record")" \
    --figure "revenue=6000000@$(cat "$papers/revenue.record")" \
    --figure "expenses=920000@$(cat "$papers/expenses.record")" \
    --openings "$papers/from-the-creator" "$@"
}
assess >"$papers/assessment.txt"
indent <"$papers/assessment.txt"
for amount in 44240.00 24000.00 13808.22 88480.00 141920.00 97680.00; do
  grep -q "CNY $amount" "$papers/assessment.txt" || fail "CNY $amount is not among the results"
done
grep -q "record $sales" "$papers/assessment.txt" || fail "the sales are not named"
assess --submit --assessor court-1 --assessor court-2 --assessor ip-office-1 --json >"$papers/assessment.json"
assessment=$(jq -r .receipt.record "$papers/assessment.json")
as creator case assessment "$assessment" --json | grep -q PENDING || fail "one of three made it final"
if as court-2 case confirm "$assessment" >"$papers/shut.txt" 2>&1; then
  fail "who opens nothing confirmed"
fi
as court-2 case confirm "$assessment" --openings "$papers/from-the-creator" --json >/dev/null
as creator case assessments "$case" | indent
as creator case assessment "$assessment" --json | grep -q FINAL || fail "two of three did not make it final"
held "CNY 141,920.00, and 97,680.00 where the multiple contains the compensation"
held "the fees stay secret: final when two of three had opened them and come to the same bytes"

await_seal "$assessment"

say "The case is checked thing by thing, and the reports are made from proven records"
as court-1 case verify "$case" --json "$papers/case.json" --pdf "$papers/case.pdf" --lang both --submit --member | indent
as creator report transactions "$work" --json "$papers/transactions.json" --pdf "$papers/transactions.pdf" \
  --lang both | indent
as court-1 report assessment "$case" --openings "$papers/from-the-creator" --json "$papers/damages.json" --pdf "$papers/damages.pdf" --lang both \
  --submit --member >"$papers/damages.txt"
indent <"$papers/damages.txt"
grep -q 'CNY 141920.00' "$papers/damages.txt" || fail "the report does not say what damages come to"
jq -cjS .report.assessment.reckoning "$papers/damages.json" | sha256sum | cut -d ' ' -f 1 >"$papers/reckoned.txt"
[ "$(cat "$papers/reckoned.txt")" = "$(jq -r .report.assessment.made.result "$papers/damages.json")" ] ||
  fail "the reckoning in the report is not the one on the chain"
for report in transactions damages; do
  as creator report check "$papers/$report.json" | indent
done
held "the same bytes from every node; the digest on the chain is that of the reckoning in the report"

say "The creator delivers evidence and reports straight to the court's node"
mkdir -p "$papers/as-a-party"
cp "$net/profiles/court-1/openings/"*."$case".json "$papers/as-a-party/"
capture=()
for file in "$papers/capture"/*; do
  [ ! -f "$file" ] || capture+=(--file "$file")
done
submission=$(as creator court submit "$case" --to court-1 --case-file --openings "$papers/as-a-party" "${capture[@]}" \
  --file "$papers/transactions.pdf" --file "$papers/transactions.json" --json 2>"$papers/submit.txt" | record_of)
as court-1 court list --court court-1 --waiting | indent
as court-1 court open "$submission" --into "$papers/at-the-court" | indent
for kind in case assessment; do
  ls "$papers/at-the-court/files/$kind"-*.pdf >/dev/null || fail "the $kind's report was not delivered"
done
as court-1 court receive "$papers/at-the-court" --submission "$submission" --case "$case" --json >/dev/null
as creator court list --subject creator | indent
held "opened, every file and bundle checked, received: the receipt stands on the chain"

printf '\n%sAll of it held.%s To look at: %s, %s, %s\n' "$green" "$plain" \
  "$papers/damages.pdf" "$papers/case.pdf" "$papers/transactions.pdf"
