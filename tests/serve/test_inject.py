"""Served pages carry the client; their policy lets it in and nothing else."""

import pytest

from okrsite.serve.inject import relax, with_client

TAG = (
    b'<script src="/-/okrsite/client.js" defer data-build="t.1" data-page="a/index.html"></script>'
)


def client_in(page: bytes) -> bytes:
    return with_client(page, "t.1", "a/index.html")


def test_the_client_stands_at_the_end_of_the_head() -> None:
    page = b"<html><head><title>A</title></HEAD ><body>&lt;/head></body></html>"
    assert client_in(page) == page.replace(b"</HEAD >", TAG + b"</HEAD >")


def test_a_page_without_a_head_gets_the_client_at_its_end() -> None:
    assert client_in(b"<p>hello") == b"<p>hello" + TAG


@pytest.mark.parametrize(
    ("written", "served"),
    [
        (
            "default-src 'none'; script-src 'none'; style-src 'self'",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'",
        ),
        (
            "default-src 'none'; script-src 'sha256-x' 'wasm-unsafe-eval'; connect-src 'self'",
            "default-src 'none'; script-src 'sha256-x' 'wasm-unsafe-eval' 'self'; "
            "connect-src 'self'",
        ),
        ("img-src data:", "img-src data:"),
        ("Script-Src-Elem 'none'", "script-src-elem 'self'"),
        ("script-src 'none'; script-src *", "script-src 'self'"),
        ("", ""),
    ],
)
def test_a_policy_is_relaxed_no_further_than_the_client_needs(written: str, served: str) -> None:
    assert relax(written) == served


@pytest.mark.parametrize(
    "meta",
    [
        b'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">',
        b'<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;">',
        b"<META CONTENT = \"default-src 'none'\" http-equiv=content-security-policy />",
    ],
)
def test_a_policy_is_found_however_it_is_written(meta: bytes) -> None:
    head = client_in(b"<head>" + meta + b"</head>").decode().lower()
    assert "default-src &#x27;none&#x27;; connect-src &#x27;self&#x27;" in head


def test_other_meta_elements_and_the_body_stay_as_they_are() -> None:
    body = b'<body><meta http-equiv="Content-Security-Policy" content="x \'none\'"></body>'
    head = b'<head><meta name="description" content="the content-security-policy, told">'
    assert client_in(head + b"</head>" + body) == head + TAG + b"</head>" + body
