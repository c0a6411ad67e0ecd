"""From files to articles: encodings, stamps, traces of HTML, embedded posts, `sources.toml`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.reading import GIVEN, ReadingError, SourceFacts, discover, load_sources, make_article, read_article
from store.reading.files import look
from store.reading.markup import unmark

BODY = "La mairie a voté le budget mardi. Le maire s'est dit satisfait de l'accord trouvé avec les élus."


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "latin-1"])
def test_every_usual_encoding_gives_the_same_words(tmp_path: Path, encoding: str) -> None:
    text = "Le préfet a été nommé à Besançon, où l'été s'achève. Ça n'a pas traîné, dit-il à la fin de la réunion."
    data = text.encode(encoding)
    if encoding == "utf-16-le":
        data = b"\xff\xfe" + data
    article = read_article(write(tmp_path, "a.txt", data), "a.txt")
    assert article.text == text
    assert article.language == "fr"


def test_old_mac_and_windows_line_ends_become_plain_ones() -> None:
    assert make_article("Un.\r\nDeux mots.\rTrois mots.", "a.txt").text == "Un.\nDeux mots.\nTrois mots."


def test_controls_that_a_terminal_would_obey_are_gone() -> None:
    article = make_article("Le maire\x1b[31m a \u202edit\u202c non\x07 \x9b2Jhier.", "a.txt")
    assert article.text == "Le maire a dit non hier."


def test_a_crawlers_stamp_is_metadata_and_no_text() -> None:
    article = make_article(" date 2024-03-05 " + BODY, "a.txt")
    assert (article.published, article.published_basis) == ("2024-03-05", "metadata")
    assert article.text == BODY


def test_a_date_within_the_text_is_no_stamp() -> None:
    article = make_article("Une date 2024-03 fut retenue pour la réunion.", "a.txt")
    assert article.published is None


def test_what_the_user_gives_stands_behind_what_the_file_says() -> None:
    stamped = make_article(" date 2024-03 " + BODY, "a.txt", published="2020-01-01")
    bare = make_article(BODY, "a.txt", published="2020-01-01")
    known = make_article(BODY, "a.txt", SourceFacts(published="2021"), published="2020-01-01")
    assert stamped.published == "2024-03"
    assert (bare.published, bare.published_evidence) == ("2020-01-01", GIVEN)
    assert known.published == "2021"


def test_the_id_is_made_from_the_words_alone() -> None:
    one = make_article(BODY, "a.txt")
    other = make_article("\n\n" + BODY.replace("\n", "\r\n") + "\n", "sub/b.txt", SourceFacts(publisher="Gazette"))
    assert one.id == other.id
    assert one.id != make_article(BODY + " Fin.", "a.txt").id


def test_a_headline_is_the_title_and_a_sentence_is_not() -> None:
    assert make_article("Le budget est voté à Nevers\n\n" + BODY, "a.txt").title == "Le budget est voté à Nevers"
    assert make_article(BODY + "\n\n" + BODY, "a.txt").title is None
    assert make_article("Publié le 12 mars 2025\n\n" + BODY, "a.txt").title is None


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("a/b-c.txt", "b-c"),
        ("002_vote_26ab91cb.txt", "002_vote"),
        ("vote-20240312.txt", "vote-20240312"),
        ("20minutes.txt", "20minutes"),
        ("lu", "lu"),
        (".txt", ".txt"),
    ],
)
def test_without_a_publisher_it_is_called_by_its_file_without_a_hash(file: str, name: str) -> None:
    assert make_article(BODY, file).name == name
    assert make_article(BODY, file, SourceFacts(publisher="Gazette")).name == "Gazette"


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("a/002_26ab91cb.txt", "002_….txt"),
        ("003.html", "003.html"),
        ("0123abcd.md", "0123abcd.md"),
        ("2025-03-11", "2025-03-11"),
    ],
)
def test_a_number_or_a_hash_says_less_than_the_title(file: str, name: str) -> None:
    assert make_article(BODY, file).name == name
    assert make_article(BODY, file, SourceFacts(title="Le budget est voté")).name == "Le budget est voté"
    assert make_article(BODY, file, SourceFacts(title="Le budget est voté", publisher="Gazette")).name == "Gazette"


MANGLED = (
    "Le club perd son entraîneur.\n"
    "¤div class=« box » data-x=’\n\n¤blockquote class=« tweet »¬¤p lang=« en »¬we will miss you coach\n\n"
    "— FC Nord (@fcnord) ¤a href= »https://twitter. com/fcnord/status/12345?ref=x« ¬3 mars 2024¤/blockquote¬&10;"
    "¤script src= »https://platform.example/w. js« ¬¤/script¬\n\n"
    "¤label for=« t »¬Autoriser les contenus¤/label¬\n\n‘¬\n\n"
    "Le président a salué son travail."
)


def test_mangled_html_leaves_only_words_and_the_embedded_post() -> None:
    article = make_article(MANGLED, "a.txt")
    assert article.text == (
        "Le club perd son entraîneur.\n\nwe will miss you coach\n\n— FC Nord (@fcnord) 3 mars 2024\n\n"
        "Le président a salué son travail."
    )
    (post,) = article.posts
    assert article.text[post.start : post.end] == "we will miss you coach"
    assert (post.author, post.handle, post.language) == ("FC Nord", "@fcnord", "en")
    assert post.url == "https://twitter.com/fcnord/status/12345"
    assert post.stamp is not None
    assert article.text[slice(*post.stamp)] == "— FC Nord (@fcnord) 3 mars 2024"


def test_whole_html_is_read_as_well() -> None:
    text = "<h1>Un titre de page</h1><p>Il a dit &laquo; non &raquo;.</p><script>x = 1;</script><p>Fin du texte.</p>"
    assert unmark(text).text.split("\n") == [
        "",
        "Un titre de page",
        "",
        "Il a dit « non ».",
        "",
        "Fin du texte.",
        "",
    ]


def test_a_post_without_html_is_known_by_its_signature() -> None:
    article = make_article("Il part.\n\nQuel dommage !\n— Anne B (@anneb) January 7, 2025\n\nLa suite demain.", "a.txt")
    (post,) = article.posts
    assert article.text[post.start : post.end] == "Quel dommage !"


@pytest.mark.parametrize(
    "text", ["Prix : 3 < 5 et 7 > 2.", "Un ☺ sourire ☻ et d'autres ☺.", "a/b -> c/d <- e", "«a» ou «/a»"]
)
def test_signs_that_are_no_markup_stay(text: str) -> None:
    assert unmark(text).text == text


def test_markdown_words_without_marks_and_front_matter() -> None:
    text = '---\ntitle: "Le vote"\ndate: 2024-05-02\nsource: Gazette\n---\n# Le vote\n\nLe **maire** a [gagné](http://x.y).\n'
    article = make_article(text, "a.md", markdown=True)
    assert article.text == "Le vote\n\nLe maire a gagné."
    assert (article.title, article.publisher, article.published) == ("Le vote", "Gazette", "2024-05-02")


def test_unreadable_files_are_named_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"vide\.txt: it holds no words"):
        read_article(write(tmp_path, "vide.txt", " \n\n…"), "vide.txt")
    with pytest.raises(ReadingError, match=r"bin\.txt: it holds null bytes"):
        read_article(write(tmp_path, "bin.txt", b"PK\x00\x00\x01\x02"), "bin.txt")
    with pytest.raises(ReadingError, match=r"absent\.txt: no such file"):
        read_article(tmp_path / "absent.txt", "absent.txt")


def test_discover_takes_articles_in_order_and_survives_loops(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("z.txt", "a.MD", "b/c.txt", "image.png", ".hidden.txt"):
        write(tmp_path, name, "x")
    (tmp_path / "b" / "again").symlink_to(tmp_path)
    assert [name for _, name in discover(tmp_path)] == ["a.MD", "b/c.txt", "z.txt"]


def test_what_is_no_article_is_counted_and_what_cannot_be_listed_is_named(tmp_path: Path, monkeypatch) -> None:
    for name in ("a.txt", "b.DOC", "c.doc", "notes", "shut/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        write(tmp_path, name, "x")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    real = os.scandir

    def scandir(path: Path) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr("store.reading.files.os.scandir", scandir)
    found = look(tmp_path)
    assert [name for _, name in found.articles] == ["a.txt"]
    assert found.others == {".doc": 2, "": 1}
    assert ("shut", "permission denied") in found.unlisted
    assert {name for name, _ in found.unlisted} == {"shut", "loop.txt"}


def test_sources_toml_is_read_and_its_faults_are_named(tmp_path: Path) -> None:
    write(
        tmp_path,
        "sources.toml",
        '["a.txt"]\npublisher = "Gazette"\npublished = 2024-05-02\n["b.txt"]\nlanguage = "en"\n',
    )
    facts = load_sources(tmp_path).tables
    assert facts["a.txt"] == SourceFacts(publisher="Gazette", published="2024-05-02")
    assert facts["b.txt"].language == "en"
    write(
        tmp_path,
        "sources.toml",
        'stray = "x"\n["a.txt"]\neditor = "x"\npublisher = "Gazette"\n["b.txt"]\npublished = "hier"\ntitle = 3\n'
        'language = "xx"\n["c.txt"]\npublishr = "x"\n[d.txt]\ntitle = "x"\n["e.txt"]\nlanguage = "en"\n',
    )
    said = load_sources(tmp_path)
    assert said.tables["a.txt"] == SourceFacts(publisher="Gazette"), "what is right in it counts"
    assert said.tables["e.txt"] == SourceFacts(language="en")
    wanted = (
        '"stray" is no table',
        'unknown key "editor" (known:',
        "no EDTF date",
        "title must be a text",
        '"xx" is not known',
        "did you mean publisher?",
        'write ["d.txt"], with quotes',
    )
    assert len(said.faults) == len(wanted)
    for words, fault in zip(wanted, said.faults, strict=True):
        assert words in fault
    write(tmp_path, "sources.toml", "title = [")
    with pytest.raises(ReadingError, match="no TOML"):
        load_sources(tmp_path)


@given(st.text(max_size=400))
@settings(deadline=None, max_examples=150)
def test_no_text_makes_reading_fail_but_one_without_words(text: str) -> None:
    try:
        article = make_article(text, "a.txt")
    except ReadingError:
        return
    assert "\x1b" not in article.text
    for post in article.posts:
        assert 0 <= post.start < post.end <= len(article.text)


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "¤/a¬", "¤a href=«x»¬", "mot ", "\n", "— A (@a) 3 mai", "&10;", "‘¬"]),
        max_size=40,
    )
)
@settings(deadline=None, max_examples=150)
def test_broken_markup_never_fails_and_words_stay(parts: list[str]) -> None:
    text = unmark("".join(parts)).text
    assert text.count("mot ") == parts.count("mot ")
