"""What dateline serve answers, asked from Python's standard library. Start it first: dateline serve --db dateline.db

DATELINE_URL is where it is; DATELINE_TOKEN is needed where it is not on this machine.
"""

import json
import os
import urllib.parse
import urllib.request

URL = os.environ.get("DATELINE_URL", "http://127.0.0.1:8765")
TOKEN = os.environ.get("DATELINE_TOKEN")


def open_url(path, **query):
    address = f"{URL}{path}?{urllib.parse.urlencode(query, doseq=True)}"
    request = urllib.request.Request(address)
    if TOKEN:
        request.add_header("Authorization", f"Bearer {TOKEN}")
    return urllib.request.urlopen(request)


def ask(path, **query):
    with open_url(path, **query) as answer:
        return json.load(answer)


def pages(path, field, **query):
    """Goes through a list page by page."""
    after = ""
    while after is not None:
        page = ask(path, after=after, limit=100, **query)
        yield from page[field]
        after = page["next"]


def main():
    # Who attacked whom, on whose word: spans count code points, as Python's strings do.
    for item in pages("/api/reports", "reports", type="ASSAULT", status="actual"):
        report = item["report"]
        article = ask("/api/articles/" + urllib.parse.quote(report["document"]["id"]))["article"]
        trigger = report["evidence"]["trigger"]
        assert article["text"][trigger["start"] : trigger["end"]] == trigger["text"]
        said_by = report["attribution"][0]["text"] if report["attribution"] else report["document"]["source"]
        print(report["id"], [a["text"] for a in report["actor"]], trigger["text"], [r["text"] for r in report["recipient"]], "|", said_by)

    # Events told of by several articles, and what they disagree on.
    for event in pages("/api/events", "events", contested="true"):
        print(event["id"], event["title"], [f["field"] for f in event["fields"] if f["verdict"] == "contested"])

    # All reports at once, one a line.
    with open_url("/api/reports.jsonl") as lines:
        print(sum(1 for _ in lines), "reports")


if __name__ == "__main__":
    main()
