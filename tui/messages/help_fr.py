"""What `--help` says, in French."""

TEXTS: dict[str, str] = {
    # the names of values
    "meta.folder": "DOSSIER",
    "meta.path": "CHEMIN",
    "meta.file": "FICHIER",
    "meta.event": "ÉVÉNEMENT",
    "meta.name": "NOM",
    "meta.kind": "SORTE",
    "meta.library": "BIBLIOTHÈQUE",
    "meta.passage": "PASSAGE",
    "meta.quote": "CITATION",
    "meta.correction": "CORRECTION",
    "meta.mark": "SIGNE",
    "meta.date": "DATE",
    "meta.code": "CODE",
    "meta.words": "MOTS",
    "meta.command": "COMMANDE",
    # usage
    "usage": "timeline [DOSSIER]\n         timeline COMMANDE …",
    "usage.list": "timeline list [FILTRE …] [--json] [--folder DOSSIER | --library CHEMIN]",
    "usage.export": "timeline export [--format FORMAT] [--output FICHIER] [ÉVÉNEMENT … | FILTRE …]\n"
    "                         [--folder DOSSIER | --library CHEMIN]",
    "usage.libraries": "timeline libraries [--find DOSSIER | --library BIBLIOTHÈQUE] [--json]\n"
    "         timeline libraries rename BIBLIOTHÈQUE NOM\n"
    "         timeline libraries delete BIBLIOTHÈQUE … [--yes]",
    "usage.correct": "timeline correct ÉVÉNEMENT [--date DATE] [--title MOTS] [--merge ÉVÉNEMENT …] [--split PASSAGE "
    "…]\n"
    "       timeline correct --speaker CITATION NOM\n"
    "       timeline correct --entity NOM [--name NOM] [--type TYPE] [--alias NOM]\n"
    "       timeline correct --add --title MOTS --words MOTS (--article FICHIER | --address URL | --name NOM)",
    "help.commands": "commandes\u00a0",
    # options
    "help.option.help": "montrer cette aide",
    "help.option.version": "montrer la version du programme",
    "help.option.lang": "parler français (fr) ou anglais (en) ; sinon la langue de l'environnement (LC_ALL, LANG)",
    "help.option.library": "prendre la bibliothèque de CHEMIN, un dossier, ou de ce nom (build et open font le "
    "dossier, avec ses parents, s'il est nouveau)",
    "help.option.folder": "prendre la bibliothèque de ce dossier d'articles, telle que « timeline DOSSIER » la tient",
    "help.option.json": "donner du JSON pour d'autres programmes (décrit dans docs/json.md)",
    "help.open.folder": "un dossier d'articles, ou le nom d'une bibliothèque",
    "help.open.example": "ouvrir l'exemple fourni",
    "help.open.plain": "des mots au lieu de signes et de traits, tout l'un sous l'autre, pour les lecteurs d'écran",
    "help.open.fresh": "oublier pour cette fois où vous en étiez, les filtres et le thème",
    "help.build.paths": "un dossier d'articles, un fichier ou une adresse (https://…)",
    "help.build.urls": "lire aussi les adresses de FICHIER, une par ligne (- : l'entrée standard)",
    "help.build.allow_local": "permettre des adresses du réseau local et de cet ordinateur",
    "help.build.offline": "ne rien télécharger : relire ce qui est gardé des adresses",
    "help.build.published": "date de publication des articles qui ne la disent pas : 2025-02-11, 2025-02 (gardée pour "
    "la fois suivante ; '' l'oublie)",
    "help.build.language": "langue des articles qui ne la disent pas : {codes} (sinon elle est devinée)",
    "help.build.rejoin": "rapprocher de tous les autres les articles placés dans une grande bibliothèque, comme à la "
    "première construction",
    "help.build.engine": "ce qui lit les noms des articles français : rules, les règles (au départ), ou spacy, en "
    "supplément (s'il n'est pas installé, la commande qui l'installe est dite ; gardé pour la fois suivante)",
    "help.show.event": "l'identifiant de l'événement, ou son début",
    "help.show.why": "dire sur quoi reposent les dates, le rapprochement et les désaccords",
    "help.export.events": "l'identifiant d'un événement, ou son début",
    "help.export.format": "ce qu'il faut écrire : {formats} (sinon ce que dit la fin de --output)",
    "help.export.output": "écrire dans FICHIER (sinon, ou avec -, sur la sortie standard)",
    "help.export.template": "mettre en page selon un modèle Jinja (avec --format markdown ou html)",
    "help.verify.file": "un export Markdown (- : entrée standard)",
    "help.verify.template": "le modèle avec lequel l'export a été fait",
    "help.import.file": "un jeu de données : ce qu'a écrit « timeline export --format json »",
    "help.tag.file": "un texte (par défaut, ou - : l'entrée standard)",
    "help.tag.jsonl": "FICHIER contient un texte par ligne, en JSON",
    "help.tag.published": "quand le texte a été publié",
    "help.tag.language": "sa langue : {codes} (sinon elle est devinée)",
    "help.filters": "filtres\u00a0",
    "help.filters.text": "Chacun peut être donné plusieurs fois. NOM est un nom ou une partie d'un nom ; la casse\n"
    "et les accents ne comptent pas.",
    "help.filter.person": "événements auxquels une personne prend part",
    "help.filter.organization": "une entreprise, un parti, un tribunal …",
    "help.filter.place": "un lieu",
    "help.filter.product": "un produit",
    "help.filter.other": "une œuvre, ou une manifestation qui a un nom",
    "help.filter.source": "événements qu'une source rapporte : un éditeur ou un fichier, ou le début de son nom",
    "help.filter.language": "événements rapportés dans une langue : fr, en",
    "help.filter.mark": "ce qui mérite un regard : {marks}",
    "help.filter.new": "ce que la dernière construction qui a apporté des articles a ajouté, ou doté d'une nouvelle "
    "source (comme --mark new)",
    "help.filter.without": "laisser de côté les événements qui ont ce nom, cette source ou ce signe ; SORTE:NOM où "
    "plusieurs sortes ont ce nom",
    "help.filter.any": "de plusieurs d'une sorte, un seul suffit (sinon il les faut tous)",
    "help.filter.any_of": "de plusieurs de cette sorte, un seul suffit : {kinds}",
    "help.filter.from": "pas avant DATE : 2024, 2024-03, 2024-03-31, ou comme on l'écrit (31 mars 2024, 31/03/2024)",
    "help.filter.to": "pas après DATE, son dernier jour compris",
    "help.filter.search": "mots des titres et des passages, ou parties de mots : tous à la fois ; "
    '"une suite de mots" entre guillemets',
    # commands
    "help.open": "ouvrir l'explorateur sur un dossier d'articles (en bref : timeline DOSSIER)",
    "help.build": "lire des articles dans une bibliothèque, sans l'ouvrir",
    "help.list": "imprimer la chronologie en texte",
    "help.show": "imprimer un événement, avec les mots de chaque source côte à côte",
    "help.export": "écrire des événements en Markdown, en HTML, en JSON …",
    "help.verify": "vérifier qu'un export Markdown dit encore ce que disent les articles",
    "help.import": "faire une bibliothèque d'un jeu de données JSON",
    "help.tag": "trouver les expressions de temps d'un texte quelconque, en lignes de JSON",
    "help.config": "dire où sont les réglages de l'explorateur, et les vérifier",
    "help.correct": "corriger ce qui a été mal lu : dates, titres, regroupements, noms …",
    "help.corrections": "lister ce qui a été corrigé ; annuler et rétablir",
    "help.correct.event": "l'identifiant de l'événement, ou son début",
    "help.correct.of_event": "d'un événement\u00a0",
    "help.correct.of_name": "des citations et des noms\u00a0",
    "help.correct.adding": "un événement à vous\u00a0",
    "help.correct.date": "quand il a eu lieu (mars 2024, ou EDTF : 2024, 2024-03, 2024-03-31, 2024-03~ environ, "
    "2024? incertain ; '' pour aucune date)",
    "help.correct.title": "son titre",
    "help.correct.status": "happened (arrivé), planned (prévu), denied (démenti) ou alleged (allégué)",
    "help.correct.merge": "le réunir avec d'autres événements, maintenant et quoi qu'on ajoute",
    "help.correct.split": "en faire de passages un événement à part : numéros ('show --why' les a) ou identifiants",
    "help.correct.hide_passage": "masquer de ses passages",
    "help.correct.hide": "le masquer ; rien n'est supprimé",
    "help.correct.show": "l'afficher de nouveau, avec tous ses passages",
    "help.correct.star": "lui mettre une étoile",
    "help.correct.unstar": "retirer l'étoile",
    "help.correct.note": "une note à côté ('' la retire)",
    "help.correct.tag": "une étiquette",
    "help.correct.untag": "retirer une étiquette",
    "help.correct.speaker": "qui a dit une citation : le début de son identifiant, ou quelques-uns de ses mots",
    "help.correct.entity": "une personne, une société, un lieu … sous son nom actuel",
    "help.correct.name": "son vrai nom (avec --add : le nom de la source)",
    "help.correct.type": "ce que c'est : person, organization, place, product, event, work",
    "help.correct.alias": "un autre de ses noms ; deux choses qui portent ces noms n'en font plus qu'une",
    "help.correct.add": "ajouter un événement",
    "help.correct.words": "les mots exacts qui le racontent",
    "help.correct.article": "l'article où ils sont : son fichier, son nom ou son identifiant",
    "help.correct.address": "ou l'adresse de la page où ils sont",
    "help.correct.published": "quand cette page a été publiée",
    "help.corrections.undo": "annuler la dernière correction, ou celles dont l'identifiant commence ainsi",
    "help.corrections.redo": "rétablir la dernière annulée, ou celles dont l'identifiant commence ainsi",
    "help.libraries": "lister, chercher, renommer et supprimer des bibliothèques",
    "help.libraries.find": "lister celles de DOSSIER et de ce qu'il contient, où qu'elles aient été faites",
    "help.libraries.rename": "donner un autre nom à une bibliothèque",
    "help.libraries.delete": "supprimer des bibliothèques, jamais leurs articles",
    "help.libraries.library": "son nom, son chemin, ou le dossier de ses articles",
    "help.libraries.new_name": "le nouveau nom ('' lui rend celui de son dossier)",
    "help.libraries.yes": "ne rien demander",
    "help.completion": "imprimer ce qu'il faut à un shell pour compléter commandes, options et noms",
    "help.completion.shell": "bash, zsh ou fish",
    "help.man": "imprimer la page de manuel",
    "help.serve": "offrir l'explorateur dans le navigateur, à cet ordinateur seulement",
    "help.config.init": "écrire un fichier de réglages à modifier",
    "help.config.path": "imprimer le chemin du fichier, et rien d'autre",
    "help.description": """\
Fait d'un dossier d'articles de presse sur une même affaire une chronologie dont chaque mot peut
être vérifié : ce qui s'est passé et quand, quelle source le dit, avec quels mots, et où elles
divergent.

Sans commande, timeline ouvre l'explorateur sur la dernière bibliothèque ouverte ; la toute première
fois, sur l'exemple fourni. Là où la sortie n'est pas un terminal, la chronologie est imprimée.
""",
    "help.examples": """\
exemples :
  timeline                                  reprendre où l'on était (la première fois : l'exemple)
  timeline ~/articles/greve                 lire ce dossier et ouvrir sa chronologie
  timeline list --person "Marie Martin" --from 2024
  timeline show 3f2a                        un événement, ses sources côte à côte
  timeline export --format markdown --output chronologie.md

codes de sortie :
  0    tout va bien
  1    quelque chose a été laissé de côté (un fichier illisible, la première fois ou depuis qu'il a
       changé) ou n'a pas été trouvé (un événement, une personne, un fichier), ou les filtres ne
       laissent aucun événement
  2    la ligne de commande est incompréhensible
  3    une bibliothèque ou un fichier ne peut pas être lu ou écrit (absent, abîmé, occupé, interdit,
       disque plein)
  70   une erreur du programme (TIMELINE_DEBUG=1 montre où)
  130  arrêté par ctrl+c ;  141  le lecteur de la sortie est parti

« timeline COMMANDE --help » en dit plus sur une commande.
""",
    "help.open.description": """\
Lit un dossier d'articles dans une bibliothèque qui lui est propre, ou la met à jour, et ouvre
l'explorateur. Sans DOSSIER, c'est la dernière bibliothèque ouverte, sinon l'exemple fourni.

Là où la sortie n'est pas un terminal, ou qu'il ne sait pas placer le curseur (TERM=dumb), la
chronologie est imprimée, comme le fait « timeline list ».
""",
    "help.open.examples": """\
exemples :
  timeline open ~/articles/greve                (en bref : timeline ~/articles/greve)
  timeline open --example                       cinq articles français fournis avec le programme
  timeline open --library ~/bibliotheque-greve  une bibliothèque faite par « timeline build »
""",
    "help.build.description": """\
Lit des articles dans une bibliothèque et trouve ce qui s'est passé et quand : des textes (.txt, .md),
des pages enregistrées (.html), des .pdf, des flux (.rss, .atom, .xml), des lignes JSON (.jsonl), des
archives .zip qui en contiennent, et des pages du Web indiquées par leur adresse. Rien d'autre n'est
téléchargé ; ce qui l'a été est gardé dans la bibliothèque. Voir docs/articles.md.

Un dossier a sa propre bibliothèque : « timeline build DOSSIER » et « timeline DOSSIER » la tiennent à
jour, et un fichier qui a disparu du dossier quitte la bibliothèque. Des fichiers isolés, ou plusieurs
dossiers, vont dans une bibliothèque de votre choix (--library) ; ce qu'elle contient y reste.

Ce que les articles ne disent pas eux-mêmes peut figurer à côté d'eux dans un fichier sources.toml :

  ["greve-lundi.txt"]
  title = "…"
  publisher = "…"
  published = "2025-02-10"       ou 2025-02, 2025
  language = "fr"                et author, url

Les noms mal lus se corrigent à côté d'eux dans un fichier entities.toml :

  not_names = ["Replay"]
  ["Jane Orlik"]
  type = "person"                ou organization, place, product, event, work
  aliases = ["J. O."]

L'avancement et le bilan vont sur la sortie d'erreur. Un fichier illisible est nommé et laissé de
côté ; le code de sortie est alors 1. La construction suivante le nomme encore, mais donne 0 tant que
le fichier n'a pas changé et que la raison est la même. Rien de ce qui est déjà gardé n'est perdu.
""",
    "help.build.examples": """\
exemples :
  timeline build ~/articles/greve
  timeline build ~/articles/greve --published 2025-02-11 --language fr
  timeline build lundi.txt mardi.txt ~/articles/greve --library ~/bibliotheque-greve
  timeline build https://www.example.org/greve --library ~/bibliotheque-greve
""",
    "help.list.description": """\
Imprime la chronologie, un événement par ligne : le début de son identifiant (pour show et export),
sa date, combien de sources le rapportent, des signes, et son titre. Sur un terminal les lignes sont
coupées à sa largeur.

  10 févr. 2025, août 2024, 2015   un jour, un mois, une année : jamais plus que ne disent les sources
  3–9 févr. 2025, depuis 2023      un intervalle ; une date qui finit par … est plus longue (« timeline
                                   show » la donne en entier)
  ≈ janv. 2025, 2015 ?             environ ; incertain
  5/2                              cinq sources de deux origines : certaines se copient

  ≈   aucune source ne donne cette date avec ses propres mots, ou elle est approximative
  ≠   les sources divergent sur un fait
  ❝3  trois citations
  ★¶# étoilé, annoté, étiqueté par vous
  ✚   nouveau : la dernière construction qui a apporté des articles l'a ajouté, ou une de ses sources

Avec --json c'est un objet JSON, les dates en EDTF et rien de coupé.

Sans --library ni --folder, c'est la dernière bibliothèque ouverte, sinon l'exemple fourni. Le code de
sortie est 1 s'il ne reste aucun événement.
""",
    "help.list.examples": """\
exemples :
  timeline list --person "Marie Martin" --mark quotes
  timeline list --from 2024-08 --to 2025 --search "code source"
  timeline list --mark disagreement --folder ~/articles/greve
  timeline list --new
  timeline list --json | jq '.events[].title'
""",
    "help.show.description": """\
Montre un événement : ce que dit chaque source, avec ses propres mots, côte à côte si le terminal est
assez large ; sur quoi repose la date de chacune ; les citations et qui parle ; et où les sources
divergent.

ÉVÉNEMENT est son identifiant, ou un début qu'aucun autre événement n'a (« timeline list » les montre).
L'identifiant du passage d'une source trouve aussi l'événement : il reste bon quand on ajoute des
articles.

Dans une date, ≈ veut dire environ, et ? après elle incertain ; sous le titre elle est telle que dans
les exports (EDTF : ~ environ, ? incertain, % les deux).

Avec --why, il dit de quels mots chaque date est lue et depuis quoi elle est comptée ; pourquoi ces
passages sont un seul événement, avec tout ce qui parle pour et contre ; pourquoi un désaccord en est
un ; et quels autres événements sont peut-être le même.

Avec --json c'est un objet JSON : l'événement tel que le jeu de données le contient, avec ce sur quoi
il repose, mais sans le texte entier des articles.
""",
    "help.show.examples": """\
exemples :
  timeline show 3f2a91
  timeline show 3f2a91 --why
  timeline show 3f2a91 --folder ~/articles/greve | less
""",
    "help.export.description": """\
Écrit les événements donnés, ou tous ceux que laissent les filtres, dans l'ordre de la chronologie.

  markdown    un texte à lire et à publier : chaque événement avec les mots exacts de chaque source
  html        une page à elle seule, avec des filtres et les sources côte à côte, sans rien d'ailleurs
  csv         une ligne par passage, pour les tableurs (dates en EDTF)
  json        tout le jeu de données (articles, dates, noms, sommes, citations, événements)
  ical        un calendrier (.ics) ; un mois y dure tout le mois
  timelinejs  JSON pour TimelineJS, une chronologie sur une page web
  markwhen    un texte pour Markwhen, qui dessine des chronologies
  annotations passages, dates et citations en Web Annotations du W3C (JSON-LD)
  csl         les sources en CSL-JSON, pour Zotero et Pandoc

Les positions (« caractères 12–80 », start et end) comptent les caractères du texte nettoyé de
l'article, tel que l'export JSON le contient, non ceux du fichier. Si les filtres ne laissent aucun
événement, rien n'est écrit, et le code de sortie est 1.
""",
    "help.export.examples": """\
exemples :
  timeline export --format markdown --output chronologie.md
  timeline export --format markdown 3f2a 91bc
  timeline export --format markdown --template modele.md.jinja --output chronologie.md
  timeline export --format csv --mark disagreement --output doutes.csv
  timeline export --format json --person "Marie Martin" > martin.json
""",
    "help.correct.description": """\
Corrige une bibliothèque à la main. Chaque correction est une ligne du journal corrections.jsonl de la
bibliothèque : elle désigne les mots des articles qu'elle concerne, si bien qu'elle tient quand la
bibliothèque est reconstruite, quand des articles sont ajoutés et quand un article change un peu. Ce qui
avait été trouvé est gardé à côté de ce qui a été fixé.

Le journal peut être lu, mis sous git et partagé ; 'timeline corrections' le liste, annule et rétablit.
Ce à quoi les corrections ne s'appliquent plus est listé, jamais abandonné.
""",
    "help.correct.examples": """\
exemples :
  timeline correct 3f2a91 --date 2024-03 --title "La grève commence"
  timeline correct 3f2a91 --merge 91bc 77d0
  timeline correct 3f2a91 --split 2
  timeline correct --speaker "nous continuerons" "Marie Martin"
  timeline correct --entity "J. Orlik" --name "Jeanne Orlik"
  timeline correct --add --title "Le port est vendu" --date 2024-05 --words "Le port est vendu." \\
    --address https://…
""",
    "help.corrections.description": """\
Liste les corrections d'une bibliothèque dans l'ordre où elles ont été faites : le début de l'identifiant,
le jour, ce qui a été fait, et les mots concernés. Celles marquées - sont annulées, celles marquées ! ne
s'appliquent plus.

Avec --undo la dernière est annulée, avec --redo la dernière annulée est rétablie, autant de fois que vous
voulez ; des identifiants en choisissent d'autres, même plusieurs à la fois. Avec --json c'est un objet JSON
(docs/corrections.md). Le code de sortie est 1 quand une correction ne s'applique plus.
""",
    "help.corrections.examples": """\
exemples :
  timeline corrections
  timeline corrections --undo
  timeline corrections --undo 2f93 a90c
  timeline corrections --redo 5c0e
  timeline corrections --json | jq '.corrections[] | select(.state == "not-applicable")'
""",
    "help.libraries.description": """\
Liste vos bibliothèques, celles qui ont servi en dernier d'abord : le nom de chacune, combien d'articles et
d'événements elle contient, sa taille sur le disque, son dernier usage, et le dossier de ses articles.

Une bibliothèque porte le nom du dossier de ses articles jusqu'à ce qu'elle soit renommée. Son nom l'ouvre
(« timeline open NOM »), et tient lieu de son chemin après --library, si nulle autre ne le porte.

Supprimer enlève ce que timeline a fait des articles, et ce qui y a été corrigé ; les articles restent
tels quels. La question est posée avant ; là où il n'y a personne à qui la poser, seul --yes supprime.

Avec --json c'est un objet JSON : « libraries », chacune avec son chemin (path), name, folders, articles,
events, bytes, le dernier usage (used, UTC) et fault (null si elle est lisible).
""",
    "help.libraries.examples": """\
exemples :
  timeline libraries
  timeline libraries --find /media/cle-usb
  timeline libraries rename greve "La grève du port"
  timeline libraries delete "La grève du port"
""",
    "help.libraries.rename.description": """\
Donne un autre nom à une bibliothèque. Sa place et son contenu restent les mêmes.
""",
    "help.libraries.rename.examples": """\
exemples :
  timeline libraries rename greve "La grève du port"
  timeline libraries rename "La grève du port" ""
""",
    "help.libraries.delete.description": """\
Supprime des bibliothèques : tout ce que timeline a fait de leurs articles, et tout ce qui y a été corrigé.
Les articles restent tels quels. Ce qui partirait est dit, et la question posée ; c'est non, sauf si c'est oui.
""",
    "help.libraries.delete.examples": """\
exemples :
  timeline libraries delete greve
  timeline libraries delete ~/articles/greve --yes
""",
    "help.verify.description": """\
Compare un export Markdown à la bibliothèque : chaque note et chaque ligne, avec les mots des articles.
Une note est

  intacte     ses mots sont là où elle le dit
  déplacée    l'article est un autre, mais il contient ces mots
  modifiée    les mots sont d'autres mots ; ce qu'ils devraient être est montré
  perdue      ni l'article ni des mots semblables ne sont dans la bibliothèque

Une citation, une date, un nom ou un chiffre dont une seule lettre a changé est trouvé. Vos propres
lignes, qui ne citent rien, sont seulement signalées, comme les événements que vous avez retirés.

Le code de sortie est 0 si chaque note est intacte ou déplacée et qu'aucune ligne ne diffère, sinon 1.
""",
    "help.verify.examples": """\
exemples :
  timeline verify chronologie.md
  timeline verify chronologie.md --folder ~/articles/greve
  timeline verify chronologie.md --json | jq '.notes[] | select(.state != "intact")'
""",
    "help.import.description": """\
Fait une bibliothèque d'un jeu de données, tel qu'il est : rien n'est cherché à nouveau, et son export
est le même. Les corrections viennent avec lui, dans un journal de la nouvelle bibliothèque ; ce qu'un
jeu de données ne contient pas n'y est pas : les fichiers des articles.

Sans --library la bibliothèque est parmi les autres, et une ligne dit où.
""",
    "help.import.examples": """\
exemples :
  timeline export --format json --output greve.json
  timeline import greve.json --library ~/bibliotheque-greve
  timeline open --library ~/bibliotheque-greve
""",
    "help.completion.description": """\
Imprime ce qu'il faut à un shell pour compléter les commandes, les options, leurs valeurs et les noms des
bibliothèques. Mettez-le là où votre shell le cherche, et ouvrez un nouveau shell :

  bash   ~/.local/share/bash-completion/completions/timeline
  zsh    un fichier _timeline dans un dossier de votre fpath
  fish   ~/.config/fish/completions/timeline.fish
""",
    "help.completion.examples": """\
exemples :
  eval "$(timeline completion bash)"     pour ce shell seulement
  timeline completion fish > ~/.config/fish/completions/timeline.fish
""",
    "help.man.description": """\
Imprime la page de manuel : chaque commande et chaque option en une page, dans la langue parlée (--lang).
""",
    "help.man.examples": """\
exemples :
  timeline man | man -l -                la lire maintenant (Linux)
  timeline man > ~/.local/share/man/fr/man1/timeline.1
""",
    "help.serve.description": """\
Offre l'explorateur dans le navigateur, tel qu'il est dans le terminal. L'adresse est dite ; ctrl+c y met
fin. Jusque-là il sert autant de fenêtres que vous en ouvrez. Il y faut un
supplément ; s'il n'est pas installé, la commande qui l'installe est dite.

Seul cet ordinateur peut l'atteindre, par une adresse qui contient chaque fois un nouveau secret. Qui a
l'adresse peut faire tout ce que vous pouvez faire dans l'explorateur, y compris écrire des exports avec vos
droits. Avec --host, d'autres de votre réseau peuvent l'atteindre aussi : rien n'est chiffré, ne le faites
donc que là où vous faites confiance à tous.
""",
    "help.serve.examples": """\
exemples :
  timeline serve                         la dernière bibliothèque (la première fois : l'exemple)
  timeline serve ~/articles/greve --port 9000
  timeline serve --library greve --open
""",
    "help.serve.folder": "un dossier d'articles, ou le nom d'une bibliothèque",
    "help.serve.port": "le port (au départ : le premier qui est libre à partir de 8000)",
    "help.serve.host": "l'adresse où écouter (au départ : 127.0.0.1, que seul cet ordinateur peut atteindre)",
    "help.serve.open": "ouvrir aussi le navigateur",
    "help.libraries.names": "n'imprimer que les noms, un par ligne",
    "man.name": "nom",
    "man.what": "ce qui s'est passé et quand, quelle source le dit, et où les sources divergent",
    "man.synopsis": "synopsis",
    "man.description": "description",
    "man.options": "options",
    "man.commands": "commandes",
    "man.statuses": "codes de sortie",
    "man.statuses_begin": "codes de sortie :",
    "man.environment": "environnement",
    "man.examples": "exemples",
    "man.env.TIMELINE_CONFIG": "un autre fichier de réglages",
    "man.env.TIMELINE_PLAIN": "1 : le mode simple, pour les lecteurs d'écran ; 0 : non, quoi que disent les réglages",
    "man.env.TIMELINE_AUTHOR": "qui corrige, gardé avec chaque correction ; l'emporte sur le réglage author",
    "man.env.TIMELINE_DEBUG": "1 : une erreur du programme montre où elle est",
    "man.env.NO_COLOR": "présente : pas de couleurs",
    "man.env.LC_ALL": "la langue parlée, et l'encodage",
    "help.config.description": """\
Dit où sont les réglages de l'explorateur, lesquels sont en vigueur, et ce qui ne va pas dans le fichier,
ligne par ligne.

Avec --init, écrit un fichier qui montre chaque réglage et chaque touche, en commentaire, à modifier.
Un fichier qui existe déjà n'est jamais touché.
""",
    "help.config.examples": """\
exemples :
  timeline config                      où sont les réglages, et s'ils sont en ordre
  timeline config --init               écrire un fichier à modifier
  $EDITOR "$(timeline config --path)"
""",
    "help.tag.description": """\
Trouve les expressions de temps d'un texte (UTF-8), un objet JSON par ligne, dans l'ordre du texte :

  {"start":17,"end":23,"text":"demain","type":"DATE","value":"2025-02-12","basis":"published"}

start et end comptent les caractères (points de code Unicode) du texte tel qu'il est donné, end non
compris ; type et value sont ceux de TIMEX3 ; basis dit à partir de quoi une valeur est comptée
(explicit, published, context, speech), null pour ce qui n'a besoin de rien. La sortie standard ne
contient que des lignes de JSON.

Avec --jsonl, FICHIER contient un texte par ligne, {"id": …, "dct": "2025-02-11", "text": "…"} (dct, la
date de publication, peut être null), et il sort pour chacun {"id": …, "timex": […]}.
""",
    "help.tag.examples": """\
exemples :
  timeline tag article.txt --published 2025-02-11     un objet JSON par ligne pour chaque expression
  echo "Il arrive demain." | timeline tag --published 2025-02-11 --language fr
    {"start":10,"end":16,"text":"demain","type":"DATE","value":"2025-02-12","basis":"published"}
  timeline tag --jsonl textes.jsonl > dates.jsonl

Ce que veulent dire les valeurs et les bases : docs/dates.md du projet.
""",
}
