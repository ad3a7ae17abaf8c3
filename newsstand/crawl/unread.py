"""Pages that the page reader failed on, kept: its mending needs them."""

import hashlib
from pathlib import Path

FOLDER = "unread"
"""In DATA_DIR. Nothing reads it; it may be deleted."""
MOST = 20
"""Pages kept: a fault that every page shows is shown by these."""


def kept(body: bytes, data_dir: Path, suffix: str = "html") -> Path | None:
    """The file that a page is kept in; None where there are enough, or it cannot be written."""
    folder = data_dir / FOLDER
    file = folder / f"{hashlib.sha256(body).hexdigest()[:16]}.{suffix}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            if sum(1 for _ in folder.iterdir()) >= MOST:
                return None
            file.write_bytes(body)
    except OSError:
        return None
    return file
