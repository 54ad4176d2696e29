"""`python -m okrsite` is `okrsite`."""

from okrsite.cli import main

main()
