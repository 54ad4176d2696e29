"""What a site gives away besides its pages: data, tables, feeds, calendars, badges and cards."""
