"""Root knows, not hopes, that the web server runs with the configuration that is in place."""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from contextlib import closing, suppress
from ipaddress import ip_address

from tools.server.facts import ServerFacts

SECONDS = 10.0
PAUSE = 0.1
ONE_TRY = 5.0
# nginx' old processes go on taking connections for a moment beside the new ones.
IN_A_ROW = 5


def serves(facts: ServerFacts, address: str, seconds: float = SECONDS) -> bool:
    """Whether the server on this machine leads on from `address`, soon, and each time it is asked
    from then on."""
    end = time.monotonic() + seconds
    led = 0
    while led < IN_A_ROW:
        led = led + 1 if _leads_on(facts, address) else 0
        if not led and time.monotonic() > end:
            return False
        time.sleep(PAUSE)
    return True


def _leads_on(facts: ServerFacts, address: str) -> bool:
    with suppress(OSError, http.client.HTTPException):
        return _status(facts, address) == http.client.MOVED_PERMANENTLY
    return False


def _status(facts: ServerFacts, address: str) -> int:
    ip = _near(facts.addresses[0])
    port = facts.https_port if facts.tls else facts.http_port
    with closing(http.client.HTTPConnection(ip, port, timeout=ONE_TRY)) as connection:
        if facts.tls:
            # Which certificate it is does not matter here: this machine asks itself.
            trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
            plain = socket.create_connection((ip, port), ONE_TRY)
            connection.sock = trusting.wrap_socket(plain, server_hostname=facts.hosts[0])
        connection.request("HEAD", address, headers={"Host": facts.hosts[0]})
        return connection.getresponse().status


def _near(address: str) -> str:
    """Where a socket that listens on `address` can be reached from here."""
    found = ip_address(address)
    if not found.is_unspecified:
        return address
    return "127.0.0.1" if found.version == 4 else "::1"
