"""A small made-up story for tests of the explorer: every kind of date, disagreement, quote and awkward title."""

from __future__ import annotations

from store.model import (
    Account,
    Amount,
    Article,
    Dataset,
    Dating,
    Disagreement,
    Entity,
    Event,
    Link,
    Mention,
    Pair,
    Quote,
    QuoteGroup,
    QuoteMember,
    Reading,
    Reason,
    TimeExpression,
    Why,
)

TEXTS = {
    "a1": (
        "Le port de Brévaux change de mains\n\n"
        "Lundi 10 mars 2025, la société Orlac a proposé 97,4 millions d'euros pour le port de Brévaux. "
        "La maire, Jeanne Morvan, a répondu sur son réseau : « Non merci, mais nous achèterons votre siège pour "
        "9,7 millions d'euros si vous le souhaitez. » "
        "Le conseil municipal avait créé la régie du port en 2015.\n\n"
        "En août 2024, Orlac avait déjà porté plainte contre la régie. "
        "L'affaire passionne la région, où le port emploie 1 300 personnes."
    ),
    "a2": (
        "Orlac veut le port\n\n"
        "Le groupe Orlac a récemment soumis une offre de 97,6 millions d'euros pour reprendre le port. "
        "« Non merci, mais nous sommes prêts à racheter votre siège pour 9,7 millions d'euros si tu veux », "
        "a lancé Jeanne Morvan. La plainte d'août 2024 est toujours pendante."
    ),
    "a3": (
        "Brévaux dit non\n\n"
        "Depuis quelques heures, l'offre de 97,4 millions d'euros d'Orlac agite Brévaux. Jeanne Morvan s'en amuse : "
        "Non merci, mais nous rachèterons votre siège pour 9,7 millions si tu veux. "
        "En février 2018, Paul Keller avait quitté la régie."
    ),
    "a4": (
        "Mayor turns down bid\n\n"
        "On Monday Orlac offered 97.4 million euros for the port of Brévaux. The mayor, Jeanne Morvan, posted: "
        '"no thank you but we will buy your headquarters for 9.7 million if you want". '
        "The inquiry is expected in the summer of 2025."
    ),
    "a5": (
        "東京から見たブレヴォー港\n\n"
        "Une source proche dit qu'Orlac préparait l'opération depuis l'automne. "
        "Jeanne Morvan achèterait plutôt le siège pour 9,7 millions d'euros, selon l'agence."
    ),
}


def _span(article: str, words: str) -> tuple[int, int]:
    start = TEXTS[article].index(words)
    return start, start + len(words)


def _account(
    id: str,
    article: str,
    words: str,
    *,
    date: str | None = None,
    basis: str | None = None,
    dated_by: str | None = None,
    entities: tuple[str, ...] = (),
    quotes: tuple[str, ...] = (),
    amounts: tuple[tuple[str, float], ...] = (),
    status: str = "happened",
) -> Account:
    start, end = _span(article, words)
    return Account(
        id,
        article,
        start,
        end,
        words,
        date,
        basis,
        _span(article, dated_by) if dated_by else None,
        status,
        entities,
        quotes,
        tuple(Amount(article, *_span(article, surface), surface, value, "EUR") for surface, value in amounts),
    )


def _articles() -> tuple[Article, ...]:
    return (
        Article(
            "a1",
            "000_brevaux.txt",
            TEXTS["a1"],
            TEXTS["a1"].split("\n")[0],
            "Ouest-Matin",
            None,
            "https://example.org/brevaux",
            "fr",
            "2025-03-11",
            "stated",
            "publié le 11 mars 2025",
        ),
        Article(
            "a2",
            "001_orlac.txt",
            TEXTS["a2"],
            TEXTS["a2"].split("\n")[0],
            published="2025-03",
            published_basis="metadata",
        ),
        Article("a3", "002_non.txt", TEXTS["a3"], "Brévaux dit non", "La Voix du Port"),
        Article(
            "a4",
            "003_mayor.txt",
            TEXTS["a4"],
            "Mayor turns down bid",
            "The Harbour [/b] Times",
            None,
            None,
            "en",
            "2025-03-11~",
            "inferred",
        ),
        Article(
            "a5",
            "004_tokyo.txt",
            TEXTS["a5"],
            "東京から見たブレヴォー港",
            "東京新聞",
            url="javascript:alert(1)",
            published="2025-03-12",
            published_basis="metadata",
        ),
    )


def _mentions(*surfaces: str) -> tuple[Mention, ...]:
    found = []
    for article, text in TEXTS.items():
        for surface in surfaces:
            at = text.find(surface)
            while at >= 0:
                found.append(Mention(article, at, at + len(surface), surface))
                at = text.find(surface, at + 1)
    return tuple(found)


def _quote(id: str, article: str, words: str, kind: str, language: str = "fr") -> Quote:
    return Quote(id, article, *_span(article, words), words, kind, "Jeanne Morvan", None, language)


def story() -> Dataset:
    """Five articles, nine events: days, months, years, a season, a guess, an open interval, and two without a date."""
    quotes = (
        _quote(
            "q1",
            "a1",
            "Non merci, mais nous achèterons votre siège pour 9,7 millions d'euros si vous le souhaitez.",
            "direct",
        ),
        _quote(
            "q2",
            "a2",
            "Non merci, mais nous sommes prêts à racheter votre siège pour 9,7 millions d'euros si tu veux",
            "direct",
        ),
        _quote("q3", "a3", "Non merci, mais nous rachèterons votre siège pour 9,7 millions si tu veux", "unmarked"),
        _quote(
            "q4", "a4", "no thank you but we will buy your headquarters for 9.7 million if you want", "direct", "en"
        ),
        _quote("q5", "a5", "achèterait plutôt le siège pour 9,7 millions d'euros", "indirect"),
    )
    group = QuoteGroup("g1", "Jeanne Morvan", tuple(QuoteMember(q.id, q.article, q.text, q.id == "q4") for q in quotes))
    entities = (
        Entity("e-morvan", "Jeanne Morvan", "person", _mentions("Jeanne Morvan")),
        Entity("e-keller", "Paul Keller", "person", _mentions("Paul Keller")),
        Entity("e-orlac", "Orlac", "organization", _mentions("Orlac")),
        Entity("e-brevaux", "Brévaux", "place", _mentions("Brévaux")),
        Entity("e-regie", "[red]régie[/] du port", "organization", _mentions("régie")),
    )
    offer = (
        _account(
            "c1",
            "a1",
            "Lundi 10 mars 2025, la société Orlac a proposé 97,4 millions d'euros pour le port de Brévaux.",
            date="2025-03-10",
            basis="stated",
            dated_by="Lundi 10 mars 2025",
            entities=("e-orlac", "e-brevaux"),
            amounts=(("97,4 millions d'euros", 97.4e6),),
        ),
        _account(
            "c2",
            "a2",
            "Le groupe Orlac a récemment soumis une offre de 97,6 millions d'euros pour reprendre le port.",
            date="2025-03",
            basis="published",
            dated_by="récemment",
            entities=("e-orlac",),
            amounts=(("97,6 millions d'euros", 97.6e6),),
        ),
        _account(
            "c3",
            "a3",
            "Depuis quelques heures, l'offre de 97,4 millions d'euros d'Orlac agite Brévaux.",
            entities=("e-orlac", "e-brevaux"),
            amounts=(("97,4 millions d'euros", 97.4e6),),
        ),
        _account(
            "c4",
            "a4",
            "On Monday Orlac offered 97.4 million euros for the port of Brévaux.",
            date="2025-03-10",
            basis="published",
            dated_by="Monday",
            entities=("e-orlac", "e-brevaux"),
            amounts=(("97.4 million euros", 97.4e6),),
        ),
        _account(
            "c5",
            "a5",
            "Une source proche dit qu'Orlac préparait l'opération depuis l'automne.",
            entities=("e-orlac",),
            status="alleged",
        ),
    )
    reply = tuple(
        _account(
            f"r{n}",
            quote.article,
            quote.text,
            date="2025-03-10" if n < 3 else None,
            basis="other-source" if n < 3 else None,
            entities=("e-morvan",),
            quotes=(quote.id,),
        )
        for n, quote in enumerate(quotes)
    )
    reply = (
        *reply,
        _account(
            "r5",
            "a1",
            "La maire, Jeanne Morvan, a répondu sur son réseau",
            date="2025-03-10",
            basis="other-source",
            entities=("e-morvan",),
        ),
    )
    complaint = (
        _account(
            "p1",
            "a1",
            "En août 2024, Orlac avait déjà porté plainte contre la régie.",
            date="2024-08",
            basis="stated",
            dated_by="août 2024",
            entities=("e-orlac", "e-regie"),
        ),
        _account(
            "p2",
            "a2",
            "La plainte d'août 2024 est toujours pendante.",
            date="2024-08",
            basis="stated",
            dated_by="août 2024",
        ),
    )
    events = (
        Event(
            "ev-2015",
            "2015",
            "Le conseil municipal crée la régie du port",
            (
                _account(
                    "k1",
                    "a1",
                    "Le conseil municipal avait créé la régie du port en 2015.",
                    date="2015",
                    basis="stated",
                    dated_by="2015",
                    entities=("e-regie",),
                ),
            ),
            ("e-regie",),
        ),
        Event(
            "ev-2018",
            "2018-02",
            "Paul Keller quitte la régie",
            (
                _account(
                    "k2",
                    "a3",
                    "En février 2018, Paul Keller avait quitté la régie.",
                    date="2018-02",
                    basis="stated",
                    dated_by="février 2018",
                    entities=("e-keller", "e-regie"),
                ),
            ),
            ("e-keller", "e-regie"),
        ),
        Event(
            "ev-plainte",
            "2024-08",
            "Orlac porte plainte contre la [bold red]régie[/bold] [/ … [b",
            complaint,
            ("e-orlac", "e-regie"),
        ),
        Event(
            "ev-offre",
            "2025-03-10",
            "Offre de 97,4 millions d'euros d'Orlac pour le port de Brévaux",
            offer,
            ("e-orlac", "e-brevaux"),
            tuple(a for account in offer for a in account.amounts),
            (),
            (
                Disagreement(
                    "amount",
                    "l'offre",
                    "conflict",
                    (Reading("97.4 M EUR", ("a1", "a3", "a4")), Reading("97.6 M EUR", ("a2",))),
                ),
            ),
            (
                Disagreement(
                    "date", "l'offre", "precision", (Reading("2025-03-10", ("a1", "a4")), Reading("2025-03", ("a2",)))
                ),
            ),
        ),
        Event(
            "ev-reply",
            "2025-03-10",
            "« Non merci » : Jeanne Morvan répond à Orlac",
            reply,
            ("e-morvan",),
            (),
            tuple(q.id for q in quotes),
        ),
        Event(
            "ev-approx",
            "2025-03~",
            "東京の新聞がブレヴォー港の買収計画を報じる 👩‍👩‍👧 e\u0301te\u0301",
            (offer[4],),
            ("e-orlac",),
        ),
        Event(
            "ev-summer",
            "2025-22",
            "Enquête publique attendue",
            (
                _account(
                    "k3",
                    "a4",
                    "The inquiry is expected in the summer of 2025.",
                    date="2025-22",
                    basis="stated",
                    dated_by="the summer of 2025",
                    status="planned",
                ),
            ),
        ),
        Event(
            "ev-none",
            None,
            "L'affaire \x1b[31mpassionne\x07 la région\u202e, où le port emploie 1 300 personnes",
            (_account("k4", "a1", "L'affaire passionne la région, où le port emploie 1 300 personnes."),),
            ("e-brevaux",),
        ),
        Event("ev-none2", None, "", (_account("k5", "a3", "Brévaux dit non"),), ("e-brevaux",)),
    )
    expressions = (
        TimeExpression(
            "a1",
            *_span("a1", "Lundi 10 mars 2025"),
            "Lundi 10 mars 2025",
            "DATE",
            "2025-03-10",
            "explicit",
            "day of a month",
        ),
        TimeExpression(
            "a4", *_span("a4", "Monday"), "Monday", "DATE", "2025-03-10", "published", "weekday", "2025-03-11"
        ),
        TimeExpression("a2", *_span("a2", "récemment"), "récemment", "DATE", "PAST_REF", "published", "recently"),
    )
    whys = (
        Why(
            "ev-offre",
            (
                Dating("c1", "words", None, "2025-03-10", None, "day of a month"),
                Dating("c2", "publication", None, None, "2025-03"),
            ),
            (
                Link(
                    "c1",
                    "c4",
                    5.5,
                    (Reason("amount", 3.0, ("97,4 millions d'euros",)), Reason("names", 2.5, ("e-orlac",))),
                ),
            ),
        ),
    )
    pairs = (
        Pair("ev-offre", "ev-reply", "score", Link("c1", "r0", 2.0, (Reason("same-day", 2.5, ("2025-03-10",)),))),
        Pair("ev-offre", "ev-approx", "days", Link("c5", "c5", 1.5, (Reason("names", 2.0, ("e-orlac",)),))),
    )
    return Dataset(_articles(), expressions, (), (), entities, quotes, (group,), events, whys, pairs)


def many(count: int) -> Dataset:
    """`count` events of one source each over forty years, for tests of speed and of long lists."""
    people = tuple(Entity(f"p{n}", f"Person {n}", "person") for n in range(300))
    articles = tuple(Article(f"a{n}", f"{n:03}.txt", "words", publisher=f"Paper {n}") for n in range(40))
    events = tuple(
        Event(
            f"e{n}",
            None if n % 97 == 0 else f"{1985 + n % 40}-{n % 12 + 1:02}-{n % 28 + 1:02}",
            f"Something number {n} happened to person {n % 300}",
            (Account(f"c{n}", f"a{n % 40}", 0, 5, "words", None, None),),
            (f"p{n % 300}",),
        )
        for n in range(count)
    )
    return Dataset(articles, entities=people, events=events)
