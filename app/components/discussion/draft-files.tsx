import { useFetcher } from "@remix-run/react";
import { Paperclip } from "lucide-react";
import { useEffect, useState } from "react";
import { addUploads } from "#app/browser/upload/upload-list.ts";
import { useUploads } from "#app/browser/upload/use-uploads.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { ACCEPTED_FILES } from "#app/modules/attachments/rules.ts";
import { discussionWords } from "#app/words/discussion.ts";
import { Button } from "../actions/button.tsx";
import { Notice } from "../feedback/notice.tsx";
import { FilePicker } from "../files/file-picker.tsx";
import { UploadRow } from "../files/upload-row.tsx";
import { FileField } from "../form/file-field.tsx";
import { type DiscussionData, roomOf } from "./discussion-data.ts";

const ENDED = new Set(["done", "cancelled", "failed"]);

/**
 * Files for a comment: without script they go with the form; with it they are sent as they are chosen, to a place only
 * the writer opens, and posting waits for them.
 */
export function DraftFiles({
  data,
  clientId,
  errors,
  onBusy,
}: {
  data: DiscussionData;
  clientId: string;
  errors?: string[];
  onBusy: (busy: boolean) => void;
}) {
  const w = useWords(discussionWords);
  const [ready, setReady] = useState(false);
  const [draftId, setDraftId] = useState("");
  const [failed, setFailed] = useState(false);
  const items = useUploads(draftId || `comment-${clientId}`, data.personId);
  const busy = items.some((item) => !ENDED.has(item.state));
  useEffect(() => setReady(true), []);
  useEffect(() => onBusy(busy), [busy, onBusy]);
  const add = async (files: File[]) => {
    setFailed(false);
    try {
      const id = draftId || (await openDraft(data, clientId));
      setDraftId(id);
      addUploads(id, files, false, "comment");
    } catch {
      setFailed(true);
    }
  };
  return (
    <div className="space-y-3">
      <Waiting data={data} />
      {ready ? (
        <>
          <FilePicker
            icon={Paperclip}
            label={w.addFiles}
            accept={ACCEPTED_FILES}
            multiple
            onFiles={(files) => void add(files)}
          />
          {failed && (
            <Notice kind="error" live>
              {w.filesFailed}
            </Notice>
          )}
          {items.length > 0 && (
            <ul aria-label={w.files} className="divide-y divide-line rounded-md border border-line">
              {items.map((item) => (
                <UploadRow key={item.id} item={item} />
              ))}
            </ul>
          )}
        </>
      ) : (
        <FileField name="files" label={w.addFiles} accept={ACCEPTED_FILES} multiple errors={errors} optional />
      )}
    </div>
  );
}

async function openDraft(data: DiscussionData, clientId: string): Promise<string> {
  const body = new URLSearchParams({ clientId });
  const response = await fetch(paths.draftComment(data.problemId, roomOf(data)), { method: "POST", body });
  if (!response.ok) throw new Error(String(response.status));
  return ((await response.json()) as { draftId: string }).draftId;
}

/** Files added before, to a comment that was not posted yet. */
function Waiting({ data }: { data: DiscussionData }) {
  const w = useWords(discussionWords);
  const fetcher = useFetcher();
  if (data.draftFiles.length === 0) return null;
  return (
    <div className="rounded-md border border-line px-3 py-2">
      <p className="text-sm text-muted">{w.waitingFiles}</p>
      <ul>
        {data.draftFiles.map((file) => (
          <li key={file.id} className="flex flex-wrap items-center justify-between gap-x-3">
            <a href={paths.file(file.id)} className="link min-w-0 break-words">
              {file.fileName}
            </a>
            <Button
              variant="quiet"
              size="small"
              name="dropFile"
              value={file.id}
              formNoValidate
              aria-label={w.dropFile(file.fileName)}
              onClick={(event) => {
                event.preventDefault();
                fetcher.submit(
                  { intent: "drop-file", fileId: file.id },
                  { method: "post", action: paths.comments(data.problemId, roomOf(data)) },
                );
              }}
            >
              {w.dropFileShort}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
