"""Forms of a name for comparing."""

from __future__ import annotations

import re
from functools import lru_cache

from store.extraction.names.lexicon import everywhere
from store.extraction.names.tokens import folded

_ARABIC = re.compile(r"^([ae][lnrstdz]h?)-(?=\w{3})")  # "al-Hakim" is known as "Hakim" too
_PARTS = re.compile(r"[^\s,&]+")


@lru_cache(maxsize=1 << 16)
def of(surface: str) -> str:
    """The key of a name: folded, without a leading article, a company's form, dots; a country's is its ISO code.

    "OpenVex, Inc." is "openvex", "Le Courrier" "courrier", "Etats-Unis" "country us".
    """
    shared = everywhere()
    whole = folded(surface)
    country = shared.countries.get(whole)
    if country:
        return f"country {country.lower()}"
    for article in shared.articles:
        if whole.startswith(article) and len(whole) > len(article) + 1:
            whole = whole[len(article) :]
            break
    parts = [part.strip(".'\"") for part in _PARTS.findall(whole)]
    parts = [piece for part in parts for piece in _ARABIC.sub(r"\1 ", part).split()]
    while len(parts) > 1 and (parts[-1] in shared.folded_forms or parts[-1] in shared.group_words):
        parts.pop()
    return " ".join(parts)


@lru_cache(maxsize=1 << 16)
def compact(key: str) -> str:
    """The key without spaces, hyphens and dots: "open vex" and "openvex" are one."""
    return "".join(character for character in key if character.isalnum())
