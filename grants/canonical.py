"""One spelling of a record, so that its hash can be computed again by anybody in ten years."""

import hashlib
import json
from typing import Any


def canonical(record: Any) -> str:
    """JSON with sorted keys, no spaces and letters as they are. Numbers must be strings already."""
    return json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
