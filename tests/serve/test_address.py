"""The preview finds a free port, and says plainly where it cannot be served."""

import socket

import pytest

from okrsite.serve import Address, CannotServe
from okrsite.serve.address import listen, names, port_of


def test_the_next_port_is_used_where_one_is_taken() -> None:
    with (
        listen(Address("127.0.0.1", 0)) as first,
        listen(Address("127.0.0.1", port_of(first))) as second,
    ):
        assert port_of(second) > port_of(first)
        assert second.getsockname()[0] == "127.0.0.1"


def test_the_preview_binds_the_loopback_unless_told_otherwise() -> None:
    assert Address() == Address("127.0.0.1", 8000)


@pytest.mark.parametrize(
    ("host", "message"),
    [
        ("no.such.host.invalid", "`no.such.host.invalid` is not a host that is known here"),
        ("a" * 300, f"`{'a' * 300}` is not a host that is known here"),
        ("192.0.2.1", "`192.0.2.1` port 8000 cannot be served on: cannot assign requested address"),
    ],
)
def test_a_host_that_is_not_here_is_refused_in_one_line(host: str, message: str) -> None:
    with pytest.raises(CannotServe) as refused:
        listen(Address(host))
    assert (str(refused.value), refused.value.hint) == (
        message,
        "leave --host out, or give an address of this machine",
    )


def test_the_host_that_was_asked_for_is_a_name_of_the_preview_too() -> None:
    assert "goals.test:8000" in names("Goals.test", 8000)
    assert "[::1]:80" in names("::1", 80)
    assert "localhost" in names("::1", 80)
    assert "localhost" not in names("::1", 8000)


def test_ipv6_is_served_where_asked_for() -> None:
    if not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    try:
        listening = listen(Address("::1", 0))
    except CannotServe:
        pytest.skip("this machine has no IPv6 loopback")
    with listening:
        assert listening.getsockname()[0] == "::1"
