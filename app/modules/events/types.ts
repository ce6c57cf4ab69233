export type SubjectKind = "problem" | "person" | "organisation" | "import" | "installation";

/** Every kind of event; named subject.what-happened. */
export type EventType =
  | `problem.${
      | "drafted" | "submitted" | "approved" | "returned" | "published" | "visibility-changed" | "edited"
      | "bid" | "bid-withdrawn" | "bids-refused" | "bid-chosen" | "assigned" | "assignment-accepted" | "assignment-declined"
      | "consent-requested" | "consent-decided" | "permit-decided" | "agreement-signed" | "team-changed"
      | "log-added" | "log-decided" | "solution-saved" | "solution-submitted" | "solution-sent-back"
      | "trial-started" | "trial-reported" | "trial-failed" | "accepted" | "partly-accepted" | "not-fixed"
      | "released" | "given-up" | "lease-reminded" | "reminded" | "unclaimed" | "withdrawn" | "closed-unsolved" | "escalated"
      | "joint-diagnosis" | "merge-proposed" | "merge-answered" | "merged" | "answer-proposed" | "answer-refused" | "answered"
      | "reused" | "reopened" | "commented" | "comment-edited" | "comment-removed" | "file-added" | "file-removed"
      | "named" | "named-ended" | "imported" | "import-undone" | "released-in-bulk" | "author-passed"}`
  | `person.${
      | "created" | "changed" | "disabled" | "enabled" | "password-changed" | "password-reset" | "signed-in" | "session-ended"
      | "invited" | "invitation-accepted" | "invitation-revoked" | "membership-started" | "membership-ended"
      | "deputy-named" | "deputy-ended" | "profile-changed"}`
  | `organisation.${"created" | "changed" | "closed" | "member-joined" | "member-left" | "chair-named" | "lead-named"}`
  | `import.${"uploaded" | "confirmed" | "rows-imported" | "finished" | "rows-released" | "rows-undone" | "undone"}`
  | `installation.${"set-up" | "seeded" | "restored" | "search-reindexed"}`;
