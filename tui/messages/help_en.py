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
    "meta.mark": "MARK",
    "meta.date": "DATE",
    "meta.code": "CODE",
    "meta.words": "WORDS",
    "meta.command": "COMMAND",
    # usage
    "usage": "timeline [FOLDER]\n       timeline COMMAND …",
    "usage.list": "timeline list [FILTER …] [--json] [--folder FOLDER | --library PATH]",
    "usage.export": "timeline export --format FORMAT [--output FILE] [EVENT … | FILTER …]\n"
    "                       [--folder FOLDER | --library PATH]",
    "usage.libraries": "timeline libraries [--find FOLDER | --library LIBRARY] [--json]\n"
    "       timeline libraries rename LIBRARY NAME\n"
    "       timeline libraries delete LIBRARY … [--yes]",
    "help.commands": "commands",
    # options
    "help.option.help": "show this help message and exit",
    "help.option.version": "show the program's version and exit",
    "help.option.lang": "speak English (en) or French (fr); else the language of the environment (LC_ALL, LANG)",
    "help.option.library": "use the library at PATH, a folder (build and open make it, with its parents, where it is "
    "new)",
    "help.option.folder": "use the library of that folder of articles, as 'timeline FOLDER' keeps it",
    "help.option.json": "print JSON for other programs (described in docs/json.md)",
    "help.open.folder": "a folder of articles (.txt, .md)",
    "help.open.example": "open the built-in example",
    "help.open.plain": "words in place of signs and lines, one thing under the other, for screen readers",
    "help.open.fresh": "forget for this time where you were, the filters and the theme",
    "help.build.paths": "a folder of articles, or an article",
    "help.build.published": "when articles that do not say it were published: 2025-02-11, 2025-02 (kept for next "
    "time; '' forgets)",
    "help.build.language": "language of articles that do not say it: {codes} (else it is guessed)",
    "help.build.engine": "what reads the names in French articles: rules (at first), or spacy, which is an extra "
    "(pip install 'timeline-explorer[spacy]'; kept for next time)",
    "help.show.event": "the event's id, or the beginning of it",
    "help.show.why": "print what dates, merging and disagreements rest on",
    "help.export.events": "an event's id, or the beginning of it",
    "help.export.format": "what to write: {formats}",
    "help.export.output": "write to FILE (else, or with -, to standard output)",
    "help.tag.file": "a text (default, or -: standard input)",
    "help.tag.jsonl": "FILE holds a text a line, as JSON",
    "help.tag.published": "when the text was published",
    "help.tag.language": "its language: {codes} (else it is guessed)",
    "help.filters": "filters",
    "help.filters.text": "Each can be given several times.  NAME is a name or a part of one; case and accents do not "
    "matter.",
    "help.filter.person": "events in which a person takes part",
    "help.filter.organization": "a company, party, court …",
    "help.filter.place": "a place",
    "help.filter.product": "a product",
    "help.filter.other": "a work, or an event with a name",
    "help.filter.source": "events that a source reports: a publisher or a file, or the beginning of it",
    "help.filter.language": "events reported in a language: fr, en",
    "help.filter.mark": "what is worth a look: {marks}",
    "help.filter.without": "leave out events with this name, source or mark; KIND:NAME where several kinds have it",
    "help.filter.any": "of several of one kind, any is enough (else all must hold)",
    "help.filter.any_of": "of several of this kind, any is enough: {kinds}",
    "help.filter.from": "not before DATE: 2024, 2024-03, 2024-03-31",
    "help.filter.to": "not after DATE, its last day included",
    "help.filter.search": 'words of titles and passages: all of them; "a phrase" in quotes',
    # commands
    "help.open": "open the explorer on a folder of articles (short: timeline FOLDER)",
    "help.build": "read articles into a library, without opening it",
    "help.list": "print the timeline as text",
    "help.show": "print one event with every source's words side by side",
    "help.export": "write events as Markdown or as a JSON dataset",
    "help.tag": "find the time expressions of any text, as JSON lines",
    "help.config": "say where the settings of the explorer are, and check them",
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
time, on the built-in example.  Where the output is no terminal, the timeline is printed instead.
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
  1    something was skipped (an unreadable file) or not found (an event, a person, a file, or no
       event is left by the filters)
  2    the command line cannot be understood
  3    a library or a file cannot be read or written (not there, damaged, in use, no permission,
       disk full)
  70   a fault of the program (TIMELINE_DEBUG=1 shows where)
  130  stopped with ctrl+c;  141  the reader of the output has gone

'timeline COMMAND --help' says more about a command.
""",
    "help.open.description": """\
Reads a folder of articles into its own library, or brings that library up to date, and opens the
explorer on it.  Without FOLDER it opens the library used last, else the built-in example.

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
Reads articles (.txt, .md) into a library and finds what happened when.

One folder has a library of its own: 'timeline build FOLDER' and 'timeline FOLDER' keep it up to
date, and a file that has gone from the folder leaves the library.  Single files, or several folders,
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

Progress and a summary go to standard error.  A file that cannot be read is named and skipped; the
exit status is then 1.  Nothing that is stored already is lost.
""",
    "help.build.examples": """\
examples:
  timeline build ~/articles/strike
  timeline build ~/articles/strike --published 2025-02-11 --language fr
  timeline build monday.txt tuesday.txt ~/articles/strike --library ~/strike-library
""",
    "help.list.description": """\
Prints the timeline, one event a line: the beginning of its id (for 'show' and 'export'), its date,
how many sources report it, marks, and its title.  On a terminal lines are cut at its width.

  10 Feb 2025, Aug 2024, 2015   a day, a month, a year: never more than the sources say
  3–9 Feb 2025, since 2023      an interval; a date that ends in … is longer ('show' gives it whole)
  ≈ Jan 2025, 2015 ?            about; uncertain
  5/2                           five sources of two origins: some are copies of each other

  ≈   no source gives this date in its own words, or it is approximate
  ≠   sources disagree on a fact
  ❝3  three quotes

With --json it is one JSON object, with dates as EDTF and everything uncut.

Without --library and --folder it is the library used last, else the built-in example.  Exit status 1
if no event is left.
""",
    "help.list.examples": """\
examples:
  timeline list --person "Marie Martin" --mark quotes
  timeline list --from 2024-08 --to 2025 --search "open source"
  timeline list --mark disagreement --folder ~/articles/strike
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
  csv         a row for each passage, for spreadsheets (dates as EDTF)
  json        the whole dataset (articles, dates, names, amounts, quotes, events) for other programs
  ical        a calendar (.ics); a month stays as long as the month
  timelinejs  JSON for TimelineJS, a timeline on a web page
  csl         the sources as CSL-JSON, for Zotero and Pandoc

Offsets ("characters 12–80", start and end) count the characters of the article's cleaned text, as the
JSON export carries it, not those of the file.  Where the filters leave no event nothing is written, and
the exit status is 1.
""",
    "help.export.examples": """\
examples:
  timeline export --format markdown --output timeline.md
  timeline export --format markdown 3f2a 91bc
  timeline export --format csv --mark disagreement --output doubts.csv
  timeline export --format json --person "Marie Martin" > martin.json
""",
    "help.libraries.description": """\
Lists the libraries of this user, those used last first: the name of each, how many articles and events
it holds, its size on the disk, when it was last used, and the folder its articles lie in.

A library is called after the folder of its articles until it is renamed.  Its name opens it
('timeline open NAME'), and stands for its path after --library, where no other library has it.

Deleting takes away what timeline has made of the articles, and what was corrected in it; the articles
stay as they are.  It asks before; where nobody can be asked, only --yes deletes.

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
Gives a library another name.  Where it lies and what is in it stay the same.
""",
    "help.libraries.rename.examples": """\
examples:
  timeline libraries rename strike "The strike at the port"
  timeline libraries rename "The strike at the port" ""
""",
    "help.libraries.delete.description": """\
Deletes libraries: all that timeline has made of their articles, and all that was corrected in them.  The
articles stay as they are.  It says what would go, and asks; the answer is no unless it is yes.
""",
    "help.libraries.delete.examples": """\
examples:
  timeline libraries delete strike
  timeline libraries delete ~/articles/strike --yes
""",
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
context, speech), null for what needs nothing.  Only JSON lines go to standard output.

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
