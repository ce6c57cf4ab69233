/** Why there is no picture: no secure connection, not allowed, no camera, taken by another program. */
export type CameraTrouble = "insecure" | "refused" | "absent" | "busy";

export class CameraError extends Error {
  readonly trouble: CameraTrouble;
  constructor(trouble: CameraTrouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

export type Camera = {
  stop(): void;
  /** Switches the lamp; null where the device has none or keeps it to itself. */
  torch: ((on: boolean) => Promise<void>) | null;
};

const TROUBLES: Record<string, CameraTrouble> = {
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotFoundError: "absent",
  OverconstrainedError: "absent",
};

/** Opens the camera at the back and shows it in `video`. @throws CameraError */
export async function openCamera(video: HTMLVideoElement): Promise<Camera> {
  // Browsers offer a camera over https and on this very machine only.
  if (!navigator.mediaDevices?.getUserMedia) throw new CameraError("insecure");
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } },
    });
  } catch (error) {
    throw new CameraError(TROUBLES[(error as Error).name] ?? "busy");
  }
  const stop = () => {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  video.srcObject = stream;
  try {
    await video.play();
  } catch {
    stop();
    throw new CameraError("busy");
  }
  const [track] = stream.getVideoTracks();
  // The types know nothing of lamps.
  const lamp = (track?.getCapabilities?.() as { torch?: boolean } | undefined)?.torch === true;
  const torch =
    track && lamp
      ? (on: boolean) => track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] })
      : null;
  return { stop, torch };
}
