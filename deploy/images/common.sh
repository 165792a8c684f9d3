# shellcheck shell=bash
# Shared by the image scripts: the engine, a base image, a Java runtime. Sourced, never run.
# Settings: LARMOR_BASE_IMAGE, LARMOR_JDK_IMAGE (used as they are, when given), JAVA_HOME (a JDK; a runtime is cut out of it),
# LARMOR_PLATFORMS (see build-images.sh).

if [ -z "${LARMOR_PLATFORMS:-}" ]; then
  BASE_IMAGE="${LARMOR_BASE_IMAGE:-larmor/base:bookworm}"
  JDK_IMAGE="${LARMOR_JDK_IMAGE:-larmor/jdk:local}"
else # what is here is for one kind of machine only
  BASE_IMAGE="${LARMOR_BASE_IMAGE:-debian:bookworm-slim}"
  JDK_IMAGE="${LARMOR_JDK_IMAGE:-eclipse-temurin:25-jdk}"
fi

die() {
  echo "$*" >&2
  exit 2
}

need_engine() {
  command -v docker > /dev/null || die "No docker command: install a container engine (Debian: apt-get install docker.io)."
  docker info > /dev/null 2>&1 || die "No container engine answers: start one (for example, as root: dockerd &) and try again."
}

# The base: the image that was named, or one that is here, or Debian's from a registry, or one made with debootstrap.
need_base() {
  if [ -n "${LARMOR_PLATFORMS:-}" ] || docker image inspect "$BASE_IMAGE" > /dev/null 2>&1; then return; fi
  if [ -n "${LARMOR_BASE_IMAGE:-}" ]; then
    docker pull --quiet "$BASE_IMAGE" || die "The base image $BASE_IMAGE cannot be pulled."
    return
  fi
  if docker pull --quiet debian:bookworm-slim 2> /dev/null; then
    docker tag debian:bookworm-slim "$BASE_IMAGE"
  else
    echo "No image can be pulled: making $BASE_IMAGE with debootstrap." >&2
    bootstrap_base
  fi
}

bootstrap_base() {
  command -v debootstrap > /dev/null || die "debootstrap is missing (Debian: apt-get install debootstrap)."
  [ "$(id -u)" = 0 ] || die "debootstrap needs root."
  local root="$WORK/root"
  debootstrap --variant=minbase bookworm "$root" > "$WORK/debootstrap.log" 2>&1 \
    || { tail -5 "$WORK/debootstrap.log" >&2; die "debootstrap failed."; }
  rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* "$root"/usr/share/{doc,man,locale}
  tar -C "$root" -c . | docker import - "$BASE_IMAGE" > /dev/null
}

# The JDK that cuts the runtime: the image that was named, or one that is here, or Temurin's from a registry, or the JDK of this machine.
need_jdk() {
  if [ -n "${LARMOR_PLATFORMS:-}" ] || docker image inspect "$JDK_IMAGE" > /dev/null 2>&1; then return; fi
  if [ -n "${LARMOR_JDK_IMAGE:-}" ]; then
    docker pull --quiet "$JDK_IMAGE" || die "The JDK image $JDK_IMAGE cannot be pulled."
  elif docker pull --quiet eclipse-temurin:25-jdk 2> /dev/null; then
    docker tag eclipse-temurin:25-jdk "$JDK_IMAGE"
  else
    echo "No image can be pulled: making $JDK_IMAGE from $JAVA_HOME." >&2
    mkdir "$WORK/jdk"
    cp -rL "$JAVA_HOME" "$WORK/jdk/jdk"
    # shellcheck disable=SC2016
    printf 'ARG BASE\nFROM ${BASE}\nCOPY jdk /opt/jdk\nENV JAVA_HOME=/opt/jdk PATH=/opt/jdk/bin:$PATH\n' > "$WORK/jdk/Dockerfile"
    build_image "$JDK_IMAGE" "$WORK/jdk" > /dev/null
  fi
}

# A Java runtime of the given modules, cut out of the JDK that builds the project.
link_runtime() {
  local jlink=jlink
  [ -z "${JAVA_HOME:-}" ] || jlink="$JAVA_HOME/bin/jlink"
  command -v "$jlink" > /dev/null || die "No jlink: set JAVA_HOME to a JDK of 21 or newer."
  [ "$("$jlink" --version | cut -d. -f1)" -ge 21 ] || die "$jlink is older than 21: set JAVA_HOME to a newer JDK."
  "$jlink" --add-modules "$1" --strip-debug --no-header-files --no-man-pages --compress zip-6 --output "$2"
}

# build_image NAME FOLDER [OPTION...]: builds FOLDER/Dockerfile on the base; the engine's talk is shown only when it fails.
# With LARMOR_PLATFORMS for several machines at once, by buildx, which keeps no such image here and so pushes it.
build_image() {
  local name="$1" folder="$2" build=(docker build)
  shift 2
  if [ -n "${LARMOR_PLATFORMS:-}" ]; then
    build=(docker buildx build --platform "$LARMOR_PLATFORMS" --push)
  elif ! docker buildx version > /dev/null 2>&1; then
    export DOCKER_BUILDKIT=0
  fi
  "${build[@]}" --build-arg BASE="$BASE_IMAGE" --tag "$name" "$@" "$folder" > "$WORK/build.log" 2>&1 \
    || { tail -20 "$WORK/build.log" >&2; die "The image $name could not be built."; }
  echo "$name"
}
