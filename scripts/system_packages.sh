#!/usr/bin/env bash
# Says which system packages are missing and why each is needed, then installs them with apt-get.
#
#   scripts/system_packages.sh run|test [PYTHON]
#
# SYSTEM_PACKAGES=skip leaves the system as it is.
set -euo pipefail

purpose="$1"
python="${2:-python3}"

have_program() { PATH="$PATH:/usr/sbin:/sbin" command -v "$1" >/dev/null; }
have_library() { [[ $(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p) == *"$1 "* ]]; }
have_graphics_driver() { compgen -G '/usr/lib/*/dri/*swrast_dri.so' >/dev/null || compgen -G '/usr/lib/*/libgallium*' >/dev/null; }
have_venv() { "$python" -c 'import ensurepip, venv' 2>/dev/null; }
have_npm() { have_program node && have_program npm; }
have_browser() { have_program chromium || have_program chromium-browser || have_program google-chrome; }
has_headers='import os, sys, sysconfig; sys.exit(not os.path.exists(sysconfig.get_path("include") + "/Python.h"))'
have_compiler() { have_program c++ && "$python" -c "$has_headers"; }
can_have_evdev() { [[ $(uname -m) == x86_64 ]] || have_compiler; }
can_have_kivy() {
    "$python" -c 'import sys; sys.exit(sys.version_info >= (3, 14))' && return
    have_compiler && pkg-config --exists sdl2 SDL2_image SDL2_mixer SDL2_ttf gl glesv2 mtdev
}

SDL='libsdl2-dev libsdl2-image-dev libsdl2-mixer-dev libsdl2-ttf-dev libgl-dev libgles-dev libmtdev-dev'

missing=()
reasons=()

# need WHEN PACKAGES WHY CHECK…: PACKAGES are wanted for WHY unless CHECK succeeds.
need() {
    local when="$1" packages="$2" why="$3"
    shift 3
    [[ $when == test && $purpose != test ]] && return
    "$@" && return
    missing+=("$packages")
    reasons+=("$(printf '  %-48s %s' "$why" "$packages")")
}

need run mosquitto 'the MQTT broker every part meets at' have_program mosquitto
need run libgl1 'draws the windows (OpenGL)' have_library libGL.so.1
need run libegl1 'draws without a display' have_library libEGL.so.1
need run libgles2 'draws without a display (OpenGL ES)' have_library libGLESv2.so.2
need run libgl1-mesa-dri 'draws without a graphics card' have_graphics_driver
need run libmtdev1 'reads touch screens' have_library libmtdev.so.1
need run alsa-utils 'plays the gong' have_program aplay
need run espeak-ng 'reads pages aloud at the terminal' have_program espeak-ng
need run "${python##*/}-venv" 'makes the virtual environment' have_venv
need run "g++ ${python##*/}-dev" 'compiles evdev, which reads code scanners' can_have_evdev
need run "g++ ${python##*/}-dev pkg-config $SDL" 'compiles Kivy: no wheel for this Python yet' can_have_kivy
need run 'nodejs npm' 'fetches the web assets of the pages' have_npm
need test chromium 'tests look at the pages in it' have_browser
need test xvfb 'tests open real windows on it' have_program Xvfb
need test xdotool 'tests press keys and touch with it' have_program xdotool

[[ ${#missing[@]} -eq 0 ]] && exit 0

printf '\n==> System packages that are missing, and why each is needed\n'
printf '%s\n' "${reasons[@]}"
read -ra wanted <<<"${missing[*]}"

refuse() {
    printf '\nsetup: %s\nPlease have these installed, then run this again:\n\n    apt-get install %s\n\n' "$1" "${wanted[*]}" >&2
    printf 'SYSTEM_PACKAGES=skip goes on without them.\n' >&2
    exit 1
}

if [[ ${SYSTEM_PACKAGES:-} == skip ]]; then
    printf 'SYSTEM_PACKAGES=skip: going on without them.\n'
    exit 0
fi
have_program apt-get || refuse 'apt-get is not here, so these cannot be installed automatically.'

as_root=()
if [[ $(id -u) -ne 0 ]]; then
    have_program sudo || refuse 'This user may not install packages, and there is no sudo.'
    if [[ -t 0 ]]; then as_root=(sudo); else as_root=(sudo -n); fi
    "${as_root[@]}" true 2>/dev/null || refuse 'This user may not install packages with sudo.'
fi

log="$(mktemp)"
trap 'rm -f "$log"' EXIT
apt() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@" </dev/null >"$log" 2>&1 && return
    tail -n 20 "$log" >&2
    return 1
}

printf '\n==> Installing them%s; this may take a few minutes\n' "${as_root[0]:+ with sudo}"
apt update || printf 'The package lists could not all be renewed; trying with those that are here.\n' >&2

# The package that brings Chromium has another name in some distributions.
if [[ " ${wanted[*]} " == *' chromium '* ]] && ! apt-cache show chromium >/dev/null 2>&1; then
    for i in "${!wanted[@]}"; do
        [[ ${wanted[i]} != chromium ]] || wanted[i]=chromium-browser
    done
fi
apt install --no-install-recommends -y "${wanted[@]}" || refuse 'apt-get could not install them.'

# The lobby starts its own brokers; the one that comes with the package, at port 1883, is not wanted by anybody.
if [[ " ${wanted[*]} " == *' mosquitto '* ]]; then
    if [[ -d /run/systemd/system ]]; then
        "${as_root[@]}" systemctl disable --now --quiet mosquitto.service || true
    elif have_program service; then
        "${as_root[@]}" service mosquitto stop >/dev/null 2>&1 || true
    fi
fi
