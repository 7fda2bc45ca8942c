#!/usr/bin/env python3
"""Turn a coder's short notes into gold lines, checking every quotation.

usage: notes.py split TEXT.json             print the article's numbered sentences
       notes.py check NOTES…                say what is wrong with each notes file
       notes.py compile FOLDER > OUT.jsonl  every text of FOLDER/texts with notes in FOLDER/notes, as gold lines

A text is one JSON object {"id","title","source","published","license","url","text"} in FOLDER/texts/ID.json; its
notes are FOLDER/notes/ID.notes, one event a line, fields separated by " | ", `#` begins a comment line:

  e4 | 3 | killed#2 | ASSAULT firearms | actual | by=Abe > state media | a=militants/DZA/REB + Boko Haram/NGA/REB
     | r=its nationals/JPN/CVL | p=Algeria/DZA | d=2013-01-16..2013-01-18 | c=killed:7:- + injured:3:3 | =e1 | hist | neg

The first five fields are required: id, sentence number, trigger as it stands in that sentence (#n: its n-th
occurrence), type with modes, status. The others come in any order and may be left out: by (attribution, outermost
first), a (actors: text/code/sector, `-` for null), r (recipients), p (place text/country), d (one day or start..end),
c (what:low:high), =eN (same_as), hist (historical), neg (negated). All notes stand on one line each.
"""
import json, re, sys
from pathlib import Path

MODES = {
    "AGREE": "", "CONSULT": "visit third-party multilateral phone", "SUPPORT": "", "COOPERATE": "", "AID": "", "CONCEDE": "",
    "RETREAT": "withdraw release disarm ceasefire access resign", "REQUEST": "assist change yield meet",
    "REJECT": "assist change yield meet", "ACCUSE": "disapprove investigate allege",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize", "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
               "heavy-weapons crowd-control unconventional"}
STATUS = "actual planned demanded threatened possible denied".split()
SECTORS = "GOV MIL COP JUD LEG SPY PRM REB UAF PTY OPP ELI CVL REF JRN EDU MED REL SOC LAB AGR BUS CRM UNK".split()
COUNTS = ("killed injured killed_or_injured missing detained abducted released displaced evacuated protesters troops "
          "other").split()
ABBREVIATIONS = (r"(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Sgt|Sen|Rep|Gov|Rev|St|U\.S|U\.K|U\.N|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|"
                 r"Aug|Sep|Sept|Oct|Nov|Dec|[A-Z])")


def sentences(text):
    """Spans of the sentences the notes count, [start, end) in code points: numbering only, not linguistics."""
    out = []
    for para in re.finditer(r"[^\n]+", text):
        a, p, last = para.start(), para.group(), 0
        for m in re.finditer(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])", p):
            if not re.search(r"\b" + ABBREVIATIONS + r"$", p[last:m.start()]):
                out.append((a + last, a + m.end()))
                last = m.end()
        if p[last:].strip():
            out.append((a + last, a + len(p)))
    return out


def entity(note, text, no):
    name, _, rest = note.rpartition("/")
    name, _, code = name.rpartition("/")
    code, sector = (None if x in ("-", "") else x for x in (code, rest))
    if name not in text:
        no(f"«{name}» is not in the article")
    if code and not re.fullmatch(r"[A-Z]{3}", code):
        no(f"code {code}")
    if sector and sector not in SECTORS:
        no(f"sector {sector}")
    return {"text": name, "code": code, "sector": sector}


def number(s):
    return None if s in ("-", "") else int(s)


def event(line, text, spans, no):
    fields = [f.strip() for f in line.split(" | ")]
    if len(fields) < 5:
        no("fewer than five fields")
        return None
    ident, sent, trigger, typed, status = fields[:5]
    kind, *modes = typed.split()
    trigger, _, nth = trigger.partition("#")
    if kind not in MODES:
        no(f"type {kind}")
        return None
    for m in modes:
        if m not in MODES[kind].split():
            no(f"mode {m} is none of {kind}'s")
    if status not in STATUS:
        no(f"status {status}")
    if not sent.isdigit() or not 1 <= int(sent) <= len(spans):
        no(f"sentence {sent}")
        return None
    a, b = spans[int(sent) - 1]
    hits = [m.start() for m in re.finditer(r"(?<!\w)" + re.escape(trigger) + r"(?!\w)", text[a:b])]
    if len(hits) < int(nth or 1):
        no(f"«{trigger}» is not in sentence {sent}")
        return None
    start = a + hits[int(nth or 1) - 1]
    e = {"id": ident, "trigger": [start, start + len(trigger)], "event": kind, "mode": modes, "status": status,
         "attribution": [], "actor": [], "recipient": [], "place": None, "date": None, "counts": [],
         "trigger_text": trigger}
    for f in fields[5:]:
        key, _, value = f.partition("=")
        if f == "hist":
            e["historical"] = True
        elif f == "neg":
            e["negated"] = True
        elif key == "" and value:
            e["same_as"] = value.strip()
        elif key == "by":
            e["attribution"] = [s.strip() for s in value.split(" > ")]
            for s in e["attribution"]:
                if s not in text:
                    no(f"source «{s}» is not in the article")
        elif key in ("a", "r"):
            e["actor" if key == "a" else "recipient"] = [entity(x.strip(), text, no) for x in value.split(" + ")]
        elif key == "p":
            place, _, country = value.rpartition("/")
            if place not in text or not re.fullmatch(r"[A-Z]{3}|-", country):
                no(f"place {value}")
            e["place"] = {"text": place, "country": None if country == "-" else country}
        elif key == "d":
            first, _, last = value.partition("..")
            if not all(re.fullmatch(r"\d{4}-\d\d-\d\d", d) for d in (first, last or first)):
                no(f"date {value}")
            e["date"] = {"start": first, "end": last or first}
        elif key == "c":
            for c in value.split(" + "):
                what, low, high = (c.strip().split(":") + ["-", "-"])[:3]
                if what not in COUNTS:
                    no(f"count {what}")
                e["counts"].append({"what": what, "low": number(low), "high": number(high)})
        elif f:
            no(f"field «{f}»")
    return e


def resolve(article, notes, name):
    """The gold line of an article with its notes, and what is wrong with them."""
    spans, bad, events = sentences(article["text"]), [], []
    for n, line in enumerate(notes.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            e = event(line, article["text"], spans, lambda msg: bad.append(f"{name}:{n}: {msg}"))
        except ValueError as err:
            bad.append(f"{name}:{n}: {err}")
            continue
        if e:
            events.append(e)
    ids = [e["id"] for e in events]
    for e in events:
        if ids.count(e["id"]) > 1:
            bad.append(f"{name}: id {e['id']} used twice")
        if e.get("same_as") and e["same_as"] not in ids:
            bad.append(f"{name}: same_as {e['same_as']}")
    return dict(article, events=events), bad


def main(argv):
    if len(argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    verb, paths = argv[0], [Path(p) for p in argv[1:]]
    if verb == "split":
        article = json.loads(paths[0].read_text(encoding="utf-8"))
        print(f"{article['id']}  published {article.get('published')}  {article.get('source')}")
        for i, (a, b) in enumerate(sentences(article["text"]), 1):
            print(f"[{i}] {article['text'][a:b].strip()}")
        return 0
    if verb == "compile":
        paths = sorted((paths[0] / "notes").glob("*.notes"))
    wrong = []
    for p in paths:
        text = p.parent.parent / "texts" / (p.stem + ".json")
        line, bad = resolve(json.loads(text.read_text(encoding="utf-8")), p.read_text(encoding="utf-8"), p.name)
        wrong += bad
        if verb == "compile" and not bad:
            print(json.dumps(line, ensure_ascii=False))
    print("\n".join(wrong) or f"{len(paths)} files, nothing wrong", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
