"""A bare machine in which root types what a guide says, on this one and without changing it.

Namespaces of its own (mounts, network, processes) with an empty layer over the system's folders:
all paths are the real ones, ports 80 and 443 are free, and nothing is left when the shell ends.
What would ask the network or need systemd is played by `PLAYED`; the rest are the real programs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import jinja2
import markupsafe

from tests.support.tiny_site import make_tiny_site
from tools.places import ROOMS, ROOT
from tools.web_servers import find

FOLDERS = ("/etc", "/opt", "/root", "/run", "/srv", "/usr", "/var")
NAMESPACES = ("unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc")
SECONDS = 120
HOST = "tin.example.vn"
# Of what a clone brings, all that this needs.
CLONED = ("deploy", *ROOMS, "run.py", "tasks.py", "requirements.lock", "pyproject.toml")

BEGIN = """\
set -e
mount -t tmpfs tmpfs "$PLAY"
for folder in {folders}; do
    mkdir -p "$PLAY$folder/up" "$PLAY$folder/work"
    layers="lowerdir=$folder,upperdir=$PLAY$folder/up,workdir=$PLAY$folder/work"
    mount -t overlay -o "$layers" overlay $folder
done
chmod 755 /root
ip link set lo up 2>/dev/null || {python} -c '{loopback}'
echo '127.0.0.1 {host}' >> /etc/hosts
mkdir -p /usr/lib/only /run/sshd
cp -r {jinja2} {markupsafe} /usr/lib/only/
for name in {played}; do
    rm -f /usr/bin/$name /usr/sbin/$name
    ln -s "$PLAYED/$name" /usr/bin/$name
done
rm -rf /etc/nginx/sites-enabled/portal.conf /etc/portal /var/lib/portal
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8
set -x
"""
# Where there is no `ip`: SIOCSIFFLAGS with IFF_UP.
LOOPBACK = (
    "import fcntl, socket, struct; "
    'fcntl.ioctl(socket.socket(), 0x8914, struct.pack("16sh22x", b"lo", 1))'
)
PLAYED = {
    "apt": 'mkdir -p /etc/ssh/sshd_config.d; pgrep -x nginx > /dev/null || nginx',
    "timedatectl": "",
    "ufw": "",
    "certbot": """\
# As the authority does: a proof has to be found at the name, by http.
while [ $# -gt 0 ]; do case "$1" in -w) root=$2;; -d) host=$2;; esac; shift; done
mkdir -p "$root/.well-known/acme-challenge" "/etc/letsencrypt/live/$host"
echo proof > "$root/.well-known/acme-challenge/token"
[ "$(curl -fsS "http://$host/.well-known/acme-challenge/token")" = proof ] || exit 1
cd "/etc/letsencrypt/live/$host"
openssl req -x509 -newkey ec -nodes -pkeyopt ec_paramgen_curve:prime256v1 -days 90 \\
    -subj "/CN=$host" -addext "subjectAltName=DNS:$host" -keyout privkey.pem -out fullchain.pem 2>&1
chmod 600 privkey.pem""",
    "systemctl": """\
case "$1 $2" in
    "reload nginx"*) exec nginx -s reload;;
    "reload ssh") exit 0;;
    "enable --now") shift 2; for unit; do
        [ -f "/etc/systemd/system/$unit" ] || exit 1
        [ "$unit" != portal-reload.path ] || setsid watch-portal < /dev/null > /dev/null 2>&1 &
    done;;
    "enable "*) [ -f "/etc/systemd/system/$2" ];;
    *) exit 0;;
esac""",
    # What systemd does with portal-reload.path and portal-reload.service.
    "watch-portal": """\
file=$(sed -n 's/^PathChanged=//p' /etc/systemd/system/portal-reload.path)
while sleep 0.05; do
    now=$(stat -c %i "$file" 2> /dev/null)
    if [ "$now" != "$seen" ]; then seen=$now; unshare --mount run-portal; fi
done""",
    # As little as the unit allows it: folders that are read-only, capabilities, no new ones.
    "run-portal": """\
set -e
of() { sed -n "s/^$1=//p" /etc/systemd/system/portal-reload.service; }
cd "$(of WorkingDirectory)"
for place in $(of ReadWritePaths | tr -d '"'); do
    [ ! -d "${place#-}" ] || mount --bind "${place#-}" "${place#-}"
done
for place in /etc /opt /root /srv /usr /var; do mount -o remount,bind,ro $place; done
abilities=$(of CapabilityBoundingSet | tr A-Z a-z | sed 's/cap_/+/g; s/ /,/g')
run="setpriv --no-new-privs --bounding-set=-all,$abilities $(of ExecStart)"
eval "exec $run"
""",
    "git": """\
[ "$1" = clone ] || exit 0
cd {project}
cp -r --no-preserve=ownership {cloned} "$PLAYED/site/." "$3/" 2> /dev/null || {{
    mkdir -p "$3" && cp -r --no-preserve=ownership {cloned} "$PLAYED/site/." "$3/"; }}
# run.py would fetch every package.
mkdir -p "$3/.venv/bin"
printf '#!/bin/sh\\nexec {virtual} "$@"\\n' > "$3/.venv/bin/python"
chmod 755 "$3/.venv/bin/python"
cd "$3"
python3 -c 'from run import *; from tools.set_up import *; \
stamp_of(VENV, LOCK_FILE).write_text(stamp_for(LOCK_FILE))'""",
    # The system's, with Debian's python3-jinja2 and no other package.
    "python3": 'PYTHONPATH="/usr/lib/only" exec {python} -B "$@"',
}  # fmt: skip


def type_as_root(commands: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """One shell's answer to `commands`; folder: empty, and readable for everybody."""
    played, play = folder / "played", folder / "play"
    played.mkdir()
    play.mkdir()
    write_site(played / "site")
    base = Path(sys.executable).resolve()
    values = {
        "project": ROOT,
        "cloned": " ".join(CLONED),
        "virtual": sys.executable,
        "python": base,
    }
    for name, text in PLAYED.items():
        script = text.format_map(values) if name in ("git", "python3") else text
        (played / name).write_text(f"#!/bin/bash\nPLAYED={played}\n{script}\n", "utf-8")
        (played / name).chmod(0o755)
    begin = BEGIN.format(
        folders=" ".join(FOLDERS),
        python=base,
        loopback=LOOPBACK.replace("'", "'\\''"),
        host=HOST,
        jinja2=Path(jinja2.__file__).parent,
        markupsafe=Path(markupsafe.__file__).parent,
        played=" ".join(PLAYED),
    )
    environment = {"PATH": os.environ["PATH"], "PLAY": str(play), "PLAYED": str(played)}
    # What a publisher's machine trusts.
    environment["SSL_CERT_FILE"] = f"/etc/letsencrypt/live/{HOST}/fullchain.pem"
    return subprocess.run(
        [*NAMESPACES, "bash", "-c", begin + commands],
        env=environment,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        timeout=SECONDS,
    )


def write_site(folder: Path) -> None:
    """A tiny one with the project's own declaration of where it is published."""
    settings = make_tiny_site(folder / "thu")
    text = settings.read_text("utf-8").replace(str(folder), "/opt/portal")
    _, _, declared = (ROOT / "publishconf.py").read_text("utf-8").partition("\nPUBLISH =")
    whole = f'{text}SITEURL = "https://bachthong.example.vn"\nPUBLISH ={declared}'
    (folder / "publishconf.py").write_text(whole, "utf-8")
    settings.unlink()


def is_possible() -> bool:
    return shutil.which("unshare") is not None and find("nginx") is not None
