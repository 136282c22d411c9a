"""Language, sentences and the dependency parse: a clean article becomes a Document."""
