// Reads a Markwhen text from standard input with Markwhen's own parser, and writes what it found as JSON.
const markwhen = require("@markwhen/parser");

const parsed = markwhen.parse(require("fs").readFileSync(0, "utf-8"));
const events = [];
const groups = [];
for (const { eventy, path } of markwhen.iter(parsed.events)) {
  if (markwhen.isEvent(eventy)) {
    events.push({
      from: eventy.dateRangeIso.fromDateTimeIso,
      to: eventy.dateRangeIso.toDateTimeIso,
      title: eventy.firstLine.restTrimmed,
      lines: eventy.supplemental.map((part) => [part.type, part.raw]),
      acts: [eventy.tags ?? [], eventy.id ?? [], Object.entries(eventy.properties ?? {}), eventy.recurrence ?? []].flat(),
      done: eventy.completed ?? eventy.percent ?? null,
    });
  } else if (path.length) {
    groups.push(eventy.title);
  }
}
const marks = [...new Set(parsed.ranges.map((range) => range.type))];
const errors = parsed.parseMessages.filter((message) => message.type === "error");
console.log(JSON.stringify({ title: parsed.header.title, events, groups, marks, errors }));
