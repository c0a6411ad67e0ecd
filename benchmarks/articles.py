"""Made-up French articles for measuring a library: the same every time, of any length, in the manner of news."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random


def _words(text: str) -> list[str]:
    return text.split()


TOWNS = _words("Brévaux Montreuil-sur-Lac Sarlonne Valdoire Pontécaut Ligneray Corvigny Aubrac-le-Neuf Villorge")
FIRST = _words("Claire Paul Nadia Hugo Jeanne Karim Lucie Marc Sophie Thomas Inès Victor Anne Denis Fatou Olivier")
LAST = _words("Vasseur Lemoine Kerbrat Duhamel Ferrand Ortega Marchetti Diallo Rochebrune Salvat Tessier Aumont")
BODIES = ("la société Norvège Énergie", "le groupe Delmas", "la mairie", "le syndicat des marins", "le tribunal")
SYLLABLES = _words("bra lin tor vé mar sol gui dan ro che val per nou bel cas ti fon le ger mau")
MONTHS = _words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")
VERBS = _words("voté annoncé signé ouvert suspendu publié inauguré contesté vendu acheté reporté financé détruit")
THINGS = (
    "la régie du port",
    "l'usine de conserves",
    "un accord sur les salaires",
    "une enquête sur l'entrepôt",
    "le viaduc du nord",
    "la ligne de tramway",
    "un rapport sur l'eau",
    "le plan de licenciement",
    "le marché des cantines",
    "la maison de retraite",
    "le contrat des transports",
    "un terrain de huit hectares",
    "la réforme des écoles",
    "le barrage de la vallée",
    "une plainte contre un ancien associé",
    "la fermeture du tribunal",
    "l'hôpital du plateau",
    "le budget des bibliothèques",
    "la concession du casino",
    "un emprunt de la région",
    "le stade municipal",
    "la vente du château",
    "le parc éolien",
    "",
)
SAID = (
    "Nous n'avons rien à cacher",
    "Il faudra du temps pour tout reconstruire",
    "Cette décision est un tournant pour la ville",
    "Les habitants attendent des réponses",
    "Personne ne nous avait prévenus",
)
AROUND = (
    "La circulation est restée difficile autour de la place {0}.",
    "Plusieurs élus du canton de {0} ont quitté la salle avant la fin de la séance.",
    "Les riverains de la rue {0}, réunis en association, demandent une nouvelle étude.",
    "Le dossier avait déjà été reporté à plusieurs reprises, faute de moyens et d'une majorité.",
    "Aucun calendrier précis n'a été communiqué aux familles de {0}.",
    "Ce sujet divise depuis longtemps les habitants, les commerçants et ceux qui travaillent dans la vallée.",
)
FIRST_DAY = date(2015, 1, 5)


def day_in_words(day: date) -> str:
    """As French news write it: "3 mars 2020"."""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def article(number: int, size: int = 5_000) -> str:
    """The text of an article, at least `size` bytes of UTF-8 long, with its title and its date."""
    random = Random(number)
    published = FIRST_DAY + timedelta(days=random.randrange(3600))
    # Names that only this article knows, beside those that many share.
    own = [_name(random) for _ in range(6)]
    people = [f"{random.choice(FIRST)} {random.choice((random.choice(LAST), name))}" for name in own]
    pieces = [
        f"{random.choice(TOWNS)} : {_deed(random)} (dossier {number})",
        f"Publié le {day_in_words(published)}",
    ]
    length = sum(len(piece.encode()) + 2 for piece in pieces)
    while length < size:
        told = published - timedelta(days=random.randrange(1, 900))
        sentences = [
            f"Le {day_in_words(told)}, {_deed(random)} à {random.choice((*TOWNS, *own))}.",
            *(random.choice(AROUND).format(random.choice(own)) for _ in range(3)),
            f"Le montant est estimé à {random.randint(2, 90)},{random.randint(1, 9)} millions d'euros.",
            f"« {random.choice(SAID)}, et {_thing(random)} en est la preuve », a déclaré {random.choice(people)}.",
            random.choice(AROUND).format(random.choice(own)),
        ]
        piece = " ".join(sentences)
        pieces.append(piece)
        length += len(piece.encode()) + 2
    return "\n\n".join(pieces) + "\n"


def _thing(random: Random) -> str:
    return random.choice(THINGS)


def _deed(random: Random) -> str:
    body = random.choice((*BODIES, f"la société {_name(random)}", f"la commune de {_name(random)}"))
    return f"{body} a {random.choice(VERBS)} {_thing(random)}"


def _name(random: Random) -> str:
    return "".join(random.choice(SYLLABLES) for _ in range(random.randint(2, 3))).capitalize()


def write(folder: Path, numbers: range, size: int = 5_000) -> Path:
    """Write so many articles into `folder`, each in a file of its own; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (folder / f"{number:05}.txt").write_text(article(number, size), encoding="utf-8")
    return folder
