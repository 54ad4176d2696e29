"""The reports: what each shows, part by part; `page` puts them together."""
