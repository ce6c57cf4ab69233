import { data } from "@remix-run/node";

/** Addresses no route knows: a 404 inside the reader's own frame and language. */
export function loader(): never {
  throw data({ messageKey: null }, { status: 404 });
}

export const action = loader;

export default function Unknown() {
  return null;
}
