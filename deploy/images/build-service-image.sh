#!/usr/bin/env bash
# Builds the image of the service, with the models of models/zoo. Prints its name.
# Usage: build-service-image.sh [NAME:TAG]; then, for example: docker run NAME:TAG serve --bootstrap broker:9092
set -euo pipefail
cd "$(dirname "$0")"
WORK="$(mktemp -d)"
trap 'rm -rf "$WORK"' EXIT
. ./common.sh

IMAGE="${1:-larmor/service:0.1.0}"
MODULES=java.desktop,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.security.sasl,java.sql,java.xml,jdk.crypto.ec,jdk.management,jdk.unsupported,jdk.zipfs

need_engine
need_base
mkdir -p "$WORK/image/lib"
(cd ../.. && ./mvnw -q -B -ntp -DskipTests -pl services/app -am package)
cp ../../services/app/target/larmor-app*.jar ../../services/app/target/lib/*.jar "$WORK/image/lib"
cp -r ../../models/zoo "$WORK/image/zoo"
cp service/Dockerfile "$WORK/image"
link_runtime "$MODULES" "$WORK/image/jre"
build_image "$IMAGE" "$WORK/image"
