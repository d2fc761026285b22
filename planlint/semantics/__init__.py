"""What a plan says: indicators, quantities, responsibilities, citations, region, dates."""
