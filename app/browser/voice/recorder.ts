import { wavOf } from "./wav.ts";

/** Why there is no recording. */
export type Trouble = "insecure" | "denied" | "missing" | "failed";

export type Recorder = {
  /** Ends the recording and brings it in a form that plays everywhere. @throws when nothing came in */
  stop(): Promise<File>;
  /** Ends it and forgets it. */
  cancel(): void;
  /** How loud it is now, from 0 to 1. */
  level(): number;
};

/** AAC in MP4 plays on every phone and desk; Opus in WebM does not, and is turned into WAV. */
const EVERYWHERE = "audio/mp4;codecs=mp4a.40.2";
const BITS_PER_SECOND = 32_000;
/** Enough for speech, a third of the bytes of a CD. */
const SPEECH_RATE = 16_000;
const PIECE_MS = 1_000;

/** Browsers offer the microphone to safe origins only: https, or this very machine. */
export const mayRecord = (): boolean =>
  window.isSecureContext && typeof navigator.mediaDevices?.getUserMedia === "function" && "MediaRecorder" in window;

const troubleOf = (error: unknown): Trouble => {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  return name === "NotFoundError" || name === "NotReadableError" ? "missing" : "failed";
};

/** Opens the microphone and begins at once; answers with the trouble where it can't. */
export async function startRecording(name: string): Promise<Recorder | Trouble> {
  if (!mayRecord()) return "insecure";
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, noiseSuppression: true, echoCancellation: true, autoGainControl: true },
    });
  } catch (error) {
    return troubleOf(error);
  }
  const sound = new AudioContext();
  // Made a moment after the press, it may begin asleep; only the level needs it awake.
  void sound.resume();
  const meter = sound.createAnalyser();
  meter.fftSize = 512;
  sound.createMediaStreamSource(stream).connect(meter);
  const wave = new Uint8Array(meter.fftSize);
  const mimeType = MediaRecorder.isTypeSupported(EVERYWHERE) ? EVERYWHERE : undefined;
  const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS_PER_SECOND });
  const pieces: Blob[] = [];
  recorder.addEventListener("dataavailable", ({ data }) => void pieces.push(data));
  recorder.start(PIECE_MS);
  const release = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  return {
    level() {
      meter.getByteTimeDomainData(wave);
      return Math.min(1, Math.max(...wave.map((value) => Math.abs(value - 128))) / 100);
    },
    cancel() {
      if (recorder.state !== "inactive") recorder.stop();
      release();
      void sound.close();
    },
    async stop() {
      const ended = new Promise((resolve) => recorder.addEventListener("stop", resolve, { once: true }));
      if (recorder.state !== "inactive") {
        recorder.stop();
        await ended;
      }
      release();
      try {
        return await fileOf(new Blob(pieces, { type: recorder.mimeType }), name, sound);
      } finally {
        void sound.close();
      }
    },
  };
}

async function fileOf(recorded: Blob, name: string, sound: AudioContext): Promise<File> {
  if (recorded.type.startsWith("audio/mp4") && !recorded.type.includes("opus"))
    return new File([recorded], `${name}.m4a`, { type: "audio/mp4" });
  const decoded = await sound.decodeAudioData(await recorded.arrayBuffer());
  const length = Math.ceil(decoded.duration * SPEECH_RATE);
  const narrow = new OfflineAudioContext(1, length, SPEECH_RATE);
  const source = narrow.createBufferSource();
  source.buffer = decoded;
  source.connect(narrow.destination);
  source.start();
  const rendered = await narrow.startRendering();
  return new File([wavOf(rendered.getChannelData(0), SPEECH_RATE)], `${name}.wav`, { type: "audio/wav" });
}
