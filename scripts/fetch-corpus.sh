#!/usr/bin/env bash
# Fetches the images by which codecs are tested, from Debian's source packages, into a folder: corpus/ by default.
# It needs apt, and knows where packages come from by the system's own lists; the system's apt is not changed.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-corpus}
packages=(libpng1.6 giflib libwebp tiff libheif exiv2)

command -v apt-get > /dev/null || { echo 'No apt here: the corpus is fetched on Debian and its kin only.' >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"/{sources,lists/partial,cache/archives/partial,downloads}

# The lists of the system, of sources in the place of binaries.
shopt -s nullglob
for list in /etc/apt/sources.list{,.d/*.list,.d/*.sources}; do
  [ -f "$list" ] || continue
  case "$list" in
    *.sources) sed 's/^Types:.*/Types: deb-src/' "$list" > "$work/sources/${list##*/}" ;;
    *) { grep -E '^deb ' "$list" || true; } | sed 's/^deb /deb-src /' > "$work/sources/${list##*/}" ;;
  esac
done

apt=(
  apt-get --quiet --quiet -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$work/sources"
  -o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache" -o APT::Sandbox::User="$(id -un)"
)
# A list of another maker may lack sources; whether those that matter are there shows in the next step.
"${apt[@]}" update || true
(cd "$work/downloads" && "${apt[@]}" source --download-only --tar-only "${packages[@]}")

# Of each package its own folder, and only images.
for archive in "$work"/downloads/*.orig.tar.*; do
  name=${archive##*/}
  name=${name%%_*}
  mkdir -p "$work/unpacked/$name" "$folder/$name"
  tar --extract --file "$archive" --directory "$work/unpacked/$name" --no-same-owner
  find "$work/unpacked/$name" -type f -regextype posix-extended -iregex \
    '.*\.(png|gif|jpe?g|webp|tiff?|svg|ico|bmp|avif|hei[cf]|jp2|jxl|psd|crw|raf|dng|rw2|pgf|eps|exv|poc|bmff)' \
    -exec cp --target-directory "$folder/$name" {} +
done
echo "$(find "$folder" -type f | wc -l) files in $folder"
