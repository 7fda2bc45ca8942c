#!/bin/sh
# What dateline serve answers, asked with curl. Start it first: dateline serve --db dateline.db
# DATELINE_URL is where it is; DATELINE_TOKEN is needed where it is not on this machine.
set -eu
url=${DATELINE_URL:-http://127.0.0.1:8765}
ask() { curl -fsS ${DATELINE_TOKEN:+-H "Authorization: Bearer $DATELINE_TOKEN"} "$@"; }

echo "# What the store holds"
ask "$url/api/meta" | cut -c 1-300
echo

echo "# How many assaults that happened, by country"
ask -G "$url/api/facets" --data-urlencode "type=ASSAULT" --data-urlencode "status=actual" --data-urlencode "by=country"
echo

echo "# All that was threatened, one report a line"
ask -G "$url/api/reports.jsonl" --data-urlencode "status=threatened" | wc -l

echo "# The same as a table, with what each column is"
ask -G "$url/api/export" --data-urlencode "status=threatened" --data-urlencode "format=csv" | sed -n 1,3p
ask -G "$url/api/export" --data-urlencode "format=csv" --data-urlencode "part=codebook" | sed -n 1,5p

echo "# What a reviewer should look at next, and saying that it is right"
report=$(ask -G "$url/api/review/next" --data-urlencode "reviewer=curl" | sed -n 's/.*"id":"\(r_[0-9a-f]*\)".*/\1/p')
ask -H "Content-Type: application/json" -d "{\"report\":\"$report\",\"reviewer\":\"curl\",\"decision\":\"accept\"}" "$url/api/review"
echo
