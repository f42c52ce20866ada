# Debian packages without installing them: apt with private lists and a private cache, so that neither root nor a
# change to the system is needed. What it downloads, apt has checked against Debian's signed indexes.

# Debian 13 has the compiler and most libraries; Eigen 5 came after it.
debian_suites=(trixie forky)

# The mirror that this machine uses already, as apt itself reads it from either format of its sources.
debian_mirror() {
  if [[ -n ${INKLING_DEBIAN_MIRROR:-} ]]; then
    printf '%s\n' "$INKLING_DEBIAN_MIRROR"
    return
  fi
  local codename
  codename=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-stable}")
  apt-get update --print-uris 2>/dev/null |
    sed -nE "s#^'(.*)/dists/($codename|oldstable|stable|testing|unstable|sid)/InRelease'.*#\1#p" | head -n 1
}

# Can packages be had this way? Ubuntu's mirrors carry no Debian suites, so there INKLING_DEBIAN_MIRROR must be set.
have_debian() {
  have apt-get && have dpkg-deb && [[ -r /etc/os-release ]] || return 1
  [[ -n ${INKLING_DEBIAN_MIRROR:-} ]] && return
  [[ $(. /etc/os-release && printf '%s' "$ID") == debian ]]
}

# What packages.txt says of each package.
declare -A suite_of version_of hash_of
while read -r suite package version hash; do
  suite_of[$package]=$suite version_of[$package]=$version hash_of[$package]=$hash
done < <(grep -v '^#' "$root/script/lib/packages.txt")

private_apt() {
  APT_CONFIG="$toolchain/apt/apt.conf" "$@"
}

# Fetches the indexes, once in a run of the script and only if something is to be downloaded.
apt_ready() {
  [[ -z ${apt_is_ready:-} ]] || return 0
  local mirror suite folder="$toolchain/apt" keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  mirror=$(debian_mirror)
  [[ -n $mirror ]] || die "apt's sources name no Debian mirror" \
    "set INKLING_DEBIAN_MIRROR to the URL of one, or put Emscripten 3.1.69 or later on PATH"
  [[ -r $keyring ]] || die "Debian's archive keys are missing ($keyring)" \
    "install the package debian-archive-keyring"
  mkdir -p "$folder"/{lists/partial,cache/archives/partial}
  : >"$folder/sources.list"
  for suite in "${debian_suites[@]}"; do
    printf '%s [signed-by=%s] %s %s main\n' deb "$keyring" "$mirror" "$suite" >>"$folder/sources.list"
  done
  printf '%s [signed-by=%s] %s %s main\n' deb-src "$keyring" "$mirror" trixie >>"$folder/sources.list"
  # The sandbox user of a root's apt could not write below a home directory. A mirror frozen at some date will do: what
  # it holds is compared with packages.txt.
  cat >"$folder/apt.conf" <<CONF
Dir::Etc::sourcelist "$folder/sources.list";
Dir::Etc::sourceparts "-";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::State::Lists "$folder/lists";
Dir::Cache "$folder/cache";
APT::Sandbox::User "";
Acquire::Check-Valid-Until "false";
Acquire::Languages "none";
Acquire::Retries "3";
APT::Update::Error-Mode "any";
CONF
  private_apt apt-get update -qq >"$folder/update.log" 2>&1 || {
    tail -n 5 "$folder/update.log" >&2
    die "Debian's package lists could not be fetched from $mirror" \
      "is the network there, and a proxy that apt knows of? Run script/bootstrap again then: it goes on where it was"
  }
  apt_is_ready=yes
}

# download FOLDER PACKAGE...: binary packages named in packages.txt, into FOLDER.
download() {
  local folder=$1 package wanted=()
  shift
  apt_ready
  for package; do wanted+=("$package/${suite_of[$package]}"); done
  (cd "$folder" && quietly "$folder/download.log" private_apt apt-get download -q "${wanted[@]}")
  for package; do verify "$package" "$folder/$package"_*.deb; done
}

# download_source FOLDER PACKAGE: upstream's sources as Debian keeps them, without Debian's own changes.
download_source() {
  local folder=$1 package=$2
  apt_ready
  (cd "$folder" && quietly "$folder/download.log" \
    private_apt apt-get source -q --download-only --tar-only "$package/${suite_of[$package]}")
  verify "$package" "$folder/$package"_*.orig.tar.*
}

# The pinned hashes make builds repeatable; apt has already seen to it that the file is Debian's.
verify() {
  local package=$1 file=$2 version=${version_of[$1]} hash
  hash=$(sha256sum "$file" | cut -d ' ' -f 1)
  [[ $hash != "${hash_of[$package]}" ]] || return 0
  case $(basename "$file") in
    *_"${version/:/%3a}"_amd64.deb | *_"${version/:/%3a}"_all.deb | *_"$version".orig.tar.*)
      die "$(basename "$file") is not the file that script/lib/packages.txt pins" "its SHA-256 is $hash" ;;
    *_amd64.deb | *_all.deb | *.orig.tar.*)
      say "note: $package: Debian has moved on from the pinned $version, taking its signed $(basename "$file")" ;;
  esac
}

drop_apt() { [[ ! -e $toolchain/apt ]] || rm -rf "$toolchain/apt"; }
