"""A value added to a series, in the file that holds it and in that file's own style."""

from okrsite.new.series.record import Entry, Recorded, Shelf, has, record, shelf_of

__all__ = ["Entry", "Recorded", "Shelf", "has", "record", "shelf_of"]
