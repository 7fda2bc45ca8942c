"""Hand-coded articles as sentences with triggers, types, modes, status and roles on words.

The coded records quote phrases; training needs words. Each phrase is looked for in its trigger's sentence, nearest first;
a phrase that is not there leaves its role unjudged for that trigger."""
import datetime
import re

from .conllu import Sentence
from .corpus import notes

TYPES = ("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
         "COERCE ASSAULT").split()
MODES = [f"{t}.{m}" for t in TYPES for m in notes.MODES[t].split()]
STATUS = notes.STATUS
FLAGS = ["historical", "negated"]
ROLES = ["actor", "recipient", "source", "place", "date"]
PARTICLES = set("up out off down away over back on in into to for against with hostage prisoner".split())
DEFINITE = set("the this that these those".split())
CUTS = set("of in from for at who which that whose to on by near with between , ( -- and".split())

_TOKEN = re.compile(r"""
    (?:https?://|www\.)\S+ | [\w.+-]+@[\w-]+\.[\w.]+
  | (?:[A-Za-z]\.){2,} | (?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|Sen|Rep|Gov|Rev|Prof|St|Jr|Sr|No|vs|Jan|Feb|Mar|Apr|Jun|
    Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Corp|Co|Ltd)\.(?=\s)
  | [A-Z]\.(?=\s*[A-Z]) | \d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s)?(?![^\W\d_]) | \d+(?:[.,:]\d+)*
  | [^\W\d_]+(?=n['’]t\b) | n['’]t\b | ['’](?:s|S|re|ve|ll|d|m)\b
  | can(?=not\b) | [^\W_]+(?:['’](?!(?:s|S|re|ve|ll|d|m)\b)[^\W_]+)* | \.{2,} | -{2,} | [^\w\s] | _+""", re.X)
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTHS = "january february march april may june july august september october november december".split()
_MONTH = {w: n + 1 for n, m in enumerate(MONTHS) for w in (m, m[:3], m[:3] + ".", *(["sept", "sept."] if n == 8 else []))}
_DAY = re.compile(r"([0-3]?\d)(?:st|nd|rd|th)?")
_THIRDS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}


def tokens(text, start=0, end=None):
    """(form, start, end) of the words of text[start:end], near to UD English EWT's conventions."""
    return [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text, start, len(text) if end is None else end)]


def trigger_word(words, inside, heads=None):
    """Which of the words `inside` a trigger's span stands for it: its syntactic head when a tree is at hand."""
    if len(inside) == 1:
        return inside[0]
    if heads is not None:
        tops = [i for i in inside if heads[i] - 1 not in inside]
        if len(tops) == 1:
            return tops[0]
    if words[inside[1]].lower() in PARTICLES:
        return inside[0]
    cut = next((k for k, i in enumerate(inside) if k and words[i].lower() in CUTS), len(inside))
    return inside[cut - 1]


def phrase_word(words, inside, heads=None):
    """The head of a noun phrase: by tree, else the last word before what follows its core."""
    if heads is not None:
        tops = [i for i in inside if heads[i] - 1 not in inside]
        if len(tops) == 1:
            return tops[0]
    core = inside[:next((k for k, i in enumerate(inside) if k and words[i].lower() in CUTS), len(inside))]
    while len(core) > 1 and not words[core[-1]][0].isalnum():
        core = core[:-1]
    return core[-2] if len(core) > 1 and words[core[-1]].lower() in ("'s", "’s") else core[-1]


def find_phrase(text, words, spans, phrase, trigger, heads=None):
    """The word that heads the occurrence of `phrase` nearest to the trigger's word, or None."""
    a, b = spans[0][0], spans[-1][1]
    best = None
    for m in re.finditer(r"(?<!\w)" + re.escape(phrase) + r"(?!\w)", text[a:b]):
        inside = [i for i, (s, e) in enumerate(spans) if s < a + m.end() and e > a + m.start()]
        if inside:
            word = phrase_word(words, inside, heads)
            if word != trigger and (best is None or abs(word - trigger) < abs(best - trigger)):
                best = word
    return best


def date_words(words, published):
    """(word, start, end) of the dates that the words of a sentence name, reckoned from the day of publication."""
    out = []
    for i, w in enumerate(words):
        low, before, after = w.lower(), words[i - 1].lower() if i else "", words[i + 1].lower() if i + 1 < len(words) else ""
        year = next((int(x) for x in words[i + 1:i + 5] if re.fullmatch(r"(?:19|20)\d\d", x)),
                    published.year if published else None)
        if low in _MONTH and w[0].isupper() and year:
            day = next((int(m[1]) for m in map(_DAY.fullmatch, (after, before)) if m), None)
            try:
                out.append((i, *month_days(year, _MONTH[low], day, before)))
            except ValueError:
                pass
        elif re.fullmatch(r"(?:19|20)\d\d", w):
            out.append((i, datetime.date(int(w), 1, 1), datetime.date(int(w), 12, 31)))
        elif published and low in WEEKDAYS:
            back = (published.weekday() - WEEKDAYS.index(low)) % 7
            for days in (back, back + 7, back - 7):
                day = published - datetime.timedelta(days)
                out.append((i, day, day))
        elif published and low in ("today", "yesterday", "tomorrow", "tonight"):
            day = published + datetime.timedelta({"yesterday": -1, "tomorrow": 1}.get(low, 0))
            out.append((i, day, day))
        elif published and before in ("last", "next") and low in ("week", "month", "year"):
            out.append((i, *beside(published, low, -1 if before == "last" else 1)))
    return out


def month_days(year, month, day, before):
    """(first, last) of a day of a month, of its early, middle or late part, or of the whole."""
    end = (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(1)).day
    first, last = (day, day) if day else _THIRDS.get(before, (1, end))
    return datetime.date(year, month, first), datetime.date(year, month, min(last, end))


def beside(day, unit, step):
    """(first, last) of the week, month or year before or after that of a day."""
    if unit == "week":
        monday = day + datetime.timedelta(7 * step - day.weekday())
        return monday, monday + datetime.timedelta(6)
    if unit == "month":
        n = day.year * 12 + day.month - 1 + step
        return month_days(n // 12, n % 12 + 1, None, "")
    return datetime.date(day.year + step, 1, 1), datetime.date(day.year + step, 12, 31)


def find_date(words, when, published, trigger):
    """The word that names an event's days, nearest to its trigger, or None."""
    want = tuple(datetime.date.fromisoformat(when[k]) for k in ("start", "end"))
    hits = [i for i, a, b in date_words(words, published) if (a, b) == want and i != trigger]
    return min(hits, key=lambda i: abs(i - trigger), default=None)


def role_words(event, text, words, spans, trigger, published, heads=None):
    """Role → the words that fill it; a role some phrase of which is not in the sentence is None: not judged."""
    phrases = {"actor": [x["text"] for x in event["actor"]], "recipient": [x["text"] for x in event["recipient"]],
               "source": event["attribution"], "place": [event["place"]["text"]] if event["place"] else []}
    out = {}
    for role, quoted in phrases.items():
        found = [find_phrase(text, words, spans, q, trigger, heads) for q in quoted]
        hits = sorted({i for i in found if i is not None})
        out[role] = hits if hits or not quoted else None
    out["date"] = []
    if event["date"]:
        day = find_date(words, event["date"], published, trigger)
        out["date"] = None if day is None else [day]
    return out


def article_sentences(article, trees=None):
    """An article's sentences with its events on them. `trees`: the heads of each sentence, where a parser has read them."""
    text, out = article["text"], []
    published = article.get("published")
    published = datetime.date.fromisoformat(published[:10]) if published else None
    for n, (a, b) in enumerate(notes.sentences(text)):
        tok = tokens(text, a, b)
        if not tok:
            continue
        words, spans = [t[0] for t in tok], [t[1:] for t in tok]
        s = Sentence(f"{article['id']}:{n}", words, trigger=["none"] * len(words))
        heads = trees.get(s.ident) if trees else None
        if heads is not None and len(heads) != len(words):
            heads = None
        for e in article["events"]:
            inside = [i for i, (x, y) in enumerate(spans) if x < e["trigger"][1] and y > e["trigger"][0]]
            if inside:
                add_event(s, e, trigger_word(words, inside, heads), text, spans, published, heads)
        out.append(s)
    open_repeats(out)
    return out


def open_repeats(sentences):
    """Leaves open ("") whether "the attack" is a trigger where the article's earlier "attack" is one: coders pass over
    mentions without a new fact, and a reader may not."""
    seen = set()
    for s in sentences:
        for i, word in enumerate(s.words):
            stem = word.lower().rstrip("s")
            if s.trigger[i] != "none":
                seen.add(stem)
            elif stem in seen and not DEFINITE.isdisjoint(w.lower() for w in s.words[max(0, i - 2):i]):
                s.trigger[i] = ""


def add_event(sentence, event, word, text, spans, published, heads):
    """Labels one trigger; of two events at one word the first stands."""
    if sentence.trigger[word] != "none":
        return
    sentence.trigger[word] = event["event"]
    sentence.events.append({
        "word": word, "type": event["event"], "modes": [f"{event['event']}.{m}" for m in event["mode"]],
        "status": event["status"], "flags": [f for f in FLAGS if event.get(f)],
        "roles": role_words(event, text, sentence.words, spans, word, published, heads)})
