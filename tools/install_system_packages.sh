#!/usr/bin/env bash
# Install what the machine lacks: tools/install_system_packages.sh [venv] [npm] [chromium] [postgresql]
# As root Debian packages are installed; anybody else is told the exact command.
set -euo pipefail

python=${PYTHON:-python3}

is_there() {
    case $1 in
        venv) "$python" -c 'import ensurepip, venv' 2>/dev/null ;;
        npm) command -v npm >/dev/null ;;
        chromium) command -v chromium >/dev/null ;;
        postgresql) command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null ;;
        *) echo "Unknown need: $1" >&2; exit 2 ;;
    esac
}

packages_for() {
    case $1 in
        venv) echo python3-venv ;;
        npm) echo nodejs npm ;;
        chromium) echo chromium chromium-sandbox fonts-liberation ;;
        postgresql) echo postgresql ;;
    esac
}

missing=()
packages=()
for need in "$@"; do
    if ! is_there "$need"; then
        missing+=("$need")
        read -ra names <<<"$(packages_for "$need")"
        packages+=("${names[@]}")
    fi
done
[ ${#missing[@]} -gt 0 ] || exit 0

apt=(apt-get -o DPkg::Lock::Timeout=600 install -y --no-install-recommends "${packages[@]}")
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "Missing on this machine: ${missing[*]}. On Debian, install with:"
    echo "    sudo apt-get update && sudo apt-get install --no-install-recommends ${packages[*]}"
    echo "Then run make again."
    exit 1
fi

echo "Installing Debian packages: ${packages[*]}"
export DEBIAN_FRONTEND=noninteractive
"${apt[@]}" -qq || { apt-get -o DPkg::Lock::Timeout=600 update -qq && "${apt[@]}" -qq; }

for need in "${missing[@]}"; do
    is_there "$need" || { echo "Still missing after installing ${packages[*]}: $need"; exit 1; }
done
