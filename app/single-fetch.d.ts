import "@remix-run/server-runtime";

/** Loaders' answers keep their dates, numbers of any size and undefined: the types say so too. */
declare module "@remix-run/server-runtime" {
  interface Future {
    v3_singleFetch: true;
  }
}
