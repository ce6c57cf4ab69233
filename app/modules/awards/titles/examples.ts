import type { AwardSubject } from "../facts/catalogue.ts";

/** Titles as federations have them, to start from; the officer writes the own document's number. */
export const TITLE_EXAMPLES: readonly {
  key: string;
  subject: AwardSubject;
  name: string;
  nameEn: string;
  legalBasis: string;
  grades: readonly string[];
}[] = [
  {
    key: "innovation",
    subject: "ACHIEVEMENT",
    name: "职工优秀技术创新成果",
    nameEn: "Workers' outstanding technical innovation",
    legalBasis: "市总工会关于开展职工优秀技术创新成果评选的通知",
    grades: ["一等奖", "二等奖", "三等奖"],
  },
  {
    key: "five-small",
    subject: "ACHIEVEMENT",
    name: "“五小”优秀成果",
    nameEn: "Outstanding small innovation",
    legalBasis: "市总工会关于深化“五小”活动的实施意见",
    grades: ["一等奖", "二等奖", "三等奖"],
  },
  {
    key: "studio",
    subject: "STUDIO",
    name: "示范性劳模和工匠人才创新工作室",
    nameEn: "Demonstration studio",
    legalBasis: "劳模和工匠人才创新工作室命名管理办法",
    grades: ["示范"],
  },
  {
    key: "craftsman",
    subject: "PERSON",
    name: "市级工匠",
    nameEn: "Municipal craftsman",
    legalBasis: "市级工匠选树管理办法",
    grades: ["入选"],
  },
];
