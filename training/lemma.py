"""Edit scripts from a form to its lemma: `c:p:q:S`, or `=X` for a lemma of its own (docs/model-format.md)."""


def script(form, lemma):
    """The shortest script that makes the lemma from the form."""
    case = "k" if lemma != lemma.lower() else "l"
    base = form if case == "k" else form.lower()
    best = None
    for p in range(min(3, len(base))):
        n = 0
        while p + n < len(base) and n < len(lemma) and base[p + n] == lemma[n]:
            n += 1
        if n and (best is None or n > best[1]):
            best = (p, n)
    if best is None or 2 * best[1] < len(lemma):
        return "=" + lemma
    p, n = best
    return f"{case}:{p}:{len(base) - p - n}:{lemma[n:]}"


def apply(rule, form):
    """The lemma that a script makes from a form; the form itself where the script does not fit."""
    if rule.startswith("="):
        return rule[1:]
    case, p, q, suffix = rule.split(":", 3)
    base = form.lower() if case == "l" else form
    p, q = int(p), int(q)
    return base[p:len(base) - q] + suffix if p + q <= len(base) else form
