"""The tagger: finds the expressions of a text, resolves them in reading order, then those that wait for later ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from store.extraction.timex import calendar, lines
from store.extraction.timex.grammar import Grammar, Rule, grammar
from store.extraction.timex.guards import allowed, stands_free
from store.extraction.timex.pattern import Group
from store.extraction.timex.resolve import OPERATIONS
from store.extraction.timex.scene import Reading, Scene, clock_of
from store.extraction.timex.setting import Published, Quotations, Told
from store.extraction.timex.tense import Sentences, Tense
from store.extraction.timex.tokens import Tokens
from store.languages import Language
from store.model import Post, TimeExpression
from store.text import level

_NEAR = 6
"""How many sentences back a told day still holds for a clock time or a part of day."""
_SAID = 6
"""How many sentences back a told day may be the day of a quotation's "today"."""
_THIS_WEEK = 7
"""How many days before publication that may be."""
_ATTRIBUTION = 12
"""How many tokens behind a quotation its day may stand ("…", a déclaré mardi soir le ministre)."""
_OPENING = 2
"""How many tokens may stand before a date that opens its sentence ("Puis, en mars, …")."""
_STORY = 2
"""How many sentences back a date may give its year to one without."""
_PLUPERFECT = 8
"""How many tokens before a date the auxiliary of its verb is looked for."""
_LOOKED_AT = 24
"""How many expressions back the day of a quotation is looked for."""
_DEICTIC = frozenset(("today", "step", "counted"))


@dataclass(slots=True)
class Found:
    """An expression on its way: its words, its rule, and what was made of them so far."""

    rule: Rule
    group: Group
    shared: Group | None
    sentence: int
    reading: Reading


@dataclass(frozen=True, slots=True)
class Cut:
    """A levelled text cut into tokens, with what can be said of them before any is read."""

    tokens: Tokens
    signatures: Sequence[int]
    sentences: Sentences
    quotations: Quotations


def cut(text: str, language: Language) -> Cut:
    """`text` cut for reading, so that several readings of it need not do so again."""
    text, rules = level(text), grammar(language)
    tokens = Tokens(text, rules.lexicon.numerals, rules.lexicon.joiners)
    sentences = Sentences(tokens.words, tokens.starts, text, rules.abbreviations)
    return Cut(tokens, rules.signatures(tokens), sentences, Quotations(tokens.words))


class Tagger:
    """Tags one text with the grammar of its language."""

    def __init__(self, cut: Cut, rules: Grammar, published: str | None, posts: Sequence[Post]) -> None:
        self.text = cut.tokens.text
        self.grammar = rules
        self.published = Published.of(published)
        self.posts = [post for post in posts if post.date or post.stamp]
        self.tokens = cut.tokens
        self.signatures = cut.signatures
        self.sentences = cut.sentences
        self.quotations = cut.quotations
        self.told = Told()
        self.found: list[Found] = []
        self._heading: str | None = None

    def run(self) -> list[Found]:
        """Every expression, in text order."""
        automaton = self.grammar.automaton
        signatures = self.signatures
        free = 0
        for at in automaton.beginnings(signatures):
            if at < free:
                continue
            for end, rules in automaton.matches(signatures, at):
                after = self._accept(at, end, rules)
                if after:
                    free = after
                    break
        self._look_ahead()
        return self.found

    def _accept(self, begin: int, end: int, rules: Sequence[int]) -> int:
        """Take the first of `rules` that makes an expression of the tokens; the first token behind it, 0 for none."""
        for number in rules:
            rule = self.grammar.rules[number]
            parts = self.grammar.groups(number, self.tokens, self.signatures, begin, end)
            if not parts or not all(allowed(guard, parts[-1], self.tokens) for guard in rule.guards):
                continue
            starts, ends = self.tokens.starts, self.tokens.ends
            if not all(stands_free(starts[group.first], ends[group.last], self.text) for group in parts):
                continue
            if parts[0].first > begin and self._longer(parts[0].first, end):
                continue
            made: list[Found] = []
            for group in parts:
                # Of "du 3 au 5 juin" the last gives the month, of "June 3 to 5" the first.
                shared = parts[-1] if group is not parts[-1] else parts[0] if len(parts) > 1 else None
                sentence = self.sentences.number(group.first)
                reading = self._resolve(rule, group, shared, sentence)
                if reading is None:
                    break
                made.append(Found(rule, group, shared, sentence, reading))
            else:
                _in_order(made)
                self.found.extend(made)
                for one in made:
                    self._tell(one)
                return parts[-1].last + 1
        return 0

    def _tell(self, one: Found) -> None:
        """Keep what an expression tells for those that follow; what comes again and again tells no day."""
        if one.reading.type == "SET":
            return
        words = self.tokens.words
        begin = self.sentences.bounds(one.sentence)[0]
        said = self.grammar.tenses.said(words, one.group.first, begin)
        self.told.add(one.reading.value, one.sentence, said=said)
        point = calendar.read(one.reading.value)
        if point and point.unit == "D" and one.reading.type == "DATE" and lines.heads(words, one.group):
            self._heading = point.value

    def _longer(self, begin: int, end: int) -> bool:
        """Whether an expression that begins here goes further than `end`: words before one must not cut it short."""
        matches = self.grammar.automaton.matches(self.signatures, begin)
        return bool(matches) and matches[0][0] > end

    def _resolve(self, rule: Rule, group: Group, shared: Group | None, sentence: int) -> Reading | None:
        scene = self._scene(rule, group, shared, sentence)
        return OPERATIONS[rule.operation](group, scene, rule.arguments)

    def _scene(self, rule: Rule, group: Group, shared: Group | None, sentence: int) -> Scene:
        tense: list[Tense | None] = []

        def find() -> Tense | None:
            if not tense:
                first, last = self.sentences.bounds(sentence)
                if marks := self.quotations.around(group.first):
                    # What is said in quotation marks has its own verbs.
                    first, last = max(first, marks[0] + 1), max(group.last + 1, min(last, marks[1]))
                tense.append(self.grammar.tenses.of(self.tokens.words, group.first, group.last, first, last))
            return tense[0]

        def happening() -> bool:
            if self.quotations.around(group.first):
                return False
            first, _ = self.sentences.bounds(sentence)
            words = self.tokens.words
            if group.first <= first + 1 or words[group.first - 1] == ",":
                return False
            after = words[group.last + 1] if group.last + 1 < len(words) else "\n"
            if after in self.grammar.today_states:
                return False
            placed = after in self.grammar.today_places
            return placed or find() == "future" or self.grammar.tenses.participle(words[group.first - 1])

        scene = Scene(self.published, self.told, sentence, find, self.grammar.tenses.default, happening=happening)
        scene.shared = shared
        if self.found and self.found[-1].group.last == group.first - 2:
            scene.apposed = self.tokens.words[group.first - 1] == ","
        scene.pluperfect = partial(self._pluperfect, group, sentence)
        if rule.operation == "time":
            scene.opens_entry = lines.opens_entry(self.tokens.words, group)
            scene.entry_day = self._heading if scene.opens_entry else None
            scene.day_near = self._day_before(sentence, find, clock_of(group))
        if rule.operation == "calendar":
            self._year_before(scene, group, sentence)
        if rule.operation in _DEICTIC or rule.operation == "calendar":
            scene.speech = self._speech(rule, group, sentence)
        return scene

    def _day_before(self, sentence: int, tense: Callable[[], Tense | None], time: str | None) -> str | None:
        """The last day told, where a clock time or part of day can belong to it.

        After an evening, the small hours are of the day that follows.
        """
        near = self.told.last("D", sentence, _NEAR)
        if near is None:
            return None
        told = near[1].partition("T")[2]
        here = self.told.sentence_of_last("D") == sentence
        # "Ce soir à 0 h 10" stays with its evening.
        if here and told.isalpha():
            return near[0].value
        if time and time < "06" and (told in ("EV", "NI") or "18" <= told < "24"):
            following = calendar.move(near[0].day, 1, "D")
            return calendar.write("D", following) if following else None
        if here:
            return near[0].value
        if time and (holding := self.told.holding(time, sentence, _NEAR)):
            return holding.value
        ahead = self.published is not None and near[0].day > self.published.days[-1]
        return None if ahead and tense() == "past" else near[0].value

    def _year_before(self, scene: Scene, group: Group, sentence: int) -> None:
        """Tell `scene` of the date just before that may give its year to a date without one.

        That is a day or month with its year, or a year at the start of its sentence ("En 2012, … Le 6 mai, …").
        """
        opens = group.first - self.sentences.bounds(sentence)[0] <= _OPENING
        for before in reversed(self.found[-4:]):
            point = calendar.read(before.reading.value)
            if before.sentence < sentence - _STORY:
                return
            if point is None:
                continue
            first = before.group.first
            opening = first - self.sentences.bounds(before.sentence)[0] <= _OPENING
            # "Depuis 2019, …" opens no story of 2019.
            opening = opening and not (first and self.grammar.tenses.settles(self.tokens.words[first - 1]))
            if (point.unit in ("D", "M") and before.reading.basis in ("explicit", "context")) or (
                point.unit == "Y" and opening
            ):
                scene.year_near = point.value
                scene.year_in_sentence = before.sentence == sentence
                scene.year_chain = opening and opens
            return

    def _pluperfect(self, group: Group, sentence: int) -> bool:
        """Whether an auxiliary of the pluperfect stands just before an expression."""
        begin = max(self.sentences.bounds(sentence)[0], group.first - _PLUPERFECT)
        return not self.grammar.tenses.pluperfect.isdisjoint(self.tokens.words[begin : group.first])

    def _speech(self, rule: Rule, group: Group, sentence: int) -> Published | None:
        """The day on which the words around an expression were said or posted, where that is not the publication's."""
        start = self.tokens.starts[group.first]
        for post in self.posts:
            if post.start <= start < post.end and post.date:
                return Published.of(post.date)
        if rule.operation not in _DEICTIC or rule.arguments.get("anchor") == "told":
            return None
        marks = self.quotations.around(group.first)
        if marks is None:
            return None
        begin, end = self.sentences.bounds(sentence)
        for one in reversed(self.found[-_LOOKED_AT:]):
            inside = marks[0] < one.group.first < marks[1]
            point = calendar.read(one.reading.value)
            if inside or point is None or one.sentence < sentence - _SAID:
                if one.sentence < sentence - _SAID:
                    break
                continue
            if one.group.first >= begin and one.group.first < end and point.unit in ("D", "Y", "M"):
                return self._past(one.reading.value)
            if rule.operation == "today" and point.unit == "D":
                # A day told some sentences before, where it is of this week: the news, and not its history.
                recent = self.published is None or (self.published.days[0] - point.day).days <= _THIS_WEEK
                return self._past(one.reading.value) if recent else None
        return None

    def _past(self, value: str) -> Published | None:
        point = calendar.read(value)
        if point is None:
            return None
        if self.published and point.day >= self.published.days[0]:
            return None
        return Published.of(point.value if point.unit != "W" else None)

    def _look_ahead(self) -> None:
        """Clock times whose day is told behind them in the same sentence ("vers 20 h, jeudi")."""
        for number, one in enumerate(self.found):
            if one.rule.operation in _DEICTIC and one.reading.basis == "published":
                self._said_later(number, one)
            if one.rule.operation != "time" or one.rule.arguments.get("deictic"):
                continue
            if self._day_in_sentence_before(number) or lines.opens_entry(self.tokens.words, one.group):
                continue
            for later in self.found[number + 1 : number + 4]:
                if later.sentence != one.sentence:
                    break
                if later.rule.operation == "time":
                    continue
                point = calendar.read(later.reading.value)
                if point and point.unit == "D" and later.group.first - one.group.last <= 8:
                    value = f"{point.value}T{clock_of(one.group)}"
                    one.reading = Reading("TIME", value, later.reading.basis, later.reading.anchor)
                    break

    def _day_in_sentence_before(self, number: int) -> bool:
        """Whether the sentence names a day before its expression `number`."""
        for before in reversed(self.found[max(0, number - 4) : number]):
            if before.sentence != self.found[number].sentence:
                return False
            if before.rule.operation != "time":
                return calendar.read(before.reading.value) is not None
        return False

    def _said_later(self, number: int, one: Found) -> None:
        """Words in quotation marks whose day is told behind them ("« … hier », a dit le ministre lundi")."""
        marks = self.quotations.around(one.group.first)
        if marks is None:
            return
        for later in self.found[number + 1 : number + 6]:
            if later.sentence > one.sentence + 1 or later.group.first > marks[1] + _ATTRIBUTION:
                return
            if later.group.first < marks[1]:
                continue
            point = calendar.read(later.reading.value)
            speech = self._past(later.reading.value) if point and point.unit == "D" else None
            if speech is not None:
                scene = self._scene(one.rule, one.group, one.shared, one.sentence)
                scene.speech = speech
                one.reading = OPERATIONS[one.rule.operation](one.group, scene, one.rule.arguments) or one.reading
            return


def _in_order(made: list[Found]) -> None:
    """Give the end of a range without a year the year that puts it behind the beginning ("June 1 through Nov. 30")."""
    if len(made) != 2:
        return
    first, last = (calendar.read(one.reading.value) for one in made)
    reading = made[1].reading
    if first is None or last is None or first.unit != last.unit or first.unit not in ("D", "M"):
        return
    if reading.basis != "explicit" and last.day < first.day and "T" not in reading.value:
        moved = calendar.move(last.day, 1, "Y")
        if moved:
            made[1].reading = Reading(reading.type, calendar.write(last.unit, moved), reading.basis, reading.anchor)


def tense_of(tagger: Tagger, one: Found) -> Tense | None:
    """The tense of the clause that an expression stands in."""
    first, last = tagger.sentences.bounds(one.sentence)
    return tagger.grammar.tenses.of(tagger.tokens.words, one.group.first, one.group.last, first, last)


def tag(
    text: str,
    language: Language,
    published: str | None = None,
    *,
    article: str = "",
    posts: Sequence[Post] = (),
    tokens: Cut | None = None,
) -> tuple[TimeExpression, ...]:
    """The time expressions of `text`, in text order and without overlap.

    Args:
        text: any text; offsets point into it as it is.
        language: whose rules to use.
        published: when the text was written, in EDTF; a month or an interval where the day is not known.
        article: id of the article, for the expressions.
        posts: embedded posts; a date in the `stamp` of one is the day of the post.
        tokens: the text as `cut` makes it, where it is cut already.
    """
    made = Tagger(tokens or cut(text, language), grammar(language), published, posts)
    stamps = [(post.stamp, post.date) for post in posts if post.stamp and post.date]
    result = []
    for one in made.run():
        start, end = made.tokens.starts[one.group.first], made.tokens.ends[one.group.last]
        reading = one.reading
        for stamp, day in stamps:
            if stamp[0] <= start and end <= stamp[1] and calendar.read(reading.value) != calendar.read(day):
                reading = Reading("DATE", day, "explicit")
        result.append(
            TimeExpression(
                article,
                start,
                end,
                text[start:end],
                reading.type,
                reading.value,
                reading.basis,
                one.rule.name,
                reading.anchor,
            )
        )
    return tuple(result)
