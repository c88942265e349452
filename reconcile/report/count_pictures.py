"""A picture of every count, to be put into an article or a post."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reconcile.charts.page.claims import claimed_ranges, subjects
from reconcile.charts.page.picture_files import FORMATS, save
from reconcile.charts.ranges.count_picture import SHAPES, count_picture
from reconcile.comparison import Comparison

_NAME = re.compile(rf"count-[a-z0-9-]+-({'|'.join(SHAPES)})\.({'|'.join(FORMATS)})")


def is_count_picture(name: str) -> bool:
    """Whether it is the name of such a file."""
    return _NAME.fullmatch(name) is not None


def pictures_of(name: str) -> dict[str, dict[str, str]]:
    """The files of the count of this name, by shape and format."""
    return {shape: {form: f"count-{name}-{shape}.{form}" for form in FORMATS} for shape in SHAPES}


def count_pictures(comparison: Comparison, names: Mapping[int, str]) -> dict[str, bytes]:
    """The pictures of the counts that have a number, by the names of their files."""
    made, named_as = dict[str, bytes](), subjects(comparison)
    for entry in claimed_ranges(comparison, named_as):
        if not entry.counted:
            continue
        for shape, files in pictures_of(names[entry.range.estimand]).items():
            picture = count_picture(comparison, entry, named_as, shape)
            made |= {file: save(picture, form) for form, file in files.items()}
    return made
