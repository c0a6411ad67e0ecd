"""Verb groups: where one begins, what stands for its subject in it, and when a word is no verb at all."""

from __future__ import annotations

from store.extraction.quotes.hosts import NAME, WORD, Token, stands
from store.extraction.quotes.lexicon import Lexicon
from store.extraction.quotes.phrases import Phrase

_GROUP = 10  # tokens between an auxiliary and its participle
_SHARED = 30  # tokens between an auxiliary and the second participle that it goes with


def auxiliary(tokens: list[Token], i: int, lexicon: Lexicon) -> tuple[int, Phrase | None, bool]:
    """Where the verb group of token `i` begins, a pronoun put after the auxiliary, and whether it is a passive."""
    words = lexicon.words
    inverted: Phrase | None = None
    skipped = i
    for k in range(i - 1, max(-1, i - _GROUP), -1):
        low = tokens[k].low
        if k >= skipped:
            continue
        if low == ",":
            continue
        if (length := _adverbial(tokens, k, lexicon)) > 0:
            skipped = k - length + 1
            continue
        if low in words["passives"]:
            return i, None, True
        if low in words["auxiliaries"]:
            return k, inverted, False
        if low in words["reflexive_auxiliaries"]:
            reflexive = k > 0 and tokens[k - 1].low in words["reflexives"]
            return (k, inverted, False) if reflexive else (i, None, False)
        if low == "-" or low == "t":
            continue
        if low in words["object_pronouns"] and tokens[k + 1].low == "," and k and tokens[k - 1].low == ",":
            continue  # a, lui, déclaré
        if low in words["pronouns"] and k > 0 and tokens[k - 1].low == "-":
            inverted = Phrase(tokens[k].start, tokens[k].end, "pronoun", low)
            continue
        if not lexicon.is_adverb(low) and low not in words["clitics"]:
            break
    return i, None, False


def shared_auxiliary(tokens: list[Token], at: int, lexicon: Lexicon) -> int | None:
    """The auxiliary that a participle behind a conjunction at `at` shares: "a ouvert une enquête et promis …"."""
    words = lexicon.words
    for k in range(at - 1, max(-1, at - _SHARED), -1):
        low = tokens[k].low
        if low in words["boundaries"] or low in words["is"] or low in (";", ":"):
            return None
        if low in words["auxiliaries"] and k > 0:
            return k
        if tokens[k].kind == WORD and any(verb.form == "finite" for verb in lexicon.verbs.get(low, ())):
            return None
    return None


def _adverbial(tokens: list[Token], k: int, lexicon: Lexicon) -> int:
    """How many tokens an adverbial of several words ("par ailleurs") takes that ends at `k`."""
    for sequence in lexicon.adverbials.get(tokens[k].low, ()):
        n = len(sequence)
        if k + 1 >= n and stands(tokens, k + 1 - n, sequence):
            return n
    return 0


def pronoun_after(tokens: list[Token], at: int, lexicon: Lexicon) -> Phrase | None:
    """The pronoun of "dit-il", "affirme-t-elle"."""
    k = at
    if k < len(tokens) and tokens[k].low == "-":
        k += 1
        if k + 1 < len(tokens) and tokens[k].low == "t" and tokens[k + 1].low == "-":
            k += 2
        if k < len(tokens) and (
            tokens[k].low in lexicon.words["pronouns"] or tokens[k].low in lexicon.words["generic_pronouns"]
        ):
            kind = "pronoun" if tokens[k].low in lexicon.words["pronouns"] else "generic"
            return Phrase(tokens[k].start, tokens[k].end, kind, tokens[k].low)
    return None


def is_noun(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Whether the form of a verb at token `i` is a noun here: "une annonce", "the claim"."""
    words = lexicon.words
    if i == 0:
        return False
    previous, low = tokens[i - 1].low, tokens[i].low
    if previous in words["clitics"] and (previous not in words["determiners"] or low not in words["nouns_alike"]):
        return False
    if (
        previous in words["clitics"]
        and i > 1
        and (
            tokens[i - 2].low in words["pronouns"]
            or tokens[i - 2].low in words["relatives"]
            or tokens[i - 2].kind == NAME
        )
    ):
        return False
    if previous in words["generic_pronouns"]:
        return False
    if previous == "(" and low in words["nouns_alike"]:
        return True  # "X (attaquant) :"
    if previous in words["determiners"]:
        return True
    if lexicon.head_last and low in words["nouns_alike"] and tokens[i - 1].kind == WORD:
        # "a tabloid report": a bare form is a verb only behind what can be a plural subject.
        plural = previous.endswith("s") or previous in words["pronouns"] or lexicon.noun(previous) is not None
        if not plural and not lexicon.is_adverb(previous) and previous not in words["to"]:
            return not low.endswith(("ed", "s"))
    return low in words["nouns_alike"] and (
        previous in words["prepositions"] or tokens[i - 1].low.endswith(("'s", "s'"))
    )


def is_led(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Whether a word that asks for an infinitive ("de", "to") stands before token `i`."""
    k = i - 1
    while k >= 0 and (tokens[k].low in lexicon.words["clitics"] or lexicon.is_adverb(tokens[k].low)) and i - k < 4:
        if tokens[k].low in lexicon.words["infinitive_leads"]:
            break
        k -= 1
    return k >= 0 and tokens[k].low in lexicon.words["infinitive_leads"]


def tail_end(tokens: list[Token], at: int, tails: tuple[tuple[str, ...], ...], lexicon: Lexicon) -> int | None:
    """Behind the one of `tails` that follows token `at` ("savoir" of "faire savoir"), None if none does."""
    for skip in range(3):
        for tail in tails:
            if stands(tokens, at + skip, tail):
                return at + skip + len(tail)
        if at + skip >= len(tokens) or not lexicon.is_adverb(tokens[at + skip].low):
            return None
    return None
