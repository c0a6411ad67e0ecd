"""Which engine reads names: the rules of this program, or spaCy where the extra is installed."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Literal, get_args

from store.extras import missing

Engine = Literal["rules", "spacy"]

ENGINES: tuple[Engine, ...] = get_args(Engine)
RULES: Engine = "rules"
MODEL = "fr_core_news_md"
"""spaCy's pipeline for French."""


class EngineError(Exception):
    """An engine is not installed; the text says what to do."""


def check(engine: Engine) -> None:
    """Make sure that `engine` can be used, without loading it.

    Raises:
        EngineError: it, or what it needs, is not installed.
    """
    if engine == RULES:
        return
    for package in ("spacy", MODEL):
        if find_spec(package) is None:
            raise EngineError(f"the engine spacy needs {package}, {missing('spacy')}; --engine rules does without")
