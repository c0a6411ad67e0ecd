"""Textual's style sheets parsed once a process: each app of a test begins with the same ones."""

from __future__ import annotations

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet


def parse_once() -> None:
    """Rules are kept beyond the app they were parsed for, as an app keeps them beyond one screen."""
    parse, kept = Stylesheet._parse_rules, {}

    def rules(self: Stylesheet, *source: object, **options: object) -> list[RuleSet]:
        key = (source, *options.items(), *self._variables.items())
        if key not in kept:
            kept[key] = parse(self, *source, **options)
        return kept[key]

    Stylesheet._parse_rules = rules
