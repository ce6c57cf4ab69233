-- What the dossier of an admitted application says is kept once and never changed.
CREATE FUNCTION application_content_locked() RETURNS trigger LANGUAGE plpgsql AS '
BEGIN
  RAISE EXCEPTION ''what the dossier of an admitted application says cannot be changed'';
END';
CREATE TRIGGER "ApplicationContent_locked" BEFORE UPDATE OR DELETE ON "ApplicationContent" FOR EACH ROW EXECUTE FUNCTION application_content_locked();
