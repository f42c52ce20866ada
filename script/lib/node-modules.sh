# The npm packages of the page and its tests, exactly as package-lock.json names them.

bring_node_modules() {
  if [[ ! -f $root/package-lock.json ]]; then
    say "note: there is no package-lock.json, so no npm packages are installed"
    return
  fi
  have npm || die "npm is missing" "install Node.js 20 or later, which brings it"
  [[ -d $root/node_modules ]] || rm -f "$toolchain/stamps/node-modules"
  piece node-modules "$(sha256sum <"$root/package-lock.json")" install_node_modules
}

# Installing runs no code of the packages: none of them needs it, and it is how worms spread.
install_node_modules() {
  (cd "$root" && quietly "$1/npm.log" npm ci --ignore-scripts --no-audit --no-fund)
}
