"""A page in a real browser: Chromium without a screen."""

from __future__ import annotations

import shutil
import subprocess
import tempfile

import pytest

CHROMIUM = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)


def browse(text, folder, read, *, options=()):
    """What `read` makes of the page as Chromium has made it of `text`; it must have had nothing to complain of."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    file = folder / "page.html"
    file.write_text(text, "utf-8")
    profile = tempfile.mkdtemp(prefix="profile-", dir=folder)
    given = [
        *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--enable-logging=stderr"),
        *(*options, f"--user-data-dir={profile}", "--dump-dom", file.as_uri()),
    ]
    done = subprocess.run([CHROMIUM, *given], capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    refused = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    assert refused == []
    return read(done.stdout)
