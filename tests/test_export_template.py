"""Documents by a template: escaped, in a sandbox, and still verified."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from build import story
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_support import READER, manifest, read

from store.export.markdown import Writer
from store.export.template import Layout, TemplateFaultError
from store.export.verify import verify
from store.extras import command
from store.filters import Index
from store.lookup import Lookup
from store.model import Account, Article, Dataset, Event
from store.text import printable
from tui import cli
from tui.dates import words

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "docs" / "template.md.jinja"
STORY = story()
EVENTS = Index(STORY).events


def dates(lang):
    return partial(words, lang=lang)


@pytest.fixture
def made(tmp_path):
    def make(text, *, html=False, dataset=STORY):
        path = tmp_path / "template"
        path.write_text(text, "utf-8")
        return Layout(path, html=html).document(dataset, Index(dataset).events, dates("fr"), language="fr")

    return make


def test_the_example_template_makes_a_document_that_is_verified():
    layout = Layout(EXAMPLE)
    text = layout.document(STORY, EVENTS, dates("fr"), language="fr")
    tokens = READER.parse(text)
    assert tokens[0].type == "front_matter"
    assert manifest(text)["events"] == [event.id for event in EVENTS]
    assert manifest(text)["template"] == layout.digest
    headings = [tokens[n + 1].content for n, token in enumerate(tokens) if token.type == "heading_open"]
    assert len(headings) == len(EVENTS) + 1
    leaves = [leaf for token in tokens for leaf in token.children or ()]
    assert sum(leaf.type == "footnote_ref" for leaf in leaves) >= sum(len(event.accounts) for event in EVENTS)

    def bodies(lang):
        return lambda events: layout.body(Writer(Lookup(STORY), dates(lang), lang), events)

    assert verify(text, STORY, dates, bodies).holds
    assert verify(text, STORY, dates, bodies).compared
    edited = text.replace("97,4 millions", "97,5 millions", 1)
    assert edited != text
    assert not verify(edited, STORY, dates, bodies).holds
    assert not verify(edited, STORY, dates).holds, "without the template its words are compared all the same"


HOSTILE = st.text(alphabet="*_`~<>[]()!#+-=.:|\\&;\"'^$@%{}/ \n\t1a)w»é\u202e\x1b", max_size=20) | st.sampled_from(
    ["<script>alert(1)</script>", "[a](b)", "![x](http://a.b/c.png)", "{{ 7 * 7 }}", "{% raw %}", "http://a.b", "# x"]
)


@settings(deadline=None, max_examples=80)
@given(HOSTILE, HOSTILE)
def test_nothing_of_an_article_acts_in_what_a_template_makes(tmp_path_factory, body, title):
    path = tmp_path_factory.mktemp("t") / "t.md"
    path.write_text(
        "{% for event in events %}\n## x {{ event.title }}\n\ny {{ event.accounts[0].words }}\n{% endfor %}\n"
    )
    event = Event("e", None, title, (Account("c", "one", 0, len(body), body),))
    dataset = Dataset(articles=(Article("one", "a.txt", body),), events=(event,))
    text = Layout(path).document(dataset, [event], dates("en"))
    _, leaves, kinds = read(text)
    assert kinds <= {
        "comment",
        "front_matter",
        "heading_open",
        "heading_close",
        "paragraph_open",
        "paragraph_close",
        "inline",
        "text",
    }
    assert f"x {printable(title)}".strip() in "".join(leaf.content for leaf in leaves)


def test_html_is_escaped_where_html_is_made(made):
    article = Article("one", "a.txt", "<b>x</b>")
    dataset = Dataset(articles=(article,), events=(Event("e", None, "<i>", (Account("c", "one", 0, 8, "<b>x</b>"),)),))
    text = made(
        "<p>{{ events[0].title }} {{ events[0].accounts[0].quoted }} {{ events[0].accounts[0].note }}</p>",
        html=True,
        dataset=dataset,
    )
    assert text == "<p>&lt;i&gt; «\u00a0&lt;b&gt;x&lt;/b&gt;\u00a0» 1</p>\n"


def test_filters_and_what_is_made_already(made):
    text = made("{{ '*a*' | md }} {{ '<' | html }} {{ '*b*' | safe }} {{ ('mot ' * 9) | shorten(9) }}\n")
    assert "\\*a\\* &lt; *b* mot mot \\[…\\]" in text


@pytest.mark.parametrize(
    "template",
    [
        "{% for %}",
        "{{ nothing }}",
        "{{ events[0].nothing }}",
        "{% include '/etc/passwd' %}",
        "{{ ''.__class__.__mro__ }}",
        "{{ title.__init__.__globals__ }}",
        "{{ events.append(1) }}",
        "{{ 1 / 0 }}",
        "{{ words.status.update(x=1) }}",
        "{% for n in range(10000000) %}x{% endfor %}",
    ],
)
def test_a_template_that_cannot_be_carried_out_is_told(made, template):
    with pytest.raises(TemplateFaultError):
        made(template)


def test_the_command_takes_a_template_and_says_what_is_wrong_with_it(home, articles, tmp_path, capsys):
    def timeline(*argv):
        capsys.readouterr()
        status = cli.main([str(word) for word in argv])
        return status, *capsys.readouterr()

    timeline("build", articles)
    file = tmp_path / "out.md"
    folder = ("--folder", articles, "--lang", "en")
    assert timeline("export", "--format", "markdown", "--template", EXAMPLE, "--output", file, *folder)[0] == 0
    assert timeline("verify", file, "--template", EXAMPLE, *folder)[0] == 0
    assert timeline("verify", file, *folder)[0] == 0
    file.write_text(file.read_text("utf-8").replace("bloqué", "bloquée"), "utf-8")
    assert timeline("verify", file, "--template", EXAMPLE, *folder)[0] == 1
    wrong = tmp_path / "wrong.md"
    wrong.write_text("a\n{% for %}\n", "utf-8")
    status, _, err = timeline("export", "--format", "markdown", "--template", wrong, *folder)
    assert status == 3
    assert "line 2" in err
    assert timeline("export", "--format", "csv", "--template", wrong, *folder)[0] == 2
    assert timeline("export", "--format", "markdown", "--template", tmp_path / "none", *folder)[0] == 3


def test_jinja_is_imported_only_for_a_template():
    code = (
        "import sys, store.export.markdown, store.export.html, store.export.verify, tui.cli.export, tui.cli.verify\n"
        "print('jinja2' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_without_jinja_the_command_says_what_to_install(home, articles, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "jinja2", None)
    cli.main(["build", str(articles)])
    capsys.readouterr()
    argv = ["export", "--format", "markdown", "--template", str(EXAMPLE), "--folder", str(articles), "--lang", "en"]
    assert cli.main(argv) == 3
    assert command("templates") in capsys.readouterr().err
