"""What others say in English (the parser of the command line, the system, the store), in French.

A key is the English text; `{name}` stands for what changes in it, as in the answer.
"""

PARSER: dict[str, str] = {
    "usage: ": "usage : ",
    "positional arguments": "arguments\u00a0",
    "options": "options\u00a0",
    "show this help message and exit": "montrer cette aide",
    "show program's version number and exit": "montrer la version du programme",
    "argument %(argument_name)s: %(message)s": "argument %(argument_name)s : %(message)s",
    "unrecognized arguments: %s": "arguments non reconnus : %s",
    "not allowed with argument %s": "impossible avec l'argument %s",
    "ignored explicit argument %r": "ne prend pas de valeur : « %s »",
    "the following arguments are required: %s": "il manque : %s",
    "one of the arguments %s is required": "il faut l'un de %s",
    "expected one argument": "il y faut une valeur",
    "expected at most one argument": "il y faut une valeur au plus",
    "expected at least one argument": "il y faut au moins une valeur",
    "expected %s argument": "il y faut %s valeur",
    "expected %s arguments": "il y faut %s valeurs",
    "ambiguous option: %(option)s could match %(matches)s": "option ambiguë : %(option)s peut être %(matches)s",
    "unexpected option string: %s": "option inattendue : %s",
    "invalid %(type)s value: %(value)r": "valeur impossible : « %(value)s »",
    "invalid choice: %(value)r (choose from %(choices)s)": "« %(value)s » n'est pas possible (choisir parmi "
    "%(choices)s)",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "commande inconnue : « %(parser_name)s » (il y a : "
    "%(choices)s)",
}
"""The words of argparse."""

FAULTS: dict[str, str] = {
    # the system
    "permission denied": "permission refusée",
    "operation not permitted": "opération interdite",
    "no such file or directory": "aucun fichier ni dossier de ce nom",
    "not a directory": "ce n'est pas un dossier",
    "is a directory": "c'est un dossier",
    "file exists": "le fichier existe",
    "file name too long": "nom de fichier trop long",
    "no space left on device": "plus de place sur le disque",
    "disk quota exceeded": "quota de disque dépassé",
    "read-only file system": "système de fichiers en lecture seule",
    "input/output error": "erreur d'entrée-sortie",
    "too many levels of symbolic links": "trop de liens symboliques",
    "too many open files": "trop de fichiers ouverts",
    "device or resource busy": "périphérique ou ressource occupé",
    "no such device or address": "aucun périphérique de ce nom",
    "file too large": "fichier trop grand",
    "text file busy": "fichier occupé",
    # libraries
    "{path}: there is no library": "{path} : il n'y a pas de bibliothèque",
    "{path}: no library can be made there ({reason})": "{path} : impossible d'y faire une bibliothèque ({reason})",
    "{path}: the library's {table} cannot be understood ({reason})": "{path} : le tableau {table} de la bibliothèque "
    "est incompréhensible ({reason})",
    "{path}: another program has changed the library, try again": "{path} : un autre programme a changé la "
    "bibliothèque, réessayer",
    "{path}: another program is writing to this library": "{path} : un autre programme écrit dans cette bibliothèque",
    "{path}: this is no library of timeline, or its beginning is damaged; it is left as it is: move it away, or take "
    "another place (--library PATH)": "{path} : ce n'est pas une bibliothèque de timeline, ou son début est abîmé ; "
    "elle est laissée telle quelle : la déplacer, ou prendre un autre endroit (--library CHEMIN)",
    "{path}: a newer timeline wrote this library (format {number}, this one knows {known}); it is left as it is": (
        "{path} : un timeline plus récent a écrit cette bibliothèque (format {number}, celui-ci connaît {known}) ; "
        "elle est laissée telle quelle"
    ),
    "{path}: the library is damaged (its checksum does not fit)": "{path} : la bibliothèque est abîmée (sa somme de "
    "contrôle ne correspond pas)",
    "{path}: the library is damaged": "{path} : la bibliothèque est abîmée",
    "{path}: the corrections cannot be read ({reason})": "{path} : les corrections ne peuvent pas être lues ({reason})",
    "it was changed: its id is not that of what it says": "elle a été changée : son identifiant n'est pas celui de ce "
    "qu'elle dit",
    "{path}: this file of the library is missing": "{path} : ce fichier de la bibliothèque manque",
    "{path}: this part of the library is missing": "{path} : cette partie de la bibliothèque manque",
    "{path}: this part of the library cannot be read ({reason})": "{path} : cette partie de la bibliothèque ne peut "
    "pas être lue ({reason})",
    "{path}: this part of the library is damaged (its checksum does not fit)": "{path} : cette partie de la "
    "bibliothèque est abîmée (sa somme de contrôle ne correspond pas)",
    "{path}: this part of the library ({table}) is damaged": "{path} : cette partie de la bibliothèque ({table}) est "
    "abîmée",
    "{path}: the library cannot be read ({reason})": "{path} : la bibliothèque ne peut pas être lue ({reason})",
    "{path}: the library cannot be deleted ({reason})": "{path} : la bibliothèque ne peut pas être supprimée "
    "({reason})",
    "{path}: the library cannot be written ({reason})": "{path} : la bibliothèque ne peut pas être écrite ({reason})",
    "{path}: it holds other articles, with which the example is not mixed": "{path} : elle contient d'autres articles, "
    "auxquels l'exemple n'est pas mêlé",
    "{path}: it holds the built-in example, which is not mixed with other articles": "{path} : elle contient l'exemple "
    "fourni, qui n'est pas mêlé à d'autres articles",
    "the built-in example is missing from this installation": "l'exemple fourni manque dans cette installation",
    "the engine spacy needs {package}, which is not installed (extra {extra}); --engine rules does without": (
        "le moteur spacy demande {package}, qui n'est pas installé (supplément {extra}) ; --engine rules s'en passe"
    ),
    # datasets
    "no JSON object: {reason}": "pas un objet JSON (en anglais : {reason})",
    "no timeline-dataset/1: its format is {found}": "pas un timeline-dataset/1 : son format est {found}",
    "not as the format says: {reason}": "pas ce que dit le format (en anglais : {reason})",
    # files
    "it is larger than {n} MB": "plus de {n} Mo",
    "it holds no words": "ne contient pas de mots",
    "it is no regular file": "n'est pas un fichier ordinaire",
    "it is no article: its text has more than {n} characters": "n'est pas un article : son texte a plus de {n} "
    "caractères",
    "{what} needs a reader, which is not installed (extra {extra})": "{what} demande un lecteur qui n'est pas installé "
    "(supplément {extra})",
    "a web page": "une page web",
    "a PDF": "un PDF",
    "a feed": "un flux",
    "there is no article in this page": "il n'y a pas d'article dans cette page",
    "it has more than {n} elements": "a plus de {n} éléments",
    "its elements are nested too deeply": "ses éléments sont trop imbriqués",
    "it is nested or packed beyond all measure": "est imbriqué ou comprimé au-delà de toute mesure",
    "reading it takes more than {n} seconds: it is given up": "sa lecture prend plus de {n} secondes : elle est "
    "abandonnée",
    "reading it took more than this machine has: it is given up": "sa lecture demande plus que n'a cette machine : "
    "elle est abandonnée",
    "it is a damaged PDF": "PDF abîmé",
    "it holds no text, only pictures of pages (a program for text recognition makes it readable)": "ne contient pas "
    "de texte, seulement des images de pages (un logiciel de reconnaissance de caractères le rendrait lisible)",
    "it is locked with a password": "protégé par un mot de passe",
    "it declares entities of its own, which are not read (they could expand without end)": "déclare ses propres "
    "entités, qui ne sont pas lues (elles pourraient enfler sans fin)",
    "it is neither an RSS nor an Atom feed": "n'est ni un flux RSS ni un flux Atom",
    "the feed has no entries": "le flux est vide",
    "it is no JSON": "n'est pas du JSON",
    'it is no JSON object with a "text"': "n'est pas un objet JSON qui a un « text »",
    "it is a damaged archive": "archive abîmée",
    "it is an archive of more than {n} files": "archive de plus de {n} fichiers",
    "the archive holds nothing that can be read": "l'archive ne contient rien qui puisse être lu",
    "the archive has this name twice": "l'archive a deux fois ce nom",
    "what it holds is larger than {n} MB": "son contenu dépasse {n} Mo",
    "it is damaged": "abîmé",
    "it is larger than it says": "plus grand qu'il ne le dit",
    "its path climbs out of the archive": "son chemin sort de l'archive",
    "it is a link": "c'est un lien",
    "it is an archive in an archive": "c'est une archive dans une archive",
    "it is packed in a way that is not read": "comprimé d'une façon qui n'est pas lue",
    "it unpacks to more than {n} times its size": "sa taille est multipliée par plus de {n} à la décompression",
    # pages that are fetched
    "it is redirected without end": "redirigée sans fin",
    "there is no answer within {n} seconds": "pas de réponse en {n} secondes",
    "the connection is not safe ({reason})": "la connexion n'est pas sûre ({reason})",
    "it cannot be fetched ({reason})": "ne peut pas être téléchargée ({reason})",
    "connection refused": "connexion refusée",
    "connection reset by peer": "connexion coupée",
    "network is unreachable": "réseau inaccessible",
    "it is no address": "n'est pas une adresse",
    "only addresses that begin with http:// or https:// are fetched": "seules les adresses qui commencent par http:// "
    "ou https:// sont téléchargées",
    "an address with a user's name or password is not fetched": "une adresse avec un nom d'utilisateur ou un mot de "
    "passe n'est pas téléchargée",
    "there is no such host": "aucun serveur de ce nom",
    "it leads into the local network (--allow-local allows that)": "mène dans le réseau local (--allow-local le "
    "permet)",
    "the server answers {status}": "le serveur répond {status}",
    "the connection broke off": "la connexion s'est interrompue",
    "it was never fetched": "n'a jamais été téléchargée",
    "it holds null bytes and is no text": "contient des octets nuls et n'est pas du texte",
    "its encoding could not be recognised": "son encodage n'a pas pu être reconnu",
    '["{name}"] is no article of this folder (did you mean {near}?)': '["{name}"] n\'est pas un article de ce dossier '
    "(s'agit-il de {near} ?)",
    '["{name}"] is no article of this folder': '["{name}"] n\'est pas un article de ce dossier',
    "nothing of it is used, for it is no TOML: {error}": "rien n'en est utilisé, car ce n'est pas du TOML : {error}",
    '"{alias}" is given to both "{one}" and "{other}"': "« {alias} » est donné à la fois à « {one} » et à « {other} »",
    '"{alias}" is given to "{one}" and stands in not_names': "« {alias} » est donné à « {one} » et figure dans "
    "not_names",
    "a name is empty": "un nom est vide",
    '"{name}" is no table: write ["{again}"] and below it type = "…" or aliases = ["…"]': "« {name} » n'est pas un "
    'tableau : écrire ["{again}"] et au-dessous type = "…" ou aliases = ["…"]',
    '"{name}" is no table: write ["{again}"] and below it title = "…" and so on': "« {name} » n'est pas un tableau : "
    'écrire ["{again}"] et au-dessous title = "…", etc.',
    '["{name}"] has an unknown key "{key}" (did you mean {near}?)': '["{name}"] a une clé inconnue « {key} » '
    "(s'agit-il de {near} ?)",
    '["{name}"] has an unknown key "{key}" (write ["{again}"], with quotes)': '["{name}"] a une clé inconnue « {key} » '
    '(écrire ["{again}"], avec des guillemets)',
    '["{name}"] {key} must be a text in quotes': '["{name}"] : {key} doit être un texte entre guillemets',
    '["{name}"] published = "{value}" is no EDTF date (as 2025-02-10, 2025-02 or 2025)': '["{name}"] : published = '
    '"{value}" n\'est pas une date EDTF (comme 2025-02-10, 2025-02 ou 2025)',
    '["{name}"] language = "{value}" is not known (known: {codes})': '["{name}"] : language = "{value}" n\'est pas '
    "connue (connues : {codes})",
    '["{name}"] has an unknown key "{key}" (known: {keys})': '["{name}"] a une clé inconnue « {key} » (connues : '
    "{keys})",
    '["{name}"] type must be one of {types}': '["{name}"] : type doit être l\'un de {types}',
    '{what} must be a list of texts in quotes, as ["…", "…"]': "{what} doit être une liste de textes entre "
    'guillemets, comme ["…", "…"]',
}
"""What the store and the system say of what went wrong; the more particular before the more general."""
