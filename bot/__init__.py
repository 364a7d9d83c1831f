"""The citizen's side: forms and talks (pure), handlers, and Zalo's door."""
