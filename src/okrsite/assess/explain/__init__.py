"""Why every number and every word is what it is: made from the values they were made from."""
