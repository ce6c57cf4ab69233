/** What has become of a post. `refused`: the server said no, and a person decides. */
export type PostState = "waiting" | "sending" | "files" | "sent" | "refused";

/** A problem written on this device, until the server has it whole. */
export type Post = {
  /** The form's client id: however often it is sent, it is one problem. */
  id: string;
  /** Whose it is; it leaves under no other name. */
  personId: string;
  /** The form as it was, without files. */
  fields: [name: string, value: string][];
  title: string;
  /** Milliseconds since 1970, by this device. */
  writtenAt: number;
  state: PostState;
  /** Failed tries in a row, and when the next one is due. */
  tries: number;
  dueAt: number;
  /** Once the server has the text. */
  problemId?: string;
  number?: string;
  /** It has the text, but sends it to review only once a recording has arrived. */
  unfinished?: boolean;
  /** What the server has against it: a sentence, and sentences by field. */
  refusal?: { text: string; errors?: Record<string, string[]> };
};

export type FileState = "waiting" | "sending" | "sent" | "refused";

/** A photo, recording or document of a post; its bytes are kept apart, and go once the server has it. */
export type PostFile = {
  /** A UUID made here: however often it is sent, it is stored once. */
  id: string;
  postId: string;
  personId: string;
  name: string;
  type: string;
  size: number;
  /** In the order they were chosen. */
  place: number;
  state: FileState;
  /** Leave to go on where a lost connection or a closed page left off. */
  permit?: string | null;
  refusal?: string;
};

/** A problem's text as a person might read it at a moment. */
export type ReadingCopy = {
  id: string;
  personId: string;
  /** What it depends on, for the server only. */
  mark: string;
  /** When the server made it; milliseconds since 1970. */
  at: number;
  number: string;
  title: string;
  state: string;
  /** State and severity in words. */
  standing: string;
  sections: { heading: string; rows: { label: string; text: string }[] }[];
};

/** A form not sent yet, as it was when last seen or typed. */
export type KeptForm = {
  /** The form's client id. */
  id: string;
  personId: string;
  values: Record<string, string>;
  number?: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Typed here and not known to the server. */
  own?: boolean;
};

/** What the posting form offers this person. */
export type KeptChoices = { personId: string; choices: unknown };

/** Who used this device last. */
export type Owner = {
  personId: string;
  name: string;
  locale: string;
  /** When the server last answered this person here. */
  contactAt: number;
  /** The session is over: nothing is shown or sent until the same person signs in. */
  locked: boolean;
};
