"""What `--help` says, in English."""

TEXTS: dict[str, str] = {
    # the names of values
    "meta.folder": "FOLDER",
    "meta.path": "PATH",
    "meta.file": "FILE",
    "meta.event": "EVENT",
    "meta.name": "NAME",
    "meta.kind": "KIND",
    "meta.library": "LIBRARY",
    "meta.passage": "PASSAGE",
    "meta.quote": "QUOTE",
    "meta.correction": "CORRECTION",
    "meta.mark": "MARK",
    "meta.date": "DATE",
    "meta.code": "CODE",
    "meta.words": "WORDS",
    "meta.command": "COMMAND",
    # usage
    "usage": "timeline [FOLDER]\n       timeline COMMAND …",
    "usage.list": "timeline list [FILTER …] [--json] [--folder FOLDER | --library PATH]",
    "usage.export": "timeline export [--format FORMAT] [--output FILE] [EVENT … | FILTER …]\n"
    "                       [--folder FOLDER | --library PATH]",
    "usage.libraries": "timeline libraries [--find FOLDER | --library LIBRARY] [--json]\n"
    "       timeline libraries rename LIBRARY NAME\n"
    "       timeline libraries delete LIBRARY … [--yes]",
    "usage.correct": "timeline correct EVENT [--date DATE] [--title WORDS] [--merge EVENT …] [--split PASSAGE …] …\n"
    "       timeline correct --speaker QUOTE NAME\n"
    "       timeline correct --entity NAME [--name NAME] [--type TYPE] [--alias NAME]\n"
    "       timeline correct --add --title WORDS --words WORDS (--article FILE | --address URL | --name NAME)",
    "help.commands": "commands",
    # options
    "help.option.help": "show this help message and exit",
    "help.option.version": "show the program's version and exit",
    "help.option.lang": "speak English (en) or French (fr); else the language of the environment (LC_ALL, LANG)",
    "help.option.library": "use the library at PATH, a folder, or of that name (build and open make the folder, with "
    "its parents, where it is new)",
    "help.option.folder": "use the library of that folder of articles, as 'timeline FOLDER' keeps it",
    "help.option.json": "print JSON for other programs (described in docs/json.md)",
    "help.open.folder": "a folder of articles, or the name of a library",
    "help.open.example": "open the built-in example",
    "help.open.plain": "words in place of signs and lines, one thing under the other, for screen readers",
    "help.open.fresh": "forget for this time where you were, the filters and the theme",
    "help.build.paths": "a folder of articles, a file, or an address (https://…)",
    "help.build.urls": "read the addresses in FILE as well, one a line (-: standard input)",
    "help.build.allow_local": "allow addresses in the local network and on this computer",
    "help.build.offline": "fetch nothing: read what is kept of the addresses",
    "help.build.published": "when articles that do not say it were published: 2025-02-11, 2025-02 (kept for next "
    "time; '' forgets)",
    "help.build.language": "language of articles that do not say it: {codes} (else it is guessed)",
    "help.build.rejoin": "join articles that were placed in a big library with all others, as a first build does",
    "help.build.engine": "what reads the names in French articles: rules (at first), or spacy, which is an extra "
    "(where it is not installed, the command for that is said; kept for next time)",
    "help.show.event": "the event's id, or the beginning of it",
    "help.show.why": "print what dates, merging and disagreements rest on",
    "help.export.events": "an event's id, or the beginning of it",
    "help.export.format": "what to write: {formats} (else what the ending of --output says)",
    "help.export.output": "write to FILE (else, or with -, to standard output)",
    "help.export.template": "lay the document out by a Jinja template (with --format markdown or html)",
    "help.verify.file": "a Markdown export (-: standard input)",
    "help.verify.template": "the template that the export was made with",
    "help.import.file": "a dataset: what 'timeline export --format json' wrote",
    "help.tag.file": "a text (default, or -: standard input)",
    "help.tag.jsonl": "FILE holds a text a line, as JSON",
    "help.tag.published": "when the text was published",
    "help.tag.language": "its language: {codes} (else it is guessed)",
    "help.filters": "filters",
    "help.filters.text": "Each can be given several times. NAME is a name or a part of one; case and accents do not "
    "matter.",
    "help.filter.person": "events in which a person takes part",
    "help.filter.organization": "a company, party, court …",
    "help.filter.place": "a place",
    "help.filter.product": "a product",
    "help.filter.other": "a work, or an event with a name",
    "help.filter.source": "events that a source reports: a publisher or a file, or the beginning of it",
    "help.filter.language": "events reported in a language: fr, en",
    "help.filter.mark": "what is worth a look: {marks}",
    "help.filter.new": "what the last build that brought articles added, or added a source to (as --mark new)",
    "help.filter.without": "leave out events with this name, source or mark; KIND:NAME where several kinds have it",
    "help.filter.any": "of several of one kind, any is enough (else all must hold)",
    "help.filter.any_of": "of several of this kind, any is enough: {kinds}",
    "help.filter.from": "not before DATE: 2024, 2024-03, 2024-03-31, or as it is written (31 March 2024)",
    "help.filter.to": "not after DATE, its last day included",
    "help.filter.search": 'words of titles and passages, or parts of words: all of them; "a phrase" in quotes',
    # commands
    "help.open": "open the explorer on a folder of articles (short: timeline FOLDER)",
    "help.build": "read articles into a library, without opening it",
    "help.list": "print the timeline as text",
    "help.show": "print one event with every source's words side by side",
    "help.export": "write events as Markdown, HTML, JSON …",
    "help.verify": "check that a Markdown export still says what the articles say",
    "help.import": "make a library from a JSON dataset",
    "help.tag": "find the time expressions of any text, as JSON lines",
    "help.config": "say where the settings of the explorer are, and check them",
    "help.correct": "set right what was read wrongly: dates, titles, merging, names …",
    "help.corrections": "list what was corrected; undo and redo",
    "help.correct.event": "the event's id, or the beginning of it",
    "help.correct.of_event": "of an event",
    "help.correct.of_name": "of quotes and names",
    "help.correct.adding": "an event of your own",
    "help.correct.date": "when it happened (March 2024, or EDTF: 2024, 2024-03, 2024-03-31, 2024-03~ about, "
    "2024? uncertain; '' for no date)",
    "help.correct.title": "its title",
    "help.correct.status": "happened, planned, denied or alleged",
    "help.correct.merge": "make it one with other events, now and whatever is added",
    "help.correct.split": "make passages of it an event of their own: their numbers ('show --why' has them) or ids",
    "help.correct.hide_passage": "hide passages of it",
    "help.correct.hide": "hide it; nothing is deleted",
    "help.correct.show": "show it again, with all its passages",
    "help.correct.star": "star it",
    "help.correct.unstar": "take the star away",
    "help.correct.note": "a note beside it ('' takes it away)",
    "help.correct.tag": "a tag",
    "help.correct.untag": "take a tag away",
    "help.correct.speaker": "who said a quote: the beginning of its id, or some of its words",
    "help.correct.entity": "a person, company, place … as it is called now",
    "help.correct.name": "its right name (with --add: the name of the source)",
    "help.correct.type": "what it is: person, organization, place, product, event, work",
    "help.correct.alias": "another name of it; two things that have the names become one",
    "help.correct.add": "add an event",
    "help.correct.words": "the exact words that tell it",
    "help.correct.article": "the article that has them: its file, name or id",
    "help.correct.address": "or the address of the page that has them",
    "help.correct.published": "when that page was published",
    "help.corrections.undo": "take the last correction back, or those whose ids begin so",
    "help.corrections.redo": "bring back the one undone last, or those whose ids begin so",
    "help.libraries": "list, find, rename and delete libraries",
    "help.libraries.find": "list those in FOLDER and below, wherever they were made",
    "help.libraries.rename": "give a library another name",
    "help.libraries.delete": "delete libraries, never their articles",
    "help.libraries.library": "its name, its path, or the folder of its articles",
    "help.libraries.new_name": "the new name ('' gives it the name of its folder back)",
    "help.libraries.yes": "do not ask",
    "help.completion": "print what a shell needs to complete commands, options and names",
    "help.completion.shell": "bash, zsh or fish",
    "help.man": "print the manual page",
    "help.serve": "offer the explorer in the browser, to this computer alone",
    "help.config.init": "write a file of settings to change",
    "help.config.path": "print the path of the file, and nothing else",
    "help.description": """\
Turns a folder of news articles on one story into a timeline whose every word can be checked:
what happened when, which source says so, in which words, and where they disagree.

Without a command, timeline opens the explorer on the library that was used last; the very first
time, on the built-in example. Where the output is no terminal, the timeline is printed instead.
""",
    "help.examples": """\
examples:
  timeline                                  go on where you were (the first time: the example)
  timeline ~/articles/strike                read that folder and open its timeline
  timeline list --person "Marie Martin" --from 2024
  timeline show 3f2a                        one event, its sources side by side
  timeline export --format markdown --output timeline.md

exit status:
  0    all is well
  1    something was skipped (an unreadable file, the first time or since it changed) or not found
       (an event, a person, a file, or no event is left by the filters)
  2    the command line cannot be understood
  3    a library or a file cannot be read or written (not there, damaged, in use, no permission,
       disk full)
  70   a fault of the program (TIMELINE_DEBUG=1 shows where)
  130  stopped with ctrl+c; 141  the reader of the output has gone

'timeline COMMAND --help' says more about a command.
""",
    "help.open.description": """\
Reads a folder of articles into its own library, or brings that library up to date, and opens the
explorer on it. Without FOLDER it opens the library used last, else the built-in example.

Where the output is no terminal, or one that cannot place the cursor (TERM=dumb), the timeline is
printed instead, as 'timeline list' does.
""",
    "help.open.examples": """\
examples:
  timeline open ~/articles/strike           (short: timeline ~/articles/strike)
  timeline open --example                   five French articles that come with the program
  timeline open --library ~/strike-library  a library that 'timeline build' made
""",
    "help.build.description": """\
Reads articles into a library and finds what happened when: texts (.txt, .md), saved pages (.html),
.pdf, feeds (.rss, .atom, .xml), JSON lines (.jsonl), .zip archives of these, and web pages given by
their addresses. Nothing else is fetched, and what was is kept in the library. See docs/articles.md.

One folder has a library of its own: 'timeline build FOLDER' and 'timeline FOLDER' keep it up to
date, and a file that has gone from the folder leaves the library. Single files, or several folders,
go into a library of your choice (--library); what is in it stays.

What the articles do not say themselves can stand in a file sources.toml beside them:

  ["strike-monday.txt"]
  title = "…"
  publisher = "…"
  published = "2025-02-10"       or 2025-02, 2025
  language = "fr"                and author, url

Names that were read wrongly can be mended in a file entities.toml beside them:

  not_names = ["Replay"]
  ["Jane Orlik"]
  type = "person"                or organization, place, product, event, work
  aliases = ["J. O."]

Progress and a summary go to standard error. A file that cannot be read is named and skipped; the
exit status is then 1. The next build names it again, but is 0 as long as the file has not changed and
the reason is the same. Nothing that is stored already is lost.
""",
    "help.build.examples": """\
examples:
  timeline build ~/articles/strike
  timeline build ~/articles/strike --published 2025-02-11 --language fr
  timeline build monday.txt tuesday.txt ~/articles/strike --library ~/strike-library
  timeline build https://www.example.org/strike --library ~/strike-library
""",
    "help.list.description": """\
Prints the timeline, one event a line: the beginning of its id (for 'show' and 'export'), its date,
how many sources report it, marks, and its title. On a terminal lines are cut at its width.

  10 Feb 2025, Aug 2024, 2015   a day, a month, a year: never more than the sources say
  3–9 Feb 2025, since 2023      an interval; a date that ends in … is longer ('show' gives it whole)
  ≈ Jan 2025, 2015 ?            about; uncertain
  5/2                           five sources of two origins: some are copies of each other

  ≈   no source gives this date in its own words, or it is approximate
  ≠   sources disagree on a fact
  ❝3  three quotes
  ★¶# starred, with a note, tagged by you
  ✚   new: the last build that brought articles added it, or a source of it

With --json it is one JSON object, with dates as EDTF and everything uncut.

Without --library and --folder it is the library used last, else the built-in example. Exit status 1
if no event is left.
""",
    "help.list.examples": """\
examples:
  timeline list --person "Marie Martin" --mark quotes
  timeline list --from 2024-08 --to 2025 --search "open source"
  timeline list --mark disagreement --folder ~/articles/strike
  timeline list --new
  timeline list --json | jq '.events[].title'
""",
    "help.show.description": """\
Shows one event: what every source says, in its own words, side by side where the terminal is wide
enough; what each source's date rests on; quotes with their speakers; and where sources disagree.

EVENT is the event's id, or any beginning of it that no other event has ('timeline list' shows ids).
The id of any source's passage finds the event too, so that an id stays good when articles are added.

In a date ≈ means about, and ? behind it uncertain; below the title it stands as exports have it
(EDTF: ~ about, ? uncertain, % both).

With --why it says what each date was read from and counted from; why these accounts are one event,
with all that speaks for it and against it; why a disagreement is one; and which other events may be
the same.

With --json it is one JSON object: the event as the dataset has it, with what it rests on, but
without the articles' whole texts.
""",
    "help.show.examples": """\
examples:
  timeline show 3f2a91
  timeline show 3f2a91 --why
  timeline show 3f2a91 --folder ~/articles/strike | less
""",
    "help.export.description": """\
Writes the events given, or all that the filters leave, in the order of the timeline.

  markdown    a text to read and to publish: each event with the exact words of every source
  html        a page of its own, with filters, the sources side by side, and nothing from elsewhere
  csv         a row for each passage, for spreadsheets (dates as EDTF)
  json        the whole dataset (articles, dates, names, amounts, quotes, events) for other programs
  ical        a calendar (.ics); a month stays as long as the month
  timelinejs  JSON for TimelineJS, a timeline on a web page
  markwhen    a text for Markwhen, which draws timelines
  annotations passages, dates and quotes as W3C Web Annotations (JSON-LD)
  csl         the sources as CSL-JSON, for Zotero and Pandoc

Offsets ("characters 12–80", start and end) count the characters of the article's cleaned text, as the
JSON export carries it, not those of the file. Where the filters leave no event nothing is written, and
the exit status is 1.
""",
    "help.export.examples": """\
examples:
  timeline export --format markdown --output timeline.md
  timeline export --format markdown 3f2a 91bc
  timeline export --format markdown --template mine.md.jinja --output timeline.md
  timeline export --format csv --mark disagreement --output doubts.csv
  timeline export --format json --person "Marie Martin" > martin.json
""",
    "help.correct.description": """\
Corrects a library by hand. Every correction is a line in the journal corrections.jsonl of the library:
it points to the words of the articles it is about, so that it holds when the library is built anew, when
articles are added, and when an article changes a little. What was found is kept beside what was set.

The journal can be read, put under git and shared; 'timeline corrections' lists it, undoes and redoes.
What the corrections no longer apply to is listed, never dropped.
""",
    "help.correct.examples": """\
examples:
  timeline correct 3f2a91 --date 2024-03 --title "The strike begins"
  timeline correct 3f2a91 --merge 91bc 77d0
  timeline correct 3f2a91 --split 2
  timeline correct --speaker "we shall go on" "Marie Martin"
  timeline correct --entity "J. Orlik" --name "Jane Orlik"
  timeline correct --add --title "The port is sold" --date 2024-05 --words "The port was sold." \\
    --address https://…
""",
    "help.corrections.description": """\
Lists the corrections of a library in the order in which they were made: a beginning of the id, the day,
what was done, and the words it is about. Those marked - are undone, those marked ! no longer apply.

With --undo the last one is taken back, with --redo the one that was undone last is brought back, as often
as you like; ids of corrections choose others, several at once too. With --json it is one JSON object
(docs/corrections.md). The exit status is 1 where a correction no longer applies.
""",
    "help.corrections.examples": """\
examples:
  timeline corrections
  timeline corrections --undo
  timeline corrections --undo 2f93 a90c
  timeline corrections --redo 5c0e
  timeline corrections --json | jq '.corrections[] | select(.state == "not-applicable")'
""",
    "help.libraries.description": """\
Lists the libraries of this user, those used last first: the name of each, how many articles and events
it holds, its size on the disk, when it was last used, and the folder its articles lie in.

A library is called after the folder of its articles until it is renamed. Its name opens it
('timeline open NAME'), and stands for its path after --library, where no other library has it.

Deleting takes away what timeline has made of the articles, and what was corrected in it; the articles
stay as they are. It asks before; where nobody can be asked, only --yes deletes.

With --json it is one JSON object: "libraries", each with its path, name, folders, articles, events,
bytes, last use (UTC) and fault (null where it can be read).
""",
    "help.libraries.examples": """\
examples:
  timeline libraries
  timeline libraries --find /media/usb
  timeline libraries rename strike "The strike at the port"
  timeline libraries delete "The strike at the port"
""",
    "help.libraries.rename.description": """\
Gives a library another name. Where it lies and what is in it stay the same.
""",
    "help.libraries.rename.examples": """\
examples:
  timeline libraries rename strike "The strike at the port"
  timeline libraries rename "The strike at the port" ""
""",
    "help.libraries.delete.description": """\
Deletes libraries: all that timeline has made of their articles, and all that was corrected in them. The
articles stay as they are. It says what would go, and asks; the answer is no unless it is yes.
""",
    "help.libraries.delete.examples": """\
examples:
  timeline libraries delete strike
  timeline libraries delete ~/articles/strike --yes
""",
    "help.verify.description": """\
Compares a Markdown export with the library: every footnote, and every line, by the words of the
articles. A footnote is

  intact    its words stand where it says
  moved     the article is another now, but has the words
  changed   the words are other ones; what they should be is shown
  lost      neither the article nor words like these are in the library

A quotation, a date, a name or a figure that was edited by one letter is found. Lines of your own that
quote nothing are only told, and so are events that you took out.

The exit status is 0 where every footnote is intact or moved and no line differs, else 1.
""",
    "help.verify.examples": """\
examples:
  timeline verify timeline.md
  timeline verify timeline.md --folder ~/articles/strike
  timeline verify timeline.md --json | jq '.notes[] | select(.state != "intact")'
""",
    "help.import.description": """\
Makes a library from a dataset, as it is: nothing is found anew, and its export is the same again.
Corrections come with it, in a journal of the new library; what a dataset does not hold stays behind:
the files of the articles.

Without --library the library lies among the others, and a line says where.
""",
    "help.import.examples": """\
examples:
  timeline export --format json --output strike.json
  timeline import strike.json --library ~/strike-library
  timeline open --library ~/strike-library
""",
    "help.completion.description": """\
Prints what a shell needs to complete commands, options, their values, and the names of libraries. Put it
where your shell looks for it, and open a new shell:

  bash   ~/.local/share/bash-completion/completions/timeline
  zsh    a file _timeline in a folder of your fpath
  fish   ~/.config/fish/completions/timeline.fish
""",
    "help.completion.examples": """\
examples:
  eval "$(timeline completion bash)"     for this shell alone
  timeline completion fish > ~/.config/fish/completions/timeline.fish
""",
    "help.man.description": """\
Prints the manual page: every command and option on one page, in the language that is spoken (--lang).
""",
    "help.man.examples": """\
examples:
  timeline man | man -l -                read it now (Linux)
  timeline man > ~/.local/share/man/man1/timeline.1
""",
    "help.serve.description": """\
Offers the explorer in the browser, exactly as it is in the terminal. It says the address; ctrl+c ends it.
It serves until then, for as many windows as you open. It needs an
extra; where that is not installed, it says the command for it.

Only this computer can reach it, by an address that holds a new secret every time. Whoever has the address
can do all that you can do in the explorer, writing exports with your rights included. With --host others
in your network can reach it too: nothing is encrypted, so do that only where you trust all of them.
""",
    "help.serve.examples": """\
examples:
  timeline serve                         the library used last (the first time: the example)
  timeline serve ~/articles/strike --port 9000
  timeline serve --library strike --open
""",
    "help.serve.folder": "a folder of articles, or the name of a library",
    "help.serve.port": "the port (at first: any that is free from 8000 on)",
    "help.serve.host": "the address to listen on (at first: 127.0.0.1, which only this computer can reach)",
    "help.serve.open": "open the browser too",
    "help.libraries.names": "print the names alone, one a line",
    "man.name": "name",
    "man.what": "what happened when, which source says so, and where sources disagree",
    "man.synopsis": "synopsis",
    "man.description": "description",
    "man.options": "options",
    "man.commands": "commands",
    "man.statuses": "exit status",
    "man.statuses_begin": "exit status:",
    "man.environment": "environment",
    "man.examples": "examples",
    "man.env.TIMELINE_CONFIG": "another file of settings",
    "man.env.TIMELINE_PLAIN": "1: plain mode, for screen readers; 0: not, whatever the settings say",
    "man.env.TIMELINE_AUTHOR": "who corrects, kept with each correction; goes before the setting author",
    "man.env.TIMELINE_DEBUG": "1: a fault of the program shows where it is",
    "man.env.NO_COLOR": "set: no colours",
    "man.env.LC_ALL": "the language that is spoken, and the encoding",
    "help.config.description": """\
Says where the settings of the explorer are, which of them hold, and what is wrong with the file, line
by line.

With --init it writes a file that shows every setting and every key, commented out, to be changed.
A file that is there already is never touched.
""",
    "help.config.examples": """\
examples:
  timeline config                      where the settings are, and whether they are in order
  timeline config --init               write a file to change
  $EDITOR "$(timeline config --path)"
""",
    "help.tag.description": """\
Finds the time expressions of a text (UTF-8), one JSON object a line, in the order of the text:

  {"start":17,"end":23,"text":"demain","type":"DATE","value":"2025-02-12","basis":"published"}

start and end count characters (Unicode code points) of the text exactly as it is given, end not
included; type and value are TIMEX3; basis says what a value was counted from (explicit, published,
context, speech), null for what needs nothing. Only JSON lines go to standard output.

With --jsonl FILE holds one text a line, {"id": …, "dct": "2025-02-11", "text": "…"} (dct, the date of
publication, may be null), and {"id": …, "timex": […]} comes out for each.
""",
    "help.tag.examples": """\
examples:
  timeline tag article.txt --published 2025-02-11     one JSON object a line for each expression
  echo "Il arrive demain." | timeline tag --published 2025-02-11 --language fr
    {"start":10,"end":16,"text":"demain","type":"DATE","value":"2025-02-12","basis":"published"}
  timeline tag --jsonl texts.jsonl > times.jsonl

What values and bases mean: docs/dates.md of the project.
""",
}
