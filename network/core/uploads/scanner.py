"""Asks a ClamAV daemon about a file: the INSTREAM command over TCP or a Unix socket, nothing else of its protocol."""

import socket
import struct
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.utils.translation import gettext as _

from .errors import UploadRefused

log = structlog.get_logger(__name__)

CHUNK = 64 * 1024
PATIENCE = 30  # seconds


def refuse_infected(content: bytes) -> None:
    """Raise UploadRefused when the configured scanner finds something, or cannot be asked: no answer is not a yes."""
    if not settings.UPLOAD_SCANNER:
        return
    try:
        answer = scan(content, settings.UPLOAD_SCANNER)
    except OSError as problem:
        log.error("upload_scanner_unreachable", problem=type(problem).__name__)
        raise UploadRefused(busy(), "unscanned") from problem
    if answer.endswith("OK"):
        return
    if answer.endswith("FOUND"):
        log.warning("upload_infected", finding=answer)
        message = _(
            "Our virus scanner found something in this file, so we did not take it. Check your computer for viruses."
        )
        raise UploadRefused(message, "infected")
    log.error("upload_scanner_failed", answer=answer)
    raise UploadRefused(busy(), "unscanned")


def scan(content: bytes, address: str) -> str:
    """The daemon's one-line answer, such as "stream: OK" or "stream: Eicar-Signature FOUND"."""
    with connected(address) as daemon:
        daemon.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK):
            piece = content[start : start + CHUNK]
            daemon.sendall(struct.pack("!L", len(piece)) + piece)
        daemon.sendall(struct.pack("!L", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < 4096:
            received = daemon.recv(1024)
            if not received:
                break
            answer += received
    return answer.rstrip(b"\0\n").decode(errors="replace")


def connected(address: str) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "tcp":
        return socket.create_connection((parts.hostname, parts.port or 3310), timeout=PATIENCE)
    daemon = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    daemon.settimeout(PATIENCE)
    daemon.connect(parts.path)
    return daemon


def busy() -> str:
    return _("We cannot check files for viruses at the moment. Please try again in a few minutes.")
