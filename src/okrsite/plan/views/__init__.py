"""What each page shows: frozen values ready to be printed, so that templates decide nothing.

Numbers are words in the site's language already; a `Link`'s path is one of the site, which the
renderer turns into an address relative to the page that it stands on.
"""
