# Shared by the image scripts: the engine, a base image, a Java runtime. Sourced, never run.
# Settings: LARMOR_BASE_IMAGE (used as it is, when given), JAVA_HOME (a JDK; its runtime goes into the images).

BASE_IMAGE="${LARMOR_BASE_IMAGE:-larmor/base:bookworm}"
export DOCKER_BUILDKIT=0

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
  if docker image inspect "$BASE_IMAGE" > /dev/null 2>&1; then return; fi
  if [ -n "${LARMOR_BASE_IMAGE:-}" ]; then
    docker pull --quiet "$BASE_IMAGE" || die "The base image $BASE_IMAGE cannot be pulled."
    return
  fi
  if docker pull --quiet debian:bookworm-slim 2> /dev/null; then
    docker tag debian:bookworm-slim "$BASE_IMAGE"
  else
    echo "No image can be pulled: making $BASE_IMAGE with debootstrap."
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

# A Java runtime of the given modules, cut out of the JDK that builds the project.
link_runtime() {
  local jlink=jlink
  [ -z "${JAVA_HOME:-}" ] || jlink="$JAVA_HOME/bin/jlink"
  command -v "$jlink" > /dev/null || die "No jlink: set JAVA_HOME to a JDK of 21 or newer."
  [ "$("$jlink" --version | cut -d. -f1)" -ge 21 ] || die "$jlink is older than 21: set JAVA_HOME to a newer JDK."
  "$jlink" --add-modules "$1" --strip-debug --no-header-files --no-man-pages --compress zip-6 --output "$2"
}

# build_image NAME FOLDER: builds FOLDER/Dockerfile on the base; the engine's talk is shown only when it fails.
build_image() {
  docker build --build-arg BASE="$BASE_IMAGE" --tag "$1" "$2" > "$WORK/build.log" 2>&1 \
    || { tail -20 "$WORK/build.log" >&2; die "The image $1 could not be built."; }
  echo "$1"
}
