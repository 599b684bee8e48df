"""Strings that mean something to a program they are handed to: markup, SQL, formulas, terminals, templates, paths.

Our own list by class; other projects' list lies beside the repository (`bad_input.naughty_rows`).
"""

from __future__ import annotations

MARK = "naughty"  # stands in every payload that must never become live

CLASSES: dict[str, tuple[str, ...]] = {
    "markup": (
        "<script>naughty()</script>",
        "</title><script>naughty()</script>",
        '"><img src=x onerror=naughty()>',
        "' onmouseover='naughty()",
        "<svg/onload=naughty()>",
        "<iframe src=javascript:naughty()></iframe>",
        "</style><script>naughty()</script>",
        "--><script>naughty()</script>",
        "]]><script>naughty()</script>",
        "&lt;script&gt;naughty()&lt;/script&gt;",
        "&#60;script&#62;naughty()&#60;/script&#62;",
        "javascript:naughty()",
    ),
    "sql": (
        "'; drop table marts.articles; -- naughty",
        '"; drop schema raw cascade; -- naughty',
        "' or 1=1 -- naughty",
        "$title naughty",
        "naughty $1 ? :x %s",
        "/* naughty",
        "naughty; attach 'x.duckdb' as y",
    ),
    "formulas": (
        "=cmd|' /C calc'!A0 naughty",
        "+1+1 naughty",
        "-2+3 naughty",
        "@SUM(1+1) naughty",
        "\t=1+1 naughty",
        '=HYPERLINK("http://a.example","naughty")',
    ),
    "terminal": (
        "\x1b[2J\x1b[1;31mnaughty",
        "\x1b]0;naughty\x07",
        "\x1b]8;;http://a.example\x1b\\naughty",
        "\x9b31mnaughty",
        "naughty\rHARMLESS",
        "naughty\x08\x08\x08",
        "[bold red]naughty[/bold red]",
        "[/] naughty [link=http://a.example]x[/link]",
    ),
    "templates": ("{{ 7*7 }} naughty", "{% raw %} naughty", "${7*7} naughty", "%n%n naughty", "{0} naughty {}"),
    "unicode": (
        "\u202enaughty\u202c",
        "na\u200bugh\u200dty",
        "ｎａｕｇｈｔｙ",
        "naughty \ufdd0 \U0001f469\u200d\U0001f680",
        "Zalgo n\u0300\u0301\u0302\u0303\u0304aughty",
        "\ufeffnaughty",
    ),
    "paths": (
        "../../../etc/naughty",
        "naughty\\..\\..",
        "CON naughty",
        "~/naughty",
        "naughty\nsecond line",
        "*naughty?",
    ),
}
ALL = tuple(string for strings in CLASSES.values() for string in strings)
