"""Pages that are there in both languages say the same: the same parts, tables, commands, names and figures."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"
SAME = ("limits.md", "events.md", "corrections.md")
"""Pages that are translated sentence by sentence."""


def text(page: str, lang: str) -> str:
    return (DOCS / ("fr" if lang == "fr" else "") / page).read_text("utf-8")


def shape(content: str) -> list[str]:
    """What each line is: a heading of some level, a row of so many cells, an item, a fence; the rest is prose."""
    lines = []
    for line in content.splitlines():
        if line.startswith("#"):
            lines.append(line.split(" ")[0])
        elif line.startswith("|"):
            cells = len(re.findall(r"(?<!\\)[|]", line)) - 1
            lines.append(f"row of {cells}")
        elif line.startswith(("- ", "```")):
            lines.append(line.split(" ")[0])
    return lines


def plain(content: str) -> str:
    """Without code, and without what links lead to."""
    return re.sub(r"^```.*?^```|`[^`]+`|\]\([^)]*\)", "", content, flags=re.M | re.S)


def figures(content: str, lang: str) -> Counter[str]:
    """All numbers, however the language writes them."""
    if lang == "fr":
        told = re.sub(r"(?<=\d)[ \xa0\u202f](?=\d{3}\b)", "", content)
        told = re.sub(r"(?<=\d),(?=\d)", ".", told)
    else:
        told = re.sub(r"(?<=\d),(?=\d{3}\b)", "", content)
    return Counter(re.findall(r"\d+(?:\.\d+)?", told))


@pytest.mark.parametrize("page", SAME)
def test_they_have_the_same_parts(page):
    assert shape(text(page, "fr")) == shape(text(page, "en"))


@pytest.mark.parametrize("page", SAME)
def test_they_have_the_same_figures(page):
    assert figures(plain(text(page, "fr")), "fr") == figures(plain(text(page, "en")), "en")


@pytest.mark.parametrize("page", SAME)
def test_they_name_the_same_options_commands_and_keys(page):
    def named(content: str) -> Counter[str]:
        code = " ".join(re.findall(r"`([^`]+)`", re.sub(r"^```.*?^```", "", content, flags=re.M | re.S)))
        # Words in capitals are told in the language.
        return Counter(word for word in re.findall(r"[\w./#-]+", code) if not word.isupper() or len(word) < 3)

    assert named(text(page, "fr")) == named(text(page, "en"))


@pytest.mark.parametrize("page", SAME)
def test_they_have_the_same_examples(page):
    fence = re.compile(r"^```.*?^```", re.M | re.S)
    assert fence.findall(text(page, "fr")) == fence.findall(text(page, "en"))


@pytest.mark.parametrize("page", sorted(path.name for path in (DOCS / "fr").glob("*.md") if path.name != "README.md"))
def test_each_leads_to_the_other(page):
    head = {lang: "\n".join(text(page, lang).splitlines()[:6]) for lang in ("en", "fr")}
    if "Made by" in head["en"]:
        assert (DOCS / page).exists()
        return
    assert f"*[En français](fr/{page})*" in head["en"]
    assert f"*[In English](../{page})*" in head["fr"]


def test_no_french_page_leads_to_an_english_one_that_it_has_in_french():
    own = {path.name for path in (DOCS / "fr").glob("*.md")}
    for path in (DOCS / "fr").glob("*.md"):
        for shown, link in re.findall(r"\[([^\]]+)\]\(\.\./([\w.-]+\.md)(?:#[^)]*)?\)", path.read_text("utf-8")):
            assert link not in own or "nglais" in shown or "English" in shown, f"{path.name}: {link}"
