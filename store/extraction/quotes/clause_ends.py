"""Where a reported clause ends and the author speaks again."""

from __future__ import annotations

from store.extraction.quotes.cues import Cue
from store.extraction.quotes.hosts import PUNCT, QUOTE, Host, Token, stands
from store.extraction.quotes.lexicon import Lexicon

LONGEST = 120
"""Tokens of a reported clause."""


def clause_end(host: Host, first: int, cues: list[Cue], lexicon: Lexicon) -> int:
    """Where the clause that begins at token `first` ends (a token index, exclusive)."""
    tokens = host.tokens
    anchors = {cue.anchor for cue in cues if cue.anchor >= first and tokens[cue.anchor].kind != QUOTE}
    anchors |= {cue.first for cue in cues if cue.according and cue.first > first and cue.closes}
    # "… et dénonce": a further verb of the same speaker.
    anchors |= {cue.first - 1 for cue in cues if cue.first > first + 1 and _conjoined(cue, tokens, lexicon)}
    gerunds = {cue.first for cue in cues if cue.form == "gerund" and cue.first > first}
    depth = 0
    for k in range(first, min(len(tokens), first + LONGEST)):
        token = tokens[k]
        if k in anchors:
            return k
        if token.kind == PUNCT:
            if token.low in "([":
                depth += 1
            elif token.low in ")]":
                if not depth:
                    return k
                depth -= 1
            elif (
                (token.low in ";:!?…" and not tied(tokens, k))
                or (token.low == "." and k + 1 >= len(tokens))
                or (token.low == "," and not depth and _leads_gerund(tokens, k + 1, gerunds))
            ):
                return k
        if not depth and token.low == "," and _is_apposition(tokens, k + 1, lexicon):
            return k
        if not depth and k > first and starts_with_any(tokens, k, lexicon.by_first.get(token.low, ())):
            return k
    return min(len(tokens), first + LONGEST)


def _conjoined(cue: Cue, tokens: list[Token], lexicon: Lexicon) -> bool:
    return tokens[cue.first - 1].low in lexicon.words["conjunctions"] and cue.form in ("finite", "participle")


def _leads_gerund(tokens: list[Token], k: int, gerunds: set[int]) -> bool:
    return any(k + skip in gerunds for skip in range(3))


def _is_apposition(tokens: list[Token], k: int, lexicon: Lexicon) -> bool:
    """Whether the author's own comment begins: ", une sortie qui …"."""
    near = [token.low for token in tokens[k : k + 3]]
    relative = lexicon.words["comment_relatives"]
    return len(near) == 3 and near[0] in lexicon.words["indefinite"] and near[2] in relative


def starts_with_any(tokens: list[Token], k: int, sequences: tuple[tuple[str, ...], ...]) -> bool:
    """Whether one of `sequences` stands at token `k`."""
    return any(stands(tokens, k, sequence) for sequence in sequences)


def tied(tokens: list[Token], k: int) -> bool:
    """Whether a colon stands within a figure (9:15)."""
    return k + 1 < len(tokens) and tokens[k + 1].start == tokens[k].end and tokens[k + 1].low[:1].isdigit()
