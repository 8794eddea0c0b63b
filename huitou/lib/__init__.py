"""Small tools without models and without the domain."""
