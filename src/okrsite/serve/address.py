"""Where the preview is served: a listening socket, and the names it answers to."""

import errno
import os
import socket

from okrsite.base.frozen import Frozen
from okrsite.base.problems import CannotError

MOST_PORTS = 100


class Address(Frozen):
    """A host and a port; where the port is taken, the next free one is chosen."""

    host: str = "127.0.0.1"
    port: int = 8000


class CannotServe(CannotError):  # noqa: N818 - the name says what went wrong
    """The address cannot be served on; the message says why, `hint` what to do."""


def listen(address: Address) -> socket.socket:
    """A socket that listens on the address, or on the first free port after it.

    Raises CannotServe where the host is not this machine's, or no port is to be had.
    """
    try:
        found = socket.getaddrinfo(address.host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as trouble:
        raise CannotServe(f"`{address.host}` is not a host that is known here", HOST) from trouble
    family, _, _, _, place = found[0]
    last = min(address.port + MOST_PORTS, 65536) if address.port else 1
    for port in range(address.port, last):
        try:
            return _listen(family, (place[0], port, *place[2:]))
        except OSError as trouble:
            if trouble.errno != errno.EADDRINUSE:
                raise _refused(address, port, trouble) from trouble
    raise CannotServe(f"the ports {address.port} to {last - 1} are all taken", "try another --port")


def port_of(listening: socket.socket) -> int:
    """The port that a socket listens on."""
    return int(listening.getsockname()[1])


def names(host: str, port: int) -> frozenset[str]:
    """Every `Host` that the preview answers to, in lower case.

    >>> sorted(names("127.0.0.1", 8000))
    ['127.0.0.1:8000', '[::1]:8000', 'localhost:8000']
    """
    hosts = {"127.0.0.1", "localhost", "[::1]", _bracketed(host).lower()}
    with_port = {f"{host}:{port}" for host in hosts}
    return frozenset(with_port | (hosts if port == 80 else set()))


def url(host: str, port: int) -> str:
    """The address to open in a browser.

    >>> url("0.0.0.0", 8000), url("::1", 8001)
    ('http://127.0.0.1:8000/', 'http://[::1]:8001/')
    """
    return f"http://{_bracketed(_EVERYWHERE.get(host, host))}:{port}/"


def _listen(family: int, place: tuple[str | int, ...]) -> socket.socket:
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would let two servers share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(place)
        listening.listen()
    except OSError:
        listening.close()
        raise
    return listening


def _refused(address: Address, port: int, trouble: OSError) -> CannotServe:
    reason = (trouble.strerror or str(trouble)).lower()
    hint = "try a --port from 1024 on" if trouble.errno == errno.EACCES else HOST
    return CannotServe(f"`{address.host}` port {port} cannot be served on: {reason}", hint)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


HOST = "leave --host out, or give an address of this machine"

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - not bound here
