-- When its panel closed is a date of an opened round too.
CREATE OR REPLACE FUNCTION award_round_frozen() RETURNS trigger LANGUAGE plpgsql AS '
DECLARE
  moving text[] := ''{state,version,closesAt,recommendUntil,reviewUntil,panelUntil,panelClosedAt,noticeFrom,noticeUntil,decidedAt,cancelledAt,reason,remindedOf}''::text[];
BEGIN
  IF OLD."state" = ''DRAFT'' THEN
    IF TG_OP = ''DELETE'' THEN RETURN OLD; END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = ''DELETE'' THEN RAISE EXCEPTION ''an opened round cannot be removed''; END IF;
  IF (to_jsonb(NEW) - moving) <> (to_jsonb(OLD) - moving) OR NEW."state" = ''DRAFT''
  THEN RAISE EXCEPTION ''the rules of an opened round cannot be changed''; END IF;
  RETURN NEW;
END';
