-- AlterTable
ALTER TABLE "AwardApplication" ADD COLUMN     "textVersion" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "AwardRound" ADD COLUMN     "remindedOf" TIMESTAMP(3);

-- CreateTable
CREATE TABLE "ApplicationConfirmation" (
    "applicationId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "confirmedOf" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ApplicationConfirmation_pkey" PRIMARY KEY ("applicationId","personId")
);

-- CreateIndex
CREATE INDEX "ApplicationConfirmation_personId_idx" ON "ApplicationConfirmation"("personId");

-- AddForeignKey
ALTER TABLE "ApplicationConfirmation" ADD CONSTRAINT "ApplicationConfirmation_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "AwardApplication"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Opened, a round's rules are frozen: what changes from then on is its state and its dates.
CREATE FUNCTION award_round_frozen() RETURNS trigger LANGUAGE plpgsql AS '
DECLARE
  moving text[] := ''{state,version,closesAt,recommendUntil,reviewUntil,panelUntil,noticeFrom,noticeUntil,decidedAt,cancelledAt,reason,remindedOf}''::text[];
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
CREATE TRIGGER "AwardRound_frozen" BEFORE UPDATE OR DELETE ON "AwardRound" FOR EACH ROW EXECUTE FUNCTION award_round_frozen();

-- Its panel too: a judge accepts or declines, and who was invited by name becomes a person, once.
CREATE FUNCTION panel_seat_frozen() RETURNS trigger LANGUAGE plpgsql AS '
DECLARE
  rounds uuid[];
BEGIN
  IF TG_OP = ''INSERT'' THEN rounds := ARRAY[NEW."roundId"];
  ELSIF TG_OP = ''DELETE'' THEN rounds := ARRAY[OLD."roundId"];
  ELSE rounds := ARRAY[OLD."roundId", NEW."roundId"]; END IF;
  IF EXISTS (SELECT 1 FROM "AwardRound" r WHERE r."id" = ANY (rounds) AND r."state" <> ''DRAFT'') THEN
    IF TG_OP <> ''UPDATE'' THEN RAISE EXCEPTION ''the panel of an opened round cannot be changed''; END IF;
    IF (to_jsonb(NEW) - ''{acceptedAt,declinedAt,personId}''::text[]) <> (to_jsonb(OLD) - ''{acceptedAt,declinedAt,personId}''::text[])
      OR (OLD."personId" IS NOT NULL AND NEW."personId" IS DISTINCT FROM OLD."personId")
    THEN RAISE EXCEPTION ''the panel of an opened round cannot be changed''; END IF;
  END IF;
  IF TG_OP = ''DELETE'' THEN RETURN OLD; END IF;
  RETURN NEW;
END';
CREATE TRIGGER "PanelSeat_frozen" BEFORE INSERT OR UPDATE OR DELETE ON "PanelSeat" FOR EACH ROW EXECUTE FUNCTION panel_seat_frozen();

-- What was submitted stays as it was worded until it is returned; what was admitted stays for good, its facts with it.
CREATE FUNCTION award_application_locked() RETURNS trigger LANGUAGE plpgsql AS '
DECLARE
  subject text[] := ''{roundId,achievementId,studioId,personId,enterpriseId,byId,clientId}''::text[];
  row_old jsonb := to_jsonb(OLD);
  row_new jsonb;
  part text;
BEGIN
  IF TG_OP = ''DELETE'' THEN RAISE EXCEPTION ''an application cannot be removed''; END IF;
  row_new := to_jsonb(NEW);
  IF OLD."state" <> ''DRAFT'' THEN subject := subject || ''{statement,textVersion}''::text[]; END IF;
  IF OLD."factsHash" IS NOT NULL THEN subject := subject || ''{factsHash,admittedAt,admittedById,submittedAt}''::text[]; END IF;
  FOREACH part IN ARRAY subject LOOP
    IF row_new -> part IS DISTINCT FROM row_old -> part THEN RAISE EXCEPTION ''% of an application cannot be changed'', part; END IF;
  END LOOP;
  RETURN NEW;
END';
CREATE TRIGGER "AwardApplication_locked" BEFORE UPDATE OR DELETE ON "AwardApplication" FOR EACH ROW EXECUTE FUNCTION award_application_locked();

CREATE FUNCTION application_fact_locked() RETURNS trigger LANGUAGE plpgsql AS '
DECLARE
  owners uuid[];
BEGIN
  IF TG_OP = ''INSERT'' THEN owners := ARRAY[NEW."applicationId"];
  ELSIF TG_OP = ''DELETE'' THEN owners := ARRAY[OLD."applicationId"];
  ELSE owners := ARRAY[OLD."applicationId", NEW."applicationId"]; END IF;
  IF EXISTS (SELECT 1 FROM "AwardApplication" a WHERE a."id" = ANY (owners) AND a."factsHash" IS NOT NULL)
  THEN RAISE EXCEPTION ''the facts of an admitted application cannot be changed''; END IF;
  IF TG_OP = ''DELETE'' THEN RETURN OLD; END IF;
  RETURN NEW;
END';
CREATE TRIGGER "ApplicationFact_locked" BEFORE INSERT OR UPDATE OR DELETE ON "ApplicationFact" FOR EACH ROW EXECUTE FUNCTION application_fact_locked();

-- The two rubrics of the real forms, to copy and to start from; as app/modules/awards/rubrics/shipped.ts has them.
INSERT INTO "Rubric" ("id", "organisationId", "subject", "name", "nameEn", "content", "createdAt") VALUES
  ('0193a000-0000-7000-8000-00000000a001', NULL, 'ACHIEVEMENT', '职工创新成果评分表（七项）', 'Workers'' innovation, seven criteria', '{"ties":["economic","maturity","innovation"],"criteria":[{"key":"advanced","name":{"zh":"先进性","en":"Advancement"},"guide":{"zh":"","en":""},"max":1000,"marking":{"kind":"JUDGED","anchors":[{"least":900,"most":1000,"text":{"zh":"达到国内领先或以上","en":"Leads the country or better"}},{"least":600,"most":800,"text":{"zh":"达到省内或行业先进","en":"Ahead in the province or the trade"}},{"least":0,"most":500,"text":{"zh":"达到本企业先进","en":"Ahead in its own enterprise"}}]}},{"key":"innovation","name":{"zh":"创新性","en":"Innovation"},"guide":{"zh":"","en":""},"max":1000,"marking":{"kind":"JUDGED","anchors":[{"least":900,"most":1000,"text":{"zh":"原理或方法有重大突破","en":"A new principle or method"}},{"least":600,"most":800,"text":{"zh":"关键环节有明显改进","en":"A clear improvement of a key step"}},{"least":0,"most":500,"text":{"zh":"局部改进","en":"An improvement in part"}}]}},{"key":"difficulty","name":{"zh":"难度","en":"Difficulty"},"guide":{"zh":"","en":""},"max":1000,"marking":{"kind":"JUDGED","anchors":[{"least":900,"most":1000,"text":{"zh":"长期未解决的行业难题","en":"Unsolved in the trade for long"}},{"least":600,"most":800,"text":{"zh":"需要多专业协作攻关","en":"Needed several trades together"}},{"least":0,"most":500,"text":{"zh":"常规技术可解决","en":"Within known technique"}}]}},{"key":"economic","name":{"zh":"经济效益","en":"Economic benefit"},"guide":{"zh":"按受益企业财务认定的金额计分；50 万元以下不计分。","en":"By the amount certified by the recipients'' finance; below 0.5 million yuan nothing."},"max":4000,"marking":{"kind":"COMPUTED","formula":"certifiedYuan","steps":[{"from":"500000","points":1500},{"from":"1000000","points":2000},{"from":"3000000","points":3000},{"from":"6000000","points":4000}]}},{"key":"social","name":{"zh":"社会效益","en":"Social benefit"},"guide":{"zh":"","en":""},"max":1000,"marking":{"kind":"JUDGED","anchors":[{"least":800,"most":1000,"text":{"zh":"安全、环保或就业方面有显著作用","en":"Marked effect on safety, environment or jobs"}},{"least":400,"most":700,"text":{"zh":"有一定作用","en":"Some effect"}},{"least":0,"most":300,"text":{"zh":"作用有限","en":"Little effect"}}]}},{"key":"maturity","name":{"zh":"成熟度","en":"Maturity"},"guide":{"zh":"按独立采用单位数计分；关联企业不计。","en":"By independent adopters; affiliates do not count."},"max":1000,"marking":{"kind":"COMPUTED","formula":"independentAdopters","steps":[{"from":"1","points":400},{"from":"2","points":600},{"from":"3","points":800},{"from":"5","points":1000}]}},{"key":"file","name":{"zh":"申报材料","en":"Application file"},"guide":{"zh":"","en":""},"max":1000,"marking":{"kind":"JUDGED","anchors":[{"least":800,"most":1000,"text":{"zh":"完整、清楚、佐证齐全","en":"Complete, clear and proved"}},{"least":400,"most":700,"text":{"zh":"基本完整","en":"Mostly complete"}},{"least":0,"most":300,"text":{"zh":"有缺项","en":"Parts are missing"}}]}}]}', '2026-11-21T00:00:00Z'),
  ('0193a000-0000-7000-8000-00000000a002', NULL, 'ACHIEVEMENT', '优秀技术成果评分表（四项）', 'Outstanding technical results, four criteria', '{"ties":["technical","economic"],"criteria":[{"key":"technical","name":{"zh":"技术水平","en":"Technical level"},"guide":{"zh":"","en":""},"max":3000,"marking":{"kind":"JUDGED","anchors":[{"least":2600,"most":3000,"text":{"zh":"技术水平突出","en":"Outstanding"}},{"least":1500,"most":2500,"text":{"zh":"技术水平较高","en":"High"}},{"least":0,"most":1400,"text":{"zh":"技术水平一般","en":"Fair"}}]}},{"key":"economic","name":{"zh":"经济效益","en":"Economic benefit"},"guide":{"zh":"认定金额决定分数区间；没有认定金额不得分。","en":"The certified amount sets the range; without one there are no points."},"max":3000,"marking":{"kind":"BOUNDED","formula":"certifiedYuan","ranges":[{"from":"0","least":1000,"most":1400},{"from":"100000","least":1500,"most":2500},{"from":"500000","least":2600,"most":3000}]}},{"key":"scope","name":{"zh":"应用范围","en":"Scope of use"},"guide":{"zh":"","en":""},"max":2000,"marking":{"kind":"JUDGED","anchors":[{"least":1600,"most":2000,"text":{"zh":"多家企业应用","en":"Used at several enterprises"}},{"least":800,"most":1500,"text":{"zh":"本企业多处应用","en":"Used at several places of one enterprise"}},{"least":0,"most":700,"text":{"zh":"单台设备或单条产线","en":"One machine or one line"}}]}},{"key":"practicality","name":{"zh":"实用性","en":"Practicality"},"guide":{"zh":"","en":""},"max":2000,"marking":{"kind":"JUDGED","anchors":[{"least":1600,"most":2000,"text":{"zh":"结构简单、易推广、见效快","en":"Simple, easy to spread, quick to pay"}},{"least":800,"most":1500,"text":{"zh":"较易推广","en":"Fairly easy to spread"}},{"least":0,"most":700,"text":{"zh":"推广条件受限","en":"Hard to spread"}}]}}]}', '2026-11-21T00:00:00Z');
