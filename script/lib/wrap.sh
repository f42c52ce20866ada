# Makes programs of a newer Debian run here: each is started through the C library that was unpacked beside it.

# wrap PROGRAM LOADER [OPTION]: moves PROGRAM to ../libexec and leaves in its place a script that starts it, with OPTION
# before its own arguments, through LOADER, which is the newer C library's ld-linux-*.so, and with the libraries in
# LOADER's folder. Links to PROGRAM go on working. "$here" in OPTION is PROGRAM's folder.
wrap() {
  local folder=${1%/*} name=${1##*/} loader option=${3:+ "$3"}
  loader=$(realpath --relative-to="$folder" "$2")
  mkdir -p "$folder/../libexec"
  mv "$1" "$folder/../libexec/$name"
  cat >"$1" <<WRAPPER
#!/bin/sh
here=\${0%/*}
exec "\$here/$loader" --library-path "\$here/${loader%/*}" --argv0 "\$0" "\$here/../libexec/$name"$option "\$@"
WRAPPER
  chmod +x "$1"
}

# Started like this, clang takes the loader for its own file, beside which it looks for its headers and for itself as
# the second stage of a compilation. The option, which that second stage does not take, makes it go by the name that it
# was called with.
wrap_clang() {
  # shellcheck disable=SC2016 # the wrapper expands it
  wrap "$1" "$2" '$option'
  sed -i '2i case ${1-} in -cc1*) option= ;; *) option=-no-canonical-prefixes ;; esac' "$1"
}
