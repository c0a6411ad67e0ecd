"""Sentences as agencies and regional papers write them, of every kind of time expression, in both languages."""

import pytest

from store.extraction.timex import tag
from store.languages import load

FRENCH, ENGLISH = load("fr"), load("en")
WEDNESDAY = "2025-02-12"


def read(text, language, published=WEDNESDAY):
    return [(found.surface, found.value) for found in tag(text, language, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "La préfecture a levé mercredi l'arrêté pris la semaine dernière.",
            [("mercredi", "2025-02-12"), ("la semaine dernière", "2025-W06")],
        ),
        ("Le mois dernier, le groupe avait supprimé 300 postes.", [("Le mois dernier", "2025-01")]),
        ("L'an dernier, les ventes ont reculé de 4 %.", [("L'an dernier", "2024")]),
        ("L'an prochain, la ligne sera fermée.", [("L'an prochain", "2026")]),
        ("Avant-hier, deux skieurs ont été emportés.", [("Avant-hier", "2025-02-10")]),
        ("La cérémonie aura lieu après-demain.", [("après-demain", "2025-02-14")]),
        ("Le procès s'ouvrira dans dix jours.", [("dans dix jours", "2025-02-22")]),
        ("Il y a un an et demi, il avait quitté le parti.", [("Il y a un an et demi", "2023-08")]),
        ("Il y a une quinzaine de jours, elle a été opérée.", [("Il y a une quinzaine de jours", "2025-01-28")]),
        ("Elle a quitté Lyon il y a une dizaine d'années.", [("il y a une dizaine d'années", "2015")]),
        ("Il y a trois semaines, le pont a été fermé.", [("Il y a trois semaines", "2025-W04")]),
    ],
)
def test_french_counted_from_publication(text, expected):
    assert read(text, FRENCH) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Le 3 mars 2021, l'usine a brûlé. Cinq mois après, elle rouvrait.",
            [("Le 3 mars 2021", "2021-03-03"), ("Cinq mois après", "2021-08")],
        ),
        (
            "Le 3 mars 2021, l'usine a brûlé. Trois jours plus tôt, une fuite avait été signalée.",
            [("Le 3 mars 2021", "2021-03-03"), ("Trois jours plus tôt", "2021-02-28")],
        ),
        ("Élu en 2014, il a été battu six ans plus tard.", [("2014", "2014"), ("six ans plus tard", "2020")]),
        (
            "Le maire a été élu en mars 2020 et a démissionné deux ans après.",
            [("mars 2020", "2020-03"), ("deux ans après", "2022")],
        ),
        (
            "Samedi 8 février, il a été arrêté. Le lendemain, il était libéré.",
            [("Samedi 8 février", "2025-02-08"), ("Le lendemain", "2025-02-09")],
        ),
        (
            "Jeudi dernier, elle a plaidé coupable. La veille, son avocat avait demandé un renvoi.",
            [("Jeudi dernier", "2025-02-06"), ("La veille", "2025-02-05")],
        ),
        (
            "Le 12 juin 2019, il est condamné. Le même jour, il fait appel.",
            [("Le 12 juin 2019", "2019-06-12"), ("Le même jour", "2019-06-12")],
        ),
        (
            "Il a pris sa retraite en 2008. L'année suivante, il s'installait à Brest.",
            [("2008", "2008"), ("L'année suivante", "2009")],
        ),
        (
            "Le suspect a été interpellé mardi vers 6 heures du matin.",
            [("mardi", "2025-02-11"), ("6 heures du matin", "2025-02-11T06:00")],
        ),
        (
            "Il a été vu samedi à Dijon, puis le lendemain soir à Beaune.",
            [("samedi", "2025-02-08"), ("le lendemain soir", "2025-02-09TEV")],
        ),
        (
            "« J'ai tout perdu hier », a raconté lundi une habitante.",
            [("hier", "2025-02-09"), ("lundi", "2025-02-10")],
        ),
    ],
)
def test_french_counted_from_what_was_told(text, expected):
    assert read(text, FRENCH) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le texte sera examiné vendredi au Sénat.", [("vendredi", "2025-02-14")]),
        ("Le texte a été adopté vendredi par le Sénat.", [("vendredi", "2025-02-07")]),
        (
            "Rendez-vous samedi à 14 heures place de la Mairie.",
            [("samedi", "2025-02-15"), ("14 heures", "2025-02-15T14:00")],
        ),
        ("L'audience est fixée au 14 mars.", [("14 mars", "2025-03-14")]),
        ("Le conseil a voté le budget le 20 décembre.", [("le 20 décembre", "2024-12-20")]),
        ("L'exposition, visible jusqu'au 30 avril, a attiré du monde.", [("30 avril", "2025-04-30")]),
        (
            "Le chantier, entamé en novembre, s'achèvera en septembre.",
            [("novembre", "2024-11"), ("septembre", "2025-09")],
        ),
        ("Jusqu'en avril, l'accès restera interdit.", [("avril", "2025-04")]),
        ("Cet été, le festival a attiré 40 000 personnes.", [("Cet été", "2024-SU")]),
        ("À Noël, les deux familles s'étaient réunies.", [("Noël", "2024-12-25")]),
        ("Le marché rouvrira le lundi de Pentecôte.", [("le lundi de Pentecôte", "2025-06-09")]),
        ("Le 14-Juillet, un feu sera tiré sur le lac.", [("Le 14-Juillet", "2025-07-14")]),
        ("Au troisième trimestre, le bénéfice a chuté de 12 %.", [("troisième trimestre", "2024-Q3")]),
    ],
)
def test_french_past_or_future(text, expected):
    assert read(text, FRENCH) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il doit être jugé du 3 au 7 mars à Nantes.", [("3", "2025-03-03"), ("7 mars", "2025-03-07")]),
        ("Entre 2012 et 2017, le nombre de vols a doublé.", [("2012", "2012"), ("2017", "2017")]),
        ("De mars à mai 2024, il a plu sans cesse.", [("mars", "2024-03"), ("mai 2024", "2024-05")]),
        (
            "La ligne sera coupée du 28 février au 3 mars.",
            [("28 février", "2025-02-28"), ("3 mars", "2025-03-03")],
        ),
        ("Le taux est passé de 5 % en 2019 à 7 % en 2023.", [("2019", "2019"), ("2023", "2023")]),
        ("Les 6 et 13 avril, les électeurs voteront.", [("Les 6", "2025-04-06"), ("13 avril", "2025-04-13")]),
        ("D'ici à 2030, la part du nucléaire baissera.", [("2030", "2030")]),
        ("Depuis 1998, l'usine tourne.", [("1998", "1998")]),
        ("Le groupe vise l'équilibre au second semestre 2025.", [("second semestre 2025", "2025-H2")]),
        ("Le magasin a ouvert à l'automne 2023.", [("l'automne 2023", "2023-FA")]),
        ("Dans les années 1970, le quartier comptait trois cinémas.", [("les années 1970", "197")]),
        ("Fondée au XVIIe siècle, l'abbaye appartient à la ville.", [("XVIIe siècle", "16")]),
        (
            "Fin janvier, il avait promis une réponse mi-février.",
            [("Fin janvier", "2025-01"), ("mi-février", "2025-02")],
        ),
        ("Début 2024, l'entreprise employait 80 salariés.", [("Début 2024", "2024")]),
        ("Publié le 4 sept. 2023 à 10 h 12.", [("le 4 sept. 2023 à 10 h 12", "2023-09-04T10:12")]),
        ("Mis à jour le 10/02/2025 à 18h05.", [("10/02/2025 à 18h05", "2025-02-10T18:05")]),
    ],
)
def test_french_ranges_parts_of_a_year_and_stamps(text, expected):
    assert read(text, FRENCH) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hier soir, un homme de 45 ans a été poignardé.", [("Hier soir", "2025-02-11TEV")]),
        ("Lundi matin, le trafic était interrompu.", [("Lundi matin", "2025-02-10TMO")]),
        (
            "Dans la nuit de samedi à dimanche, une voiture a brûlé.",
            [("la nuit de samedi à dimanche", "2025-02-08TNI")],
        ),
        ("Le match débutera dimanche à 21h05.", [("dimanche", "2025-02-16"), ("21h05", "2025-02-16T21:05")]),
        ("Il a fallu plus de six heures pour maîtriser le feu.", [("plus de six heures", "PT6H")]),
        ("Les secours ont lutté pendant près de 4 heures.", [("près de 4 heures", "PT4H")]),
        ("Elle est incarcérée depuis huit mois.", [("huit mois", "P8M")]),
        ("Le musée ferme tous les mardis.", [("tous les mardis", "XXXX-WXX-2")]),
        ("Deux fois par semaine, il rend visite à sa mère.", [("Deux fois par semaine", "P1W")]),
    ],
)
def test_french_times_stretches_and_sets(text, expected):
    assert read(text, FRENCH) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Sam, 31 ans, a marqué deux buts (2-1).",
        "Il habite au 14 rue du 11-Novembre.",
        "La Peugeot 2008 s'est vendue à 1985 exemplaires.",
        "Mars et Ferrero ont augmenté leurs prix de 12,5 %.",
        "Mai Nguyen a été élue avec 1 200 voix d'avance.",
    ],
)
def test_french_no_dates(text):
    assert read(text, FRENCH) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Net income rose 12 percent in the third quarter.", [("the third quarter", "2024-Q3")]),
        ("Profit fell to $12 million from $15 million a year earlier.", [("a year earlier", "2024")]),
        ("Revenue for fiscal 2013 was up.", [("fiscal 2013", "2013")]),
        ("Sales rose in the latest quarter.", [("the latest quarter", "2024-Q4")]),
        ("The mill closed decades ago.", [("decades ago", "PAST_REF")]),
        ("By late afternoon, it was out.", [("late afternoon", "2025-02-12TAF")]),
        ("Over the past decade, prices have doubled.", [("the past decade", "P10Y")]),
        ("He signed a six-month lease.", [("six-month", "P6M")]),
        ("A year ago, he was mayor.", [("A year ago", "2024")]),
        ("Monday's vote was close.", [("Monday", "2025-02-10")]),
        ("The plant closed late Tuesday.", [("late Tuesday", "2025-02-11")]),
        ("In the 1990s, the city shrank.", [("the 1990s", "199")]),
        ("Since the mid-1990s, rents have tripled.", [("the mid-1990s", "199")]),
        ("In the early 2000s, he ran a bar.", [("the early 2000s", "200")]),
        ("The two-day summit ended Friday.", [("two-day", "P2D"), ("Friday", "2025-02-07")]),
        ("The company now employs 300 people.", [("now", "PRESENT_REF")]),
        ("She recently moved to Ohio.", [("recently", "PAST_REF")]),
        ("He currently lives in Spain.", [("currently", "PRESENT_REF")]),
        ("The recent storms caused damage.", [("recent", "PAST_REF")]),
        ("The bridge will open by the end of the year.", [("the end of the year", "2025")]),
        ("Last month, the board fired him.", [("Last month", "2025-01")]),
        ("Over the past two years, rents rose.", [("the past two years", "P2Y")]),
        ("On Thursday, the court will rule.", [("Thursday", "2025-02-13")]),
        ("The quake struck early Sunday.", [("early Sunday", "2025-02-09")]),
        ("Police arrested him on Feb. 10.", [("Feb. 10", "2025-02-10")]),
        (
            "He lost on March 3, 2021. Two days later, he resigned.",
            [("March 3, 2021", "2021-03-03"), ("Two days later", "2021-03-05")],
        ),
        ("He was elected in 2014 and lost four years later.", [("2014", "2014"), ("four years later", "2018")]),
        (
            "The fire began on June 5, 2020. The next day, it was out.",
            [("June 5, 2020", "2020-06-05"), ("The next day", "2020-06-06")],
        ),
        ("In the first quarter of 2024, sales fell.", [("the first quarter of 2024", "2024-Q1")]),
        ("She will retire next year.", [("next year", "2026")]),
        ("The trial is set to begin on June 2.", [("June 2", "2025-06-02")]),
        ("The match ended at 10:45 p.m. on Saturday.", [("10:45 p.m. on Saturday", "2025-02-08T22:45")]),
        ("It opened in the summer of 2022.", [("the summer of 2022", "2022-SU")]),
        ("It happened on Christmas Eve.", [("Christmas Eve", "2024-12-24")]),
        ("Every Friday, they pray.", [("Every Friday", "XXXX-WXX-5")]),
        ("He walked for about three hours.", [("about three hours", "PT3H")]),
        ("Between 2010 and 2015, it grew.", [("2010", "2010"), ("2015", "2015")]),
        ("Three weeks ago, he left.", [("Three weeks ago", "2025-W04")]),
        ("Yesterday morning, the road was shut.", [("Yesterday morning", "2025-02-11TMO")]),
        ("He was killed on the night of Jan. 3.", [("the night of Jan. 3", "2025-01-03TNI")]),
        ("The week of March 3 will be busy.", [("The week of March 3", "2025-W10")]),
        ("She served from June 2019 to May 2021.", [("June 2019", "2019-06"), ("May 2021", "2021-05")]),
        ("He led the company for more than a decade.", [("more than a decade", "P10Y")]),
        ("He spoke Monday night.", [("Monday night", "2025-02-10TNI")]),
        (
            "It listed in December 2023, the same month it paid.",
            [("December 2023", "2023-12"), ("the same month", "2023-12")],
        ),
        ("It is expected to close in the second half of 2025.", [("the second half of 2025", "2025-H2")]),
        ("Earlier this month, he pleaded guilty.", [("Earlier this month", "2025-02")]),
        ("Late last year, the firm cut jobs.", [("Late last year", "2024")]),
        ("The festival runs this weekend.", [("this weekend", "2025-W07-WE")]),
        ("He speaks tonight.", [("tonight", "2025-02-12TNI")]),
    ],
)
def test_english(text, expected):
    assert read(text, ENGLISH) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A 25-year-old man was arrested.",
        "The 30-year-old scored 25 points before 2,000 fans.",
        "May Johnson led April Smith 6-4.",
        "The index fell 2.5 percent to 1,987.32.",
    ],
)
def test_english_no_dates(text):
    assert read(text, ENGLISH) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Depuis le début de l'année, douze sites ont fermé.", [("le début de l'année", "2025")]),
        ("D'ici la fin du mois, tout sera prêt.", [("la fin du mois", "2025-02")]),
        ("D'ici à lundi, il pleuvra.", [("lundi", "2025-02-17")]),
        ("Au cours de la dernière décennie, le prix a doublé.", [("la dernière décennie", "P10Y")]),
        ("Ces dix dernières années, le prix a doublé.", [("Ces dix dernières années", "P10Y")]),
        ("Au siècle dernier, le port prospérait.", [("siècle dernier", "19")]),
        ("Il a été nommé en début de semaine.", [("début de semaine", "2025-W07")]),
        ("En fin de semaine dernière, il a neigé.", [("fin de semaine dernière", "2025-W06")]),
        ("Courant 2026, la gare rouvrira.", [("Courant 2026", "2026")]),
        ("À la mi-journée, la vigilance a été levée.", [("la mi-journée", "2025-02-12TMI")]),
        ("Il a été arrêté à l'aube mardi.", [("l'aube", "2025-02-11TMO"), ("mardi", "2025-02-11")]),
        ("Hier vers 17 heures, une rixe a éclaté.", [("Hier", "2025-02-11"), ("17 heures", "2025-02-11T17:00")]),
        ("Une semaine plus tôt, il était à Lyon.", [("Une semaine plus tôt", "2025-W06")]),
        ("Il est maire depuis 17 ans.", [("17 ans", "P17Y")]),
        ("Il avait 17 ans en 2003.", [("2003", "2003")]),
        ("Un enfant de 8 mois est mort.", []),
        ("Un bébé de trois semaines a été retrouvé.", []),
        ("Il écope de 18 mois de prison, dont six ferme.", [("18 mois", "P18M")]),
        ("La Coupe du monde 1998 reste un souvenir.", [("1998", "1998")]),
        ("Le loyer est de 1 950 euros par mois.", [("mois", "P1M")]),
        ("L'équipe s'impose 25-21, 25-19.", []),
        ("La loi de 1905 est claire.", [("1905", "1905")]),
        ("La loi du 9 décembre 1905 est claire.", [("9 décembre 1905", "1905-12-09")]),
        ("La route départementale 1983 est coupée.", []),
        ("Le train de 7 h 42 est supprimé.", [("7 h 42", "2025-02-12T07:42")]),
        ("Il travaille de 9 h à 17 h.", [("9 h", "2025-02-12T09:00"), ("17 h", "2025-02-12T17:00")]),
        ("Trois jours durant, ils ont marché.", [("Trois jours", "P3D")]),
        ("Chaque été, le village double.", [("Chaque été", "XXXX-SU")]),
        ("Le dimanche, le marché est plein.", [("Le dimanche", "XXXX-WXX-7")]),
        ("Deux ans après l'incendie, rien n'a changé.", [("Deux ans", "P2Y")]),
        ("Dix ans jour pour jour après l'attentat, la ville se souvient.", [("Dix ans", "P10Y")]),
        ("Pendant l'hiver 2022, le gaz manquait.", [("l'hiver 2022", "2022-WI")]),
        ("Au deuxième trimestre 2024, le PIB a progressé.", [("deuxième trimestre 2024", "2024-Q2")]),
        (
            "Au XIXe siècle et au début du XXe siècle, la mine tournait.",
            [("XIXe siècle", "18"), ("début du XXe siècle", "19")],
        ),
        ("Pâques 2024 fut pluvieux.", [("Pâques 2024", "2024-03-31")]),
        ("Le jeudi de l'Ascension, tout sera fermé.", [("Le jeudi de l'Ascension", "2025-05-29")]),
        ("Le lundi 3 février au soir, il a appelé.", [("Le lundi 3 février au soir", "2025-02-03TEV")]),
        (
            "Le feu est parti lundi 10 février, vers 22 h 30.",
            [("lundi 10 février", "2025-02-10"), ("22 h 30", "2025-02-10T22:30")],
        ),
        ("Samedi et dimanche, il neigera.", [("Samedi", "2025-02-15"), ("dimanche", "2025-02-16")]),
        (
            "Le procès, qui devait s'ouvrir lundi, a été reporté au 5 mai.",
            [("lundi", "2025-02-10"), ("5 mai", "2025-05-05")],
        ),
        (
            "L'accident a eu lieu ce mercredi 12 février, peu avant 8 heures.",
            [("ce mercredi 12 février", "2025-02-12"), ("8 heures", "2025-02-12T08:00")],
        ),
        (
            "Il y a tout juste un an, le 12 février 2024, elle partait.",
            [("Il y a tout juste un an", "2024"), ("le 12 février 2024", "2024-02-12")],
        ),
        (
            "Le maire sortant brigue un troisième mandat de six ans en mars 2026.",
            [("six ans", "P6Y"), ("mars 2026", "2026-03")],
        ),
        ("Le chantier a pris deux ans de retard.", [("deux ans", "P2Y")]),
        ("Le match a été arrêté à la 78e minute.", []),
        ("Il a ouvert le score dès la 3e minute.", []),
        ("La 24e édition aura lieu du 14 au 16 mars.", [("14", "2025-03-14"), ("16 mars", "2025-03-16")]),
        ("Ce lundi, à 20h30, le conseil se réunit.", [("Ce lundi", "2025-02-10"), ("20h30", "2025-02-10T20:30")]),
        ("L'été dernier, Juillet Martin a chanté.", [("L'été dernier", "2024-SU")]),
        ("Vendredi 31 janvier dernier, il a plaidé.", [("Vendredi 31 janvier dernier", "2025-01-31")]),
        (
            "Les 24 et 25 décembre derniers, ils ont chanté.",
            [("Les 24", "2024-12-24"), ("25 décembre derniers", "2024-12-25")],
        ),
        ("Le 12 févr. 2025, 08:15", [("Le 12 févr. 2025, 08:15", "2025-02-12T08:15")]),
        ("Posté hier à 18:30", [("hier à 18:30", "2025-02-11T18:30")]),
        ("Durée : 2 min 30", [("2 min 30", "PT2M30S")]),
        ("Il écope de deux ans et six mois de prison.", [("deux ans et six mois", "P2Y6M")]),
        ("Pendant plus d'un demi-siècle, il a régné.", [("plus d'un demi-siècle", "P50Y")]),
        ("Après deux heures de débat, il est parti.", [("deux heures", "PT2H")]),
        ("Après 22 heures, le bruit est interdit.", [("22 heures", "2025-02-12T22:00")]),
        ("Il est mort la nuit dernière.", [("la nuit dernière", "2025-02-11TNI")]),
        ("Les lundis et jeudis, il court.", [("Les lundis", "XXXX-WXX-1"), ("jeudis", "XXXX-WXX-4")]),
        ("La fin des années quatre-vingt fut rude.", [("La fin des années quatre-vingt", "198")]),
        ("Au premier semestre, les ventes ont reculé.", [("premier semestre", "2024-H1")]),
        ("Elle attend depuis bientôt trois ans.", [("bientôt trois ans", "P3Y")]),
        ("Il rentrera dans la semaine.", [("la semaine", "2025-W07")]),
        (
            "Il a été élu en mars 2019. Il avait échoué en mai de l'année précédente.",
            [("mars 2019", "2019-03"), ("mai de l'année précédente", "2018-05")],
        ),
        ("Usine de Brest, cinq mois après : la ville attend", [("cinq mois après", "2025-02")]),
        (
            "Elle était venue le 3 mars 2021. Il l'avait appelée dès le lundi.",
            [("le 3 mars 2021", "2021-03-03"), ("le lundi", "2021-03-01")],
        ),
        (
            "Le feu a pris mardi soir, a annoncé mercredi le maire. Vers 22 heures, il a été maîtrisé.",
            [("mardi soir", "2025-02-11TEV"), ("mercredi", "2025-02-12"), ("22 heures", "2025-02-11T22:00")],
        ),
        (
            "Il a été arrêté samedi, a indiqué lundi le parquet. La veille, il avait fui.",
            [("samedi", "2025-02-08"), ("lundi", "2025-02-10"), ("La veille", "2025-02-07")],
        ),
        (
            "Il vient tous les jeudis. Hier encore, il était là.",
            [("tous les jeudis", "XXXX-WXX-4"), ("Hier", "2025-02-11")],
        ),
    ],
)
def test_further_french(text, expected):
    assert read(text, FRENCH) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sales for the first nine months of 2012 fell.", [("the first nine months", "P9M"), ("2012", "2012")]),
        ("It opened in mid-March.", [("mid-March", "2024-03")]),
        ("He signed a 12-month contract.", [("12-month", "P12M")]),
        ("It took nearly two decades.", [("nearly two decades", "P20Y")]),
        ("Hours after the crash, he called.", [("Hours", "PTXH")]),
        ("He left at 9 a.m.", [("9 a.m.", "2025-02-12T09:00")]),
        ("It must end by noon Friday.", [("noon Friday", "2025-02-14T12:00")]),
        ("It starts at 1 p.m. EST on Friday.", [("1 p.m. EST on Friday", "2025-02-14T13:00")]),
        ("Last Friday, he fell.", [("Last Friday", "2025-02-07")]),
        ("He returns next Tuesday.", [("next Tuesday", "2025-02-18")]),
        ("Over the past week, it snowed.", [("the past week", "P1W")]),
        ("In the last few months, it snowed.", [("the last few months", "PXM")]),
        ("A few days ago, it snowed.", [("A few days ago", "PAST_REF")]),
        ("It lasted half a century.", [("half a century", "P50Y")]),
        ("He was held for 24 hours.", [("24 hours", "PT24H")]),
        ("A castle of the 19th century.", [("the 19th century", "18")]),
        ("It will open early next month.", [("early next month", "2025-03")]),
        ("He will run later this year.", [("later this year", "2025")]),
        ("In late 2012, he ran.", [("late 2012", "2012")]),
        ("He ran in 2012. The year before, he sat.", [("2012", "2012"), ("The year before", "2011")]),
        (
            "He ran on May 5, 2012. The previous week, he sat.",
            [("May 5, 2012", "2012-05-05"), ("The previous week", "2012-W17")],
        ),
        (
            "He ran on May 5, 2012. A day earlier, he sat.",
            [("May 5, 2012", "2012-05-05"), ("A day earlier", "2012-05-04")],
        ),
        ("He ran on May 5, 2012. That day, it rained.", [("May 5, 2012", "2012-05-05"), ("That day", "2012-05-05")]),
        ("The annual fair is back.", [("annual", "P1Y")]),
        ("Each month, he pays.", [("Each month", "P1M")]),
        ("He trains twice a week.", [("twice a week", "P1W")]),
        ("It is closed on Sundays.", [("Sundays", "XXXX-WXX-7")]),
        ("It began in the early hours of Monday.", [("the early hours of Monday", "2025-02-10TMO")]),
        ("It began Sunday afternoon.", [("Sunday afternoon", "2025-02-09TAF")]),
        ("It began at 5pm.", [("5pm", "2025-02-12T17:00")]),
        ("It began at 0900 GMT.", [("0900 GMT", "2025-02-12T09:00")]),
        ("He died on 15 January 2013.", [("15 January 2013", "2013-01-15")]),
        ("Filed 01/15/2013.", [("01/15/2013", "2013-01-15")]),
        ("Profit rose in Q3 2012.", [("Q3 2012", "2012-Q3")]),
        ("After the 2008 financial crisis, it closed.", [("2008", "2008")]),
        ("The 10-year Treasury yield rose.", [("10-year", "P10Y")]),
        ("The 65-year-old won 3-2.", []),
        ("He drove Route 66 in a Boeing 747 with an iPhone 5.", []),
        ("The S&P 500 rose to 1,985 points.", []),
        ("Some 1,200 people came.", []),
        ("He fell in recent weeks.", [("recent weeks", "PAST_REF")]),
        ("The former mayor previously denied it.", [("previously", "PAST_REF")]),
        ("It will happen in the near future.", [("the near future", "FUTURE_REF")]),
        ("In the future, it may happen.", [("the future", "FUTURE_REF")]),
        ("He is no longer there today.", [("today", "2025-02-12")]),
        (
            "The company said Tuesday that sales fell in the quarter ended Dec. 31.",
            [("Tuesday", "2025-02-11"), ("Dec. 31", "2024-12-31")],
        ),
        ("He was 12 in 1999 and moved in the fall of 2001.", [("1999", "1999"), ("the fall of 2001", "2001-FA")]),
        ("By the mid-'90s, he was rich.", [("the mid-'90s", "199")]),
        ("In the '80s, he was poor.", [("the '80s", "198")]),
        ("Three years later, on April 2, he left.", [("Three years later", "XXXX"), ("April 2", "2024-04-02")]),
        ("Two days after the vote, he quit.", [("Two days", "P2D")]),
        ("More than a year after the fire, it stands empty.", [("More than a year", "P1Y")]),
        ("He has been in jail since last June.", [("last June", "2024-06")]),
        ("The trial begins Monday.", [("Monday", "2025-02-17")]),
        ("He will be sentenced March 3.", [("March 3", "2025-03-03")]),
        ("At 10:15 a.m. Tuesday, the alarm rang.", [("10:15 a.m. Tuesday", "2025-02-11T10:15")]),
        ("On the evening of Jan. 6, 2021, they left.", [("the evening of Jan. 6, 2021", "2021-01-06TEV")]),
        ("Since the 1960s and 1970s, it shrank.", [("the 1960s", "196"), ("1970s", "197")]),
        ("He served two years and six months.", [("two years and six months", "P2Y6M")]),
        ("It took two and a half years.", [("two and a half years", "P2.5Y")]),
        ("The store opens daily, in the morning.", [("daily", "P1D"), ("the morning", "2025-02-12TMO")]),
        ("A month later, he died.", [("A month later", "XXXX-XX")]),
        ("The 1987 crash and the Sept. 11, 2001, attacks.", [("1987", "1987"), ("Sept. 11, 2001", "2001-09-11")]),
        ("They met on Thanksgiving Day 2023.", [("Thanksgiving Day 2023", "2023-11-23")]),
        ("It is due by year's end.", [("year's end", "2025")]),
        ("Prices rose 2% in January from December.", [("January", "2025-01"), ("December", "2024-12")]),
        ("In January, prices rose 2% from a year ago.", [("January", "2025-01"), ("a year ago", "2024")]),
        ("A fire broke out at 9.30pm yesterday.", [("9.30pm yesterday", "2025-02-11T21:30")]),
        ("It was out by 4.20am today.", [("4.20am today", "2025-02-12T04:20")]),
        (
            "Two fires damaged it in 2015 and February 2018. Inspectors last came on Jan. 13.",
            [("2015", "2015"), ("February 2018", "2018-02"), ("Jan. 13", "2025-01-13")],
        ),
    ],
)
def test_further_english(text, expected):
    assert read(text, ENGLISH) == expected


def test_entries_of_a_live_blog_are_of_the_day_of_the_blog():
    text = "23h20 – La ministre viendra demain après-midi.\n\n21h30 – Le toit, posé en 2019, est tombé."
    assert read(text, FRENCH) == [
        ("23h20", "2025-02-12T23:20"),
        ("demain après-midi", "2025-02-13TAF"),
        ("21h30", "2025-02-12T21:30"),
        ("2019", "2019"),
    ]
    text = "08:30 – Closed until tomorrow.\n\n08:12 – It began at 9.30pm yesterday.\n\n07:50 – Welcome."
    assert [value for _, value in read(text, ENGLISH)] == [
        "2025-02-12T08:30",
        "2025-02-13",
        "2025-02-12T08:12",
        "2025-02-11T21:30",
        "2025-02-12T07:50",
    ]


@pytest.mark.parametrize("heading", ["Samedi 15 février, salle des fêtes", "Le programme de samedi 15 février :"])
def test_entries_below_a_heading_are_of_its_day(heading):
    text = f"{heading}\n14 h 30 : atelier\n20 h 30 : concert"
    assert [value for _, value in read(text, FRENCH)] == ["2025-02-15", "2025-02-15T14:30", "2025-02-15T20:30"]
