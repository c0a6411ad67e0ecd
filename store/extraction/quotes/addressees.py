"""Whom it is said to: "told Reuters", "a déclaré à l'AFP", "au micro de RMC", "devant la presse"."""

from __future__ import annotations

from store.extraction.quotes.cues import Cue
from store.extraction.quotes.hosts import NAME, QUOTE, WORD, Host, Token, stands
from store.extraction.quotes.lexicon import Lexicon
from store.extraction.quotes.speakers import Speakers

_REACH = 16  # tokens between a cue and whom it is said to
_WORDS = 8  # tokens of a description of those who listen
_OPENING = 8  # tokens between the beginning of a sentence and its comma
_NAMED = frozenset({"person", "organization", "product", "work", None})  # newspapers are works or products to some
_HUMAN = frozenset({"person", "office"})
_OTHER = frozenset({"charge", "label"})  # frames whose object is the one spoken of


def addressee(cue: Cue, speakers: Speakers, lexicon: Lexicon) -> tuple[int, int] | None:
    """The span of the words that name whom a cue's words are said to, without preposition; None where it is not told.

    An answer to "whom" stands behind the cue, or opens its sentence ("Devant la presse, X a dit").
    """
    host = cue.host
    tokens, words = host.tokens, lexicon.words
    if cue.according or cue.frames & _OTHER:
        return None
    inverted = cue.last < len(tokens) and cue.speaker is not None and cue.speaker.start >= tokens[cue.last].start
    if (
        tokens[cue.last - 1].low in words["telling"]
        and not inverted
        and (told := _target(tokens, cue.last, True, speakers, lexicon))
    ):
        return told
    for k in range(cue.last, min(len(tokens), cue.last + _REACH)):
        token = tokens[k]
        if token.kind == QUOTE or token.low in words["that"] or token.low in (":", ";", ".", "!", "?"):
            break
        if token.low == "," and _leading(tokens, k + 1, lexicon) < 2:
            break
        length = _leading(tokens, k, lexicon)
        if length and (found := _target(tokens, k + length, _sure(tokens[k], length, lexicon), speakers, lexicon)):
            return found
    return at_opening(host, speakers, lexicon)


def at_opening(host: Host, speakers: Speakers, lexicon: Lexicon, end: int = _OPENING) -> tuple[int, int] | None:
    """Whom the first words of a sentence (as far as token `end`) name as those who listen."""
    tokens = host.tokens
    for k in range(min(end, len(tokens))):
        if tokens[k].kind == QUOTE:
            return None
        # Alone, "à" and "to" say more often where than to whom.
        length = _leading(tokens, k, lexicon)
        if length > 1 or (k == 0 and length and tokens[k].low in lexicon.words["before_audiences"]):
            return _target(tokens, k + length, _sure(tokens[k], length, lexicon), speakers, lexicon)
    return None


def _sure(first: Token, length: int, lexicon: Lexicon) -> bool:
    """Whether only listeners can follow: not "à Paris", and not "face aux autres groupes"."""
    return length > 1 and first.low not in lexicon.words["facing"]


def _leading(tokens: list[Token], at: int, lexicon: Lexicon) -> int:
    """How many tokens the words take at `at` that lead to the one who listens; 0 where there are none."""
    if at >= len(tokens):
        return 0
    for sequence in lexicon.addressing.get(tokens[at].low, ()):
        if stands(tokens, at, sequence):
            return len(sequence)
    return 0


def _target(tokens: list[Token], at: int, sure: bool, speakers: Speakers, lexicon: Lexicon) -> tuple[int, int] | None:
    """The name, the people or the body that token `at` begins; `sure` where only listeners can stand there."""
    words = lexicon.words
    if at >= len(tokens) or tokens[at].low in words["object_pronouns"] or tokens[at].low in words["first_persons"]:
        return None
    name = at + (at + 1 < len(tokens) and tokens[at].low in words["definite"] and tokens[at + 1].kind == NAME)
    if tokens[name].kind == NAME:
        fits = tokens[name].type in _NAMED or (sure and tokens[name].type == "place")
        return (tokens[name].start, tokens[name].end) if fits else None
    contracted = at > 0 and tokens[at - 1].low in words["contracted"]
    if contracted and speakers.text[tokens[at].start].isupper():
        last = at  # "au Monde", a name that nothing else shows to be one
        while (
            last + 1 < len(tokens) and tokens[last + 1].kind == WORD and speakers.text[tokens[last + 1].start].isupper()
        ):
            last += 1
        return tokens[at].start, tokens[last].end
    bare = (
        contracted or tokens[at].low[:1].isdigit() or (lexicon.head_last and tokens[at].low not in words["determiners"])
    )
    phrase = speakers.described(tokens, at, bare)
    if phrase is None:
        return None
    if phrase.kind == "name":
        return phrase.start, phrase.end
    end = next((k for k in range(at + 1, at + _WORDS) if _is_end(tokens, k, phrase.end, lexicon)), at + _WORDS)
    heard = phrase.kind in _HUMAN or phrase.head in words["audiences"] or (sure and phrase.kind in ("body", "company"))
    return (phrase.start, tokens[end - 1].end) if heard else None


def _is_end(tokens: list[Token], k: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the description of those who listen ends before token `k`: where they are is no part of it."""
    if k >= len(tokens) or tokens[k].start >= end:
        return True
    return tokens[k].low in lexicon.words["prepositions"] and tokens[k].low not in lexicon.words["of"]
