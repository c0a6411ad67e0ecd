"""What people really have: saved pages, PDF, feeds, JSON lines, archives, front matter; each file made here."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.model import Article
from store.reading import ReadingError, SourceFacts, formats
from store.reading.dates import written_day
from store.reading.files import look
from store.reading.frontmatter import take_front_matter
from store.reading.jsonld import article_node
from store.reading.several import read_file

BODY = (
    "Lundi 10 mars 2025, la société Orlac a proposé 97,4 millions d'euros pour le port de Brévaux.",
    "La maire, Jeanne Morvan, a <b>répondu</b> sur son réseau, et le conseil municipal s'est réuni le soir même.",
    "En août 2024, Orlac avait déjà porté plainte contre la régie, devant le tribunal de Brévaux.",
)
EMBED = """<blockquote class="twitter-tweet"><p lang="en" dir="ltr">no thank you but we will buy your headquarters</p>
&mdash; Jeanne Morvan (@jmorvan)
<a href="https://twitter.com/jmorvan/status/17?ref_src=x">March 10, 2025</a></blockquote>
<script async src="https://platform.twitter.com/widgets.js"></script>"""
AROUND = """<nav><a href="/">Accueil</a><a href="/sport">Sport</a></nav>
<div class="cookie-consent"><p>Nous utilisons des cookies pour mesurer notre audience.</p></div>"""
RELATED = '<p>Lire aussi : <a href="/autre">La pêche au thon reprend dans la baie</a></p>'
FOOT = "<aside><h3>Les plus lus</h3><a href='/1'>Un phoque en ville</a></aside><footer>Mentions légales</footer>"


def page(head: str = "", extra: str = "", lang: str = "fr", title: str = "Le port de Brévaux change de mains") -> str:
    words = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">'
        f"<title>{title} | Ouest-Matin</title>{head}</head>"
        f"<body>{AROUND}<article><h1>{title}</h1>{words}{extra}{RELATED}</article>{FOOT}</body></html>"
    )


def read(folder: Path, name: str, content: str | bytes, **options: object) -> list[Article | ReadingError]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return [each if isinstance(each, ReadingError) else each.article for each in read_file(path, name, **options)]


def one(folder: Path, name: str, content: str | bytes, **options: object) -> Article:
    (found,) = read(folder, name, content, **options)
    assert isinstance(found, Article), found
    return found


def fault(folder: Path, name: str, content: str | bytes) -> str:
    (found,) = read(folder, name, content)
    assert isinstance(found, ReadingError), found
    return found.reason


# -- pages -----------------------------------------------------------------------------------------------------------

JSON_LD = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebPage", "name": "x", "datePublished": "2020-01-01"},
        {
            "@type": ["NewsArticle"],
            "headline": "Le port de Brévaux change de mains",
            "datePublished": "2025-03-10T23:40:00+01:00",
            "dateModified": "2025-03-11T08:00:00+01:00",
            "author": [{"@type": "Person", "name": "Anne Le Goff"}, "Paul Keller"],
            "publisher": {"@type": "Organization", "name": "Ouest-Matin"},
            "mainEntityOfPage": {"@id": "https://ouest-matin.example/port-17#top"},
        },
    ],
}


def test_a_page_is_its_article_without_what_stands_around_it(tmp_path):
    article = one(tmp_path, "a.html", page(extra="<h2>Une longue histoire</h2><p>Le port emploie 1 300 personnes.</p>"))
    lines = article.text.split("\n\n")
    assert lines[0] == "Le port de Brévaux change de mains"
    assert lines[1] == BODY[0]
    assert "a répondu sur" in lines[2]
    assert "Une longue histoire" in lines
    for word in ("Accueil", "cookies", "Lire aussi", "thon", "plus lus", "Mentions"):
        assert word not in article.text, word


def test_what_a_page_says_of_itself_comes_from_schema_org(tmp_path):
    article = one(tmp_path, "a.html", page(f'<script type="application/ld+json">{json.dumps(JSON_LD)}</script>'))
    assert article.title == "Le port de Brévaux change de mains"
    assert article.publisher == "Ouest-Matin"
    assert article.author == "Anne Le Goff, Paul Keller"
    assert article.url == "https://ouest-matin.example/port-17"
    # The day that the publisher wrote, at its own clock.
    assert (article.published, article.published_basis) == ("2025-03-10", "metadata")
    assert article.published_evidence == "JSON-LD datePublished 2025-03-10T23:40:00+01:00"


def test_json_ld_is_found_behind_what_hides_it_and_in_time():
    told = '{"@type": "Article", "headline": "x"}'
    for script in (f"//<![CDATA[\n{told}\n//]]>", f"<!-- {told} -->", f"/*<![CDATA[*/{told}/*]]>*/"):
        assert article_node([script]) == {"@type": "Article", "headline": "x"}
    assert article_node(["{" + " " * 300_000 + "x" + " " * 300_000, "/* " * 100_000]) == {}


@pytest.mark.parametrize(
    ("tag", "day", "evidence"),
    [
        ('<meta property="article:published_time" content="2025-03-10T08:00:00Z">', "2025-03-10", "meta article:"),
        ('<meta name="DC.date.issued" content="2025-03">', "2025-03", "meta dc.date.issued"),
        (
            '<meta itemprop="datePublished" content="Mon, 10 Mar 2025 08:00:00 +0100">',
            "2025-03-10",
            "meta datepublished",
        ),
        ('<script type="application/ld+json">{broken</script>', None, None),
        ('<meta name="date" content="10/03/2025">', None, None),
        ('<meta property="article:modified_time" content="2025-03-12">', None, None),
    ],
)
def test_a_date_of_publication_names_its_tag_and_is_never_guessed(tmp_path, tag, day, evidence):
    article = one(tmp_path, "a.html", page(tag))
    assert article.published == day
    assert (article.published_evidence or "").startswith(evidence or "")


def test_a_time_counts_in_the_article_where_it_is_no_update(tmp_path):
    times = '<time class="updated" datetime="2025-03-14">14 mars</time><time datetime="2025-03-10T08:00">10 mars</time>'
    article = one(tmp_path, "a.html", page(extra=times))
    assert (article.published, article.published_evidence) == ("2025-03-10", "time datetime 2025-03-10T08:00")
    aside = page().replace("<aside>", '<aside><time datetime="2025-03-10">x</time>')
    assert one(tmp_path, "b.html", aside).published is None


def test_open_graph_and_the_address_a_browser_saved(tmp_path):
    head = '<meta property="og:site_name" content="Ouest-Matin"><meta name="author" content="Anne Le Goff">'
    saved = "<!-- saved from url=(0044)https://ouest-matin.example/port?id=4 -->" + page(head)
    article = one(tmp_path, "a.html", saved)
    assert (article.publisher, article.author) == ("Ouest-Matin", "Anne Le Goff")
    assert article.url == "https://ouest-matin.example/port?id=4"
    assert article.title == "Le port de Brévaux change de mains"
    link = '<link rel="canonical" href="https://ouest-matin.example/port-17"><meta property="og:url" content="x:y">'
    assert one(tmp_path, "b.html", page(link)).url == "https://ouest-matin.example/port-17"
    site = '<link rel="canonical" href="https://ouest-matin.example/">'
    assert one(tmp_path, "c.html", page(site)).url is None
    assert one(tmp_path, "d.html", page('<link rel="canonical" href="javascript:alert(1)">')).url is None


def test_an_embedded_post_stays_recognisable(tmp_path):
    article = one(tmp_path, "a.html", page(extra=EMBED))
    (post,) = article.posts
    assert article.text[post.start : post.end] == "no thank you but we will buy your headquarters"
    assert (post.author, post.handle, post.language) == ("Jeanne Morvan", "@jmorvan", "en")
    assert post.url == "https://twitter.com/jmorvan/status/17"
    assert post.stamp is not None
    assert "March 10, 2025" in article.text[slice(*post.stamp)]
    assert "Embedded post number" not in article.text


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252", "utf-8-sig", "utf-16"])
def test_a_page_is_decoded_as_it_says(tmp_path, encoding):
    text = page().replace('<meta charset="utf-8">', f'<meta http-equiv="x" content="text/html; charset={encoding}">')
    assert BODY[0] in one(tmp_path, "a.html", text.encode(encoding)).text


def test_a_page_that_is_hardly_one_is_read_as_well(tmp_path):
    article = one(tmp_path, "a.htm", "<p>Le maire a d&eacute;missionn&eacute;.<p>Il part <i>demain</i>.")
    assert article.text == "Le maire a démissionné.\n\nIl part demain."
    assert fault(tmp_path, "b.html", "<html><body><script>1</script></body></html>").startswith("there is no article")


def test_what_a_browser_saves_beside_a_page_is_no_article(tmp_path):
    for name in ("page_files", "page_fichiers", "other_files"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "frame.html").write_text("x")
    (tmp_path / "page.html").write_text(page())
    assert [name for _, name in look(tmp_path).articles] == ["other_files/frame.html", "page.html"]


# -- PDF -------------------------------------------------------------------------------------------------------------


def pdf(pages: list[list[str]], info: str = "") -> bytes:
    """A PDF with these lines on its pages, as small as one can be."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    font = 3 + 2 * len(pages)
    kids = []
    for number, lines in enumerate(pages):
        shown = " T* ".join(f"({line}) Tj" for line in lines)
        stream = f"BT /F1 12 Tf 14 TL 72 720 Td {shown} ET"
        kids.append(f"{3 + 2 * number} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {4 + 2 * number} 0 R "
            f"/Resources << /Font << /F1 {font} 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    objects.append(f"<< {info} >>")
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>\n"
    )
    return out + f"{trailer}startxref\n{len(out)}\n%%EOF".encode()


def test_a_pdf_is_read_in_paragraphs(tmp_path):
    lines = [
        "Le port change de mains",
        "La société Orlac a proposé lundi 10 mars 2025 la somme de 97 millions d'euros pour le gouverne-",
        "ment du port de Brévaux, ont annoncé ses dirigeants lors d'une réunion publique tenue à la mairie",
        "de la ville.",
        "La maire a refusé cette offre le lendemain, devant les élus réunis en séance, et elle a proposé de",
        "racheter le siège.",
    ]
    article = one(tmp_path, "a.pdf", pdf([lines], "/CreationDate (D:20250312) /Title (Microsoft Word - x.doc)"))
    assert article.text.split("\n\n") == [
        "Le port change de mains",
        "La société Orlac a proposé lundi 10 mars 2025 la somme de 97 millions d'euros pour le gouvernement du port de "
        "Brévaux, ont annoncé ses dirigeants lors d'une réunion publique tenue à la mairie de la ville.",
        "La maire a refusé cette offre le lendemain, devant les élus réunis en séance, et elle a proposé de racheter "
        "le siège.",
    ]
    assert article.title == "Le port change de mains"
    # The day on which a file was made is no day of publication.
    assert article.published is None


def test_what_every_page_of_a_pdf_repeats_is_left_out(tmp_path):
    pages = [
        ["Ouest-Matin - 11 mars", f"Le point {word} de l'ordre du jour fut voté.", str(n)]
        for n, word in enumerate(("premier", "second", "dernier"), 1)
    ]
    text = one(tmp_path, "a.pdf", pdf(pages)).text
    assert "Ouest-Matin" not in text
    assert [word in text for word in ("premier", "second", "dernier")] == [True] * 3
    assert not any(line.strip().isdigit() for line in text.split("\n"))


def test_a_pdf_of_pictures_and_a_damaged_one_are_named(tmp_path):
    assert fault(tmp_path, "a.pdf", pdf([[]])).startswith("it holds no text, only pictures")
    assert fault(tmp_path, "b.pdf", b"%PDF-1.4 nothing") == "it is a damaged PDF"
    assert fault(tmp_path, "c.pdf", b"") == "it is a damaged PDF"


# -- feeds -----------------------------------------------------------------------------------------------------------

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Ouest-Matin</title><link>https://ouest-matin.example/</link>
<item><title>Le port change de mains</title><link>https://ouest-matin.example/a/port-17</link>
<pubDate>Tue, 11 Mar 2025 00:10:00 +0100</pubDate><dc:creator>Anne Le Goff</dc:creator>
<description>Une offre.</description>
<content:encoded><![CDATA[<p>La soci&eacute;t&eacute; Orlac a offert 97 millions.</p>
<p>La maire refuse.</p>]]></content:encoded></item>
<item><title>Rien</title><guid>x</guid></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Harbour Times</title><id>u:1</id>
<entry><title>Mayor turns down bid</title><id>u:2</id><link href="https://harbour.example/mayor"/>
<updated>2025-03-12T10:00:00Z</updated><published>2025-03-11T10:00:00Z</published><author><name>J. Reed</name></author>
<summary>The mayor said no on Monday.</summary></entry>
<entry><title>Undated words</title><id>u:3</id><updated>2025-03-12T10:00:00Z</updated>
<content type="html">&lt;p&gt;The inquiry is expected.&lt;/p&gt;</content></entry></feed>"""


@pytest.mark.parametrize("name", ["a.rss", "a.xml"])
def test_every_entry_of_an_rss_file_is_an_article(tmp_path, name):
    article, other = read(tmp_path, name, RSS)
    assert isinstance(article, Article)
    assert article.file == f"{name}#port-17"
    assert article.text == "Le port change de mains\n\nLa société Orlac a offert 97 millions.\n\nLa maire refuse."
    assert (article.publisher, article.author) == ("Ouest-Matin", "Anne Le Goff")
    assert article.url == "https://ouest-matin.example/a/port-17"
    assert article.published == "2025-03-11"
    assert article.published_evidence == "RSS published Tue, 11 Mar 2025 00:10:00 +0100"
    assert isinstance(other, Article)
    assert other.text == "Rien"


def test_an_atom_entry_that_says_only_when_it_was_changed_has_no_date(tmp_path):
    first, second = read(tmp_path, "a.atom", ATOM)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.published, first.author, first.publisher) == ("2025-03-11", "J. Reed", "The Harbour Times")
    assert (second.published, second.text) == (None, "Undated words\n\nThe inquiry is expected.")


def test_what_is_no_feed_is_named(tmp_path):
    assert fault(tmp_path, "a.xml", "<?xml version='1.0'?><doc><p>Bonjour</p></doc>") == (
        "it is neither an RSS nor an Atom feed"
    )
    assert fault(tmp_path, "a.rss", RSS.split("<item>")[0] + "</channel></rss>") == "the feed has no entries"


# -- JSON lines, archives, front matter --------------------------------------------------------------------------------


def test_every_line_of_json_is_an_article_and_a_bad_one_is_named(tmp_path):
    lines = [
        json.dumps(
            {"title": "Le port", "text": "La maire refuse.", "url": "https://a.example/x", "date": "2025-03-10"}
        ),
        "{broken",
        "[1, 2]",
        json.dumps({"title": "Sans texte"}),
        "",
        json.dumps({"id": 7, "text": "Le port rouvre.", "authors": ["A. B.", "C. D."], "lang": "fr-FR", "date": 3}),
    ]
    found = read(tmp_path, "a.jsonl", "\n".join(lines))
    articles = [each for each in found if isinstance(each, Article)]
    assert [(each.file, each.reason) for each in found if isinstance(each, ReadingError)] == [
        ("a.jsonl#2", "it is no JSON"),
        ("a.jsonl#3", 'it is no JSON object with a "text"'),
        ("a.jsonl#4", 'it is no JSON object with a "text"'),
    ]
    assert [each.file for each in articles] == ["a.jsonl#x", "a.jsonl#7"]
    assert articles[0].text == "Le port\n\nLa maire refuse."
    assert (articles[0].published, articles[0].published_evidence) == ("2025-03-10", "JSON date 2025-03-10")
    assert (articles[1].author, articles[1].language, articles[1].published) == ("A. B., C. D.", "fr", None)


def test_articles_of_one_file_keep_their_names_when_others_come_before(tmp_path):
    old = [json.dumps({"title": f"Titre {n}", "text": "Le port rouvre."}) for n in range(3)]
    before = [each.file for each in read(tmp_path, "a.jsonl", "\n".join(old))]
    new = json.dumps({"title": "Tout neuf", "text": "Le port ferme."})
    assert [each.file for each in read(tmp_path, "a.jsonl", "\n".join([new, *old]))][1:] == before
    assert len(set(before)) == 3


def test_an_archive_is_read_member_by_member(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("x/page.html", page())
        archive.writestr("x/feed.rss", RSS)
        archive.writestr("note.txt", "Le port rouvre.")
        archive.writestr("__MACOSX/note.txt", "x")
        archive.writestr("photo.jpg", "x")
    said = {"a.zip/note.txt": SourceFacts(publisher="Le Phare"), "a.zip": SourceFacts(publisher="Archive")}
    found = [each.article for each in read_file(tmp_path / "a.zip", "a.zip", said=said)]
    assert [article.file for article in found] == [
        "a.zip/note.txt",
        "a.zip/x/feed.rss#port-17",
        "a.zip/x/feed.rss#x",
        "a.zip/x/page.html",
    ]
    assert [article.publisher for article in found] == ["Le Phare", "Archive", "Archive", "Archive"]


def test_front_matter_is_yaml_as_people_write_it(tmp_path):
    text = """---
title: "L'accord du port : \\"oui\\""
author:
  - Anne Le Goff
  - 'Paul d''Orves'
date: 2025-03-10T08:00:00+01:00   # when it went online
url: https://a.example/x#y
publisher: Ouest-Matin
lang: fr
tags: [a, b]
---
Le port rouvre.
"""
    article = one(tmp_path, "a.md", text)
    assert article.title == 'L\'accord du port : "oui"'
    assert article.author == "Anne Le Goff, Paul d'Orves"
    assert (article.published, article.published_evidence) == ("2025-03-10", "front matter")
    assert (article.publisher, article.language, article.text) == ("Ouest-Matin", "fr", "Le port rouvre.")
    facts, rest = take_front_matter("---\ntitle: >\n  Un titre\n  long\nauthor: [A, 'B, C']\n---\nX")
    assert (facts.title, facts.author, rest) == ("Un titre long", "A, B, C", "X")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-03-10", "2025-03-10"),
        ("2025-03-10T23:59:00-05:00", "2025-03-10"),
        ("20250310T080000Z", "2025-03-10"),
        ("2025", "2025"),
        ("Mon, 10 Mar 2025 08:00:00 GMT", "2025-03-10"),
        ("2025-13-10", None),
        ("03/10/2025", None),
        ("hier", None),
        ("", None),
        (20250310, None),
    ],
)
def test_only_dates_with_one_meaning_are_dates(written, day):
    assert written_day(written) == day


# -- extras ------------------------------------------------------------------------------------------------------------


def test_without_its_extra_a_file_is_named_and_the_others_are_read(tmp_path, monkeypatch):
    monkeypatch.setattr(formats, "find_spec", lambda name: None)
    formats.is_readable.cache_clear()
    try:
        said = "a web page needs a reader, which is not installed (extra web)"
        assert fault(tmp_path, "a.html", page()) == said
        assert fault(tmp_path, "a.pdf", pdf([["x"]])).endswith("(extra pdf)")
        assert fault(tmp_path, "a.rss", RSS).startswith("a feed needs a reader")
        assert one(tmp_path, "a.txt", "Le port rouvre.").text == "Le port rouvre."
    finally:
        formats.is_readable.cache_clear()


def test_readers_of_formats_are_imported_only_for_their_files(tmp_path):
    (tmp_path / "a.txt").write_text("Le port rouvre.")
    code = (
        "import sys; from pathlib import Path; from store.reading.several import read_file\n"
        f"list(read_file(Path({str(tmp_path / 'a.txt')!r}), 'a.txt'))\n"
        "print([m for m in ('trafilatura', 'lxml', 'feedparser', 'pypdf', 'markdown_it') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# -- anything ----------------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    ["<p>", "</p>", "<blockquote>", "</blockquote>", "— A (@b)", "<a href='x'>", "<meta property='og:title' content='",
     "<script type='application/ld+json'>", "{", "</script>", "<time datetime='2025-01-01'>", "&#0;", "]]>", "<!--",
     "\x00", "\x1b[31m", "\u202e", "---\n", "title: '", "date: ", "Le port rouvre. ", "\n", "<item>",
     "<rss version='2.0'>", '"text":']
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join), st.sampled_from([".html", ".xml", ".jsonl", ".md", ".pdf", ".zip"]))
@settings(max_examples=120, deadline=None)
def test_nothing_makes_a_reader_fail_but_with_a_reason(tmp_path_factory, text, ending):
    folder = tmp_path_factory.mktemp("any")
    for each in read(folder, f"a{ending}", text.encode("utf-8", "replace")):
        if isinstance(each, ReadingError):
            assert each.reason
        else:
            assert not any(c in each.text for c in "\x00\x1b\u202e")
            assert all(each.text[post.start : post.end] for post in each.posts)


def test_every_reason_for_not_reading_is_known_in_french():
    import ast

    from tui.faults import told

    package = Path(formats.__file__).parent
    names = ("page", "pdf", "feed", "jsonlines", "archive", "several", "fetch", "article", "decode", "formats")
    reasons = set()
    for name in names:
        nodes = list(ast.walk(ast.parse((package / f"{name}.py").read_text("utf-8"))))
        made = [node for node in nodes if isinstance(node, ast.JoinedStr)]
        parts = {part for node in made for part in node.values}
        said = [node.value for node in nodes if isinstance(node, ast.Constant) and node not in parts]
        said += ["".join(str(getattr(part, "value", 7)) if part in parts and isinstance(part, ast.Constant) else "7"
                         for part in node.values) for node in made]  # fmt: skip
        # Sentences of the reader, not of documentation: one line without a full stop.
        begins = r"(?:it |its |there is |the server |the archive |the feed |what it holds|only addresses)[^\n]*[^.\n]"
        reasons |= {words for words in said if isinstance(words, str) and re.fullmatch(begins, words)}
    told_in_parts = {"it is damaged", "it is a damaged PDF"}
    assert len(reasons) > 25
    assert told_in_parts <= reasons
    assert [words for words in sorted(reasons) if told(words, "fr") == words] == []
