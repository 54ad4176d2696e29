"""Files in their canonical order: lines are moved, never written anew."""
