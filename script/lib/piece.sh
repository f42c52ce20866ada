# A piece of the toolchain: brought once, and remembered by a stamp that says what it was made by.

# piece NAME VERSION FUNCTION: calls `FUNCTION SCRATCH_FOLDER` unless the stamp, which holds both, says that just this
# function has done so for just this version. The stamp is written last: what was interrupted half-way is done again.
piece() {
  local name=$1 build=$3 key
  key="$2"$'\n'"$(declare -f "$build")"
  local stamp="$toolchain/stamps/$name" scratch="$toolchain/tmp/$name" started=$SECONDS
  [[ -f $stamp && $(<"$stamp") == "$key" ]] && return
  say "$name ..."
  rm -rf "$scratch" "$stamp"
  mkdir -p "$scratch" "$toolchain/stamps"
  "$build" "$scratch"
  printf '%s\n' "$key" >"$scratch.stamp"
  mv "$scratch.stamp" "$stamp"
  rm -rf "$scratch"
  say "$name: ready after $((SECONDS - started)) s"
}

# quietly LOG COMMAND...: a build's output is of interest only when the build fails.
quietly() {
  local log=$1
  shift
  "$@" >"$log" 2>&1 || {
    # npm says what is wrong first, compilers last.
    { head -n 8 "$log" && echo ... && tail -n 25 "$log"; } >&2
    die "this failed: $*" "if the lines above do not tell why: free disk space?  $(free_space)"
  }
}

free_space() { df -Ph "$toolchain" | awk 'NR == 2 { print $4 " free on " $6 }'; }

# need_space MEBIBYTES
need_space() {
  local free
  free=$(df -Pm "$toolchain" | awk 'NR == 2 { print $4 }')
  ((free >= $1)) || die "the toolchain needs $1 MiB of disk space here, there are $free" \
    "free some, or make .toolchain a symbolic link to a folder on a larger disk"
}

# Two runs at a time would write the same files; the second waits, and then finds everything done.
one_at_a_time() {
  have flock || return 0
  exec 9>"$toolchain/lock"
  flock --nonblock 9 || {
    say "waiting for another script/bootstrap ..."
    flock 9
  }
}
