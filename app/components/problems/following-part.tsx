import { type ComponentType, memo, Suspense, useCallback, useEffect, useMemo, useState } from "react";

/**
 * A part of a form whose script follows the page. Until it has come the part is told of no change: React would draw anew
 * what is not alive yet, and what was chosen or typed in it would be gone. Told of the last one then.
 */
export function followingPart<Props extends object>(Part: ComponentType<Props>) {
  return memo(function FollowingPart(props: Props) {
    const [first] = useState(props);
    const [alive, setAlive] = useState(false);
    const came = useCallback(() => setAlive(true), []);
    const told = alive ? props : first;
    return useMemo(
      () => (
        <Suspense>
          <Part {...told} />
          <Alive tell={came} />
        </Suspense>
      ),
      [told, came],
    );
  });
}

/** Tells when what stands beside it in the same `Suspense` is alive. */
function Alive({ tell }: { tell: () => void }) {
  useEffect(tell, [tell]);
  return null;
}
