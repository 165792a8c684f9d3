#!/usr/bin/env bash
# Builds the container images and prints their names.
#   deploy/build-images.sh                        # slim and cpu
#   deploy/build-images.sh slim cpu cuda kafka prometheus
# slim         console, display, bridge, watch, metrics: without PyTorch
# cpu, cuda    the service (and every other command); cuda needs LARMOR_LIBTORCH
# kafka, prometheus   one node each, for a machine on which no image can be pulled
#
# LARMOR_BASE_IMAGE   what the images stand on (default: Debian's bookworm-slim, or one made with debootstrap)
# LARMOR_JDK_IMAGE    a JDK of 25 or newer, for the runtime (default: Temurin's, or the one that ./larmor would take on the base)
# LARMOR_LIBTORCH     folder of libtorch 2.7.1+cu128 (shared, with its dependencies), with lib/libtorch_cuda.so
# LARMOR_IMAGES       what the names begin with (default: larmor; for example registry.example/larmor)
# LARMOR_TAG          their tag (default: the version of the project)
# LARMOR_PLATFORMS    for example linux/amd64,linux/arm64: builds for all of them with buildx, and pushes
set -euo pipefail
cd "$(dirname "$0")/images"
WORK="$(mktemp -d)"
trap 'rm -rf "$WORK"' EXIT
. ./common.sh

ROOT="$(cd ../.. && pwd)"
JAVA_HOME="$("$ROOT/larmor" --jdk)"
MAVEN_OPTS="${MAVEN_OPTS:-} $("$ROOT/larmor" --jvm-flags)"
export JAVA_HOME MAVEN_OPTS
VERSION="$(sed -n 's:.*<version>\(.*\)</version>.*:\1:p' "$ROOT/pom.xml" | head -1)"
NAMES="${LARMOR_IMAGES:-larmor}"
TAG="${LARMOR_TAG:-${VERSION%-SNAPSHOT}}"
TARGETS=("${@:-slim}")
[ $# -gt 0 ] || TARGETS=(slim cpu)

# The context of the images of Larmor: jars, PyTorch's natives for each processor, models.
lay_out() {
  local libs="$ROOT/services/app/target/lib" arch
  [ ! -e "$WORK/larmor" ] || return 0
  (cd "$ROOT" && ./mvnw -q -B -ntp -Dmaven.test.skip=true -pl services/app -am package)
  mkdir -p "$WORK/larmor/lib" "$WORK/larmor/natives" "$WORK/larmor/libtorch/lib"
  cp larmor/* "$WORK/larmor"
  cp "$libs"/*.jar "$ROOT"/services/app/target/larmor-app.jar "$WORK/larmor/lib"
  rm "$WORK"/larmor/lib/pytorch-native-*.jar
  cp -r "$ROOT/models/zoo" "$WORK/larmor/zoo"
  PYTORCH_VERSION="$(property pytorch.version)"
  DJL_VERSION="$(property djl.version)"
  for arch in x86_64 aarch64; do
    (cd "$ROOT" && ./mvnw -q -B -ntp -N dependency:copy -DoutputDirectory="$WORK/larmor/natives" -Dmdep.useBaseVersion=true \
      -Dartifact="ai.djl.pytorch:pytorch-native-cpu:$PYTORCH_VERSION:jar:linux-$arch")
  done
}

property() { # of the project's pom.xml
  sed -n "s:.*<$1>\(.*\)</$1>.*:\1:p" "$ROOT/pom.xml"
}

larmor_image() { # TARGET
  lay_out
  if [ "$1" = cuda ]; then
    [ -e "${LARMOR_LIBTORCH:-}/lib/libtorch_cuda.so" ] || die "LARMOR_LIBTORCH is no folder of libtorch $PYTORCH_VERSION+cu128 (lib/libtorch_cuda.so)."
    cp -r "$LARMOR_LIBTORCH"/lib/lib*.so* "$WORK/larmor/libtorch/lib"
  fi
  build_image "$NAMES/$1:$TAG" "$WORK/larmor" --target "$1" --build-arg JDK="$JDK_IMAGE" \
    --build-arg VERSION="$TAG" --build-arg REVISION="$(git -C "$ROOT" rev-parse HEAD)" \
    --build-arg PYTORCH_VERSION="$PYTORCH_VERSION" --build-arg DJL_VERSION="$DJL_VERSION"
}

prometheus_image() {
  command -v apt-get > /dev/null || die "The image of Prometheus is made of Debian's package: elsewhere, pull prom/prometheus."
  mkdir -p "$WORK/prometheus/bin" "$WORK/deb"
  cp prometheus/Dockerfile "$WORK/prometheus"
  (cd "$WORK/deb" && apt-get download -qq prometheus && dpkg-deb -x prometheus_*.deb .) > "$WORK/build.log" 2>&1 \
    || { tail -5 "$WORK/build.log" >&2; die "Debian's package of Prometheus could not be had (apt-get update?)."; }
  cp "$WORK/deb/usr/bin/prometheus" "$WORK/deb/usr/bin/promtool" "$WORK/prometheus/bin"
  build_image "larmor/prometheus:$(dpkg-deb -f "$WORK"/deb/prometheus_*.deb Version | sed 's/[+-].*//')" "$WORK/prometheus"
}

need_engine
need_base
for target in "${TARGETS[@]}"; do
  case "$target" in
    slim | cpu | cuda) need_jdk && larmor_image "$target" ;;
    kafka) ./build-kafka-image.sh ;;
    prometheus) prometheus_image ;;
    *) die "There is no image '$target': slim, cpu, cuda, kafka or prometheus." ;;
  esac
done
