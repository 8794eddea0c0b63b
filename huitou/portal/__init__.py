"""Every public page; it never sees internal notes."""
