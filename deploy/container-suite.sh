#!/usr/bin/env bash
# Runs the integration suite (the classes ...IT) against a Kafka container instead of the embedded broker, through
# Testcontainers. Behind `./larmor test --containers`; further arguments go to Maven.
# The image: LARMOR_KAFKA_IMAGE, or else Apache's, or, where that cannot be pulled, one built from Kafka's own jars.
set -euo pipefail
cd "$(dirname "$0")/.."

# What a person should read goes to descriptor 3, which the launcher leads past Maven's output.
{ true >&3; } 2> /dev/null || exec 3>&2

APACHE=apache/kafka:4.4.0
OWN=larmor/kafka:4.4.0

command -v docker > /dev/null || { echo "No docker command: the container suite needs a container engine (Debian: apt-get install docker.io)." >&3; exit 2; }
docker info > /dev/null 2>&1 || { echo "No container engine answers: start one (for example, as root: dockerd &) and try again." >&3; exit 2; }

choose_image() {
  local image
  for image in "$APACHE" "$OWN"; do
    if docker image inspect "$image" > /dev/null 2>&1; then echo "$image"; return; fi
  done
  if docker pull --quiet "$APACHE" > /dev/null 2>&1; then echo "$APACHE"; return; fi
  deploy/images/build-kafka-image.sh "$OWN" | tail -1
}

LARMOR_KAFKA_IMAGE="${LARMOR_KAFKA_IMAGE:-$(choose_image)}"
[ -n "$LARMOR_KAFKA_IMAGE" ] || { echo "No Kafka image could be had." >&3; exit 2; }
export LARMOR_KAFKA_IMAGE
# None of Testcontainers' own helper images is needed: the session stops what it started, and the engine is known to answer.
export TESTCONTAINERS_RYUK_DISABLED=true TESTCONTAINERS_CHECKS_DISABLE=true
# Seen from inside a container, an engine beside it publishes ports at the bridge's gateway, one within it here.
if [ -z "${TESTCONTAINERS_HOST_OVERRIDE:-}" ] && [ -e /.dockerenv ]; then
  gateway="$(docker network inspect bridge --format '{{(index .IPAM.Config 0).Gateway}}')"
  export TESTCONTAINERS_HOST_OVERRIDE="${gateway:-localhost}"
fi
echo "Integration suite against a container of $LARMOR_KAFKA_IMAGE" >&3
exec ./mvnw -B -ntp verify -Dtest='*IT' -Dsurefire.failIfNoSpecifiedTests=false \
  -Dlarmor.test.containers=true -Dlarmor.test.excluded="${LARMOR_TEST_EXCLUDED:-}" "$@"
