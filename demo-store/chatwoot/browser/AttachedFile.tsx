export interface Attachment {
  id: number;
  file_type: string;
  data_url: string;
  extension?: string | null;
}

/** A file that came with a message: pictures as they are, everything else as a link. */
export function AttachedFile({ file }: { file: Attachment }) {
  const isImage = file.file_type === 'image';
  return (
    <a class="attached-file" href={file.data_url} target="_blank" rel="noopener noreferrer">
      {isImage ? (
        <img class="attached-image" src={file.data_url} alt="Attached by the sender" loading="lazy" />
      ) : (
        `Attached file${file.extension ? ` (${file.extension})` : ''}`
      )}
    </a>
  );
}
