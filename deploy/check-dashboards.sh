#!/usr/bin/env bash
# Checks the dashboards against Grafana's own schema (the types of @grafana/schema), where no Grafana is at hand to load them.
# Needs node, npm and the npm registry.
set -euo pipefail
cd "$(dirname "$0")/helm/larmor/monitoring/dashboards"
WORK="$(mktemp -d)"
trap 'rm -rf "$WORK"' EXIT
npm install --prefix "$WORK" --silent --no-audit --no-fund --ignore-scripts --legacy-peer-deps @grafana/schema@13.2.3 typescript@5.9.3
for file in *.json; do # the modes of thresholds are an enumeration there, whose values cannot be written as text
  { echo "import { ThresholdsMode, type Dashboard } from '@grafana/schema';"
    echo "export const dashboard: Dashboard ="
    sed 's/"mode": "absolute"/"mode": ThresholdsMode.Absolute/' "$file"
  } > "$WORK/${file%.json}.ts"
done
"$WORK/node_modules/.bin/tsc" --noEmit --strict --skipLibCheck --moduleResolution bundler --module esnext "$WORK"/*.ts
echo "Grafana's schema takes: $(echo *.json)"
