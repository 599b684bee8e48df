"""What a project decides with beyond fixed rules: trained matchers, models that find names, rules of its own."""
