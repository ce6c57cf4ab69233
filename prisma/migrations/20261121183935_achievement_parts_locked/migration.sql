-- A field of one table is asked for in rows of that table only.
CREATE OR REPLACE FUNCTION achievement_part_locked() RETURNS trigger LANGUAGE plpgsql AS '
DECLARE
  owners uuid[];
BEGIN
  IF TG_OP = ''INSERT'' THEN
    IF TG_NARGS > 0 THEN RETURN NEW; END IF;
    owners := ARRAY[NEW."achievementId"];
  ELSIF TG_OP = ''DELETE'' THEN owners := ARRAY[OLD."achievementId"];
  ELSE
    -- A correction takes the place of the benefit it corrects.
    IF TG_TABLE_NAME = ''AchievementBenefit'' AND NEW."achievementId" = OLD."achievementId" THEN
      IF EXISTS (SELECT 1 FROM "Benefit" b WHERE b."id" = NEW."benefitId" AND b."correctsId" = OLD."benefitId")
      THEN RETURN NEW; END IF;
    END IF;
    owners := ARRAY[OLD."achievementId", NEW."achievementId"];
  END IF;
  IF EXISTS (SELECT 1 FROM "Achievement" a WHERE a."id" = ANY (owners) AND a."state" = ''REGISTERED'')
  THEN RAISE EXCEPTION ''a registered achievement cannot be changed''; END IF;
  IF TG_OP = ''DELETE'' THEN RETURN OLD; END IF;
  RETURN NEW;
END';
