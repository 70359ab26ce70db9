import { Fragment } from 'preact';

const webAddress = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/g;

/** A message's text as typed, line breaks kept and web addresses made into links. */
export function MessageText({ text }: { text: string }) {
  return (
    <p class="message-text" dir="auto">
      {text.split(webAddress).map((part, index) => (
        // Texts do not change place inside a message, so the index is a fine key.
        <Fragment key={String(index)}>{index % 2 === 1 ? <Link url={part} /> : part}</Fragment>
      ))}
    </p>
  );
}

function Link({ url }: { url: string }) {
  return (
    <a href={url} target="_blank" rel="noopener noreferrer nofollow">
      {url}
    </a>
  );
}
