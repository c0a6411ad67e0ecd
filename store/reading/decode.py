"""From bytes to characters."""

from __future__ import annotations

import codecs

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes) -> str:
    """The characters of `data`: by its byte-order mark, else UTF-8, else the most likely encoding.

    Raises:
        ValueError: the bytes are no text in any encoding.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _detected(data)
    if "\x00" in text:
        raise ValueError("it holds null bytes and is no text")
    return text


def _detected(data: bytes) -> str:
    # Only a file that is not UTF-8 pays for the import.
    from charset_normalizer import from_bytes

    if b"\x00" in data[:4096]:
        raise ValueError("it holds null bytes and is no text")
    # Besides UTF-8 French and English texts come in the Western code pages; a free guess between eighty encodings takes
    # short ones for Czech or Turkish, so it is only the second try.
    western = from_bytes(data, cp_isolation=["cp1252", "iso8859_15", "mac_roman"]).best()
    best = western or from_bytes(data).best()
    if best is None:
        raise ValueError("its encoding could not be recognised")
    return str(best)
