"""`timeline correct`: setting right what was read wrongly, in a journal that every rebuild takes into account."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from store.library.library import Library
from store.model import Account, Article, Dataset, Entity, EntityType, Event, Quote, Status
from store.text import fold
from tui.author import author
from tui.cli.console import NOT_FOUND, USAGE, CommandError, say, write
from tui.cli.filters import find_event, same_library
from tui.cli.libraries import add_folder, chosen
from tui.cli.speech import language, phrase
from tui.corrections import cut, described, fault, spoken
from tui.dates import read

if TYPE_CHECKING:
    from store.corrections.model import Correction, Kind

_OF_EVENT = ("date", "title", "status", "merge", "split", "hide", "show", "hide_passage", "note")
_OF_EVENT_TOO = ("tag", "untag", "star", "unstar")
_SHOWN = 8
_MARKS = " \u00a0\u202f\"'«»“”.,"
"""What may stand around a quotation that somebody has copied."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `timeline correct`."""
    parser.usage = phrase("usage.correct")
    parser.description, parser.epilog = phrase("help.correct.description"), phrase("help.correct.examples")
    event, name, words, passage = (phrase(f"meta.{what}") for what in ("event", "name", "words", "passage"))
    parser.add_argument("event", metavar=event, nargs="?", help=phrase("help.correct.event"))
    of_event = parser.add_argument_group(phrase("help.correct.of_event"))

    def option(group: argparse._ArgumentGroup, name: str, metavar: str, nargs: str | None = None) -> None:
        told = phrase(f"help.correct.{name.replace('-', '_')}")
        group.add_argument(f"--{name}", metavar=metavar, nargs=nargs, help=told)

    option(of_event, "date", phrase("meta.date"))
    option(of_event, "title", words)
    of_event.add_argument("--status", choices=get_args(Status), help=phrase("help.correct.status"))
    option(of_event, "merge", event, "+")
    option(of_event, "split", passage, "+")
    option(of_event, "hide-passage", passage, "+")
    for flag in ("hide", "show", "star", "unstar"):
        of_event.add_argument(f"--{flag}", action="store_true", help=phrase(f"help.correct.{flag}"))
    option(of_event, "note", words)
    for tag in ("tag", "untag"):
        of_event.add_argument(f"--{tag}", metavar=name, action="append", default=[], help=phrase(f"help.correct.{tag}"))
    of_name = parser.add_argument_group(phrase("help.correct.of_name"))
    of_name.add_argument(
        "--speaker", metavar=(phrase("meta.quote"), name), nargs=2, help=phrase("help.correct.speaker")
    )
    option(of_name, "entity", name)
    option(of_name, "name", name)
    of_name.add_argument("--type", choices=get_args(EntityType), help=phrase("help.correct.type"))
    option(of_name, "alias", name)
    adding = parser.add_argument_group(phrase("help.correct.adding"))
    adding.add_argument("--add", action="store_true", help=phrase("help.correct.add"))
    option(adding, "words", words)
    option(adding, "article", phrase("meta.file"))
    option(adding, "address", "URL")
    option(adding, "published", phrase("meta.date"))
    add_folder(parser)


def _date(value: str) -> str | None:
    """The EDTF date of what was typed ("mai 2021"), None for none; what is no date is refused as such later."""
    return read(value, language()) or value.strip() or None


def run(args: argparse.Namespace) -> int:
    """Write what is corrected into the journal, and say it."""
    from store.corrections.model import CorrectionError

    talk = spoken(language())
    library = chosen(args)
    wanted = _Wanted(library, args)
    try:
        asked = wanted.corrections()
        made = library.correct(asked, author()) if asked else ()
    except CorrectionError as error:
        raise CommandError(fault(error, talk), USAGE) from error
    for correction in made:
        write(described(correction, talk) + "\n")
    for correction, how in wanted.standing:
        say(talk(f"stands.{how}", what=described(correction, talk)))
    if made:
        # Whoever gave several options can take all of them back in one step.
        ids = "".join(f" {correction.id[:8]}" for correction in made) if len(made) > 1 else ""
        write(talk("how_to_undo", command=f"timeline corrections --undo{ids}{same_library(args)}") + "\n")
    return 0


class _Wanted:
    """What the arguments ask to correct in a library."""

    def __init__(self, library: Library, args: argparse.Namespace) -> None:
        self.args = args
        self.dataset: Dataset = library.dataset(whys=False)
        self.articles = {article.id: article for article in self.dataset.articles}
        self.say = spoken(language())
        self.standing: list[tuple[Correction, str]] = []
        """What is asked for and stands already, as it was "found" or is "set": nothing is stored of it."""

    def corrections(self) -> list[Correction]:
        """All of them, in the order in which they are carried out.

        Raises:
            CommandError: nothing, or nothing that there is, is asked for.
            CorrectionError: a value cannot be used.
        """
        args = self.args
        if args.add:
            return [self._added()]
        found = self._of_names()
        asked = [name for name in (*_OF_EVENT, *_OF_EVENT_TOO) if getattr(args, name) not in (None, False, [])]
        if asked and args.event is None:
            raise CommandError(self.say("only_event", option=f"--{asked[0].replace('_', '-')}"), USAGE)
        if args.event is not None:
            found += self._of_event(self._event())
        if not found and not self.standing:
            options = ", ".join(f"--{name}" for name in ("date", "title", "merge", "split", "hide", "note", "speaker"))
            raise CommandError(self.say("which" if args.event else "no_event", options=f"{options} …"), USAGE)
        return found

    def _event(self) -> Event:
        if not self.args.show:
            return find_event(self.dataset, self.args.event, self.args)
        try:
            return find_event(replace(self.dataset, events=self.dataset.hidden), self.args.event)
        except CommandError as error:
            lines = [f"{event.id[:8]}  {event.title}" for event in self.dataset.hidden[:_SHOWN]]
            raise CommandError(self.say("not_hidden", given=self.args.event), error.status, lines) from error

    def _of_event(self, event: Event) -> list[Correction]:
        from store.corrections import make

        args, articles, found = self.args, self.articles, []
        if args.merge:
            others = [find_event(self.dataset, given, self.args) for given in args.merge]
            found.append(make.merge(list({e.id: e for e in (event, *others)}.values()), articles))
        if args.split:
            found.append(make.on_accounts("split", self._accounts(event, args.split), articles))
        if args.hide_passage:
            found.append(make.on_accounts("hide-account", self._accounts(event, args.hide_passage), articles))
        fields: tuple[tuple[Kind, str | None], ...] = (
            *([("date", _date(args.date))] if args.date is not None else ()),
            *([("title", args.title)] if args.title is not None else ()),
            *([("status", args.status)] if args.status is not None else ()),
        )
        for kind, value in fields:
            made = make.of(kind, event, articles, value)
            # What the event comes to be by other passages may be something else.
            found += [made] if args.merge or args.split or args.hide_passage else self._unless_so(made, event)
        if args.note is not None:
            found.append(make.of("note", event, articles, args.note))
        found += [make.of("tag", event, articles, tag) for tag in args.tag]
        found += [make.of("untag", event, articles, tag) for tag in args.untag]
        for flag in ("star", "unstar", "hide", "show"):
            if getattr(args, flag):
                found.append(make.of(flag, event, articles))
        return found

    def _unless_so(self, made: Correction, of: Event | Quote) -> list[Correction]:
        """A correction, unless what it sets stands already."""
        from store.corrections import make

        if how := make.standing(made, of):
            self.standing.append((made, how))
            return []
        return [made]

    def _accounts(self, event: Event, given: Sequence[str]) -> list[Account]:
        found = []
        for word in given:
            number = int(word) if word.isdecimal() and len(word) < 5 else 0
            named = [a for a in event.accounts if a.id.startswith(word.lower())] if len(word) > 3 else []
            if 1 <= number <= len(event.accounts):
                found.append(event.accounts[number - 1])
            elif len(named) == 1:
                found += named
            else:
                raise CommandError(self.say("no_passage", given=word, n=len(event.accounts)), NOT_FOUND)
        return found

    def _of_names(self) -> list[Correction]:
        from store.corrections import make

        args, found = self.args, []
        if args.speaker:
            quote = self._quote(args.speaker[0])
            found += self._unless_so(make.speaker(quote, args.speaker[1], self.articles), quote)
        if args.entity is not None:
            entity = self._entity(args.entity)
            kinds: tuple[Kind, ...] = ("type", "alias", "name")
            asked = ((kind, getattr(args, kind)) for kind in kinds)
            of_entity = [make.entity(kind, entity, value) for kind, value in asked if value is not None]
            found += of_entity
            if not of_entity:
                raise CommandError(self.say("which", options="--name, --type, --alias"), USAGE)
        return found

    def _quote(self, given: str) -> Quote:
        wanted = fold(given.strip(_MARKS))
        begun = [q for q in self.dataset.quotes if given and q.id.startswith(given.lower())]
        found = begun or [q for q in self.dataset.quotes if wanted and wanted == fold(q.text.strip(_MARKS))]
        found = found or [q for q in self.dataset.quotes if wanted and wanted in fold(q.text)]
        if len(found) == 1:
            return found[0]
        if not found:
            raise CommandError(self.say("no_quote", given=given), NOT_FOUND)
        lines = [
            phrase(
                "colon",
                what=f"{quote.id}  {self.articles[quote.article].name}",
                why=f"{self._who(quote)} {cut(quote.text)}",
            )
            for quote in found[:_SHOWN]
        ]
        raise CommandError(self.say("quotes", given=given), NOT_FOUND, lines)

    def _who(self, quote: Quote) -> str:
        return quote.speaker or phrase("show.speaker")

    def _entity(self, name: str) -> Entity:
        wanted = fold(name)
        found = next((e for e in self.dataset.entities if fold(e.name) == wanted), None)
        found = found or next(
            (e for e in self.dataset.entities if any(fold(m.surface) == wanted for m in e.mentions)), None
        )
        if found is None:
            raise CommandError(self.say("no_entity", given=name), NOT_FOUND)
        return found

    def _added(self) -> Correction:
        from store.corrections import make
        from store.corrections.model import Added, Source

        args = self.args
        if not args.title or not args.words or not (args.article or args.address or args.name):
            raise CommandError(self.say("add_needs"), USAGE)
        date = _date(args.date or "")
        status: Status = args.status or "happened"
        if args.article:
            return make.add(Added(args.title, date, status), self._article(args.article), args.words)
        source = Source(args.words, args.name, None, args.address, args.published)
        return make.add(Added(args.title, date, status, source))

    def _article(self, given: str) -> Article:
        wanted = fold(given)
        articles = self.dataset.articles
        found = [a for a in articles if given in (a.id, a.file)]
        found = found or [a for a in articles if wanted in (fold(a.name), fold(a.title or ""))]
        found = found or [a for a in articles if len(given) > 3 and a.id.startswith(given.lower())]
        if len(found) == 1:
            return found[0]
        lines = [f"{article.id}  {article.file}" for article in (found or articles)[:_SHOWN]]
        raise CommandError(self.say("articles" if found else "no_article", given=given), NOT_FOUND, lines)
