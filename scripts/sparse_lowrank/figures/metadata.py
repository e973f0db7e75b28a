"""What a figure's file says of itself.

In PDF it is the document information, in PNG its text, in SVG its RDF, in TIFF its tags, in EPS comments.
`provenance.figure_files` reads it again.
"""

import json

from sparse_lowrank import __version__
from sparse_lowrank.records import making

# The tags of TIFF: DocumentName, ImageDescription, Artist of what the picture is after, Software.
TITLE, DESCRIPTION, SOURCE, SOFTWARE = 269, 270, 315, 305
LONGEST = 200  # characters of a comment in EPS, whose lines have 255 at most


def metadata(suffix, title, about):
    """The metadata that `saving.save` writes into a file of this suffix: no date, `about` as JSON.

    Parameters
    ----------
    suffix : str
        ".pdf", ".png", ".svg", ".tif" or ".eps".
    title : str
        Name of the figure or panel.
    about : dict
        Plain data on its origin.
    """
    creator, subject = f"sparse-lowrank {__version__}", json.dumps(about, sort_keys=True)
    return {
        ".pdf": {
            "Title": title,
            "Subject": subject,
            "Creator": creator,
            "Keywords": making.PAPER,
            "CreationDate": None,
        },
        ".png": {"Title": title, "Description": subject, "Source": making.PAPER, "Software": creator},
        ".svg": {"Title": title, "Description": subject, "Source": making.PAPER, "Creator": creator, "Date": None},
        ".tif": {TITLE: title, DESCRIPTION: subject, SOURCE: making.PAPER, SOFTWARE: creator},
        ".eps": {"Title": title, "Creator": creator, "Source": making.PAPER, "Description": subject},
    }[suffix]


def eps_comments(told):
    """Metadata of an EPS as lines of comments; one that is too long for a line goes on in the next."""
    lines = []
    for key, text in told.items():
        first, *rest = (text[start : start + LONGEST] for start in range(0, len(text), LONGEST))
        lines += [f"%%{key}: {first}", *(f"%%+ {part}" for part in rest)]
    return "".join(f"{line}\n" for line in lines)
