import { Flashlight, FlashlightOff, ImageUp, RotateCcw } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { type Camera, CameraError, type CameraTrouble, openCamera } from "#app/browser/scan/camera.ts";
import { decodePhoto, makeDecoder, watchVideo } from "#app/browser/scan/decode.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { scanWords } from "#app/words/scan.ts";
import { Button } from "../actions/button.tsx";
import { buttonLook } from "../actions/button-look.ts";

type ScannerProps = {
  /** What a code says; it may come again after a while. */
  onText: (text: string) => void;
};

/**
 * The camera's picture with a frame, a lamp where the device has one, and a photograph of a code for where no camera
 * is given. Loaded when somebody wants to scan.
 */
export default function Scanner({ onText }: ScannerProps) {
  const [tries, setTries] = useState(0);
  return (
    <div className="max-w-form">
      <Picture key={tries} onText={onText} onAgain={() => setTries((n) => n + 1)} />
    </div>
  );
}

function Picture({ onText, onAgain }: ScannerProps & { onAgain: () => void }) {
  const w = useWords(scanWords);
  const { video, state, torch } = useCamera(onText);
  return (
    <>
      {typeof state === "string" ? (
        <div className="relative max-w-md overflow-hidden rounded-md bg-black">
          <video ref={video} muted playsInline aria-label={w.camera} className="aspect-square w-full object-cover" />
          <div aria-hidden className="pointer-events-none absolute inset-[16%] rounded-md border-3 border-white/85" />
          <p role="status" className="absolute inset-x-0 bottom-0 bg-black/65 px-3 py-2 text-center text-white">
            {state === "starting" ? w.starting : w.looking}
          </p>
        </div>
      ) : (
        <div role="status" className="rounded-md border border-waiting-line bg-waiting-soft p-4">
          <p>{w.trouble[state.trouble]}</p>
          {state.trouble !== "insecure" && (
            <div className="mt-3">
              <Button type="button" variant="secondary" icon={RotateCcw} onClick={onAgain}>
                {w.again}
              </Button>
            </div>
          )}
        </div>
      )}
      <div className="mt-3 flex flex-wrap gap-3">
        {torch && <Torch torch={torch} />}
        <PhotoOfACode onText={onText} />
      </div>
    </>
  );
}

type State = "starting" | "looking" | { trouble: CameraTrouble };

/** Opens the camera as long as the picture stands on the page, and looks for codes in it. */
function useCamera(onText: (text: string) => void) {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<State>("starting");
  const [torch, setTorch] = useState<Camera["torch"]>(null);
  const tell = useRef(onText);
  useEffect(() => {
    tell.current = onText;
  });
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    let gone = false;
    let stops: (() => void)[] = [];
    const stop = () => {
      for (const one of stops) one();
      stops = [];
    };
    const start = async () => {
      try {
        const camera = await openCamera(element);
        stops.push(camera.stop);
        const decode = await makeDecoder();
        if (gone) return stop();
        stops.push(watchVideo(element, decode, (text) => tell.current(text)));
        setTorch(() => camera.torch);
        setState("looking");
      } catch (error) {
        stop();
        if (!gone) setState({ trouble: error instanceof CameraError ? error.trouble : "busy" });
      }
    };
    void start();
    return () => {
      gone = true;
      stop();
    };
  }, []);
  return { video, state, torch };
}

function Torch({ torch }: { torch: NonNullable<Camera["torch"]> }) {
  const w = useWords(scanWords);
  const [on, setOn] = useState(false);
  return (
    <Button
      type="button"
      variant="secondary"
      size="large"
      icon={on ? FlashlightOff : Flashlight}
      aria-pressed={on}
      onClick={() =>
        torch(!on).then(
          () => setOn(!on),
          () => undefined,
        )
      }
    >
      {on ? w.torchOff : w.torchOn}
    </Button>
  );
}

/** On phones it opens the camera's own program, which works over plain http as well. */
function PhotoOfACode({ onText }: ScannerProps) {
  const w = useWords(scanWords);
  const [note, setNote] = useState("");
  const read = async (file: File | undefined) => {
    if (!file) return;
    setNote(w.reading);
    try {
      const text = await decodePhoto(file);
      setNote(text ? "" : w.noCode);
      if (text) onText(text);
    } catch {
      setNote(w.noPicture);
    }
  };
  return (
    <>
      <label
        className={`relative ${buttonLook("secondary", "large")} has-focus-visible:outline-2 has-focus-visible:outline-focus`}
      >
        <ImageUp aria-hidden className="size-[1.2em] shrink-0" />
        {w.photo}
        <input
          type="file"
          accept="image/*"
          className="absolute inset-0 cursor-pointer opacity-0"
          onChange={(event) => {
            void read(event.currentTarget.files?.[0]);
            event.currentTarget.value = "";
          }}
        />
      </label>
      {note && (
        <p role="status" className="w-full">
          {note}
        </p>
      )}
    </>
  );
}
