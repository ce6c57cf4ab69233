-- The readers stand among the lexemes, so that the full-text index leaves out what others read.
UPDATE "SearchDocument" SET "tsv" = "tsv" || array_to_tsvector(ARRAY(SELECT '@' || r FROM unnest("readers") r));
