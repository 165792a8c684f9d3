#!/usr/bin/env bash
# Builds a one-node Kafka (KRaft) image from Kafka's own jars, for the integration suite where no image can be pulled.
# Prints the image's name. It answers to the same variables and start script as Apache's image, so that Testcontainers'
# KafkaContainer takes either. Usage: build-kafka-image.sh [NAME:TAG]
set -euo pipefail
cd "$(dirname "$0")"
WORK="$(mktemp -d)"
trap 'rm -rf "$WORK"' EXIT
. ./common.sh

IMAGE="${1:-larmor/kafka:4.4.0}"
MODULES=java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.security.sasl,java.sql,java.xml,jdk.crypto.ec,jdk.management,jdk.unsupported,jdk.zipfs

need_engine
need_base
mkdir "$WORK/image"
cp kafka/Dockerfile kafka/run kafka/logback.xml "$WORK/image"
../../mvnw -q -B -f kafka/pom.xml dependency:copy-dependencies -DoutputDirectory="$WORK/image/libs" -DincludeScope=runtime
link_runtime "$MODULES" "$WORK/image/jre"
build_image "$IMAGE" "$WORK/image"
